import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import type { Person } from '../../core/people.ts'
import { type LinkPerson, listLinkPersons, listOpenable } from '../cases/door.ts'
import {
  comparableOf,
  type Elsewhere,
  elsewhereOf,
  GLANCE,
  MOST_OPENED,
  MOST_SHOWN,
  strengthOf,
  type Typed,
} from './hint.ts'
import { meet } from './key-records.ts'
import { type Comparison, compare, keysOf } from './linking.ts'

/** Of one key, while somebody types: enough to see who shares it, and soon read. */
const MOST_BY_KEY = 60

export interface Seen {
  /** In files that the viewer may open, likeliest first. */
  near: (Comparison & { person: LinkPerson })[]
  elsewhere: Elsewhere[]
}

/** Who may be the one that is being typed: opened only where the viewer may open the file. */
export async function lookAround(
  db: Db,
  house: Pick<House, 'fields'>,
  viewer: Pick<Person, 'agencyId'>,
  typed: Typed,
  exceptId?: string,
): Promise<Seen> {
  const looked = comparableOf(typed)
  const met = (await meet(db, house, keysOf(looked, [viewer.agencyId], true), MOST_BY_KEY)).filter(
    ({ personId }) => personId !== exceptId,
  )
  const openable = await listOpenable(
    db,
    met.map(({ caseId }) => caseId),
  )
  const open = met
    .filter(({ caseId }) => openable.has(caseId))
    .sort((a, b) => strengthOf(a.rules) - strengthOf(b.rules))
  const people = await listLinkPersons(
    db,
    house,
    open.slice(0, MOST_OPENED).map(({ personId }) => personId),
  )
  return {
    near: people
      .map((person) => ({ person, ...compare(looked, person) }))
      .filter(({ evidence }) => evidence >= GLANCE)
      .sort((a, b) => b.evidence - a.evidence)
      .slice(0, MOST_SHOWN),
    elsewhere: elsewhereOf(met.filter(({ caseId }) => !openable.has(caseId))),
  }
}
