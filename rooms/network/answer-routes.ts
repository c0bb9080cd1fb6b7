import { Type } from 'typebox'
import { type Route, route } from '../../core/routes.ts'
import { codes, Day, Done, done, Version } from '../../core/schema.ts'
import { askers } from './permissions.ts'
import { end, gifts, refusals } from './request.ts'
import { countWaiting, listRequests, saveRequest } from './request-records.ts'
import { getToAnswer, shareUnlessShared, tell } from './request-step.ts'
import { presentRequests } from './request-view.ts'
import { orNull, RequestAnswer, WithRequest } from './shapes.ts'

const MOST_SHOWN = 50

/** Reading requests, and what the side that is asked answers. */
export const answerRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/network/requests',
    name: 'network.list-requests',
    summary: 'What other agencies ask of files one may open, or what was asked of them',
    who: askers,
    query: Type.Object({ side: codes(['incoming', 'outgoing']) }, { additionalProperties: false }),
    answer: Type.Object({ items: Type.Array(RequestAnswer), more: Type.Boolean() }),
    async act({ db, house, person, query, about }) {
      const all = await listRequests(db, house, person.agencyId, query.side, MOST_SHOWN + 1)
      const items = await presentRequests(db, house, person, all.slice(0, MOST_SHOWN))
      about(...items.map(({ id }) => id))
      return { items, more: all.length > MOST_SHOWN }
    },
  }),
  route({
    method: 'GET',
    url: '/api/network/requests/count',
    name: 'network.count-requests',
    summary: 'How many wait for an answer from here, or were answered and not yet noted',
    who: askers,
    answer: Type.Object({ count: Type.Integer() }),
    act: async ({ db, person }) => ({ count: await countWaiting(db, person) }),
  }),
  route({
    method: 'POST',
    url: '/api/network/requests/:id/grant',
    name: 'network.grant-request',
    summary: 'Says whom to call, or lets the other agency read the file until a day',
    who: askers,
    params: WithRequest,
    body: Type.Object(
      {
        given: codes(gifts),
        answer: Type.Optional(orNull(Type.String({ maxLength: 2000 }))),
        until: Type.Optional(orNull(Day)),
        version: Version,
      },
      { additionalProperties: false },
    ),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      about(params.id)
      const before = await getToAnswer(db, house, person, params.id)
      const { caseId } = before.target!
      about(caseId)
      const answer = body.answer?.trim() || null
      const until = body.given === 'file' ? (body.until ?? null) : null
      const how = { status: 'granted', given: body.given, answer, until } as const
      const after = end(before, how, { id: person.id, at: now })
      if (until)
        await shareUnlessShared(db, house, person, caseId, {
          agencyId: before.agencyId,
          reason: before.purpose,
          words: before.words,
          until,
        })
      await saveRequest(db, house, after, body.version)
      await tell(db, 'granted', before)
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/network/requests/:id/refuse',
    name: 'network.refuse-request',
    who: askers,
    params: WithRequest,
    body: Type.Object(
      {
        reason: codes(refusals),
        answer: Type.Optional(orNull(Type.String({ maxLength: 2000 }))),
        version: Version,
      },
      { additionalProperties: false },
    ),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      about(params.id)
      const before = await getToAnswer(db, house, person, params.id)
      about(before.target!.caseId)
      const answer = body.answer?.trim() || null
      const how = { status: 'refused', refusedFor: body.reason, answer } as const
      await saveRequest(db, house, end(before, how, { id: person.id, at: now }), body.version)
      await tell(db, 'refused', before)
      return done
    },
  }),
]
