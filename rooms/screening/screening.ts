import type { Fact } from '../cases/door.ts'
import {
  adultVerdict,
  childVerdict,
  emptyTally,
  isPositive,
  type Outcome,
  type Positives,
  type Reading,
  type Tally,
  type Verdict,
} from './ilo-rule.ts'
import {
  actQuestions,
  type Dimension,
  dimensions,
  findIndicator,
  formQuestions,
  type IndicatorSet,
  indicatorsOf,
  isChildSet,
  type SetStanding,
  setStandings,
  type Weight,
} from './instrument.ts'

/** "dont-know" and "skip" leave a question open: only "no" is a no. */
export const answerValues = ['yes', 'no', 'dont-know', 'skip'] as const
export type AnswerValue = (typeof answerValues)[number]

/** What has been answered; an indicator that is not there has not been asked. */
export type Answers = ReadonlyMap<string, AnswerValue>

export interface DimensionResult {
  dimension: Dimension
  /** "open": not positive, but questions still open could make it so. "not-shown": they could not. */
  state: 'positive' | 'open' | 'not-shown'
  tally: Tally
  /** The answers that count, strongest first. */
  through: readonly { indicator: string; weight: Weight }[]
  openQuestions: number
}

export type ElementState = 'shown' | 'open' | 'not-needed'

/** Palermo art. 3: act, means and purpose. "open" is never "absent". */
export interface PalermoElement {
  element: 'act' | 'means' | 'purpose'
  state: ElementState
  /** Ids of answered indicators, and names of positive dimensions, that it rests on. */
  through: readonly string[]
}

export interface DecidingQuestion {
  indicator: string
  /** What the outcome would be if this one question were answered "yes". */
  outcome: Outcome
  reading: Reading
}

export interface ScreeningResult {
  set: IndicatorSet
  outcome: Outcome
  reading: Reading
  /** True while some set of answers to the open questions would give a stronger outcome. */
  mayStillChange: boolean
  dimensions: readonly DimensionResult[]
  elements: readonly PalermoElement[]
  /** Single questions, still open, that would change the outcome; strongest first. */
  deciding: readonly DecidingQuestion[]
  /** Single answers without which the outcome would be weaker. */
  restsOn: readonly string[]
  forcedLabourSigns: readonly number[]
  standing: SetStanding
}

const strength: Record<Outcome, number> = { 'not-indicated-so-far': 0, review: 1, indicated: 2 }
const byWeight: Record<Weight, number> = { strong: 0, medium: 1, weak: 2 }
const acts = actQuestions.map((one) => one.id)
const forms = formQuestions.map((one) => one.id)
const palermoForms = formQuestions.filter((one) => one.inPalermo).map((one) => one.id)

/** Reads a screening: the outcome, what it rests on, and what would change it. Pure; about 1 ms. */
export function readScreening(set: IndicatorSet, answers: Answers): ScreeningResult {
  const results = dimensions.map((dimension) => readDimension(set, dimension, answers))
  const verdict = judge(set, answers)
  return {
    set,
    ...verdict,
    mayStillChange:
      strength[judge(set, asIfAllYes(set, answers)).outcome] > strength[verdict.outcome],
    dimensions: results,
    elements: readElements(set, answers, positives(set, answers)),
    deciding: decidingQuestions(set, answers, verdict),
    restsOn: pivotalAnswers(set, answers, verdict),
    forcedLabourSigns: signsOf(set, answers),
    standing: setStandings[set],
  }
}

/** The facts that an interview's answers state: those implied, and those picked by the screener. */
export function factsOf(
  answers: Iterable<{ indicator: string; value: AnswerValue; facts: readonly Fact[] }>,
) {
  const found: { fact: Fact; indicatorId: string }[] = []
  for (const { indicator, value, facts } of answers) {
    const known = findIndicator(indicator)
    if (value !== 'yes' || !known) continue
    const picked = facts.filter((fact) => known.suggests.includes(fact))
    for (const fact of [...known.implies, ...picked]) found.push({ fact, indicatorId: indicator })
  }
  return found
}

export function isOpen(answers: Answers, indicator: string): boolean {
  const value = answers.get(indicator)
  return value !== 'yes' && value !== 'no'
}

function isYes(answers: Answers, indicator: string): boolean {
  return answers.get(indicator) === 'yes'
}

