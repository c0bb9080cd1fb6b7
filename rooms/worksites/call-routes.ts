import { Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { dayInPakistan } from '../../core/days.ts'
import type { House } from '../../core/house.ts'
import type { Person } from '../../core/people.ts'
import { Problem, permit } from '../../core/problem.ts'
import { FileAnswer, type Route, route } from '../../core/routes.ts'
import { codes, Day, Done, done, Id, Version, WithId } from '../../core/schema.ts'
import { printPdf } from '../../web/print/document.ts'
import { wordingIn } from '../../web/print/wording.ts'
import { addCall, type Call, getCall, saveCall } from './call-records.ts'
import { findCommitteeOf, getCommittee, listDecisions, listSeated } from './committee-records.ts'
import { checkSeated, permitStanding, permitWriting } from './committee-routes.ts'
import { checkDueDay } from './days.ts'
import { meetingNotice } from './meeting-notice.ts'
import { inspectors, mayInspect } from './permissions.ts'
import { maybe, Named, orNull, strict } from './shapes.ts'

const CallFields = {
  on: Day,
  time: maybe(Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', maxLength: 5 })),
  place: Named,
  agenda: Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' }),
  invited: Type.Array(Id, { minItems: 1, maxItems: 60, uniqueItems: true }),
}

/** A called meeting that the person may change, with its committee. */
async function getWritableCall(
  { db, house, person, about }: { db: Db; house: House; person: Person; about: Note },
  id: string,
): Promise<Call> {
  const committee = await findCommitteeOf(db, { callId: id })
  about(committee.id, id)
  permitWriting(person, committee)
  permitStanding(committee)
  const call = await getCall(db, house, id)
  if (call.meetingId) throw new Problem('conflict', 'worksites/call-closed')
  return call
}
type Note = (...ids: string[]) => void

export const callRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/worksites/committees/:id/calls',
    name: 'worksites.call-meeting',
    summary: 'Calls a meeting ahead: day, place, who is invited, agenda; it does not count as held',
    who: inspectors,
    params: WithId,
    body: strict(CallFields),
    answer: Type.Object({ id: Id }),
    async act({ db, house, person, params, body, now, about }) {
      about(params.id)
      const committee = await getCommittee(db, params.id)
      permitWriting(person, committee)
      permitStanding(committee)
      checkDueDay('on', body.on, dayInPakistan(now))
      await checkSeated({ db, house }, committee.id, { invited: body.invited })
      const making = { by: person.id, at: now }
      const id = await addCall(db, house, committee, {
        ...body,
        time: body.time ?? null,
        ...making,
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/meeting-calls/:id',
    name: 'worksites.change-call',
    summary: 'Another day, place, agenda or guests for a called meeting',
    who: inspectors,
    params: WithId,
    body: strict({ ...CallFields, version: Version }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      const call = await getWritableCall({ db, house, person, about }, params.id)
      if (call.offOn) throw new Problem('conflict', 'worksites/call-closed')
      checkDueDay('on', body.on, dayInPakistan(now))
      await checkSeated({ db, house }, call.committeeId, { invited: body.invited })
      await saveCall(db, house, { ...call, ...body, time: body.time ?? null })
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/meeting-calls/:id/off',
    name: 'worksites.call-off-meeting',
    summary: 'A called meeting is called off with the reason; without a reason it is called again',
    who: inspectors,
    params: WithId,
    body: strict({ words: orNull(Named), version: Version }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      const call = await getWritableCall({ db, house, person, about }, params.id)
      const offOn = body.words === null ? null : dayInPakistan(now)
      await saveCall(db, house, { ...call, offOn, offWords: body.words, version: body.version })
      return done
    },
  }),
  route({
    method: 'GET',
    url: '/api/worksites/meeting-calls/:id/notice',
    name: 'worksites.print-meeting-notice',
    summary: 'The notice of a called meeting for those invited, as PDF',
    who: inspectors,
    params: WithId,
    query: strict({ lang: codes(['ur', 'en']) }),
    answer: 'file',
    async act({ db, house, person, params, query, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const committee = await findCommitteeOf(db, { callId: params.id })
      about(committee.id, params.id)
      const document = meetingNotice(wordingIn(house, query.lang), {
        committee,
        call: await getCall(db, house, params.id),
        members: await listSeated(db, house, committee.id),
        open: (await listDecisions(db, house, { committeeId: committee.id })).filter(
          (one) => one.doneOn === null,
        ),
        today: dayInPakistan(now),
      })
      return new FileAnswer({
        type: 'application/pdf',
        bytes: await printPdf(document),
        name: `meeting-notice-${query.lang}.pdf`,
        headers: { 'cache-control': 'no-store' },
      })
    },
  }),
]
