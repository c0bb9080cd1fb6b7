import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import type { Counted } from './counting.ts'
import type { CodedVictim } from './victim.ts'

/** Days between which a victim was detected, both included. */
export interface Period {
  from: string
  until: string
}

const codes = sql`sex, age_group as "ageGroup", age_broad as "ageBroad", forms, laws, country, province, district, status, citizenship, means`

/** Victims in the cases that the viewer may see, grouped by all their codes. */
export async function countVisible(db: Db, period: Period): Promise<Counted[]> {
  const { rows } = await sql<Counted>`select ${codes}, extract(year from detected_on)::text as year,
      count(*)::int as n from statistics.detected_victim
    where detected_on between ${period.from} and ${period.until}
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12`.execute(db)
  return rows
}

/** All victims of the viewer's country or province; empty for who is neither statistician nor oversight. */
export async function countInReach(db: Db, period: Period): Promise<Counted[]> {
  const { rows } = await sql<Counted>`select ${codes}, year, n
    from statistics.counted_in_reach(${period.from}::date, ${period.until}::date)`.execute(db)
  return rows
}

export type LocatedVictim = Omit<Counted, 'n'> & { caseId: string }

/** The rows that lie in cases the viewer may see, for opening a count. */
export async function listVisible(db: Db, period: Period): Promise<LocatedVictim[]> {
  const { rows } = await sql<LocatedVictim>`select case_id as "caseId", ${codes},
      extract(year from detected_on)::text as year from statistics.detected_victim
    where detected_on between ${period.from} and ${period.until}
    order by detected_on desc, case_id`.execute(db)
  return rows
}

/** Makes recounts of one case wait for one another until the transaction ends. */
export async function holdCase(db: Db, caseId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${caseId}, 70))`.execute(db)
}

export async function listOfCase(db: Db, caseId: string): Promise<CodedVictim[]> {
  const { rows } = await sql<CodedVictim>`select jurisdiction, case_id as "caseId",
      person_id as "personId", agency_id as "agencyId", ${codes}, detected_on as "detectedOn"
    from statistics.detected_victim where case_id = ${caseId} order by person_id`.execute(db)
  return rows
}

/** Puts the rows of a case in the place of those that were there. */
export async function replaceCase(
  db: Db,
  caseId: string,
  victims: readonly CodedVictim[],
): Promise<void> {
  await sql`delete from statistics.detected_victim where case_id = ${caseId}`.execute(db)
  for (const one of victims) {
    await sql`insert into statistics.detected_victim (jurisdiction, case_id, person_id, agency_id, sex,
        age_group, age_broad, forms, laws, country, province, district, status, citizenship, means,
        detected_on)
      values (${one.jurisdiction}, ${caseId}, ${one.personId}, ${one.agencyId}, ${one.sex},
        ${one.ageGroup}, ${one.ageBroad}, ${[...one.forms]}::text[], ${[...one.laws]}::text[],
        ${one.country}, ${one.province}, ${one.district}, ${one.status}, ${one.citizenship},
        ${[...one.means]}::text[], ${one.detectedOn})`.execute(db)
  }
}

export async function listCountedCases(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct case_id as id
    from statistics.detected_victim`.execute(db)
  return rows.map(({ id }) => id)
}

/** Cases about which an event still waits to be counted: a comparison leaves them out. */
export async function listWaiting(db: Db, subscriber: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct e.file_id as id from core.event_work w
    join core.event e on e.jurisdiction = w.event_jurisdiction and e.id = w.event_id
    where w.subscriber = ${subscriber} and e.file_id is not null`.execute(db)
  return rows.map(({ id }) => id)
}

export interface Comparison {
  at: string
  /** Victims that a fresh count of the cases gives. */
  victims: number
  missing: number
  superfluous: number
  different: number
}

export async function addComparison(db: Db, of: Comparison): Promise<void> {
  await sql`insert into statistics.comparison (id, at, victims, missing, superfluous, different)
    values (${newId()}, ${of.at}, ${of.victims}, ${of.missing}, ${of.superfluous}, ${of.different})`.execute(
    db,
  )
}

export async function findLastComparison(db: Db): Promise<Comparison | undefined> {
  const { rows } = await sql<Comparison>`select at, victims, missing, superfluous, different
    from statistics.comparison order by at desc limit 1`.execute(db)
  return rows[0]
}

/** Names of places by their codes. */
export async function namePlaces(db: Db, wanted: readonly string[]): Promise<Map<string, Name>> {
  const { rows } = await sql<{ code: string; en: string; ur: string }>`select code, name_en as en,
      name_ur as ur from core.place where code = any(${[...wanted]}::text[])`.execute(db)
  return new Map(rows.map(({ code, en, ur }) => [code, { en, ur }]))
}
