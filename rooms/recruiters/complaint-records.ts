import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { ComplaintKind, Outcome, Stage } from './complaint.ts'
import type { Kind, Status } from './licence.ts'

type Sealing = Pick<House, 'fields'>

export interface Complaint {
  id: string
  jurisdiction: string
  reference: string
  agencyId: string
  licensee: { id: string; kind: Kind; licenceNumber: string; name: Name; status: Status } | null
  named: string | null
  namedKeys: string[]
  /** Licensees whose office phone is named in it. */
  phoneOf: string[]
  kind: ComplaintKind
  receivedOn: string
  contractOn: string | null
  joinedOn: string | null
  paid: number | null
  allowed: number | null
  receiptGiven: boolean | null
  destination: string | null
  complainant: string | null
  phone: string | null
  words: string
  /** What the worker found is worse than the job order promised; undefined where nobody compared. */
  fallsShort: boolean | null
  stage: Stage
  since: string
  dueOn: string | null
  version: number
}

interface Row {
  id: string
  jurisdiction: string
  reference: string
  agency_id: string
  licensee_id: string | null
  licensee_kind: Kind | null
  licence_number: string | null
  name_en: string | null
  name_ur: string | null
  status: Status | null
  named_sealed: string | null
  named_keys: string[]
  phone_of: string[]
  kind: ComplaintKind
  received_on: string
  contract_on: string | null
  joined_on: string | null
  paid: number | null
  allowed: number | null
  receipt_given: boolean | null
  destination: string | null
  complainant_sealed: string | null
  phone_sealed: string | null
  words_sealed: string
  falls_short: boolean | null
  stage: Stage
  since: string
  due_on: string | null
  version: number
}

const complaints = sql`select c.*, l.kind as licensee_kind, l.licence_number, l.name_en, l.name_ur, l.status,
    (select f.falls_short from recruiters.found_terms f
      where f.jurisdiction = c.jurisdiction and f.complaint_id = c.id) as falls_short,
    coalesce((select max(s.on_day) from recruiters.complaint_step s
      where s.jurisdiction = c.jurisdiction and s.complaint_id = c.id), c.received_on) as since
  from recruiters.complaint c left join recruiters.licensee l on l.id = c.licensee_id`

function complaintOf({ fields }: Sealing, row: Row): Complaint {
  const open = (sealed: string | null) => (sealed ? fields.open(sealed) : null)
  return {
    id: row.id,
    jurisdiction: row.jurisdiction,
    reference: row.reference,
    agencyId: row.agency_id,
    licensee: row.licensee_id
      ? {
          id: row.licensee_id,
          kind: row.licensee_kind!,
          licenceNumber: row.licence_number!,
          name: { en: row.name_en || row.name_ur!, ur: row.name_ur || row.name_en! },
          status: row.status!,
        }
      : null,
    named: open(row.named_sealed),
    namedKeys: row.named_keys,
    phoneOf: row.phone_of,
    kind: row.kind,
    receivedOn: row.received_on,
    contractOn: row.contract_on,
    joinedOn: row.joined_on,
    paid: row.paid,
    allowed: row.allowed,
    receiptGiven: row.receipt_given,
    destination: row.destination,
    complainant: open(row.complainant_sealed),
    phone: open(row.phone_sealed),
    words: fields.open(row.words_sealed),
    fallsShort: row.falls_short,
    stage: row.stage,
    since: row.since,
    dueOn: row.due_on,
    version: row.version,
  }
}

export async function getComplaint(db: Db, house: Sealing, id: string): Promise<Complaint> {
  const { rows } = await sql<Row>`${complaints} where c.id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'recruiters/no-such-complaint')
  return complaintOf(house, rows[0])
}

/** Open complaints within reach, the most urgent first; then those that have ended. */
export async function listComplaints(
  db: Db,
  house: Sealing,
  of: { licenseeId?: string | undefined },
): Promise<Complaint[]> {
  const { rows } = await sql<Row>`${complaints}
    where (${of.licenseeId ?? null}::uuid is null or c.licensee_id = ${of.licenseeId ?? null}
      or ${of.licenseeId ?? null} = any (c.phone_of))
    order by c.stage in ('closed'), c.due_on nulls last, c.id desc limit 200`.execute(db)
  return rows.map((row) => complaintOf(house, row))
}

export async function countDue(db: Db, today: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from recruiters.complaint
    where stage <> 'closed' and due_on <= ${today}`.execute(db)
  return rows[0]!.n
}

