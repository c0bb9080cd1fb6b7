import type { Averaged } from './averaging.ts'
import type { KnownTruth, LinkageShift, Tilt, WithoutOne } from './sensitivity.ts'
import type { ThresholdStep } from './stepwise.ts'

export const methods = [
  'lower-bound',
  'independent',
  'unequal',
  'stepwise',
  'bic',
  'average',
  'graphs',
  'thresholding',
  'latent',
] as const
export type Method = (typeof methods)[number]

export type Grade = 'amber' | 'red'

/** What a reader must know before believing a number; red: do not rest a decision on it. */
export interface Warning {
  code: string
  grade: Grade
  text: string
  /** What the text names, for those who write it in another language. */
  values: Record<string, string | number>
}

export interface Estimate {
  method: Method
  /** Everybody: listed and unlisted. A modelled estimate, never a count. */
  N: number
  /** 95 % limits: chance alone, not whether the assumption holds. */
  lower: number
  upper: number
  model: string
  assumption: string
  warnings: Warning[]
}

export interface Checks {
  withoutOneList: WithoutOne[]
  thresholds: ThresholdStep[]
  linkage: LinkageShift[]
  highestOrder: Tilt[]
  internal: KnownTruth[]
  models: Averaged['models']
  /** Models left out since their estimate does not exist or is not unique. */
  refusedModels: { name: string; code: number }[]
  exhaustive: boolean
  /** BIC choice: limits when only so many of the best models may be chosen. */
  byNumberOfModels: { models: number; lower: number; upper: number }[]
}

export interface Range {
  lowest: number
  highest: number
  lower: number
  upper: number
}

export interface Reach extends Range {
  /** Of all people, those whom no list could ever have met: no data can tell how many they are. */
  share: number
}

export interface Report {
  lists: string[]
  /** People on at least one list. */
  listed: number
  seed: number
  bootstraps: number
  methods: Partial<Record<Method, Estimate>>
  /** Lowest and highest estimate, lowest and highest limit over the methods. */
  range: Range
  /** The range, had a share of all people been out of reach of every list. */
  reach: Reach[]
  warnings: Warning[]
  assumptions: string[]
  checks: Checks
}

export const assumptionOf: Record<Method, string> = {
  'lower-bound':
    'People may differ in how easily they are listed; given that, no list leads to another. ' +
    'Then the number is at least this.',
  independent: 'Being on one list makes being on another neither likelier nor less likely.',
  unequal:
    'People differ in how easily they are found, as many easily as hardly, and every list feels it alike.',
  stepwise:
    'Lists may go together two by two, as far as the overlaps show it; three or more at once do not.',
  bic: 'The simplest pattern of lists going together that fits well is the true one.',
  average: 'One of the patterns tried is true; each counts by how well and how simply it fits.',
  graphs:
    'Lists go together in a pattern that can be taken apart piece by piece (a decomposable graph).',
  thresholding:
    'Lists go together two by two, mostly weakly; ties that the data do not show are none.',
  latent:
    'There are hidden kinds of people; within a kind, every list reaches each with the same chance.',
}

export const assumptions: readonly string[] = [
  'These are modelled estimates under stated assumptions, not counts.',
  'Nobody entered or left the population in the period that the lists cover.',
  'Every person was matched rightly across the lists.',
  'All lists use the same definition of a victim.',
  'Everyone had some chance of being listed: people whom no agency could ever have met are not in any number here.',
  'No list was made by copying from, or referring to, another beyond what the model allows for.',
  'The limits show chance alone; they do not show that an assumption may be wrong.',
]
