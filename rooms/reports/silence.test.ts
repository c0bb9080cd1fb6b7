import { describe, expect, test } from 'vitest'
import { calendarOf } from './calendar.ts'
import type { DeadlineStep } from './deadlines.ts'
import { type Asked, endOfSilence, nextOfSilence } from './silence.ts'

const rule = (step: DeadlineStep, amount: number) => ({
  step,
  kind: null,
  amount,
  unit: 'hours' as const,
  validFrom: '2026-01-01',
  validUntil: null,
})
const deadlines = { rules: [rule('remind', 10), rule('expire', 5)], calendar: calendarOf([]) }
const asked: Asked = {
  status: 'asked-more',
  owes: 'nothing',
  kind: 'work-abroad',
  receivedAt: '2026-06-01T00:00:00.000Z',
  dangerNow: false,
  concerns: [],
  askedAt: '2026-06-02T00:00:00.000Z',
  remindedAt: [],
}

describe('silence never ends a report', () => {
  test.each<[string, Partial<Asked>]>([
    ['where somebody is in danger', { dangerNow: true }],
    ['about a child', { kind: 'child' }],
    ['that concerns a child', { concerns: ['child'] }],
    ['that concerns an official', { concerns: ['official'] }],
    ['that concerns a death', { concerns: ['death'] }],
    ['of which nobody has said what it concerns', { concerns: null }],
    ['that the desk still owes an answer', { owes: 'reply' }],
    ['that is being worked on', { status: 'in-hand' }],
    ['that was closed', { status: 'closed' }],
    ['that is a case', { status: 'case-opened' }],
  ])('%s', (_, more) => {
    const silent = ['2026-06-02T10:00:00.000Z', '2026-06-02T20:00:00.000Z']
    expect(nextOfSilence({ ...asked, ...more, remindedAt: silent }, deadlines)).toBeUndefined()
  })

  test('before two reminders', () => {
    const first = nextOfSilence(asked, deadlines)
    expect(first).toEqual({ act: 'remind', at: new Date('2026-06-02T10:00:00Z') })
    const second = nextOfSilence({ ...asked, remindedAt: ['2026-06-03T00:00:00.000Z'] }, deadlines)
    expect(second).toEqual({ act: 'remind', at: new Date('2026-06-03T10:00:00Z') })
  })
})

test('after two reminders silence ends it, in the time that runs from the second', () => {
  const remindedAt = ['2026-06-03T00:00:00.000Z', '2026-06-04T00:00:00.000Z']
  expect(nextOfSilence({ ...asked, remindedAt }, deadlines)).toEqual({
    act: 'expire',
    at: new Date('2026-06-04T05:00:00Z'),
  })
})

test('the reporter is told the end from the first day on: two reminders and the last wait', () => {
  expect(endOfSilence(asked, deadlines)).toEqual(new Date('2026-06-03T01:00:00Z'))
  expect(endOfSilence({ ...asked, dangerNow: true }, deadlines)).toBeUndefined()
})
