import { Problem } from '../../core/problem.ts'
import { addDays } from './fact-sheet.ts'
import type { Penalty } from './law.ts'

/** From the station's final report to the appeal; 'taken-back' strikes out a step recorded by mistake. */
export const courtStepKinds = [
  'challan',
  'charge-framed',
  'hearing',
  'verdict',
  'sentence',
  'compensation',
  'withdrawn',
  'settled',
  'appeal-filed',
  'appeal-decided',
  'taken-back',
] as const
export type CourtStepKind = (typeof courtStepKinds)[number]

export const outcomesOf = {
  challan: ['complete', 'interim', 'cancelled'],
  hearing: ['held', 'put-off'],
  verdict: ['convicted', 'acquitted', 'discharged', 'other-offence'],
  'appeal-filed': ['by-accused', 'by-state', 'by-victim'],
  'appeal-decided': ['upheld', 'changed', 'acquitted', 'sent-back'],
  compensation: ['ordered', 'paid', 'refused', 'not-asked'],
} as const satisfies Partial<Record<CourtStepKind, readonly string[]>>
export const courtOutcomes = [...new Set(Object.values(outcomesOf).flat())]
export type CourtOutcome = (typeof courtOutcomes)[number]

export const delays = [
  'witness-absent',
  'accused-absent',
  'counsel-absent',
  'judge-absent',
  'strike',
  'record-missing',
  'report-awaited',
  'evidence-abroad',
  'workload',
  'accused-not-found',
  'other',
] as const
export type Delay = (typeof delays)[number]

/** Why a case was lost: of an acquittal, a discharge, a withdrawal, a settlement, a cancelled challan. */
export const losses = [
  'witness-turned',
  'witness-not-found',
  'complainant-withdrew',
  'compromise',
  'evidence-too-weak',
  'evidence-not-admitted',
  'investigation-faulty',
  'wrong-section',
  'identity-not-proved',
  'accused-not-found',
  'took-too-long',
  'other',
] as const
export type Loss = (typeof losses)[number]

export interface CourtStep {
  id: string
  kind: CourtStepKind
  accusedId: string | null
  victimId: string | null
  onDay: string
  /** The next date that the court gave. */
  nextOn: string | null
  court: string
  outcome: CourtOutcome | null
  delay: Delay | null
  because: Loss | null
  cited: string[]
  months: number | null
  life: boolean
  death: boolean
  finePkr: number | null
  amountPkr: number | null
  words: string
  correctsId: string | null
}
export type CourtStepWritten = Omit<CourtStep, 'id'>

/** CrPC 1898 s. 173(1): the report within 14 days of the FIR, an interim one within 3 days more. */
export const challanDays = 14 + 3

/** Steps that nothing has put right or struck out, in the order of their days. */
export function standingSteps<S extends CourtStep>(steps: readonly S[]): S[] {
  const corrected = new Set(steps.map((one) => one.correctsId))
  return steps
    .filter((one) => one.kind !== 'taken-back' && !corrected.has(one.id))
    .toSorted((a, b) => a.onDay.localeCompare(b.onDay))
}

/** What must have happened before, to the same accused. */
const after: Partial<Record<CourtStepKind, readonly CourtStepKind[]>> = {
  sentence: ['verdict'],
  compensation: ['charge-framed', 'verdict', 'challan'],
  'appeal-filed': ['verdict', 'withdrawn', 'settled'],
  'appeal-decided': ['appeal-filed'],
}

const ofOneAccused: readonly CourtStepKind[] = ['verdict', 'sentence', 'withdrawn', 'settled']

/** Refuses a step that cannot be so; `steps` are those that stand, `firOn` the first FIR's day. */
export function checkCourtStep(
  step: CourtStepWritten,
  at: { today: string; firOn: string | null; steps: readonly CourtStep[] },
): void {
  if (step.kind === 'taken-back') {
    if (!step.correctsId) refuse('correctsId', 'charges/step-takes-back-nothing')
    needWords(step)
    return
  }
  if (step.onDay > at.today) refuse('onDay', 'charges/step-in-future')
  if (at.firOn && step.onDay < at.firOn) refuse('onDay', 'charges/step-before-fir')
  if (step.nextOn && step.nextOn <= step.onDay) refuse('nextOn', 'charges/next-date-before')
  checkOutcome(step)
  if (ofOneAccused.includes(step.kind) && step.accusedId === null)
    refuse('accusedId', 'charges/step-needs-accused')
  checkDelay(step, at.firOn)
  if (step.because && !isLoss(step)) refuse('because', 'charges/nothing-was-lost')
  checkOrder(step, at.steps)
  if (step.kind === 'sentence') checkSentence(step, at.steps)
  if (step.kind === 'verdict' && step.outcome === 'convicted' && step.cited.length === 0)
    refuse('cited', 'charges/conviction-cites-nothing')
  if (step.kind === 'withdrawn' || step.kind === 'settled' || step.delay === 'other')
    needWords(step)
}

function checkOutcome(step: CourtStepWritten): void {
  const allowed: readonly string[] =
    (outcomesOf as Record<string, readonly string[]>)[step.kind] ?? []
  if (allowed.length === 0 ? step.outcome !== null : !allowed.includes(step.outcome ?? ''))
    refuse('outcome', 'charges/outcome-does-not-fit')
  if (step.kind === 'compensation' && step.outcome === 'ordered' && !step.amountPkr)
    refuse('amountPkr', 'charges/compensation-without-sum')
}

