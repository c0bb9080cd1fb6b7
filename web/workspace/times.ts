export type Language = 'en' | 'ur'

// Deadlines are set and met in Pakistan, wherever the officer's clock thinks it is.
const zone = 'Asia/Karachi'
const locales: Record<Language, string> = { en: 'en-GB', ur: 'ur-PK-u-nu-latn' }

export const locale = (lang: Language) => locales[lang]

// A date without a time ('2026-11-09') is a day, not midnight in Greenwich.
const isDay = (at: string | Date) => typeof at === 'string' && at.length === 10
const asDate = (at: string | Date) =>
  at instanceof Date ? at : new Date(isDay(at) ? `${at}T12:00:00+05:00` : at)

export function formatDate(lang: Language, at: string | Date): string {
  return new Intl.DateTimeFormat(locales[lang], { dateStyle: 'long', timeZone: zone }).format(
    asDate(at),
  )
}

export function formatTime(_lang: Language, at: string | Date): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: zone }).format(asDate(at))
}

export function formatDateTime(lang: Language, at: string | Date): string {
  if (isDay(at)) return formatDate(lang, at)
  return `${formatDate(lang, at)}${lang === 'ur' ? '، ' : ', '}${formatTime(lang, at)}`
}

const dayNumber = (at: Date) =>
  Date.parse(
    `${new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at)}T00:00Z`,
  ) / 86_400_000

/** Days from `now` to `at` on Pakistan's calendar: 0 today, 1 tomorrow, −1 yesterday. */
export const daysUntil = (at: string | Date, now: Date) => dayNumber(asDate(at)) - dayNumber(now)

/** Whether a moment has passed; a day has passed when it is over in Pakistan. */
export const isPast = (at: string | Date, now = new Date()): boolean =>
  isDay(at) ? daysUntil(at, now) < 0 : asDate(at) < now

/** "today, 17:00", "tomorrow, 09:00", "Friday, 09:00", or the date with the time; a day stands alone. */
export function formatDay(lang: Language, at: string | Date, now = new Date()): string {
  const when = asDate(at)
  const days = daysUntil(when, now)
  const comma = lang === 'ur' ? '، ' : ', '
  const day =
    Math.abs(days) <= 1
      ? new Intl.RelativeTimeFormat(locales[lang], { numeric: 'auto' }).format(days, 'day')
      : days > 1 && days < 7
        ? new Intl.DateTimeFormat(locales[lang], { weekday: 'long', timeZone: zone }).format(when)
        : new Intl.DateTimeFormat(locales[lang], {
            day: 'numeric',
            month: 'long',
            timeZone: zone,
            ...(when.getUTCFullYear() === now.getUTCFullYear() ? {} : { year: 'numeric' as const }),
          }).format(when)
  return isDay(at) ? day : `${day}${comma}${formatTime(lang, when)}`
}

/** "in 3 hours", "2 days ago": the other way of telling the same moment. */
export function formatDistance(lang: Language, at: string | Date, now = new Date()): string {
  if (isDay(at)) {
    const days = daysUntil(at, now)
    // "today" has been said already.
    return days === 0
      ? ''
      : new Intl.RelativeTimeFormat(locales[lang], { numeric: 'always' }).format(days, 'day')
  }
  const minutes = Math.round((asDate(at).getTime() - now.getTime()) / 60_000)
  const words = new Intl.RelativeTimeFormat(locales[lang], { numeric: 'always' })
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute')
  if (Math.abs(minutes) < 48 * 60) return words.format(Math.trunc(minutes / 60), 'hour')
  return words.format(Math.trunc(minutes / 1440), 'day')
}
