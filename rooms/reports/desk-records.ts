import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { ReportRef, ReportRow } from './records.ts'
import type {
  Debt,
  Decision,
  HandOverReason,
  Reason,
  ReportKind,
  Status,
  VictimSex,
} from './report.ts'

export interface QueueFilter {
  status?: Status | 'open' | 'all'
  owes?: Debt
  place?: string
  kind?: ReportKind
  danger?: boolean
  holderId?: string
  /** One report, shown as the queue shows it. */
  only?: string
  after?: { dueAt: string; id: string }
  limit: number
}

export interface QueueRecord extends ReportRow {
  place_en: string | null
  place_ur: string | null
  holder_en: string | null
  holder_ur: string | null
}

/** One page of a desk's queue, the nearest deadline first; each filter has an index that begins with the desk. */
export async function listQueue(
  db: Db,
  deskId: string,
  filter: QueueFilter,
): Promise<QueueRecord[]> {
  const { rows } = await sql<QueueRecord>`select r.*, p.name_en as place_en, p.name_ur as place_ur,
      h.name_en as holder_en, h.name_ur as holder_ur
    from (select * from reports.report where ${sql.join(conditions(deskId, filter), sql` and `)}
      order by due_at, id limit ${filter.limit}) r
    left join core.place p on p.code = r.place_code
    left join core.account h on h.id = r.holder_id
    order by r.due_at, r.id`.execute(db)
  return rows
}

function conditions(deskId: string, filter: QueueFilter): RawBuilder<unknown>[] {
  const { status = 'open', owes, place, kind, danger, holderId, only, after } = filter
  const all = [sql`desk_id = ${deskId}`]
  // Word for word the condition of the index report_open.
  if (status === 'open')
    all.push(sql`(owes <> 'nothing' or status not in ('closed', 'case-opened', 'expired'))`)
  else if (status !== 'all') all.push(sql`status = ${status}`)
  if (only) all.push(sql`id = ${only}`)
  if (owes) all.push(sql`owes = ${owes}`)
  if (place) all.push(sql`place_code = ${place}`)
  if (kind) all.push(sql`kind = ${kind}`)
  if (danger) all.push(sql`danger_now`)
  if (holderId) all.push(sql`holder_id = ${holderId}`)
  if (after) all.push(sql`(due_at, id) > (${after.dueAt}::timestamptz, ${after.id}::uuid)`)
  return all
}

/**
 * The report, if the viewer is a member of the desk that holds it. Says so where her desk has handed it over;
 * to everybody else, supervisors included, it does not exist.
 */
export async function getHeldReport(db: Db, id: string, lock = false): Promise<ReportRow> {
  const { rows } = await sql<ReportRow>`select * from reports.report
    where id = ${id} and desk_id = any ((select reports.my_desks())::uuid[])
    ${lock ? sql`for update` : sql``}`.execute(db)
  if (rows[0]) return rows[0]
  const { rows: given } = await sql`select 1 from reports.hand_over where report_id = ${id}
    and from_desk_id = any ((select reports.my_desks())::uuid[])`.execute(db)
  if (given.length) throw new Problem('gone', 'reports/handed-over')
  throw new Problem('absent', 'reports/no-such-report')
}

/** The newest wrap of the report key for the desk that holds it. */
export async function getNewestWrap(
  db: Db,
  row: ReportRow,
): Promise<{ epoch: number; blob: string }> {
  const { rows } = await sql<{
    epoch: number
    blob: Buffer
  }>`select epoch, blob from reports.key_wrap
    where jurisdiction = ${row.jurisdiction} and report_id = ${row.id} and desk_id = ${row.desk_id}
    order by epoch desc limit 1`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'reports/no-such-report')
  return { epoch: rows[0].epoch, blob: rows[0].blob.toString('base64') }
}

