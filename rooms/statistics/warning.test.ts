import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../libraries/early-warning/index.ts'
import { look } from './warning.ts'
import { eventOfCase, type WatchedEvent } from './warning-event.ts'
import { cusumOf, earsOf } from './warning-series.ts'

const districts = [
  ...['gujrat', 'lahore', 'multan', 'okara', 'kasur', 'jhang'].map((name) => `PK-PB-${name}`),
  ...['thatta', 'badin', 'dadu', 'larkana'].map((name) => `PK-SD-${name}`),
  ...['swat', 'mardan', 'peshawar', 'kohat'].map((name) => `PK-KP-${name}`),
]
const until = '2026-10-31'
const of = { until, weeks: 104, seed: 7, simulations: 499 }

function daysBefore(days: number): string {
  return new Date(Date.parse(until) - days * 86_400_000).toISOString().slice(0, 10)
}

function event(district: string, knownOn: string, more: Partial<WatchedEvent> = {}): WatchedEvent {
  return {
    caseId: null,
    caseJurisdiction: null,
    knownOn,
    happenedOn: null,
    district,
    route: null,
    forms: ['forced-labour'],
    recruiters: [],
    phones: [],
    ...more,
  }
}

/** Made up: events spread over two years by chance alone. */
function quiet(seed: number, n = 150): WatchedEvent[] {
  const random = seededRandom(seed)
  return Array.from({ length: n }, () =>
    event(districts[random.below(districts.length)]!, daysBefore(random.below(7 * 104))),
  )
}

/** Eight more in Thatta in the last three weeks. */
const planted = [1, 3, 4, 8, 10, 13, 15, 19].map((day, i) =>
  event('PK-SD-thatta', daysBefore(day), {
    caseId: `00000000-0000-7000-8000-00000000000${i}`,
    caseJurisdiction: 'PK-SD',
  }),
)

describe('a look', () => {
  test('at a quiet series raises no alarm more often than it says', async () => {
    let raised = 0
    for (let seed = 1; seed <= 20; seed++)
      if ((await look(quiet(seed), { ...of, simulations: 199 })).alarms.length > 0) raised += 1
    // Level 0.05 each for scans and series: more than five of twenty has a chance below one in a thousand.
    expect(raised).toBeLessThanOrEqual(6)
  }, 60_000)

  test('at evenly spread events raises none at all', async () => {
    const even = Array.from({ length: 104 }, (_, week) =>
      districts.map((district, i) => event(district, daysBefore(week * 7 + i))),
    ).flat()
    expect((await look(even, of)).alarms).toEqual([])
  }, 30_000)

  test('finds the planted cluster and names its district and weeks', async () => {
    const { alarms } = await look([...quiet(3), ...planted], of)
    const found = alarms.find(({ key }) => key === 'scan district PK-SD-thatta')!
    expect(found.observed).toBeGreaterThanOrEqual(8)
    expect(found.observed / found.expected).toBeGreaterThan(2)
    // The window may reach further back than what was planted, never past its twelve weeks.
    expect(found.fromOn >= daysBefore(7 * 12) && found.fromOn <= daysBefore(13)).toBe(true)
    expect(found.toOn).toBe(until)
    expect(found.cases.map(({ id }) => id).toSorted()).toEqual(
      planted.map(({ caseId }) => caseId).toSorted(),
    )
    expect(found.recurrence).toBeGreaterThan(20)
  }, 30_000)

  test('comes out the same again, and stops when it is told to', async () => {
    const events = [...quiet(3), ...planted]
    expect(await look(events, of)).toEqual(await look(events, of))
    const abort = new AbortController()
    abort.abort()
    await expect(look(events, of, { signal: abort.signal })).rejects.toThrow()
  }, 30_000)

  test('sees a phone that comes up in case after case', async () => {
    const random = seededRandom(5)
    const events = quiet(5).map((one, i) => ({
      ...one,
      phones: [`made-up-${random.below(60)}-${i % 2}`],
    }))
    const many = planted.map((one, i) => ({
      ...one,
      district: districts[i % 5]!,
      phones: ['the-one'],
    }))
    const { alarms } = await look([...events, ...many], of)
    expect(alarms.map(({ key }) => key)).toContain('scan phone the-one')
  }, 30_000)
})

describe('a series', () => {
  test('of weeks like each other and one far above raises EARS, with an exact chance', () => {
    const found = earsOf([1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 9])
    expect(found.alarm).toBe(true)
    // Of the 13 cases in eight weeks nine or more in one: Σ C(13, k) 7^(13 − k) / 8^13, k from 9.
    const ways = 715 * 7 ** 4 + 286 * 7 ** 3 + 78 * 7 ** 2 + 13 * 7 + 1
    expect(found.p).toBeCloseTo(ways / 8 ** 13, 12)
  })

  test('that stays as it was raises no CUSUM, one that rises for weeks does', () => {
    const same = Array.from({ length: 104 }, (_, i) => i % 2)
    expect(cusumOf(same, 1).alarm).toBe(false)
    const rising = [...same.slice(0, 96), 1, 2, 2, 3, 3, 2, 3, 4]
    const found = cusumOf(rising, 1)
    expect([found.alarm, found.p <= 0.002]).toEqual([true, true])
    expect(found.from).toBeGreaterThanOrEqual(96)
  })
})

test('an event is where it was exploited, goes from where it was recruited, and names nobody', () => {
  const place = { fromOn: null, country: 'PAK' }
  const coded = {
    id: 'a',
    jurisdiction: 'PK-PB',
    reportId: null,
    openedOn: '2026-10-01',
    incidents: [
      { ...place, kind: 'Recruitment' as const, placeCode: 'PK-PB-gujrat', fromOn: '2026-05-01' },
      { ...place, kind: 'Exploitation' as const, placeCode: null, country: 'KHM' },
    ],
    facts: ['forced-labour', 'recruited'],
    accused: [{ marks: ['c1', 'p2'], phone: 'x' }],
  }
  expect(eventOfCase(coded)).toMatchObject({
    district: 'PK-PB-gujrat',
    route: 'PK-PB-gujrat>KHM',
    forms: ['forced-labour'],
    recruiters: ['c1'],
    phones: ['x'],
    happenedOn: '2026-05-01',
  })
})
