import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { Problem } from '../../core/problem.ts'
import type { Complaint } from './complaint-records.ts'
import type { JobOrder } from './job-order-records.ts'
import type { Terms } from './substitution.ts'

export interface FoundTerms {
  complaintId: string
  complaintReference: string
  jobOrderId: string
  terms: Terms
  version: number
}

/** What workers found, of one complaint or of one order; only of complaints within reach. */
export async function listFoundTerms(
  db: Db,
  of: { complaintId: string } | { jobOrderId: string },
): Promise<FoundTerms[]> {
  const complaintId = 'complaintId' in of ? of.complaintId : null
  const jobOrderId = 'jobOrderId' in of ? of.jobOrderId : null
  const { rows } = await sql<
    Omit<FoundTerms, 'terms'> & Terms
  >`select f.complaint_id as "complaintId",
      c.reference as "complaintReference", f.job_order_id as "jobOrderId", f.wage, f.currency,
      f.hours_a_day as "hoursADay", f.contract_months as "contractMonths", f.occupation, f.housing,
      f.food, f.return_ticket as "returnTicket", f.version
    from recruiters.found_terms f join recruiters.complaint c
      on c.jurisdiction = f.jurisdiction and c.id = f.complaint_id
    where f.complaint_id = ${complaintId} or f.job_order_id = ${jobOrderId}
    order by c.received_on desc, c.id`.execute(db)
  return rows.map(({ complaintId, complaintReference, jobOrderId, version, ...terms }) => ({
    complaintId,
    complaintReference,
    jobOrderId,
    terms,
    version,
  }))
}

/** Writes what the worker of a complaint found, or puts it right; refuses to overwrite a change made since. */
export async function saveFoundTerms(
  db: Db,
  complaint: Pick<Complaint, 'id' | 'jurisdiction'>,
  order: Pick<JobOrder, 'id'>,
  terms: Terms,
  of: { fallsShort: boolean; version: number | null; by: string; at: Date },
): Promise<void> {
  const { numAffectedRows } = await sql`insert into recruiters.found_terms as f (jurisdiction,
      complaint_id, job_order_id, wage, currency, hours_a_day, contract_months, occupation, housing,
      food, return_ticket, falls_short, recorded_by, recorded_at)
    values (${complaint.jurisdiction}, ${complaint.id}, ${order.id}, ${terms.wage},
      ${terms.currency}, ${terms.hoursADay}, ${terms.contractMonths}, ${terms.occupation},
      ${terms.housing}, ${terms.food}, ${terms.returnTicket}, ${of.fallsShort}, ${of.by}, ${of.at})
    on conflict (jurisdiction, complaint_id) do update set job_order_id = excluded.job_order_id,
      wage = excluded.wage, currency = excluded.currency, hours_a_day = excluded.hours_a_day,
      contract_months = excluded.contract_months, occupation = excluded.occupation,
      housing = excluded.housing, food = excluded.food, return_ticket = excluded.return_ticket,
      falls_short = excluded.falls_short, recorded_by = excluded.recorded_by,
      recorded_at = excluded.recorded_at, version = f.version + 1
    where f.version = ${of.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}
