import { lnChoose } from './distributions.ts'

/** Pr(X ≥ hits) of a binomial: the terms fall off, so that only those that count are added. */
function atLeast(hits: number, n: number, share: number): number {
  if (hits <= 0) return 1
  if (share <= 0) return 0
  if (share >= 1) return 1
  // Below the middle it is the other tail that is short.
  if (hits <= n * share) return 1 - atLeast(n - hits + 1, n, 1 - share)
  let term = Math.exp(lnChoose(n, hits) + hits * Math.log(share) + (n - hits) * Math.log1p(-share))
  let sum = 0
  for (let k = hits; k <= n && term > sum * 1e-17; k++) {
    sum += term
    term *= ((n - k) / (k + 1)) * (share / (1 - share))
  }
  return Math.min(1, sum)
}

/** The share at which so many hits or more have the given chance. */
function shareAt(hits: number, n: number, chance: number): number {
  let [low, high] = [0, 1]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (atLeast(hits, n, middle) < chance) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * The exact 95 % interval of a share (Clopper and Pearson 1934): it covers the true share at least
 * 95 times in 100, for small numbers clearly more often. Nothing counted: 0 to 1.
 */
export function exactInterval(hits: number, n: number): { low: number; high: number } {
  return {
    low: hits === 0 ? 0 : shareAt(hits, n, 0.025),
    high: hits === n ? 1 : 1 - shareAt(n - hits, n, 0.025),
  }
}
