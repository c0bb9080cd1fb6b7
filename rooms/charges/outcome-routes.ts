import { Type } from 'typebox'
import { announce } from '../../core/events.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Day, Id, Moment } from '../../core/schema.ts'
import { dayInPakistan, getCaseBrief, listCasePersons, readers } from '../cases/door.ts'
import { buildSheet } from './case-sheet.ts'
import type { FactSheet } from './fact-sheet.ts'
import { stoodDuring } from './in-force.ts'
import { findProvision, type Law, type Penalty } from './law.ts'
import { lawNow } from './law-change-records.ts'
import { PenaltySchema, TextSchema } from './law-schema.ts'
import {
  type Adequacy,
  adequacyOf,
  checkCourtStep,
  courtOutcomes,
  courtStepKinds,
  delays,
  losses,
  milestones,
  standingSteps,
} from './outcome.ts'
import { type CourtStepRecord, insertCourtStep, listCourtSteps } from './outcome-records.ts'
import { deciders, mayDecideCharges } from './permissions.ts'
import { listFirs } from './records.ts'
import { Made, WithCase } from './shapes.ts'

const closed = { additionalProperties: false }
const orNull = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) =>
  Type.Union([schema, Type.Null()])
const Sum = orNull(Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }))

const written = {
  kind: codes(courtStepKinds),
  accusedId: orNull(Id),
  victimId: orNull(Id),
  onDay: Day,
  nextOn: orNull(Day),
  court: Type.String({ maxLength: 200 }),
  outcome: orNull(codes(courtOutcomes)),
  delay: orNull(codes(delays)),
  because: orNull(codes(losses)),
  cited: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 40 }),
  months: orNull(Type.Integer({ minimum: 0, maximum: 1200 })),
  life: Type.Boolean(),
  death: Type.Boolean(),
  finePkr: Sum,
  amountPkr: Sum,
  words: Type.String({ maxLength: 4000 }),
  correctsId: orNull(Id),
}
export const RecordStep = Type.Object(
  { ...written, because: Type.Optional(written.because) },
  closed,
)

const RangeShape = Type.Object({
  version: Type.String(),
  heading: TextSchema,
  penalty: orNull(PenaltySchema),
  from: orNull(Day),
  fromUncertain: Type.Boolean(),
  until: orNull(Day),
  adequacy: codes([
    'within',
    'below-least',
    'above-most',
    'fine-in-place-of-prison',
    'fine-alone',
    'no-range',
  ]),
})
export const OutcomesOfCase = Type.Object({
  steps: Type.Array(
    Type.Object({
      ...written,
      id: Id,
      by: BothNames,
      recordedAt: Moment,
      stands: Type.Boolean(),
      /** For a sentence: the ranges that stood while it happened, one for each text. */
      ranges: Type.Array(RangeShape),
    }),
  ),
  milestones: Type.Array(
    Type.Object({
      kind: codes(['fir', ...courtStepKinds]),
      onDay: Day,
      days: orNull(Type.Integer()),
      delay: orNull(codes(delays)),
    }),
  ),
  /** Convicted, and nobody has recorded yet what the court said of compensation. */
  compensationOpen: Type.Boolean(),
  mayRecord: Type.Boolean(),
})

export const outcomeRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/cases/:caseId/outcomes',
    name: 'charges.read-outcomes',
    summary: 'From FIR to appeal: each step, what it waited for, the sentence beside its range',
    who: readers,
    params: WithCase,
    answer: OutcomesOfCase,
    async act({ db, house, person, params, about }) {
      const file = await getCaseBrief(db, params.caseId)
      about(file.id)
      const steps = await listCourtSteps(db, house, file.id)
      const standing = standingSteps(steps)
      const stands = new Set(standing.map((one) => one.id))
      const law = await lawNow(db)
      const sentenced = steps.some((one) => one.kind === 'sentence')
      const sheet = sentenced ? (await buildSheet(db, house, file.id)).sheet : undefined
      const firs = await listFirs(db, file.id)
      return {
        steps: steps.map((one) => ({
          ...one,
          stands: stands.has(one.id),
          ranges: sheet && one.kind === 'sentence' ? rangesOf(one, law, sheet) : [],
        })) as never,
        milestones: milestones(firs[0]?.registeredOn ?? null, steps),
        compensationOpen:
          standing.some((one) => one.kind === 'verdict' && one.outcome === 'convicted') &&
          !standing.some((one) => one.kind === 'compensation'),
        mayRecord: mayDecideCharges(person, file),
      }
    },
  }),
  route({
    method: 'POST',
    url: '/api/cases/:caseId/outcomes',
    name: 'charges.record-step',
    summary: 'A step in court; a mistake is put right by a further step, and both stay',
    who: deciders,
    params: WithCase,
    body: RecordStep,
    answer: Made,
    async act({ db, house, person, params, body, now, about }) {
      const file = await getCaseBrief(db, params.caseId)
      about(file.id)
      // Courts go on after the station has closed its file: a closed case takes steps too.
      permit(mayDecideCharges(person, file))
      const steps = await listCourtSteps(db, house, file.id)
      const standing = standingSteps(steps)
      if (body.correctsId && !standing.some((one) => one.id === body.correctsId))
        throw new Problem('stale', 'core/changed-since')
      const people = await listCasePersons(db, house, file.id)
      for (const field of ['accusedId', 'victimId'] as const) {
        if (body[field] !== null && !people.some((one) => one.id === body[field]))
          throw new Problem('input', 'charges/not-in-this-case', {
            fields: { [field]: 'charges/not-in-this-case' },
          })
      }
      const law = await lawNow(db)
      if (body.cited.some((one) => !findProvision(law, one)))
        throw new Problem('input', 'charges/no-such-section', {
          fields: { cited: 'charges/no-such-section' },
        })
      const firOn = (await listFirs(db, file.id))[0]?.registeredOn ?? null
      const step = { ...body, because: body.because ?? null }
      checkCourtStep(step, {
        today: dayInPakistan(now),
        firOn,
        steps: standing.filter((one) => one.id !== body.correctsId),
      })
      const id = await insertCourtStep(db, house, file, step, { id: person.id, at: now })
      await announce(db, {
        kind: 'charges.court-step',
        about: id,
        fileId: file.id,
        jurisdiction: file.jurisdiction,
        data: {
          step: body.kind,
          outcome: body.outcome,
          delay: body.delay,
          because: step.because,
          onDay: body.onDay,
          cited: body.cited,
          accusedId: body.accusedId,
          correctsId: body.correctsId,
        },
      })
      return { id }
    },
  }),
]

export interface Range {
  version: string
  heading: { en: string; ur: string }
  penalty: Penalty | null
  from: string | null
  fromUncertain: boolean
  until: string | null
  adequacy: Adequacy
}

/** The texts of the section that stood while it happened: two where the conduct straddles a change. */
export function rangesOf(sentence: CourtStepRecord, law: Law, sheet: FactSheet): Range[] {
  const versions = findProvision(law, sentence.cited[0] ?? '')?.provision.versions ?? []
  const standing = versions.filter((one) => one.standing === 'in-force')
  const sure = standing.filter((one) => stoodDuring(one, sheet) === 'yes')
  const shown = sure.length > 0 ? sure : standing.filter((one) => stoodDuring(one, sheet) !== 'no')
  return shown.map((one) => ({
    version: one.key,
    heading: one.heading,
    penalty: one.penalty,
    from: one.from,
    fromUncertain: one.fromUncertain ?? false,
    until: one.until,
    adequacy: adequacyOf(sentence, one.penalty),
  }))
}
