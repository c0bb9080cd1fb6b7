import { type Db, inTransaction } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { maySendWorkers, type Status, standingOn } from './licence.ts'
import {
  countWords,
  findByKeys,
  findRegisterDay,
  getLicensees,
  type HistoryEntry,
  type KeyHit,
  type Licensee,
  listHistories,
  listNameKeys,
} from './licensee-records.ts'
import { type Found, MOST_FOUND, namedInText, orderFound, type Why, weigher } from './search.ts'
import { type Asked, keysAsked } from './search-keys.ts'

export interface CheckedLicensee {
  licensee: Licensee
  why: Why
  status: Status
  since: string | null
  /** Valid by its record, but its term is over. */
  termOver: boolean
  /** Whether workers may be sent under it today; never under a travel agency's. */
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
  return inTransaction(house.database, (db) => checkAgentIn(db, question, today))
}

/**
 * The same within a transaction that is open already. A request that holds one connection never
 * waits for a second: as many of them as there are connections would wait for each other for ever.
 */
export async function checkAgentIn(db: Db, question: string, today: string): Promise<CheckAnswer> {
  const asked = keysAsked(question)
  const registerAsOf = await findRegisterDay(db)
  const names = asked.keys.filter((one) => one.kind === 'word').map((one) => one.key)
  const weigh = weigher({ words: await countWords(db, names), licensees: LICENSEES_AT_LEAST })
  const hits = await findByKeys(db, asked.keys, weigh)
  const ordered = await withNamesInText(db, asked, hits, orderFound(asked.keys, hits, weigh))
  const ids = ordered.map((one) => one.licenseeId)
  const licensees = new Map((await getLicensees(db, ids)).map((one) => [one.id, one]))
  const histories = await listHistories(db, ids)
  const found = ordered.map(({ licenseeId, why }) => {
    const licensee = licensees.get(licenseeId)!
    const standing = standingOn(licensee, today)
    const history = histories.get(licenseeId) ?? []
    const licensed = maySendWorkers({ kind: licensee.kind, status: standing.status })
    return { licensee, why, ...standing, licensed, history }
  })
  return { readAs: asked.readAs, found, registerAsOf }
}

/** Of a pasted advert also those whose whole name stands somewhere in it. */
async function withNamesInText(
  db: Db,
  { pieces }: Asked,
  hits: readonly KeyHit[],
  ordered: readonly Found[],
): Promise<Found[]> {
  if (!pieces) return [...ordered]
  const known = new Set(ordered.map((one) => one.licenseeId))
  const ids = [...new Set(hits.map((hit) => hit.licenseeId))].filter((id) => !known.has(id))
  return [...ordered, ...namedInText(pieces, await listNameKeys(db, ids))].slice(0, MOST_FOUND)
}

// Only the ratio between common and rare words matters, so the order of the register's size will do.
const LICENSEES_AT_LEAST = 5_000
