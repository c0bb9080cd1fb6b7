import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Cases, independentBaseline, populationBaseline, tally } from './baselines.ts'
import { seededRandom } from './random.ts'
import { scanPermutation, scanPoisson } from './scan.ts'
import {
  allIntervals,
  eachWindow,
  highestWindow,
  logLikelihoodRatio,
  prepareSearch,
  recentIntervals,
} from './windows.ts'
import { type Zones, zoneAt, zonesAroundPlaces, zonesInGraph } from './zones.ts'

const shared = process.env.PANAH_SHARED ?? join(import.meta.dirname, '../../../shared')
const folder = join(shared, 'data/stats/outbreak')
const here = existsSync(folder)

function rowsOf(file: string): string[][] {
  const text = readFileSync(join(folder, file), 'utf8').trim().replaceAll('"', '')
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
}
// biome-ignore lint/suspicious/noExplicitAny: R's own output
const json = (file: string): any => JSON.parse(readFileSync(join(folder, file), 'utf8'))
const near = (a: number, b: number, within = 1e-9) =>
  expect(Math.abs(a - b), `${a} and ${b}`).toBeLessThan(within)

function newYork(share: number) {
  const rows = rowsOf('scan_spatial_nydf.csv')
  const column = (i: number) => rows.map((row) => Number(row[i]))
  const population = column(4)
  const zones = zonesAroundPlaces({
    x: column(1),
    y: column(2),
    distance: 'euclidean',
    weight: population,
    share,
  })
  const cases: Cases = { unit: rows.map((_, i) => i), period: rows.map(() => 0), count: column(3) }
  const intervals = [{ from: 0, to: 0 }]
  return { cases, units: rows.length, periods: 1, zones, intervals, population }
}

describe.runIf(here)(
  'the Poisson scan agrees with smerc (needs the reference map beside the checkout)',
  () => {
    for (const share of [0.5, 0.1]) {
      test(`New York, at most ${share} of the population: statistics and clusters`, async () => {
        const theirs = json('scan_spatial_nydf_ref_smerc.json').runs[`ubpop_${share}`].clusters
        const { clusters } = await scanPoisson(newYork(share), { simulations: 999, clusters: 60 })
        const shown = theirs.filter((one: { llr: number }) => one.llr > 0)
        expect(clusters.length).toBeGreaterThanOrEqual(shown.length)
        for (const [i, other] of shown.entries()) {
          const ours = clusters[i]!
          near(ours.statistic, other.llr)
          near(ours.expected, other.expected)
          expect(ours.count).toBe(other.cases)
          near(ours.relativeRisk, other.rr)
          const ids = (list: number[]) => [...list].sort((a, b) => a - b)
          expect(ids(ours.units.map((unit) => unit + 1))).toEqual(ids(other.locids))
          // Two runs of 999 replicates differ by chance.
          near(ours.p, other.pvalue, 0.06)
        }
      })
    }
  },
)

function newMexico(first = 1973, last = 1991) {
  const counted = new Set(rowsOf('scan_NM_popcas.csv').map((row) => row[1]!))
  // The map has a county more, which was founded when the series was half over.
  const places = rowsOf('scan_NM_geo.csv').filter((row) => counted.has(row[0]!))
  const rows = rowsOf('scan_NM_popcas.csv').filter(
    ([year]) => Number(year) >= first && Number(year) <= last,
  )
  const names = places.map((row) => row[0]!)
  const unit = rows.map((row) => names.indexOf(row[1]!))
  const period = rows.map((row) => Number(row[0]) - first)
  const periods = last - first + 1
  const population = new Float64Array(periods * names.length)
  rows.forEach((row, i) => {
    population[period[i]! * names.length + unit[i]!] = Number(row[2])
  })
  return {
    names,
    cases: { unit, period, count: rows.map((row) => Number(row[3])) },
    units: names.length,
    periods,
    population,
    zones: zonesAroundPlaces({
      x: places.map((row) => Number(row[3])),
      y: places.map((row) => Number(row[4])),
      distance: 'euclidean',
      most: 15,
    }),
    intervals: recentIntervals(periods, periods),
  }
}