export interface NewComplaint {
  jurisdiction: string
  agencyId: string
  licenseeId: string | null
  named: string | null
  namedKeys: readonly string[]
  phoneOf: readonly string[]
  kind: ComplaintKind
  receivedOn: string
  contractOn: string | null
  joinedOn: string | null
  paid: number | null
  allowed: number | null
  receiptGiven: boolean | null
  destination: string | null
  complainant: string | null
  phone: string | null
  words: string
  dueOn: string | null
  recordedBy: string
  recordedAt: Date
}

export async function addComplaint(
  db: Db,
  { fields }: Sealing,
  one: NewComplaint,
): Promise<string> {
  const id = newId()
  const seal = (text: string | null) => (text ? fields.seal(text) : null)
  const year = one.receivedOn.slice(0, 4)
  // One at a time in an agency, so that no two complaints get the same reference.
  await sql`select pg_advisory_xact_lock(hashtextextended('complaint ' || ${one.agencyId}, 0))`.execute(
    db,
  )
  await sql`insert into recruiters.complaint (jurisdiction, id, reference, agency_id, licensee_id,
      named_sealed, named_keys, phone_of, kind, received_on, contract_on, joined_on, paid, allowed,
      receipt_given, destination, complainant_sealed, phone_sealed, words_sealed, due_on,
      recorded_by, recorded_at)
    values (${one.jurisdiction}, ${id},
      (select 'C-' || ${year}::text || '-' || upper(left(${one.agencyId}::text, 4)) || '-' ||
          lpad((1 + count(*))::text, 4, '0') from recruiters.complaint
        where agency_id = ${one.agencyId} and starts_with(reference, 'C-' || ${year}::text)),
      ${one.agencyId}, ${one.licenseeId}, ${seal(one.named)}, ${[...one.namedKeys]}::text[],
      ${[...one.phoneOf]}::uuid[], ${one.kind},
      ${one.receivedOn}, ${one.contractOn}, ${one.joinedOn}, ${one.paid}, ${one.allowed},
      ${one.receiptGiven}, ${one.destination}, ${seal(one.complainant)}, ${seal(one.phone)},
      ${fields.seal(one.words)}, ${one.dueOn}, ${one.recordedBy}, ${one.recordedAt})`.execute(db)
  return id
}

export interface ComplaintStep {
  id: string
  stage: Stage
  on: string
  outcome: Outcome | null
  words: string | null
  by: Name
}

export async function listSteps(
  db: Db,
  { fields }: Sealing,
  of: Pick<Complaint, 'id' | 'jurisdiction'>,
): Promise<ComplaintStep[]> {
  const { rows } = await sql<{
    id: string
    stage: Stage
    on_day: string
    outcome: Outcome | null
    words_sealed: string | null
    name_en: string
    name_ur: string
  }>`select s.id, s.stage, s.on_day, s.outcome, s.words_sealed, a.name_en, a.name_ur
    from recruiters.complaint_step s join core.account a on a.id = s.recorded_by
    where s.jurisdiction = ${of.jurisdiction} and s.complaint_id = ${of.id}
    order by s.on_day, s.recorded_at`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    stage: row.stage,
    on: row.on_day,
    outcome: row.outcome,
    words: row.words_sealed ? fields.open(row.words_sealed) : null,
    by: { en: row.name_en, ur: row.name_ur },
  }))
}

