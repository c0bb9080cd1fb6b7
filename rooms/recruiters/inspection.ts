import { Problem } from '../../core/problem.ts'
import { addDays } from './complaint.ts'
import type { Kind } from './licence.ts'

interface Item {
  code: string
  /** Set where it is asked of travel agencies, whose law is another. */
  of?: 'travel-agent'
  rule: string
  /** G gazette, S full text on a secondary site, M from memory. */
  grade: 'S' | 'M'
}

/**
 * What is looked at in an office, and the rule behind it. Emigration Ordinance and Rules 1979 were
 * read in full on a secondary site; what carries no rule there is a matter of good order and says so.
 */
export const items = [
  { code: 'licence-shown', rule: 'Rules 1979, r. 25', grade: 'S' },
  { code: 'office-approved', rule: 'Rules 1979, r. 11-A', grade: 'S' },
  { code: 'no-sub-agents', rule: 'Rules 1979, r. 11', grade: 'S' },
  { code: 'adverts-permitted', rule: 'Ordinance 1979, s. 9', grade: 'S' },
  { code: 'demand-papers-match', rule: 'Rules 1979, r. 19', grade: 'S' },
  { code: 'agreements-explained', rule: 'Rules 1979, r. 21', grade: 'S' },
  { code: 'paid-through-bank', rule: 'Rules 1979, rr. 15, 15-A', grade: 'S' },
  { code: 'receipts-given', rule: 'Rules 1979, rr. 15, 15-A', grade: 'S' },
  { code: 'registers-kept', rule: 'Rules 1979, r. 25', grade: 'S' },
  { code: 'visas-of-right-kind', rule: 'Rules 1979, r. 25', grade: 'S' },
  { code: 'women-of-age', rule: 'Rules 1979, r. 25', grade: 'S' },
  { code: 'no-child-alone', rule: 'Rules 1979, r. 31-A', grade: 'S' },
  { code: 'passports-with-workers', rule: '', grade: 'M' },
  {
    code: 'agency-licence-shown',
    of: 'travel-agent',
    rule: 'Travel Agencies Rules 1977',
    grade: 'S',
  },
  {
    code: 'agency-place-and-field',
    of: 'travel-agent',
    rule: 'Travel Agencies Rules 1977',
    grade: 'S',
  },
  {
    code: 'agency-charges-shown',
    of: 'travel-agent',
    rule: 'Travel Agencies Rules 1977',
    grade: 'S',
  },
  {
    code: 'agency-no-workers',
    of: 'travel-agent',
    rule: 'Ordinance 1979, s. 22(b); Rules 1979, r. 7',
    grade: 'S',
  },
] as const satisfies readonly Item[]
export type ItemCode = (typeof items)[number]['code']
export const itemCodes = items.map((one) => one.code) as readonly ItemCode[]

/** What is looked at in an office of this kind. */
export const itemsFor = (kind: Kind): readonly (Item & { code: ItemCode })[] =>
  (items as readonly (Item & { code: ItemCode })[]).filter(
    (one) => (one.of === 'travel-agent') === (kind === 'travel-agent'),
  )

/** Two answers; an item without one was not looked at. */
export const answers = ['in-order', 'not-in-order'] as const
export type Answer = (typeof answers)[number]

export const inspectionStates = ['planned', 'made', 'dropped'] as const
export type InspectionState = (typeof inspectionStates)[number]

/** Why somebody is visited: what the ranking names, or what an officer chose. */
export const visitReasons = [
  'complaints',
  'contract-substitution',
  'overcharge',
  'repeat-directors',
  'overdue-orders',
  'alarmed-placements',
  'follow-up',
  'renewal',
  'by-turn',
] as const
export type VisitReason = (typeof visitReasons)[number]

export const correctiveCodes = [
  'return-money',
  'return-passports',
  'close-branch',
  'end-sub-agents',
  'take-down-advert',
  'keep-registers',
  'pay-through-bank',
  'explain-agreements',
  'other',
] as const
export type CorrectiveCode = (typeof correctiveCodes)[number]

export const checkResults = ['done', 'partly', 'not-done'] as const
export type CheckResult = (typeof checkResults)[number]

/** Before this no visit is on record: a year typed wrong. */
const EARLIEST_VISIT = '2000-01-01'
const LONGEST_LIMIT = 366

/** Refuses a visit that lies ahead or far back. */
export function checkVisitDay(on: string, today: string): void {
  if (on > today) refuse('on', 'recruiters/day-in-future')
  if (on < EARLIEST_VISIT) refuse('on', 'recruiters/visit-too-old')
}

/** Refuses a limit before the day it is counted from, or more than a year after it. */
export function checkLimit(field: string, day: string, from: string): void {
  if (day < from) refuse(field, 'recruiters/limit-in-past')
  if (day > addDays(from, LONGEST_LIMIT)) refuse(field, 'recruiters/limit-too-far')
}

/** Overdue on the day after its last day, for as long as nobody found it done. */
export const isOverdue = (order: { dueOn: string; doneOn: string | null }, today: string) =>
  order.doneOn === null && order.dueOn < today

function refuse(field: string, code: string): never {
  throw new Problem('input', code, { fields: { [field]: `problem.${code}` } })
}
