import { type Debt, debtOf, type Facts } from './report.ts'

/** What a desk owes in which time. Rules are dated: a report keeps the ones that held when it came. */
export interface DeadlineRule {
  from: string
  /** Somebody in danger now: minutes until triage. */
  dangerMinutes: number
  triageHours: number
  /** From triage, or from a follow-up, until the reporter has an answer. */
  replyHours: number
  source: string
}

export const deadlineRules: readonly DeadlineRule[] = [
  {
    from: '2026-01-01',
    dangerMinutes: 60,
    triageHours: 24,
    replyHours: 72,
    source: 'our own rule, until an agency sets another; no statute fixes these times',
  },
]

const MINUTE = 60_000

function ruleOn(received: Date): DeadlineRule {
  const day = received.toISOString().slice(0, 10)
  return deadlineRules.findLast((rule) => rule.from <= day) ?? deadlineRules[0]!
}

export function triageDue(received: Date, dangerNow: boolean): Date {
  const rule = ruleOn(received)
  const minutes = dangerNow ? rule.dangerMinutes : rule.triageHours * 60
  return new Date(received.getTime() + minutes * MINUTE)
}

/** `since` is the triage or the reporter's newest message, whichever asked for the answer. */
export function replyDue(since: Date): Date {
  return new Date(since.getTime() + ruleOn(since).replyHours * 60 * MINUTE)
}

/** What is owed and until when; where nothing is owed the last deadline stays as it was. */
export function clockOf(facts: Facts, before: string): { owes: Debt; dueAt: string } {
  const owes = debtOf(facts)
  if (owes === 'nothing') return { owes, dueAt: before }
  if (owes === 'triage')
    return { owes, dueAt: triageDue(new Date(facts.cameAt), facts.dangerNow).toISOString() }
  const asked = facts.triagedAt! > facts.lastInAt ? facts.triagedAt! : facts.lastInAt
  return { owes, dueAt: replyDue(new Date(asked)).toISOString() }
}

/** Nothing is overdue that is not owed. */
export function isOverdue(report: { owes: Debt; dueAt: string }, now: Date): boolean {
  return report.owes !== 'nothing' && Date.parse(report.dueAt) <= now.getTime()
}
