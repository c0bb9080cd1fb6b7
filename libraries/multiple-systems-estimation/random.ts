import { logFactorial } from './gamma.ts'

/**
 * A small seeded generator (sfc32 by Chris Doty-Humphrey, public domain) and the distributions
 * that the methods draw from. The same seed and stream give the same numbers on every machine
 * and with any number of threads.
 */
export class Random {
  #a: number
  #b: number
  #c: number
  #d = 1
  #spare = Number.NaN

  /** @param stream replicate or chain: each has numbers of its own. */
  constructor(seed: number, stream = 0) {
    const mix = mixer(seed ^ 0x9e3779b9, stream)
    this.#a = mix()
    this.#b = mix()
    this.#c = mix()
    for (let i = 0; i < 12; i++) this.#next()
  }

  #next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    return sum >>> 0
  }

  /** Uniform in (0, 1), with 53 bits. */
  uniform(): number {
    const high = this.#next() >>> 5
    const low = this.#next() >>> 6
    return (high * 67108864 + low + 0.5) / 9007199254740992
  }

  normal(): number {
    if (!Number.isNaN(this.#spare)) {
      const kept = this.#spare
      this.#spare = Number.NaN
      return kept
    }
    for (;;) {
      const x = 2 * this.uniform() - 1
      const y = 2 * this.uniform() - 1
      const square = x * x + y * y
      if (square >= 1 || square === 0) continue
      const scale = Math.sqrt((-2 * Math.log(square)) / square)
      this.#spare = y * scale
      return x * scale
    }
  }

  /** log of Gamma(shape, 1), so that tiny shapes do not vanish (Marsaglia & Tsang 2000). */
  logGamma(shape: number): number {
    if (shape < 1) return this.logGamma(shape + 1) + Math.log(this.uniform()) / shape
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = this.normal()
      const v = (1 + c * x) ** 3
      if (v <= 0) continue
      const u = this.uniform()
      if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v)
    }
  }

  gamma(shape: number): number {
    return Math.exp(this.logGamma(shape))
  }

  /** log of a Beta(a, b) and of one minus it. */
  logBeta(a: number, b: number): [number, number] {
    if (a === 1 && b === 1) {
      const u = this.uniform()
      return [Math.log(u), Math.log1p(-u)]
    }
    const x = this.logGamma(a)
    const y = this.logGamma(b)
    const larger = Math.max(x, y)
    const sum = larger + Math.log(Math.exp(x - larger) + Math.exp(y - larger))
    return [x - sum, y - sum]
  }

  /** Binomial by waiting times where few are expected, else by transformed rejection (Hörmann 1993). */
  binomial(n: number, p: number): number {
    if (n <= 0 || p <= 0) return 0
    if (p >= 1) return n
    if (p > 0.5) return n - this.binomial(n, 1 - p)
    return n * p < 10 ? this.#fewOf(n, p) : this.#manyOf(n, p)
  }

  #fewOf(n: number, p: number): number {
    const odds = p / (1 - p)
    let chance = (1 - p) ** n
    let left = this.uniform()
    let x = 0
    while (left > chance && x < n) {
      left -= chance
      x++
      chance *= (odds * (n - x + 1)) / x
    }
    return x
  }

  #manyOf(n: number, p: number): number {
    const spread = Math.sqrt(n * p * (1 - p))
    const b = 1.15 + 2.53 * spread
    const a = -0.0873 + 0.0248 * b + 0.01 * p
    const c = n * p + 0.5
    const vr = 0.92 - 4.2 / b
    const alpha = (2.83 + 5.1 / b) * spread
    const logOdds = Math.log(p / (1 - p))
    const m = Math.floor((n + 1) * p)
    const top = logFactorial(m) + logFactorial(n - m)
    for (;;) {
      const v = this.uniform()
      const u = this.uniform() - 0.5
      const us = 0.5 - Math.abs(u)
      const k = Math.floor(((2 * a) / us + b) * u + c)
      if (k < 0 || k > n) continue
      if (us >= 0.07 && v <= vr) return k
      const height = Math.log((v * alpha) / (a / (us * us) + b))
      if (height <= top - logFactorial(k) - logFactorial(n - k) + (k - m) * logOdds) return k
    }
  }

  poisson(mean: number): number {
    if (mean < 10) {
      let chance = Math.exp(-mean)
      let left = this.uniform()
      let x = 0
      while (left > chance && x < 200) {
        left -= chance
        x++
        chance *= mean / x
      }
      return x
    }
    const root = Math.sqrt(mean)
    const b = 0.931 + 2.53 * root
    const a = -0.059 + 0.02483 * b
    const alpha = 1.1239 + 1.1328 / (b - 3.4)
    const vr = 0.9277 - 3.6224 / (b - 2)
    for (;;) {
      const u = this.uniform() - 0.5
      const v = this.uniform()
      const us = 0.5 - Math.abs(u)
      const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43)
      if (us >= 0.07 && v <= vr) return k
      if (k < 0 || (us < 0.013 && v > us)) continue
      const height = Math.log((v * alpha) / (a / (us * us) + b))
      if (height <= k * Math.log(mean) - mean - logFactorial(k)) return k
    }
  }

  /** Fills `into` with n people over cells of the given weights (which sum to `whole`). */
  multinomial(n: number, weights: ArrayLike<number>, whole: number, into: Float64Array): void {
    let left = n
    let mass = whole
    for (let cell = 0; cell < weights.length; cell++) {
      const weight = weights[cell]!
      // A chance below 2⁻⁵³ is one that no uniform number of ours can tell from 0.
      const drawn =
        left * weight > mass * 1e-17 ? this.binomial(left, Math.min(1, weight / mass)) : 0
      into[cell] = drawn
      left -= drawn
      mass -= weight
    }
  }
}

function mixer(seed: number, stream: number): () => number {
  let state = (Math.imul(seed, 0x85ebca6b) ^ Math.imul(stream + 1, 0xc2b2ae35)) | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let z = state ^ (state >>> 16)
    z = Math.imul(z, 0x21f0aaad)
    z ^= z >>> 15
    z = Math.imul(z, 0x735a2d97)
    return (z ^ (z >>> 15)) | 0
  }
}
