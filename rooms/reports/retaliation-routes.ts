import { type Static, type TSchema, Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { announce } from '../../core/events.ts'
import { page, type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Id, Moment, WithId } from '../../core/schema.ts'
import { getHeldReport } from './desk-records.ts'
import { enterMailbox, getReport, type ReportRef } from './records.ts'
import { referenceOf } from './report.ts'
import { raisers, retaliationMeasures } from './retaliation.ts'
import {
  answerRetaliation,
  type CaseOfRetaliation,
  getOpenRetaliation,
  insertRetaliation,
  insertRetaliationInCase,
  listRetaliation,
  type RetaliationRow,
} from './retaliation-records.ts'

const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const MaybeMoment = orNull(Moment)
const Measure = codes(retaliationMeasures)

/** What whoever raised it is told. */
export const OwnRetaliation = Type.Object({
  raisedAt: MaybeMoment,
  seenAt: MaybeMoment,
  doneAt: MaybeMoment,
})
export type OwnRetaliation = Static<typeof OwnRetaliation>

export const RetaliationView = Type.Object({
  id: Id,
  /** What the report is called by; null where a case that came on paper is meant. */
  reference: orNull(Type.String()),
  caseReference: orNull(Type.String()),
  /** The desk that has the report, or the agency whose case it is; neither is told. */
  unit: BothNames,
  raisedBy: codes(raisers),
  raisedAt: Moment,
  seenAt: MaybeMoment,
  done: orNull(Measure),
  doneAt: MaybeMoment,
})
export type RetaliationView = Static<typeof RetaliationView>

// No desk and no file: nothing that is shown to a desk follows from this event.
async function tell(
  db: Db,
  kind: string,
  ref: Pick<ReportRef, 'jurisdiction'> & { id: string | null },
  reason?: string,
): Promise<void> {
  // A case that came on paper has no line of its own in the log that this could follow.
  if (!ref.id) return
  const { id: about, jurisdiction } = ref
  await announce(db, { kind, about, fileId: null, jurisdiction, data: reason ? { reason } : {} })
}

async function ownOf(db: Db, by: 'report_id' | 'case_id', id: string): Promise<OwnRetaliation> {
  const [newest] = await listRetaliation(db, { by, id })
  const { raisedAt = null, seenAt = null, doneAt = null } = newest ?? {}
  return { raisedAt, seenAt, doneAt }
}

const own = route({
  method: 'GET',
  url: '/api/mailbox/retaliation',
  name: 'reports.my-retaliation',
  who: 'anyone',
  summary: 'Whether the reporter has said that somebody takes revenge, and whether it was seen.',
  rateLimit: { max: 120, per: 'minute' },
  answer: OwnRetaliation,
  act: async ({ db, request }) =>
    ownOf(db, 'report_id', (await enterMailbox(db, request.headers['panah-mailbox'])).id),
})

const raise = route({
  method: 'POST',
  url: '/api/mailbox/retaliation',
  name: 'reports.raise-retaliation',
  who: 'anyone',
  summary:
    'The reporter says that somebody takes revenge for the report. It goes to the oversight body; the desk is not told. Saying it twice changes nothing.',
  rateLimit: { max: 20, per: 'minute' },
  answer: OwnRetaliation,
  act: async ({ db, request, now }) => {
    const ref = await enterMailbox(db, request.headers['panah-mailbox'])
    const row = await getReport(db, ref)
    if (await insertRetaliation(db, row, { raisedBy: 'reporter', byId: null, at: now }))
      await tell(db, 'report.retaliation-raised', row)
    return ownOf(db, 'report_id', row.id)
  },
})

const raiseAtDesk = route({
  method: 'POST',
  url: '/api/desk/reports/:id/retaliation',
  name: 'reports.raise-retaliation-at-desk',
  who: ['desk-officer'],
  summary:
    'An officer says that somebody takes revenge for a report. Only the oversight body sees it.',
  params: WithId,
  answer: OwnRetaliation,
  act: async ({ db, person, params, now, about }) => {
    about(params.id)
    const row = await getHeldReport(db, params.id)
    if (await insertRetaliation(db, row, { raisedBy: 'desk', byId: person.id, at: now }))
      await tell(db, 'report.retaliation-raised', row)
    return ownOf(db, 'report_id', row.id)
  },
})

/** What whoever works on a case has said of it, and whether it was seen. */
export const ownRetaliationInCase = (db: Db, caseId: string) => ownOf(db, 'case_id', caseId)

/** Whoever works on a case says that somebody is made to pay for it. It goes to the oversight body alone. */
export async function raiseRetaliationInCase(
  db: Db,
  file: CaseOfRetaliation,
  of: { byId: string; at: Date },
): Promise<OwnRetaliation> {
  if (await insertRetaliationInCase(db, file, of))
    await tell(db, 'report.retaliation-raised', { ...file, id: file.reportId })
  return ownRetaliationInCase(db, file.id)
}

function present({ jurisdiction: _, reportId, ...row }: RetaliationRow): RetaliationView {
  return { ...row, reference: reportId && referenceOf(reportId) }
}

const list = route({
  method: 'GET',
  url: '/api/retaliation',
  name: 'reports.retaliation',
  who: ['oversight'],
  summary: 'Where somebody is made to pay for a report; what is not dealt with first.',
  answer: page(RetaliationView),
  act: async ({ db, about }) => {
    const rows = await listRetaliation(db)
    about(...rows.flatMap((one) => one.reportId ?? []))
    return { items: rows.map(present), next: null }
  },
})

const answer = route({
  method: 'POST',
  url: '/api/retaliation/:id/answer',
  name: 'reports.answer-retaliation',
  who: ['oversight'],
  summary:
    'The oversight body has seen it, or records what was done. Each is a line of the public log.',
  params: WithId,
  body: Type.Object({ done: orNull(Measure) }, { additionalProperties: false }),
  answer: RetaliationView,
  act: async ({ db, person, params, body, now, about }) => {
    about(params.id)
    const row = await getOpenRetaliation(db, params.id)
    if (row.reportId) about(row.reportId)
    await answerRetaliation(db, row, { done: body.done, byId: person.id, at: now })
    const ref = { jurisdiction: row.jurisdiction, id: row.reportId }
    if (body.done) await tell(db, 'report.retaliation-answered', ref, body.done)
    else if (!row.seenAt) await tell(db, 'report.retaliation-seen', ref)
    return present((await listRetaliation(db, { by: 'id', id: row.id }))[0]!)
  },
})

/** Revenge for a report: raised by reporter and officer, seen by the oversight body alone. */
export const retaliationRoutes: Route[] = [own, raise, raiseAtDesk, list, answer]
