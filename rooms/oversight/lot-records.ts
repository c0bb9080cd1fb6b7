import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { Query } from '../../libraries/transparency-log/index.ts'

export interface NewCall {
  jurisdiction: string
  reportId: string
  n: number
  unit: string
}

/** Keeps which steps ask for a draw, until it is made. */
export async function insertCalls(query: Query, calls: readonly NewCall[]): Promise<void> {
  if (!calls.length) return
  await query(
    `insert into oversight.call (jurisdiction, report_id, n, unit)
     select * from unnest($1::text[], $2::uuid[], $3::int[], $4::text[])`,
    [
      calls.map(({ jurisdiction }) => jurisdiction),
      calls.map(({ reportId }) => reportId),
      calls.map(({ n }) => n),
      calls.map(({ unit }) => unit),
    ],
  )
}

export interface Call extends NewCall {
  line: string
  index: number
  /** The first published checkpoint that covers the line. */
  size: number
  note: string
  /** The last roster of the unit that stands before the line; null where none does. */
  roster: string | null
  rosterText: string | null
  seats: number | null
}

/** Calls that a published checkpoint covers, the oldest first, locked for this transaction. */
export async function takeCalls(db: Db, most: number): Promise<Call[]> {
  const { rows } = await sql<Call>`
    select c.jurisdiction, c.report_id as "reportId", c.n, c.unit, s.line, s.index::int, p.size::int, p.note,
      r.hash as roster, r.text as "rosterText", r.seats
    from oversight.call c
    join oversight.step s on s.jurisdiction = c.jurisdiction and s.report_id = c.report_id and s.n = c.n
    join lateral (select size, note from oversight.log_checkpoint p where p.log = 'public' and p.size > s.index
      order by p.size limit 1) p on true
    left join lateral (select r.hash, r.text, r.seats from reports.roster r join reports.desk d on d.id = r.desk_id
      join oversight.log_key k on k.log = 'public' and k.key = 'roster/' || r.hash
      where d.key = c.unit and k.index < s.index order by k.index desc limit 1) r on true
    where s.index is not null
    order by s.index limit ${most} for update of c skip locked`.execute(db)
  return rows
}

export async function forgetCalls(db: Db, calls: readonly NewCall[]): Promise<void> {
  for (const { jurisdiction, reportId, n } of calls)
    await sql`delete from oversight.call
      where jurisdiction = ${jurisdiction} and report_id = ${reportId} and n = ${n}`.execute(db)
}

/** A published checkpoint of the past, with the cosignatures that it was published with. */
export async function findCheckpoint(db: Db, size: number): Promise<string | undefined> {
  const { rows } = await sql<{
    note: string
  }>`select note from oversight.log_checkpoint where log = 'public' and size = ${size}`.execute(db)
  return rows[0]?.note
}
