import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarOf, type Holiday, isWorkingDay } from './calendar.ts'
import {
  clockOf,
  type DeadlineRule,
  deadlineUnits,
  dueAt,
  isOverdue,
  ruleFor,
} from './deadlines.ts'
import { type Facts, reportKinds } from './report.ts'

const yearly = (everyYear: string): Holiday => ({ day: null, everyYear, off: true })
const once = (day: string, off = true): Holiday => ({ day, everyYear: null, off })
const calendar = calendarOf([yearly('12-25'), once('2026-12-02')])

const rule = (of: Partial<DeadlineRule>): DeadlineRule => ({
  step: 'reply',
  kind: null,
  amount: 3,
  unit: 'working-days',
  validFrom: '2026-01-01',
  validUntil: null,
  ...of,
})

describe('a deadline', () => {
  it('in hours runs through the night, the weekend and holidays', () => {
    const before = new Date('2026-12-24T20:00:00.000Z')
    expect(dueAt({ amount: 24, unit: 'hours' }, before, calendar).toISOString()).toBe(
      '2026-12-25T20:00:00.000Z',
    )
    expect(dueAt({ amount: 60, unit: 'minutes' }, before, calendar).toISOString()).toBe(
      '2026-12-24T21:00:00.000Z',
    )
  })

  it('in working days passes over Saturday, Sunday and days off, and ends with office hours in Pakistan', () => {
    // A Thursday evening; Friday, Monday and Tuesday count. 17:00 in Pakistan is 12:00 UTC.
    expect(dueAt(rule({}), new Date('2026-11-26T15:00:00Z'), calendar).toISOString()).toBe(
      '2026-12-01T12:00:00.000Z',
    )
    // From Friday: Monday, Tuesday; Wednesday is off; Thursday.
    expect(dueAt(rule({}), new Date('2026-11-27T08:00:00Z'), calendar).toISOString()).toBe(
      '2026-12-03T12:00:00.000Z',
    )
  })

  it('begins on the day that it is in Pakistan, not in Greenwich', () => {
    // Half past midnight on Friday there, still Thursday in UTC.
    const due = dueAt(rule({ amount: 1 }), new Date('2026-11-26T19:30:00Z'), calendar)
    expect(due.toISOString()).toBe('2026-11-30T12:00:00.000Z')
  })

  const moments = fc.date({
    min: new Date('2026-01-01'),
    max: new Date('2030-01-01'),
    noInvalidDate: true,
  })
  const days = moments.map((at) => at.toISOString().slice(0, 10))
  const calendars = fc
    .array(days, { maxLength: 40 })
    .map((off) => calendarOf(off.map((d) => once(d))))
  const amounts = fc.integer({ min: 1, max: 60 })

  it('never falls on a day off when working days count, and exactly that many working days lie before it', () => {
    fc.assert(
      fc.property(moments, calendars, amounts, (from, off, amount) => {
        const due = dueAt({ amount, unit: 'working-days' }, from, off)
        const local = (at: Date) =>
          new Date(at.getTime() + 5 * 3_600_000).toISOString().slice(0, 10)
        expect(isWorkingDay(local(due), off)).toBe(true)
        let counted = 0
        for (
          let at = from.getTime() + 86_400_000;
          local(new Date(at)) <= local(due);
          at += 86_400_000
        )
          if (isWorkingDay(local(new Date(at)), off)) counted++
        expect(counted).toBe(amount)
      }),
    )
  })

  it('is after its beginning, never earlier for what began later, and never earlier for a longer term', () => {
    fc.assert(
      fc.property(
        moments,
        moments,
        calendars,
        amounts,
        amounts,
        fc.constantFrom(...deadlineUnits),
        (a, b, off, n, m, unit) => {
          const [first, second] = a <= b ? [a, b] : [b, a]
          const [short, long] = n <= m ? [n, m] : [m, n]
          const due = (amount: number, from: Date) => dueAt({ amount, unit }, from, off).getTime()
          expect(due(short, first)).toBeGreaterThan(first.getTime())
          expect(due(short, first)).toBeLessThanOrEqual(due(short, second))
          expect(due(short, first)).toBeLessThanOrEqual(due(long, first))
        },
      ),
    )
  })
})

it('a day that was taken back by a younger entry is a working day again', () => {
  const moved = calendarOf([once('2027-03-10'), once('2027-03-10', false), yearly('02-05')])
  expect(moved.isOff('2027-03-10')).toBe(false)
  expect(moved.isOff('2031-02-05')).toBe(true)
  expect(calendarOf([yearly('02-05'), once('2027-02-05', false)]).isOff('2027-02-05')).toBe(false)
})