/** Whether the step ends something without a conviction: then it can say why. */
export function isLoss({ kind, outcome }: Pick<CourtStep, 'kind' | 'outcome'>): boolean {
  if (kind === 'withdrawn' || kind === 'settled') return true
  if (kind === 'challan') return outcome === 'cancelled'
  if (kind === 'appeal-decided') return outcome === 'acquitted'
  return kind === 'verdict' && outcome !== null && outcome !== 'convicted'
}

/** A hearing that is put off and a challan that comes late leave their reason. */
function checkDelay(step: CourtStepWritten, firOn: string | null): void {
  const late = step.kind === 'challan' && firOn !== null && step.onDay > addDays(firOn, challanDays)
  const putOff = step.kind === 'hearing' && step.outcome === 'put-off'
  if ((late || putOff) && step.delay === null)
    refuse('delay', late ? 'charges/late-challan-needs-reason' : 'charges/put-off-needs-reason')
}

function checkOrder(step: CourtStepWritten, steps: readonly CourtStep[]): void {
  const needed = after[step.kind]
  if (!needed) return
  const before = steps.filter(
    (one) =>
      needed.includes(one.kind) &&
      one.id !== step.correctsId &&
      (one.accusedId === null || step.accusedId === null || one.accusedId === step.accusedId),
  )
  if (before.length === 0) refuse('kind', `charges/step-needs-before`)
  if (before.every((one) => one.onDay > step.onDay)) refuse('onDay', 'charges/step-out-of-order')
}

function checkSentence(step: CourtStepWritten, steps: readonly CourtStep[]): void {
  const convicted = steps.filter(
    (one) =>
      one.kind === 'verdict' &&
      one.accusedId === step.accusedId &&
      (one.outcome === 'convicted' || one.outcome === 'other-offence'),
  )
  if (convicted.length === 0) refuse('kind', 'charges/sentence-without-conviction')
  if (step.cited.length !== 1) refuse('cited', 'charges/sentence-for-one-section')
  if (!convicted.some((one) => one.cited.includes(step.cited[0]!)))
    refuse('cited', 'charges/not-convicted-of-it')
  if (step.months === null && !step.life && !step.death && !step.finePkr)
    refuse('months', 'charges/sentence-is-empty')
}

function needWords(step: CourtStepWritten): void {
  if (step.words.trim() === '') refuse('words', 'charges/reason-in-words')
}

function refuse(field: string, code: string): never {
  throw new Problem('input', code, { fields: { [field]: code } })
}

export type Adequacy =
  | 'within'
  | 'below-least'
  | 'above-most'
  /** The text asks for prison and only a fine was given. */
  | 'fine-in-place-of-prison'
  /** The text allows a fine alone and a fine alone was given: lawful, and worth a second look. */
  | 'fine-alone'
  | 'no-range'

/** A sentence beside the range of the text that stood when it happened. */
export function adequacyOf(
  sentence: Pick<CourtStep, 'months' | 'life' | 'death' | 'finePkr'>,
  penalty: Penalty | null,
): Adequacy {
  if (!penalty || penalty.combination === 'none') return 'no-range'
  const [least, most] = penalty.years
  if ((sentence.death && !penalty.death) || (sentence.life && !penalty.life && !penalty.death))
    return 'above-most'
  if (sentence.death || sentence.life) return 'within'
  const months = sentence.months ?? 0
  if (months === 0 && penalty.combination !== 'fine_only') {
    return penalty.combination === 'or_both' ? 'fine-alone' : 'fine-in-place-of-prison'
  }
  const [leastFine, mostFine] = penalty.finePkr
  const fine = sentence.finePkr ?? 0
  if (most !== null && !penalty.life && !penalty.death && months > most * 12) return 'above-most'
  if (mostFine !== null && fine > mostFine) return 'above-most'
  if (least !== null && months < least * 12) return 'below-least'
  const fineIsDue = penalty.combination === 'and_fine' || penalty.combination === 'fine_only'
  if (fineIsDue && leastFine !== null && fine < leastFine) return 'below-least'
  return 'within'
}

/** Days from one step of the case to the next: what the funnel is counted by. */
export function milestones(
  firOn: string | null,
  steps: readonly CourtStep[],
): { kind: 'fir' | CourtStepKind; onDay: string; days: number | null; delay: Delay | null }[] {
  const kept: readonly CourtStepKind[] = [
    'challan',
    'charge-framed',
    'verdict',
    'sentence',
    'appeal-filed',
    'appeal-decided',
  ]
  const points = [
    ...(firOn ? [{ kind: 'fir' as const, onDay: firOn, delay: null }] : []),
    ...standingSteps(steps)
      .filter((one) => kept.includes(one.kind))
      .map(({ kind, onDay, delay }) => ({ kind, onDay, delay })),
  ]
  return points.map((one, nth) => ({
    ...one,
    days: nth === 0 ? null : daysBetween(points[nth - 1]!.onDay, one.onDay),
  }))
}

export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000)
}
