import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { complaintKinds } from './complaint.ts'
import { priorOf, rank, type TrackRecord } from './risk.ts'

const record = fc.record({
  sent: fc.nat(3000),
  complaints: fc.dictionary(fc.constantFrom(...complaintKinds), fc.nat(20), { maxKeys: 4 }),
  repeatDirectors: fc.nat(3),
  substituted: fc.nat(5),
  overdueOrders: fc.nat(4),
  alarmedPlacements: fc.nat(3000),
})
const register = fc
  .array(record, { minLength: 3, maxLength: 40 })
  .map((some): TrackRecord[] => some.map((one, i) => ({ ...one, id: `firm-${i}` })))

const prior = { mean: 0.02, workers: 100 }
const expectedOf = (records: readonly TrackRecord[], id: string) =>
  rank(records, prior).find((one) => one.id === id)!

describe('the ranking of licensees', () => {
  test('one complaint more of any kind never lowers what is expected of a firm', () => {
    fc.assert(
      fc.property(register, fc.constantFrom(...complaintKinds), (records, kind) => {
        const [first, ...rest] = records as [TrackRecord, ...TrackRecord[]]
        const complaints = { ...first.complaints, [kind]: (first.complaints[kind] ?? 0) + 1 }
        const worse = [{ ...first, complaints }, ...rest]
        expect(expectedOf(worse, first.id).expected).toBeGreaterThan(
          expectedOf(records, first.id).expected,
        )
        expect(expectedOf(worse, first.id).rank).toBeLessThanOrEqual(
          expectedOf(records, first.id).rank,
        )
      }),
    )
  })

  test('a director known from a cancelled licence never lowers it', () => {
    fc.assert(
      fc.property(register, (records) => {
        const [first, ...rest] = records as [TrackRecord, ...TrackRecord[]]
        const worse = [{ ...first, repeatDirectors: first.repeatDirectors + 1 }, ...rest]
        expect(expectedOf(worse, first.id).rank).toBeLessThanOrEqual(
          expectedOf(records, first.id).rank,
        )
      }),
    )
  })

  test('an overdue order never lowers it', () => {
    fc.assert(
      fc.property(register, (records) => {
        const [first, ...rest] = records as [TrackRecord, ...TrackRecord[]]
        const worse = [{ ...first, overdueOrders: first.overdueOrders + 1 }, ...rest]
        expect(expectedOf(worse, first.id).expected).toBeGreaterThan(
          expectedOf(records, first.id).expected,
        )
        expect(expectedOf(worse, first.id).rank).toBeLessThanOrEqual(
          expectedOf(records, first.id).rank,
        )
      }),
    )
  })

  test('a worker more who went where an early warning points never lowers it', () => {
    fc.assert(
      fc.property(register, (records) => {
        const [first, ...rest] = records as [TrackRecord, ...TrackRecord[]]
        const worse = [{ ...first, alarmedPlacements: first.alarmedPlacements + 1 }, ...rest]
        const [before, after] = [expectedOf(records, first.id), expectedOf(worse, first.id)]
        expect(after.expected).toBeGreaterThanOrEqual(before.expected)
        expect(after.rank).toBeLessThanOrEqual(before.rank)
        expect(after.reasons.map(({ code }) => code)).toContain('alarmed-placements')
      }),
    )
  })

  test('terms found to be worse than a job order promised never lower it, and raise what is expected', () => {
    fc.assert(
      fc.property(register, (records) => {
        const [first, ...rest] = records as [TrackRecord, ...TrackRecord[]]
        const worse = [{ ...first, substituted: first.substituted + 1 }, ...rest]
        const [before, after] = [expectedOf(records, first.id), expectedOf(worse, first.id)]
        expect(after.expected).toBeGreaterThan(before.expected)
        expect(after.rank).toBeLessThanOrEqual(before.rank)
      }),
    )
  })

  test('one complaint does not put a firm of five workers before one that keeps harming', () => {
    const small = {
      id: 'small',
      sent: 5,
      complaints: { overcharge: 1 },
      repeatDirectors: 0,
      substituted: 0,
      overdueOrders: 0,
      alarmedPlacements: 0,
    }
    const steady = {
      id: 'steady',
      sent: 400,
      complaints: { overcharge: 40 },
      repeatDirectors: 0,
      substituted: 0,
      overdueOrders: 0,
      alarmedPlacements: 0,
    }
    const many = Array.from({ length: 50 }, (_, i) => ({
      id: `other-${i}`,
      sent: 200,
      complaints: { overcharge: 2 },
      repeatDirectors: 0,
      substituted: 0,
      overdueOrders: 0,
      alarmedPlacements: 0,
    }))
    const ranked = rank([small, steady, ...many])
    expect(ranked[0]!.id).toBe('steady')
    // Its raw rate is 20 per hundred; what is believed of it stays far below.
    expect(ranked.find((one) => one.id === 'small')!.perHundred).toBeLessThan(5)
  })

  test('a register without complaints has no rank that rests on anything', () => {
    const none = [
      {
        id: 'a',
        sent: 10,
        complaints: {},
        repeatDirectors: 0,
        substituted: 0,
        overdueOrders: 0,
        alarmedPlacements: 0,
      },
    ]
    expect(priorOf(none).mean).toBeGreaterThan(0)
    expect(rank(none)[0]!.reasons).toEqual([])
  })
})
