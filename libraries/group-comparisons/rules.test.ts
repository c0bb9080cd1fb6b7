import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type CountedStratum,
  compareShares,
  compareTimes,
  dealtTest,
  exactTest,
  logRank,
  logRankScores,
  scoreTest,
  shareInterval,
  type Timed,
  type UnitStratum,
} from './index.ts'
import { seeded } from './random.ts'

const sum = (of: readonly number[]) => of.reduce((all, one) => all + one, 0)

/** Every way to put labels on units: no formula, only counting. */
function* labellings(labels: readonly number[]): Generator<number[]> {
  if (!labels.length) return yield []
  for (const first of new Set(labels)) {
    const rest = labels.slice()
    rest.splice(rest.indexOf(first), 1)
    for (const others of labellings(rest)) yield [first, ...others]
  }
}

const labelsOf = ({ sizes }: CountedStratum) =>
  sizes.flatMap((size, g) => Array.from({ length: size }, () => g))

/** The exact test by going through all labellings of all units, all equally likely. */
function byCounting(strata: readonly CountedStratum[]): number {
  const groups = strata[0]!.sizes.length
  const totals = new Map<string, number>()
  const go = (s: number, sums: number[]): void => {
    const stratum = strata[s]
    if (!stratum) return void totals.set(`${sums}`, (totals.get(`${sums}`) ?? 0) + 1)
    for (const labels of labellings(labelsOf(stratum))) {
      const next = sums.slice()
      for (const label of labels.slice(0, sum(stratum.hits))) next[label]!++
      go(s + 1, next)
    }
  }
  go(
    0,
    Array.from({ length: groups }, () => 0),
  )
  const seen = Array.from({ length: groups }, (_, g) => sum(strata.map(({ hits }) => hits[g]!)))
  const limit = totals.get(`${seen}`)! * (1 + 1e-9)
  const all = sum([...totals.values()])
  return sum([...totals.values()].filter((one) => one <= limit)) / all
}

const stratumOf = (groups: number, most: number) =>
  fc
    .array(fc.tuple(fc.nat(most), fc.nat(most)), { minLength: groups, maxLength: groups })
    .map((pairs) => ({
      sizes: pairs.map(([with_, without]) => with_ + without),
      hits: pairs.map(([with_]) => with_),
    }))

describe('the exact test', () => {
  test.each([
    [[{ sizes: [4, 5], hits: [3, 1] }]],
    [[{ sizes: [3, 3, 3], hits: [2, 0, 1] }]],
    [
      [
        { sizes: [3, 3], hits: [2, 1] },
        { sizes: [2, 4], hits: [2, 1] },
      ],
    ],
    [
      [
        { sizes: [2, 2, 1], hits: [2, 0, 0] },
        { sizes: [1, 2, 2], hits: [1, 0, 1] },
      ],
    ],
  ])('is the count of all possibilities, one by one (%#)', (strata) => {
    expect(exactTest(strata)).toBeCloseTo(byCounting(strata), 10)
  })

  test('says nothing where nobody or everybody had it', () => {
    expect(exactTest([{ sizes: [3, 4], hits: [0, 0] }])).toBeUndefined()
    expect(exactTest([{ sizes: [3, 4], hits: [3, 4] }])).toBeUndefined()
    expect(compareShares([{ sizes: [3, 0], hits: [1, 0] }])).toBeUndefined()
  })
})

describe('dealing out', () => {
  test('goes through all possibilities where they are few, one by one', () => {
    const stratum: UnitStratum = { scores: [1, 2, 4, 7, 11, 16], groups: [0, 0, 0, 1, 1, 1] }
    // Of 20 ways to choose three of six, the two extreme ones lie as far apart as these do.
    expect(dealtTest([stratum], 2)).toEqual({ p: 2 / 20, how: 'exact' })
  })

  test('over two strata counts every pair of their possibilities', () => {
    const one: UnitStratum = { scores: [0, 1, 2], groups: [0, 1, 1] }
    const other: UnitStratum = { scores: [0, 5], groups: [0, 1] }
    // 3 × 2 possibilities; sums of the first group 0, 1, 2 with 0 or 5, mean 3.5: 0 and 7 are farthest.
    expect(dealtTest([one, other], 2)).toEqual({ p: 2 / 6, how: 'exact' })
  })

  test('by chance comes near to the exact test, and never says 0', () => {
    const counted = [{ sizes: [14, 15], hits: [11, 4] }]
    const units = counted.map(({ sizes, hits }) => ({
      groups: sizes.flatMap((size, g) => Array.from({ length: size }, () => g)),
      scores: sizes.flatMap((size, g) =>
        Array.from({ length: size }, (_, i) => (i < hits[g]! ? 1 : 0)),
      ),
    }))
    const { p, how } = dealtTest(units, 2)!
    expect(how).toBe('simulated')
    expect(Math.abs(p - exactTest(counted)!)).toBeLessThan(0.01)
    const apart = { scores: Array.from({ length: 60 }, (_, i) => (i < 30 ? 0 : 1)) }
    const groups = apart.scores.slice()
    expect(dealtTest([{ ...apart, groups }], 2)!.p).toBe(1 / 10_000)
  })
})

