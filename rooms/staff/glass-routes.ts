import { Type } from 'typebox'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Done, done, Id, Moment, WithId } from '../../core/schema.ts'
import { glassReasons } from './break-glass.ts'
import { countUnseen, listOpenings, markSeen } from './glass-records.ts'

const Opening = Type.Object({
  id: Id,
  caseId: Id,
  person: BothNames,
  agency: BothNames,
  reason: codes(glassReasons),
  words: Type.String(),
  openedAt: Moment,
  until: Moment,
  seenAt: Type.Union([Moment, Type.Null()]),
})
const readers = ['supervisor', 'administrator', 'oversight'] as const

/** What was opened in an emergency, for those who answer for it. The case room opens it. */
export const glassRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/break-glass',
    name: 'staff.list-break-glass',
    summary:
      'Cases opened by breaking the glass: of one\u2019s own officers, and of one\u2019s own cases',
    who: readers,
    answer: Type.Array(Opening),
    act: ({ db, house, person }) => listOpenings(db, house, person),
  }),
  route({
    method: 'GET',
    url: '/api/break-glass/unseen',
    name: 'staff.count-break-glass',
    who: readers,
    answer: Type.Object({ count: Type.Integer() }),
    act: async ({ db, person }) => ({ count: await countUnseen(db, person) }),
  }),
  route({
    method: 'POST',
    url: '/api/break-glass/:id/seen',
    name: 'staff.mark-break-glass-seen',
    who: ['supervisor'],
    params: WithId,
    answer: Done,
    async act({ db, person, params, about }) {
      about(params.id)
      await markSeen(db, person, params.id)
      return done
    },
  }),
]
