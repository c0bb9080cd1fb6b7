import { normalBelow, normalQuantile } from './gamma.ts'

/** Quantile of type 8 of Hyndman & Fan (1996), of ascending values. */
export function quantile(ascending: ArrayLike<number>, p: number): number {
  const n = ascending.length
  if (n === 0) return Number.NaN
  const place = (n + 1 / 3) * p + 1 / 3
  // A hair of rounding must not step over a value.
  const fuzz = 4 * Number.EPSILON
  const below = Math.floor(place + fuzz)
  const share = Math.abs(place - below) < fuzz ? 0 : place - below
  const at = (index: number) => ascending[Math.min(n - 1, Math.max(0, index - 1))]!
  return share === 0 ? at(below) : (1 - share) * at(below) + share * at(below + 1)
}

/** A left-out result and how many people share it. */
export interface LeftOut {
  value: number
  times: number
}

/** Acceleration from the jackknife (Efron 1987), people of one cell together. */
export function acceleration(leftOut: readonly LeftOut[]): number {
  const all = leftOut.reduce((sum, { times }) => sum + times, 0)
  const mean = leftOut.reduce((sum, { value, times }) => sum + value * times, 0) / all
  let cubes = 0
  let squares = 0
  for (const { value, times } of leftOut) {
    const away = mean - value
    cubes += times * away ** 3
    squares += times * away ** 2
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0
}

export interface Limits {
  /** By level, as asked. */
  bca: number[]
  percentile: number[]
  shareBelow: number
  z0: number
  acceleration: number
  /** All replicates on one side of the estimate: the correction is without bound and is not used. */
  atLimit: boolean
}

/**
 * Bias-corrected and accelerated bootstrap limits. A replicate that equals the estimate up to
 * rounding is not below it: otherwise noise in the last digit would move the limits.
 */
export function bcaLimits(
  estimate: number,
  replicates: ArrayLike<number>,
  a: number,
  levels: readonly number[],
): Limits {
  const ascending = Float64Array.from(replicates).sort()
  const below = ascending.filter((one) => one < estimate * (1 - 1e-9)).length
  const shareBelow = below / ascending.length
  const z0 = normalQuantile(shareBelow)
  const percentile = levels.map((level) => quantile(ascending, level))
  const atLimit = !Number.isFinite(z0)
  const bca = atLimit
    ? percentile
    : levels.map((level) => {
        const z = z0 + normalQuantile(level)
        return quantile(ascending, normalBelow(z0 + z / (1 - a * z)))
      })
  return { bca, percentile, shareBelow, z0, acceleration: a, atLimit }
}
