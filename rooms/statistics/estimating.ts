import { asSystem, type Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import {
  estimate,
  type ListTable,
  type Report,
  TableProblem,
  tableOf,
} from '../../libraries/multiple-systems-estimation/index.ts'
import { listMarks } from '../cases/door.ts'
import { identitiesOf } from '../network/door.ts'
import { beating } from './beating.ts'
import { draining } from './draining.ts'
import { type EstimateRow, endEstimate, listFound, takeEstimate } from './estimate-records.ts'
import { listsFrom, type PeopleOnLists } from './lists.ts'
import { beatWork } from './work-records.ts'

/** Does one estimate that somebody asked for; false where none waits. */
export async function doOneEstimate(house: House): Promise<boolean> {
  const taken = await asSystem(house, (db) => takeEstimate(db, house.now()))
  if (!taken) return false
  const end = await attempt(house, taken)
  if (end) await asSystem(house, (db) => endEstimate(db, taken.id, { ...end, now: house.now() }))
  return true
}

type End = Omit<Parameters<typeof endEstimate>[2], 'now'>

async function attempt(house: House, taken: EstimateRow): Promise<End | undefined> {
  let lists: PeopleOnLists | null = taken.lists
  try {
    lists ??= await gatherLists(house, taken)
    const report = await run(house, taken, tableOf(lists.lists, lists.rows))
    return report && { state: 'done', lists, report, problem: null }
  } catch (trouble) {
    if (trouble instanceof TableProblem)
      return { state: 'refused', lists, report: null, problem: trouble.code }
    house.log.error({ err: trouble, estimate: taken.id }, 'an estimate failed')
    return { state: 'failed', lists, report: null, problem: null }
  }
}

function gatherLists(house: House, taken: EstimateRow): Promise<PeopleOnLists> {
  const { jurisdiction, from, until } = taken
  return asSystem(house, (db) =>
    listsOfPeriod(db, { jurisdiction, from: from ?? '1900-01-01', until: until ?? '9999-12-31' }),
  )
}

/** Who was found in a period, by kind of agency, each person once; runs as the system. */
export async function listsOfPeriod(
  db: Db,
  of: { jurisdiction: string; from: string; until: string },
): Promise<PeopleOnLists> {
  const rows = await listFound(db, of)
  const ids = rows.map(({ personId }) => personId)
  const marks = await listMarks(db, ids)
  const identities = await identitiesOf(db, ids)
  return listsFrom(
    rows.map(({ personId, agencyKind }) => ({
      agencyKind,
      // Whom two people have judged to be one is one here too, until somebody undoes it.
      marks: [...(marks.get(personId) ?? []), `i${identities.get(personId) ?? personId}`],
    })),
  )
}

/** Undefined where somebody has stopped it. */
function run(house: House, { id }: EstimateRow, table: ListTable): Promise<Report | undefined> {
  return beating(
    (progress) =>
      asSystem(house, (db) =>
        beatWork(db, 'statistics.estimate', { id, progress, now: house.now() }),
      ),
    (signal, tell) => estimate(table, { threads: 1, signal, onProgress: ({ done }) => tell(done) }),
  )
}

/** An estimate takes a core for some seconds: one at a time. */
export const doEstimates = draining(doOneEstimate)
