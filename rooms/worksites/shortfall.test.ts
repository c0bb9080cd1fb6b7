import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Entry } from './advance.ts'
import { addDays } from './days.ts'
import { shortfallOf } from './shortfall.ts'
import { type WageUnit, wageUnits } from './wage.ts'

const start = '2023-01-01'
const day = fc.integer({ min: 0, max: 700 }).map((n) => addDays(start, n))
const span = fc.tuple(day, day).map((two) => two.sort() as [string, string])
const unit = fc.constantFrom(...wageUnits)
const wage = fc
  .record({
    unit,
    rupees: fc.integer({ min: 100, max: 4_000_000 }).map((paisa) => paisa / 100),
    span,
    open: fc.boolean(),
  })
  .map(({ span: [fromOn, untilOn], open, ...rest }) => ({
    ...rest,
    fromOn,
    untilOn: open ? null : untilOn,
  }))
const wages = fc.array(wage, { maxLength: 6 })
const told = fc
  .record({
    kind: fc.constantFrom('earned' as const, 'paid' as const, 'deducted' as const),
    rupees: fc.integer({ min: 1, max: 900_000 }),
    span,
    unit,
    amount: fc.integer({ min: 1, max: 400_000 }),
    without: fc.boolean(),
  })
  .map(
    ({ kind, rupees, span: [fromOn, on], unit, amount, without }): Entry => ({
      side: 'worker',
      kind,
      rupees,
      on,
      struckOn: null,
      work: kind === 'deducted' || without ? null : { fromOn, unit, amount },
    }),
  )
const some = fc.array(told, { maxLength: 8 })
const missing = (entries: readonly Entry[], of: Parameters<typeof shortfallOf>[2]) =>
  shortfallOf(entries, 'worker', of)

const earned = (
  rupees: number,
  fromOn: string,
  on: string,
  amount: number,
  unit: WageUnit = 'day',
): Entry => ({
  side: 'worker',
  kind: 'earned',
  rupees,
  on,
  struckOn: null,
  work: { fromOn, unit, amount },
})

describe('what is missing up to the minimum wage', () => {
  test('of bricks: 208,000 at 1,110 a thousand, 100,000 paid and 68,000 held back: 62,880', () => {
    const minimum = {
      unit: 'thousand-pieces' as const,
      rupees: 1110,
      fromOn: '2023-01-01',
      untilOn: null,
    }
    const entries: Entry[] = [
      { ...earned(100_000, '2023-01-01', '2023-08-31', 208_000, 'thousand-pieces'), kind: 'paid' },
      { side: 'worker', kind: 'deducted', rupees: 68_000, on: '2023-05-01', struckOn: null },
    ]
    // By hand: 208 × 1,110 = 230,880; less 168,000.
    expect(missing(entries, [minimum])).toMatchObject({
      rupees: 62_880,
      lines: [{ told: 168_000, minimum: 230_880, missing: 62_880 }],
    })
  })

  test('is not told where no minimum for that kind of pay is on record: bricks are set beside no month', () => {
    const month = { unit: 'month' as const, rupees: 32_000, fromOn: '2020-01-01', untilOn: null }
    const bricks = [earned(1, '2023-01-01', '2023-08-31', 208_000, 'thousand-pieces')]
    expect(missing(bricks, [month])).toMatchObject({
      rupees: null,
      lines: [{ wage: null, minimum: null, missing: null }],
    })
    expect(missing([], [month])).toEqual({ lines: [], beyondEarned: 0, rupees: null })
  })

  test('takes the lowest of several minimum wages, and a new one from its first day', () => {
    const low = { unit: 'day' as const, rupees: 1000, fromOn: '2023-01-01', untilOn: '2023-01-10' }
    const high = { ...low, rupees: 1500 }
    const next = { ...low, rupees: 1384.61, fromOn: '2023-01-11', untilOn: null }
    const { lines } = missing([earned(10_000, '2023-01-01', '2023-01-20', 20)], [high, low, next])
    // Ten days each, 5,000 told for each: 10,000 − 5,000, and 13,846.10 − 5,000 without the paisa.
    expect(lines.map((one) => [one.fromOn, one.untilOn, one.missing])).toEqual([
      ['2023-01-01', '2023-01-10', 5000],
      ['2023-01-11', '2023-01-20', 8846],
    ])
  })

  test('is never below nothing, and each line closes', () => {
    fc.assert(
      fc.property(some, wages, (entries, of) => {
        const { rupees, lines } = missing(entries, of)
        if (rupees !== null) expect(rupees).toBeGreaterThanOrEqual(0)
        for (const one of lines) {
          expect(one.missing === null).toBe(one.wage === null)
          if (one.missing !== null) expect(one.missing).toBe(Math.max(0, one.minimum! - one.told))
        }
        expect(rupees === null).toBe(lines.every((one) => one.wage === null))
      }),
    )
  })

  test('adds up over the times that were told', () => {
    const works = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 90_000 }), span, fc.integer({ min: 1, max: 300 })),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(works, works, wages, (one, other, of) => {
        const entries = [one, other].map((list) =>
          list.map(([rupees, [from, on], amount]) => earned(rupees, from, on, amount)),
        )
        const sum = (list: Entry[]) => missing(list, of).rupees ?? 0
        expect(sum(entries.flat())).toBe(sum(entries[0]!) + sum(entries[1]!))
      }),
    )
  })

  test('is the same for a time told in one and told in two parts, but for the rounding of each line', () => {
    const parts = fc.record({
      days: fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 })),
      perDay: fc.integer({ min: 1, max: 2000 }),
    })
    fc.assert(
      fc.property(parts, wages, ({ days: [a, b], perDay }, of) => {
        const part = (first: number, count: number) =>
          earned(perDay * count, addDays(start, first), addDays(start, first + count - 1), count)
        const whole = missing([part(0, a + b)], of)
        const two = missing([part(0, a), part(a, b)], of)
        const lines = whole.lines.length + two.lines.length
        expect(Math.abs((whole.rupees ?? 0) - (two.rupees ?? 0))).toBeLessThanOrEqual(2 * lines)
      }),
    )
  })

  test('never grows when more was paid or held back, nor when more was earned for the work', () => {
    fc.assert(
      fc.property(some, wages, fc.nat({ max: 50_000 }), (entries, of, more) => {
        const paidMore = entries.map((one) =>
          one.kind === 'earned' ? one : { ...one, rupees: one.rupees + more },
        )
        expect(missing(paidMore, of).rupees ?? 0).toBeLessThanOrEqual(
          missing(entries, of).rupees ?? 0,
        )
      }),
    )
    fc.assert(
      fc.property(some, wages, fc.nat({ max: 50_000 }), (all, of, more) => {
        const entries = all.filter((one) => one.kind === 'earned')
        const earnedMore = entries.map((one) => ({ ...one, rupees: one.rupees + more }))
        expect(missing(earnedMore, of).rupees ?? 0).toBeLessThanOrEqual(
          missing(entries, of).rupees ?? 0,
        )
      }),
    )
  })

  test('what was received beyond what was earned is taken off', () => {
    const minimum = { unit: 'day' as const, rupees: 1000, fromOn: '2023-01-01', untilOn: null }
    const entries: Entry[] = [
      earned(4000, '2023-01-01', '2023-01-10', 10),
      { side: 'worker', kind: 'paid', rupees: 7000, on: '2023-01-10', struckOn: null },
    ]
    // Ten days at 1,000 are 10,000; 7,000 were received: 3,000 are missing, not 6,000.
    expect(missing(entries, [minimum])).toMatchObject({ rupees: 3000, beyondEarned: 3000 })
  })
})
