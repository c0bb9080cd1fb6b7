import { expect, test } from 'vitest'
import { chiSquaredTail, normalTwoSided } from './distributions.ts'
import {
  benjaminiHochberg,
  commonOdds,
  exactInterval,
  exactTest,
  type FourCells,
  holm,
  logRank,
  mantelHaenszel,
  medianInterval,
  medianTime,
  scoreTest,
  type Timed,
} from './index.ts'

const cells = (of: readonly (readonly number[])[]): FourCells[] =>
  of.map(([with1, without1, with2, without2]) => ({
    with1: with1!,
    without1: without1!,
    with2: with2!,
    without2: without2!,
  }))
const counted = (of: readonly FourCells[]) =>
  of.map(({ with1, without1, with2, without2 }) => ({
    sizes: [with1 + without1, with2 + without2],
    hits: [with1, with2],
  }))

// Bickel, Hammel and O'Connell (1975), Science 187: admissions to Berkeley, men and women, in six
// departments; the data set UCBAdmissions of R.
const berkeley = cells([
  [512, 313, 89, 19],
  [353, 207, 17, 8],
  [120, 205, 202, 391],
  [138, 279, 131, 244],
  [53, 138, 94, 299],
  [22, 351, 24, 317],
])

test('admissions to Berkeley: the statistic and the common odds that R documents', () => {
  // R, ?mantelhaen.test on UCBAdmissions.
  expect(mantelHaenszel(berkeley, { corrected: true })!.statistic).toBeCloseTo(1.4269, 4)
  expect(mantelHaenszel(berkeley, { corrected: true })!.p).toBeCloseTo(0.2323, 4)
  const odds = commonOdds(berkeley)!
  expect(odds.ratio).toBeCloseTo(0.9046968, 7)
  expect(odds.low).toBeCloseTo(0.7719074, 7)
  expect(odds.high).toBeCloseTo(1.0603298, 7)
})

test('penicillin and rabbits: odds 7, p 0.047 by chi-squared and 0.040 exactly, as R documents', () => {
  // Mantel (1963), JASA 58: cured with and without delay at five doses; ?mantelhaen.test.
  const rabbits = cells([
    [0, 6, 0, 5],
    [3, 3, 0, 6],
    [6, 0, 2, 4],
    [5, 1, 6, 0],
    [2, 0, 5, 0],
  ])
  expect(commonOdds(rabbits)!.ratio).toBeCloseTo(7, 10)
  expect(mantelHaenszel(rabbits, { corrected: true })!.p).toBeCloseTo(0.047, 3)
  expect(exactTest(counted(rabbits))).toBeCloseTo(0.03994, 5)
})

test('the lady tasting tea, and twins of criminals: Fisher’s own examples', () => {
  // Fisher (1935), The Design of Experiments: three of four; both tails are 34/70.
  expect(exactTest([{ sizes: [4, 4], hits: [3, 1] }])).toBeCloseTo(34 / 70, 12)
  // Fisher (1962): 10 of 13 monozygotic and 2 of 17 dizygotic twins; ?fisher.test, two-sided.
  expect(exactTest([{ sizes: [13, 17], hits: [10, 2] }])).toBeCloseTo(0.0005367, 7)
})

test('remission of leukaemia: the log-rank test that the textbooks print', () => {
  // Freireich et al. (1963), Blood 21; Kleinbaum and Klein, Survival Analysis: 16.79, 9 for 19.25.
  const treated = [6, 6, 6, 7, 10, 13, 16, 22, 23]
  const censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
  const placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
  const units: Timed[] = [
    ...treated.map((time) => ({ time, happened: true, group: 0 })),
    ...censored.map((time) => ({ time, happened: false, group: 0 })),
    ...placebo.map((time) => ({ time, happened: true, group: 1 })),
  ]
  const { statistic, observed, expected } = logRank([units], 2)!
  expect(statistic).toBeCloseTo(16.79, 2)
  expect(observed).toEqual([9, 21])
  expect(expected[0]).toBeCloseTo(19.25, 2)
  expect(expected[1]).toBeCloseTo(10.75, 2)
  // Medians of the same book: 23 weeks and 8.
  expect(medianTime(units.filter(({ group }) => group === 0))).toBe(23)
  expect(medianTime(units.filter(({ group }) => group === 1))).toBe(8)
})

