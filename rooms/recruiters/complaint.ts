import { Problem } from '../../core/problem.ts'

export const complaintKinds = [
  'overcharge',
  'no-job-after-payment',
  'contract-substitution',
  'wages-not-as-promised',
  'forged-papers',
  'visit-or-umrah-visa',
  'passport-kept',
  'advert-without-permission',
  'sub-agent',
  'violence-or-threats',
  'other',
] as const
export type ComplaintKind = (typeof complaintKinds)[number]

/** Kinds that go to the federal investigators with the file (Emigration Rules 1979, r. 29(4)). */
const serious: readonly ComplaintKind[] = [
  'forged-papers',
  'passport-kept',
  'violence-or-threats',
  'no-job-after-payment',
]
export const isSerious = (kind: ComplaintKind): boolean => serious.includes(kind)

export const stages = [
  'received',
  'before-director-general',
  'show-cause',
  'hearing',
  'ordered',
  'appealed',
  'closed',
  'sent-to-fia',
] as const
export type Stage = (typeof stages)[number]

/** Protector → Director General → show-cause → hearing → order → appeal (Emigration Rules 1979, rr. 28–30). */
const following: Record<Stage, readonly Stage[]> = {
  received: ['before-director-general', 'sent-to-fia', 'closed'],
  'before-director-general': ['show-cause', 'sent-to-fia', 'closed'],
  'show-cause': ['hearing', 'sent-to-fia', 'closed'],
  hearing: ['ordered', 'sent-to-fia', 'closed'],
  ordered: ['appealed', 'closed', 'sent-to-fia'],
  appealed: ['ordered', 'closed'],
  closed: [],
  'sent-to-fia': ['closed'],
}
export const stagesAfter = (stage: Stage): readonly Stage[] => following[stage]

export const outcomes = [
  'money-returned',
  'licence-suspended',
  'licence-cancelled',
  'fine-or-forfeiture',
  'warned',
  'not-proved',
  'withdrawn-by-complainant',
  'too-late-under-31-B',
  'criminal-case-registered',
] as const
export type Outcome = (typeof outcomes)[number]

interface Limit {
  stage: Stage
  days: number
  /** Where no statute fixes a time, it is our own rule until the authority sets another. */
  source: string
}

export const limits: readonly Limit[] = [
  { stage: 'received', days: 7, source: 'own rule' },
  { stage: 'before-director-general', days: 14, source: 'own rule' },
  { stage: 'show-cause', days: 15, source: 'own rule' },
  { stage: 'hearing', days: 30, source: 'own rule' },
  { stage: 'sent-to-fia', days: 30, source: 'own rule' },
]

/** The day by which the next step is due; null where nothing is owed. */
export function dueOn(stage: Stage, since: string): string | null {
  const limit = limits.find((one) => one.stage === stage)
  return limit ? addDays(since, limit.days) : null
}

/**
 * The next stage of a complaint. An order and an end need an outcome; one against somebody without
 * a licence cannot be heard by the licensing authority: it goes to the investigators (r. 29(5)).
 */
export function move(
  complaint: { stage: Stage; licensed: boolean; since: string },
  to: Stage,
  of: { on: string; today: string; outcome: Outcome | null },
): { stage: Stage; dueOn: string | null } {
  if (!following[complaint.stage].includes(to)) {
    throw new Problem('conflict', 'recruiters/complaint-step-out-of-order')
  }
  if (!complaint.licensed && (to === 'show-cause' || to === 'hearing')) {
    throw new Problem('conflict', 'recruiters/no-licence-to-hear')
  }
  if (of.on > of.today) refuseDay('recruiters/day-in-future')
  if (of.on < complaint.since) refuseDay('recruiters/day-before-last-step')
  if ((to === 'ordered' || to === 'closed') && !of.outcome) {
    throw new Problem('input', 'recruiters/outcome-missing', {
      fields: { outcome: 'problem.recruiters/outcome-missing' },
    })
  }
  return { stage: to, dueOn: dueOn(to, of.on) }
}

function refuseDay(code: string): never {
  throw new Problem('input', code, { fields: { on: `problem.${code}` } })
}

export interface SixMonths {
  lastDay: string
  daysLeft: number
  tooLate: boolean
}

/**
 * The six months in which a complaint against a promoter is entertained, from joining the work
 * abroad. Emigration Rules 1979, r. 31-B (full text on a secondary site). Undefined for whoever
 * never joined: for them no time runs under this rule. It does not limit a criminal case.
 */
export function sixMonthsOf(joinedOn: string | null, day: string): SixMonths | undefined {
  if (!joinedOn) return undefined
  const lastDay = addMonths(joinedOn, 6)
  const daysLeft = daysBetween(day, lastDay)
  return { lastDay, daysLeft, tooLate: daysLeft < 0 }
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The same day of a later month, or that month's last where it has no such day. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last)))
    .toISOString()
    .slice(0, 10)
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000)
}