describe('the rule of a report', () => {
  const old = rule({ amount: 5 })
  const young = rule({ validFrom: '2026-12-01' })
  const forChildren = rule({
    kind: 'child',
    amount: 1,
    validFrom: '2026-11-01',
    validUntil: '2027-01-01',
  })
  const rules = [young, forChildren, old]
  const on = (receivedAt: string, kind: Facts['kind'] = 'begging') =>
    ruleFor(rules, 'reply', { kind, receivedAt })

  it('is the one that held on the day, in Pakistan, on which it came', () => {
    expect(on('2026-11-30T18:59:59Z')).toBe(old)
    expect(on('2026-11-30T19:00:00Z')).toBe(young)
  })

  it('is the one of its kind before the general one, as long as that holds', () => {
    expect(on('2026-12-31T12:00:00Z', 'child')).toBe(forChildren)
    expect(on('2027-01-01T12:00:00Z', 'child')).toBe(young)
    expect(on('2026-10-31T12:00:00Z', 'child')).toBe(old)
  })

  it('is never changed by a rule that begins later', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-02'), max: new Date('2027-12-31'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom(...reportKinds),
        fc.option(fc.constantFrom(...reportKinds), { nil: null }),
        (came, later, kind, ofKind) => {
          const receivedAt = came.toISOString()
          const begins = new Date(came.getTime() + (later + 1) * 86_400_000)
          const added = rule({
            kind: ofKind,
            amount: 99,
            validFrom: begins.toISOString().slice(0, 10),
          })
          const before = ruleFor(rules, 'reply', { kind, receivedAt })
          expect(ruleFor([...rules, added], 'reply', { kind, receivedAt })).toBe(before)
        },
      ),
    )
  })
})

describe('the clock of a report', () => {
  const facts: Facts = {
    kind: 'work-abroad',
    receivedAt: '2026-11-24T08:00:00.000Z',
    cameAt: '2026-11-24T08:00:00.000Z',
    handedOver: false,
    dangerNow: false,
    triagedAt: null,
    lastInAt: '2026-11-24T08:00:00.000Z',
    lastOutAt: null,
    proposedAt: null,
    refusedAt: null,
  }
  const deadlines = {
    calendar,
    rules: [
      rule({}),
      rule({ step: 'triage', amount: 24, unit: 'hours' }),
      rule({ step: 'danger', amount: 60, unit: 'minutes' }),
      rule({ step: 'hand-over', amount: 12, unit: 'hours' }),
    ],
  }
  const clock = (of: Partial<Facts>) => clockOf({ ...facts, ...of }, 'before', deadlines)

  it('runs for the decision from when it came to this desk, and faster where somebody is in danger', () => {
    expect(clock({})).toEqual({ owes: 'triage', dueAt: '2026-11-25T08:00:00.000Z' })
    expect(clock({ handedOver: true }).dueAt).toBe('2026-11-24T20:00:00.000Z')
    expect(clock({ handedOver: true, dangerNow: true }).dueAt).toBe('2026-11-24T09:00:00.000Z')
  })

  it('runs for the answer from the decision, or from what the reporter wrote after it', () => {
    const triagedAt = '2026-11-24T10:00:00.000Z'
    expect(clock({ triagedAt })).toEqual({ owes: 'reply', dueAt: '2026-11-27T12:00:00.000Z' })
    expect(clock({ triagedAt, lastInAt: '2026-11-27T10:00:00.000Z' }).dueAt).toBe(
      '2026-12-03T12:00:00.000Z',
    )
    const answered = { triagedAt, lastOutAt: '2026-11-24T11:00:00.000Z' }
    expect(clock(answered)).toEqual({ owes: 'nothing', dueAt: 'before' })
  })

  it('is overdue at its deadline and not a moment before; nothing is overdue that is not owed', () => {
    const due = '2026-11-24T09:00:00.000Z'
    expect(isOverdue({ owes: 'triage', dueAt: due }, new Date('2026-11-24T08:59:59.999Z'))).toBe(
      false,
    )
    expect(isOverdue({ owes: 'triage', dueAt: due }, new Date(due))).toBe(true)
    expect(isOverdue({ owes: 'nothing', dueAt: due }, new Date('2027-01-01'))).toBe(false)
  })
})
