import { Problem } from '../../core/problem.ts'

/** Before this no visit is on record: a year typed wrong. */
export const EARLIEST_VISIT = '2000-01-01'
/** Debts are inherited, so they reach far back; before this it is a year typed wrong. */
export const EARLIEST_DEBT = '1947-08-14'

/** Refuses, by the name of its field, a day that does not exist, lies ahead, or lies too far back. */
export function checkPastDay(
  field: string,
  day: string | null | undefined,
  today: string,
  earliest: string,
): void {
  if (day == null) return
  checkReal(field, day)
  if (day > today) refuse(field, 'worksites/day-in-future')
  if (day < earliest) refuse(field, 'worksites/day-too-old')
}

/** Refuses a limit that has passed already or lies years ahead. */
export function checkDueDay(field: string, day: string, today: string): void {
  checkReal(field, day)
  if (day < today) refuse(field, 'worksites/due-in-past')
  if (day > addDays(today, 366)) refuse(field, 'worksites/due-too-far')
}

function checkReal(field: string, day: string): void {
  const at = new Date(`${day}T00:00:00Z`)
  // JavaScript takes 30 February for 2 March.
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) {
    refuse(field, 'worksites/day-impossible')
  }
}

export function refuse(field: string, code: string): never {
  throw new Problem('input', code, { fields: { [field]: `problem.${code}` } })
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The same day of a later month, or that month's last where it has no such day. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last)))
    .toISOString()
    .slice(0, 10)
}

/** Whole days from one day to another, both counted: a single day is 1. */
export function daysCounted(from: string, until: string): number {
  return Math.round((Date.parse(`${until}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000) + 1
}
