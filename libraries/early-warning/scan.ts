import { type Cases, independentBaseline, populationBaseline, tally } from './baselines.ts'
import { seededRandom } from './random.ts'
import { multinomialReplicate, permutationReplicate, type Replicate } from './replicates.ts'
import {
  type Baseline,
  highestWindow,
  type Interval,
  type Peak,
  prepareSearch,
  type Search,
} from './windows.ts'
import { type Zones, zoneAt } from './zones.ts'

export interface ScanInput {
  cases: Cases
  units: number
  periods: number
  zones: Zones
  intervals: readonly Interval[]
}

export interface ScanOptions {
  /** Replicates for the p-value; its least value is 1 / (simulations + 1). */
  simulations: number
  seed: number
  /** The most clusters to report. They never share a unit. */
  clusters: number
  /** The fewest cases that are called a cluster; two, as SaTScan has it. */
  fewest: number
  signal?: AbortSignal
  /** Called now and then with the replicates done. */
  onProgress?: (done: number, of: number) => void
}

export interface Cluster {
  /** The unit in whose chain it was found, then the others in the order they entered. */
  units: number[]
  from: number
  to: number
  count: number
  expected: number
  /** Observed over expected inside, and that over the same outside. */
  ratio: number
  relativeRisk: number
  statistic: number
  /** Monte Carlo: (1 + replicates whose highest window is as high) / (1 + replicates). */
  p: number
  /** From a Gumbel distribution fitted to the replicates: can be below 1 / (simulations + 1). */
  gumbelP: number
  /** Scans like this one between two alarms as strong by chance: 1 / p. */
  recurrence: number
  /** Rows of the cases it rests on. */
  cases: number[]
}

export interface ScanResult {
  total: number
  windows: number
  simulations: number
  clusters: Cluster[]
}

const standard: ScanOptions = { simulations: 999, seed: 1, clusters: 20, fewest: 2 }

/** Kulldorff's Poisson scan (1997; 2001 over time): more cases than the people at risk explain. */
export function scanPoisson(
  input: ScanInput & {
    /** By period and unit (row-major), or one row. */
    population: ArrayLike<number>
    baseline?: 'person-time' | 'per-period'
  },
  options: Partial<ScanOptions> = {},
): Promise<ScanResult> {
  const counts = tally(input.cases, input.units, input.periods)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const size = { units: input.units, periods: input.periods, total }
  const baseline = populationBaseline(input.population, size, input.baseline)
  return run(input, counts, baseline, multinomialReplicate(baseline), options)
}

/**
 * The space-time permutation scan (Kulldorff et al. 2005): needs no population, finds where and
 * when cases came together more than the place's and the time's own totals explain.
 */
export function scanPermutation(
  input: ScanInput,
  options: Partial<ScanOptions> = {},
): Promise<ScanResult> {
  const counts = tally(input.cases, input.units, input.periods)
  const baseline = independentBaseline(counts, input.units, input.periods)
  const replicate = permutationReplicate(input.cases, input.units)
  return run(input, counts, baseline, replicate, options)
}

async function run(
  input: ScanInput,
  counts: Int32Array,
  baseline: Baseline,
  replicate: Replicate,
  given: Partial<ScanOptions>,
): Promise<ScanResult> {
  const options = { ...standard, ...given }
  const search = prepareSearch(input.zones, input.intervals, baseline, options.fewest)
  const peaks = highestApart(search, counts, options.clusters)
  const highest = peaks.length > 0 ? await replicates(search, replicate, options) : []
  const gumbel = gumbelTail(highest)
  const zones = input.zones.closes.reduce((sum, close) => sum + close, 0)
  return {
    total: baseline.total,
    windows: zones * input.intervals.length,
    simulations: highest.length,
    clusters: peaks.map((peak) => {
      // A replicate equal up to rounding is as high: the p-value errs to the safe side.
      const reached = highest.filter((one) => one >= peak.statistic * (1 - 1e-12)).length
      const p = (1 + reached) / (1 + highest.length)
      return describe(input, baseline, peak, { p, gumbelP: gumbel(peak.statistic) })
    }),
  }
}

/** The highest window, then the highest among those that share no unit with it, and so on. */
function highestApart(search: Search, counts: Int32Array, most: number): Peak[] {
  const closed = new Uint8Array(search.baseline.units)
  const found: Peak[] = []
  while (found.length < most) {
    const peak = highestWindow(search, counts, closed)
    if (peak.statistic <= 0) break
    found.push(peak)
    for (const unit of zoneAt(search.zones, peak.chain, peak.end)) closed[unit] = 1
  }
  return found
}

async function replicates(
  search: Search,
  replicate: Replicate,
  { simulations, seed, signal, onProgress }: ScanOptions,
): Promise<number[]> {
  const random = seededRandom(seed)
  const counts = new Int32Array(search.baseline.expected.length)
  const highest: number[] = []
  let breath = Date.now()
  for (let i = 0; i < simulations; i++) {
    replicate(random, counts)
    highest.push(highestWindow(search, counts).statistic)
    if (Date.now() - breath < 50) continue
    onProgress?.(highest.length, simulations)
    await new Promise((resolve) => setTimeout(resolve))
    signal?.throwIfAborted()
    breath = Date.now()
  }
  return highest
}

/** Pr(highest ≥ x) by a Gumbel distribution with the replicates' mean and variance (Abrams et al. 2010). */
export function gumbelTail(highest: readonly number[]): (x: number) => number {
  if (highest.length < 2) return () => 1
  const mean = highest.reduce((a, b) => a + b, 0) / highest.length
  const squares = highest.reduce((sum, x) => sum + (x - mean) ** 2, 0)
  const scale = Math.sqrt((6 * squares) / (highest.length - 1)) / Math.PI
  const mode = mean - 0.5772156649015329 * scale
  return (x) => (scale > 0 ? -Math.expm1(-Math.exp(-(x - mode) / scale)) : x > mean ? 0 : 1)
}

function describe(
  { cases, zones, intervals }: ScanInput,
  { total }: Baseline,
  peak: Peak,
  { p, gumbelP }: { p: number; gumbelP: number },
): Cluster {
  const units = zoneAt(zones, peak.chain, peak.end)
  const { from, to } = intervals[peak.interval]!
  const members = new Set(units)
  const rows: number[] = []
  for (let i = 0; i < cases.unit.length; i++) {
    if (cases.period[i]! < from || cases.period[i]! > to || !members.has(cases.unit[i]!)) continue
    if (!cases.count || cases.count[i]! > 0) rows.push(i)
  }
  const { count, expected, statistic } = peak
  const outside = (total - count) / (total - expected)
  return {
    units,
    from,
    to,
    count,
    expected,
    ratio: count / expected,
    relativeRisk: count / expected / outside,
    statistic,
    p,
    gumbelP,
    recurrence: 1 / p,
    cases: rows,
  }
}
