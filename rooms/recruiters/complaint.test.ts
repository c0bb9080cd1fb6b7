import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths, move, sixMonthsOf, stages, stagesAfter } from './complaint.ts'
import { chargeAllowed, limbOf, overchargeOf } from './fees.ts'

const of = { on: '2026-03-01', today: '2026-03-05', outcome: null }

describe('what a complaint refuses', () => {
  test('no hearing comes before the show-cause notice', () => {
    const complaint = {
      stage: 'before-director-general',
      licensed: true,
      since: '2026-02-01',
    } as const
    expect(() => move(complaint, 'hearing', of)).toThrow('recruiters/complaint-step-out-of-order')
    expect(move(complaint, 'show-cause', of).stage).toBe('show-cause')
  })

  test('whoever has no licence is not heard by the licensing authority (r. 29(5))', () => {
    const complaint = {
      stage: 'before-director-general',
      licensed: false,
      since: '2026-02-01',
    } as const
    expect(() => move(complaint, 'show-cause', of)).toThrow('recruiters/no-licence-to-hear')
    expect(move(complaint, 'sent-to-fia', of).stage).toBe('sent-to-fia')
  })

  test('nothing ends without an outcome', () => {
    const complaint = { stage: 'hearing', licensed: true, since: '2026-02-01' } as const
    for (const to of ['ordered', 'closed'] as const)
      expect(() => move(complaint, to, of), to).toThrow('recruiters/outcome-missing')
  })

  test('every stage but the last leads somewhere, and a closed one nowhere', () => {
    for (const stage of stages) expect(stagesAfter(stage).length > 0).toBe(stage !== 'closed')
  })
})

describe('the six months of rule 31-B', () => {
  test('run from joining the work, end on the same day six months later, and not before', () => {
    expect(sixMonthsOf('2026-01-15', '2026-07-15')).toEqual({
      lastDay: '2026-07-15',
      daysLeft: 0,
      tooLate: false,
    })
    expect(sixMonthsOf('2026-01-15', '2026-07-16')?.tooLate).toBe(true)
  })

  test('do not run for whoever never joined', () => {
    expect(sixMonthsOf(null, '2026-07-16')).toBeUndefined()
  })

  test('end on the last day of a month that has no such day', () => {
    expect(addMonths('2025-08-31', 6)).toBe('2026-02-28')
    expect(addMonths('2023-08-31', 6)).toBe('2024-02-29')
  })

  test('are never shorter than 181 days and never longer than 184', () => {
    const days = fc.date({
      min: new Date('1980-01-01'),
      max: new Date('2080-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(days, (at) => {
        const joined = at.toISOString().slice(0, 10)
        const length = sixMonthsOf(joined, joined)!.daysLeft
        expect(length).toBeGreaterThanOrEqual(181)
        expect(length).toBeLessThanOrEqual(184)
      }),
    )
  })
})

describe('fees', () => {
  test('a fee before its rule is not judged, and neither is one without the pay', () => {
    expect(chargeAllowed('1999-01-01', 500)).toEqual({ known: false, reason: 'before-first-rule' })
    expect(chargeAllowed('2010-06-01', null)).toEqual({ known: false, reason: 'salary-not-known' })
    expect(
      overchargeOf({ paid: 90_000, receiptedCosts: 0, on: '1999-01-01', salaryUsd: 500 }),
    ).toBeUndefined()
  })

  test('the service charge is 6,000 up to a pay of 1,200 dollars and 10,000 above (r. 15)', () => {
    expect(chargeAllowed('2010-06-01', 1200)).toMatchObject({ charge: 6_000, doubtful: false })
    expect(chargeAllowed('2010-06-01', 1201)).toMatchObject({ charge: 10_000 })
  })

  test('amounts that stop at 2011 are marked as doubtful today', () => {
    expect(chargeAllowed('2026-01-01', 1000)).toMatchObject({
      doubtful: true,
      rule: { grade: 'S' },
    })
  })

  test('what receipts cover is not over; the rest is, rupee for rupee', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (paid, receiptedCosts) => {
        const found = overchargeOf({ paid, receiptedCosts, on: '2010-06-01', salaryUsd: 400 })!
        expect(found.over).toBe(Math.max(0, paid - receiptedCosts - 6_000))
      }),
    )
  })

  test('section 22 has a limb for licensees and one for everybody else; unknown stays unknown', () => {
    expect([limbOf(true), limbOf(false), limbOf(undefined)]).toEqual(['22(a)', '22(b)', undefined])
  })
})
