import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { ReportRef, ReportRow } from './records.ts'
import type { AccusedKind, EarlyReason } from './report.ts'

/** The part that says who is accused; undefined until the policy of the table lets the viewer have it. */
export async function findAccused(db: Db, ref: ReportRef): Promise<string | undefined> {
  const { rows } = await sql<{ sealed: Buffer }>`select sealed from reports.accused_part
    where jurisdiction = ${ref.jurisdiction} and report_id = ${ref.id}`.execute(db)
  return rows[0]?.sealed.toString('base64')
}

export async function accusedState(db: Db, row: ReportRow): Promise<'none' | 'sealed' | 'open'> {
  if (!row.accused_apart) return 'none'
  const { rows } = await sql`select 1 from reports.accused_part
    where jurisdiction = ${row.jurisdiction} and report_id = ${row.id}`.execute(db)
  return rows.length ? 'open' : 'sealed'
}

export async function insertOpening(
  db: Db,
  ref: ReportRef,
  of: { reason: EarlyReason; byId: string; at: Date },
): Promise<void> {
  await sql`insert into reports.accused_opening (jurisdiction, id, report_id, reason, by_id, at)
    values (${ref.jurisdiction}, ${newId()}, ${ref.id}, ${of.reason}, ${of.byId}, ${of.at})`.execute(
    db,
  )
}

/** What the desk that holds the report has said of the accused, or whether it may say it. */
export async function accusedKindOf(
  db: Db,
  row: ReportRow,
): Promise<AccusedKind | 'ask' | 'not-yet'> {
  const { rows } = await sql<{ kind: AccusedKind | null; released: boolean }>`
    select reports.accused_released(${row.jurisdiction}, ${row.id}) as released,
      (select kind from reports.accused_kind where jurisdiction = ${row.jurisdiction}
        and report_id = ${row.id} and desk_id = ${row.desk_id}) as kind`.execute(db)
  const { kind, released } = rows[0]!
  return kind ?? (released ? 'ask' : 'not-yet')
}

export async function insertAccusedKind(
  db: Db,
  row: ReportRow,
  of: { kind: AccusedKind; byId: string; at: Date },
): Promise<void> {
  await sql`insert into reports.accused_kind (jurisdiction, report_id, desk_id, kind, by_id, at)
    values (${row.jurisdiction}, ${row.id}, ${row.desk_id}, ${of.kind}, ${of.byId}, ${of.at})`.execute(
    db,
  )
}
