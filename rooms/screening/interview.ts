import { Problem } from '../../core/problem.ts'
import {
  actQuestions,
  type Dimension,
  formQuestions,
  type IndicatorSet,
  indicatorsOf,
  isChildSet,
  observations,
} from './instrument.ts'

export const interviewStates = ['open', 'paused', 'finished'] as const
export type InterviewState = (typeof interviewStates)[number]

/** Who else is in the room: it bears on how freely somebody could speak. */
export const othersPresent = [
  'support-person',
  'family',
  'guardian',
  'lawyer',
  'child-protection-officer',
  'police',
  'employer',
  'other',
] as const
export type OtherPresent = (typeof othersPresent)[number]

/** In whose presence an account should not be taken: a warning, not a bar. */
export const doubtfulCompany: readonly OtherPresent[] = ['employer', 'family']

export const interpreters = [
  'none',
  'professional',
  'staff',
  'family-or-friend',
  'telephone',
] as const
export type Interpreter = (typeof interpreters)[number]

/** What an answer rests on. */
export const answerRestings = [
  'said-now',
  'statement',
  'document',
  'observation',
  'medical',
] as const
export type AnswerResting = (typeof answerRestings)[number]

export type Section = 'acts' | Dimension | 'forms' | 'observations'

/**
 * The order in which sections are gone through (see README.md, "The order"). It begins with what
 * is neutral, keeps the two sections on force together in the middle, and ends on calmer ground.
 */
const adultOrder: readonly Section[] = [
  'acts',
  'deceptive-recruitment',
  'exploitation',
  'destination-vulnerability',
  'coercion-destination',
  'coercive-recruitment',
  'forms',
  'recruitment-vulnerability',
  'observations',
]
/** A child is not led through means: what decides comes first, the rest only if the child wants to go on. */
const childOrder: readonly Section[] = [
  'acts',
  'exploitation',
  'forms',
  'destination-vulnerability',
  'coercion-destination',
  'coercive-recruitment',
  'deceptive-recruitment',
  'recruitment-vulnerability',
  'observations',
]

/** Sections before which a pause is offered. */
export const hardSections: readonly Section[] = [
  'coercion-destination',
  'coercive-recruitment',
  'forms',
]

export function sectionsFor(set: IndicatorSet): readonly Section[] {
  return isChildSet(set) ? childOrder : adultOrder
}

/** Whether a section can be left out without changing what the result could be: for a child, the means. */
export function isOptional(set: IndicatorSet, section: Section): boolean {
  if (section === 'observations') return true
  return isChildSet(set) && !['acts', 'exploitation', 'forms'].includes(section)
}

export function questionsIn(set: IndicatorSet, section: Section): readonly string[] {
  if (section === 'acts') return actQuestions.map((one) => one.id)
  if (section === 'forms') return formQuestions.map((one) => one.id)
  if (section === 'observations') return observations.map((one) => one.id)
  return indicatorsOf(set)
    .filter((one) => one.dimension === section)
    .map((one) => one.id)
}

const SECTIONS_OF_SEX: readonly string[] = ['commercial-sex']

/** The set to begin with, from age and from what the case says; a person may choose another. */
export function suggestSet(known: {
  age: number | undefined
  purposes: readonly string[]
}): IndicatorSet {
  const path = known.age !== undefined && known.age < 18 ? 'child' : 'adult'
  const sexual = known.purposes.some((purpose) => SECTIONS_OF_SEX.includes(purpose))
  return `${path}-${sexual ? 'sexual' : 'labour'}`
}

/** Throws where an adult set is chosen for somebody known to be under 18. */
export function checkSet(set: IndicatorSet, age: number | undefined): void {
  // A child measured by the adult rule would be asked for means that the law does not ask of a child.
  if (age !== undefined && age < 18 && !isChildSet(set)) {
    throw new Problem('conflict', 'screening/child-needs-child-path', {
      fields: { set: 'screening/child-needs-child-path' },
    })
  }
}

const following: Record<InterviewState, readonly InterviewState[]> = {
  open: ['open', 'paused', 'finished'],
  paused: ['paused', 'open', 'finished'],
  finished: ['finished', 'open'],
}

/** Throws where an interview cannot go from one state to the other. */
export function checkMove(from: InterviewState, to: InterviewState): void {
  if (!following[from].includes(to)) throw new Problem('conflict', 'screening/interview-finished')
}
