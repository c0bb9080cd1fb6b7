import { choleskySolve } from './fit.ts'
import { sizeOf } from './model.ts'
import { type ListTable, listsOf } from './table.ts'

/** People who differ in how easily every list finds them. */
export interface Unequal {
  /** How much: log of the odds ratio that all pairs of lists share; 0, all are found alike. */
  spread: number
  /** Of the free spread, which may be below 0. */
  z: number
  total: number
  lower: number
  upper: number
}

const MOST_ITERATIONS = 60
const QUANTILE = 1.959963984540054

/**
 * The model Mth of Darroch et al. (1993): a person's ease of being found follows a bell on the logit
 * scale, so that log μ_c = β_0 + Σ β_j + τ |c|(|c| − 1)/2: every two lists go together to one degree.
 * τ below 0 would be no spread, so it counts as 0. Limits: the ends of τ's 95 % limits, each with the
 * log-normal limits of the number at that τ. Answers undefined where the fit does not settle.
 */
export function unequalChances(whole: ListTable): Unequal | undefined {
  const free = fit(whole)
  if (!free) return undefined
  const spread = Math.max(0, free.spread)
  const at = (value: number) => fit(whole, Math.max(0, value))
  const middle = at(spread)
  const low = at(free.spread - QUANTILE * free.error)
  const high = at(free.spread + QUANTILE * free.error)
  if (!middle || !low || !high) return undefined
  return {
    spread,
    z: free.spread / free.error,
    total: whole.n + middle.unseen,
    lower: whole.n + low.unseen / low.factor,
    upper: whole.n + high.unseen * high.factor,
  }
}

interface Fitted {
  spread: number
  /** Standard error of the spread; 0 where it was given. */
  error: number
  unseen: number
  /** 95 % limits of the unseen are a division and a multiplication by this. */
  factor: number
}

/** Poisson regression by reweighted least squares, with τ free or given. */
function fit(whole: ListTable, given?: number): Fitted | undefined {
  const { counts } = whole
  const k = listsOf(whole)
  const p = k + (given === undefined ? 2 : 1)
  const pairs = (cell: number) => (sizeOf(cell) * (sizeOf(cell) - 1)) / 2
  const offset = counts.map((_, cell) => (given ?? 0) * pairs(cell))
  const row = (cell: number, i: number) =>
    i === 0 ? 1 : i <= k ? (cell >> (i - 1)) & 1 : pairs(cell)
  const mean = counts.map((count) => count + 0.1)
  const eta = mean.map(Math.log)
  const matrix = new Float64Array(p * p)
  let beta = new Float64Array(p)
  let deviance = Number.POSITIVE_INFINITY
  for (let round = 0; ; round++) {
    if (round === MOST_ITERATIONS) return undefined
    matrix.fill(0)
    beta = new Float64Array(p)
    for (let cell = 1; cell < counts.length; cell++) {
      const mu = mean[cell]!
      const target = eta[cell]! - offset[cell]! + (counts[cell]! - mu) / mu
      for (let i = 0; i < p; i++) {
        const weighed = mu * row(cell, i)
        if (weighed === 0) continue
        beta[i]! += weighed * target
        for (let j = 0; j <= i; j++) matrix[i * p + j]! += weighed * row(cell, j)
      }
    }
    if (!choleskySolve(matrix, p, beta)) return undefined
    const before = deviance
    deviance = 0
    for (let cell = 1; cell < counts.length; cell++) {
      let sum = offset[cell]!
      for (let i = 0; i < p; i++) sum += beta[i]! * row(cell, i)
      eta[cell] = sum
      mean[cell] = Math.exp(sum)
      const y = counts[cell]!
      deviance += 2 * (mean[cell]! - y + (y > 0 ? y * (Math.log(y) - sum) : 0))
    }
    if (!Number.isFinite(deviance)) return undefined
    if (Math.abs(deviance - before) < 1e-10 * (Math.abs(deviance) + 0.1)) break
  }
  // The factor is lower triangular: the last variance needs no substitution.
  const error = given === undefined ? 1 / matrix[p * p - 1]! : 0
  const unseen = Math.exp(beta[0]!)
  const variance = 1 / unseen + interceptVariance(matrix, p)
  return {
    spread: given ?? beta[p - 1]!,
    error,
    unseen,
    factor: Math.exp(QUANTILE * Math.sqrt(Math.log1p(variance))),
  }
}

/** The first diagonal entry of the inverse, from the lower factor: |L⁻¹ e₁|². */
function interceptVariance(lower: Float64Array, p: number): number {
  const column = new Float64Array(p)
  let sum = 0
  for (let i = 0; i < p; i++) {
    let value = i === 0 ? 1 : 0
    for (let m = 0; m < i; m++) value -= lower[i * p + m]! * column[m]!
    column[i] = value / lower[i * p + i]!
    sum += column[i]! ** 2
  }
  return sum
}
