import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callState, emptySeats, seats, standingOf } from './committee.ts'
import { addMonths } from './days.ts'

const committee = { notifiedOn: '2025-01-10' }
const standing = (lastMeetingOn: string | null, months: number | null, today: string) =>
  standingOf({ committee, lastMeetingOn, months }, today)

test('a district without a committee shows as such, whatever the term', () => {
  expect(standingOf({ committee: null, lastMeetingOn: null, months: 3 }, '2026-11-27')).toEqual({
    standing: 'none',
    nextBy: null,
  })
})

test('a committee that never met shows as such, with the day by which it had to', () => {
  expect(standing(null, 3, '2026-11-27')).toEqual({ standing: 'never-met', nextBy: '2025-04-10' })
  expect(
    standingOf({ committee: { notifiedOn: null }, lastMeetingOn: null, months: 3 }, '2026-11-27'),
  ).toEqual({ standing: 'never-met', nextBy: null })
})

test('it is within its term until the last day of it, and late the day after', () => {
  expect(standing('2026-08-27', 3, '2026-11-27').standing).toBe('in-term')
  expect(standing('2026-08-27', 3, '2026-11-28').standing).toBe('late')
})

test('where nobody has set a term, nobody is called late', () => {
  expect(standing('2001-01-01', null, '2026-11-27')).toEqual({ standing: 'no-term', nextBy: null })
})

test('a later meeting never makes a district later', () => {
  const day = fc
    .integer({ min: 0, max: 5000 })
    .map((n) => new Date(Date.UTC(2015, 0, 1 + n)).toISOString().slice(0, 10))
  fc.assert(
    fc.property(day, day, day, fc.integer({ min: 1, max: 24 }), (one, other, today, months) => {
      const [earlier, later] = [one, other].sort() as [string, string]
      if (standing(earlier, months, today).standing === 'in-term')
        expect(standing(later, months, today).standing).toBe('in-term')
      expect(standing(later, months, addMonths(later, months)).standing).toBe('in-term')
    }),
  )
})

test('the seats that the law names and nobody holds are told; others are no gap', () => {
  expect(emptySeats(['bar', 'bar', 'other'])).toEqual([
    'elected',
    'administration',
    'press',
    'social-services',
    'labour',
  ])
  expect(emptySeats(seats)).toEqual([])
})

test('a called meeting is held only once it was written down as held, and never by its day passing', () => {
  const call = { on: '2026-11-20', meetingId: null, offOn: null }
  expect(callState(call, '2026-11-20')).toBe('coming')
  expect(callState(call, '2026-11-21')).toBe('day-passed')
  expect(callState({ ...call, meetingId: 'm' }, '2026-11-21')).toBe('held')
  expect(callState({ ...call, offOn: '2026-11-18' }, '2026-11-21')).toBe('called-off')
})
