import { describe, expect, it } from 'vitest'
import {
  daysUntil,
  formatDate,
  formatDateTime,
  formatDay,
  formatDistance,
  isPast,
} from './times.ts'

// Pakistan is at UTC+5, without summer time.
const now = new Date('2026-11-23T06:00:00Z')

describe('times as people say them', () => {
  it('counts days on Pakistan’s calendar, not on Greenwich’s', () => {
    expect(daysUntil('2026-11-23T19:30:00Z', now)).toBe(1)
    expect(daysUntil('2026-11-22T18:59:00Z', now)).toBe(-1)
    expect(daysUntil('2026-11-22T19:01:00Z', now)).toBe(0)
  })
  it('keeps a date without a time on its day', () => {
    expect(formatDate('en', '2026-11-09')).toBe('9 November 2026')
  })
  it('says today, tomorrow, yesterday and the weekday with the time', () => {
    expect(formatDay('en', '2026-11-23T12:00:00Z', now)).toBe('today, 17:00')
    expect(formatDay('en', '2026-11-24T04:00:00Z', now)).toBe('tomorrow, 09:00')
    expect(formatDay('en', '2026-11-22T12:00:00Z', now)).toBe('yesterday, 17:00')
    expect(formatDay('en', '2026-11-27T04:00:00Z', now)).toBe('Friday, 09:00')
  })
  it('tells a day without a time as a day, and calls it past only when it is over', () => {
    expect(formatDay('en', '2026-11-23', now)).toBe('today')
    expect(formatDay('en', '2026-11-09', now)).toBe('9 November')
    expect(formatDateTime('en', '2026-11-09')).toBe('9 November 2026')
    expect(isPast('2026-11-23', now)).toBe(false)
    expect(isPast('2026-11-22', now)).toBe(true)
    expect(formatDistance('en', '2026-11-23', now)).toBe('')
    expect(formatDistance('en', '2026-11-20', now)).toBe('3 days ago')
  })
  it('says the year only where it is another one', () => {
    expect(formatDay('en', '2026-11-09T05:12:00Z', now)).toBe('9 November, 10:12')
    expect(formatDay('en', '2025-11-09T05:12:00Z', now)).toBe('9 November 2025, 10:12')
  })
  it('prints Latin digits in Urdu', () => {
    expect(formatDay('ur', '2026-11-23T12:00:00Z', now)).toMatch(/17:00$/)
    expect(formatDate('ur', '2026-11-09')).toMatch(/^9 .*2026$/)
  })
  it('tells the distance in the unit that fits', () => {
    expect(formatDistance('en', '2026-11-23T06:20:00Z', now)).toBe('in 20 minutes')
    expect(formatDistance('en', '2026-11-23T03:00:00Z', now)).toBe('3 hours ago')
    expect(formatDistance('en', '2026-11-27T06:00:00Z', now)).toBe('in 4 days')
  })
})
