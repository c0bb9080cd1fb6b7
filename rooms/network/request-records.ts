import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { announce } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import { Problem } from '../../core/problem.ts'
import type { FoundBy } from './model.ts'
import type { Gift, Purpose, Refusal, Request, RequestStatus } from './request.ts'

type Sealing = Pick<House, 'fields'>

interface Row {
  id: string
  jurisdiction: string
  agency_id: string
  case_id: string
  reference: string
  to_jurisdiction: string
  to_agency_id: string
  rules: FoundBy[]
  purpose: Purpose
  words_sealed: string
  urgent: boolean
  asked_by: string
  asked_at: string
  due_at: string
  status: RequestStatus
  given: Gift | null
  refused_for: Refusal | null
  answer_sealed: string | null
  until: string | null
  ended_by: string | null
  ended_at: string | null
  noted_at: string | null
  version: number
}

/** A request and, for whoever may open the file that it is about, whom it is about. */
export interface KnownRequest extends Request {
  target: Target | null
}

export interface Target {
  jurisdiction: string
  caseId: string
  personId: string | null
}

function requestOf(house: Sealing, row: Row): Request {
  return {
    id: row.id,
    jurisdiction: row.jurisdiction,
    agencyId: row.agency_id,
    caseId: row.case_id,
    reference: row.reference,
    toJurisdiction: row.to_jurisdiction,
    toAgencyId: row.to_agency_id,
    rules: row.rules,
    purpose: row.purpose,
    words: house.fields.open(row.words_sealed),
    urgent: row.urgent,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    dueAt: row.due_at,
    status: row.status,
    given: row.given,
    refusedFor: row.refused_for,
    answer: row.answer_sealed && house.fields.open(row.answer_sealed),
    until: row.until,
    endedBy: row.ended_by,
    endedAt: row.ended_at,
    notedAt: row.noted_at,
    version: row.version,
  }
}

type TargetRow = {
  target_jurisdiction: string
  target_case: string
  target_person: string | null
}

const known = sql`select r.*, t.jurisdiction as target_jurisdiction, t.case_id as target_case,
    t.person_id as target_person
  from network.request r left join network.request_target t on t.request_id = r.id`

function knownOf(house: Sealing, row: Row & Partial<TargetRow>): KnownRequest {
  const target = row.target_case
    ? {
        jurisdiction: row.target_jurisdiction!,
        caseId: row.target_case,
        personId: row.target_person ?? null,
      }
    : null
  return { ...requestOf(house, row), target }
}

export async function insertRequest(
  db: Db,
  house: Sealing,
  of: Request,
  target: Target,
): Promise<void> {
  await sql`insert into network.request (id, jurisdiction, agency_id, case_id, reference,
      to_jurisdiction, to_agency_id, rules, purpose, words_sealed, urgent, asked_by, asked_at, due_at)
    values (${of.id}, ${of.jurisdiction}, ${of.agencyId}, ${of.caseId}, ${of.reference},
      ${of.toJurisdiction}, ${of.toAgencyId}, ${of.rules}, ${of.purpose}, ${house.fields.seal(of.words)},
      ${of.urgent}, ${of.askedBy}, ${of.askedAt}, ${of.dueAt})`.execute(db)
  await sql`insert into network.request_target
      (request_id, asked_by, agency_id, jurisdiction, case_id, person_id)
    values (${of.id}, ${of.askedBy}, ${of.toAgencyId}, ${target.jurisdiction}, ${target.caseId}, ${target.personId})`.execute(
    db,
  )
}

/** Requests of one side that the viewer may see: those that wait first, then the latest. */
export async function listRequests(
  db: Db,
  house: Sealing,
  agencyId: string,
  side: 'incoming' | 'outgoing',
  most: number,
): Promise<KnownRequest[]> {
  const mine = side === 'incoming' ? sql`r.to_agency_id` : sql`r.agency_id`
  const { rows } = await sql<Row & Partial<TargetRow>>`${known} where ${mine} = ${agencyId}
    order by (r.status = 'asked') desc, case when r.status = 'asked' then r.due_at end, r.id desc
    limit ${most}`.execute(db)
  return rows.map((row) => knownOf(house, row))
}

export async function getRequest(db: Db, house: Sealing, id: string): Promise<KnownRequest> {
  const { rows } = await sql<Row & Partial<TargetRow>>`${known} where r.id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'network/no-such-request')
  return knownOf(house, rows[0])
}

/** What was asked for a case already, the latest of each agency. */
export async function listAsked(
  db: Db,
  caseId: string,
): Promise<Map<string, { id: string; status: RequestStatus }>> {
  const { rows } = await sql<{
    id: string
    to_agency_id: string
    status: RequestStatus
  }>`select distinct on (to_agency_id) id, to_agency_id, status from network.request
    where case_id = ${caseId} order by to_agency_id, id desc`.execute(db)
  return new Map(rows.map(({ to_agency_id, id, status }) => [to_agency_id, { id, status }]))
}

/** The cases of another agency that are asked about already and wait. Runs as the system. */
export async function listOpenTargets(db: Db, caseId: string): Promise<Set<string>> {
  const { rows } = await sql<{ case_id: string }>`select t.case_id from network.request r
    join network.request_target t on t.request_id = r.id
    where r.case_id = ${caseId} and r.status = 'asked'`.execute(db)
  return new Set(rows.map((row) => row.case_id))
}

export async function saveRequest(
  db: Db,
  house: Sealing,
  of: Request,
  version: number,
): Promise<void> {
  const { numAffectedRows } = await sql`update network.request set status = ${of.status},
      given = ${of.given}, refused_for = ${of.refusedFor},
      answer_sealed = ${of.answer && house.fields.seal(of.answer)}, until = ${of.until},
      ended_by = ${of.endedBy}, ended_at = ${of.endedAt}, noted_at = ${of.notedAt}, version = version + 1
    where id = ${of.id} and version = ${version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}

/** How many wait for the viewer: questions to files she answers for, and answers not yet noted. */
export async function countWaiting(
  db: Db,
  viewer: { id: string; agencyId: string },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from network.request r
    where (r.to_agency_id = ${viewer.agencyId} and r.status = 'asked')
      or (r.asked_by = ${viewer.id} and r.status in ('granted', 'refused') and r.noted_at is null)`.execute(
    db,
  )
  return rows[0]!.n
}

/**
 * Reminds both files, once, of what nobody has answered in time, and ends what has become about
 * nobody because the person was erased. Runs as the system.
 */
export async function remind(db: Db, now: Date): Promise<number> {
  await sql`update network.request r set status = 'withdrawn', ended_at = ${now}, version = version + 1
    where status = 'asked' and not exists
      (select 1 from network.request_target t where t.request_id = r.id)`.execute(db)
  const { rows } = await sql<{
    id: string
    jurisdiction: string
    case_id: string
    to_jurisdiction: string
    target_case: string
  }>`update network.request r set reminded_at = ${now}
    from network.request_target t where t.request_id = r.id
      and r.status = 'asked' and r.due_at < ${now} and r.reminded_at is null
    returning r.id, r.jurisdiction, r.case_id, r.to_jurisdiction, t.case_id as target_case`.execute(
    db,
  )
  for (const row of rows) {
    const kind = 'network.request-overdue'
    const { id: about } = row
    await announce(db, { kind, about, fileId: row.case_id, jurisdiction: row.jurisdiction })
    await announce(db, { kind, about, fileId: row.target_case, jurisdiction: row.to_jurisdiction })
  }
  return rows.length
}