/** The zones in R's numbering: each set once, in the order of centres and sizes. */
function numbered(zones: Zones) {
  const number = new Map<string, number>()
  const at = new Map<string, number>()
  for (let chain = 0; chain + 1 < zones.starts.length; chain++) {
    for (let end = zones.starts[chain]!; end < zones.starts[chain + 1]!; end++) {
      const key = zoneAt(zones, chain, end)
        .sort((a, b) => a - b)
        .join(' ')
      if (!number.has(key)) number.set(key, number.size + 1)
      at.set(`${chain} ${end}`, number.get(key)!)
    }
  }
  return { count: number.size, at }
}

describe.runIf(here)(
  'space-time scans agree with scanstatistics (needs the reference data beside the checkout)',
  () => {
    test('every window of New Mexico has the same score', () => {
      const data = newMexico()
      const counts = tally(data.cases, data.units, data.periods)
      const total = counts.reduce((a, b) => a + b, 0)
      const baseline = populationBaseline(data.population, { ...data, total }, 'per-period')
      const search = prepareSearch(data.zones, data.intervals, baseline, 1)
      const zones = numbered(data.zones)
      expect(zones.count).toBe(399)
      const ours = new Map<string, number>()
      eachWindow(search, counts, (window) => {
        const zone = zones.at.get(`${window.chain} ${window.end}`)!
        ours.set(`${zone} ${window.interval + 1}`, window.statistic)
      })
      for (const file of ['pb_poisson', 'permutation']) {
        const theirs = rowsOf(`scan_NM_${file}_all_scores.csv`)
        expect(theirs.length).toBe(ours.size)
        for (const [zone, duration, score] of theirs)
          near(ours.get(`${zone} ${duration}`)!, Number(score))
      }
    })

    const reference = here ? json('scan_NM_ref_scanstatistics.json') : {}
    for (const [name, first, last] of [
      ['pb_poisson_retro_full_999', 1973, 1991],
      ['pb_poisson_1986_1989_999', 1986, 1989],
    ] as const) {
      test(`${name}: the most likely cluster and its p-value`, async () => {
        const theirs = reference[name]
        const data = newMexico(first, last)
        const { clusters } = await scanPoisson({ ...data, baseline: 'per-period' })
        near(clusters[0]!.statistic, theirs.MLC.score)
        expect(clusters[0]!.units.map((unit) => data.names[unit]).sort()).toEqual(theirs.MLC.names)
        expect(clusters[0]!.to - clusters[0]!.from + 1).toBe(theirs.MLC.duration)
        near(clusters[0]!.p, theirs.MC_pvalue, 0.03)
      })
    }

    test('permutation_nopop_999: the most likely cluster and its p-value', async () => {
      const theirs = reference.permutation_nopop_999
      const data = newMexico()
      const { clusters } = await scanPermutation(data)
      near(clusters[0]!.statistic, theirs.MLC.score)
      expect(clusters[0]!.units.map((unit) => data.names[unit]).sort()).toEqual(theirs.MLC.names)
      expect(clusters[0]!.to - clusters[0]!.from + 1).toBe(theirs.MLC.duration)
      near(clusters[0]!.p, theirs.MC_pvalue, 0.06)
    })
  },
)

/** Fifty places in a square, 60 days, about one case a day, and a burst of twelve around place 7. */
function village(seed: number, burst: number) {
  const random = seededRandom(seed)
  const x = Array.from({ length: 50 }, () => random.unit())
  const y = Array.from({ length: 50 }, () => random.unit())
  const unit: number[] = []
  const period: number[] = []
  for (let i = 0; i < 80; i++) {
    unit.push(random.below(50))
    period.push(random.below(60))
  }
  for (let i = 0; i < burst; i++) {
    unit.push(7)
    period.push(57 + (i % 3))
  }
  const weight = Array(50).fill(0)
  for (const one of unit) weight[one]++
  const zones = zonesAroundPlaces({ x, y, distance: 'euclidean', weight, share: 0.5 })
  const intervals = recentIntervals(60, 14)
  return { cases: { unit, period }, units: 50, periods: 60, zones, intervals }
}

