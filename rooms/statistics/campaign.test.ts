import { describe, expect, test } from 'vitest'
import { type DayCount, type Effect, effectOf } from './campaign.ts'

const plan = {
  code: 'MADEUP',
  name: { en: 'Made up', ur: 'فرضی' },
  audience: 'everyone',
  channel: 'poster',
  startsOn: '2026-03-01',
  endsOn: '2026-05-31',
  cost: 0,
} as const
const matched = {
  ...plan,
  places: [
    { code: 'reached', startsOn: '2026-03-01' },
    { code: 'other', startsOn: null },
  ],
}
const on = (place: string, day: string, n: number): DayCount => ({ place, day, n })
const effect = (...of: Parameters<typeof effectOf>): Effect => {
  const told = effectOf(...of)
  if (typeof told === 'string') throw new Error(told)
  return told
}

describe('nothing is said', () => {
  test('where all districts began together and none was left out', () => {
    const places = [{ code: 'reached', startsOn: '2026-03-01' }]
    const counts = [on('reached', '2026-02-20', 50), on('reached', '2026-03-05', 90)]
    expect(effectOf({ ...plan, places }, counts, '2026-06-30')).toBe('nothing-to-compare')
  })
  test('before two full weeks', () => {
    const counts = [on('reached', '2026-03-02', 90), on('other', '2026-02-20', 90)]
    expect(effectOf(matched, counts, '2026-03-13')).toBe('too-early')
    expect(effectOf(matched, counts, '2026-03-14')).not.toBe('too-early')
  })
  test('of fewer than ten reports on a side', () => {
    const counts = [
      on('reached', '2026-02-20', 9),
      on('other', '2026-02-20', 20),
      on('other', '2026-03-20', 20),
    ]
    expect(effectOf(matched, counts, '2026-06-30')).toBe('too-few')
  })
})

describe('matched districts', () => {
  // Reached: 10 before, 30 after; nothing done: 20 before, 20 after. 30/10 beside 20/20 is 3 times.
  const counts = [
    on('reached', '2026-02-27', 10),
    on('reached', '2026-03-02', 30),
    on('other', '2026-02-27', 20),
    on('other', '2026-03-02', 20),
  ]
  test('the change is set beside the change where nothing was done', () => {
    const { ratio, low, high, p, steps } = effect(matched, counts, '2026-06-30')
    expect(ratio).toBeCloseTo(3, 12)
    expect(low).toBeLessThan(3)
    expect(high).toBeGreaterThan(3)
    expect(p).toBeGreaterThan(0.01)
    expect(p).toBeLessThan(0.05)
    expect(steps).toEqual([
      {
        startsOn: '2026-03-01',
        // 92 days of campaign: twelve weeks are watched.
        days: 84,
        reached: { districts: 1, before: 10, after: 30 },
        compared: { districts: 1, before: 20, after: 20 },
      },
    ])
  })
  test('what comes everywhere alike is no effect', () => {
    const { ratio, p } = effect(
      matched,
      [...counts.slice(2), on('reached', '2026-02-27', 40), on('reached', '2026-03-02', 40)],
      '2026-06-30',
    )
    expect(ratio).toBeCloseTo(1, 12)
    expect(p).toBeCloseTo(1, 9)
  })
  test('days outside the watched weeks do not count', () => {
    const more = [on('reached', '2025-12-01', 500), on('reached', '2026-05-24', 500)]
    expect(effect(matched, [...counts, ...more], '2026-06-30')).toEqual(
      effect(matched, counts, '2026-06-30'),
    )
  })
})

test('stepped districts: who waits is compared only while he waits', () => {
  const places = [
    { code: 'first', startsOn: '2026-03-01' },
    { code: 'second', startsOn: '2026-04-01' },
  ]
  const counts = [
    on('first', '2026-02-27', 10),
    on('first', '2026-03-02', 30),
    on('second', '2026-02-27', 20),
    on('second', '2026-03-02', 20),
  ]
  // Until 28 March the second district waits, four weeks after the first began.
  const early = effect({ ...plan, places }, counts, '2026-03-28')
  expect(early.steps).toHaveLength(1)
  expect(early.steps[0]).toMatchObject({ startsOn: '2026-03-01', days: 28 })
  expect(early.ratio).toBeCloseTo(3, 12)
  // Later it has begun itself: the first step is watched as long as it waited, and the second has nobody.
  const late = effect({ ...plan, places }, counts, '2026-06-30')
  expect(late.steps).toHaveLength(1)
  expect(late.steps[0]).toMatchObject({ startsOn: '2026-03-01', days: 28 })
})
