import { dayInPakistan } from '../../core/days.ts'
import { type Calendar, workingDaysAfter } from './calendar.ts'
import { type Debt, debtOf, type Facts, type ReportKind, wasRefused } from './report.ts'

/** What a deadline is for. `danger` takes the place of `triage` and `hand-over` where somebody is in danger now. */
export const deadlineSteps = [
  'danger',
  'triage',
  'hand-over',
  'reply',
  'second-person',
  /** From the day on which the desk opened it until it is a case or closed. */
  'final',
  /** How long what is late waits at each level before it goes on. */
  'with-supervisor',
  'with-supervisor-danger',
  'with-oversight',
  /** The reporter's silence after the desk has asked: from question to reminder to reminder, then to the end. */
  'remind',
  'expire',
] as const
export type DeadlineStep = (typeof deadlineSteps)[number]

/** Minutes and hours run through the night and through holidays; working days do not. */
export const deadlineUnits = ['minutes', 'hours', 'working-days'] as const
export type DeadlineUnit = (typeof deadlineUnits)[number]

/** What is owed in which time. Rules are dated: a report keeps the ones that held when it came. */
export interface DeadlineRule {
  step: DeadlineStep
  /** For reports of this kind; null for every kind without a rule of its own. */
  kind: ReportKind | null
  amount: number
  unit: DeadlineUnit
  /** Days in Pakistan; `validUntil` is the first on which it no longer holds. */
  validFrom: string
  validUntil: string | null
}

export interface Deadlines {
  rules: readonly DeadlineRule[]
  calendar: Calendar
}

const MINUTE = 60_000

/** The moment at which what began at `from` must be done. */
export function dueAt(
  rule: Pick<DeadlineRule, 'amount' | 'unit'>,
  from: Date,
  calendar: Calendar,
): Date {
  if (rule.unit === 'working-days') return workingDaysAfter(from, rule.amount, calendar)
  const minutes = rule.unit === 'hours' ? rule.amount * 60 : rule.amount
  return new Date(from.getTime() + minutes * MINUTE)
}

/** What a rule is chosen by. */
export interface Of {
  kind: ReportKind
  receivedAt: string
}

/** The rule of a step for a report: of its own kind before the general one, the youngest that held when it came. */
export function ruleFor(
  rules: readonly DeadlineRule[],
  step: DeadlineStep,
  { kind, receivedAt }: Of,
): DeadlineRule {
  const day = dayInPakistan(new Date(receivedAt))
  const holding = rules
    .filter((rule) => rule.step === step && rule.validFrom <= day)
    .filter((rule) => rule.validUntil === null || day < rule.validUntil)
    .sort((one, other) => (one.validFrom < other.validFrom ? 1 : -1))
  const found =
    holding.find((rule) => rule.kind === kind) ??
    holding.find((rule) => rule.kind === null) ??
    // What came before the first rule has no better one.
    rules.find((rule) => rule.step === step && rule.kind === null)
  if (!found) throw new Error(`No deadline is set for ${step}.`)
  return found
}

export function dueFor({ rules, calendar }: Deadlines, step: DeadlineStep, of: Of, from: Date) {
  return dueAt(ruleFor(rules, step, of), from, calendar)
}

/** The terms that a reporter is told, in the order in which they run. */
export function termsOf(rules: readonly DeadlineRule[], dangerNow: boolean, of: Of) {
  const first = firstStepOf({ dangerNow, handedOver: false })
  return ([first, 'reply', 'final'] as const).map((step) => {
    const { amount, unit } = ruleFor(rules, step, of)
    return { step, amount, unit }
  })
}

/** Which rule a desk's first decision falls under. */
export function firstStepOf(facts: Pick<Facts, 'dangerNow' | 'handedOver'>): DeadlineStep {
  if (facts.dangerNow) return 'danger'
  return facts.handedOver ? 'hand-over' : 'triage'
}

/** What is owed and until when; where nothing is owed the last deadline stays as it was. */
export function clockOf(
  facts: Facts,
  before: string,
  deadlines: Deadlines,
): { owes: Debt; dueAt: string } {
  const owes = debtOf(facts)
  const due = (step: DeadlineStep, from: string) =>
    ({ owes, dueAt: dueFor(deadlines, step, facts, new Date(from)).toISOString() }) as const
  if (owes === 'nothing') return { owes, dueAt: before }
  if (owes === 'second') return due('second-person', facts.proposedAt!)
  if (owes === 'triage')
    return due(firstStepOf(facts), wasRefused(facts) ? facts.refusedAt! : facts.cameAt)
  return due('reply', facts.triagedAt! > facts.lastInAt ? facts.triagedAt! : facts.lastInAt)
}

/** Nothing is overdue that is not owed. */
export function isOverdue(report: { owes: Debt; dueAt: string }, now: Date): boolean {
  return report.owes !== 'nothing' && Date.parse(report.dueAt) <= now.getTime()
}
