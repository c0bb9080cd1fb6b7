import { describe, expect, test } from 'vitest'
import {
  deltaOf,
  epsilonOf,
  gaussianCostUnits,
  rhoUnit,
  rhoUnitsFor,
  varianceFor,
} from './accountant.ts'
import {
  bernoulliExp,
  discreteGaussian,
  discreteLaplace,
  discreteLaplaceOf,
  gaussianTail,
  type Rational,
  rational,
} from './exact-noise.ts'
import { below, belowBig, systemRandomness, testRandomness } from './randomness.ts'

/** χ² of draws against probabilities; cells with fewer than ten expected go together. */
function chiSquare(draw: () => number, mass: (x: number) => number, draws: number, reach: number) {
  const seen = new Map<number, number>()
  for (let i = 0; i < draws; i++) {
    const x = draw()
    seen.set(x, (seen.get(x) ?? 0) + 1)
  }
  let all = 0
  for (let x = -reach; x <= reach; x++) all += mass(x)
  let square = 0
  let cells = 0
  let [restSeen, restExpected] = [draws, draws]
  for (let x = -reach; x <= reach; x++) {
    const expected = (draws * mass(x)) / all
    if (expected < 10) continue
    const got = seen.get(x) ?? 0
    square += (got - expected) ** 2 / expected
    restSeen -= got
    restExpected -= expected
    cells++
  }
  if (restExpected > 5) square += (restSeen - restExpected) ** 2 / restExpected
  return { square, limit: cells + 4.5 * Math.sqrt(2 * cells) }
}

describe('exact noise follows its distribution (χ²)', () => {
  const variances: [string, Rational][] = [
    ['small', rational(1, 4)],
    ['5/2 squared', rational(25, 4)],
    ['100', rational(100)],
    ['a long fraction, by large integers', rational(123_456_789_012_345n, 1_000_000_000_000n)],
  ]
  for (const [name, variance] of variances) {
    test(`discrete Gaussian, variance ${name}`, () => {
      const random = testRandomness(5)
      const v = Number(variance.numerator) / Number(variance.denominator)
      const draws = variance.numerator > 2n ** 40n ? 20_000 : 120_000
      const { square, limit } = chiSquare(
        () => discreteGaussian(random, variance),
        (x) => Math.exp(-(x * x) / (2 * v)),
        draws,
        Math.ceil(12 * Math.sqrt(v)) + 2,
      )
      expect(square).toBeLessThan(limit)
    })
  }

  for (const t of [1, 7, 40]) {
    test(`discrete Laplace, scale ${t}`, () => {
      const random = testRandomness(t)
      const { square, limit } = chiSquare(
        () => discreteLaplace(random, t),
        (x) => Math.exp(-Math.abs(x) / t),
        120_000,
        40 * t,
      )
      expect(square).toBeLessThan(limit)
    })
  }

  test('discrete Laplace, scale 7/3', () => {
    const random = testRandomness(73)
    const { square, limit } = chiSquare(
      () => discreteLaplaceOf(random, rational(7, 3)),
      (x) => Math.exp((-Math.abs(x) * 3) / 7),
      60_000,
      100,
    )
    expect(square).toBeLessThan(limit)
  })

  test('a biased coin of probability exp(−a/b), small and large', () => {
    const random = testRandomness(2)
    for (const [a, b] of [
      [1, 3],
      [5, 2],
      [2n ** 70n, 2n ** 71n],
    ] as const) {
      let heads = 0
      for (let i = 0; i < 40_000; i++) if (bernoulliExp(random, a, b)) heads++
      const p = Math.exp(-Number(a) / Number(b))
      expect(Math.abs(heads / 40_000 - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / 40_000))
    }
  })

  test('uniform integers reach every value and favour none', () => {
    const random = testRandomness(9)
    const seen = new Float64Array(7)
    for (let i = 0; i < 70_000; i++) seen[below(random, 7)]!++
    for (const n of seen) expect(Math.abs(n - 10_000)).toBeLessThan(500)
    for (let i = 0; i < 1000; i++) {
      expect(below(random, 2 ** 50 + 1)).toBeLessThan(2 ** 50 + 1)
      expect(belowBig(random, 3n ** 60n)).toBeLessThan(3n ** 60n)
    }
  })

  test('the tail is never below the tail added up with other means', () => {
    for (const v of [4, 30.25, 400]) {
      const variance = rational(v * 4, 4)
      let [all, tail] = [0, 0]
      for (let x = -500; x <= 500; x++) {
        all += Math.exp(-(x * x) / (2 * v))
        if (x >= 9) tail += Math.exp(-(x * x) / (2 * v))
      }
      expect(gaussianTail(variance, 9)).toBeGreaterThanOrEqual(tail / all)
      expect(gaussianTail(variance, 9) / (tail / all)).toBeLessThan(1 + 1e-6)
    }
  })
})

test('repeatable noise is refused outside tests', () => {
  const kept = process.env.VITEST
  delete process.env.VITEST
  try {
    expect(() => testRandomness(1)).toThrow('for tests')
  } finally {
    process.env.VITEST = kept
  }
  expect(systemRandomness().secure).toBe(true)
})

