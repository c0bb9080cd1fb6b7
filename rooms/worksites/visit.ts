import type { PartyRole } from './site.ts'

export const visitReasons = ['planned', 'complaint', 'follow-up', 'other-agency'] as const
export type VisitReason = (typeof visitReasons)[number]

export const findingCodes = [
  'advance-held',
  'wages-withheld',
  'below-minimum-wage',
  'deductions-not-agreed',
  'no-wage-record',
  'movement-restricted',
  'may-not-leave-job',
  'may-not-sell-own',
  'documents-held',
  'children-working',
  'violence-or-threats',
  'debt-passed-on',
  'unsafe-work',
  'no-bonded-labour-seen',
] as const
export type FindingCode = (typeof findingCodes)[number]

/** What a finding rests on. */
export const bases = ['seen', 'said-by-worker', 'said-by-owner', 'paper'] as const
export type Basis = (typeof bases)[number]

export const correctiveCodes = [
  'stop-recovery',
  'pay-wages',
  'return-documents',
  'return-property',
  'let-people-leave',
  'children-to-school',
  'keep-wage-record',
  'make-safe',
  'other',
] as const
export type CorrectiveCode = (typeof correctiveCodes)[number]

export const checkResults = ['done', 'partly', 'not-done'] as const
export type CheckResult = (typeof checkResults)[number]

export interface Corrective {
  code: CorrectiveCode
  toRole: PartyRole
  dueOn: string
  doneOn: string | null
}

/** Overdue on the day after its last day, for as long as nobody found it done. */
export const isOverdue = (order: Pick<Corrective, 'dueOn' | 'doneOn'>, today: string): boolean =>
  order.doneOn === null && order.dueOn < today

/** Findings that point at bonded labour under s. 2(e) of the 1992 Act: the file asks for more. */
const pointing: readonly FindingCode[] = [
  'advance-held',
  'movement-restricted',
  'may-not-leave-job',
  'may-not-sell-own',
  'debt-passed-on',
]
export const pointsAtBondage = (codes: readonly FindingCode[]): boolean =>
  codes.some((code) => pointing.includes(code))
