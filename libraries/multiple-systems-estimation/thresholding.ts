import { quantile } from './bca.ts'
import { existence } from './existence.ts'
import { choleskySolve } from './fit.ts'
import { modelName, modelOf, pairsOf, partsOf, sizeOf } from './model.ts'
import { Random } from './random.ts'
import { type ListTable, listsOf, sumDown, sumUp, supersetSums } from './table.ts'

export interface ThresholdingOptions {
  seed: number
  /** Largest interaction: 2, or 3 where all its pairs have survived. */
  order?: 2 | 3
  /** 'normal': N(0, 1) on interactions; 'flat' leaves them free and then asks whether the estimate exists. */
  prior?: 'normal' | 'flat'
  /** Interactions whose |mean/sd| is below it are dropped. */
  threshold?: number
  draws?: number
}

export interface Thresholded {
  model: string
  median: number
  lower: number
  upper: number
  /** |mean/sd| of each interaction that was tried. */
  ratios: Map<number, number>
  accepted: number
}

/**
 * Bayesian thresholding (Silverman 2020): all pairs with a prior, drop those that the data do not
 * tell from nothing, fit again. Undefined where a flat prior leaves no proper posterior.
 */
export function bayesianThresholding(
  whole: ListTable,
  options: ThresholdingOptions,
): Thresholded | undefined {
  const { seed, order = 2, prior = 'normal', threshold = 2, draws = 40_000 } = options
  const lists = listsOf(whole)
  const posterior = new Posterior(whole, prior === 'normal' ? 1 : 0)
  const ratios = new Map<number, number>()
  let accepted = 1
  const survivors = (terms: number[], stage: number): number[] | undefined => {
    const drawn = posterior.draw(modelOf(lists, terms), draws, new Random(seed, stage))
    if (!drawn) return undefined
    accepted = Math.min(accepted, drawn.accepted)
    return terms.filter((term) => {
      const ratio = drawn.ratio(term)
      // A parameter at −∞ is as far from nothing as can be.
      ratios.set(term, ratio)
      return ratio >= threshold
    })
  }
  const pairs = survivors(pairsOf(lists), 0)
  if (!pairs) return undefined
  let terms = pairs
  if (order === 3) {
    const triples = Array.from({ length: 2 ** lists }, (_, mask) => mask).filter(
      (mask) =>
        sizeOf(mask) === 3 &&
        mask < 2 ** lists - 1 &&
        partsOf(mask).every((part) => pairs.includes(part)),
    )
    if (triples.length) {
      const kept = survivors([...pairs, ...triples], 1)
      if (!kept) return undefined
      terms = [...pairs, ...kept.filter((term) => sizeOf(term) === 3)]
    }
  }
  const model = modelOf(lists, terms)
  const last = posterior.draw(model, draws, new Random(seed, 2))
  if (!last) return undefined
  const totals = last.unseen.map((unseen) => whole.n + unseen).sort()
  return {
    model: modelName(model),
    median: quantile(totals, 0.5),
    lower: quantile(totals, 0.025),
    upper: quantile(totals, 0.975),
    ratios,
    accepted: Math.min(accepted, last.accepted),
  }
}

const MAIN_PRECISION = 1e-4
/** Degrees of freedom of the proposals: heavier tails than the posterior's. */
const PROPOSAL_FREEDOM = 8

interface Drawn {
  unseen: Float64Array
  accepted: number
  ratio(term: number): number
}

/** Poisson log-linear posterior; draws by an independence sampler around its mode. */
class Posterior {
  readonly #table: ListTable
  readonly #over: Float64Array
  readonly #precision: number
  readonly #eta: Float64Array
  readonly #kept: Uint8Array

  constructor(whole: ListTable, precision: number) {
    this.#table = whole
    this.#over = supersetSums(whole.counts)
    this.#precision = precision
    this.#eta = new Float64Array(whole.counts.length)
    this.#kept = new Uint8Array(whole.counts.length)
  }

