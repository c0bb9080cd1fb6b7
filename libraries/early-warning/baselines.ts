import type { Baseline } from './windows.ts'

/** Cases as rows: where, when (0 the oldest period), and how many (1 if not said). */
export interface Cases {
  unit: ArrayLike<number>
  period: ArrayLike<number>
  count?: ArrayLike<number>
}

/** Counts by period and unit, row-major by period. */
export function tally(cases: Cases, units: number, periods: number): Int32Array {
  const counts = new Int32Array(units * periods)
  for (let i = 0; i < cases.unit.length; i++)
    counts[cases.period[i]! * units + cases.unit[i]!]! += cases.count ? cases.count[i]! : 1
  return counts
}

/** What each unit and period would hold if place and time had nothing to do with one another. */
export function independentBaseline(
  counts: ArrayLike<number>,
  units: number,
  periods: number,
): Baseline {
  const ofUnit = new Float64Array(units)
  const ofPeriod = new Float64Array(periods)
  let total = 0
  for (let t = 0; t < periods; t++) {
    for (let u = 0; u < units; u++) {
      const count = counts[t * units + u]!
      ofUnit[u]! += count
      ofPeriod[t]! += count
      total += count
    }
  }
  const expected = new Float64Array(units * periods)
  for (let t = 0; t < periods; t++) {
    for (let u = 0; u < units; u++)
      expected[t * units + u] = total > 0 ? (ofPeriod[t]! * ofUnit[u]!) / total : 0
  }
  return { units, periods, expected, total }
}

/**
 * Expected cases from people at risk (row-major by period, or one row for all periods).
 * `person-time` is SaTScan's: the same rate everywhere and always. `per-period` gives every period
 * the same number of cases, shared by population (R's scanstatistics).
 */
export function populationBaseline(
  population: ArrayLike<number>,
  { units, periods, total }: { units: number; periods: number; total: number },
  kind: 'person-time' | 'per-period' = 'person-time',
): Baseline {
  const oneRow = population.length === units
  const expected = new Float64Array(units * periods)
  let all = 0
  for (let t = 0; t < periods; t++) {
    let ofPeriod = 0
    for (let u = 0; u < units; u++) ofPeriod += population[oneRow ? u : t * units + u]!
    for (let u = 0; u < units; u++) {
      const people = population[oneRow ? u : t * units + u]!
      const at = t * units + u
      expected[at] = kind === 'person-time' ? people : people / ofPeriod
      all += expected[at]!
    }
  }
  for (let i = 0; i < expected.length; i++) expected[i]! *= total / all
  return { units, periods, expected, total }
}