function readDimension(set: IndicatorSet, dimension: Dimension, answers: Answers): DimensionResult {
  const asked = indicatorsOf(set).filter((one) => one.dimension === dimension)
  const through = asked
    .filter((one) => isYes(answers, one.id))
    .map((one) => ({ indicator: one.id, weight: one.weights[set]! }))
    .sort((a, b) => byWeight[a.weight] - byWeight[b.weight])
  const open = asked.filter((one) => isOpen(answers, one.id))
  const tally = tallyOf(through.map((one) => one.weight))
  const atMost = tallyOf([
    ...through.map((one) => one.weight),
    ...open.map((one) => one.weights[set]!),
  ])
  const state = isPositive(tally) ? 'positive' : isPositive(atMost) ? 'open' : 'not-shown'
  return { dimension, state, tally, through, openQuestions: open.length }
}

function tallyOf(weights: readonly Weight[]): Tally {
  const tally = { ...emptyTally }
  for (const weight of weights) tally[weight] += 1
  return tally
}

function positives(set: IndicatorSet, answers: Answers): Positives {
  const tallies = new Map<Dimension, Record<Weight, number>>()
  for (const { id, dimension, weights } of indicatorsOf(set)) {
    if (!isYes(answers, id)) continue
    const tally = tallies.get(dimension) ?? { ...emptyTally }
    tally[weights[set]!] += 1
    tallies.set(dimension, tally)
  }
  return new Set(
    [...tallies].filter(([, tally]) => isPositive(tally)).map(([dimension]) => dimension),
  )
}

/** The outcome alone, for lists. */
export function judge(set: IndicatorSet, answers: Answers): Verdict {
  const positive = positives(set, answers)
  const verdict = isChildSet(set)
    ? childVerdict(positive, {
        act: acts.some((act) => isYes(answers, act)),
        purpose: palermoForms.some((form) => isYes(answers, form)),
      })
    : adultVerdict(positive)
  // The lists count signs of labour and sexual exploitation. Where the person has named a form
  // outright (organ removal and forced marriage are in no list), a low count must not hide it.
  if (verdict.outcome === 'not-indicated-so-far' && forms.some((form) => isYes(answers, form))) {
    return { outcome: 'review', reading: 'form-stated' }
  }
  return verdict
}

function questionsThatCount(set: IndicatorSet): string[] {
  return [...acts, ...indicatorsOf(set).map((one) => one.id), ...forms]
}

function asIfAllYes(set: IndicatorSet, answers: Answers): Answers {
  const supposed = new Map(answers)
  for (const id of questionsThatCount(set)) if (isOpen(answers, id)) supposed.set(id, 'yes')
  return supposed
}

function decidingQuestions(set: IndicatorSet, answers: Answers, now: Verdict): DecidingQuestion[] {
  return questionsThatCount(set)
    .filter((id) => isOpen(answers, id))
    .map((indicator) => ({ indicator, ...judge(set, new Map(answers).set(indicator, 'yes')) }))
    .filter((one) => one.outcome !== now.outcome)
    .sort((a, b) => strength[b.outcome] - strength[a.outcome])
}

function pivotalAnswers(set: IndicatorSet, answers: Answers, now: Verdict): string[] {
  return questionsThatCount(set)
    .filter((id) => isYes(answers, id))
    .filter((id) => {
      const without = new Map(answers)
      without.delete(id)
      return strength[judge(set, without).outcome] < strength[now.outcome]
    })
}

function readElements(set: IndicatorSet, answers: Answers, positive: Positives): PalermoElement[] {
  const means = dimensions.filter((one) => one !== 'exploitation' && positive.has(one))
  const purpose = [
    ...palermoForms.filter((form) => isYes(answers, form)),
    ...(positive.has('exploitation') ? ['exploitation'] : []),
  ]
  const act = acts.filter((one) => isYes(answers, one))
  const state = (through: readonly string[]): ElementState => (through.length ? 'shown' : 'open')
  return [
    { element: 'act', state: state(act), through: act },
    { element: 'means', state: isChildSet(set) ? 'not-needed' : state(means), through: means },
    { element: 'purpose', state: state(purpose), through: purpose },
  ]
}

function signsOf(set: IndicatorSet, answers: Answers): number[] {
  const signs = indicatorsOf(set).flatMap((one) => (isYes(answers, one.id) ? one.ilo11 : []))
  return [...new Set(signs)].sort((a, b) => a - b)
}
