import { announce } from '../../core/events.ts'
import { Problem } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { Done, done, WithId } from '../../core/schema.ts'
import { accusedState, findAccused, insertOpening } from './accused-records.ts'
import { getHeldReport } from './desk-records.ts'
import { refuseUnlessDecider } from './lot/allocation-routes.ts'
import { AccusedAnswer, OpenEarlyBody } from './shapes.ts'

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

/** Who is accused comes after the decision what becomes of the report. */
export const accusedRoutes: Route[] = [read, openEarly]
