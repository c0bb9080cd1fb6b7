import type { Db } from '../../core/database.ts'
import { announce } from '../../core/events.ts'
import { Problem } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { Done, done, WithId } from '../../core/schema.ts'
import {
  accusedKindOf,
  accusedState,
  findAccused,
  insertAccusedKind,
  insertOpening,
} from './accused-records.ts'
import { type Concern, closingToSeeAgain, concernsOf } from './closing.ts'
import { insertClosing, lapseClosing, listClosings, saveConcerns } from './closing-records.ts'
import { decideByOf, getClock, getDeadlines } from './deadline-records.ts'
import { dueFor } from './deadlines.ts'
import { getHeldReport } from './desk-records.ts'
import { plainOf, tell } from './desk-routes.ts'
import { refuseUnlessDecider } from './lot/allocation-routes.ts'
import { listTriage, type ReportRow, saveReport } from './records.ts'
import type { Reason } from './report.ts'
import { AccusedAnswer, AccusedKindBody, Changed, OpenEarlyBody } from './shapes.ts'

const read = route({
  method: 'GET',
  url: '/api/desk/reports/:id/accused',
  name: 'reports.open-accused',
  who: ['desk-officer'],
  summary:
    'Who is accused, sealed to the report key: after this desk has decided, or has said why it must know before.',
  params: WithId,
  answer: AccusedAnswer,
  act: async ({ db, params, about }) => {
    about(params.id)
    const row = await getHeldReport(db, params.id)
    if (!row.accused_apart) throw new Problem('absent', 'reports/no-accused-part')
    const sealed = await findAccused(db, row)
    if (!sealed) throw new Problem('conflict', 'reports/decide-first')
    return { sealed }
  },
})

const openEarly = route({
  method: 'POST',
  url: '/api/desk/reports/:id/accused/open-early',
  name: 'reports.open-accused-early',
  who: ['desk-officer'],
  summary:
    'Has the accused part handed out before the decision, with a reason that the public log shows.',
  params: WithId,
  body: OpenEarlyBody,
  answer: Done,
  act: async ({ db, person, params, body, now, about }) => {
    about(params.id)
    const row = await getHeldReport(db, params.id, true)
    await refuseUnlessDecider(db, row, person.id)
    if ((await accusedState(db, row)) !== 'sealed')
      throw new Problem('conflict', 'reports/accused-already-open')
    await insertOpening(db, row, { reason: body.reason, byId: person.id, at: now })
    const { id, case_id: fileId, jurisdiction, desk_id: deskId } = row
    const data = { deskId, reason: body.reason }
    const kind = 'report.accused-opened-early'
    await announce(db, { kind, about: id, fileId, jurisdiction, data })
    return done
  },
})

const sayKind = route({
  method: 'POST',
  url: '/api/desk/reports/:id/accused/kind',
  name: 'reports.say-accused-kind',
  who: ['desk-officer'],
  summary:
    'Says once, after the decision, what kind of person is accused. Where it is an official, what was closed waits for the oversight body.',
  params: WithId,
  body: AccusedKindBody,
  answer: Changed,
  act: async ({ db, person, params, body, now, about }) => {
    about(params.id)
    const row = await getHeldReport(db, params.id, true)
    await refuseUnlessDecider(db, row, person.id)
    const state = await accusedKindOf(db, row)
    if (state === 'not-yet') throw new Problem('conflict', 'reports/decide-first')
    if (state !== 'ask') throw new Problem('conflict', 'reports/accused-kind-said')
    await saveReport(db, row, {}, body.version)
    await insertAccusedKind(db, row, { kind: body.kind, byId: person.id, at: now })
    if (body.kind === 'official') await concernOfficial(db, row, person.id, now)
    const { version, status, owes, due_at: dueAt } = await getHeldReport(db, params.id)
    return { version, status, owes, dueAt }
  },
})

/** An official is accused, and no single person closes that: the oversight body sees what was closed before it was known. */
async function concernOfficial(db: Db, row: ReportRow, by: string, now: Date): Promise<void> {
  const known = concernsOf(row.kind, row.concerns) ?? []
  await saveConcerns(db, row, [...new Set<Concern>(['official', ...known])])
  const closings = await listClosings(db, row)
  const again = closingToSeeAgain(row.status, closings)
  if (!again) return
  const last = (await listTriage(db, row)).at(-1)
  const agreed = closings.findLast(({ state }) => state === 'agreed')
  const of =
    again === 'closed'
      ? { decision: last!.decision, reason: last!.reason as Reason, victimSex: last!.victim_sex }
      : again
  await lapseClosing(db, row.id)
  const proposedAt = now.toISOString()
  const dueAt = dueFor(await getDeadlines(db), 'second-person', plainOf(row), now).toISOString()
  await insertClosing(db, row, {
    decision: of.decision,
    reason: of.reason,
    victimSex: of.victimSex,
    talk: (again === 'closed' ? agreed : again)?.talk ?? null,
    deskId: row.desk_id,
    forOversight: true,
    proposedBy: by,
    proposedAt,
    dueAt,
  })
  const clock = await getClock(db, row)
  const decideBy = await decideByOf(db, row, now)
  const status = again === 'closed' ? 'read' : row.status
  await saveReport(db, row, { ...clock, status, decideBy })
  const { decision, reason } = of
  await tell(db, 'report.close-proposed', row, { decision, reason })
}

/** Who is accused comes after the decision what becomes of the report. */
export const accusedRoutes: Route[] = [read, openEarly, sayKind]
