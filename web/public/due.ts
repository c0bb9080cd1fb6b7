import type { Text } from './text.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The locale whose dates and digits a language is written with. */
export function localeOf(lang: string): string {
  return lang === 'ur' ? 'ur-PK' : lang === 'en' ? 'en-GB' : lang
}

/** A moment both ways: `when` ("tomorrow, 17:00") and `far` ("in 20 hours"; empty once it has passed). */
export function tellDue(
  t: Text,
  lang: string,
  due: Date,
  now: Date,
): { when: string; far: string } {
  const time = due.toLocaleTimeString(localeOf(lang), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const date = due.toLocaleDateString(localeOf(lang), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  })
  if (due < now) return { when: t('due.past', { date, time }), far: '' }
  return { when: dayOf(t, due, now, date, time), far: distance(t, due.getTime() - now.getTime()) }
}

// What people call that time of the day; the clock time stands beside it.
function partOf(hour: number): string {
  if (hour < 4 || hour >= 20) return 'night'
  if (hour < 12) return 'morning'
  return hour < 16 ? 'afternoon' : 'evening'
}

function dayOf(t: Text, due: Date, now: Date, date: string, time: string): string {
  const part = t(`due.part.${partOf(due.getHours())}`)
  const tomorrow = new Date(now)
  tomorrow.setDate(now.getDate() + 1)
  if (due.toDateString() === now.toDateString()) return t('due.today', { part, time })
  if (due.toDateString() === tomorrow.toDateString()) return t('due.tomorrow', { part, time })
  return t('due.on', { date, part, time })
}

// Rounded down: it must never promise more time than there is.
function distance(t: Text, left: number): string {
  if (left < 2 * HOUR) return t('due.in-minutes', { count: Math.max(1, Math.floor(left / MINUTE)) })
  if (left < 2 * DAY) return t('due.in-hours', { count: Math.floor(left / HOUR) })
  return t('due.in-days', { count: Math.floor(left / DAY) })
}

/** A moment that has been, as a date and a time of day. */
export function tellWhen(lang: string, at: Date): string {
  const how = {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  } as const
  return at.toLocaleString(localeOf(lang), how)
}