describe('the scan on its own', () => {
  test('a burst is found where and when it was, and names the cases it rests on', async () => {
    const input = village(3, 12)
    const { clusters } = await scanPermutation(input)
    const [first] = clusters
    expect(first!.units).toContain(7)
    expect(first!.from).toBeGreaterThanOrEqual(55)
    expect(first!.p).toBeLessThan(0.01)
    expect(first!.cases.length).toBe(first!.count)
    for (const row of first!.cases) {
      expect(first!.units).toContain(input.cases.unit[row])
      expect(input.cases.period[row]).toBeGreaterThanOrEqual(first!.from)
    }
  })

  test('without a burst an alarm at 5 % comes in about 5 of 100 scans', async () => {
    let alarms = 0
    for (let seed = 100; seed < 200; seed++) {
      const { clusters } = await scanPermutation(village(seed, 0), { simulations: 99, clusters: 1 })
      if (clusters[0] && clusters[0].p <= 0.05) alarms++
    }
    expect(alarms).toBeLessThanOrEqual(13)
  })

  test('the same seed gives the same p-values, another seed others', async () => {
    const ps = async (seed: number) =>
      (await scanPermutation(village(5, 3), { seed, simulations: 199 })).clusters.map(
        (one) => one.p,
      )
    expect(await ps(1)).toEqual(await ps(1))
    expect(await ps(1)).not.toEqual(await ps(2))
  })

  test('a scan that is called off stops with the reason given', async () => {
    const call = new AbortController()
    const running = scanPermutation(village(3, 12), { simulations: 1e7, signal: call.signal })
    setTimeout(() => call.abort(new Error('no longer wanted')), 120)
    await expect(running).rejects.toThrow('no longer wanted')
  })

  test('no cases, no cluster', async () => {
    const empty = { ...village(3, 0), cases: { unit: [], period: [] } }
    expect((await scanPermutation(empty)).clusters).toEqual([])
  })

  test('the bound that spares logarithms never hides the highest window', () => {
    const random = seededRandom(11)
    for (let round = 0; round < 40; round++) {
      const input = village(round, round % 7)
      const counts = tally(input.cases, 50, 60)
      const baseline = independentBaseline(counts, 50, 60)
      const intervals = random.unit() < 0.5 ? input.intervals : allIntervals(60, 5)
      const search = prepareSearch(input.zones, intervals, baseline, 1)
      let highest = 0
      eachWindow(search, counts, (window) => {
        highest = Math.max(highest, window.statistic)
      })
      expect(highestWindow(search, counts).statistic).toBe(highest)
    }
  })

  test('places equally far away enter a circle together', () => {
    const zones = zonesAroundPlaces({ x: [0, 1, -1, 5], y: [0, 0, 0, 0], distance: 'euclidean' })
    expect([...zones.order.subarray(0, 4)]).toEqual([0, 1, 2, 3])
    expect([...zones.closes.subarray(0, 4)]).toEqual([1, 0, 1, 1])
  })

  test('Lahore to Karachi is a little over a thousand kilometres on a great circle', () => {
    const places = { x: [74.34, 67.01], y: [31.55, 24.86], distance: 'great-circle' as const }
    expect(zonesAroundPlaces({ ...places, radius: 1000 }).order.length).toBe(2)
    expect(zonesAroundPlaces({ ...places, radius: 1060 }).order.length).toBe(4)
  })

  test('a graph gives units, pairs of neighbours and circles of steps', () => {
    const zones = zonesInGraph({
      units: 4,
      edges: [
        [0, 1],
        [1, 2],
      ],
      hops: 1,
    })
    const sets = new Set<string>()
    for (let chain = 0; chain + 1 < zones.starts.length; chain++) {
      for (let end = zones.starts[chain]!; end < zones.starts[chain + 1]!; end++) {
        if (zones.closes[end])
          sets.add(
            zoneAt(zones, chain, end)
              .sort((a, b) => a - b)
              .join(''),
          )
      }
    }
    expect([...sets].sort()).toEqual(['0', '01', '012', '1', '12', '2', '3'])
  })

  test('the ratio is 0 where there are not more than expected, and finite where all cases are inside', () => {
    expect(logLikelihoodRatio(3, 3, 10)).toBe(0)
    expect(logLikelihoodRatio(10, 5, 10)).toBeCloseTo(10 * Math.log(2), 12)
  })
})
