import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { Decision, Reason, Status } from './report.ts'

interface ReportCourse {
  id: string
  jurisdiction: string
  agencyId: string
  placeCode: string | null
  status: Status
  /** ISO 8601. */
  receivedAt: string
  /** The last decision of a desk. */
  decision: Decision | null
  reason: Reason | null
  decidedAt: string | null
}

/** One report for whoever counts its way; runs as the system. */
export async function findReportCourse(db: Db, id: string): Promise<ReportCourse | undefined> {
  const { rows } = await sql<ReportCourse>`
    select r.id, r.jurisdiction, d.agency_id as "agencyId", r.place_code as "placeCode", r.status,
      r.received_at as "receivedAt", t.decision, t.reason, t.at as "decidedAt"
    from reports.report r join reports.desk d on d.id = r.desk_id
    left join lateral (select decision, reason, at from reports.triage
      where report_id = r.id order by at desc, id desc limit 1) t on true
    where r.id = ${id}`.execute(db)
  return rows[0]
}

export async function listReportIds(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from reports.report`.execute(db)
  return rows.map(({ id }) => id)
}
