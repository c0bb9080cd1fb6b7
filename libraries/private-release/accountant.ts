import type { Rational } from './exact-noise.ts'

/** Zero-concentrated privacy loss ρ and failure probability δ are kept in whole numbers of these. */
export const rhoUnit = 1e-12
export const deltaUnit = 1e-18

/** A guarantee in its usual form. */
export interface Guarantee {
  epsilon: number
  delta: number
}

/**
 * The least δ for which ρ-zCDP implies (ε, δ): min over α > 1 of
 * exp((α − 1)(α ρ − ε)) / (α − 1) · (1 − 1/α)^α (Canonne, Kamath and Steinke 2020, corollary 13).
 * Any α gives a true bound, so that a coarse search can only err to the safe side.
 */
export function deltaOf(rho: number, epsilon: number): number {
  const log = (u: number) => {
    const alpha = 1 + Math.exp(u)
    return (alpha - 1) * (alpha * rho - epsilon) - u + alpha * Math.log1p(-1 / alpha)
  }
  // Convex in between: a coarse look, then thirds.
  let best = 0
  for (let u = -8; u <= 16; u += 0.25) if (log(u) < log(best)) best = u
  let [low, high] = [best - 0.25, best + 0.25]
  for (let i = 0; i < 60; i++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3]
    if (log(a) < log(b)) high = b
    else low = a
  }
  return Math.min(1, Math.exp(log((low + high) / 2)))
}

/** The greatest ρ, in whole units rounded down, that implies (ε, δ). */
export function rhoUnitsFor({ epsilon, delta }: Guarantee): number {
  let [low, high] = [0, epsilon + 1]
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2
    if (deltaOf(middle, epsilon) <= delta) low = middle
    else high = middle
  }
  // A billionth is given up for the rounding of the formula itself.
  return Math.max(0, Math.floor((low * (1 - 1e-9)) / rhoUnit))
}

/** The least ε, rounded up, that ρ implies at δ. */
export function epsilonOf(rho: number, delta: number): number {
  let [low, high] = [0, 1]
  while (deltaOf(rho, high) > delta) high *= 2
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2
    if (deltaOf(rho, middle) <= delta) high = middle
    else low = middle
  }
  return high * (1 + 1e-9)
}

/** What Gaussian noise of this variance costs at this squared L2 sensitivity, rounded up. */
export function gaussianCostUnits(squaredSensitivity: number, variance: Rational): number {
  const per = 10n ** 12n
  const above = BigInt(squaredSensitivity) * variance.denominator * per
  const under = 2n * variance.numerator
  return Number((above + under - 1n) / under)
}

/** The least variance, in whole quarters, whose cost does not exceed a share of ρ. */
export function varianceFor(squaredSensitivity: number, units: number): Rational {
  if (units < 1) throw new RangeError('nothing of the budget is left for this noise')
  const under = 2n * BigInt(units)
  const quarters = (4n * BigInt(squaredSensitivity) * 10n ** 12n + under - 1n) / under
  return { numerator: quarters > 0n ? quarters : 1n, denominator: 4n }
}
