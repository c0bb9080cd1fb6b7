import { chiSquaredTail } from './distributions.ts'
import { quadraticForm } from './quadratic-form.ts'

/**
 * A stratum of units that each have a group and a score, summed: all that the test needs. Scores of
 * 0 and 1 make it the generalised Cochran–Mantel–Haenszel test, log-rank scores a log-rank test.
 */
export interface ScoredStratum {
  /** By group. */
  sizes: readonly number[]
  /** By group, of the scores. */
  sums: readonly number[]
  /** Of the squares of all scores of the stratum. */
  squares: number
}

export interface Association {
  statistic: number
  df: number
  p: number
}

/** Mean and covariance of the sums where scores are dealt out to the groups at random within strata. */
export class Dealing {
  readonly #expected: number[]
  readonly #covariance: number[][]

  constructor(strata: readonly ScoredStratum[]) {
    const groups = strata[0]?.sizes.length ?? 0
    this.#expected = Array.from({ length: groups }, () => 0)
    this.#covariance = this.#expected.map(() => this.#expected.slice())
    for (const { sizes, sums, squares } of strata) {
      const n = total(sizes)
      if (n < 2) {
        for (let g = 0; g < groups; g++) this.#expected[g]! += sums[g]!
        continue
      }
      const mean = total(sums) / n
      const spread = (squares - n * mean * mean) / (n * (n - 1))
      for (let g = 0; g < groups; g++) {
        this.#expected[g]! += sizes[g]! * mean
        for (let h = 0; h < groups; h++)
          this.#covariance[g]![h]! += spread * sizes[g]! * ((g === h ? n : 0) - sizes[h]!)
      }
    }
  }

  /** How far sums (over all strata, by group) lie from what dealing gives on average. */
  distance(sums: readonly number[]): { value: number; rank: number } {
    return quadraticForm(
      sums.map((sum, g) => sum - this.#expected[g]!),
      this.#covariance,
    )
  }
}

/** Whether scores differ between groups within strata, by chi-squared. Undefined where nothing varies. */
export function scoreTest(strata: readonly ScoredStratum[]): Association | undefined {
  const { value, rank } = new Dealing(strata).distance(sumsOf(strata))
  return rank === 0 ? undefined : { statistic: value, df: rank, p: chiSquaredTail(value, rank) }
}

export function sumsOf(strata: readonly ScoredStratum[]): number[] {
  const groups = strata[0]?.sizes.length ?? 0
  return Array.from({ length: groups }, (_, g) => total(strata.map(({ sums }) => sums[g]!)))
}

export const total = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0)
