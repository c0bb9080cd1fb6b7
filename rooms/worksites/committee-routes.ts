import { Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { dayInPakistan } from '../../core/days.ts'
import { announce } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import type { Person } from '../../core/people.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import {
  BothNames,
  codes,
  Day,
  Done,
  done,
  Id,
  Moment,
  Version,
  WithId,
} from '../../core/schema.ts'
import { getCall, listCalls, saveCall } from './call-records.ts'
import {
  callState,
  callStates,
  decisionSteps,
  emptySeats,
  seats,
  standingOf,
  standings,
} from './committee.ts'
import {
  addCommittee,
  addDecision,
  addMeeting,
  addSeated,
  type Committee,
  type Decision,
  findCommitteeOf,
  findMeetingTerm,
  getCommittee,
  getMeeting,
  listDecisions,
  listDistricts,
  listMeetings,
  listSeated,
  type Meeting,
  saveCommittee,
  saveDecision,
  saveMeeting,
  saveSeated,
  setMeetingTerm,
} from './committee-records.ts'
import { checkDueDay, checkPastDay, refuse } from './days.ts'
import { inspectors, mayInspect, maySetTerm, mayWriteAt } from './permissions.ts'
import { actOn, bondedLabourRule, COMMENCEMENT } from './rules.ts'
import {
  ActAnswer,
  GradeCode,
  maybe,
  Named,
  orNull,
  PlaceCode,
  RuleAnswer,
  strict,
  Words,
} from './shapes.ts'

const url = '/api/worksites/committees'
const Made = Type.Object({ id: Id })
const Short = maybe(Type.String({ maxLength: 300 }))
const NotificationFields = {
  notifiedOn: maybe(Day),
  orderNumber: Short,
  grade: GradeCode,
  source: Short,
}
const DecisionFields = { words: Named, memberId: Id, dueOn: Day }
export const CallAnswer = Type.Object({
  id: Id,
  on: Day,
  time: orNull(Type.String()),
  place: Type.String(),
  agenda: Type.String(),
  invited: Type.Array(Id),
  state: codes(callStates),
  offOn: orNull(Day),
  offWords: orNull(Type.String()),
  by: BothNames,
  version: Version,
})
const Law = Type.Object({ rule: RuleAnswer, act: ActAnswer })
const Term = Type.Object({
  months: Type.Integer(),
  grade: GradeCode,
  source: orNull(Type.String()),
  by: BothNames,
  at: Moment,
})
const Notified = {
  notifiedOn: orNull(Day),
  orderNumber: orNull(Type.String()),
  grade: GradeCode,
  source: orNull(Type.String()),
}
const DecisionAnswer = Type.Object({
  id: Id,
  committeeId: Id,
  meetingId: Id,
  place: BothNames,
  meetingOn: Day,
  words: Type.String(),
  office: Type.String(),
  dueOn: Day,
  doneOn: orNull(Day),
  overdue: Type.Boolean(),
  events: Type.Array(
    Type.Object({
      id: Id,
      step: codes(decisionSteps),
      dueOn: Day,
      words: orNull(Type.String()),
      by: BothNames,
      at: Moment,
    }),
  ),
  version: Version,
})
const MeetingAnswer = Type.Object({
  id: Id,
  on: Day,
  present: Type.Array(Id),
  minutes: orNull(Type.String()),
  struckOn: orNull(Day),
  struckWords: orNull(Type.String()),
  by: BothNames,
  version: Version,
})
const SeatedAnswer = Type.Object({
  id: Id,
  seat: codes(seats),
  office: Type.String(),
  sinceOn: orNull(Day),
  leftOn: orNull(Day),
  version: Version,
})

const lawIn = (province: string, today: string) => ({
  rule: bondedLabourRule('15', province, today),
  act: actOn(province, today),
})

const shown = (today: string) => (one: Decision) => ({
  ...one,
  overdue: one.doneOn === null && one.dueOn < today,
})

