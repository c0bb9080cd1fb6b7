import type { Duty } from '../../core/people.ts'

/** Who judges whether two people are one: those who work on the cases themselves. */
export const judges = [
  'investigator',
  'case-worker',
  'supervisor',
] as const satisfies readonly Duty[]

/** Counts of patterns, and nothing of the people they came from. */
export const counters = ['statistician', 'oversight'] as const satisfies readonly Duty[]
