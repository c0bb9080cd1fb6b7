import { sql } from 'kysely'
import type { Db } from '../../../core/database.ts'
import { newId } from '../../../core/ids.ts'
import type { Name } from '../../../core/people.ts'
import { Problem } from '../../../core/problem.ts'
import type { Allocation } from '../permissions.ts'
import type { ReportRef, ReportRow } from '../records.ts'
import type { HandReason, RedrawReason, SupervisorRedrawReason } from './duty.ts'
import { FEWEST_SEATS, type PassReason } from './lot.ts'

/** Who may act on a report that the viewer's desk holds. */
export async function getAllocation(db: Db, row: ReportRow): Promise<Allocation> {
  const given = row.drawn_desk_id === row.desk_id
  if (given) return { holderId: row.holder_id, given, waitsForDraw: false }
  // Reports from before the desk's first roster of two are taken as they always were.
  const { rows } = await sql<{ waits: boolean }>`
    select coalesce((select r.seats >= ${FEWEST_SEATS} from reports.roster r where r.desk_id = ${row.desk_id}
      and r.made_at <= coalesce((select max(h.at) from reports.hand_over h where h.jurisdiction = ${row.jurisdiction}
        and h.report_id = ${row.id} and h.to_desk_id = ${row.desk_id}), ${row.received_at}::timestamptz)
      order by r.made_at desc limit 1), false) as waits`.execute(db)
  return { holderId: row.holder_id, given, waitsForDraw: rows[0]!.waits }
}

export interface DrawRow {
  call: number
  size: number
  seats: number
  passed: PassReason[]
  drawn: boolean
  at: string
}

export async function findLastDraw(db: Db, row: ReportRow): Promise<DrawRow | undefined> {
  const { rows } =
    await sql<DrawRow>`select d.call_index::int as call, d.size::int, r.seats, d.passed,
      d.account_id is not null as drawn, d.at
    from reports.draw d join reports.roster r on r.hash = d.roster_hash
    where d.jurisdiction = ${row.jurisdiction} and d.report_id = ${row.id} and d.desk_id = ${row.desk_id}
    order by d.call_index desc limit 1`.execute(db)
  return rows[0]
}

export interface ChangeRow {
  kind: 'redrawn' | 'by-hand'
  reason: RedrawReason | SupervisorRedrawReason | HandReason
  byId: string
  at: string
}

export async function listChanges(db: Db, row: ReportRow): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`select kind, reason, by_id as "byId", at
    from reports.allocation_change where jurisdiction = ${row.jurisdiction} and report_id = ${row.id} order by at`.execute(
    db,
  )
  return rows
}

/** The officer gives a report back with a reason; who gets it next, the next draw says. */
export async function insertRedraw(
  db: Db,
  row: ReportRow,
  of: { reason: RedrawReason; byId: string; at: Date },
): Promise<void> {
  await sql`insert into reports.allocation_change (jurisdiction, id, report_id, desk_id, kind, reason, from_id, by_id, at)
    values (${row.jurisdiction}, ${newId()}, ${row.id}, ${row.desk_id}, 'redrawn', ${of.reason}, ${of.byId}, ${of.byId}, ${of.at})`.execute(
    db,
  )
}

/** Until the draw is made nobody holds it, and nobody can take it. */
export async function awaitDraw(db: Db, ref: ReportRef, version: number): Promise<number> {
  const { rows } = await sql<{ version: number }>`update reports.report
    set holder_id = null, held_since = null, drawn_desk_id = null, version = version + 1
    where jurisdiction = ${ref.jurisdiction} and id = ${ref.id} and version = ${version} returning version`.execute(
    db,
  )
  if (!rows[0]) throw new Problem('stale', 'core/changed-since')
  return rows[0].version
}

/** A supervisor has it drawn again: the officer who had it is passed over. */
export async function drawAgain(
  db: Db,
  row: ReportRow,
  of: { version: number; reason: SupervisorRedrawReason; at: Date },
): Promise<number> {
  const { rows } = await sql<{ version: number | null }>`select reports.draw_again(
    ${row.jurisdiction}, ${row.id}, ${of.version}, ${of.reason}, ${newId()}, ${of.at}) as version`.execute(
    db,
  )
  if (!rows[0]?.version) throw new Problem('stale', 'core/changed-since')
  return rows[0].version
}

export interface ByHand {
  version: number
  accountId: string
  reason: HandReason
  at: Date
}

export async function assignByHand(db: Db, row: ReportRow, of: ByHand): Promise<number> {
  const { rows } = await sql<{
    version: number | null
  }>`select reports.assign_by_hand(${row.jurisdiction},
    ${row.id}, ${of.version}, ${of.accountId}, ${of.reason}, ${newId()}, ${of.at}) as version`.execute(
    db,
  )
  if (!rows[0]?.version) throw new Problem('stale', 'core/changed-since')
  return rows[0].version
}

/** The report, for a supervisor of the desk that holds it: its plain fields. */
export async function getSupervised(db: Db, id: string): Promise<ReportRow> {
  const { rows } = await sql<ReportRow>`select * from reports.report
    where id = ${id} and desk_id = any ((select reports.supervised_desks())::uuid[])`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'reports/no-such-report')
  return rows[0]
}

/** Members that a supervisor may give a report to: desk officers who do not supervise. */
export async function listAssignable(
  db: Db,
  deskId: string,
): Promise<{ accountId: string; name: Name }[]> {
  const { rows } = await sql<{ id: string; en: string; ur: string }>`
    select a.id, a.name_en as en, a.name_ur as ur from reports.desk_member m join core.account a on a.id = m.account_id
    where m.desk_id = ${deskId} and m.removed_at is null and a.state = 'active'
      and not 'supervisor' = any (a.duties) order by a.name_en`.execute(db)
  return rows.map(({ id, en, ur }) => ({ accountId: id, name: { en, ur } }))
}
