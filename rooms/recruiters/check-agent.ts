import { inTransaction } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { isLicensed, type Status, standingOn } from './licence.ts'
import {
  countWords,
  findByKeys,
  findRegisterDay,
  getLicensees,
  type HistoryEntry,
  type Licensee,
  listHistory,
} from './licensee-records.ts'
import { orderFound, type Why } from './search.ts'
import { keysAsked } from './search-keys.ts'

export interface CheckedLicensee {
  licensee: Licensee
  why: Why
  status: Status
  since: string | null
  /** Valid by its record, but its term is over. */
  termOver: boolean
  licensed: boolean
  history: readonly HistoryEntry[]
}

export interface CheckAnswer {
  /** What the question was read as; undefined where nothing in it can be looked up. */
  readAs: 'licence' | 'phone' | 'name' | undefined
  found: readonly CheckedLicensee[]
  /** The day of the newest list in the register; undefined while there is none. */
  registerAsOf: string | undefined
}

/** Licensed or not, by number, phone or name in any spelling. Keeps nothing of the question. */
export function checkAgent(
  house: Pick<House, 'database'>,
  question: string,
  today: string,
): Promise<CheckAnswer> {
  return inTransaction(house.database, async (db) => {
    const asked = keysAsked(question)
    const registerAsOf = await findRegisterDay(db)
    const hits = await findByKeys(db, asked.keys)
    const names = asked.keys.filter((one) => one.kind === 'word').map((one) => one.key)
    const words = await countWords(db, names)
    const ordered = orderFound(asked.keys, hits, { words, licensees: LICENSEES_AT_LEAST })
    const licensees = new Map(
      (
        await getLicensees(
          db,
          ordered.map((one) => one.licenseeId),
        )
      ).map((one) => [one.id, one]),
    )
    const found = []
    for (const { licenseeId, why } of ordered) {
      const licensee = licensees.get(licenseeId)!
      const standing = standingOn(licensee, today)
      const history = await listHistory(db, licenseeId)
      found.push({ licensee, why, ...standing, licensed: isLicensed(standing.status), history })
    }
    return { readAs: asked.readAs, found, registerAsOf }
  })
}

// Only the ratio between common and rare words matters, so the order of the register's size will do.
const LICENSEES_AT_LEAST = 5_000
