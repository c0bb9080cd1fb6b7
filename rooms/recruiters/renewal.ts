import { Problem } from '../../core/problem.ts'
import { addDays, addMonths } from './complaint.ts'
import type { Kind, Status } from './licence.ts'

interface Paper {
  code: string
  /** The rule that asks for it; empty where none was read. */
  rule: string
  /** S full text on a secondary site; `unknown` where the rules that were read are silent. */
  grade: 'S' | 'unknown'
}

/**
 * What is handed in with an application. Rule 9 is known in outline alone, and names no papers:
 * what carries a rule is what that rule asks of a licence all the time, the rest is as the office asks.
 */
export const papers = [
  { code: 'workers-sent', rule: 'Rules 1979, rr. 9, 25', grade: 'S' },
  { code: 'security-kept', rule: 'Rules 1979, r. 8', grade: 'S' },
  { code: 'office-approved', rule: 'Rules 1979, r. 11-A', grade: 'S' },
  { code: 'fee-paid', rule: '', grade: 'unknown' },
  { code: 'other-papers', rule: '', grade: 'unknown' },
] as const satisfies readonly Paper[]
export type PaperCode = (typeof papers)[number]['code']
export const paperCodes = papers.map((one) => one.code) as readonly PaperCode[]

export const renewalStates = ['open', 'granted', 'refused', 'withdrawn'] as const
export type RenewalState = (typeof renewalStates)[number]

export const decisions = ['granted', 'refused', 'withdrawn'] as const
export type Decision = (typeof decisions)[number]

/** Why a renewal is granted or refused. Our own list: the rule that was read names no grounds. */
export const renewalReasons = {
  granted: ['nothing-open', 'despite-what-is-open'],
  refused: [
    'papers-missing',
    'complaints-not-answered',
    'money-not-returned',
    'orders-not-obeyed',
    'security-not-kept',
    'office-not-approved',
    'other',
  ],
  withdrawn: ['by-the-licensee', 'entered-by-mistake'],
} as const satisfies { [decision in Decision]: readonly string[] }
export type RenewalReason = (typeof renewalReasons)[Decision][number]
export const allRenewalReasons: readonly RenewalReason[] = decisions.flatMap(
  (decision) => renewalReasons[decision],
)

/** What an officer looks through: what waits, whose term ends with nothing handed in, what was decided. */
export const renewalLists = ['waiting', 'ending', 'decided'] as const
export type RenewalList = (typeof renewalLists)[number]

/** So long before its last day a term is told as ending. Our own choice: rule 9 as read names no time. */
export const DAYS_BEFORE_END = 90

/** What stands against a licensee by what is recorded here. It is shown, it decides nothing. */
export interface RenewalChecks {
  /** Complaints under a show-cause notice or being heard. */
  showCause: number
  /** Complaints received in the three years before. */
  complaints: number
  /** Workers sent in that time; the higher of what is recorded here and what the list says. */
  sent: number
  /** Money ordered to be returned or paid, and not known to be. */
  unpaid: number
  /** Other orders of inspections that are not done. */
  openOrders: number
}

export const hasOpenMatters = (checks: RenewalChecks): boolean =>
  checks.showCause + checks.unpaid + checks.openOrders > 0

/** Complaints for each hundred workers sent; undefined where nobody was sent. */
export function perHundredSent(checks: RenewalChecks): number | undefined {
  return checks.sent ? (100 * checks.complaints) / checks.sent : undefined
}

interface Licence {
  kind: Kind
  status: Status
  expiresOn: string | null
}

/** Refuses to renew a travel agent's licence, and one that is suspended or has ended for good. */
export function checkRenewable({ kind, status }: Pick<Licence, 'kind' | 'status'>): void {
  if (kind === 'travel-agent') throw new Problem('conflict', 'recruiters/renewal-of-travel-agent')
  if (status === 'suspended') throw new Problem('conflict', 'recruiters/renewal-of-suspended')
  if (!['valid', 'expired', 'invalid'].includes(status))
    throw new Problem('conflict', 'recruiters/renewal-of-ended')
}

/**
 * Refuses an application that cannot be decided here: a second one, one for a term that is granted
 * already, and a late one. That it is late after the last day is our own rule: rule 9 as read is silent.
 */
export function checkApplication(
  licence: Licence,
  of: { on: string; today: string; open: boolean; grantedFrom: string | null },
): void {
  checkRenewable(licence)
  if (of.open) throw new Problem('conflict', 'recruiters/renewal-twice')
  if (of.on > of.today) refuse('on', 'recruiters/day-in-future')
  if (of.on < RULES_BEGAN) refuse('on', 'recruiters/day-impossible')
  if (of.grantedFrom && of.grantedFrom > of.on)
    throw new Problem('conflict', 'recruiters/renewal-granted-already')
  if (licence.expiresOn && of.on > licence.expiresOn) refuse('on', 'recruiters/renewal-late')
}

// Emigration Rules 1979, SRO 453(I)/79.
const RULES_BEGAN = '1979-05-26'

export interface Term {
  from: string
  until: string
}

/**
 * The term that follows: from the day after the old one, or from the decision where none is known.
 * Refuses one that would be over before it is decided.
 */
export function termAfter(expiresOn: string | null, decidedOn: string, years: number): Term {
  const before = expiresOn ?? addDays(decidedOn, -1)
  const until = addMonths(before, 12 * years)
  if (until < decidedOn) throw new Problem('conflict', 'recruiters/renewal-term-past')
  return { from: addDays(before, 1), until }
}

export interface DecisionOf {
  on: string
  today: string
  reason: RenewalReason
  words: string | null
  orderNumber: string
  heardOn: string | null
  /** Whether the one who decides also entered it. */
  byWhoEntered: boolean
  checks: RenewalChecks
}

/**
 * Refuses a decision by whoever entered the application, before it or ahead of today, with a reason
 * of another decision, without its number, one that passes over what is open in silence, and a
 * refusal without words or a hearing (r. 9). A withdrawal needs only its day and reason.
 */
export function checkDecision(
  renewal: { state: RenewalState; appliedOn: string },
  to: Decision,
  of: DecisionOf,
): void {
  if (renewal.state !== 'open') throw new Problem('conflict', 'recruiters/renewal-decided')
  if (of.on > of.today) refuse('on', 'recruiters/day-in-future')
  if (of.on < renewal.appliedOn) refuse('on', 'recruiters/before-application')
  if (!(renewalReasons[to] as readonly string[]).includes(of.reason))
    refuse('reason', 'recruiters/reason-of-another-decision')
  if (to === 'withdrawn') return
  if (of.byWhoEntered) throw new Problem('forbidden', 'recruiters/renewal-by-another')
  if (of.reason === 'nothing-open' && hasOpenMatters(of.checks))
    refuse('reason', 'recruiters/renewal-against-checks')
  if (of.reason !== 'nothing-open' && !of.words) refuse('words', 'recruiters/say-why')
  if (!of.orderNumber.trim()) refuse('orderNumber', 'recruiters/order-number-missing')
  if (to === 'refused' && !of.heardOn) refuse('heardOn', 'recruiters/not-heard')
  if (of.heardOn && (of.heardOn < renewal.appliedOn || of.heardOn > of.on))
    refuse('heardOn', 'recruiters/hearing-between')
}

function refuse(field: string, code: string): never {
  throw new Problem('input', code, { fields: { [field]: `problem.${code}` } })
}
