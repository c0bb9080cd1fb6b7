import { Type } from 'typebox'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { codes, Id, Moment } from '../../core/schema.ts'
import { addOpening, glassReasons } from '../staff/door.ts'
import { mayBreakGlass, readers } from './permissions.ts'
import { findBehindGlass, findCaseBrief } from './records.ts'
import { strict } from './shapes.ts'
import { tell } from './step.ts'

export const glassRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/break-glass',
    name: 'cases.break-glass',
    summary:
      'Opens a case that is not one\u2019s own for 24 hours; the supervisors of both agencies are told',
    who: readers,
    rateLimit: { max: 10, per: 'hour' },
    body: strict({
      caseId: Id,
      reason: codes(glassReasons),
      words: Type.String({ minLength: 10, maxLength: 2000, pattern: '\\S' }),
    }),
    answer: Type.Object({ id: Id, until: Moment }),
    async act({ db, house, person, body, about }) {
      about(body.caseId)
      permit(mayBreakGlass(person), 'staff/may-not-break-glass')
      if (await findCaseBrief(db, body.caseId)) {
        throw new Problem('conflict', 'cases/already-within-reach')
      }
      const behind = await findBehindGlass(db, body.caseId)
      if (!behind) throw new Problem('absent', 'cases/no-such-case')
      const opening = await addOpening(db, house, person, { ...body, ...behind })
      const file = await findCaseBrief(db, body.caseId)
      await tell(db, file!, 'case.glass-broken', body.caseId, { reason: body.reason })
      return opening
    },
  }),
]
