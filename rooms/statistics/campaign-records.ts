import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { DayCount } from './campaign.ts'

export interface CampaignOutcome {
  reports: number
  /** Cases opened from them. */
  cases: number
  /** Persons in those cases whose standing decision is presumed or confirmed. */
  identified: number
}

export async function getCampaignOutcome(db: Db, code: string): Promise<CampaignOutcome> {
  const { rows } = await sql<CampaignOutcome>`
    select * from statistics.campaign_outcome(${code})`.execute(db)
  return rows[0] ?? { reports: 0, cases: 0, identified: 0 }
}

export async function countReportsByDay(
  db: Db,
  districts: readonly string[],
  { from, until }: { from: string; until: string },
): Promise<DayCount[]> {
  const { rows } = await sql<DayCount>`
    select place, on_day::text as day, n
    from statistics.reports_by_day(${districts}, ${from}, ${until})`.execute(db)
  return rows
}
