import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Problem } from '../../core/problem.ts'
import {
  checkSending,
  decide,
  departedAhead,
  orderStates,
  type Sending,
  scrutinyReasons,
  statesAfter,
  sumOf,
} from './job-order.ts'
import { renewalFor } from './licence.ts'

const today = '2026-11-20'
const demanded = { state: 'demanded', since: '2026-10-01', wanted: 40, licensed: true } as const
const permission = { workers: 30, number: 'P/1 (made up)', until: '2027-04-30' }
const well = { on: '2026-10-10', today, reasons: ['papers-in-order'] as const, permission }
const codeOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
  return undefined
}

describe('the scrutiny of a demand', () => {
  test('nobody is permitted without a valid licence that day', () => {
    expect(codeOf(() => decide({ ...demanded, licensed: false }, 'permitted', well))).toBe(
      'recruiters/not-licensed-that-day',
    )
  })

  test('a permission needs a reason, a number, and no more workers than were asked for', () => {
    expect(codeOf(() => decide(demanded, 'permitted', { ...well, reasons: [] }))).toBe(
      'recruiters/reason-missing',
    )
    expect(
      codeOf(() =>
        decide(demanded, 'permitted', { ...well, permission: { ...permission, number: ' ' } }),
      ),
    ).toBe('recruiters/permission-number-missing')
    expect(
      codeOf(() =>
        decide(demanded, 'permitted', { ...well, permission: { ...permission, workers: 41 } }),
      ),
    ).toBe('recruiters/more-than-demanded')
  })

  test('a fault that was found does not end in a permission', () => {
    for (const fault of scrutinyReasons.filter((one) => one !== 'papers-in-order'))
      expect(codeOf(() => decide(demanded, 'permitted', { ...well, reasons: [fault] }))).toBe(
        'recruiters/permitted-against-finding',
      )
  })

  test('a day ahead, or before the last step, is refused', () => {
    expect(codeOf(() => decide(demanded, 'refused', { ...well, on: '2026-11-21' }))).toBe(
      'recruiters/day-in-future',
    )
    expect(codeOf(() => decide(demanded, 'refused', { ...well, on: '2026-09-30' }))).toBe(
      'recruiters/day-before-last-step',
    )
  })

  test('only what follows from a state is taken, and a refusal is final', () => {
    fc.assert(
      fc.property(fc.constantFrom(...orderStates), fc.constantFrom(...orderStates), (state, to) => {
        const code = codeOf(() => decide({ ...demanded, state }, to, well))
        expect(code === 'recruiters/order-step-out-of-order').toBe(!statesAfter(state).includes(to))
      }),
    )
    expect(statesAfter('refused')).toEqual([])
  })

  test('an order that was stopped goes on under its old permission', () => {
    const again = decide({ ...demanded, state: 'stopped' }, 'permitted', well)
    expect(again.permission).toBeNull()
  })
})

describe('who is sent', () => {
  const order = {
    state: 'permitted',
    permitted: 30,
    permittedOn: '2026-10-10',
    permittedUntil: '2026-11-10',
  } as const
  const batch = (kind: Sending['kind'], on: string, workers: number) => ({
    kind,
    on,
    workers,
    keys: 0,
  })

  test('nobody leaves before an agreement is registered for them', () => {
    const before = [batch('agreements', '2026-10-12', 5)]
    expect(
      codeOf(() => checkSending(order, before, batch('departures', '2026-10-20', 6), today)),
    ).toBe('recruiters/left-before-agreement')
    expect(
      codeOf(() => checkSending(order, before, batch('departures', '2026-10-11', 1), today)),
    ).toBe('recruiters/left-before-agreement')
    expect(
      codeOf(() => checkSending(order, before, batch('departures', '2026-10-12', 5), today)),
    ).toBeUndefined()
  })

  test('no agreement without a permission, before it, after it, or beyond its number', () => {
    const one = batch('agreements', '2026-10-12', 1)
    expect(codeOf(() => checkSending({ ...order, state: 'stopped' }, [], one, today))).toBe(
      'recruiters/order-not-permitted',
    )
    expect(codeOf(() => checkSending(order, [], { ...one, on: '2026-10-09' }, today))).toBe(
      'recruiters/before-permission',
    )
    expect(codeOf(() => checkSending(order, [], { ...one, on: '2026-11-11' }, today))).toBe(
      'recruiters/permission-over',
    )
    expect(codeOf(() => checkSending(order, [], { ...one, workers: 31 }, today))).toBe(
      'recruiters/more-than-permitted',
    )
    expect(codeOf(() => checkSending(order, [], { ...one, keys: 2 }, today))).toBe(
      'recruiters/more-people-than-counted',
    )
  })

  test('whatever is let through, in any order, never sends more than agreed and permitted', () => {
    const some = fc.record({
      kind: fc.constantFrom('agreements' as const, 'departures' as const),
      on: fc.integer({ min: 10, max: 30 }).map((day) => `2026-10-${day}`),
      workers: fc.integer({ min: 1, max: 20 }),
    })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 12 }), (asked) => {
        const kept: Sending[] = []
        for (const one of asked)
          if (!codeOf(() => checkSending(order, kept, { ...one, keys: 0 }, today))) kept.push(one)
        expect(sumOf(kept, 'agreements')).toBeLessThanOrEqual(30)
        expect(sumOf(kept, 'departures')).toBeLessThanOrEqual(sumOf(kept, 'agreements'))
        expect(departedAhead(kept)).toBe(false)
      }),
    )
  })
})

describe('a renewal', () => {
  test('holds by the higher of the two figures, and says which one it rests on', () => {
    expect(renewalFor({ counted: 12, listed: 3 })).toMatchObject({
      years: 2,
      restsOn: 'departures',
    })
    expect(renewalFor({ counted: 12, listed: 50 })).toMatchObject({ years: 3, restsOn: 'list' })
    expect(renewalFor({ counted: 0, listed: null })).toMatchObject({ years: 1 })
  })
})
