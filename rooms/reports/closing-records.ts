import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { Concern, Refusal, Talk } from './closing.ts'
import type { ReportRef } from './records.ts'
import type { Decision, Reason, ReportKind, VictimSex } from './report.ts'

export interface NewClosing {
  deskId: string
  decision: Decision
  reason: Reason
  talk: Talk | null
  victimSex: VictimSex | null
  forOversight: boolean
  proposedBy: string
  proposedAt: string
  dueAt: string
}

export interface ClosingRow extends NewClosing {
  jurisdiction: string
  id: string
  reportId: string
  state: 'proposed' | 'agreed' | 'refused' | 'lapsed'
  answeredBy: string | null
  answeredAt: string | null
  refusal: Refusal | null
}

const columns = sql`jurisdiction, id, report_id as "reportId", desk_id as "deskId", decision, reason, talk,
  victim_sex as "victimSex", for_oversight as "forOversight", state, proposed_by as "proposedBy",
  proposed_at as "proposedAt", due_at as "dueAt", answered_by as "answeredBy", answered_at as "answeredAt", refusal`

export async function insertClosing(db: Db, ref: ReportRef, of: NewClosing): Promise<void> {
  const result =
    await sql`insert into reports.closing (jurisdiction, id, report_id, desk_id, decision, reason, talk,
      victim_sex, for_oversight, proposed_by, proposed_at, due_at)
    values (${ref.jurisdiction}, ${newId()}, ${ref.id}, ${of.deskId}, ${of.decision}, ${of.reason},
      ${of.talk && JSON.stringify(of.talk)}, ${of.victimSex}, ${of.forOversight}, ${of.proposedBy},
      ${of.proposedAt}, ${of.dueAt}) on conflict do nothing`.execute(db)
  if (result.numAffectedRows !== 1n) throw new Problem('conflict', 'reports/closing-waits-already')
}

/** Every proposal for a report that the viewer may know of, the oldest first. */
export async function listClosings(db: Db, ref: ReportRef): Promise<ClosingRow[]> {
  const { rows } = await sql<ClosingRow>`select ${columns} from reports.closing
    where jurisdiction = ${ref.jurisdiction} and report_id = ${ref.id} order by proposed_at`.execute(
    db,
  )
  return rows
}

/** A proposal, locked, that is not answered yet. */
export async function getWaitingClosing(db: Db, id: string): Promise<ClosingRow> {
  const { rows } = await sql<ClosingRow>`select ${columns} from reports.closing
    where id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'reports/no-such-closing')
  if (rows[0].state !== 'proposed') throw new Problem('conflict', 'reports/closing-answered')
  return rows[0]
}

export async function answerClosing(
  db: Db,
  row: ClosingRow,
  of: { agree: boolean; refusal: Refusal | null; byId: string; at: Date },
): Promise<void> {
  const state = of.agree ? 'agreed' : 'refused'
  const result = await sql`update reports.closing set state = ${state}, answered_by = ${of.byId},
      answered_at = ${of.at}, refusal = ${of.refusal}
    where jurisdiction = ${row.jurisdiction} and id = ${row.id} and state = 'proposed'`.execute(db)
  if (result.numAffectedRows !== 1n) throw new Problem('conflict', 'reports/closing-answered')
}

/** Something else has happened to the report: what was proposed before no longer stands. */
export async function lapseClosing(db: Db, reportId: string): Promise<void> {
  await sql`update reports.closing set state = 'lapsed'
    where report_id = ${reportId} and state = 'proposed'`.execute(db)
}

export interface WaitingClosing extends ClosingRow {
  kind: ReportKind
  concerns: Concern[] | null
  receivedAt: string
  desk: Name
  proposer: Name
  /** Whether the viewer has the keys of the desk, and so can read the words. */
  opens: boolean
}

/** What waits for the viewer's agreement, the nearest deadline first. */
export async function listWaitingClosings(db: Db): Promise<WaitingClosing[]> {
  const { rows } = await sql<
    Omit<WaitingClosing, 'desk' | 'proposer'> &
      Record<'desk_en' | 'desk_ur' | 'by_en' | 'by_ur', string>
  >`select c.*, r.kind, r.concerns, r.received_at as "receivedAt", d.name_en as desk_en, d.name_ur as desk_ur,
      a.name_en as by_en, a.name_ur as by_ur, c."deskId" = any (reports.my_desks()) as opens
    from (select ${columns} from reports.closing where state = 'proposed'
      and report_id = any ((select reports.second_ids())::uuid[])) c
    join reports.report r on r.id = c."reportId"
    join reports.desk d on d.id = c."deskId"
    join core.account a on a.id = c."proposedBy"
    order by c."dueAt" limit 200`.execute(db)
  return rows.map(({ desk_en, desk_ur, by_en, by_ur, ...row }) => ({
    ...row,
    desk: { en: desk_en, ur: desk_ur },
    proposer: { en: by_en, ur: by_ur },
  }))
}

/** The report that a proposal is about, for the one who answers it. */
export async function getProposedReport(db: Db, ref: ReportRef) {
  const { rows } = await sql<{
    kind: ReportKind
    receivedAt: string
    dangerNow: boolean
    caseId: string | null
  }>`select kind, received_at as "receivedAt", danger_now as "dangerNow", case_id as "caseId" from reports.report
    where jurisdiction = ${ref.jurisdiction} and id = ${ref.id} for update`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'reports/no-such-closing')
  return rows[0]
}

/** Whether the viewer works at a desk or supervises it. */
export async function isAtDesk(db: Db, deskId: string): Promise<boolean> {
  const { rows } = await sql<{ at: boolean }>`select ${deskId}::uuid = any (reports.my_desks())
    or ${deskId}::uuid = any (reports.supervised_desks()) as at`.execute(db)
  return rows[0]!.at
}

export async function saveConcerns(db: Db, ref: ReportRef, of: readonly Concern[]): Promise<void> {
  await sql`update reports.report set concerns = ${[...of]}
    where jurisdiction = ${ref.jurisdiction} and id = ${ref.id}`.execute(db)
}
