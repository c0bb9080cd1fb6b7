import { Random } from './random.ts'
import { type ListTable, listsOf } from './table.ts'

export interface LatentOptions {
  seed: number
  /** Chains of one run have streams of their own. */
  chain: number
  classes?: number
  burnIn?: number
  draws?: number
  thinning?: number
}

export interface LatentChain {
  /** Total population per kept draw. */
  totals: Float64Array
  /** Classes that hold more than 5 % of the population, averaged over draws. */
  classes: number
  /** Share of draws near the bound of 20 times the people observed. */
  atBound: number
}

/** Unseen people beyond this many times the observed are not drawn, as in the R package. */
const MOST_UNSEEN = 20
const PRIOR = { shape: 0.25, rate: 0.25 }

/**
 * Latent classes (Manrique-Vallier 2016): people belong to hidden kinds that the lists reach with
 * different chances. Gibbs sampler over a truncated stick-breaking prior, in log space.
 */
export function latentChain(whole: ListTable, options: LatentOptions): LatentChain {
  const { burnIn = 10_000, draws = 2_000, thinning = 15 } = options
  const sampler = new Sampler(whole, options.classes ?? 10, new Random(options.seed, options.chain))
  for (let sweep = 0; sweep < burnIn; sweep++) sampler.sweep()
  const totals = new Float64Array(draws)
  let classes = 0
  let atBound = 0
  for (let draw = 0; draw < draws; draw++) {
    for (let sweep = 0; sweep < thinning; sweep++) sampler.sweep()
    totals[draw] = whole.n + sampler.unseen
    classes += sampler.largeClasses()
    if (sampler.unseen > 0.9 * MOST_UNSEEN * whole.n) atBound++
  }
  return { totals, classes: classes / draws, atBound: atBound / draws }
}

class Sampler {
  unseen = 0
  readonly #lists: number
  readonly #classes: number
  readonly #n: number
  readonly #random: Random
  readonly #cells: readonly number[]
  readonly #counts: readonly number[]
  /** log chance to be on a list, and not to be, by class. */
  readonly #on: Float64Array
  readonly #off: Float64Array
  readonly #share: Float64Array
  readonly #inClass: Float64Array
  readonly #onInClass: Float64Array
  readonly #weights: Float64Array
  readonly #drawn: Float64Array
  // Near the middle of its prior. From its mean, 1, too many classes start filled, and two chains
  // in five stay for 100,000 sweeps where data of one class do not belong.
  #alpha = 0.1

  constructor(whole: ListTable, classes: number, random: Random) {
    this.#lists = listsOf(whole)
    this.#classes = classes
    this.#n = whole.n
    this.#random = random
    this.#cells = Array.from(whole.counts.keys()).filter((cell) => whole.counts[cell]! > 0)
    this.#counts = this.#cells.map((cell) => whole.counts[cell]!)
    this.#on = new Float64Array(classes * this.#lists)
    this.#off = new Float64Array(classes * this.#lists)
    this.#share = new Float64Array(classes)
    this.#inClass = new Float64Array(classes)
    this.#onInClass = new Float64Array(classes * this.#lists)
    this.#weights = new Float64Array(classes)
    this.#drawn = new Float64Array(classes)
    // Equal classes at the start lead to another mode too: the sticks are broken at random.
    this.#breakSticks()
    for (let i = 0; i < this.#on.length; i++) [this.#on[i], this.#off[i]] = random.logBeta(1, 1)
  }

  sweep(): void {
    this.#inClass.fill(0)
    this.#onInClass.fill(0)
    for (let at = 0; at < this.#cells.length; at++)
      this.#spread(this.#cells[at]!, this.#counts[at]!)
    this.#drawUnseen()
    if (this.unseen > 0) this.#spread(0, this.unseen)
    this.#drawChances()
    this.#breakSticks()
    this.#drawAlpha()
  }

  largeClasses(): number {
    const whole = this.#n + this.unseen
    return this.#inClass.filter((count) => count > 0.05 * whole).length
  }

  /** log weight of a cell in each class, as weights with the largest 1; answers their sum and that largest. */
  #weigh(cell: number): { sum: number; top: number } {
    const weights = this.#weights
    let top = -Infinity
    for (let k = 0; k < this.#classes; k++) {
      let log = this.#share[k]!
      for (let j = 0; j < this.#lists; j++) {
        log += (cell >> j) & 1 ? this.#on[k * this.#lists + j]! : this.#off[k * this.#lists + j]!
      }
      weights[k] = log
      if (log > top) top = log
    }
    let sum = 0
    for (let k = 0; k < this.#classes; k++) {
      weights[k] = Math.exp(weights[k]! - top)
      sum += weights[k]!
    }
    return { sum, top }
  }

  #spread(cell: number, count: number): void {
    const { sum } = this.#weigh(cell)
    this.#random.multinomial(count, this.#weights, sum, this.#drawn)
    for (let k = 0; k < this.#classes; k++) {
      const drawn = this.#drawn[k]!
      if (drawn === 0) continue
      this.#inClass[k]! += drawn
      for (let j = 0; j < this.#lists; j++)
        if ((cell >> j) & 1) this.#onInClass[k * this.#lists + j]! += drawn
    }
  }

  #drawUnseen(): void {
    const { sum, top } = this.#weigh(0)
    const missed = Math.min(1 - 1e-12, sum * Math.exp(top))
    const odds = missed / (1 - missed)
    for (let attempt = 0; attempt < 100; attempt++) {
      const drawn = this.#random.poisson(this.#random.gamma(this.#n) * odds)
      if (drawn > MOST_UNSEEN * this.#n) continue
      this.unseen = drawn
      return
    }
  }

  #drawChances(): void {
    for (let k = 0; k < this.#classes; k++) {
      for (let j = 0; j < this.#lists; j++) {
        const at = k * this.#lists + j
        const on = this.#onInClass[at]!
        const [yes, no] = this.#random.logBeta(1 + on, 1 + this.#inClass[k]! - on)
        this.#on[at] = yes
        this.#off[at] = no
      }
    }
  }

  #breakSticks(): void {
    let above = this.#inClass.reduce((sum, one) => sum + one, 0)
    let left = 0
    for (let k = 0; k < this.#classes - 1; k++) {
      // The rest is counted in whole numbers first: added to a tiny alpha and subtracted again, it
      // would swallow alpha, and the chain would stay at 0 for ever.
      above -= this.#inClass[k]!
      const [taken, rest] = this.#random.logBeta(1 + this.#inClass[k]!, this.#alpha + above)
      this.#share[k] = left + taken
      left += rest
    }
    this.#share[this.#classes - 1] = left
  }

  #drawAlpha(): void {
    const shape = PRIOR.shape + this.#classes - 1
    const rate = PRIOR.rate - this.#share[this.#classes - 1]!
    this.#alpha = Math.max(1e-300, this.#random.gamma(shape) / rate)
  }
}
