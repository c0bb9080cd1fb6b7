import { normalQuantile } from './distributions.ts'

/** One period under a method that needs weeks of history, not years. */
export interface ShortPoint {
  index: number
  observed: number
  /** Undefined where the periods before did not vary at all and nothing can be standardised. */
  upper?: number
  alarm: boolean
}

export interface EarsOptions {
  method: 'C1' | 'C2' | 'C3'
  /** Periods of history; at least 3. */
  baseline: number
  /** One-sided level; the custom is 0.001 for C1 and C2, 0.025 for C3. */
  alpha: number
  /** The least standard deviation: above 0, a run of equal counts does not make one case an alarm. */
  leastDeviation: number
}

/**
 * EARS C1, C2, C3 (Hutwagner et al. 2003): the count against mean + z standard deviations of the
 * periods just past; C2 skips two periods, C3 adds up what C2 exceeded in three.
 */
export function ears(
  counts: ArrayLike<number>,
  given: Partial<EarsOptions> & { method: EarsOptions['method'] },
  range?: readonly number[],
): ShortPoint[] {
  const { method } = given
  const options: EarsOptions = {
    baseline: 7,
    alpha: method === 'C3' ? 0.025 : 0.001,
    leastDeviation: 0,
    ...given,
  }
  const { baseline, alpha, leastDeviation } = options
  const z = normalQuantile(1 - alpha)
  const lag = method === 'C1' ? 0 : 2
  const needed = baseline + lag + (method === 'C3' ? 2 : 0)
  const at = range ?? indexesFrom(needed, counts.length)
  const past = (index: number) => meanAndDeviation(counts, index - lag - baseline, index - lag)
  const excess = (index: number) => {
    const { mean, deviation } = past(index)
    return Math.max(0, (counts[index]! - mean) / Math.max(deviation, leastDeviation) - 1)
  }
  return at.flatMap((index) => {
    if (index < needed) return []
    const observed = counts[index]!
    const { mean, deviation } = past(index)
    const spread = Math.max(deviation, leastDeviation)
    const upper =
      method === 'C3'
        ? Math.max(0, observed + spread * (z - (excess(index - 2) + excess(index - 1))))
        : mean + z * spread
    return [{ index, observed, ...(!Number.isNaN(upper) && { upper }), alarm: observed > upper }]
  })
}

function indexesFrom(first: number, length: number): number[] {
  return Array.from({ length: Math.max(0, length - first) }, (_, i) => first + i)
}

/** Of counts[from … to − 1]; the deviation with n − 1. */
function meanAndDeviation(counts: ArrayLike<number>, from: number, to: number) {
  let sum = 0
  for (let i = from; i < to; i++) sum += counts[i]!
  const mean = sum / (to - from)
  let squares = 0
  for (let i = from; i < to; i++) squares += (counts[i]! - mean) ** 2
  return { mean, deviation: Math.sqrt(squares / (to - from - 1)) }
}

export interface CusumOptions {
  /** What is forgiven each period, and where the sum becomes an alarm, in standard deviations. */
  reference: number
  decision: number
  /** The usual count; without it the mean of all that came before the range. */
  mean?: number
  scale: 'standard' | 'rossi' | 'anscombe'
}

export interface CusumPoint extends ShortPoint {
  /** The sum after this period; it is not reset by an alarm. */
  sum: number
}

/** Cumulative sum of standardised counts (Rossi et al. 1999): small lasting rises that no single period shows. */
export function cusum(
  counts: ArrayLike<number>,
  given: Partial<CusumOptions> = {},
  range?: readonly number[],
): CusumPoint[] {
  const {
    reference: k,
    decision: h,
    scale,
  }: CusumOptions = {
    reference: 1.04,
    decision: 2.26,
    scale: 'rossi',
    ...given,
  }
  const at = range ?? indexesFrom(Math.min(26, counts.length >> 1), counts.length)
  const first = at[0] ?? 0
  let before = 0
  for (let i = 0; i < first; i++) before += counts[i]!
  const m = given.mean ?? before / first
  let sum = 0
  return at.map((index) => {
    const observed = counts[index]!
    const upper = cusumBound(m, h + k - sum, scale)
    // Without a usual count above zero nothing can be standardised: the first case is the news.
    const step = m > 0 ? standardised(observed, m, scale) : observed > 0 ? h + k : 0
    sum = Math.max(0, sum + step - k)
    return { index, observed, upper, sum, alarm: sum >= h }
  })
}

function standardised(x: number, m: number, scale: CusumOptions['scale']): number {
  if (scale === 'standard') return (x - m) / Math.sqrt(m)
  if (scale === 'rossi') return (x - 3 * m + 2 * Math.sqrt(x * m)) / (2 * Math.sqrt(m))
  return (1.5 * (x ** (2 / 3) - m ** (2 / 3))) / m ** (1 / 6)
}

/** The count at which a sum with this much room left becomes an alarm. */
function cusumBound(m: number, room: number, scale: CusumOptions['scale']): number {
  const root = Math.sqrt(m)
  if (scale === 'standard') return Math.max(0, Math.ceil(root * room + m))
  if (scale === 'anscombe') return Math.max(0, (2 / 3) * m ** (1 / 6) * room + m ** (2 / 3)) ** 1.5
  const under = 4 * m * m + 2 * m * root * room
  const bound = 2 * root * room + 5 * m - 2 * Math.sqrt(under)
  return under < 0 || bound < 0 ? 0 : bound
}
