import { dealtTest, type UnitStratum } from './dealt.ts'
import { type CountedStratum, exactTest } from './exact.ts'
import { type ScoredStratum, scoreTest, total } from './scores.ts'
import { logRank, logRankScores, type Timed } from './times.ts'
import { type FourCells, mantelHaenszel } from './two-groups.ts'

/** `exact` over all possibilities, `simulated` over 9,999 random ones, `large` by chi-squared. */
export type How = 'exact' | 'simulated' | 'large'

export interface Answer {
  p: number
  how: How
}

// Cochran's rule of thumb: below this the chi-squared distribution is not to be relied on.
const ENOUGH = 5

/** Whether a share differs between groups within strata; exact wherever that can be worked out. */
export function compareShares(strata: readonly CountedStratum[], seed = 1): Answer | undefined {
  const exact = exactTest(strata)
  if (exact !== undefined) return { p: exact, how: 'exact' }
  const large = largeTest(strata)
  if (!large) return undefined
  if (sharesAreMany(strata)) return { p: large.p, how: 'large' }
  return dealtTest(strata.map(unitsOf), strata[0]!.sizes.length, { seed })
}

/** Of two groups with the continuity correction, which comes closer to the exact test. */
function largeTest(strata: readonly CountedStratum[]): { p: number } | undefined {
  if (strata[0]?.sizes.length === 2) return mantelHaenszel(strata.map(cellsOf), { corrected: true })
  const scored: ScoredStratum[] = strata.map(({ sizes, hits }) => ({
    sizes,
    sums: hits,
    squares: total(hits),
  }))
  return scoreTest(scored)
}

function cellsOf({ sizes, hits }: CountedStratum): FourCells {
  const [with1, with2] = [hits[0]!, hits[1]!]
  return { with1, without1: sizes[0]! - with1, with2, without2: sizes[1]! - with2 }
}

function sharesAreMany(strata: readonly CountedStratum[]): boolean {
  return (strata[0]?.sizes ?? []).every((_, g) => {
    let [hits, misses, size] = [0, 0, 0]
    for (const one of strata) {
      const n = total(one.sizes)
      if (!n) continue
      const share = total(one.hits) / n
      size += one.sizes[g]!
      hits += one.sizes[g]! * share
      misses += one.sizes[g]! * (1 - share)
    }
    return size === 0 || (hits >= ENOUGH && misses >= ENOUGH)
  })
}

function unitsOf({ sizes, hits }: CountedStratum): UnitStratum {
  const groups = sizes.flatMap((size, g) => Array.from({ length: size }, () => g))
  const scores = sizes.flatMap((size, g) =>
    Array.from({ length: size }, (_, i) => (i < hits[g]! ? 1 : 0)),
  )
  return { scores, groups }
}

/** Whether times differ between groups within strata: log-rank, by dealing where events are few. */
export function compareTimes(
  strata: readonly (readonly Timed[])[],
  groups: number,
  seed = 1,
): Answer | undefined {
  const large = logRank(strata, groups)
  if (!large) return undefined
  if (large.expected.every((one) => one === 0 || one >= ENOUGH)) return { p: large.p, how: 'large' }
  const units = strata.map((one) => ({
    scores: logRankScores(one),
    groups: one.map(({ group }) => group),
  }))
  return dealtTest(units, groups, { seed })
}
