import type { Db } from '../../core/database.ts'
import { announce } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import type { Person } from '../../core/people.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { Done, done, WithId } from '../../core/schema.ts'
import {
  type CaseBrief,
  dayInPakistan,
  type Fact,
  getCaseBrief,
  listAllegations,
} from '../cases/door.ts'
import {
  checkDecision,
  type DecisionStatus,
  type Reason,
  type ReconsiderationCause,
} from './decision.ts'
import { findIndicator } from './instrument.ts'
import { checkMove, checkSet } from './interview.ts'
import { interviewers, mayDecide, mayInterview, readers } from './permissions.ts'
import {
  addDecision,
  addInterview,
  addRequest,
  type DecisionRecord,
  getDecision,
  getInterview,
  type InterviewRecord,
  listAnswers,
  listDecisionRecords,
  lockInterview,
  saveInterview,
  writeAnswer,
} from './records.ts'
import { fateOf } from './saving.ts'
import {
  AnswersSaved,
  AskReconsideration,
  ChangeInterview,
  Decide,
  DecisionShape,
  InterviewShape,
  Made,
  Reconsider,
  ScreeningOfCase,
  SendAnswers,
  StartInterview,
  WithCase,
} from './shapes.ts'
import {
  personsToScreen,
  presentAnswer,
  presentDecision,
  presentInterview,
  presentResult,
  presentScreening,
} from './view-records.ts'

