import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type {
  JobOrderStep,
  Occupation,
  OrderState,
  ScrutinyReason,
  Sending,
  SendingKind,
} from './job-order.ts'
import type { Status } from './licence.ts'
import type { Terms } from './substitution.ts'

type Sealing = Pick<House, 'fields'>

/** What an order promises: every term of it can be held against what is found. */
export interface Promised extends Terms {
  wage: number
  currency: NonNullable<Terms['currency']>
  occupation: Occupation
}

export interface JobOrder {
  id: string
  jurisdiction: string
  reference: string
  agencyId: string
  licensee: { id: string; licenceNumber: string; name: Name; status: Status }
  employer: string
  country: string
  wanted: number
  demandedOn: string
  promised: Promised
  state: OrderState
  since: string
  permitted: number | null
  permissionNumber: string | null
  permittedOn: string | null
  permittedUntil: string | null
  agreements: number
  departures: number
  /** Workers within reach who told what they found, and how many found it worse. */
  told: number
  worse: number
  version: number
}

type Flat = Omit<JobOrder, 'licensee' | 'employer' | 'promised'> &
  Promised & {
    licenseeId: string
    licenceNumber: string
    nameEn: string
    nameUr: string
    status: Status
    employerSealed: string
  }

const orders = sql`select o.id, o.jurisdiction, o.reference, o.agency_id as "agencyId",
    o.licensee_id as "licenseeId", l.licence_number as "licenceNumber", l.name_en as "nameEn",
    l.name_ur as "nameUr", l.status, o.employer_sealed as "employerSealed", o.country,
    o.occupation, o.wanted, o.demanded_on as "demandedOn", o.wage, o.currency,
    o.hours_a_day as "hoursADay", o.contract_months as "contractMonths", o.housing, o.food,
    o.return_ticket as "returnTicket", o.state, o.permitted, o.permission_number as "permissionNumber",
    o.permitted_on as "permittedOn", o.permitted_until as "permittedUntil", o.version,
    coalesce((select max(s.on_day) from recruiters.job_order_step s
      where s.jurisdiction = o.jurisdiction and s.job_order_id = o.id), o.demanded_on) as since,
    b.agreements, b.departures, f.told, f.worse
  from recruiters.job_order o join recruiters.licensee l on l.id = o.licensee_id
  cross join lateral (select
      coalesce(sum(workers) filter (where kind = 'agreements'), 0)::int as agreements,
      coalesce(sum(workers) filter (where kind = 'departures'), 0)::int as departures
    from recruiters.sending where jurisdiction = o.jurisdiction and job_order_id = o.id) b
  cross join lateral (select count(*)::int as told,
      count(*) filter (where falls_short)::int as worse
    from recruiters.found_terms where jurisdiction = o.jurisdiction and job_order_id = o.id) f`

function orderOf({ fields }: Sealing, row: Flat): JobOrder {
  const { licenseeId, licenceNumber, nameEn, nameUr, status, employerSealed, ...rest } = row
  const { wage, currency, hoursADay, contractMonths, occupation, housing, food, returnTicket } =
    rest
  return {
    ...rest,
    licensee: {
      id: licenseeId,
      licenceNumber,
      name: { en: nameEn || nameUr, ur: nameUr || nameEn },
      status,
    },
    employer: fields.open(employerSealed),
    promised: {
      wage,
      currency,
      hoursADay,
      contractMonths,
      occupation,
      housing,
      food,
      returnTicket,
    },
  }
}

