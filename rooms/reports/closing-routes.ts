import type { Static } from 'typebox'
import { announce } from '../../core/events.ts'
import { Problem } from '../../core/problem.ts'
import { page, type Route, route } from '../../core/routes.ts'
import { WithId } from '../../core/schema.ts'
import { type Concern, closes, concernsOf, maySecond, needsSecond, needsTalk } from './closing.ts'
import {
  answerClosing,
  type ClosingRow,
  getProposedReport,
  getWaitingClosing,
  insertClosing,
  isAtDesk,
  lapseClosing,
  listWaitingClosings,
  saveConcerns,
} from './closing-records.ts'
import { decideByOf, getClock, getDeadlines } from './deadline-records.ts'
import { dueFor, firstStepOf } from './deadlines.ts'
import { getHeldReport, insertTriage } from './desk-records.ts'
import { addByDesk, plainOf, tell } from './desk-routes.ts'
import { refuseUnlessDecider } from './lot/allocation-routes.ts'
import { type ReportRow, saveReport } from './records.ts'
import { isOpen, isReasonFor, referenceOf, statusAfterTriage } from './report.ts'
import { AnswerClosingBody, Changed, TriageBody, WaitingClosingView } from './shapes.ts'

/** Refuses with the code on the field that it is about. */
function refuse(code: string, field: string): never {
  throw new Problem('input', code, { fields: { [field]: code } })
}

const triage = route({
  method: 'POST',
  url: '/api/desk/reports/:id/triage',
  name: 'reports.triage',
  who: ['desk-officer'],
  summary:
    'Decides what becomes of a report, with a reason from the list of that decision. What one person may not close is put before a second.',
  params: WithId,
  body: TriageBody,
  answer: Changed,
  act: async ({ db, person, params, body, now, about }) => {
    about(params.id)
    const row = await getHeldReport(db, params.id, true)
    await refuseUnlessDecider(db, row, person.id)
    const { decision, reason, version, note } = body
    if (!isReasonFor(decision, reason)) refuse('reports/reason-of-another-decision', 'reason')
    const concerns = concernsAfter(row, body)
    const second = closes(decision) && needsSecond({ kind: row.kind, concerns, reason })
    if (closes(decision)) checkClosing(body, second)
    if (concerns) await saveConcerns(db, row, concerns)
    await lapseClosing(db, row.id)
    const of = { decision, reason, victimSex: body.victimSex ?? null }
    if (second) {
      const from = now.toISOString()
      const dueAt = dueFor(await getDeadlines(db), 'second-person', plainOf(row), now).toISOString()
      const forOversight = concerns?.includes('official') ?? false
      const talk = body.talk ?? null
      const proposed = { deskId: row.desk_id, talk, forOversight, proposedBy: person.id }
      await insertClosing(db, row, { ...of, ...proposed, proposedAt: from, dueAt })
    } else await insertTriage(db, row, { ...of, byId: person.id, at: now })
    if (note)
      await addByDesk(db, row, { ...note, internal: true, deskId: row.desk_id }, person.id, now)
    const clock = await getClock(db, row)
    const status = second ? row.status : statusAfterTriage(decision)
    const open = isOpen(status) && status !== 'new'
    const change = {
      ...clock,
      status,
      unread: false,
      ...(open && { decideBy: await decideByOf(db, row, now) }),
    }
    const newVersion = await saveReport(db, row, change, version)
    await tell(db, second ? 'report.close-proposed' : 'report.triaged', row, { decision, reason })
    return { version: newVersion, status, ...clock }
  },
})

/** What is said now, with what was said before; what was said is never unsaid by the desk itself. */
function concernsAfter(row: ReportRow, body: Static<typeof TriageBody>): Concern[] | null {
  const before = concernsOf(row.kind, row.concerns)
  const said = body.concerns && concernsOf(row.kind, body.concerns)
  if (said && before?.some((one) => !said.includes(one)))
    refuse('reports/concern-stays', 'concerns')
  return said ?? before
}

function checkClosing(body: Static<typeof TriageBody>, second: boolean): void {
  if (!body.note) refuse('reports/words-needed', 'note')
  if (needsTalk(body.reason) && !body.talk) refuse('reports/talk-needed', 'talk')
  if (second && !body.propose) throw new Problem('conflict', 'reports/second-person-needed')
}

const waiting = route({
  method: 'GET',
  url: '/api/desk/closings',
  name: 'reports.closings',
  who: ['desk-officer', 'supervisor', 'oversight'],
  summary: 'Proposals to close that wait for the viewer as the second person.',
  answer: page(WaitingClosingView),
  act: async ({ db, about }) => {
    const rows = await listWaitingClosings(db)
    about(...rows.map((one) => one.reportId))
    const items = rows.map((one) => ({
      ...one,
      reference: referenceOf(one.reportId),
      reportId: one.opens ? one.reportId : null,
      concerns: concernsOf(one.kind, one.concerns),
      by: one.proposer,
      at: one.proposedAt,
    }))
    return { items, next: null }
  },
})

const answer = route({
  method: 'POST',
  url: '/api/desk/closings/:id/answer',
  name: 'reports.answer-closing',
  who: ['desk-officer', 'supervisor', 'oversight'],
  summary:
    'Agrees that a report is closed, or refuses with a reason; never the one who proposed it.',
  params: WithId,
  body: AnswerClosingBody,
  answer: Changed,
  act: async ({ db, person, params, body, now, about }) => {
    about(params.id)
    const closing = await getWaitingClosing(db, params.id)
    if (!maySecond(person, closing, await isAtDesk(db, closing.deskId))) {
      throw new Problem('forbidden', 'reports/not-the-second-person')
    }
    const { agree } = body
    if (!agree && !body.refusal) refuse('reports/refusal-needs-reason', 'refusal')
    const ref = { jurisdiction: closing.jurisdiction, id: closing.reportId }
    about(closing.reportId)
    const report = await getProposedReport(db, ref)
    // From here the desk owes an answer about what was decided, or a new decision.
    const step = agree ? 'reply' : firstStepOf({ ...report, handedOver: false })
    const dueAt = dueFor(await getDeadlines(db), step, report, now).toISOString()
    const owes = agree ? ('reply' as const) : ('triage' as const)
    const status = agree ? ('closed' as const) : ('read' as const)
    if (agree) await insertTriage(db, ref, { ...closing, byId: closing.proposedBy, at: now })
    const version = await saveReport(db, ref, { owes, dueAt, status, unread: false })
    const refusal = agree ? null : body.refusal!
    await answerClosing(db, closing, { agree, refusal, byId: person.id, at: now })
    await announce(db, { ...announced(closing, agree), about: ref.id, fileId: report.caseId })
    return { version, status, owes, dueAt }
  },
})

function announced({ jurisdiction, deskId, decision, reason }: ClosingRow, agree: boolean) {
  return agree
    ? { kind: 'report.triaged', jurisdiction, data: { deskId, decision, reason } }
    : { kind: 'report.close-refused', jurisdiction, data: { deskId } }
}

export const closingRoutes: Route[] = [triage, waiting, answer]
