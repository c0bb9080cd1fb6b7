import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { currencies, occupations } from './job-order.ts'
import { compare, fallsShort, type Terms } from './substitution.ts'

const none: Terms = {
  wage: null,
  currency: null,
  hoursADay: null,
  contractMonths: null,
  occupation: null,
  housing: null,
  food: null,
  returnTicket: null,
}
const promised: Terms = {
  wage: 1500,
  currency: 'SAR',
  hoursADay: 8,
  contractMonths: 24,
  occupation: 'driving',
  housing: true,
  food: false,
  returnTicket: true,
}
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })
const terms = fc.record<Terms>({
  wage: maybe(fc.integer({ min: 1, max: 5000 })),
  currency: maybe(fc.constantFrom(...currencies)),
  hoursADay: maybe(fc.integer({ min: 1, max: 24 })),
  contractMonths: maybe(fc.integer({ min: 1, max: 60 })),
  occupation: maybe(fc.constantFrom(...occupations)),
  housing: maybe(fc.boolean()),
  food: maybe(fc.boolean()),
  returnTicket: maybe(fc.boolean()),
})

describe('contract substitution', () => {
  test('half the pay and twelve hours show with the figures', () => {
    const rows = compare(promised, { ...none, wage: 750, currency: 'SAR', hoursADay: 12 })
    expect(rows).toEqual([
      { term: 'wage', promised: 1500, found: 750, verdict: 'worse', percent: -50 },
      { term: 'hours-a-day', promised: 8, found: 12, verdict: 'worse', percent: 50 },
    ])
    expect(fallsShort(rows)).toBe(true)
  })

  test('a wage in another money is shown and not judged', () => {
    const rows = compare(promised, { ...none, wage: 400, currency: 'USD' })
    expect(rows).toMatchObject([{ term: 'wage', verdict: 'other-currency', percent: null }])
    expect(fallsShort(rows)).toBe(false)
  })

  test('other work than promised, and what was to be free and is not, are worse', () => {
    const rows = compare(promised, { ...none, occupation: 'farm-or-herding', returnTicket: false })
    expect(rows.map((one) => [one.term, one.verdict])).toEqual([
      ['occupation', 'worse'],
      ['return-ticket', 'worse'],
    ])
  })

  test('whoever gets all that was promised, or more, has no contract substituted', () => {
    fc.assert(
      fc.property(terms, fc.nat(500), (some, more) => {
        const better = { ...some, wage: some.wage === null ? null : some.wage + more }
        expect(fallsShort(compare(some, better))).toBe(false)
      }),
    )
  })

  test('what one side does not name is not compared', () => {
    fc.assert(
      fc.property(terms, (some) => {
        expect(compare(some, none)).toEqual([])
      }),
    )
  })

  test('a worse term never makes a substitution vanish', () => {
    fc.assert(
      fc.property(terms, terms, (was, is) => {
        const worse = { ...is, wage: is.wage === null ? null : Math.max(0, is.wage - 100) }
        if (fallsShort(compare(was, is))) expect(fallsShort(compare(was, worse))).toBe(true)
      }),
    )
  })
})