/** A committee that the person may write for. */
export function permitWriting(person: Person, committee: Committee): void {
  permit(mayInspect(person), 'worksites/not-a-labour-office')
  permit(mayWriteAt(person, committee), 'worksites/another-office')
}

export function permitStanding(committee: Committee): void {
  if (committee.endedOn) throw new Problem('conflict', 'worksites/committee-ended')
}

function permitCounting(meeting: Meeting): void {
  if (meeting.struckOn) throw new Problem('conflict', 'worksites/meeting-struck')
}

/** Each of them sits on the committee; refused by the name of the field. */
export async function checkSeated(
  { db, house }: { db: Db; house: House },
  committeeId: string,
  named: Record<string, readonly string[]>,
): Promise<void> {
  const known = new Set((await listSeated(db, house, committeeId)).map((one) => one.id))
  for (const [field, ids] of Object.entries(named))
    if (ids.some((id) => !known.has(id))) refuse(field, 'worksites/no-such-seat')
}

const notificationOf = (body: {
  notifiedOn?: string | null
  orderNumber?: string | null
  source?: string | null
}) => ({
  notifiedOn: body.notifiedOn ?? null,
  orderNumber: body.orderNumber?.trim() || null,
  source: body.source?.trim() || null,
})

export const committeeRoutes: Route[] = [
  route({
    method: 'GET',
    url,
    name: 'worksites.list-committees',
    summary: 'Every district: with a committee or without, when it met, what is overdue',
    who: inspectors,
    answer: Type.Object({
      may: Type.Object({ setTerm: Type.Boolean() }),
      term: orNull(Term),
      districts: Type.Array(
        Type.Object({
          place: Type.Object({ code: Type.String(), name: BothNames }),
          committeeId: orNull(Id),
          standing: codes(standings),
          notifiedOn: orNull(Day),
          lastMeetingOn: orNull(Day),
          nextBy: orNull(Day),
          /** The next meeting that is called, or one whose day passed without word of it. */
          calledOn: orNull(Day),
          openDecisions: Type.Integer(),
          overdueDecisions: Type.Integer(),
        }),
      ),
      overdue: Type.Array(DecisionAnswer),
    }),
    async act({ db, house, person, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const today = dayInPakistan(now)
      const { jurisdiction } = person
      const term = await findMeetingTerm(db, jurisdiction)
      const districts = await listDistricts(db, { jurisdiction, today })
      const overdue = await listDecisions(db, house, { overdueOn: today })
      about(...overdue.map((one) => one.id))
      return {
        may: { setTerm: maySetTerm(person) },
        term: term ?? null,
        districts: districts.map((one) => ({
          place: one.place,
          committeeId: one.committee?.id ?? null,
          notifiedOn: one.committee?.notifiedOn ?? null,
          lastMeetingOn: one.lastMeetingOn,
          calledOn: one.calledOn,
          openDecisions: one.openDecisions,
          overdueDecisions: one.overdueDecisions,
          ...standingOf({ ...one, months: term?.months ?? null }, today),
        })),
        overdue: overdue.map(shown(today)),
      }
    },
  }),
  route({
    method: 'POST',
    url,
    name: 'worksites.record-committee',
    summary: 'That a district has a vigilance committee: notified when, by which order',
    who: inspectors,
    body: strict({ placeCode: PlaceCode, ...NotificationFields }),
    answer: Made,
    async act({ db, person, body, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      checkPastDay('notifiedOn', body.notifiedOn, dayInPakistan(now), COMMENCEMENT)
      const { jurisdiction, agencyId, id: by } = person
      const id = await addCommittee(db, {
        placeCode: body.placeCode,
        grade: body.grade,
        ...notificationOf(body),
        jurisdiction,
        agencyId,
        by,
        at: now,
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: `${url}/term`,
    name: 'worksites.set-meeting-term',
    summary:
      'How many months a district may go without a meeting: set by the office, with its source',
    who: ['supervisor'],
    body: strict({
      months: Type.Integer({ minimum: 1, maximum: 24 }),
      grade: GradeCode,
      source: Short,
    }),
    answer: Done,
    async act({ db, person, body, now }) {
      permit(maySetTerm(person), 'worksites/not-a-labour-office')
      const { jurisdiction, id: by } = person
      await setMeetingTerm(db, {
        months: body.months,
        grade: body.grade,
        source: body.source?.trim() || null,
        jurisdiction,
        by,
        at: now,
      })
      return done
    },
  }),
  route({
    method: 'GET',
    url: `${url}/:id`,
    name: 'worksites.read-committee',
    who: inspectors,
    params: WithId,
    answer: Type.Object({
      id: Id,
      place: Type.Object({ code: Type.String(), name: BothNames }),
      ...Notified,
      endedOn: orNull(Day),
      version: Version,
      may: Type.Object({ write: Type.Boolean() }),
      standing: codes(standings),
      nextBy: orNull(Day),
      term: orNull(Term),
      law: Law,
      emptySeats: Type.Array(codes(seats)),
      members: Type.Array(SeatedAnswer),
      meetings: Type.Array(
        Type.Object({
          id: Id,
          on: Day,
          present: Type.Integer(),
          minutes: Type.Boolean(),
          struckOn: orNull(Day),
          decisions: Type.Integer(),
        }),
      ),
      calls: Type.Array(CallAnswer),
      decisions: Type.Array(DecisionAnswer),
    }),
    async act({ db, house, person, params, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      about(params.id)
      const committee = await getCommittee(db, params.id)
      const today = dayInPakistan(now)
      const members = await listSeated(db, house, committee.id)
      const meetings = await listMeetings(db, house, { committeeId: committee.id })
      const decisions = await listDecisions(db, house, { committeeId: committee.id })
      const calls = await listCalls(db, house, { committeeId: committee.id })
      const term = await findMeetingTerm(db, committee.jurisdiction)
      const lastMeetingOn = meetings.find((one) => !one.struckOn)?.on ?? null
      return {
        ...committee,
        may: { write: mayWriteAt(person, committee) },
        ...standingOf({ committee, lastMeetingOn, months: term?.months ?? null }, today),
        term: term ?? null,
        law: lawIn(committee.place.province, today),
        emptySeats: emptySeats(members.filter((one) => !one.leftOn).map((one) => one.seat)),
        members,
        meetings: meetings.map(({ id, on, present, minutes, struckOn }) => ({
          id,
          on,
          present: present.length,
          minutes: minutes !== null,
          struckOn,
          decisions: decisions.filter((one) => one.meetingId === id).length,
        })),
        calls: calls.map((one) => ({ ...one, state: callState(one, today) })),
        decisions: decisions.map(shown(today)),
      }
    },
  }),
  route({
    method: 'POST',
    url: `${url}/:id`,
    name: 'worksites.correct-committee',
    summary: 'Its notification put right, its end, or that it stands again',
    who: inspectors,
    params: WithId,
    body: strict({ ...NotificationFields, endedOn: maybe(Day), version: Version }),
    answer: Done,
    async act({ db, person, params, body, now, about }) {
      about(params.id)
      const committee = await getCommittee(db, params.id)
      permitWriting(person, committee)
      const today = dayInPakistan(now)
      checkPastDay('notifiedOn', body.notifiedOn, today, COMMENCEMENT)
      checkPastDay('endedOn', body.endedOn, today, body.notifiedOn ?? COMMENCEMENT)
      await saveCommittee(db, {
        id: committee.id,
        grade: body.grade,
        ...notificationOf(body),
        endedOn: body.endedOn ?? null,
        version: body.version,
      })
      return done
    },
  }),
  route({
    method: 'POST',
    url: `${url}/:id/members`,
    name: 'worksites.add-committee-member',
    summary: 'Who sits on it, by office: no names',
    who: inspectors,
    params: WithId,
    body: strict({ seat: codes(seats), office: Named, sinceOn: maybe(Day) }),
    answer: Made,
    async act({ db, house, person, params, body, now, about }) {
      about(params.id)
      const committee = await getCommittee(db, params.id)
      permitWriting(person, committee)
      permitStanding(committee)
      checkPastDay('sinceOn', body.sinceOn, dayInPakistan(now), COMMENCEMENT)
      const sinceOn = body.sinceOn ?? null
      return { id: await addSeated(db, house, committee, { ...body, sinceOn, by: person.id }) }
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/committee-members/:id',
    name: 'worksites.end-committee-seat',
    summary: 'Somebody left a committee; without a day they sit on it again',
    who: inspectors,
    params: WithId,
    body: strict({ leftOn: orNull(Day), version: Version }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      const committee = await findCommitteeOf(db, { memberId: params.id })
      about(committee.id)
      permitWriting(person, committee)
      const seated = await listSeated(db, house, committee.id)
      const since = seated.find((one) => one.id === params.id)?.sinceOn ?? COMMENCEMENT
      checkPastDay('leftOn', body.leftOn, dayInPakistan(now), since)
      await saveSeated(db, { id: params.id, ...body })
      return done
    },
  }),
  route({
    method: 'POST',
    url: `${url}/:id/meetings`,
    name: 'worksites.record-meeting',
    summary: 'A meeting that was held, with its minutes and decisions, in one',
    who: inspectors,
    params: WithId,
    body: strict({
      on: Day,
      present: Type.Array(Id, { maxItems: 60, uniqueItems: true }),
      minutes: maybe(Words),
      decisions: Type.Array(strict(DecisionFields), { maxItems: 40 }),
      callId: maybe(Id),
    }),
    answer: Made,
    async act({ db, house, person, params, body, now, about }) {
      about(params.id)
      const committee = await getCommittee(db, params.id)
      permitWriting(person, committee)
      permitStanding(committee)
      checkPastDay('on', body.on, dayInPakistan(now), committee.notifiedOn ?? COMMENCEMENT)
      body.decisions.forEach((one, i) => {
        checkDueDay(`decisions.${i}.dueOn`, one.dueOn, body.on)
      })
      await checkSeated({ db, house }, committee.id, {
        present: body.present,
        ...Object.fromEntries(
          body.decisions.map((one, i) => [`decisions.${i}.memberId`, [one.memberId]]),
        ),
      })
      const call = body.callId ? await getCall(db, house, body.callId) : null
      if (call && call.committeeId !== committee.id)
        throw new Problem('absent', 'worksites/no-such-call')
      if (call && (call.meetingId || call.offOn))
        throw new Problem('conflict', 'worksites/call-closed')
      const making = { by: person.id, at: now }
      const id = await addMeeting(db, house, committee, {
        on: body.on,
        present: body.present,
        minutes: body.minutes ?? null,
        ...making,
      })
      about(id)
      if (call) await saveCall(db, house, { ...call, meetingId: id })
      for (const one of body.decisions)
        await addDecision(db, house, committee, { ...one, meetingId: id, ...making })
      await announce(db, {
        kind: 'worksite.committee-met',
        about: id,
        fileId: null,
        jurisdiction: committee.jurisdiction,
        data: { decisions: body.decisions.length },
      })
      return { id }
    },
  }),
  route({
    method: 'GET',
    url: '/api/worksites/meetings/:id',
    name: 'worksites.read-meeting',
    who: inspectors,
    params: WithId,
    answer: Type.Object({
      ...MeetingAnswer.properties,
      may: Type.Object({ write: Type.Boolean() }),
      committee: Type.Object({ id: Id, place: BothNames }),
      call: orNull(CallAnswer),
      members: Type.Array(SeatedAnswer),
      decisions: Type.Array(DecisionAnswer),
    }),
    async act({ db, house, person, params, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const meeting = await getMeeting(db, house, params.id)
      about(meeting.committeeId, meeting.id)
      const committee = await getCommittee(db, meeting.committeeId)
      const decisions = await listDecisions(db, house, { meetingId: meeting.id })
      const today = dayInPakistan(now)
      const [call] = await listCalls(db, house, { meetingId: meeting.id })
      return {
        ...meeting,
        may: { write: mayWriteAt(person, committee) },
        committee: { id: committee.id, place: committee.place.name },
        call: call ? { ...call, state: callState(call, today) } : null,
        members: await listSeated(db, house, committee.id),
        decisions: decisions.map(shown(today)),
      }
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/meetings/:id',
    name: 'worksites.save-minutes',
    summary: 'Who was present, and the minutes as they are now',
    who: inspectors,
    params: WithId,
    body: strict({
      present: Type.Array(Id, { maxItems: 60, uniqueItems: true }),
      minutes: maybe(Words),
      version: Version,
    }),
    answer: Done,
    async act({ db, house, person, params, body, about }) {
      const meeting = await getMeeting(db, house, params.id)
      about(meeting.committeeId, meeting.id)
      permitWriting(person, await getCommittee(db, meeting.committeeId))
      permitCounting(meeting)
      await checkSeated({ db, house }, meeting.committeeId, { present: body.present })
      await saveMeeting(db, house, { ...meeting, ...body, minutes: body.minutes ?? null })
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/meetings/:id/strike',
    name: 'worksites.strike-meeting',
    summary: 'A meeting written down by mistake counts no more; without a reason it counts again',
    who: inspectors,
    params: WithId,
    body: strict({ words: orNull(Named), version: Version }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      const meeting = await getMeeting(db, house, params.id)
      about(meeting.committeeId, meeting.id)
      permitWriting(person, await getCommittee(db, meeting.committeeId))
      await saveMeeting(db, house, {
        ...meeting,
        struckOn: body.words === null ? null : dayInPakistan(now),
        struckWords: body.words,
        version: body.version,
      })
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/meetings/:id/decisions',
    name: 'worksites.add-decision',
    summary: 'One more decision of a meeting: what, who, by when',
    who: inspectors,
    params: WithId,
    body: strict(DecisionFields),
    answer: Made,
    async act({ db, house, person, params, body, now, about }) {
      const meeting = await getMeeting(db, house, params.id)
      about(meeting.committeeId, meeting.id)
      const committee = await getCommittee(db, meeting.committeeId)
      permitWriting(person, committee)
      permitCounting(meeting)
      checkDueDay('dueOn', body.dueOn, meeting.on)
      await checkSeated({ db, house }, committee.id, { memberId: [body.memberId] })
      const making = { by: person.id, at: now }
      const id = await addDecision(db, house, committee, {
        ...body,
        meetingId: meeting.id,
        ...making,
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/decisions/:id/steps',
    name: 'worksites.move-decision',
    summary: 'A decision is done, is open again, or gets a new day with the reason',
    who: inspectors,
    params: WithId,
    body: strict({
      step: codes(decisionSteps),
      on: maybe(Day),
      words: maybe(Words),
      version: Version,
    }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      const committee = await findCommitteeOf(db, { decisionId: params.id })
      about(committee.id, params.id)
      permitWriting(person, committee)
      const [decision] = await listDecisions(db, house, { id: params.id })
      if (!decision) throw new Problem('absent', 'worksites/no-such-committee')
      const { step } = body
      if ((step === 'open-again') !== (decision.doneOn !== null))
        throw new Problem('conflict', 'worksites/decision-out-of-turn')
      const today = dayInPakistan(now)
      const on = body.on ?? today
      if (step === 'done') checkPastDay('on', on, today, decision.meetingOn)
      if (step === 'new-day') {
        if (!body.on) refuse('on', 'worksites/new-day-missing')
        if (!body.words?.trim()) refuse('words', 'worksites/why-missing')
        checkDueDay('on', on, today)
      }
      await saveDecision(db, house, decision, {
        step,
        doneOn: step === 'done' ? on : null,
        dueOn: step === 'new-day' ? on : decision.dueOn,
        words: body.words ?? null,
        version: body.version,
        by: person.id,
        at: now,
      })
      return done
    },
  }),
]
