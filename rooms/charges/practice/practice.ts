import { coversSection } from '../fir.ts'
import type { Text } from '../law.ts'

export const practiceForms = [
  'tip',
  'bonded',
  'smuggling',
  'recruit-fraud',
  'kidnap-ransom',
  'organ',
  'forced-marriage',
  'tip-pre-2018',
  'victim-not-offender',
  'insufficient',
  'none',
] as const
export type PracticeForm = (typeof practiceForms)[number]
export const practiceScreenings = ['presumed', 'ask-more', 'not-so-far'] as const
export const practiceAgencies = ['police', 'fia', 'undecided'] as const

/** A published case retold, with what courts, prosecutors or teaching material made of it. */
export interface PracticeCase {
  key: string
  story: Text
  form: PracticeForm
  alsoRight: PracticeForm[]
  screening: (typeof practiceScreenings)[number]
  expected: string[]
  /** Acts or sections that do not fit, whatever one feels about the facts. */
  never: string[]
  agency: (typeof practiceAgencies)[number]
  why: Text
  source: string
}

export interface PracticeAnswer {
  screening: PracticeCase['screening']
  form: PracticeForm
  sections: string[]
  agency: PracticeCase['agency']
}

export interface Comparison {
  screening: boolean
  form: boolean
  agency: boolean
  found: string[]
  missed: string[]
  /** Chosen, and said not to fit. */
  wrong: string[]
  /** Chosen beyond what the source names: open to argument. */
  beyond: string[]
}

/** An answer beside what is expected; a section that is neither expected nor excluded is no fault. */
export function compare(of: PracticeCase, answer: PracticeAnswer): Comparison {
  const chosen = answer.sections
  const hit = (expected: string) => chosen.some((one) => coversSection(one, expected))
  const excluded = (one: string) =>
    of.never.some((each) => one === each || one.startsWith(`${each} `) || coversSection(each, one))
  return {
    screening: answer.screening === of.screening,
    form: answer.form === of.form || of.alsoRight.includes(answer.form),
    agency: answer.agency === of.agency,
    found: of.expected.filter(hit),
    missed: of.expected.filter((one) => !hit(one)),
    wrong: chosen.filter(excluded),
    beyond: chosen.filter(
      (one) => !excluded(one) && !of.expected.some((each) => coversSection(one, each)),
    ),
  }
}
