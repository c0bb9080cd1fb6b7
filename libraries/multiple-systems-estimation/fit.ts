import { type ExistenceCode, existence } from './existence.ts'
import { logFactorial } from './gamma.ts'
import type { Model } from './model.ts'
import { type ListTable, sumDown, sumUp, supersetSums } from './table.ts'

/** One log-linear model, fitted. Parameters with no person behind them are −∞ (extended estimate). */
export interface Fit {
  /** People on no list: exp(intercept). */
  unseen: number
  /** Observed and unseen together. */
  total: number
  /** Standard error of the total under the Poisson model; NaN where it cannot be had. */
  error: number
  bic: number
  aic: number
  deviance: number
  logLikelihood: number
  /** All parameters of the model, the −∞ ones too: what the penalties count. */
  parameters: number
  iterations: number
  converged: boolean
  /** Terms whose parameter is finite, with `beta` in the same order. */
  terms: number[]
  beta: Float64Array
  /** Terms whose parameter is −∞. */
  absent: number[]
  /** Expected count by cell; 0 where a −∞ term holds. */
  mean: Float64Array
}

const PRECISION = 1e-8
const MOST_ITERATIONS = 25

/**
 * Fits models to one table. Keeps its working arrays, so one fitter serves one thread.
 *
 * Poisson regression by iteratively reweighted least squares, step for step as R's glm.fit; the
 * normal equations come from superset sums of the weights (X'WX[p,q] = Σ w_c over c ⊇ p|q), so
 * there is no design matrix.
 */
export class Fitter {
  readonly table: ListTable
  /** People on all the lists of a term: N*. */
  readonly over: Float64Array
  readonly #size: number
  readonly #eta: Float64Array
  readonly #mean: Float64Array
  readonly #weights: Float64Array
  readonly #targets: Float64Array
  readonly #kept: Uint8Array
  readonly #saturated: number
  readonly #logOfCount: Float64Array
  #matrix = new Float64Array(0)