test('two groups make the general test the one of Cochran, Mantel and Haenszel', () => {
  const strata = counted(berkeley).map(({ sizes, hits }) => ({
    sizes,
    sums: hits,
    squares: hits[0]! + hits[1]!,
  }))
  const general = scoreTest(strata)!
  expect(general.df).toBe(1)
  expect(general.statistic).toBeCloseTo(
    mantelHaenszel(berkeley, { corrected: false })!.statistic,
    9,
  )
})

test('tails: the tabulated critical values of chi-squared and the normal', () => {
  // Any table, at 5 %: 3.841, 5.991, 7.815, 9.488, 11.070; at 0.1 %: 10.828 with one degree.
  for (const [df, x] of [3.841459, 5.991465, 7.814728, 9.487729, 11.070498].entries())
    expect(chiSquaredTail(x, df + 1)).toBeCloseTo(0.05, 7)
  expect(chiSquaredTail(10.827566, 1)).toBeCloseTo(0.001, 8)
  expect(normalTwoSided(1.959963984540054)).toBeCloseTo(0.05, 12)
  // Both ways to reckon meet.
  expect(normalTwoSided(3 - 1e-12)).toBeCloseTo(normalTwoSided(3), 12)
})

test('fifteen tests of one trial: four stand by Benjamini and Hochberg, as in their paper', () => {
  // Benjamini and Hochberg (1995), JRSS B 57, section 4: at 0.05 four are rejected, by Bonferroni three.
  const ps = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
    0.6528, 0.759, 1,
  ]
  expect(benjaminiHochberg(ps).filter((p) => p! <= 0.05)).toHaveLength(4)
  expect(holm(ps).filter((p) => p! <= 0.05)).toHaveLength(3)
  expect(holm([0.01, undefined, 0.04, 0.03])).toEqual([0.03, undefined, 0.06, 0.06])
})

/** Pr(X ≥ hits) of n draws at a share of so many billionths, in whole numbers: exact. */
function exactTail(hits: number, n: number, billionths: number): number {
  const [yes, whole] = [BigInt(billionths), 1_000_000_000n]
  let choose = 1n
  let sum = 0n
  for (let k = 0; k <= n; k++) {
    if (k >= hits) sum += choose * yes ** BigInt(k) * (whole - yes) ** BigInt(n - k)
    choose = (choose * BigInt(n - k)) / BigInt(k + 1)
  }
  return Number((sum * 10n ** 15n) / whole ** BigInt(n)) / 1e15
}

test.each([
  [81, 263],
  [15, 148],
  [9, 24],
  [1, 29],
  [3, 5],
])('the exact interval of %i in %i leaves 2.5 %% in each tail', (hits, n) => {
  // What Clopper and Pearson (1934) ask of its two ends, held against sums in whole numbers.
  const { low, high } = exactInterval(hits, n)
  expect(exactTail(hits, n, Math.round(low * 1e9))).toBeCloseTo(0.025, 6)
  expect(1 - exactTail(hits + 1, n, Math.round(high * 1e9))).toBeCloseTo(0.025, 6)
})

test('the exact interval of nobody and of everybody has its closed form', () => {
  expect(exactInterval(0, 20)).toEqual({ low: 0, high: expect.closeTo(1 - 0.025 ** (1 / 20), 12) })
  expect(exactInterval(20, 20)).toEqual({ low: expect.closeTo(0.025 ** (1 / 20), 12), high: 1 })
})

test('median times of leukaemia with and without maintenance, and their limits, by hand', () => {
  // Times of R's data set aml. The curve of the maintained is printed in
  // rstudio-pubs-static.s3.amazonaws.com/610133_9d2b480275e04433aae84c8c4c4a7527.html: its lower
  // limit falls below one half at 18 (0.4884), the curve itself at 31 (0.491).
  const of = (...times: string[]) =>
    times.map((one) => ({ time: Number.parseInt(one, 10), happened: !one.endsWith('+') }))
  const maintained = of('9', '13', '13+', '18', '23', '28+', '31', '34', '45+', '48', '161+')
  expect(medianInterval(maintained)).toEqual({ median: 31, low: 18, high: null })
  // Not maintained: 10/12 at 5, 8/12 at 8, 7/12 at 12, 7/12 · 5/6 = 0.486 at 23. Greenwood's sum at 5
  // is 2/(12 · 10), lower limit 0.647; at 8 it is 2/(12 · 10) + 2/(10 · 8), lower limit 0.447.
  const not = of('5', '5', '8', '8', '12', '16+', '23', '27', '30', '33', '43', '45')
  expect(medianInterval(not)).toEqual({ median: 23, low: 8, high: null })
})
