import { type Below, seeded, shuffle } from './random.ts'
import { Dealing, type ScoredStratum, sumsOf, total } from './scores.ts'

/** A stratum unit by unit: the score of each and its group. */
export interface UnitStratum {
  scores: readonly number[]
  groups: readonly number[]
}

// Distances that differ by less than this are equal: they are sums in another order.
const EQUAL = 1 - 1e-9

/**
 * How often scores that are dealt out at random within strata lie as far apart between groups as
 * they do: over every way to deal them where there are at most `most`, else over `most` random ones,
 * of which the observed one counts as one, so that p is never 0.
 */
export function dealtTest(
  strata: readonly UnitStratum[],
  groups: number,
  { most = 9999, seed = 1 } = {},
): { p: number; how: 'exact' | 'simulated' } | undefined {
  const summed = strata.map((one) => summedOf(one, groups))
  const dealing = new Dealing(summed)
  const { value: observed, rank } = dealing.distance(sumsOf(summed))
  if (rank === 0) return undefined
  const far = (sums: readonly number[]) => dealing.distance(sums).value >= observed * EQUAL
  if (arrangementsOf(summed) <= most) return { p: shareOfAll(strata, groups, far), how: 'exact' }
  const below = seeded(seed)
  let hits = 1
  for (let i = 0; i < most; i++) if (far(dealOnce(strata, groups, below))) hits++
  return { p: hits / (most + 1), how: 'simulated' }
}

export function summedOf({ scores, groups: of }: UnitStratum, groups: number): ScoredStratum {
  const sizes = Array.from({ length: groups }, () => 0)
  const sums = sizes.slice()
  for (const [i, g] of of.entries()) {
    sizes[g]!++
    sums[g]! += scores[i]!
  }
  return { sizes, sums, squares: total(scores.map((one) => one * one)) }
}

function arrangementsOf(strata: readonly ScoredStratum[]): number {
  let ways = 1
  for (const { sizes } of strata) {
    let n = 0
    for (const size of sizes) for (let i = 1; i <= size; i++) ways = (ways * ++n) / i
    if (ways > 1e9) return Infinity
  }
  return Math.round(ways)
}

function dealOnce(strata: readonly UnitStratum[], groups: number, below: Below): number[] {
  const sums = Array.from({ length: groups }, () => 0)
  for (const { scores, groups: of } of strata) {
    const order = Int32Array.from(of)
    shuffle(order, below)
    for (const [i, g] of order.entries()) sums[g]! += scores[i]!
  }
  return sums
}

/** Goes through all ways to deal, unit after unit, stratum after stratum. */
function shareOfAll(
  strata: readonly UnitStratum[],
  groups: number,
  far: (sums: readonly number[]) => boolean,
): number {
  const sums = Array.from({ length: groups }, () => 0)
  let [all, hits] = [0, 0]
  const deal = (s: number, i: number, left: number[]): void => {
    const stratum = strata[s]
    if (!stratum) {
      all++
      if (far(sums)) hits++
      return
    }
    if (i === stratum.scores.length) {
      deal(s + 1, 0, leftIn(strata[s + 1], groups))
      return
    }
    for (let g = 0; g < groups; g++) {
      if (!left[g]) continue
      left[g]!--
      sums[g]! += stratum.scores[i]!
      deal(s, i + 1, left)
      sums[g]! -= stratum.scores[i]!
      left[g]!++
    }
  }
  deal(0, 0, leftIn(strata[0], groups))
  return hits / all
}

function leftIn(stratum: UnitStratum | undefined, groups: number): number[] {
  const left = Array.from({ length: groups }, () => 0)
  for (const g of stratum?.groups ?? []) left[g]!++
  return left
}
