import { sql } from 'kysely'
import type { Db } from '../../../core/database.ts'
import { newId } from '../../../core/ids.ts'
import type { Name } from '../../../core/people.ts'
import { Problem } from '../../../core/problem.ts'
import type { AbsenceReason, ConflictReason } from './duty.ts'

export interface AbsenceRow {
  id: string
  from: string
  to: string
  reason: AbsenceReason
}

/** Absences that are not over, the nearest first. */
export async function listAbsences(
  db: Db,
  accountId: string,
  today: string,
): Promise<AbsenceRow[]> {
  const { rows } =
    await sql<AbsenceRow>`select id, from_on::text as "from", to_on::text as "to", reason
    from reports.absence where account_id = ${accountId} and withdrawn_at is null and to_on >= ${today}::date
    order by from_on, id`.execute(db)
  return rows
}

export async function addAbsence(
  db: Db,
  of: { accountId: string; from: string; to: string; reason: AbsenceReason; at: Date },
): Promise<void> {
  await sql`insert into reports.absence (id, account_id, from_on, to_on, reason, declared_at)
    values (${newId()}, ${of.accountId}, ${of.from}, ${of.to}, ${of.reason}, ${of.at})`.execute(db)
}

export interface ConflictRow {
  id: string
  placeCode: string | null
  placeName: Name | null
  kind: string | null
  reason: ConflictReason
  since: string
}

export async function listConflicts(db: Db, accountId: string): Promise<ConflictRow[]> {
  const { rows } = await sql<
    Omit<ConflictRow, 'placeName'> & { en: string | null; ur: string | null }
  >`select c.id, c.place_code as "placeCode", p.name_en as en, p.name_ur as ur, c.kind, c.reason,
      c.declared_at as since
    from reports.conflict c left join core.place p on p.code = c.place_code
    where c.account_id = ${accountId} and c.withdrawn_at is null order by c.declared_at, c.id`.execute(
    db,
  )
  return rows.map(({ en, ur, ...row }) => ({
    ...row,
    placeName: en !== null && ur !== null ? { en, ur } : null,
  }))
}

export async function addConflict(
  db: Db,
  of: {
    accountId: string
    placeCode: string | null
    kind: string | null
    reason: ConflictReason
    at: Date
  },
): Promise<void> {
  await sql`insert into reports.conflict (id, account_id, place_code, kind, reason, declared_at)
    values (${newId()}, ${of.accountId}, ${of.placeCode}, ${of.kind}, ${of.reason}, ${of.at})`.execute(
    db,
  )
}

/** Takes a declaration back; what was drawn by it stays drawn. */
export async function withdraw(
  db: Db,
  what: 'absence' | 'conflict',
  id: string,
  at: Date,
): Promise<void> {
  const { numAffectedRows } =
    await sql`update ${sql.table(`reports.${what}`)} set withdrawn_at = ${at}
    where id = ${id} and account_id = (select core.viewer()) and withdrawn_at is null`.execute(db)
  if (numAffectedRows !== 1n) throw new Problem('absent', 'reports/no-such-declaration')
}

export interface DutyRow {
  deskId: string
  name: Name
  /** On the newest roster; those who supervise and those who are away are on none. */
  onRoster: boolean
  seats: number
  since: string | null
}

/** The desks that the viewer works at, and whether she is on their newest roster. */
export async function listDutyOf(db: Db, accountId: string): Promise<DutyRow[]> {
  const { rows } = await sql<Omit<DutyRow, 'name'> & { en: string; ur: string }>`
    select d.id as "deskId", d.name_en as en, d.name_ur as ur, coalesce(r.seats, 0) as seats, r.made_at as since,
      exists (select from reports.seat s where s.roster_hash = r.hash and s.account_id = ${accountId}) as "onRoster"
    from reports.desk d
    left join lateral (select hash, seats, made_at from reports.roster r where r.desk_id = d.id
      order by made_at desc, hash limit 1) r on true
    where d.id = any ((select reports.my_desks())::uuid[]) order by d.name_en`.execute(db)
  return rows.map(({ en, ur, ...row }) => ({ ...row, name: { en, ur } }))
}
