import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isOrder,
  normalLicence,
  reasons,
  renewalYears,
  standingOn,
  type statuses,
  stepsFrom,
  take,
} from './licence.ts'

const of = { on: '2026-03-01', orderNumber: 'DG/12', until: null, today: '2026-03-02' }

describe('what a licence refuses', () => {
  test('a banned licence has no way on', () => {
    expect(stepsFrom('banned')).toEqual([])
    for (const reason of reasons) {
      expect(() => take({ status: 'banned', since: null }, reason, of), reason).toThrow(
        'recruiters/step-out-of-order',
      )
    }
  })

  test('a surrendered licence is not renewed', () => {
    expect(() => take({ status: 'surrendered', since: null }, 'renewed', of)).toThrow(
      'recruiters/step-out-of-order',
    )
  })

  test('an order without a number is no order', () => {
    const licence = { status: 'valid', since: null } as const
    expect(() => take(licence, 'order-of-suspension', { ...of, orderNumber: ' ' })).toThrow(
      'recruiters/order-number-missing',
    )
  })

  test('a step does not lie before the last one, or ahead of today', () => {
    const licence = { status: 'valid', since: '2026-03-01' } as const
    expect(() => take(licence, 'term-ended', { ...of, on: '2026-02-28' })).toThrow(
      'recruiters/day-before-last-step',
    )
    expect(() => take(licence, 'term-ended', { ...of, on: '2026-03-03' })).toThrow(
      'recruiters/day-in-future',
    )
  })

  test('whatever is done to a licence, it is valid again only by renewal, lifting or appeal', () => {
    const walk = fc.array(fc.constantFrom(...reasons), { maxLength: 30 })
    fc.assert(
      fc.property(walk, (some) => {
        let status: (typeof statuses)[number] = 'valid'
        for (const reason of some) {
          if (!stepsFrom(status).some((step) => step.reason === reason)) continue
          const before: (typeof statuses)[number] = status
          status = take({ status, since: null }, reason, of).to
          if (status === 'valid' && before !== 'valid') {
            expect(['renewed', 'suspension-lifted', 'restored-on-appeal']).toContain(reason)
          }
          if (before === 'cancelled' && status === 'valid') expect(isOrder(reason)).toBe(true)
        }
      }),
    )
  })
})

describe('how a licence stands', () => {
  test('a valid licence has expired the day after its term, whether or not somebody wrote it down', () => {
    const licence = { status: 'valid', since: '2023-01-01', expiresOn: '2025-12-31' } as const
    expect(standingOn(licence, '2025-12-31')).toMatchObject({ status: 'valid', termOver: false })
    expect(standingOn(licence, '2026-01-01')).toEqual({
      status: 'expired',
      since: '2026-01-01',
      termOver: true,
    })
  })

  test('a cancelled licence does not turn into an expired one', () => {
    const licence = { status: 'cancelled', since: '2024-01-01', expiresOn: '2025-12-31' } as const
    expect(standingOn(licence, '2026-06-01').status).toBe('cancelled')
  })

  test('it is renewed for three years after 50 workers, two after 10, one after fewer (r. 9)', () => {
    expect([0, 9, 10, 49, 50, 5000].map(renewalYears)).toEqual([1, 1, 2, 2, 3, 3])
  })
})

test('a licence number is the same however it is written', () => {
  for (const written of ['0123/LHR', ' 123 / lhr', '123-LHR', '۱۲۳/LHR'])
    expect(normalLicence(written), written).toBe('123/LHR')
  expect(normalLicence('MPD/0123/LHR')).not.toBe(normalLicence('MPD/0124/LHR'))
  expect(normalLicence(' - ')).toBe('')
})
