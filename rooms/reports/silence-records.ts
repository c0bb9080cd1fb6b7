import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { ReportRef } from './records.ts'
import type { Asked } from './silence.ts'

export interface Silent extends Asked, ReportRef {
  deskId: string
  version: number
}

/** Reports whose desk has asked and owes nothing, with what the rule goes by; `id` for one of them. */
export async function listSilent(db: Db, id?: string): Promise<Silent[]> {
  const { rows } = await sql<Silent>`
    select r.jurisdiction, r.id, r.desk_id as "deskId", r.version, r.status, r.owes, r.kind,
      r.received_at as "receivedAt", r.danger_now as "dangerNow", r.concerns, a.at as "askedAt",
      coalesce((select jsonb_agg(s.at order by s.n) from reports.silence s where s.jurisdiction = r.jurisdiction
        and s.report_id = r.id and s.asked_at = a.at and s.kind = 'reminded'), '[]') as "remindedAt"
    from reports.report r cross join lateral (select max(e.at) as at from reports.envelope e
      where e.jurisdiction = r.jurisdiction and e.report_id = r.id and e.direction = 'out') a
    where r.status = 'asked-more' and r.owes = 'nothing' and a.at is not null
      -- Who is threatened for a report may be silent for that.
      and not exists (select from reports.retaliation f where f.report_id = r.id and f.done_at is null)
      ${id === undefined ? sql`` : sql`and r.id = ${id}`} order by r.id`.execute(db)
  return rows
}

/** Notes a reminder; false where it is there already. */
export async function insertReminder(db: Db, of: Silent, at: Date): Promise<boolean> {
  const result =
    await sql`insert into reports.silence (jurisdiction, report_id, asked_at, n, kind, desk_id, at)
    values (${of.jurisdiction}, ${of.id}, ${of.askedAt}, ${of.remindedAt.length + 1}, 'reminded', ${of.deskId}, ${at})
    on conflict do nothing`.execute(db)
  return result.numAffectedRows === 1n
}

/** Ends a report; false where something has happened to it meanwhile. */
export async function expire(db: Db, of: Silent, at: Date): Promise<boolean> {
  const result =
    await sql`update reports.report set status = 'expired', version = version + 1, unread = false
    where jurisdiction = ${of.jurisdiction} and id = ${of.id} and version = ${of.version} and status = 'asked-more'`.execute(
      db,
    )
  if (result.numAffectedRows !== 1n) return false
  await sql`insert into reports.silence (jurisdiction, report_id, asked_at, n, kind, desk_id, at)
    values (${of.jurisdiction}, ${of.id}, ${of.askedAt}, ${of.remindedAt.length + 1}, 'expired', ${of.deskId}, ${at})`.execute(
    db,
  )
  return true
}

export interface SilenceStep {
  step: 'reminded' | 'expired'
  at: string
  deskId: string
}

export async function listSilence(db: Db, ref: ReportRef): Promise<SilenceStep[]> {
  const { rows } =
    await sql<SilenceStep>`select kind as step, at, desk_id as "deskId" from reports.silence
    where jurisdiction = ${ref.jurisdiction} and report_id = ${ref.id} order by at`.execute(db)
  return rows
}
