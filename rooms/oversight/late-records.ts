import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { ReportKind } from '../reports/door.ts'
import type { LateStep, LateWordKind, Level } from './late.ts'

export interface LateDeadline {
  jurisdiction: string
  id: string
  reportId: string
  deskId: string
  step: LateStep
  dueAt: string
}

const deadline = sql`o.jurisdiction, o.id, o.report_id as "reportId", o.desk_id as "deskId", o.step, o.due_at as "dueAt"`

/** Notes the deadlines that have passed since the last time; each is given once. */
export async function noteOverdue(db: Db, now: Date): Promise<LateDeadline[]> {
  const { rows } = await sql<LateDeadline>`
    insert into oversight.overdue as o (jurisdiction, report_id, step, due_at, desk_id, since)
    select r.jurisdiction, r.id, p.step, p.due_at, r.desk_id, ${now}
    from (select jurisdiction, id, owes as step, due_at from reports.report where owes <> 'nothing' and due_at <= ${now}
      union all select jurisdiction, id, 'decision', decide_by from reports.report where decide_by <= ${now}) p
    join reports.report r on r.jurisdiction = p.jurisdiction and r.id = p.id
    where exists (select from oversight.thread t where t.jurisdiction = r.jurisdiction and t.report_id = r.id)
    on conflict do nothing
    returning ${deadline}`.execute(db)
  return rows
}

/** Ends what is no longer overdue: it was done, late, or another desk has a deadline of its own now. */
export async function endOverdue(db: Db, now: Date): Promise<LateDeadline[]> {
  const { rows } = await sql<LateDeadline>`
    update oversight.overdue o set until = ${now} from reports.report r
    where o.until is null and r.jurisdiction = o.jurisdiction and r.id = o.report_id
      and case when o.step = 'decision' then r.decide_by is distinct from o.due_at
        else r.owes <> o.step or r.due_at <> o.due_at end
    returning ${deadline}`.execute(db)
  return rows
}

export interface Climbing extends LateDeadline {
  kind: ReportKind
  receivedAt: string
  danger: boolean
  reached: { level: Level; answerBy: string } | null
}

/** What is late and may have to go up: told to nobody yet, or told to the supervisor alone. */
export async function listClimbing(db: Db): Promise<Climbing[]> {
  const { rows } = await sql<Climbing>`select ${deadline}, r.kind, r.received_at as "receivedAt",
      r.danger_now as danger, (select jsonb_build_object('level', e.level, 'answerBy', e.answer_by)
        from oversight.escalation e where e.jurisdiction = o.jurisdiction and e.overdue_id = o.id
        order by e.level desc limit 1) as reached
    from oversight.overdue o join reports.report r on r.jurisdiction = o.jurisdiction and r.id = o.report_id
    where o.until is null and not exists (select from oversight.escalation e
      where e.jurisdiction = o.jurisdiction and e.overdue_id = o.id and e.level = 2)
    order by o.since, o.id`.execute(db)
  return rows
}

/** False where it has been told to that level before. */
export async function insertEscalation(
  db: Db,
  late: LateDeadline,
  of: { level: Level; at: Date; answerBy: Date },
): Promise<boolean> {
  const result =
    await sql`insert into oversight.escalation (jurisdiction, overdue_id, level, at, answer_by)
    values (${late.jurisdiction}, ${late.id}, ${of.level}, ${of.at}, ${of.answerBy}) on conflict do nothing`.execute(
      db,
    )
  return result.numAffectedRows === 1n
}

export interface LateWord {
  kind: LateWordKind
  code: string
  by: Name
  at: string
}

export interface LateReport extends LateDeadline {
  since: string
  danger: boolean
  caseId: string | null
  desk: Name
  unit: string
  holder: Name | null
  level: Level | null
  levelSince: string | null
  answerBy: string | null
  words: LateWord[]
}

interface LateRow extends Omit<LateReport, 'desk' | 'holder'> {
  desk_en: string
  desk_ur: string
  holder_en: string | null
  holder_ur: string | null
}

const MOST = 500

/** What is late and the viewer answers for, what has waited longest first. */
export async function listLate(db: Db, id?: string): Promise<LateReport[]> {
  const { rows } = await sql<LateRow>`select ${deadline}, o.since, o.danger, o.case_id as "caseId",
      d.key as unit, d.name_en as desk_en, d.name_ur as desk_ur, o.holder_en, o.holder_ur, o.level,
      o.level_since as "levelSince", o.answer_by as "answerBy",
      (select coalesce(jsonb_agg(jsonb_build_object('kind', w.kind, 'code', w.code, 'at', w.at,
          'by', jsonb_build_object('en', a.name_en, 'ur', a.name_ur)) order by w.at, w.id), '[]')
        from oversight.late_word w join core.account a on a.id = w.by_id
        where w.jurisdiction = o.jurisdiction and w.overdue_id = o.id) as words
    from oversight.late_reports() o join reports.desk d on d.id = o.desk_id
    ${id === undefined ? sql`` : sql`where o.id = ${id}`}
    order by o.danger desc, o.due_at, o.id limit ${MOST}`.execute(db)
  return rows.map(({ desk_en, desk_ur, holder_en, holder_ur, ...row }) => ({
    ...row,
    desk: { en: desk_en, ur: desk_ur },
    holder: holder_en && holder_ur ? { en: holder_en, ur: holder_ur } : null,
  }))
}

export async function getLate(db: Db, id: string): Promise<LateReport> {
  const [late] = await listLate(db, id)
  if (!late) throw new Problem('absent', 'oversight/no-longer-late')
  return late
}

export async function insertLateWord(
  db: Db,
  late: LateDeadline,
  of: { kind: LateWordKind; code: string; byId: string; at: Date },
): Promise<void> {
  await sql`insert into oversight.late_word (jurisdiction, id, overdue_id, kind, code, by_id, at)
    values (${late.jurisdiction}, ${newId()}, ${late.id}, ${of.kind}, ${of.code}, ${of.byId}, ${of.at})`.execute(
    db,
  )
}
