import type { Zones } from './zones.ts'

/** Periods from … to, both included, 0 the oldest. */
export interface Interval {
  from: number
  to: number
}

/** Intervals that reach to the last period: what is going on now. */
export function recentIntervals(periods: number, longest: number): Interval[] {
  return Array.from({ length: Math.min(longest, periods) }, (_, i) => ({
    from: periods - 1 - i,
    to: periods - 1,
  }))
}

/** Every interval up to a length: what has been, over and still going. */
export function allIntervals(periods: number, longest: number): Interval[] {
  const found: Interval[] = []
  for (let to = 0; to < periods; to++) {
    for (let from = to; from >= 0 && to - from < longest; from--) found.push({ from, to })
  }
  return found
}

/** Expected cases per unit and period (row-major by period), summing to the number of cases. */
export interface Baseline {
  units: number
  periods: number
  expected: Float64Array
  total: number
}

/** What to look at, and sums over it that no simulation changes. */
export interface Search {
  zones: Zones
  intervals: readonly Interval[]
  baseline: Baseline
  /** Expected cases per interval and unit. */
  expected: readonly Float64Array[]
  /** Windows with fewer cases are no cluster. */
  fewest: number
}

export function prepareSearch(
  zones: Zones,
  intervals: readonly Interval[],
  baseline: Baseline,
  fewest: number,
): Search {
  const sums = cumulate(baseline.expected, baseline.units, baseline.periods)
  const expected = intervals.map((interval) => within(sums, baseline.units, interval))
  return { zones, intervals, baseline, expected, fewest }
}

/** Sums over periods 0 … t − 1 in row t. */
function cumulate(values: ArrayLike<number>, units: number, periods: number): Float64Array {
  const sums = new Float64Array((periods + 1) * units)
  for (let i = 0; i < periods * units; i++) sums[i + units] = sums[i]! + values[i]!
  return sums
}

function within(sums: Float64Array, units: number, { from, to }: Interval): Float64Array {
  const out = new Float64Array(units)
  for (let u = 0; u < units; u++) out[u] = sums[(to + 1) * units + u]! - sums[from * units + u]!
  return out
}

/**
 * Kulldorff's log likelihood ratio of c cases where e were expected, of C in all;
 * 0 unless there are more than expected.
 */
export function logLikelihoodRatio(c: number, e: number, total: number): number {
  if (c <= e) return 0
  const rest = total - c
  return c * Math.log(c / e) + (rest > 0 ? rest * Math.log(rest / (total - e)) : 0)
}

export interface Peak {
  statistic: number
  interval: number
  chain: number
  end: number
  count: number
  expected: number
}

/**
 * The window with the highest ratio. Logarithms are taken only where the χ² bound on the ratio,
 * (c − e)² C / (e (C − e)) ≥ LLR, could beat the best so far. `closed` units end a chain.
 */
export function highestWindow(
  { zones, intervals, baseline, expected, fewest }: Search,
  counts: ArrayLike<number>,
  closed?: Uint8Array,
): Peak {
  const { starts, order, closes } = zones
  const { units, periods, total } = baseline
  const sums = cumulate(counts, units, periods)
  const best: Peak = { statistic: 0, interval: -1, chain: -1, end: -1, count: 0, expected: 0 }
  let top = 0
  for (let i = 0; i < intervals.length; i++) {
    const cases = within(sums, units, intervals[i]!)
    const baselines = expected[i]!
    for (let chain = 0; chain + 1 < starts.length; chain++) {
      let c = 0
      let e = 0
      const last = starts[chain + 1]!
      for (let at = starts[chain]!; at < last; at++) {
        const unit = order[at]!
        if (closed && closed[unit] === 1) break
        c += cases[unit]!
        e += baselines[unit]!
        const d = c - e
        if (d <= 0 || d * d * total <= top * e * (total - e)) continue
        if (closes[at] === 0 || c < fewest) continue
        const ratio = logLikelihoodRatio(c, e, total)
        if (ratio <= top) continue
        top = ratio
        best.interval = i
        best.chain = chain
        best.end = at
        best.count = c
        best.expected = e
      }
    }
  }
  best.statistic = top
  return best
}

/** Calls back for every window, in the order of intervals, chains and growing zones. */
export function eachWindow(
  { zones, intervals, baseline, expected }: Search,
  counts: ArrayLike<number>,
  visit: (window: Peak) => void,
): void {
  const { starts, order, closes } = zones
  const sums = cumulate(counts, baseline.units, baseline.periods)
  for (let i = 0; i < intervals.length; i++) {
    const cases = within(sums, baseline.units, intervals[i]!)
    for (let chain = 0; chain + 1 < starts.length; chain++) {
      let c = 0
      let e = 0
      for (let at = starts[chain]!; at < starts[chain + 1]!; at++) {
        c += cases[order[at]!]!
        e += expected[i]![order[at]!]!
        if (closes[at] === 0) continue
        const statistic = logLikelihoodRatio(c, e, baseline.total)
        visit({ statistic, interval: i, chain, end: at, count: c, expected: e })
      }
    }
  }
}
