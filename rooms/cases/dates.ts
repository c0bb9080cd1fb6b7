import { Problem } from '../../core/problem.ts'

export { dayInPakistan } from '../../core/days.ts'

const EARLIEST = '1900-01-01'

/** Refuses a day that does not exist, lies ahead, or lies before anyone's memory. */
export function checkPastDay(field: string, day: string | null | undefined, today: string): void {
  if (day == null) return
  const at = new Date(`${day}T00:00:00Z`)
  // JavaScript takes 30 February for 2 March.
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) {
    throw wrong(field, 'cases/date-impossible')
  }
  if (day > today) throw wrong(field, 'cases/date-in-future')
  if (day < EARLIEST) throw wrong(field, 'cases/date-too-old')
}

/** Refuses an end before its beginning. */
export function checkOrder(
  field: string,
  from: string | null | undefined,
  until: string | null | undefined,
): void {
  if (from && until && until < from) throw wrong(field, 'cases/ends-before-it-begins')
}

function wrong(field: string, code: string): Problem {
  return new Problem('input', code, { fields: { [field]: code } })
}