export async function getJobOrder(db: Db, house: Sealing, id: string): Promise<JobOrder> {
  const { rows } = await sql<Flat>`${orders} where o.id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'recruiters/no-such-job-order')
  return orderOf(house, rows[0])
}

const open: readonly OrderState[] = ['demanded', 'sent-back']

/** Demands that wait first, then the newest; at most two hundred. */
export async function listJobOrders(
  db: Db,
  house: Sealing,
  of: { licenseeId?: string | undefined; worker?: string | undefined },
): Promise<JobOrder[]> {
  const { rows } = await sql<Flat>`${orders}
    where (${of.licenseeId ?? null}::uuid is null or o.licensee_id = ${of.licenseeId ?? null})
      and (${of.worker ?? null}::text is null or exists (select 1 from recruiters.sending s
        where s.jurisdiction = o.jurisdiction and s.job_order_id = o.id
          and s.worker_indexes @> array[${of.worker ?? null}::text]))
    order by o.state = any(${[...open]}::text[]) desc, o.demanded_on desc, o.id desc limit 200`.execute(
    db,
  )
  return rows.map((row) => orderOf(house, row))
}

export interface Demand {
  licenseeId: string
  employer: string
  country: string
  wanted: number
  demandedOn: string
  promised: Promised
}

export async function addJobOrder(
  db: Db,
  { fields }: Sealing,
  one: Demand,
  by: { jurisdiction: string; agencyId: string; id: string; at: Date },
): Promise<string> {
  const id = newId()
  const start = `J-${one.demandedOn.slice(0, 4)}-${by.agencyId.slice(0, 4).toUpperCase()}-`
  // One at a time in an office, so that no two orders get the same reference.
  await sql`select pg_advisory_xact_lock(hashtextextended('job order ' || ${by.agencyId}, 0))`.execute(
    db,
  )
  const { promised } = one
  await sql`insert into recruiters.job_order (jurisdiction, id, reference, agency_id, licensee_id,
      employer_sealed, country, occupation, wanted, demanded_on, wage, currency, hours_a_day,
      contract_months, housing, food, return_ticket, recorded_by, recorded_at)
    values (${by.jurisdiction}, ${id},
      ${start} || (select lpad((1 + count(*))::text, 4, '0') from recruiters.job_order
        where agency_id = ${by.agencyId} and starts_with(reference, ${start})),
      ${by.agencyId}, ${one.licenseeId}, ${fields.seal(one.employer)}, ${one.country},
      ${promised.occupation}, ${one.wanted}, ${one.demandedOn}, ${promised.wage},
      ${promised.currency}, ${promised.hoursADay}, ${promised.contractMonths}, ${promised.housing},
      ${promised.food}, ${promised.returnTicket}, ${by.id}, ${by.at})`.execute(db)
  return id
}

/** Puts a demand right that nobody has decided on. */
export async function correctDemand(
  db: Db,
  { fields }: Sealing,
  order: Pick<JobOrder, 'id' | 'jurisdiction'>,
  one: Demand,
  version: number,
): Promise<void> {
  const { promised } = one
  const { numAffectedRows } = await sql`update recruiters.job_order
    set licensee_id = ${one.licenseeId}, employer_sealed = ${fields.seal(one.employer)},
      country = ${one.country}, occupation = ${promised.occupation}, wanted = ${one.wanted},
      demanded_on = ${one.demandedOn}, wage = ${promised.wage}, currency = ${promised.currency},
      hours_a_day = ${promised.hoursADay}, contract_months = ${promised.contractMonths},
      housing = ${promised.housing}, food = ${promised.food},
      return_ticket = ${promised.returnTicket}, version = version + 1
    where jurisdiction = ${order.jurisdiction} and id = ${order.id} and version = ${version}
      and state = any(${[...open]}::text[])`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}

export interface OrderStepEntry {
  id: string
  state: OrderState
  on: string
  reasons: ScrutinyReason[]
  words: string | null
  by: Name
}

export async function listOrderSteps(
  db: Db,
  { fields }: Sealing,
  order: Pick<JobOrder, 'id' | 'jurisdiction'>,
): Promise<OrderStepEntry[]> {
  const { rows } = await sql<
    Omit<OrderStepEntry, 'words' | 'by'> & { words_sealed: string | null; en: string; ur: string }
  >`select s.id, s.state, s.on_day as "on", s.reasons, s.words_sealed, a.name_en as en, a.name_ur as ur
    from recruiters.job_order_step s join core.account a on a.id = s.recorded_by
    where s.jurisdiction = ${order.jurisdiction} and s.job_order_id = ${order.id}
    order by s.on_day, s.recorded_at`.execute(db)
  return rows.map(({ words_sealed, en, ur, ...rest }) => ({
    ...rest,
    words: words_sealed ? fields.open(words_sealed) : null,
    by: { en, ur },
  }))
}

export async function saveOrderStep(
  db: Db,
  { fields }: Sealing,
  order: Pick<JobOrder, 'id' | 'jurisdiction'>,
  step: JobOrderStep & { words: string | null; version: number; by: string; at: Date },
): Promise<void> {
  const { permission } = step
  const { numAffectedRows } = await sql`update recruiters.job_order
    set state = ${step.state}, version = version + 1,
      permitted = coalesce(${permission?.workers ?? null}, permitted),
      permission_number = coalesce(${permission?.number ?? null}, permission_number),
      permitted_on = case when ${permission !== null} then ${step.on}::date else permitted_on end,
      permitted_until = case when ${permission !== null} then ${permission?.until ?? null}::date
        else permitted_until end
    where jurisdiction = ${order.jurisdiction} and id = ${order.id}
      and version = ${step.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
  await sql`insert into recruiters.job_order_step (jurisdiction, id, job_order_id, state, on_day,
      reasons, words_sealed, recorded_by, recorded_at)
    values (${order.jurisdiction}, ${newId()}, ${order.id}, ${step.state}, ${step.on},
      ${[...step.reasons]}::text[], ${step.words ? fields.seal(step.words) : null}, ${step.by},
      ${step.at})`.execute(db)
}

export interface SendingEntry extends Sending {
  id: string
  /** How many of them can be found again by the number of their papers. */
  known: number
  by: Name
}

export async function listSendings(
  db: Db,
  order: Pick<JobOrder, 'id' | 'jurisdiction'>,
): Promise<SendingEntry[]> {
  const { rows } = await sql<{
    id: string
    kind: SendingKind
    on: string
    workers: number
    known: number
    en: string
    ur: string
  }>`select s.id, s.kind, s.on_day as "on", s.workers, cardinality(s.worker_indexes) as known,
      a.name_en as en, a.name_ur as ur
    from recruiters.sending s join core.account a on a.id = s.recorded_by
    where s.jurisdiction = ${order.jurisdiction} and s.job_order_id = ${order.id}
    order by s.on_day, s.recorded_at`.execute(db)
  return rows.map(({ en, ur, ...rest }) => ({ ...rest, by: { en, ur } }))
}

/** Holds an order while a batch of it is weighed against the others. */
export async function lockJobOrder(db: Db, order: Pick<JobOrder, 'id'>): Promise<void> {
  await sql`select 1 from recruiters.job_order where id = ${order.id} for update`.execute(db)
}

export async function addSending(
  db: Db,
  order: Pick<JobOrder, 'id' | 'jurisdiction'>,
  batch: Sending & { workerIndexes: readonly string[]; by: string; at: Date },
): Promise<string> {
  const id = newId()
  await sql`insert into recruiters.sending (jurisdiction, id, job_order_id, kind, on_day, workers,
      worker_indexes, recorded_by, recorded_at)
    values (${order.jurisdiction}, ${id}, ${order.id}, ${batch.kind}, ${batch.on}, ${batch.workers},
      ${[...batch.workerIndexes]}::text[], ${batch.by}, ${batch.at})`.execute(db)
  return id
}

export async function removeSending(
  db: Db,
  order: Pick<JobOrder, 'id' | 'jurisdiction'>,
  id: string,
): Promise<void> {
  const { numAffectedRows } = await sql`delete from recruiters.sending
    where jurisdiction = ${order.jurisdiction} and job_order_id = ${order.id} and id = ${id}`.execute(
    db,
  )
  if (!numAffectedRows) throw new Problem('absent', 'recruiters/no-such-sending')
}

/** Workers who left under a licensee's orders since a day. */
export async function countDepartures(db: Db, licenseeId: string, since: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select coalesce(sum(s.workers), 0)::int as n
    from recruiters.sending s join recruiters.job_order o
      on o.jurisdiction = s.jurisdiction and o.id = s.job_order_id
    where o.licensee_id = ${licenseeId} and s.kind = 'departures' and s.on_day >= ${since}`.execute(
    db,
  )
  return rows[0]!.n
}
