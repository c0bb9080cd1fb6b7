import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { ReportRow } from './records.ts'
import type { Raiser, RetaliationMeasure } from './retaliation.ts'

/** False where the same side has said so before, and it is not dealt with yet. */
export async function insertRetaliation(
  db: Db,
  row: Pick<ReportRow, 'jurisdiction' | 'id' | 'desk_id'>,
  of: { raisedBy: Raiser; byId: string | null; at: Date },
): Promise<boolean> {
  const result =
    await sql`insert into reports.retaliation (jurisdiction, id, report_id, desk_id, raised_by, by_id, raised_at)
    values (${row.jurisdiction}, ${newId()}, ${row.id}, ${row.desk_id}, ${of.raisedBy}, ${of.byId}, ${of.at})
    on conflict do nothing`.execute(db)
  return result.numAffectedRows === 1n
}

/** What a later room says of a case that it holds. */
export interface CaseOfRetaliation {
  jurisdiction: string
  id: string
  reference: string
  agencyId: string
  reportId: string | null
}

/** False where the same person has said so of this case before, and it is not dealt with yet. */
export async function insertRetaliationInCase(
  db: Db,
  file: CaseOfRetaliation,
  of: { byId: string; at: Date },
): Promise<boolean> {
  const result =
    await sql`insert into reports.retaliation (jurisdiction, id, report_id, case_id, case_reference,
      agency_id, raised_by, by_id, raised_at)
    values (${file.jurisdiction}, ${newId()}, ${file.reportId}, ${file.id}, ${file.reference}, ${file.agencyId},
      'case-worker', ${of.byId}, ${of.at}) on conflict do nothing`.execute(db)
  return result.numAffectedRows === 1n
}

export interface RetaliationRow {
  jurisdiction: string
  id: string
  /** Null where it is of a case that came on paper. */
  reportId: string | null
  caseReference: string | null
  /** The desk that has the report, or the agency whose case it is. */
  unit: Name
  raisedBy: Raiser
  raisedAt: string
  seenAt: string | null
  done: RetaliationMeasure | null
  doneAt: string | null
}

const MOST = 300

/** What the viewer may see of it: all for the oversight body, their own for a reporter and an officer. */
export async function listRetaliation(
  db: Db,
  of?: { by: 'id' | 'report_id' | 'case_id'; id: string },
): Promise<RetaliationRow[]> {
  const { rows } = await sql<
    Omit<RetaliationRow, 'unit'> & Record<'name_en' | 'name_ur', string>
  >`select f.jurisdiction, f.id, f.report_id as "reportId", f.case_reference as "caseReference",
      coalesce(d.name_en, a.name_en) as name_en, coalesce(d.name_ur, a.name_ur) as name_ur, f.raised_by as "raisedBy",
      f.raised_at as "raisedAt", f.seen_at as "seenAt", f.done, f.done_at as "doneAt"
    from reports.retaliation f left join reports.desk d on d.id = f.desk_id left join core.agency a on a.id = f.agency_id
    ${of ? sql`where ${sql.ref(`f.${of.by}`)} = ${of.id}` : sql``}
    order by f.done_at is not null, f.raised_at desc limit ${MOST}`.execute(db)
  return rows.map(({ name_en: en, name_ur: ur, ...row }) => ({ ...row, unit: { en, ur } }))
}

/** For the oversight body; throws where there is none or it is dealt with. */
export async function getOpenRetaliation(db: Db, id: string): Promise<RetaliationRow> {
  const [found] = await listRetaliation(db, { by: 'id', id })
  if (!found) throw new Problem('absent', 'reports/no-such-retaliation')
  if (found.doneAt) throw new Problem('conflict', 'reports/retaliation-dealt-with')
  return found
}

export async function answerRetaliation(
  db: Db,
  ref: Pick<RetaliationRow, 'jurisdiction' | 'id'>,
  of: { done: RetaliationMeasure | null; byId: string; at: Date },
): Promise<void> {
  await sql`update reports.retaliation set seen_by = coalesce(seen_by, ${of.byId}), seen_at = coalesce(seen_at, ${of.at}),
      done = ${of.done}, done_by = ${of.done && of.byId}, done_at = ${of.done && of.at}
    where jurisdiction = ${ref.jurisdiction} and id = ${ref.id} and done_at is null`.execute(db)
}