export const routes: Route[] = [
  route({
    method: 'GET',
    url: '/api/cases/:caseId/screening',
    name: 'screening.list-for-case',
    who: readers,
    params: WithCase,
    answer: ScreeningOfCase,
    async act({ db, house, person, params, now, about }) {
      const file = await getCaseBrief(db, params.caseId)
      about(file.id)
      return presentScreening(db, house, file, person, now)
    },
  }),

  route({
    method: 'POST',
    url: '/api/cases/:caseId/screening/interviews',
    name: 'screening.start-interview',
    who: interviewers,
    params: WithCase,
    body: StartInterview,
    answer: Made,
    async act({ db, house, person, params, body, now, about }) {
      const file = await getCaseBrief(db, params.caseId)
      about(file.id, body.personId)
      permit(mayInterview(person, file))
      refuseClosed(file)
      const screened = (await personsToScreen(db, house, file.id, now)).find(
        (one) => one.id === body.personId,
      )
      if (!screened)
        throw new Problem('input', 'screening/not-in-this-case', {
          fields: { personId: 'screening/not-in-this-case' },
        })
      checkSet(body.set, screened.oldestAge)
      const { jurisdiction } = file
      const id = await addInterview(db, house, {
        ...body,
        jurisdiction,
        caseId: file.id,
        startedBy: person.id,
        startedAt: now,
      })
      const data = { personId: body.personId, set: body.set }
      await announce(db, {
        kind: 'screening.started',
        about: id,
        fileId: file.id,
        jurisdiction,
        data,
      })
      return { id }
    },
  }),

  route({
    method: 'GET',
    url: '/api/screening/interviews/:id',
    name: 'screening.read-interview',
    who: readers,
    params: WithId,
    answer: InterviewShape,
    async act({ db, house, person, params, now, about }) {
      const interview = await getInterview(db, house, params.id)
      about(interview.id, interview.caseId, interview.personId)
      return presentInterview(
        db,
        house,
        interview,
        await getCaseBrief(db, interview.caseId),
        person,
        now,
      )
    },
  }),

  route({
    method: 'PUT',
    url: '/api/screening/interviews/:id',
    name: 'screening.change-interview',
    who: interviewers,
    params: WithId,
    body: ChangeInterview,
    answer: InterviewShape,
    async act({ db, house, person, params, body, now, about }) {
      const { interview, file } = await interviewToWrite(db, house, person, params.id, about)
      checkMove(interview.state, body.state)
      const screened = (await personsToScreen(db, house, file.id, now)).find(
        (one) => one.id === interview.personId,
      )
      checkSet(body.set, screened?.oldestAge)
      if (interview.version !== body.version) throw new Problem('stale', 'core/changed-since')
      await saveInterview(db, house, interview, body, now)
      return presentInterview(
        db,
        house,
        await getInterview(db, house, interview.id),
        file,
        person,
        now,
      )
    },
  }),

  route({
    method: 'PUT',
    url: '/api/screening/interviews/:id/answers',
    name: 'screening.save-answers',
    who: interviewers,
    params: WithId,
    body: SendAnswers,
    answer: AnswersSaved,
    async act({ db, house, person, params, body, now, about }) {
      const { interview } = await interviewToWrite(db, house, person, params.id, about)
      if (interview.state === 'finished')
        throw new Problem('conflict', 'screening/interview-finished')
      await refuseForeignAllegations(db, house, interview.caseId, body.answers)
      await lockInterview(db, interview)
      const before = new Map(
        (await listAnswers(db, house, interview.id)).map((one) => [one.indicator, one]),
      )
      const others: string[] = []
      let written = false
      for (const answer of body.answers) {
        if (!findIndicator(answer.indicator)) throw unknownIndicator(answer.indicator)
        const stored = before.get(answer.indicator)
        const at = momentOf(answer.at, now)
        const fate = fateOf(stored, { value: answer.value, at, version: answer.version }, person.id)
        if (fate === 'answered-by-another') others.push(answer.indicator)
        if (fate !== 'written') continue
        const version = (stored?.version ?? 0) + 1
        await writeAnswer(db, house, interview, answer, { personId: person.id, at, version })
        written = true
      }
      const { caseId, jurisdiction, personId } = interview
      const decided = (await listDecisionRecords(db, house, caseId)).some(
        (one) => one.personId === personId,
      )
      // Until a decision stands nobody rests anything on the answers.
      if (written && decided)
        await announce(db, {
          kind: 'screening.answered',
          about: interview.id,
          fileId: caseId,
          jurisdiction,
          data: { personId },
        })
      const after = await listAnswers(db, house, interview.id)
      const sent = new Set(body.answers.map((one) => one.indicator))
      return {
        saved: after
          .filter((one) => sent.has(one.indicator) && !others.includes(one.indicator))
          .map(({ indicator, version }) => ({ indicator, version })),
        others: after.filter((one) => others.includes(one.indicator)).map(presentAnswer),
        result: presentResult(interview.set, after),
      }
    },
  }),

  route({
    method: 'POST',
    url: '/api/screening/interviews/:id/decision',
    name: 'screening.decide',
    who: ['screener'],
    params: WithId,
    body: Decide,
    answer: DecisionShape,
    async act({ db, house, person, params, body, now, about }) {
      const { interview, file } = await interviewToDecide(db, house, person, params.id, about)
      const made = await decide({ db, house, person, now, interview, file }, body, undefined)
      await tell(db, 'screening.decided', made)
      return presentDecision(made)
    },
  }),

  route({
    method: 'POST',
    url: '/api/screening/interviews/:id/reconsidered',
    name: 'screening.reconsider',
    who: ['screener'],
    params: WithId,
    body: Reconsider,
    answer: DecisionShape,
    async act({ db, house, person, params, body, now, about }) {
      const { interview, file } = await interviewToDecide(db, house, person, params.id, about)
      const earlier = await getDecision(db, house, body.supersedes)
      if (earlier.personId !== interview.personId)
        throw new Problem('absent', 'screening/no-such-decision')
      const { supersedes: _, cause, ...draft } = body
      const made = await decide({ db, house, person, now, interview, file }, draft, {
        id: earlier.id,
        cause,
      })
      await tell(db, 'screening.decided', made)
      await tell(db, 'screening.reconsidered', made)
      return presentDecision(made)
    },
  }),

  route({
    method: 'POST',
    url: '/api/screening/decisions/:id/reconsideration-requests',
    name: 'screening.ask-reconsideration',
    who: interviewers,
    params: WithId,
    body: AskReconsideration,
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      const decision = await getDecision(db, house, params.id)
      about(decision.id, decision.caseId, decision.personId)
      permit(mayInterview(person, await getCaseBrief(db, decision.caseId)))
      if (body.askedOn > dayInPakistan(now)) {
        throw new Problem('input', 'screening/asked-in-future', {
          fields: { askedOn: 'screening/asked-in-future' },
        })
      }
      if (body.askedOn < dayInPakistan(new Date(decision.decidedAt))) {
        throw new Problem('input', 'screening/asked-before-decision', {
          fields: { askedOn: 'screening/asked-before-decision' },
        })
      }
      await addRequest(db, house, decision, { ...body, recordedBy: person.id, recordedAt: now })
      await tell(db, 'screening.reconsideration-asked', { ...decision, cause: body.cause })
      return done
    },
  }),
]

