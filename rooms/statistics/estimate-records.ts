import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Report } from '../../libraries/multiple-systems-estimation/index.ts'
import type { PeopleOnLists } from './lists.ts'
import { takeWork } from './work-records.ts'

export type EstimateState = 'waiting' | 'running' | 'done' | 'stopped' | 'refused' | 'failed'

export interface EstimateRow {
  jurisdiction: string
  id: string
  askedAt: string
  source: 'cases' | 'file'
  from: string | null
  until: string | null
  state: EstimateState
  progress: number
  finishedAt: string | null
  lists: PeopleOnLists | null
  report: Report | null
  problem: string | null
}

const fields = sql`jurisdiction, id, asked_at as "askedAt", source, from_on as "from",
  until_on as "until", state, progress, finished_at as "finishedAt", lists, report, problem`

export async function addEstimate(
  db: Db,
  of: {
    jurisdiction: string
    askedBy: string
    source: 'cases' | 'file'
    from: string | null
    until: string | null
    lists: PeopleOnLists | null
  },
): Promise<string> {
  const id = newId()
  await sql`insert into statistics.estimate (jurisdiction, id, asked_by, source, from_on, until_on, lists)
    values (${of.jurisdiction}, ${id}, ${of.askedBy}, ${of.source}, ${of.from}, ${of.until},
      ${of.lists && JSON.stringify(of.lists)}::jsonb)`.execute(db)
  return id
}

export async function findEstimate(db: Db, id: string): Promise<EstimateRow | undefined> {
  const { rows } =
    await sql<EstimateRow>`select ${fields} from statistics.estimate where id = ${id}`.execute(db)
  return rows[0]
}

export async function listEstimates(db: Db): Promise<EstimateRow[]> {
  const { rows } = await sql<EstimateRow>`select ${fields} from statistics.estimate
    order by asked_at desc, id desc limit 20`.execute(db)
  return rows
}

/** The next estimate to be made; runs as the system. */
export const takeEstimate = (db: Db, now: Date) =>
  takeWork<EstimateRow>(db, 'statistics.estimate', fields, now)

/** Ends one that nobody has stopped meanwhile. */
export async function endEstimate(
  db: Db,
  id: string,
  end: {
    state: 'done' | 'refused' | 'failed'
    lists: PeopleOnLists | null
    report: Report | null
    problem: string | null
    now: Date
  },
): Promise<void> {
  await sql`update statistics.estimate set state = ${end.state}, progress = 1, finished_at = ${end.now},
      lists = coalesce(${end.lists && JSON.stringify(end.lists)}::jsonb, lists),
      report = ${end.report && JSON.stringify(end.report)}::jsonb, problem = ${end.problem}
    where id = ${id} and state = 'running'`.execute(db)
}

export interface FoundRow {
  personId: string
  agencyKind: string
}

/** Who was found to be a victim by which kind of agency, in a country or province; runs as the system. */
export async function listFound(
  db: Db,
  of: { jurisdiction: string; from: string; until: string },
): Promise<FoundRow[]> {
  const { rows } = await sql<FoundRow>`select v.person_id as "personId", a.kind as "agencyKind"
    from statistics.detected_victim v join core.agency a on a.id = v.agency_id
    where (v.jurisdiction = ${of.jurisdiction} or v.jurisdiction like ${of.jurisdiction} || '-%')
      and v.detected_on between ${of.from} and ${of.until}`.execute(db)
  return rows
}
