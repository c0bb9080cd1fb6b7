import { createHash, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import { calendarOf, type Holiday } from './calendar.ts'
import type { Concern } from './closing.ts'
import type { Deadlines } from './deadlines.ts'
import type { CurrentDesk } from './directory-records.ts'
import type { Debt, Decision, Facts, ReportKind, Status, VictimSex } from './report.ts'
import type { EnvelopeView, SubmitAnswer, SubmitBody } from './shapes.ts'

/** Which report, as the tables are keyed. */
export interface ReportRef {
  jurisdiction: string
  id: string
}

export interface ReportRow extends ReportRef {
  desk_id: string
  kind: ReportKind
  place_code: string | null
  danger_now: boolean
  language: string
  status: Status
  owes: Debt
  received_at: string
  due_at: string
  decide_by: string | null
  read_at: string | null
  holder_id: string | null
  drawn_desk_id: string | null
  unread: boolean
  sealed_on_arrival: boolean
  accused_apart: boolean
  case_id: string | null
  concerns: Concern[] | null
  version: number
}

export interface Filing {
  id: string
  jurisdiction: string
  body: SubmitBody
  receivedAt: Date
  dueAt: Date
  sealedOnArrival: boolean
}

const bytesOf = (text: string) => Buffer.from(text, 'base64')
const base64urlBytes = (text: string) => Buffer.from(text, 'base64url')

async function set(db: Db, name: 'filing' | 'mailbox' | 'locator', value: string): Promise<void> {
  await sql`select set_config(${`panah.${name}`}, ${value}, true)`.execute(db)
}

/** What a report that comes in is judged by. */
export interface FilingGround extends Deadlines {
  /** Filed before under this id: `same` bytes get the same answer, `other` bytes are refused. */
  earlier: 'same' | 'other' | undefined
  desk: (CurrentDesk & { current: boolean }) | null
  isPlace: boolean
}

interface GroundRow extends Pick<FilingGround, 'desk' | 'isPlace' | 'rules'> {
  bodyHash: string | null
  holidays: Holiday[]
}

/** Reads all of it in one statement, and makes the transaction that of this report's reporter. */
export async function getFilingGround(
  db: Db,
  id: string,
  body: SubmitBody,
  now: Date,
): Promise<FilingGround> {
  const { rows } = await sql<{ ground: GroundRow }>`
    select reports.before_filing(${id}, ${body.deskId}, ${body.placeCode}, ${now}) as ground`.execute(
    db,
  )
  const { bodyHash, holidays, ...ground } = rows[0]!.ground
  const same = bodyHash === hashOfBody(id, body).toString('hex')
  return {
    ...ground,
    earlier: bodyHash === null ? undefined : same ? 'same' : 'other',
    calendar: calendarOf(holidays),
  }
}

/** Whoever has the very bytes that were sealed is who filed it: the report's row may be read again. */
export async function enterFiled(db: Db, id: string): Promise<void> {
  await set(db, 'mailbox', id)
}

/**
 * Stores a report with its wraps, its first message and its event (`notice`, core/events.ts) in one
 * statement; false where somebody filed under this id or receipt meanwhile.
 */
export async function insertFiling(db: Db, filing: Filing, notice: string): Promise<boolean> {
  const { id, jurisdiction, body } = filing
  const accused = body.accused === undefined ? null : bytesOf(body.accused)
  const { rows } = await sql<{ filed: boolean }>`select reports.file(
    ${id}, ${jurisdiction}, ${body.deskId}, ${body.epoch}, ${body.kind}, ${body.placeCode},
    ${body.dangerNow}, ${body.language}, ${filing.receivedAt}, ${filing.dueAt},
    ${filing.sealedOnArrival}, ${base64urlBytes(body.locator)}, ${bytesOf(body.tokenHash)},
    ${bytesOf(body.mailboxWrap)}, ${hashOfBody(id, body)}, ${bytesOf(body.logSecret)}, ${accused},
    ${bytesOf(body.deskWrap)}, ${bytesOf(body.envelope)}, ${body.cameBy ?? null},
    ${notice}::jsonb) as filed`.execute(db)
  return rows[0]!.filed
}

function hashOfBody(id: string, body: SubmitBody): Buffer {
  const sorted = Object.entries(body).sort(([one], [other]) => (one < other ? -1 : 1))
  return createHash('sha256')
    .update(`${id}\0${JSON.stringify(sorted)}`)
    .digest()
}

/**
 * Opens the mailbox that a `Panah-Mailbox` header names and makes it the viewer of this transaction.
 * One answer for an unknown locator, a wrong token and a header that cannot be read: nothing can be told apart.
 */
export async function enterMailbox(db: Db, header: unknown): Promise<ReportRef & { wrap: Buffer }> {
  const [, locator, token] = /^([\w-]{22})\.([\w-]{43})$/.exec(String(header ?? '')) ?? []
  if (!locator || !token) throw new Problem('unauthenticated', 'reports/receipt-not-known')
  const place = base64urlBytes(locator)
  await set(db, 'locator', place.toString('hex'))
  const { rows } = await sql<{
    token_hash: Buffer
    jurisdiction: string
    report_id: string
    wrap: Buffer
  }>`select token_hash, jurisdiction, report_id, wrap from reports.mailbox where locator = ${place}`.execute(
    db,
  )
  const brought = createHash('sha256').update(base64urlBytes(token)).digest()
  const kept = rows[0]?.token_hash ?? Buffer.alloc(32)
  if (!timingSafeEqual(brought, kept) || !rows[0]) {
    throw new Problem('unauthenticated', 'reports/receipt-not-known')
  }
  const { report_id: id, jurisdiction, wrap } = rows[0]
  await set(db, 'mailbox', id)
  return { id, jurisdiction, wrap }
}

/** The report of a mailbox that has been entered or a filing; locked where it will be changed. */
export async function getReport(db: Db, ref: ReportRef, lock = false): Promise<ReportRow> {
  const { rows } = await sql<ReportRow>`select * from reports.report
    where jurisdiction = ${ref.jurisdiction} and id = ${ref.id} ${lock ? sql`for update` : sql``}`.execute(
    db,
  )
  if (!rows[0]) throw new Problem('absent', 'reports/no-such-report')
  return rows[0]
}

/** As {@link getReport}, when only the id is known. */
export async function getReportById(db: Db, id: string): Promise<ReportRow> {
  const { rows } = await sql<ReportRow>`select * from reports.report where id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'reports/no-such-report')
  return rows[0]
}

export interface NewEnvelope {
  sequence: number
  direction: 'in' | 'out' | 'internal'
  deskId: string
  epoch: number
  /** Base64. */
  sealed: string
  at: Date
  byId: string | null
}

/** False where that place in the chain is taken. */
export async function insertEnvelope(
  db: Db,
  ref: ReportRef,
  envelope: NewEnvelope,
): Promise<boolean> {
  const { sequence, direction, deskId, epoch, sealed, at, byId } = envelope
  const internal = direction === 'internal'
  const result = await sql`insert into reports.envelope
      (jurisdiction, report_id, internal, sequence, direction, desk_id, epoch, sealed, at, by_id)
    values (${ref.jurisdiction}, ${ref.id}, ${internal}, ${sequence}, ${direction}, ${deskId}, ${epoch},
      ${bytesOf(sealed)}, ${at}, ${byId})
    on conflict do nothing`.execute(db)
  return result.numAffectedRows === 1n
}

export interface StoredEnvelope extends EnvelopeView {
  byId: string | null
}

/** The messages that the viewer may have: the reporter never gets the desk's notes. */
export async function listEnvelopes(db: Db, ref: ReportRef): Promise<StoredEnvelope[]> {
  const { rows } =
    await sql<StoredEnvelope>`select sequence, direction, desk_id as "deskId", epoch, at,
      translate(encode(sealed, 'base64'), E'\n', '') as sealed, by_id as "byId"
    from reports.envelope where jurisdiction = ${ref.jurisdiction} and report_id = ${ref.id}
    order by internal, sequence`.execute(db)
  return rows
}

export async function findEnvelope(
  db: Db,
  ref: ReportRef,
  internal: boolean,
  sequence: number,
): Promise<StoredEnvelope | undefined> {
  const all = await listEnvelopes(db, ref)
  return all.find((one) => (one.direction === 'internal') === internal && one.sequence === sequence)
}

/** How many messages a chain has; a new one must follow the last without a gap. */
export async function countEnvelopes(db: Db, ref: ReportRef, internal: boolean): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from reports.envelope
    where jurisdiction = ${ref.jurisdiction} and report_id = ${ref.id} and internal = ${internal}`.execute(
    db,
  )
  return rows[0]!.count
}

/** What the deadlines are computed from; counts only what happened at the desk that holds the report now. */
export async function getFacts(db: Db, row: ReportRow): Promise<Facts> {
  const { jurisdiction, id } = row
  const { rows } = await sql<Facts>`
    with came as (select coalesce(max(at), ${row.received_at}::timestamptz) as at from reports.hand_over
      where jurisdiction = ${jurisdiction} and report_id = ${id})
    select came.at as "cameAt", ${row.danger_now}::boolean as "dangerNow",
      ${row.kind}::text as kind, ${row.received_at}::timestamptz as "receivedAt",
      came.at > ${row.received_at}::timestamptz as "handedOver",
      (select max(at) from reports.triage where jurisdiction = ${jurisdiction} and report_id = ${id}
        and at >= came.at) as "triagedAt",
      (select max(at) from reports.envelope where jurisdiction = ${jurisdiction} and report_id = ${id}
        and direction = 'in') as "lastInAt",
      (select max(at) from reports.envelope where jurisdiction = ${jurisdiction} and report_id = ${id}
        and direction = 'out') as "lastOutAt",
      (select proposed_at from reports.closing where report_id = ${id} and state = 'proposed') as "proposedAt",
      (select max(answered_at) from reports.closing where report_id = ${id} and state = 'refused'
        and answered_at >= came.at) as "refusedAt"
    from came`.execute(db)
  return rows[0]!
}

export interface Change {
  status?: Status
  owes?: Debt
  dueAt?: string
  decideBy?: string
  unread?: boolean
  holderId?: string | null
  heldSince?: Date | null
  readAt?: Date
}

/** Saves a change; with `version` it refuses to overwrite what changed since it was read. Gives the new version. */
export async function saveReport(
  db: Db,
  ref: ReportRef,
  change: Change,
  version?: number,
): Promise<number> {
  const columns = {
    status: change.status,
    owes: change.owes,
    due_at: change.dueAt,
    decide_by: change.decideBy,
    unread: change.unread,
    holder_id: change.holderId,
    held_since: change.heldSince,
    read_at: change.readAt,
  }
  const sets = Object.entries(columns)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  // Being read is no change that another officer's page could go stale by.
  const counts = version !== undefined || change.status !== undefined || change.owes !== undefined
  const all = counts ? [...sets, sql`version = version + 1`] : sets
  const { rows } = await sql<{ version: number }>`update reports.report set ${sql.join(all)}
    where jurisdiction = ${ref.jurisdiction} and id = ${ref.id}
      ${version === undefined ? sql`` : sql`and version = ${version}`}
    returning version`.execute(db)
  if (!rows[0]) throw new Problem('stale', 'core/changed-since')
  return rows[0].version
}

export async function deskNames(db: Db, ids: readonly string[]): Promise<Map<string, Name>> {
  const { rows } = await sql<{
    id: string
    name_en: string
    name_ur: string
  }>`select id, name_en, name_ur
    from reports.desk where id = any (${`{${[...new Set(ids)].join(',')}}`}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, { en: row.name_en, ur: row.name_ur }]))
}

export interface TriageRow {
  decision: Decision
  reason: string
  victim_sex: VictimSex | null
  by_id: string
  at: string
}

export async function listTriage(db: Db, ref: ReportRef): Promise<TriageRow[]> {
  const { rows } = await sql<TriageRow>`select decision, reason, victim_sex, by_id, at
    from reports.triage
    where jurisdiction = ${ref.jurisdiction} and report_id = ${ref.id} order by at`.execute(db)
  return rows
}

export interface HandOverRow {
  from_desk_id: string
  to_desk_id: string
  reason: string
  by_id: string
  at: string
}

export async function listHandOvers(db: Db, ref: ReportRef): Promise<HandOverRow[]> {
  const { rows } =
    await sql<HandOverRow>`select from_desk_id, to_desk_id, reason, by_id, at from reports.hand_over
    where jurisdiction = ${ref.jurisdiction} and report_id = ${ref.id} order by at`.execute(db)
  return rows
}

/** What was answered to the report behind a receipt, if there is one. */
export async function findMailboxOf(
  db: Db,
  mailbox: { locator: string; token: string },
): Promise<SubmitAnswer | undefined> {
  const place = base64urlBytes(mailbox.locator)
  await set(db, 'locator', place.toString('hex'))
  const { rows } = await sql`select 1 from reports.mailbox where locator = ${place}`.execute(db)
  if (!rows.length) return undefined
  const row = await getReport(db, await enterMailbox(db, `${mailbox.locator}.${mailbox.token}`))
  const names = await deskNames(db, [row.desk_id])
  return {
    id: row.id,
    receivedAt: row.received_at,
    dueAt: row.due_at,
    desk: names.get(row.desk_id)!,
  }
}

/** A report in the plain fields alone, and the case it became. */
export interface PlainReport {
  id: string
  kind: ReportKind
  placeCode: string | null
  receivedOn: string
  caseId: string | null
}

/** The reports received in a country or province between two days, for who counts; runs as the system. */
export async function listPlainReports(
  db: Db,
  of: { jurisdiction: string; from: string; until: string },
): Promise<PlainReport[]> {
  const { rows } = await sql<PlainReport>`select id, kind, place_code as "placeCode",
      ((received_at at time zone 'Asia/Karachi')::date)::text as "receivedOn", case_id as "caseId"
    from reports.report
    where (jurisdiction = ${of.jurisdiction} or jurisdiction like ${of.jurisdiction} || '-%')
      and (received_at at time zone 'Asia/Karachi')::date between ${of.from} and ${of.until}
    order by received_at, id`.execute(db)
  return rows
}
