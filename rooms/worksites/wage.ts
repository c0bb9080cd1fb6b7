import type { Grade } from './rules.ts'

/** What a notified wage is paid for. */
export const wageUnits = ['month', 'day', 'thousand-pieces'] as const
export type WageUnit = (typeof wageUnits)[number]

/** A minimum wage as it was notified, for the work it names. */
export interface Wage {
  unit: WageUnit
  /** Whom it is for, in the words of the notification. */
  work: string
  /** With paisa: a day's wage is notified so. */
  rupees: number
  fromOn: string
  untilOn: string | null
  notification: string
  notifiedOn: string | null
  grade: Grade
  source: string | null
}

export const wageStates = ['waiting', 'counts', 'withdrawn'] as const
export type WageState = (typeof wageStates)[number]

/** A wage counts once a second person has compared it with its notification, until it is withdrawn. */
export const wageState = (one: {
  confirmedBy: string | null
  withdrawnOn: string | null
}): WageState => (one.withdrawnOn ? 'withdrawn' : one.confirmedBy ? 'counts' : 'waiting')

type Span = Pick<Wage, 'fromOn' | 'untilOn'>

/** Those in force on any day of a time, both ends included. */
export const wagesIn = <T extends Span>(wages: readonly T[], from: string, until: string): T[] =>
  wages.filter((one) => one.fromOn <= until && (one.untilOn ?? until) >= from)