/** The standard normal distribution function, by Simpson's rule. */
function normal(z: number): number {
  const steps = 4000
  const from = -12
  const h = (Math.max(z, from) - from) / steps
  let sum = 0
  for (let i = 0; i <= steps; i++) {
    const x = from + i * h
    sum += (i === 0 || i === steps ? 1 : i % 2 ? 4 : 2) * Math.exp((-x * x) / 2)
  }
  return (sum * h) / 3 / Math.sqrt(2 * Math.PI)
}

/** What Gaussian noise of ρ = μ²/2 truly gives (Balle and Wang 2018). */
function exactDelta(rho: number, epsilon: number): number {
  const mu = Math.sqrt(2 * rho)
  return normal(mu / 2 - epsilon / mu) - Math.exp(epsilon) * normal(-mu / 2 - epsilon / mu)
}

describe('the accountant', () => {
  const grid = [0.001, 0.01, 0.05, 0.2, 1].flatMap((rho) =>
    [0.25, 1, 2, 4, 8].map((epsilon) => ({ rho, epsilon })),
  )

  test('is never below the truth for Gaussian noise, never above the older closed form', () => {
    for (const { rho, epsilon } of grid) {
      if (epsilon <= rho) continue
      const delta = deltaOf(rho, epsilon)
      expect(delta).toBeGreaterThanOrEqual(exactDelta(rho, epsilon) - 1e-12)
      // Bun and Steinke (2016): δ = exp(−(ε − ρ)² / (4 ρ)).
      expect(delta).toBeLessThanOrEqual(Math.exp(-((epsilon - rho) ** 2) / (4 * rho)))
    }
  })

  test('grows with ρ and falls with ε', () => {
    for (const { rho, epsilon } of grid) {
      expect(deltaOf(rho * 1.1, epsilon)).toBeGreaterThanOrEqual(deltaOf(rho, epsilon))
      expect(deltaOf(rho, epsilon * 1.1)).toBeLessThanOrEqual(deltaOf(rho, epsilon))
    }
  })

  test('budget and guarantee lead to each other, each rounded outward', () => {
    for (const epsilon of [0.1, 1, 4, 8]) {
      const delta = 1e-6
      const rho = rhoUnitsFor({ epsilon, delta }) * rhoUnit
      expect(deltaOf(rho, epsilon)).toBeLessThanOrEqual(delta)
      expect(deltaOf(rho * 1.001, epsilon)).toBeGreaterThan(delta)
      expect(epsilonOf(rho, delta)).toBeLessThan(epsilon * (1 + 1e-6))
      expect(epsilonOf(rho, delta)).toBeGreaterThan(epsilon * (1 - 1e-3))
    }
  })

  test('noise bought for a sum never costs more than the sum', () => {
    for (const squared of [1, 14, 91, 364]) {
      for (const units of [1, 7, 1234, 10 ** 9, 3 * 10 ** 11]) {
        const variance = varianceFor(squared, units)
        expect(gaussianCostUnits(squared, variance)).toBeLessThanOrEqual(units)
      }
    }
    expect(() => varianceFor(1, 0)).toThrow()
  })
})

test('a tester of privacy on neighbouring tables finds no set of answers that tells them apart further than ε, δ', () => {
  // Counts 40 and 41 under σ² = 9: ρ = 1/18. The worst set is a half-line; all are tried.
  const random = testRandomness(31)
  const variance = rational(9)
  const draws = 150_000
  const tally = (count: number) => {
    const seen = new Map<number, number>()
    for (let i = 0; i < draws; i++) {
      const x = count + discreteGaussian(random, variance)
      seen.set(x, (seen.get(x) ?? 0) + 1)
    }
    return seen
  }
  const [a, b] = [tally(40), tally(41)]
  for (const epsilon of [0.1, 0.3, 0.6, 1]) {
    const delta = deltaOf(1 / 18, epsilon)
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      for (let edge = 20; edge <= 60; edge++) {
        for (const side of [1, -1]) {
          const share = (of: Map<number, number>) => {
            let sum = 0
            for (const [x, n] of of) if ((x - edge) * side >= 0) sum += n
            return sum / draws
          }
          const [p, q] = [share(one), share(other)]
          // Four deviations of the estimate are allowed before a set speaks against the claim.
          const doubt = 4 * Math.sqrt((p * (1 - p) + Math.exp(2 * epsilon) * q * (1 - q)) / draws)
          expect(p - Math.exp(epsilon) * q).toBeLessThanOrEqual(delta + doubt)
        }
      }
    }
  }
})

test('the same tester does find noise that is too small', () => {
  const random = testRandomness(32)
  const variance = rational(1)
  const draws = 50_000
  const share = (count: number) => {
    let n = 0
    for (let i = 0; i < draws; i++) if (count + discreteGaussian(random, variance) >= 42) n++
    return n / draws
  }
  expect(share(41) - Math.exp(0.3) * share(40)).toBeGreaterThan(deltaOf(1 / 18, 0.3) + 0.02)
})
