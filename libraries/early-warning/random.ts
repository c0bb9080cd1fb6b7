import { lnGamma } from './distributions.ts'

/** A seeded stream of random numbers (xoshiro128**, Blackman and Vigna 2018): not for secrets. */
export interface Random {
  /** Uniform on 0 … n − 1, unbiased, n ≤ 2³². */
  below(n: number): number
  /** Uniform on (0, 1). */
  unit(): number
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const split = () => {
    state = (state + 0x9e3779b9) | 0
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return (z ^ (z >>> 15)) | 0
  }
  let [a, b, c, d] = [split(), split(), split(), split()]
  const next = () => {
    const seven = Math.imul(b, 5)
    const out = Math.imul((seven << 7) | (seven >>> 25), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = (d << 11) | (d >>> 21)
    return out
  }
  return {
    below(n) {
      const limit = 4294967296 - (4294967296 % n)
      let x = next()
      while (x >= limit) x = next()
      return x % n
    },
    unit: () => (next() + 0.5) / 4294967296,
  }
}

/** Binomial(n, p): inversion where the mean is small, else Hörmann's BTRS (1993). */
export function drawBinomial(random: Random, n: number, p: number): number {
  if (p > 0.5) return n - drawBinomial(random, n, 1 - p)
  if (n === 0 || p <= 0) return 0
  return n * p < 10 ? byInversion(random, n, p) : byRejection(random, n, p)
}

function byInversion(random: Random, n: number, p: number): number {
  const odds = p / (1 - p)
  let mass = Math.exp(n * Math.log1p(-p))
  let left = random.unit()
  for (let k = 0; k < n; k++) {
    left -= mass
    if (left < 0) return k
    mass *= (odds * (n - k)) / (k + 1)
  }
  return n
}

function byRejection(random: Random, n: number, p: number): number {
  const spread = Math.sqrt(n * p * (1 - p))
  const b = 1.15 + 2.53 * spread
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const centre = n * p + 0.5
  const vr = 0.92 - 4.2 / b
  const alpha = (2.83 + 5.1 / b) * spread
  const mode = Math.floor((n + 1) * p)
  const logOdds = Math.log(p / (1 - p))
  const atMode = lnFactorial(mode) + lnFactorial(n - mode)
  for (;;) {
    const u = random.unit() - 0.5
    let v = random.unit()
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + centre)
    if (k < 0 || k > n) continue
    if (us >= 0.07 && v <= vr) return k
    v = (v * alpha) / (a / (us * us) + b)
    const bound = atMode - lnFactorial(k) - lnFactorial(n - k) + (k - mode) * logOdds
    if (Math.log(v) <= bound) return k
  }
}

const lnFactorial = (n: number) => lnGamma(n + 1)