  constructor(table: ListTable) {
    this.table = table
    this.#size = table.counts.length
    this.over = supersetSums(table.counts)
    this.#eta = new Float64Array(this.#size)
    this.#mean = new Float64Array(this.#size)
    this.#weights = new Float64Array(this.#size)
    this.#targets = new Float64Array(this.#size)
    this.#kept = new Uint8Array(this.#size)
    this.#logOfCount = table.counts.map((count) => (count > 0 ? Math.log(count) : 0))
    // log likelihood were every expected count the observed one
    this.#saturated = table.counts.reduce(
      (sum, y) => sum + (y > 0 ? y * Math.log(y) - y - logFactorial(y) : 0),
      0,
    )
  }

  /** The existence code of a model on this table: 0 where it may be used. */
  code(model: Model): ExistenceCode {
    return existence(this.#keep(model), this.#kept, this.table.counts)
  }

  /** Fits a model, or answers undefined where its equations have no single solution. */
  fit(model: Model): Fit | undefined {
    const terms = this.#keep(model)
    const p = terms.length
    if (this.#matrix.length < p * p) this.#matrix = new Float64Array(p * p)
    const beta = new Float64Array(p)
    const run = this.#iterate(terms, beta)
    if (!run) return undefined
    const { n } = this.table
    const unseen = Math.exp(beta[0]!)
    const logLikelihood = this.#saturated - run.deviance / 2
    return {
      unseen,
      total: n + unseen,
      error: this.#errorOfTotal(p, unseen),
      bic: model.length * Math.log(n) - 2 * logLikelihood,
      aic: 2 * model.length - 2 * logLikelihood,
      deviance: run.deviance,
      logLikelihood,
      parameters: model.length,
      iterations: run.iterations,
      converged: run.converged,
      terms,
      beta,
      absent: model.filter((term) => !terms.includes(term)),
      mean: this.#mean.slice(),
    }
  }

  /** Finite terms; marks the cells that no −∞ term forbids. */
  #keep(model: Model): number[] {
    const kept = this.#kept.fill(1)
    const terms: number[] = []
    for (const term of model) {
      if (this.over[term]! > 0) terms.push(term)
      else
        for (let cell = term; cell < this.#size; cell++) if ((cell & term) === term) kept[cell] = 0
    }
    return terms
  }

  #iterate(terms: readonly number[], beta: Float64Array) {
    const { counts } = this.table
    const [eta, mean, kept] = [this.#eta, this.#mean, this.#kept]
    mean[0] = 0
    kept[0] = 0
    for (let cell = 1; cell < this.#size; cell++) {
      mean[cell] = kept[cell] ? counts[cell]! + 0.1 : 0
      eta[cell] = kept[cell] ? Math.log(mean[cell]!) : 0
    }
    let deviance = this.#deviance()
    for (let iterations = 1; iterations <= MOST_ITERATIONS; iterations++) {
      if (!this.#solve(terms, beta)) return undefined
      this.#predict(terms, beta)
      const before = deviance
      deviance = this.#deviance()
      if (!Number.isFinite(deviance)) return undefined
      if (Math.abs(deviance - before) / (Math.abs(deviance) + 0.1) < PRECISION)
        return { deviance, iterations, converged: true }
    }
    return { deviance, iterations: MOST_ITERATIONS, converged: false }
  }

  #solve(terms: readonly number[], beta: Float64Array): boolean {
    const { counts } = this.table
    const [weights, targets, eta, mean] = [this.#weights, this.#targets, this.#eta, this.#mean]
    for (let cell = 0; cell < this.#size; cell++) {
      const mu = mean[cell]!
      weights[cell] = mu
      targets[cell] = mu > 0 ? mu * eta[cell]! + counts[cell]! - mu : 0
    }
    sumUp(weights)
    sumUp(targets)
    const p = terms.length
    const matrix = this.#matrix
    for (let i = 0; i < p; i++) {
      const term = terms[i]!
      beta[i] = targets[term]!
      for (let j = 0; j <= i; j++) matrix[i * p + j] = weights[term | terms[j]!]!
    }
    return choleskySolve(matrix, p, beta)
  }

  #predict(terms: readonly number[], beta: Float64Array): void {
    const [eta, mean, kept] = [this.#eta, this.#mean, this.#kept]
    eta.fill(0)
    for (let i = 0; i < terms.length; i++) eta[terms[i]!] = beta[i]!
    sumDown(eta)
    for (let cell = 1; cell < this.#size; cell++) mean[cell] = kept[cell] ? Math.exp(eta[cell]!) : 0
  }

  #deviance(): number {
    const { counts } = this.table
    let half = 0
    for (let cell = 1; cell < this.#size; cell++) {
      if (!this.#kept[cell]) continue
      const y = counts[cell]!
      half += this.#mean[cell]! - y
      if (y > 0) half += y * (this.#logOfCount[cell]! - this.#eta[cell]!)
    }
    return 2 * half
  }

  // Poisson variance of the unseen plus that of their estimated mean (Rivest & Baillargeon 2014).
  #errorOfTotal(p: number, unseen: number): number {
    const unit = new Float64Array(p)
    unit[0] = 1
    substitute(this.#matrix, p, unit)
    return Math.sqrt(unseen + unseen * unseen * unit[0]!)
  }
}

/** Solves in place; false where a pivot vanishes. `matrix` keeps the lower factor. */
export function choleskySolve(matrix: Float64Array, p: number, right: Float64Array): boolean {
  for (let j = 0; j < p; j++) {
    const row = j * p
    let d = matrix[row + j]!
    const size = d
    for (let m = 0; m < j; m++) d -= matrix[row + m]! ** 2
    if (!(d > size * 1e-14)) return false
    const root = Math.sqrt(d)
    matrix[row + j] = root
    for (let i = j + 1; i < p; i++) {
      const other = i * p
      let sum = matrix[other + j]!
      for (let m = 0; m < j; m++) sum -= matrix[other + m]! * matrix[row + m]!
      matrix[other + j] = sum / root
    }
  }
  substitute(matrix, p, right)
  return true
}

/** right ← (L Lᵀ)⁻¹ right */
function substitute(lower: Float64Array, p: number, right: Float64Array): void {
  for (let i = 0; i < p; i++) {
    let sum = right[i]!
    for (let m = 0; m < i; m++) sum -= lower[i * p + m]! * right[m]!
    right[i] = sum / lower[i * p + i]!
  }
  for (let i = p - 1; i >= 0; i--) {
    let sum = right[i]!
    for (let m = i + 1; m < p; m++) sum -= lower[m * p + i]! * right[m]!
    right[i] = sum / lower[i * p + i]!
  }
}
