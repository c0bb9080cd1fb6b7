import { CompiledQuery, sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { Query } from '../../libraries/transparency-log/index.ts'
import type { LoggedStep, Tallies } from '../reports/door.ts'
import type { Thread } from './thread.ts'

/** The transaction as the library asks for it. */
export function queryOf(db: Db): Query {
  return async <Row>(text: string, values: readonly unknown[] = []) =>
    (await db.executeQuery(CompiledQuery.raw(text, [...values]))).rows as Row[]
}

export const LOG_SUBSCRIBER = 'oversight.log'

export interface WaitingEvent {
  jurisdiction: string
  id: string
  kind: string
  reportId: string
  at: string
  data: Record<string, unknown>
}

/** The events that are not in the log yet, the oldest first, locked for this transaction. */
export async function takeEvents(query: Query, most: number): Promise<WaitingEvent[]> {
  return query<WaitingEvent>(
    `select e.jurisdiction, e.id, e.kind, e.about as "reportId", e.at, e.data
     from core.event_work w join core.event e on e.jurisdiction = w.event_jurisdiction and e.id = w.event_id
     where w.subscriber = $1 and w.trouble is null order by w.event_id limit $2 for update of w skip locked`,
    [LOG_SUBSCRIBER, most],
  )
}

export async function forgetEvents(query: Query, ids: readonly string[]): Promise<void> {
  await query('delete from core.event_work where subscriber = $1 and event_id = any ($2::uuid[])', [
    LOG_SUBSCRIBER,
    ids,
  ])
}

export async function putEventsAside(query: Query, ids: readonly string[], why: string) {
  await query(
    'update core.event_work set trouble = $3, tries = 9 where subscriber = $1 and event_id = any ($2::uuid[])',
    [LOG_SUBSCRIBER, ids, why],
  )
}

export interface StoredThread extends Thread {
  jurisdiction: string
  reportId: string
  secret: Buffer
}

export async function listThreads(
  query: Query,
  reportIds: readonly string[],
): Promise<StoredThread[]> {
  return query<StoredThread>(
    `select jurisdiction, report_id as "reportId", secret, steps, unit, from_unit as "fromUnit", ended
     from oversight.thread where report_id = any ($1::uuid[])`,
    [reportIds],
  )
}

export interface LoggedReport {
  id: string
  secret: Buffer | null
  owes: string
  dueAt: string
}

/** What of the reports goes into their steps. */
export async function listReports(query: Query, ids: readonly string[]): Promise<LoggedReport[]> {
  return query<LoggedReport>(
    `select r.id, m.log_secret as secret, r.owes, r.due_at as "dueAt"
     from reports.report r join reports.mailbox m on m.report_id = r.id where r.id = any ($1::uuid[])`,
    [ids],
  )
}

export async function deskKeys(query: Query): Promise<Map<string, string>> {
  const rows = await query<{ id: string; key: string }>('select id, key from reports.desk')
  return new Map(rows.map(({ id, key }) => [id, key]))
}

export async function saveThreads(query: Query, threads: readonly StoredThread[]): Promise<void> {
  if (!threads.length) return
  const column = <T>(of: (thread: StoredThread) => T) => threads.map(of)
  await query(
    `insert into oversight.thread (jurisdiction, report_id, secret, steps, unit, from_unit, ended)
     select * from unnest($1::text[], $2::uuid[], $3::bytea[], $4::int[], $5::text[], $6::text[], $7::text[])
     on conflict (jurisdiction, report_id) do update
       set steps = excluded.steps, unit = excluded.unit, from_unit = excluded.from_unit, ended = excluded.ended`,
    [
      column((one) => one.jurisdiction),
      column((one) => one.reportId),
      column((one) => one.secret),
      column((one) => one.steps),
      column((one) => one.unit),
      column((one) => one.fromUnit),
      column((one) => one.ended),
    ],
  )
}

export interface NewStep {
  jurisdiction: string
  reportId: string
  n: number
  key: string
  event: string
  line: string
}

export async function insertSteps(query: Query, steps: readonly NewStep[]): Promise<void> {
  if (!steps.length) return
  const column = <T>(of: (step: NewStep) => T) => steps.map(of)
  await query(
    `insert into oversight.step (jurisdiction, report_id, n, key, event, line)
     select * from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[])`,
    [
      column((one) => one.jurisdiction),
      column((one) => one.reportId),
      column((one) => one.n),
      column((one) => one.key),
      column((one) => one.event),
      column((one) => one.line),
    ],
  )
}

export async function placeSteps(
  query: Query,
  placed: readonly { key: string; index: number }[],
): Promise<void> {
  await query(
    `update oversight.step s set index = p.index from unnest($1::text[], $2::bigint[]) as p (key, index)
     where s.key = p.key`,
    [placed.map(({ key }) => key), placed.map(({ index }) => index)],
  )
}

export interface StoredStep extends Omit<LoggedStep, 'proof'> {
  index: number | null
}

/** The steps of the report whose mailbox this transaction has entered. */
export async function listSteps(db: Db, reportId: string): Promise<StoredStep[]> {
  const { rows } = await sql<StoredStep>`select event, line, index from oversight.step
    where report_id = ${reportId} order by n`.execute(db)
  return rows
}

interface Counted {
  pending: number
  size: number
  tallies: Tallies | null
}

/**
 * The official figures, out of the reports themselves, and whether the log has everything that they
 * count. One statement, so that all of it is of one moment.
 */
export async function countReports(query: Query): Promise<Counted> {
  const [row] = await query<Counted>(`
    with r as (
      select r.id, d.key as unit, r.status, r.owes,
        (select t.reason from reports.triage t where t.report_id = r.id order by t.at desc, t.id desc limit 1) as reason
      from reports.report r join reports.desk d on d.id = r.desk_id
      where exists (select from oversight.thread t where t.report_id = r.id)
    ), moves as (
      select h.report_id, f.key as from_unit, t.key as to_unit,
        row_number() over (partition by h.report_id order by h.at, h.id) as nth,
        lead(1) over (partition by h.report_id order by h.at, h.id) is null and r.status = 'new' as on_its_way
      from reports.hand_over h join r on r.id = h.report_id
      join reports.desk f on f.id = h.from_desk_id join reports.desk t on t.id = h.to_desk_id
    ), facts as (
      select coalesce((select from_unit from moves m where m.report_id = r.id and nth = 1), unit) as unit, 'filed' as figure, 1 as n from r
      union all select from_unit, 'handedOver', 1 from moves where not on_its_way
      union all select to_unit, 'takenOver', 1 from moves where not on_its_way
      union all select coalesce((select from_unit from moves m where m.report_id = r.id and on_its_way), unit),
        case status when 'closed' then 'closed ' || coalesce(reason, 'none') when 'case-opened' then 'caseOpened' when 'expired' then 'expired' else 'open' end, 1 from r
      union all select d.key, 'overdue', 1 from oversight.overdue o join reports.report r2 on r2.id = o.report_id
        join reports.desk d on d.id = o.desk_id where o.until is null
    ), sums as (select unit, figure, sum(n)::int as n from facts group by 1, 2),
    units as (select unit, jsonb_object_agg(figure, n) as figures from sums group by 1)
    select (select count(*)::int from core.event_work where subscriber = '${LOG_SUBSCRIBER}') as pending,
      (select size from oversight.log where name = 'public') as size,
      (select jsonb_object_agg(unit, figures) from units) as tallies`)
  return {
    ...row!,
    tallies: row!.tallies && talliesFrom(row!.tallies as unknown as Record<string, Figures>),
  }
}

type Figures = Record<string, number>

function talliesFrom(raw: Record<string, Figures>): Tallies {
  return Object.fromEntries(
    Object.entries(raw).map(([unit, figures]) => {
      const closed = Object.entries(figures).flatMap(([name, count]) =>
        name.startsWith('closed ') ? [[name.slice(7), count] as const] : [],
      )
      const { filed = 0, takenOver = 0, handedOver = 0, open = 0 } = figures
      const { caseOpened = 0, overdue = 0, expired = 0 } = figures
      return [
        unit,
        {
          received: filed + takenOver,
          open,
          overdue,
          closed: Object.fromEntries(closed),
          caseOpened,
          handedOver,
          takenOver,
          expired,
        },
      ]
    }),
  )
}

export async function saveFigures(query: Query, size: number, tallies: Tallies): Promise<void> {
  await query(
    `insert into oversight.figures (size, tallies) values ($1, $2)
     on conflict (size) do update set tallies = excluded.tallies, at = now()`,
    [size, JSON.stringify(tallies)],
  )
  await query(
    `delete from oversight.figures where size < (select max(size) from oversight.figures) and at < now() - interval '7 days'`,
  )
}

export interface OfficialFigures {
  size: number
  at: string
  tallies: Tallies
}

/** The newest official figures that a published checkpoint covers. */
export async function findFigures(db: Db): Promise<OfficialFigures | undefined> {
  const { rows } = await sql<OfficialFigures>`select size, at, tallies from oversight.figures
    where size <= (select signed_size from oversight.log where name = 'public')
    order by size desc limit 1`.execute(db)
  return rows[0]
}

/**
 * Forgets which lines of the log are a report's: for when the report itself is erased. The lines stay,
 * and can be told from no other report's.
 */
export async function eraseThread(db: Db, reportId: string): Promise<void> {
  await sql`delete from oversight.call where report_id = ${reportId}`.execute(db)
  await sql`delete from oversight.step where report_id = ${reportId}`.execute(db)
  await sql`delete from oversight.thread where report_id = ${reportId}`.execute(db)
  await sql`update reports.mailbox set log_secret = null where report_id = ${reportId}`.execute(db)
}
