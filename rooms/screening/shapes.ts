/** What leaves and enters the server: the routes check by it, the pages take their types from it. */
import { type Static, Type } from 'typebox'
import { BothNames, codes, Day, Id, Moment, Version } from '../../core/schema.ts'
import { factCodes } from '../cases/door.ts'
import { decisionStatuses, reasonCodes, reconsiderationCauses } from './decision.ts'
import { dimensions, indicatorSets } from './instrument.ts'
import { answerRestings, interpreters, interviewStates, othersPresent } from './interview.ts'
import { answerValues } from './screening.ts'
import { vulnerabilityCodes } from './vulnerability.ts'

const strict = { additionalProperties: false } as const
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(of: T) =>
  Type.Union([of, Type.Null()])
const Words = Type.String({ maxLength: 4000 })
const IndicatorId = Type.String({ pattern: '^[A-Z]{2}[0-9]{2}$', maxLength: 4 })
const FactCode = codes(factCodes)
const SetCode = codes(indicatorSets)
const OutcomeCode = codes(['indicated', 'review', 'not-indicated-so-far'] as const)

export const WithCase = Type.Object({ caseId: Id }, strict)

const setting = {
  set: SetCode,
  language: Type.String({ pattern: '^[a-z]{2,3}$', maxLength: 3 }),
  interpreter: codes(interpreters),
  othersPresent: Type.Array(codes(othersPresent), { maxItems: othersPresent.length }),
  companyWords: orNull(Words),
  vulnerabilities: Type.Array(codes(vulnerabilityCodes), { maxItems: vulnerabilityCodes.length }),
}

export const StartInterview = Type.Object({ personId: Id, ...setting }, strict)
export const ChangeInterview = Type.Object(
  { ...setting, state: codes(interviewStates), version: Version },
  strict,
)

export const SendAnswers = Type.Object(
  {
    answers: Type.Array(
      Type.Object(
        {
          indicator: IndicatorId,
          value: codes(answerValues),
          restsOn: Type.Array(codes(answerRestings), { maxItems: answerRestings.length }),
          allegationIds: Type.Array(Id, { maxItems: 50 }),
          facts: Type.Array(FactCode, { maxItems: 10 }),
          note: orNull(Words),
          /** When it was given, by the device's clock. */
          at: Moment,
          /** The version last seen; 0 where there was none. */
          version: Type.Integer({ minimum: 0, maximum: 2_000_000_000 }),
        },
        strict,
      ),
      { minItems: 1, maxItems: 150 },
    ),
  },
  strict,
)

const decision = {
  status: codes(decisionStatuses),
  reasons: Type.Array(codes(reasonCodes), { maxItems: reasonCodes.length }),
  words: orNull(Words),
  exploitation: Type.Array(FactCode, { maxItems: 12 }),
}
export const Decide = Type.Object(decision, strict)
export const Reconsider = Type.Object(
  { ...decision, supersedes: Id, cause: codes(reconsiderationCauses) },
  strict,
)
export const AskReconsideration = Type.Object(
  { cause: codes(reconsiderationCauses), words: orNull(Words), askedOn: Day },
  strict,
)

const Tally = Type.Object({ strong: Type.Integer(), medium: Type.Integer(), weak: Type.Integer() })

export const ResultShape = Type.Object({
  set: SetCode,
  outcome: OutcomeCode,
  reading: Type.String(),
  mayStillChange: Type.Boolean(),
  dimensions: Type.Array(
    Type.Object({
      dimension: codes(dimensions),
      state: codes(['positive', 'open', 'not-shown'] as const),
      tally: Tally,
      through: Type.Array(
        Type.Object({
          indicator: Type.String(),
          weight: codes(['strong', 'medium', 'weak'] as const),
        }),
      ),
      openQuestions: Type.Integer(),
    }),
  ),
  elements: Type.Array(
    Type.Object({
      element: codes(['act', 'means', 'purpose'] as const),
      state: codes(['shown', 'open', 'not-needed'] as const),
      through: Type.Array(Type.String()),
    }),
  ),
  deciding: Type.Array(
    Type.Object({ indicator: Type.String(), outcome: OutcomeCode, reading: Type.String() }),
  ),
  restsOn: Type.Array(Type.String()),
  forcedLabourSigns: Type.Array(Type.Integer()),
  standing: Type.Object({
    grade: codes(['G', 'S', 'N', 'M'] as const),
    confidence: codes(['checked', 'unchecked', 'low'] as const),
    note: Type.String(),
  }),
})

