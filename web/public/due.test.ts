import { describe, expect, it } from 'vitest'
import { tellDue } from './due.ts'
import { makeText } from './text.ts'

const t = makeText(
  {
    'due.today': 'today {{time}}',
    'due.tomorrow': 'tomorrow {{time}}',
    'due.on': '{{date}} {{time}}',
    'due.past': 'was due {{date}} {{time}}',
    'due.in-minutes_other': '{{count}} minutes',
    'due.in-hours_other': '{{count}} hours',
    'due.in-days_other': '{{count}} days',
  },
  'en',
)
const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute)

describe('a deadline told both ways', () => {
  it('never promises more time than there is', () => {
    expect(tellDue(t, 'en', at(10, 15, 59), at(10, 12)).far).toBe('3 hours')
  })

  it('a deadline that has passed says so and counts no time left', () => {
    expect(tellDue(t, 'en', at(9, 12), at(10, 12))).toEqual({
      when: 'was due Monday 9 November 12:00',
      far: '',
    })
  })

  it('midnight is 00, in Urdu too', () => {
    expect(tellDue(t, 'ur', at(11, 0, 24), at(10, 12)).when).toBe('tomorrow 00:24')
    expect(tellDue(t, 'en', at(11, 0, 24), at(10, 12)).when).toBe('tomorrow 00:24')
  })

  it('today and further off', () => {
    expect(tellDue(t, 'en', at(10, 13), at(10, 12))).toEqual({
      when: 'today 13:00',
      far: '60 minutes',
    })
    expect(tellDue(t, 'en', at(13, 17), at(10, 12)).far).toBe('3 days')
  })
})
