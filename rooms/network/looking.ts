import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import type { Person } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import {
  dayInPakistan,
  findCaseBrief,
  type LinkPerson,
  listLinkPersons,
  listOpenable,
} from '../cases/door.ts'
import { checkAgentIn } from '../recruiters/door.ts'
import {
  comparableOf,
  type Elsewhere,
  elsewhereOf,
  GLANCE,
  joinMet,
  MOST_OPENED,
  MOST_SHOWN,
  strengthOf,
  type Typed,
} from './hint.ts'
import { type Met, meet } from './key-records.ts'
import { type Comparable, type Comparison, compare, keysOf } from './linking.ts'
import { meetTies, readValue, type Thing } from './tie-records.ts'

/** Of one key, while somebody types: enough to see who shares it, and soon read. */
const MOST_BY_KEY = 60

export interface Seen {
  /** In files that the viewer may open, likeliest first. */
  near: (Comparison & { person: LinkPerson })[]
  /** Files that the viewer may open in which what was typed is noted. */
  noted: { caseId: string; reference: string; by: Met['rules'] }[]
  elsewhere: Elsewhere[]
}

/** Who may be the one that is being typed: opened only where the viewer may open the file. */
export async function lookAround(
  db: Db,
  house: House,
  viewer: Pick<Person, 'agencyId'>,
  typed: Typed,
  exceptId?: string,
): Promise<Seen> {
  const looked = comparableOf(typed)
  const people = await meet(db, house, keysOf(looked, [viewer.agencyId], true), MOST_BY_KEY)
  const ties = await meetTies(db, await thingsOf(db, house, typed, looked), MOST_BY_KEY)
  const met = joinMet([...people, ...ties]).filter(
    ({ personId }) => personId === null || personId !== exceptId,
  )
  const openable = await listOpenable(
    db,
    met.map(({ caseId }) => caseId),
  )
  const open = met
    .filter(({ personId, caseId }) => personId && openable.has(caseId))
    .sort((a, b) => strengthOf(a.rules) - strengthOf(b.rules))
  const opened = await listLinkPersons(
    db,
    house,
    open.slice(0, MOST_OPENED).flatMap(({ personId }) => personId ?? []),
  )
  return {
    near: opened
      .map((person) => ({ person, ...compare(looked, person) }))
      .filter(({ evidence }) => evidence >= GLANCE)
      .sort((a, b) => b.evidence - a.evidence)
      .slice(0, MOST_SHOWN),
    noted: await notedIn(
      db,
      ties.filter(({ caseId }) => openable.has(caseId)),
    ),
    elsewhere: elsewhereOf(met.filter(({ caseId }) => !openable.has(caseId))),
  }
}

async function notedIn(db: Db, ties: readonly Met[]): Promise<Seen['noted']> {
  const files = new Map<string, Seen['noted'][number]['by']>()
  for (const { caseId, rules } of ties)
    files.set(caseId, [...new Set([...(files.get(caseId) ?? []), ...rules])])
  const noted: Seen['noted'] = []
  for (const [caseId, by] of [...files].slice(0, MOST_SHOWN)) {
    const file = await findCaseBrief(db, caseId)
    if (file) noted.push({ caseId, reference: file.reference, by })
  }
  return noted
}

/** What was typed of that which is noted in files, as far as it can be read. */
async function thingsOf(db: Db, house: House, typed: Typed, looked: Comparable): Promise<Thing[]> {
  const things: Thing[] = []
  const values = { vehicle: typed.vehicle, phone: looked.phone, account: looked.account }
  for (const kind of ['vehicle', 'phone', 'account'] as const) {
    const index = values[kind] && indexOf(house, kind, values[kind])
    if (index) things.push({ kind, index, licenseeId: null })
  }
  const licenseeId =
    typed.agent?.trim() && (await findLicensee(db, typed.agent, dayInPakistan(house.now())))
  if (licenseeId) things.push({ kind: 'agent', index: null, licenseeId })
  return things
}

function indexOf(house: House, kind: 'vehicle' | 'phone' | 'account', text: string) {
  try {
    return readValue(house, kind, text).index
  } catch (trouble) {
    // Half a plate is no plate yet.
    if (trouble instanceof Problem) return undefined
    throw trouble
  }
}

/** The licensee of a licence number; names are too many and too alike to be read as one firm. */
export async function findLicensee(
  db: Db,
  number: string,
  today: string,
): Promise<string | undefined> {
  const { found } = await checkAgentIn(db, number, today)
  const [hit, ...more] = found.filter(({ why }) => why === 'same-number')
  return more.length ? undefined : hit?.licensee.id
}