export const DecisionShape = Type.Object({
  id: Id,
  personId: Id,
  interviewId: Id,
  status: codes(decisionStatuses),
  outcome: OutcomeCode,
  reasons: Type.Array(codes(reasonCodes)),
  words: orNull(Type.String()),
  exploitation: Type.Array(FactCode),
  cause: orNull(codes(reconsiderationCauses)),
  supersedesId: orNull(Id),
  decidedBy: BothNames,
  decidedAt: Type.String(),
})
export type DecisionView = Static<typeof DecisionShape>

const RequestShape = Type.Object({
  id: Id,
  decisionId: Id,
  cause: codes(reconsiderationCauses),
  words: orNull(Type.String()),
  askedOn: Type.String(),
  recordedBy: BothNames,
})

const AnswerShape = Type.Object({
  indicator: IndicatorId,
  value: codes(answerValues),
  restsOn: Type.Array(codes(answerRestings)),
  allegationIds: Type.Array(Id),
  facts: Type.Array(FactCode),
  note: orNull(Type.String()),
  answeredBy: BothNames,
  answeredAt: Type.String(),
  version: Type.Integer(),
})
export type AnswerView = Static<typeof AnswerShape>

/** What the case says already, shown beside the questions it touches. */
const AlreadySaid = Type.Object({
  allegationId: Id,
  fact: FactCode,
  certainty: Type.String(),
  restsOn: Type.String(),
  saidOn: orNull(Type.String()),
  saidBy: orNull(Type.String()),
  words: orNull(Type.String()),
  indicators: Type.Array(IndicatorId),
})
export type AlreadySaidView = Static<typeof AlreadySaid>

const PersonShape = Type.Object({
  id: Id,
  name: orNull(Type.String()),
  roles: Type.Array(Type.String()),
  /** The ages that fit the day on which it began, in years; null where nothing is known. */
  age: orNull(Type.Object({ from: Type.Integer(), to: Type.Integer() })),
  suggestedSet: SetCode,
})

export const InterviewShape = Type.Object({
  id: Id,
  caseId: Id,
  person: PersonShape,
  ...setting,
  state: codes(interviewStates),
  startedBy: BothNames,
  startedAt: Type.String(),
  pausedAt: orNull(Type.String()),
  finishedAt: orNull(Type.String()),
  version: Type.Integer(),
  answers: Type.Array(AnswerShape),
  alreadySaid: Type.Array(AlreadySaid),
  result: ResultShape,
  decisions: Type.Array(DecisionShape),
  requests: Type.Array(RequestShape),
  mayAnswer: Type.Boolean(),
  mayDecide: Type.Boolean(),
})
export type InterviewView = Static<typeof InterviewShape>

export const AnswersSaved = Type.Object({
  saved: Type.Array(Type.Object({ indicator: IndicatorId, version: Type.Integer() })),
  /** Answered by somebody else since they were read: nothing was written over. */
  others: Type.Array(AnswerShape),
  result: ResultShape,
})
export type AnswersSavedView = Static<typeof AnswersSaved>

export const ScreeningOfCase = Type.Object({
  mayInterview: Type.Boolean(),
  mayDecide: Type.Boolean(),
  persons: Type.Array(
    Type.Object({
      person: PersonShape,
      interviews: Type.Array(
        Type.Object({
          id: Id,
          set: SetCode,
          state: codes(interviewStates),
          startedAt: Type.String(),
          startedBy: BothNames,
          answered: Type.Integer(),
          outcome: OutcomeCode,
        }),
      ),
      decisions: Type.Array(DecisionShape),
      requests: Type.Array(RequestShape),
    }),
  ),
})
export type ScreeningOfCaseView = Static<typeof ScreeningOfCase>

export const Made = Type.Object({ id: Id })
