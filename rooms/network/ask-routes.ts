import { Type } from 'typebox'
import { newId } from '../../core/ids.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { codes, Done, done, Id, Version } from '../../core/schema.ts'
import { findCaseBrief, getCaseBrief, mayWriteInCase } from '../cases/door.ts'
import { askToken } from './agencies.ts'
import { asSystemWithin } from './key-records.ts'
import { lookAround } from './looking.ts'
import { askers } from './permissions.ts'
import { dueOf, end, note, purposes, type Request } from './request.ts'
import { getRequest, insertRequest, listOpenTargets, saveRequest } from './request-records.ts'
import { getAsked, tell } from './request-step.ts'
import { TypedBody, WithRequest } from './shapes.ts'

/** Of one agency, so many files are asked about at once: those that are likeliest. */
const MOST_ASKED = 3

/** What the side that asks does: ask, withdraw, take note of the answer. */
export const askRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/network/requests',
    name: 'network.ask',
    summary:
      'Asks the agency that a hint told of about the person being typed; it learns the file’s number, the reason, and which person of its own is meant',
    who: askers,
    body: Type.Object(
      {
        caseId: Id,
        personId: Type.Optional(Id),
        typed: TypedBody,
        ask: Type.String({ maxLength: 100 }),
        purpose: codes(purposes),
        words: Type.String({ minLength: 1, maxLength: 2000 }),
        urgent: Type.Boolean(),
      },
      { additionalProperties: false },
    ),
    answer: Done,
    rateLimit: { max: 30, per: 'hour' },
    async act({ db, house, person, body, now, about }) {
      about(body.caseId)
      const file = await getCaseBrief(db, body.caseId)
      permit(mayWriteInCase(person, file), 'network/ask-for-own-file')
      const { elsewhere } = await lookAround(db, house, person, body.typed, body.personId)
      const there = elsewhere.find(
        ({ agencyId }) =>
          agencyId !== person.agencyId && askToken(house, person, agencyId) === body.ask,
      )
      if (!there) throw new Problem('conflict', 'network/nobody-to-ask')
      const fresh = await asSystemWithin(db, async () => {
        const waiting = await listOpenTargets(db, file.id)
        const some = there.people.filter(({ caseId }) => !waiting.has(caseId)).slice(0, MOST_ASKED)
        return Promise.all(
          some.map(async (one) => ({ ...one, file: (await findCaseBrief(db, one.caseId))! })),
        )
      })
      if (!fresh.length) throw new Problem('conflict', 'network/asked-already')
      for (const { personId, caseId, telling, file: theirs } of fresh) {
        const { jurisdiction } = theirs
        const request: Request = {
          id: newId(),
          jurisdiction: file.jurisdiction,
          agencyId: person.agencyId,
          caseId: file.id,
          reference: file.reference,
          toJurisdiction: jurisdiction,
          toAgencyId: there.agencyId,
          rules: telling,
          purpose: body.purpose,
          words: body.words,
          urgent: body.urgent,
          askedBy: person.id,
          askedAt: now.toISOString(),
          dueAt: dueOf(body.urgent, now).toISOString(),
          status: 'asked',
          given: null,
          refusedFor: null,
          answer: null,
          until: null,
          endedBy: null,
          endedAt: null,
          notedAt: null,
          version: 1,
        }
        const target = { jurisdiction, caseId, personId }
        await insertRequest(db, house, request, target)
        await tell(db, 'asked', { ...request, target })
        about(request.id)
      }
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/network/requests/:id/withdraw',
    name: 'network.withdraw-request',
    who: askers,
    params: WithRequest,
    body: Type.Object({ version: Version }, { additionalProperties: false }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      about(params.id)
      const before = await getAsked(db, house, person, params.id)
      const after = end(before, { status: 'withdrawn' }, { id: person.id, at: now })
      await saveRequest(db, house, after, body.version)
      // Whom it was about she cannot read; the other file is told all the same.
      const whole = await asSystemWithin(db, () => getRequest(db, house, params.id))
      await tell(db, 'withdrawn', whole)
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/network/requests/:id/note',
    name: 'network.note-answer',
    summary: 'Takes note of an answer, so that it is counted as waiting no longer',
    who: askers,
    params: WithRequest,
    body: Type.Object({ version: Version }, { additionalProperties: false }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      about(params.id)
      const before = await getAsked(db, house, person, params.id)
      await saveRequest(db, house, note(before, now), body.version)
      return done
    },
  }),
]
