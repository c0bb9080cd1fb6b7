import { checkDueDay, checkPastDay, EARLIEST_VISIT, refuse } from './days.ts'
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

/** One picture, in bytes; and how many one visit brings. */
export const LARGEST_PHOTO = 700_000
export const MOST_PHOTOS = 6

/** What a visit must have before it is taken, on the phone as at the office. Throws Problem. */
export function checkVisit(
  visit: {
    siteId?: string | null
    site?: object | null
    on: string
    findings: readonly { photos?: readonly unknown[] }[]
    orders: readonly { dueOn: string }[]
  },
  today: string,
): void {
  if (visit.siteId && visit.site) refuse('siteId', 'worksites/one-place')
  if (!visit.siteId && !visit.site) refuse('siteId', 'worksites/visit-without-place')
  checkPastDay('on', visit.on, today, EARLIEST_VISIT)
  // An order written without a network may reach us after its last day: it counts all the same.
  visit.orders.forEach((one, i) => {
    checkDueDay(`orders.${i}.dueOn`, one.dueOn, visit.on)
  })
  const photos = visit.findings.reduce((sum, one) => sum + (one.photos?.length ?? 0), 0)
  if (photos > MOST_PHOTOS) refuse('findings', 'worksites/too-many-photos')
}