export async function saveMove(
  db: Db,
  { fields }: Sealing,
  complaint: Complaint,
  step: {
    stage: Stage
    dueOn: string | null
    on: string
    outcome: Outcome | null
    words: string | null
    version: number
    by: string
    at: Date
  },
): Promise<void> {
  const { numAffectedRows } = await sql`update recruiters.complaint
    set stage = ${step.stage}, due_on = ${step.dueOn}, version = version + 1
    where jurisdiction = ${complaint.jurisdiction} and id = ${complaint.id}
      and version = ${step.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
  await sql`insert into recruiters.complaint_step (jurisdiction, id, complaint_id, stage, on_day,
      outcome, words_sealed, recorded_by, recorded_at)
    values (${complaint.jurisdiction}, ${newId()}, ${complaint.id}, ${step.stage}, ${step.on},
      ${step.outcome}, ${step.words ? fields.seal(step.words) : null}, ${step.by}, ${step.at})`.execute(
    db,
  )
}

/**
 * Other complaints within reach about the same agent: the same licensee, a phone of its office, or
 * the same name or phone without a licence.
 */
export async function countAlike(db: Db, complaint: Complaint): Promise<number> {
  const licensees = [...complaint.phoneOf, ...(complaint.licensee ? [complaint.licensee.id] : [])]
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from recruiters.complaint
    where id <> ${complaint.id} and (licensee_id = any (${licensees}::uuid[])
      or phone_of && ${licensees}::uuid[] or named_keys && ${complaint.namedKeys}::text[])`.execute(
    db,
  )
  return rows[0]!.n
}

export interface UnlicensedComplaint {
  id: string
  reference: string
  kind: ComplaintKind
  receivedOn: string
  named: string
  keys: string[]
}

/** Complaints within reach about whoever stands in no register, received on or after a day. */
export async function listUnlicensed(
  db: Db,
  { fields }: Sealing,
  since: string,
): Promise<UnlicensedComplaint[]> {
  const { rows } = await sql<UnlicensedComplaint>`select id, reference, kind,
      received_on as "receivedOn", named_sealed as named, named_keys as keys
    from recruiters.complaint where licensee_id is null and received_on >= ${since}
    order by received_on, id limit 2000`.execute(db)
  return rows.map((row) => ({ ...row, named: fields.open(row.named) }))
}

export interface TrackRow {
  id: string
  sent: number
  /** Directors who also stand behind a licence that was cancelled or banned. */
  repeatDirectors: number
  overdueOrders: number
  /** Workers who left for a country that an early warning points to. */
  alarmedPlacements: number
  kind: ComplaintKind | null
  n: number
  /** Of those, complaints whose worker found worse terms than the job order promised. */
  worse: number
}

/** Complaints of each licensee by kind, received on or after a day; licensees without any too. */
export async function listTrack(db: Db, since: string, today: string): Promise<TrackRow[]> {
  const { rows } = await sql<TrackRow>`with fallen as (
      select distinct d from recruiters.licensee, unnest(director_indexes) d
      where status in ('cancelled', 'banned'))
    select l.id, coalesce(l.workers_sent, 0) as sent, c.kind, count(c.id)::int as n,
      count(f.complaint_id) filter (where f.falls_short)::int as worse,
      (select count(*)::int from unnest(l.director_indexes) d where d in (select d from fallen))
        as "repeatDirectors",
      (select count(*)::int from recruiters.corrective k join recruiters.inspection i
        on i.jurisdiction = k.jurisdiction and i.id = k.inspection_id
        where i.licensee_id = l.id and k.done_on is null and k.due_on < ${today})
        as "overdueOrders",
      (select coalesce(sum(s.workers), 0)::int from recruiters.job_order o
        join recruiters.sending s on s.jurisdiction = o.jurisdiction and s.job_order_id = o.id
        where o.licensee_id = l.id and s.kind = 'departures' and s.on_day >= ${since}
          and o.country in (select country from recruiters.alarmed_destination))
        as "alarmedPlacements"
    from recruiters.licensee l
    left join recruiters.complaint c on c.licensee_id = l.id and c.received_on >= ${since}
    left join recruiters.found_terms f on f.jurisdiction = c.jurisdiction and f.complaint_id = c.id
    where l.status in ('valid', 'invalid', 'suspended', 'expired')
    group by l.id, c.kind`.execute(db)
  return rows
}