export async function insertTriage(
  db: Db,
  ref: ReportRef,
  of: {
    decision: Decision
    reason: Reason
    victimSex: VictimSex | null
    byId: string
    at: Date
  },
): Promise<void> {
  await sql`insert into reports.triage (jurisdiction, id, report_id, decision, reason, victim_sex, by_id, at)
    values (${ref.jurisdiction}, ${newId()}, ${ref.id}, ${of.decision}, ${of.reason}, ${of.victimSex},
      ${of.byId}, ${of.at})`.execute(db)
}

export interface HandOver {
  version: number
  toDeskId: string
  toEpoch: number
  wrap: string
  reason: HandOverReason
  dueAt: Date
  at: Date
}

/** Gives the report and its key to another desk; the giver's access ends with it. */
export async function handOver(db: Db, ref: ReportRef, of: HandOver): Promise<number> {
  const { rows } = await sql<{
    version: number | null
  }>`select reports.hand_over_to(${ref.jurisdiction}, ${ref.id},
    ${of.version}, ${of.toDeskId}, ${of.toEpoch}, ${Buffer.from(of.wrap, 'base64')}, ${of.reason}, ${newId()},
    ${of.dueAt}, ${of.at}) as version`.execute(db)
  if (!rows[0]?.version) throw new Problem('stale', 'core/changed-since')
  return rows[0].version
}

export interface DeskSummary {
  id: string
  key: string
  name: Name
  agencyName: Name
  member: boolean
  epoch: number | null
  waiting: number
  overdue: number
  needsNewEpoch: boolean
}

/** Counts stop here: a queue longer than this is simply long. */
const COUNTED = 1000

/** The desks that the viewer works at or supervises. */
export async function listMyDesks(db: Db, now: Date): Promise<DeskSummary[]> {
  const { rows } = await sql<
    Omit<DeskSummary, 'name' | 'agencyName'> &
      Record<'name_en' | 'name_ur' | 'agency_en' | 'agency_ur', string>
  >`
    select d.id, d.key, d.name_en, d.name_ur, a.name_en as agency_en, a.name_ur as agency_ur,
      d.needs_new_epoch as "needsNewEpoch", d.id = any ((select reports.my_desks())::uuid[]) as member,
      (select max(epoch) from reports.desk_epoch e where e.desk_id = d.id) as epoch,
      (select count(*)::int from (select 1 from reports.report r where r.desk_id = d.id
        and (r.owes <> 'nothing' or r.status not in ('closed', 'case-opened', 'expired')) and r.owes = 'triage'
        limit ${COUNTED}) counted) as waiting,
      (select count(*)::int from (select 1 from reports.report r where r.desk_id = d.id
        and (r.owes <> 'nothing' or r.status not in ('closed', 'case-opened', 'expired')) and r.owes <> 'nothing'
        and r.due_at <= ${now} limit ${COUNTED}) counted) as overdue
    from reports.desk d join core.agency a on a.id = d.agency_id
    where d.id = any ((select reports.my_desks())::uuid[]) or d.id = any ((select reports.supervised_desks())::uuid[])
    order by d.name_en`.execute(db)
  return rows.map((row) => ({
    ...row,
    name: { en: row.name_en, ur: row.name_ur },
    agencyName: { en: row.agency_en, ur: row.agency_ur },
  }))
}

/** Refuses unless the viewer works at the desk; `plain` lets its supervisors in too, for what is not sealed. */
export async function refuseUnlessAtDesk(db: Db, deskId: string, plain = false): Promise<void> {
  const { rows } = await sql<{ allowed: boolean }>`select ${deskId}::uuid = any (reports.my_desks())
    or (${plain} and ${deskId}::uuid = any (reports.supervised_desks())) as allowed`.execute(db)
  if (!rows[0]?.allowed) throw new Problem('absent', 'reports/no-such-desk')
}

export async function noteCase(db: Db, reportId: string, caseId: string): Promise<void> {
  await sql`update reports.report set case_id = ${caseId} where id = ${reportId}`.execute(db)
}
