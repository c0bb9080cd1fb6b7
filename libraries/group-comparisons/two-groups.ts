import { chiSquaredTail } from './distributions.ts'

/** One stratum of two groups: with and without the outcome in the first, then in the second. */
export interface FourCells {
  with1: number
  without1: number
  with2: number
  without2: number
}

interface Terms {
  /** Observed less expected, of the first group with the outcome. */
  surplus: number
  variance: number
}

function termsOf({ with1, without1, with2, without2 }: FourCells): Terms {
  const n = with1 + without1 + with2 + without2
  if (n < 2) return { surplus: 0, variance: 0 }
  const [first, hits] = [with1 + without1, with1 + with2]
  return {
    surplus: with1 - (first * hits) / n,
    variance: (first * (n - first) * hits * (n - hits)) / (n * n * (n - 1)),
  }
}

/**
 * The Cochran–Mantel–Haenszel test that the outcome does not depend on the group within the strata.
 * The continuity correction takes a half from the surplus, and never more than the surplus itself;
 * it comes closer to the exact test. Undefined where the strata say nothing.
 */
export function mantelHaenszel(
  strata: readonly FourCells[],
  { corrected }: { corrected: boolean },
): { statistic: number; p: number } | undefined {
  let [surplus, variance] = [0, 0]
  for (const one of strata.map(termsOf)) {
    surplus += one.surplus
    variance += one.variance
  }
  if (variance <= 0) return undefined
  const distance = Math.abs(surplus)
  const less = corrected ? Math.min(0.5, distance) : 0
  const statistic = (distance - less) ** 2 / variance
  return { statistic, p: chiSquaredTail(statistic, 1) }
}

export interface Odds {
  ratio: number
  low: number
  high: number
}

const NORMAL_95 = 1.959963984540054

/**
 * The common odds ratio of the strata (Mantel and Haenszel 1959) with its 95 % interval by the
 * variance of Robins, Breslow and Greenland (1986). Undefined where a side of the ratio is empty.
 */
export function commonOdds(strata: readonly FourCells[]): Odds | undefined {
  let [r, s, pr, psQr, qs] = [0, 0, 0, 0, 0]
  for (const { with1, without1, with2, without2 } of strata) {
    const n = with1 + without1 + with2 + without2
    if (!n) continue
    const [rk, sk] = [(with1 * without2) / n, (without1 * with2) / n]
    const [pk, qk] = [(with1 + without2) / n, (without1 + with2) / n]
    r += rk
    s += sk
    pr += pk * rk
    psQr += pk * sk + qk * rk
    qs += qk * sk
  }
  if (r <= 0 || s <= 0) return undefined
  const ratio = r / s
  const spread = NORMAL_95 * Math.sqrt(pr / (2 * r * r) + psQr / (2 * r * s) + qs / (2 * s * s))
  return { ratio, low: ratio * Math.exp(-spread), high: ratio * Math.exp(spread) }
}
