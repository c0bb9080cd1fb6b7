import { type Concern, concernsOf } from './closing.ts'
import { type Deadlines, dueFor } from './deadlines.ts'
import type { Debt, ReportKind, Status } from './report.ts'

/** So many reminders stand in the mailbox before a report may end by rule. */
export const REMINDERS = 2

/** A report about which the desk has asked something. */
export interface Asked {
  status: Status
  owes: Debt
  kind: ReportKind
  receivedAt: string
  dangerNow: boolean
  concerns: readonly Concern[] | null
  /** When the desk asked last. */
  askedAt: string
  /** When the reporter was reminded of this question, the oldest first. */
  remindedAt: readonly string[]
}

/**
 * Whether silence may end a report at all: never where somebody is in danger, a child, an official or a
 * death is concerned, nor where nobody has said so: what was not said is not "no".
 */
export function mayExpire(of: Pick<Asked, 'kind' | 'dangerNow' | 'concerns'>): boolean {
  return !of.dangerNow && concernsOf(of.kind, of.concerns)?.length === 0
}

/** What the rule does next and when; undefined where the desk has not asked, owes something, or may not. */
export function nextOfSilence(
  of: Asked,
  deadlines: Deadlines,
): { act: 'remind' | 'expire'; at: Date } | undefined {
  if (of.status !== 'asked-more' || of.owes !== 'nothing' || !mayExpire(of)) return undefined
  const act = of.remindedAt.length < REMINDERS ? 'remind' : 'expire'
  return { act, at: dueFor(deadlines, act, of, new Date(of.remindedAt.at(-1) ?? of.askedAt)) }
}

/** When the report ends if the reporter stays silent from here on. */
export function endOfSilence(of: Asked, deadlines: Deadlines): Date | undefined {
  const next = nextOfSilence(of, deadlines)
  if (!next || next.act === 'expire') return next?.at
  return endOfSilence({ ...of, remindedAt: [...of.remindedAt, next.at.toISOString()] }, deadlines)
}