type Abouts = (...ids: string[]) => void

async function interviewToWrite(db: Db, house: House, person: Person, id: string, about: Abouts) {
  const interview = await getInterview(db, house, id)
  about(interview.id, interview.caseId, interview.personId)
  const file = await getCaseBrief(db, interview.caseId)
  permit(mayInterview(person, file))
  return { interview, file }
}

async function interviewToDecide(db: Db, house: House, person: Person, id: string, about: Abouts) {
  const interview = await getInterview(db, house, id)
  about(interview.id, interview.caseId, interview.personId)
  const file = await getCaseBrief(db, interview.caseId)
  permit(mayDecide(person, file))
  return { interview, file }
}

interface Deciding {
  db: Db
  house: House
  person: Person
  now: Date
  interview: InterviewRecord
  file: CaseBrief
}

interface Draft {
  status: DecisionStatus
  reasons: Reason[]
  words: string | null
  exploitation: Fact[]
}

async function decide(
  { db, house, person, now, interview, file }: Deciding,
  draft: Draft,
  again: { id: string; cause: ReconsiderationCause } | undefined,
): Promise<DecisionRecord> {
  // The answers are held still until the decision on them is written.
  await lockInterview(db, interview)
  const answers = await listAnswers(db, house, interview.id)
  const result = presentResult(interview.set, answers)
  checkDecision({ ...draft, words: draft.words ?? '' }, result.outcome, again !== undefined)
  const id = await addDecision(db, house, {
    ...draft,
    jurisdiction: file.jurisdiction,
    caseId: file.id,
    personId: interview.personId,
    interviewId: interview.id,
    outcome: result.outcome,
    result: {
      ...result,
      answers: Object.fromEntries(answers.map((one) => [one.indicator, one.value])),
    },
    cause: again?.cause ?? null,
    supersedesId: again?.id ?? null,
    decidedBy: person.id,
    decidedAt: now,
  })
  return (await listDecisionRecords(db, house, file.id)).find((one) => one.id === id)!
}

type Told = Pick<DecisionRecord, 'id' | 'caseId' | 'jurisdiction' | 'personId' | 'status' | 'cause'>

async function tell(
  db: Db,
  kind: string,
  { id, caseId, jurisdiction, personId, status, cause }: Told,
): Promise<void> {
  const data = { personId, status, ...(cause && { cause }) }
  await announce(db, { kind, about: id, fileId: caseId, jurisdiction, data })
}

/** A clock that runs ahead, or wild, must not make an answer that no later one can replace. */
function momentOf(said: string, now: Date): Date {
  const at = Date.parse(said)
  const wild = Number.isNaN(at) || at < Date.UTC(2000, 0) || at > now.getTime()
  return wild ? now : new Date(at)
}

async function refuseForeignAllegations(
  db: Db,
  house: House,
  caseId: string,
  answers: readonly { allegationIds: readonly string[] }[],
): Promise<void> {
  const cited = answers.flatMap((one) => one.allegationIds)
  if (!cited.length) return
  const known = new Set((await listAllegations(db, house, caseId)).map((one) => one.id))
  if (!cited.every((id) => known.has(id)))
    throw new Problem('input', 'screening/unknown-allegation')
}

function refuseClosed(file: CaseBrief): void {
  if (file.status === 'closed') throw new Problem('conflict', 'screening/case-closed')
}

function unknownIndicator(indicator: string): Problem {
  return new Problem('input', 'screening/unknown-indicator', { values: { indicator } })
}