const timed = (groups: number) =>
  fc.array(fc.record({ time: fc.nat(9), happened: fc.boolean(), group: fc.nat(groups - 1) }), {
    minLength: 2,
    maxLength: 14,
  })

describe('whatever the numbers', () => {
  test('no answer depends on the order of groups or strata', () => {
    fc.assert(
      fc.property(fc.array(stratumOf(3, 4), { minLength: 1, maxLength: 3 }), (strata) => {
        const turned = strata
          .map(({ sizes, hits }) => ({ sizes: sizes.toReversed(), hits: hits.toReversed() }))
          .reverse()
        const [one, other] = [compareShares(strata), compareShares(turned)]
        expect(other?.how).toBe(one?.how)
        if (one) expect(other!.p).toBeCloseTo(one.p, 8)
      }),
      { numRuns: 60 },
    )
    fc.assert(
      fc.property(fc.array(timed(3), { minLength: 1, maxLength: 2 }), (strata) => {
        const turned = strata
          .map((one) => one.map((unit) => ({ ...unit, group: 2 - unit.group })).reverse())
          .reverse()
        const [one, other] = [logRank(strata, 3), logRank(turned, 3)]
        expect(other?.df).toBe(one?.df)
        if (one) expect(other!.statistic).toBeCloseTo(one.statistic, 6)
      }),
      { numRuns: 60 },
    )
  })

  test('with one stratum the general test is Pearson’s, less one unit', () => {
    fc.assert(
      fc.property(stratumOf(3, 8), ({ sizes, hits }) => {
        const [n, m] = [sum(sizes), sum(hits)]
        fc.pre(m > 0 && m < n && sizes.filter((one) => one > 0).length > 1)
        const pearson = sum(
          sizes.map((size, g) => {
            if (!size) return 0
            const [yes, no] = [(size * m) / n, (size * (n - m)) / n]
            return (hits[g]! - yes) ** 2 / yes + (size - hits[g]! - no) ** 2 / no
          }),
        )
        const { statistic, df } = scoreTest([{ sizes, sums: hits, squares: m }])!
        expect(statistic).toBeCloseTo((pearson * (n - 1)) / n, 8)
        expect(df).toBe(sizes.filter((one) => one > 0).length - 1)
      }),
    )
  })

  test('the scores of a group add up to what was observed less what was expected', () => {
    fc.assert(
      fc.property(timed(2), (units: Timed[]) => {
        const test = logRank([units], 2)
        fc.pre(test !== undefined)
        const scores = logRankScores(units)
        const first = sum(scores.filter((_, i) => units[i]!.group === 0))
        expect(first).toBeCloseTo(test!.observed[0]! - test!.expected[0]!, 9)
      }),
    )
  })

  test('a share lies within its interval, and the interval within 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (hits, others) => {
        const n = hits + others
        fc.pre(n > 0)
        const { low, high } = shareInterval(hits, n)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(hits / n + 1e-12)
        expect(high).toBeGreaterThanOrEqual(hits / n - 1e-12)
      }),
    )
  })
})

describe('where nothing differs', () => {
  const below = seeded(20_261_126)
  const roll = (n: number) => below(n)

  test('shares give a p below 0.05 in no more than about one of twenty trials', () => {
    const ps = Array.from({ length: 400 }, () => {
      const strata = [0.2, 0.6].map((share) => {
        const sizes = [8 + roll(8), 8 + roll(8), 8 + roll(8)]
        const hits = sizes.map(
          (size) =>
            Array.from({ length: size }, () => roll(1000) < share * 1000).filter(Boolean).length,
        )
        return { sizes, hits }
      })
      return compareShares(strata)?.p ?? 1
    })
    const under = (limit: number) => ps.filter((p) => p <= limit).length / ps.length
    // Three standard errors above what must come out at most; exact tests stay below it.
    expect(under(0.05)).toBeLessThan(0.083)
    expect(under(0.5)).toBeLessThan(0.575)
    expect(under(0.5)).toBeGreaterThan(0.35)
  })

  test('times do so too, with half of them still waited for', () => {
    const ps = Array.from({ length: 300 }, () => {
      const strata = [30, 80].map((slow) =>
        Array.from({ length: 40 }, (_, i) => {
          const [time, until] = [1 + roll(slow), 1 + roll(slow)]
          return { time: Math.min(time, until), happened: time <= until, group: i % 2 }
        }),
      )
      return compareTimes(strata, 2)!.p
    })
    const under = (limit: number) => ps.filter((p) => p <= limit).length / ps.length
    expect(under(0.05)).toBeLessThan(0.09)
    expect(under(0.5)).toBeGreaterThan(0.41)
    expect(under(0.5)).toBeLessThan(0.59)
  })
})
