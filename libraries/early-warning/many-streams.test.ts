import { describe, expect, test } from 'vitest'
import {
  countCumulative,
  countQuantile,
  normalQuantile,
  normalTail,
  studentTwoSided,
} from './distributions.ts'
import { adjustForStreams, recurrenceInterval } from './many-streams.ts'
import { drawBinomial, seededRandom } from './random.ts'
import { multinomialReplicate } from './replicates.ts'
import { reportingDelay } from './reporting-delay.ts'

describe('many streams', () => {
  test('adjusted p-values are those of Benjamini and Hochberg’s own example (1995, table 1)', () => {
    // Fifteen tests of a heart attack trial: at q = 0.05 the four smallest are rejected.
    const ps = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
      0.6528, 0.759, 1,
    ]
    const adjusted = adjustForStreams(ps)
    expect(adjusted.filter((one) => one! <= 0.05).length).toBe(4)
    expect(adjusted[3]).toBeCloseTo((0.0095 * 15) / 4, 12)
    expect(adjusted[14]).toBe(1)
  })

  test('a stream that could not be tested neither counts nor gets a value', () => {
    expect(adjustForStreams([0.02, undefined, 0.5])).toEqual([0.04, undefined, 0.5])
  })

  test('one stream at p = 0.01 alarms once in a hundred looks, ten streams once in about ten', () => {
    expect(recurrenceInterval(0.01)).toBeCloseTo(100, 9)
    expect(recurrenceInterval(0.01, 10)).toBeCloseTo(1 / (1 - 0.99 ** 10), 9)
  })
})

describe('reporting delay', () => {
  test('the last days are incomplete by the time nine in ten reports take', () => {
    const happened: number[] = []
    const reported: number[] = []
    // Each day one case reported at once and nine after ten days, up to day 100.
    for (let day = 0; day < 100; day++) {
      for (let i = 0; i < 10; i++) {
        const known = day + (i === 0 ? 0 : 10)
        if (known > 100) continue
        happened.push(day)
        reported.push(known)
      }
    }
    expect(reportingDelay(happened, reported)).toMatchObject({ quantile: 10, completeUntil: 90 })
  })

  test('a case reported before it happened is a slip and is left out', () => {
    expect(reportingDelay([10, 20], [5, 22])).toMatchObject({ cases: 1, quantile: 2 })
    expect(reportingDelay([10], [5])).toBeUndefined()
  })
})

describe('distributions', () => {
  test('published quantiles and tails', () => {
    // Abramowitz & Stegun, tables 26.1, 26.5 and 26.10.
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 13)
    expect(normalQuantile(0.999)).toBeCloseTo(3.090232306167813, 13)
    expect(normalTail(5)).toBeCloseTo(2.866515718791939e-7, 20)
    expect(studentTwoSided(2.228138852, 10)).toBeCloseTo(0.05, 10)
  })

  test('sums of probabilities, added one by one, are the cumulative ones', () => {
    for (const [mu, phi] of [
      [3.7, 1],
      [3.7, 2.4],
      [120, 9],
      [0.2, 1.5],
    ] as const) {
      const size = mu / (phi - 1)
      let mass = phi > 1 ? phi ** -size : Math.exp(-mu)
      let sum = 0
      for (let k = 0; k < 200; k++) {
        sum += mass
        expect(countCumulative(k, { mu, phi })).toBeCloseTo(sum, 11)
        mass *= phi > 1 ? ((size + k) / (k + 1)) * (1 - 1 / phi) : mu / (k + 1)
      }
      const q = countQuantile(0.99, { mu, phi })
      expect(countCumulative(q, { mu, phi })).toBeGreaterThanOrEqual(0.99)
      expect(countCumulative(q - 1, { mu, phi })).toBeLessThan(0.99)
    }
  })
})

describe('random counts', () => {
  test('binomial draws have the binomial’s probabilities (χ², both ways of drawing)', () => {
    for (const [n, p] of [
      [12, 0.3],
      [200, 0.4],
      [90, 0.77],
    ] as const) {
      const random = seededRandom(n)
      const draws = 40_000
      const seen = new Float64Array(n + 1)
      for (let i = 0; i < draws; i++) seen[drawBinomial(random, n, p)]!++
      let mass = (1 - p) ** n
      let square = 0
      let cells = 0
      for (let k = 0; k <= n; k++) {
        if (mass * draws >= 5) {
          square += (seen[k]! - mass * draws) ** 2 / (mass * draws)
          cells++
        }
        mass *= ((n - k) / (k + 1)) * (p / (1 - p))
      }
      // Mean cells − 1, deviation √(2 cells): five deviations above is no accident.
      expect(square).toBeLessThan(cells + 5 * Math.sqrt(2 * cells))
    }
  })

  test('replicates keep the number of cases and follow the expectation, few cases or many', () => {
    for (const total of [200, 200_000]) {
      const expected = Float64Array.from({ length: 40 }, (_, i) => (i % 5 === 0 ? 0 : i))
      const sum = expected.reduce((a, b) => a + b, 0)
      for (let i = 0; i < 40; i++) expected[i]! *= total / sum
      const replicate = multinomialReplicate({ units: 40, periods: 1, expected, total })
      const random = seededRandom(9)
      const mean = new Float64Array(40)
      const into = new Int32Array(40)
      const rounds = 400
      for (let round = 0; round < rounds; round++) {
        replicate(random, into)
        expect(into.reduce((a, b) => a + b, 0)).toBe(total)
        for (let i = 0; i < 40; i++) mean[i]! += into[i]! / rounds
      }
      for (let i = 0; i < 40; i++) {
        if (expected[i] === 0) expect(mean[i]).toBe(0)
        else
          expect(Math.abs(mean[i]! - expected[i]!)).toBeLessThan(
            5 * Math.sqrt(expected[i]! / rounds),
          )
      }
    }
  })
})
