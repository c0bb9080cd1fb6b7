import type { Fact } from '../cases/door.ts'

/** Means of control: the facts of that kind, in the order in which cases list them. */
export const meansCodes = [
  'physical-force',
  'sexual-violence',
  'threat-of-harm',
  'threat-to-family',
  'threat-of-authorities',
  'confined-or-guarded',
  'abducted',
  'false-promise',
  'debt-as-control',
  'wages-withheld',
  'documents-withheld',
  'psychological-pressure',
  'vulnerability-abused',
] as const satisfies readonly Fact[]
export type Means = (typeof meansCodes)[number]
