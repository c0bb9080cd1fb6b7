const dayLength = 86_400_000

/** Days since 1970-01-01 of an ISO date. */
export function dayOf(iso: string): number {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / dayLength)
}

/** The ISO date of a day counted from 1970-01-01. */
export function isoOf(day: number): string {
  return new Date(day * dayLength).toISOString().slice(0, 10)
}

/** Sunday is 0. 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

/** The same calendar date some years (or months) away; 29 February becomes 1 March. */
export function shiftDate(day: number, by: { years?: number; months?: number }): number {
  const date = new Date(day * dayLength)
  return Math.round(
    Date.UTC(
      date.getUTCFullYear() + (by.years ?? 0),
      date.getUTCMonth() + (by.months ?? 0),
      date.getUTCDate(),
    ) / dayLength,
  )
}

/** The day with the wanted weekday nearest to a day; of two as near, the one in the same Sunday-to-Saturday week. */
export function nearestWeekday(day: number, weekday: number): number {
  const inWeek = day - (weekdayOf(day) - weekday)
  const other = inWeek + (inWeek > day ? -7 : 7)
  return Math.abs(inWeek - day) > Math.abs(other - day) ? other : inWeek
}
