import type { Static } from 'typebox'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import type { Person } from '../../core/people.ts'
import {
  ageRangeOn,
  type CaseBrief,
  dayInPakistan,
  listAllegations,
  listCasePersons,
  listIncidents,
} from '../cases/door.ts'
import { type IndicatorSet, indicatorsTouchedBy } from './instrument.ts'
import { suggestSet } from './interview.ts'
import { mayDecide, mayInterview } from './permissions.ts'
import {
  type AnswerRecord,
  type DecisionRecord,
  type InterviewRecord,
  listAnswers,
  listCodedAnswers,
  listDecisionRecords,
  listInterviews,
  listRequests,
} from './records.ts'
import { type AnswerValue, judge, readScreening } from './screening.ts'
import type { DecisionShape, InterviewShape, ResultShape, ScreeningOfCase } from './shapes.ts'

export interface Screened {
  id: string
  name: string | null
  roles: readonly string[]
  /** The ages that fit the earliest day that the case speaks of. */
  ageThen: { from: number; to: number } | undefined
  /** The oldest age that fits today: below 18, the person is a child however one counts. */
  oldestAge: number | undefined
  suggestedSet: IndicatorSet
}

/** Everybody in the case, victims first: somebody accused may turn out to have been made to do it. */
export async function personsToScreen(
  db: Db,
  house: House,
  caseId: string,
  now: Date,
): Promise<Screened[]> {
  const [persons, incidents, allegations] = [
    await listCasePersons(db, house, caseId),
    await listIncidents(db, house, caseId),
    await listAllegations(db, house, caseId),
  ]
  const today = dayInPakistan(now)
  const began = incidents.flatMap((one) => (one.fromOn ? [one.fromOn] : [])).sort()[0] ?? today
  return persons
    .map((person) => {
      const ageThen = ageRangeOn(person, began)
      const purposes = allegations
        .filter((one) => one.victimId === person.id)
        .map((one) => one.fact)
      return {
        id: person.id,
        name: person.name,
        roles: person.roles,
        ageThen,
        oldestAge: ageRangeOn(person, today)?.to,
        suggestedSet: suggestSet({ age: ageThen?.from, purposes }),
      }
    })
    .sort((a, b) => Number(b.roles.includes('victim')) - Number(a.roles.includes('victim')))
}

const presentPerson = ({ id, name, roles, ageThen, suggestedSet }: Screened) => ({
  id,
  name,
  roles: [...roles],
  age: ageThen ?? null,
  suggestedSet,
})

export async function presentScreening(
  db: Db,
  house: House,
  file: CaseBrief,
  viewer: Person,
  now: Date,
): Promise<Static<typeof ScreeningOfCase>> {
  const persons = await personsToScreen(db, house, file.id, now)
  const interviews = await listInterviews(db, house, file.id)
  const coded = await listCodedAnswers(db, file.id)
  const decisions = await listDecisionRecords(db, house, file.id)
  const requests = await listRequests(db, house, file.id)
  const answersOf = (id: string) =>
    new Map(
      coded
        .filter((one) => one.interviewId === id)
        .map((one) => [one.indicator, one.value] as const),
    )
  return {
    mayInterview: mayInterview(viewer, file),
    mayDecide: mayDecide(viewer, file),
    persons: persons.map((person) => {
      const decided = decisions.filter((one) => one.personId === person.id)
      return {
        person: presentPerson(person),
        interviews: interviews
          .filter((one) => one.personId === person.id)
          .map((one) => presentSummary(one, answersOf(one.id))),
        decisions: decided.map(presentDecision),
        requests: requests.filter((one) =>
          decided.some((decision) => decision.id === one.decisionId),
        ),
      }
    }),
  }
}

function presentSummary(interview: InterviewRecord, answers: ReadonlyMap<string, AnswerValue>) {
  const { id, set, state, startedAt, startedBy } = interview
  const { outcome } = judge(set, answers)
  return { id, set, state, startedAt, startedBy, answered: answers.size, outcome }
}

export async function presentInterview(
  db: Db,
  house: House,
  interview: InterviewRecord,
  file: CaseBrief,
  viewer: Person,
  now: Date,
): Promise<Static<typeof InterviewShape>> {
  const persons = await personsToScreen(db, house, file.id, now)
  const answers = await listAnswers(db, house, interview.id)
  const decisions = (await listDecisionRecords(db, house, file.id)).filter(
    (one) => one.personId === interview.personId,
  )
  const requests = await listRequests(db, house, file.id)
  const { jurisdiction: _, personId, ...rest } = interview
  return {
    ...rest,
    person: presentPerson(persons.find((one) => one.id === personId)!),
    answers: answers.map(presentAnswer),
    alreadySaid: await alreadySaid(db, house, file.id, personId),
    result: readScreening(
      interview.set,
      new Map(answers.map((one) => [one.indicator, one.value])),
    ) as Static<typeof InterviewShape>['result'],
    decisions: decisions.map(presentDecision),
    requests: requests.filter((one) =>
      decisions.some((decision) => decision.id === one.decisionId),
    ),
    mayAnswer: mayInterview(viewer, file),
    mayDecide: mayDecide(viewer, file),
  }
}

/** The outcome of an interview, as the answers stand. */
export function presentResult(
  set: IndicatorSet,
  answers: readonly Pick<AnswerRecord, 'indicator' | 'value'>[],
): Static<typeof ResultShape> {
  const result = readScreening(set, new Map(answers.map((one) => [one.indicator, one.value])))
  return structuredClone(result) as Static<typeof ResultShape>
}

export function presentAnswer({ answeredById: _, ...answer }: AnswerRecord) {
  return answer
}

export function presentDecision(decision: DecisionRecord): Static<typeof DecisionShape> {
  const { jurisdiction: _, caseId: __, decidedById: ___, ...shown } = decision
  return shown
}

/** Allegations about this victim, or about no victim in particular, that a question touches. */
async function alreadySaid(db: Db, house: House, caseId: string, personId: string) {
  const allegations = await listAllegations(db, house, caseId)
  return allegations
    .filter((one) => one.victimId === personId || one.victimId === null)
    .map((one) => ({
      allegationId: one.id,
      fact: one.fact,
      certainty: one.certainty,
      restsOn: one.restsOn,
      saidOn: one.saidOn,
      saidBy: one.saidBy,
      words: one.words,
      indicators: indicatorsTouchedBy(one.fact),
    }))
    .filter((one) => one.indicators.length > 0)
}
