import { dayInPakistan } from '../../core/days.ts'

const DAY = 86_400_000
/** Pakistan is five hours ahead of UTC all year. */
const AHEAD = '+05:00'
/** When a working day's deadline is reached: the end of office hours. */
const CLOSING_TIME = '17:00:00'

/** One entry of the list of days off; the youngest entry of a day counts. */
export interface Holiday {
  /** '2027-03-10', or null where it is the same each year. */
  day: string | null
  /** Month and day, '02-05'. */
  everyYear: string | null
  /** False takes the day back. */
  off: boolean
}

export interface Calendar {
  isOff(day: string): boolean
}

/** `holidays` in the order in which they were entered. */
export function calendarOf(holidays: readonly Holiday[]): Calendar {
  const dated = new Map<string, boolean>()
  const yearly = new Map<string, boolean>()
  for (const { day, everyYear, off } of holidays) {
    if (day) dated.set(day, off)
    else if (everyYear) yearly.set(everyYear, off)
  }
  return { isOff: (day) => dated.get(day) ?? yearly.get(day.slice(5)) ?? false }
}

/** Monday to Friday, and no public holiday. */
export function isWorkingDay(day: string, calendar: Calendar): boolean {
  const weekday = new Date(`${day}T00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !calendar.isOff(day)
}

const dayAfter = (day: string) =>
  new Date(Date.parse(`${day}T00:00Z`) + DAY).toISOString().slice(0, 10)

/** The end of office hours on the n-th working day after the day of `from`, as it is in Pakistan. */
export function workingDaysAfter(from: Date, count: number, calendar: Calendar): Date {
  let day = dayInPakistan(from)
  for (let left = count; left > 0; ) {
    day = dayAfter(day)
    if (isWorkingDay(day, calendar)) left--
  }
  return new Date(`${day}T${CLOSING_TIME}${AHEAD}`)
}
