import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { calendarOf, type Holiday } from './calendar.ts'
import { clockOf, type DeadlineRule, type Deadlines, dueFor } from './deadlines.ts'
import { getFacts, type ReportRow } from './records.ts'
import type { Debt } from './report.ts'

/** Where a rule or a holiday comes from, and how sure that is. */
export interface Sourced {
  source: string
  grade: string
}

export interface StoredRule extends DeadlineRule, Sourced {
  id: string
}

export interface StoredHoliday extends Holiday, Sourced {
  id: string
  name: Name
}

export async function listRules(db: Db): Promise<StoredRule[]> {
  const { rows } = await sql<StoredRule>`select id, step, kind, amount, unit,
      valid_from as "validFrom", valid_until as "validUntil", source, grade
    from reports.deadline_rule order by step, kind nulls first, valid_from`.execute(db)
  return rows
}

/** In the order in which they were entered: the youngest entry of a day counts. */
export async function listHolidays(db: Db): Promise<StoredHoliday[]> {
  const { rows } = await sql<
    Omit<StoredHoliday, 'name'> & { name_en: string; name_ur: string }
  >`select id, day, every_year as "everyYear", off, name_en, name_ur, source, grade
    from reports.holiday order by at, id`.execute(db)
  return rows.map(({ name_en: en, name_ur: ur, ...row }) => ({ ...row, name: { en, ur } }))
}

/** Everything that a deadline is reckoned from. */
export async function getDeadlines(db: Db): Promise<Deadlines> {
  return { rules: await listRules(db), calendar: calendarOf(await listHolidays(db)) }
}

/** What is owed on a report now, and until when. */
export async function getClock(db: Db, row: ReportRow): Promise<{ owes: Debt; dueAt: string }> {
  return clockOf(await getFacts(db, row), row.due_at, await getDeadlines(db))
}

/** By when a report that is being worked on must be decided for good; what was set before stays. */
export async function decideByOf(db: Db, row: ReportRow, now: Date): Promise<string> {
  if (row.decide_by) return row.decide_by
  const of = { kind: row.kind, receivedAt: row.received_at }
  return dueFor(await getDeadlines(db), 'final', of, now).toISOString()
}

/** False where a rule for this begins on the same day. */
export async function insertRule(
  db: Db,
  rule: Omit<StoredRule, 'id'>,
  byId: string,
): Promise<boolean> {
  const result = await sql`insert into reports.deadline_rule
      (id, step, kind, amount, unit, valid_from, valid_until, source, grade, by_id)
    values (${newId()}, ${rule.step}, ${rule.kind}, ${rule.amount}, ${rule.unit}, ${rule.validFrom},
      ${rule.validUntil}, ${rule.source}, ${rule.grade}, ${byId})
    on conflict do nothing`.execute(db)
  return result.numAffectedRows === 1n
}

export async function insertHoliday(
  db: Db,
  holiday: Omit<StoredHoliday, 'id'>,
  byId: string,
): Promise<void> {
  const { day, everyYear, off, name, source, grade } = holiday
  await sql`insert into reports.holiday (id, day, every_year, off, name_en, name_ur, source, grade, by_id, at)
    values (${newId()}, ${day}, ${everyYear}, ${off}, ${name.en}, ${name.ur}, ${source}, ${grade}, ${byId},
      clock_timestamp())`.execute(db)
}
