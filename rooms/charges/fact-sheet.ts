import type { Certainty, Resting } from '../cases/door.ts'
import type { Statable } from './law.ts'

/** Unknown is never false: only a stated exclusion makes a 'no'. */
export type Answer = 'yes' | 'no' | 'unknown'

/** One coded fact that somebody stated or that an officer ruled out. */
export interface Stated {
  /** The allegation, screening answer or charge-page answer it comes from. */
  id: string
  from: 'allegation' | 'screening' | 'answer'
  fact: Statable
  says: 'yes' | 'no'
  accusedId: string | null
  victimId: string | null
  certainty: Certainty
  restsOn: Resting | 'screening'
  on: string | null
}

export interface SheetPerson {
  id: string
  sex: 'female' | 'male' | 'other' | null
  /** The earliest and latest day on which the person can have been born; null: unknown. */
  bornBetween: readonly [string, string] | null
  citizenship: string | null
}

/** The facts of a case as the law reads them. Days are ISO 8601. */
export interface FactSheet {
  conduct: { from: string | null; until: string | null }
  /** ISO 3166-2 codes of the provinces where the conduct took place; empty: unknown. */
  provinces: readonly string[]
  accused: readonly SheetPerson[]
  victims: readonly SheetPerson[]
  stated: readonly Stated[]
  /** The day of the assessment. */
  asOn: string
  /** Who has registered the matter so far; left out: nobody, or not known. */
  registeredBy?: 'police' | 'fia'
}

/** Range of birth days that an age on a day allows. */
export function bornBetween(age: number, on: string): readonly [string, string] {
  return [addDays(shiftYears(on, -(age + 1)), 1), shiftYears(on, -age)]
}

export function shiftYears(day: string, years: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const shifted = new Date(Date.UTC(2000, 0, 1))
  shifted.setUTCFullYear(year + years, month - 1, date)
  // 29 February in a common year runs over into March: take the last day of February.
  if (shifted.getUTCMonth() !== month - 1) shifted.setUTCDate(0)
  return shifted.toISOString().slice(0, 10)
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/**
 * Whether a person was under an age when the conduct began. Without a date of conduct only
 * somebody still under that age today is surely so, for the conduct lies in the past.
 */
export function wasUnder(person: SheetPerson | null, age: number, sheet: FactSheet): Answer {
  if (!person?.bornBetween) return 'unknown'
  const [earliest, latest] = person.bornBetween
  if (sheet.conduct.from === null) return shiftYears(earliest, age) > sheet.asOn ? 'yes' : 'unknown'
  if (shiftYears(earliest, age) > sheet.conduct.from) return 'yes'
  return shiftYears(latest, age) <= sheet.conduct.from ? 'no' : 'unknown'
}