  draw(model: readonly number[], draws: number, random: Random): Drawn | undefined {
    const terms = this.#finite(model)
    if (this.#precision === 0 && existence(terms, this.#kept, this.#table.counts) !== 0)
      return undefined
    const precision = terms.map((term) => (sizeOf(term) < 2 ? MAIN_PRECISION : this.#precision))
    const mode = new Float64Array(terms.length)
    const factor = this.#climb(terms, precision, mode)
    return factor && this.#sample(terms, precision, mode, factor, draws, random)
  }

  /** With a flat prior a term without people is −∞ and forbids its cells, as in the extended estimate. */
  #finite(model: readonly number[]): number[] {
    this.#kept.fill(1)
    return model.filter((term) => {
      if (this.#precision > 0 || this.#over[term]! > 0) return true
      for (let cell = term; cell < this.#kept.length; cell++)
        if ((cell & term) === term) this.#kept[cell] = 0
      return false
    })
  }

  #predict(terms: readonly number[], beta: Float64Array): void {
    this.#eta.fill(0)
    for (let i = 0; i < terms.length; i++) this.#eta[terms[i]!] = beta[i]!
    sumDown(this.#eta)
  }

  #log(terms: readonly number[], precision: readonly number[], beta: Float64Array): number {
    this.#predict(terms, beta)
    const { counts } = this.#table
    let sum = 0
    for (let cell = 1; cell < counts.length; cell++) {
      if (this.#kept[cell]) sum += counts[cell]! * this.#eta[cell]! - Math.exp(this.#eta[cell]!)
    }
    for (let i = 0; i < terms.length; i++) sum -= (precision[i]! * beta[i]! ** 2) / 2
    return sum
  }

  /** Newton's method to the mode; answers the Cholesky factor of the information there. */
  #climb(terms: readonly number[], precision: readonly number[], beta: Float64Array) {
    const p = terms.length
    const { counts, n } = this.#table
    const matrix = new Float64Array(p * p)
    const cells = counts.length
    beta[0] = Math.log(n)
    for (let i = 1; i < p; i++) if (sizeOf(terms[i]!) === 1) beta[i] = -2
    let height = this.#log(terms, precision, beta)
    for (let round = 0; round < 200; round++) {
      this.#predict(terms, beta)
      const mean = new Float64Array(cells)
      const rest = new Float64Array(cells)
      for (let cell = 1; cell < cells; cell++) {
        if (!this.#kept[cell]) continue
        mean[cell] = Math.exp(this.#eta[cell]!)
        rest[cell] = counts[cell]! - mean[cell]!
      }
      sumUp(mean)
      sumUp(rest)
      const step = new Float64Array(p)
      for (let i = 0; i < p; i++) {
        step[i] = rest[terms[i]!]! - precision[i]! * beta[i]!
        for (let j = 0; j <= i; j++) matrix[i * p + j] = mean[terms[i]! | terms[j]!]!
        matrix[i * p + i]! += precision[i]!
      }
      if (!choleskySolve(matrix, p, step)) return undefined
      let share = 1
      let next = beta
      let found = -Infinity
      for (; share > 1e-6; share /= 2) {
        next = beta.map((value, i) => value + share * step[i]!)
        found = this.#log(terms, precision, next)
        if (found >= height - 1e-9) break
      }
      const gain = found - height
      beta.set(next)
      height = found
      if (Math.abs(gain) < 1e-10 && share === 1) return matrix
    }
    return undefined
  }

  #sample(
    terms: readonly number[],
    precision: readonly number[],
    mode: Float64Array,
    factor: Float64Array,
    draws: number,
    random: Random,
  ): Drawn {
    const p = terms.length
    const unseen = new Float64Array(draws)
    const sums = new Float64Array(p)
    const squares = new Float64Array(p)
    let current = mode.slice()
    // log of target over proposal: what an independence sampler compares
    let standing = this.#log(terms, precision, current)
    let accepted = 0
    for (let draw = 0; draw < draws; draw++) {
      const { proposed, logDensity } = propose(mode, factor, p, random)
      const value = this.#log(terms, precision, proposed) - logDensity
      if (Math.log(random.uniform()) < value - standing) {
        current = proposed
        standing = value
        accepted++
      }
      unseen[draw] = Math.exp(current[0]!)
      for (let i = 0; i < p; i++) {
        const away = current[i]! - mode[i]!
        sums[i]! += away
        squares[i]! += away * away
      }
    }
    return {
      unseen,
      accepted: accepted / draws,
      ratio: (term) => {
        const i = terms.indexOf(term)
        if (i < 0) return Infinity
        const mean = sums[i]! / draws
        return Math.abs(mode[i]! + mean) / Math.sqrt(squares[i]! / draws - mean * mean)
      },
    }
  }
}

/** A multivariate t around the mode with the shape of the posterior there. */
function propose(mode: Float64Array, lower: Float64Array, p: number, random: Random) {
  const z = new Float64Array(p)
  let square = 0
  for (let i = 0; i < p; i++) {
    z[i] = random.normal()
    square += z[i]! ** 2
  }
  const stretch = Math.sqrt(PROPOSAL_FREEDOM / (2 * random.gamma(PROPOSAL_FREEDOM / 2)))
  // The information is L Lᵀ: L⁻ᵀ z has its inverse as covariance.
  for (let i = p - 1; i >= 0; i--) {
    let sum = z[i]!
    for (let m = i + 1; m < p; m++) sum -= lower[m * p + i]! * z[m]!
    z[i] = sum / lower[i * p + i]!
  }
  const distance = square * stretch * stretch
  return {
    proposed: z.map((value, i) => mode[i]! + stretch * value),
    logDensity: (-(PROPOSAL_FREEDOM + p) / 2) * Math.log1p(distance / PROPOSAL_FREEDOM),
  }
}
