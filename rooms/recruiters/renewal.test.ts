import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from './complaint.ts'
import { licenceFeeOn } from './fees.ts'
import { statuses } from './licence.ts'
import {
  checkApplication,
  checkDecision,
  type DecisionOf,
  decisions,
  papers,
  termAfter,
} from './renewal.ts'

const licence = {
  kind: 'overseas-employment-promoter',
  status: 'valid',
  expiresOn: '2026-12-31',
} as const
const applied = { on: '2026-11-02', today: '2026-11-10', open: false, grantedFrom: null }
const nothing = { showCause: 0, complaints: 0, sent: 60, unpaid: 0, openOrders: 0 }
const order: DecisionOf = {
  on: '2026-11-10',
  today: '2026-11-10',
  reason: 'nothing-open',
  words: null,
  orderNumber: 'DG/9',
  heardOn: null,
  byWhoEntered: false,
  checks: nothing,
}
const open = { state: 'open', appliedOn: '2026-11-02' } as const

describe('which application is refused', () => {
  test.each([
    ['suspended', 'recruiters/renewal-of-suspended'],
    ['cancelled', 'recruiters/renewal-of-ended'],
    ['surrendered', 'recruiters/renewal-of-ended'],
    ['delisted', 'recruiters/renewal-of-ended'],
    ['banned', 'recruiters/renewal-of-ended'],
  ] as const)('one for a licence that is %s', (status, code) => {
    expect(() => checkApplication({ ...licence, status }, applied)).toThrow(code)
  })

  test('one of a travel agent, which the department of its province renews', () => {
    expect(() => checkApplication({ ...licence, kind: 'travel-agent' }, applied)).toThrow(
      'recruiters/renewal-of-travel-agent',
    )
  })

  test('a second one, and one for a term that is granted already', () => {
    expect(() => checkApplication(licence, { ...applied, open: true })).toThrow(
      'recruiters/renewal-twice',
    )
    const granted = { ...applied, grantedFrom: '2027-01-01' }
    expect(() => checkApplication(licence, granted)).toThrow('recruiters/renewal-granted-already')
  })

  test('one of tomorrow, and one made on the day after the last; on the last day it is in time', () => {
    expect(() => checkApplication(licence, { ...applied, on: '2026-11-11' })).toThrow(
      'recruiters/day-in-future',
    )
    const later = { ...applied, today: '2027-02-01' }
    expect(() => checkApplication(licence, { ...later, on: '2027-01-01' })).toThrow(
      'recruiters/renewal-late',
    )
    expect(() => checkApplication(licence, { ...later, on: '2026-12-31' })).not.toThrow()
  })
})

describe('which decision is refused', () => {
  const refusal = {
    ...order,
    reason: 'complaints-not-answered',
    words: 'made up',
    heardOn: '2026-11-05',
  } as const
  test.each([
    ['by whoever entered it', 'granted', { byWhoEntered: true }, 'renewal-by-another'],
    ['without its number', 'granted', { orderNumber: ' ' }, 'order-number-missing'],
    ['of tomorrow', 'granted', { on: '2026-11-11' }, 'day-in-future'],
    ['before the application', 'granted', { on: '2026-11-01' }, 'before-application'],
    [
      'that says nothing is open where something is',
      'granted',
      { checks: { ...nothing, unpaid: 1 } },
      'renewal-against-checks',
    ],
    [
      'despite what is open, without words',
      'granted',
      { reason: 'despite-what-is-open' },
      'say-why',
    ],
    [
      'with a reason of another decision',
      'granted',
      { reason: 'papers-missing' },
      'reason-of-another-decision',
    ],
    ['to refuse without words', 'refused', { ...refusal, words: null }, 'say-why'],
    ['to refuse without a hearing (r. 9)', 'refused', { ...refusal, heardOn: null }, 'not-heard'],
    [
      'heard before the application',
      'refused',
      { ...refusal, heardOn: '2026-11-01' },
      'hearing-between',
    ],
  ] as const)('one %s', (_title, to, more, code) => {
    expect(() => checkDecision(open, to, { ...order, ...more })).toThrow(`recruiters/${code}`)
  })

  test('what is decided stays decided', () => {
    for (const state of decisions)
      expect(() => checkDecision({ ...open, state }, 'granted', order)).toThrow(
        'recruiters/renewal-decided',
      )
  })

  test('whoever entered it by mistake takes it back', () => {
    const mistake = { ...order, reason: 'entered-by-mistake', byWhoEntered: true } as const
    expect(() => checkDecision(open, 'withdrawn', { ...mistake, orderNumber: '' })).not.toThrow()
  })

  test('whatever is open, no decision but a named one passes over it', () => {
    const count = fc.integer({ min: 0, max: 3 })
    const some = fc.record({ showCause: count, unpaid: count, openOrders: count })
    fc.assert(
      fc.property(some, (found) => {
        const isOpen = Object.values(found).some((n) => n > 0)
        const grant = () =>
          checkDecision(open, 'granted', { ...order, checks: { ...nothing, ...found } })
        if (isOpen) expect(grant).toThrow('recruiters/renewal-against-checks')
        else expect(grant).not.toThrow()
      }),
    )
  })
})

describe('the new term', () => {
  const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1980-01-01', days))
  const years = fc.constantFrom(1, 2, 3)

  test('one term begins on the day after the last ended: never a gap, never an overlap', () => {
    fc.assert(
      fc.property(day, fc.array(years, { minLength: 1, maxLength: 12 }), (first, lengths) => {
        let until = first
        for (const length of lengths) {
          const next = termAfter(until, until, length)
          expect(next.from).toBe(addDays(until, 1))
          expect(next.until >= next.from).toBe(true)
          until = next.until
        }
      }),
    )
  })

  test('a term of whole years ends on the last day of a year if the old one did', () => {
    expect(termAfter('2026-12-31', '2026-11-10', 3)).toEqual({
      from: '2027-01-01',
      until: '2029-12-31',
    })
  })

  test('where no last day is known, it begins with the decision', () => {
    expect(termAfter(null, '2026-11-10', 1)).toEqual({ from: '2026-11-10', until: '2027-11-09' })
  })

  test('a term that would be over before it is decided is not given', () => {
    expect(() => termAfter('2020-12-31', '2026-11-10', 3)).toThrow('recruiters/renewal-term-past')
  })
})

test('what no rule that was read says stays unknown: the fee of a renewal, and the papers', () => {
  expect(licenceFeeOn('renewal', '2026-11-10')).toBeUndefined()
  expect(licenceFeeOn('grant', '2009-01-01')).toBeUndefined()
  expect(licenceFeeOn('grant', '2026-11-10')).toMatchObject({ doubtful: true })
  for (const { rule, grade } of papers) expect(rule === '').toBe(grade === 'unknown')
})

// Every status is thought of: what may be renewed and what may not.
test('a licence is renewed from three states alone', () => {
  const renewable = statuses.filter((status) => {
    try {
      checkApplication({ ...licence, status }, applied)
      return true
    } catch {
      return false
    }
  })
  expect(renewable).toEqual(['valid', 'invalid', 'expired'])
})
