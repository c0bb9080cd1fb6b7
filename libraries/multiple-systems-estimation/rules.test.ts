import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalBelow, normalQuantile, poissonTails } from './gamma.ts'
import {
  allModels,
  decomposableGraphs,
  type EstimateOptions,
  estimate,
  Fitter,
  highestOrderTilts,
  lowerBound,
  modelName,
  parseModel,
  quantile,
  Random,
  rankAll,
  refuseHopeless,
  searchRanking,
  stepwise,
  type TableProblem,
  table,
  tableOf,
  unequalChances,
} from './index.ts'
import { supersetSums } from './table.ts'

const marks = (cell: number, lists: number) =>
  Array.from({ length: lists }, (_, list) => (cell >> list) & 1)

/** A table from counts of the cells 1, 2, 3, …, 2^k − 1. */
function from(...counts: number[]) {
  const lists = Math.log2(counts.length + 1)
  return tableOf(
    Array.from({ length: lists }, (_, list) => 'ABCDEFGH'[list]!),
    counts.map((count, at) => ({ on: marks(at + 1, lists), count })),
  )
}

/** Table 2 of Chan, Silverman & Vincent (2021): 40, 30, 20 on one list each, 6 on the first two. */
const artificial = from(40, 30, 6, 20, 0, 0, 0)

const problemOf = (make: () => unknown): string => {
  try {
    make()
  } catch (trouble) {
    return (trouble as TableProblem).code
  }
  return 'none'
}

describe('a table is refused, with the reason and the remedy', () => {
  const row = (on: number[], count = 1) => ({ on, count })
  test.each([
    ['too-few-lists', ['A', 'B'], [row([1, 1], 5)]],
    ['duplicate-list', ['A', 'B', 'A'], [row([1, 1, 0], 5)]],
    ['bad-count', ['A', 'B', 'C'], [row([1, 1, 0], -1)]],
    ['bad-count', ['A', 'B', 'C'], [row([1, 1, 0], 1.5)]],
    ['bad-mark', ['A', 'B', 'C'], [row([1, 2, 0])]],
    ['nobody', ['A', 'B', 'C'], [row([1, 1, 0], 0)]],
  ])('%s', (code, lists, rows) => {
    expect(problemOf(() => tableOf(lists, rows))).toBe(code)
  })

  test('two columns with the same people are one list', () => {
    const rows = [row([1, 1, 0], 9), row([0, 0, 1], 9), row([1, 1, 1], 3)]
    expect(problemOf(() => tableOf(['A', 'B', 'C'], rows))).toBe('duplicate-list')
  })

  test('a list without overlap is refused as hopeless, and only by who asks', () => {
    expect(problemOf(() => refuseHopeless(artificial))).toBe('no-overlap')
  })

  test('more lists than can be filled', () => {
    const lists = Array.from({ length: 13 }, (_, at) => `L${at}`)
    expect(problemOf(() => tableOf(lists, []))).toBe('too-many-lists')
  })

  test('an estimate of it never starts, and even so it is marked red', async () => {
    await expect(estimate(artificial, { threads: 0 })).rejects.toMatchObject({ code: 'no-overlap' })
    const report = await estimate(artificial, { threads: 0, evenSo: true, ...quick })
    expect(report.warnings).toContainEqual(
      expect.objectContaining({ code: 'no-overlap', grade: 'red' }),
    )
  })
})

const quick: EstimateOptions = { bootstraps: 60, methods: ['stepwise', 'bic', 'graphs'] }

describe('a table is the same', () => {
  test('in any order of rows, with zero cells given or left out, and with a row of nobody', () => {
    const lists = ['A', 'B', 'C']
    const rows = [
      { on: [1, 0, 0], count: 40 },
      { on: [0, 1, 0], count: 30 },
      { on: [1, 1, 0], count: 6 },
      { on: [0, 0, 1], count: 20 },
    ]
    const more = [...rows, { on: [0, 0, 0], count: 7 }, { on: [1, 1, 1], count: 0 }].reverse()
    expect(tableOf(lists, more)).toEqual(tableOf(lists, rows))
  })

  test('as rows of people', () => {
    const people = [0, 1, 2, 3, 4, 5].map((at) => ({ on: marks(1 + (at % 4), 3), count: 1 }))
    expect([...tableOf(['A', 'B', 'C'], people).counts]).toEqual([0, 2, 2, 1, 1, 0, 0, 0])
  })
})

describe('existence and identifiability', () => {
  // The truth table of Chan, Silverman & Vincent (2021), Table 2 and its discussion.
  test.each([
    ['[1,2,3]', 0],
    ['[12,3]', 1],
    ['[13,2]', 0],
    ['[23,1]', 0],
    ['[12,13]', 1],
    ['[12,23]', 1],
    ['[13,23]', 0],
    ['[12,13,23]', 2],
  ])('%s has code %i on their artificial table', (name, code) => {
    expect(new Fitter(artificial).code(parseModel(3, name))).toBe(code)
  })

  test('agrees with proportional fitting run for long, on every support of three lists', () => {
    for (const model of allModels(3, 2)) {
      for (let support = 1; support < 128; support++) {
        const counts = new Float64Array(8)
        for (let cell = 1; cell < 8; cell++) counts[cell] = (support >> (cell - 1)) & 1
        const fitter = new Fitter(table(['A', 'B', 'C'], counts))
        const exists = (fitter.code(model) & 1) === 0
        expect(exists, `${modelName(model)} on ${[...counts]}`).toBe(slowlyExists(model, counts))
      }
    }
  })
})

/** Iterative proportional fitting: where the estimate does not exist, some mean goes to nothing. */
function slowlyExists(model: readonly number[], counts: Float64Array): boolean {
  const over = supersetSums(counts)
  const terms = model.filter((term) => over[term]! > 0)
  const gone = model.filter((term) => over[term] === 0)
  const mean = counts.map((_, cell) =>
    cell && gone.every((term) => (cell & term) !== term) ? 1 : 0,
  )
  const kept = [...mean.keys()].filter((cell) => mean[cell]! > 0)
  for (let round = 0; round < 4000; round++) {
    for (const term of terms) {
      const inside = kept.filter((cell) => (cell & term) === term)
      const outside = kept.filter((cell) => (cell & term) !== term)
      const now = inside.reduce((sum, cell) => sum + mean[cell]!, 0)
      for (const cell of inside) mean[cell]! *= over[term]! / now
      const rest = outside.reduce((sum, cell) => sum + mean[cell]!, 0)
      const target = counts.reduce((sum, one) => sum + one, 0) - over[term]!
      if (outside.length) for (const cell of outside) mean[cell]! *= rest > 0 ? target / rest : 0
    }
  }
  return kept.every((cell) => mean[cell]! > 0.004)
}

describe('numbers that can be worked out by hand', () => {
  test('with lists 1 and 2 independent given 3, the unseen are 40 · 30 / 6', () => {
    const fit = new Fitter(artificial).fit(parseModel(3, '[13,23]'))!
    expect(fit.unseen).toBeCloseTo(200, 6)
  })

  test('with all pairs the unseen are the product of odd cells over that of even ones', () => {
    const whole = from(247, 112, 142, 60, 49, 12, 4)
    const c = whole.counts
    const byHand = (c[1]! * c[2]! * c[4]! * c[7]!) / (c[3]! * c[5]! * c[6]!)
    const fit = new Fitter(whole).fit(parseModel(3, '[12,13,23]'))!
    expect(fit.unseen / byHand).toBeCloseTo(1, 8)
    const tilts = highestOrderTilts(whole, [1, 2])
    expect(tilts[0]!.total).toBeCloseTo(whole.n + byHand, 6)
    expect(tilts[1]!.total).toBeCloseTo(whole.n + 2 * byHand, 6)
  })

  test('with list 3 independent of the other two together, the margin gives the number', () => {
    // P(on 3) is read off those on 1 or 2; the rest follows: N = n3 (n12 or more) / both.
    const whole = from(30, 20, 10, 25, 6, 4, 2)
    const c = whole.counts
    const others = c[1]! + c[2]! + c[3]! + c[5]! + c[6]! + c[7]!
    const both = c[5]! + c[6]! + c[7]!
    const n3 = c[4]! + both
    const fit = new Fitter(whole).fit(parseModel(3, '[12,3]'))!
    expect(fit.total).toBeCloseTo((others * n3) / both, 6)
  })

  test('Chao’s bound', () => {
    // once 90, twice 6: 96 + (2/3) 90² / 12
    expect(lowerBound(artificial).total).toBeCloseTo(96 + ((2 / 3) * 90 ** 2) / 12, 9)
  })

  test('quantiles of type 8: of 1, 2, 3, 4 the median is 2.5, and the lowest is reached before 0', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBeCloseTo(2.5, 12)
    expect(quantile([1, 2, 3, 4], 0.01)).toBe(1)
    // (4 + 1/3) · 0.25 + 1/3 = 1.41667
    expect(quantile([1, 2, 3, 4], 0.25)).toBeCloseTo(1.416666666666667, 12)
  })

  test('tails and quantiles of the usual distributions', () => {
    expect(normalBelow(1.959963984540054)).toBeCloseTo(0.975, 14)
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 13)
    expect(normalBelow(-10) / 7.6198530241605e-24).toBeCloseTo(1, 10)
    // e⁻² (1 + 2 + 2)
    expect(poissonTails(2, 2).below).toBeCloseTo(5 * Math.exp(-2), 14)
    expect(poissonTails(3, 2).above).toBeCloseTo(1 - 5 * Math.exp(-2), 14)
  })
})

describe('models', () => {
  test('there are 8, 113 and 6,893 below the highest order for 3, 4 and 5 lists', () => {
    expect([3, 4, 5].map((lists) => [...allModels(lists, lists - 1)].length)).toEqual([
      8, 113, 6893,
    ])
  })

  test('there are 8, 61, 822 and 18,154 decomposable graphs', () => {
    expect([3, 4, 5, 6].map((lists) => decomposableGraphs(lists).length)).toEqual([
      8, 61, 822, 18154,
    ])
  })

  test('are named as R names them, and read back', () => {
    for (const name of ['[123,14,34]', '[12,13,4]', '[134,12,23]', '[1,2,3]'])
      expect(modelName(parseModel(4, name)).replace(',4]', ']')).toBe(name.replace(',4]', ']'))
  })

  test('the search finds the best of all models where going downhill does not', () => {
    // UK National Crime Agency 2013 in five lists (Home Office 2014; Silverman 2014):
    // LA, NG, PF+NCA, GO, GP. From independent lists downhill ends at 12,262.
    const fitter = new Fitter(uk5)
    const all = rankAll(fitter, 4).models[0]!
    const found = searchRanking(fitter, { order: 4, window: 8, mostFits: 20_000 }).models[0]!
    expect(all.name).toBe('[123,25,34]')
    expect(found.name).toBe(all.name)
  })
})

const uk5 = tableOf(
  ['LA', 'NG', 'PFNCA', 'GO', 'GP'],
  (
    [
      ['10000', 54],
      ['01000', 463],
      ['00100', 995],
      ['00010', 695],
      ['00001', 316],
      ['11000', 15],
      ['10100', 19],
      ['10010', 3],
      ['01100', 62],
      ['01010', 19],
      ['01001', 1],
      ['00110', 76],
      ['00101', 11],
      ['00011', 8],
      ['11100', 1],
      ['11010', 1],
      ['01110', 4],
      ['11110', 1],
    ] as const
  ).map(([cell, count]) => ({ on: [...cell].map(Number), count })),
)

describe('what is said of few people', () => {
  test('names no number below 5', async () => {
    const few = from(60, 50, 2, 40, 1, 1, 0)
    const report = await estimate(few, { threads: 0, ...quick })
    const found = report.warnings.find(({ code }) => code === 'little-overlap')!
    expect(found).toMatchObject({ grade: 'red', values: { shared: '<5' } })
    expect(found.text).not.toMatch(/\b4 people/)
  })
})

describe('runs', () => {
  const whole = from(120, 90, 18, 80, 14, 12, 3)

  test('the order of the lists changes no number', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 15, maxLength: 15 }),
        (counts) => {
          const one = from(...counts)
          const order = [2, 0, 3, 1]
          const turned = tableOf(
            order.map((at) => one.lists[at]!),
            counts.map((count, at) => ({
              on: order.map((list) => ((at + 1) >> list) & 1),
              count,
            })),
          )
          const [a, b] = [one, turned].map((each) => rankAll(new Fitter(each), 3).models)
          expect(b![0]!.bic).toBeCloseTo(a![0]!.bic, 6)
        },
      ),
      { numRuns: 15 },
    )
  })

  test('the same seed gives the same report with no, one and two threads', async () => {
    const options: EstimateOptions = { ...quick, seed: 9 }
    const reports = [
      await estimate(whole, { ...options, threads: 0 }),
      await estimate(whole, { ...options, threads: 1 }),
      await estimate(whole, { ...options, threads: 2 }),
    ]
    expect(reports[1]).toEqual(reports[0])
    expect(reports[2]).toEqual(reports[0])
    const other = await estimate(whole, { ...options, threads: 0, seed: 10 })
    expect(other.methods.stepwise!.upper).not.toBe(reports[0]!.methods.stepwise!.upper)
  })

  test('can be stopped, and then give no report', async () => {
    const abort = new AbortController()
    const running = estimate(whole, {
      threads: 1,
      signal: abort.signal,
      onProgress: () => abort.abort(new Error('enough')),
    })
    await expect(running).rejects.toThrow('enough')
  })

  test('say how far they are, never backwards, and end at the end', async () => {
    const said: number[] = []
    await estimate(whole, { ...quick, threads: 0, onProgress: ({ done }) => said.push(done) })
    expect(said).toEqual([...said].sort((a, b) => a - b))
    expect(said.at(-1)).toBeCloseTo(1, 9)
  })

  test('a share out of every list’s reach divides the range, and changes no estimate', async () => {
    const report = await estimate(whole, { threads: 0, ...quick })
    const half = report.reach.find(({ share }) => share === 0.5)!
    expect(half.lowest).toBeCloseTo(2 * report.range.lowest, 9)
    expect(half.upper).toBeCloseTo(2 * report.range.upper, 9)
    expect(report.reach.map(({ share }) => share)).toEqual([0.1, 0.25, 0.5])
  })

  test('people who all are found alike show no spread, and their number is that of independent lists', () => {
    // 1,000 people, each list finds one in five: 512 nowhere, 128 alone, 32 on two, 8 on all.
    const alike = from(128, 128, 32, 128, 32, 32, 8)
    const own = unequalChances(alike)!
    expect(own.spread).toBeCloseTo(0, 6)
    expect(own.total).toBeCloseTo(1000, 4)
    expect(own.lower).toBeLessThan(1000)
    expect(own.upper).toBeGreaterThan(1000)
  })

  test('three lists that all go together to one degree give the number that made them', () => {
    // exp(β0 + Σ β + τ pairs) with odds ratio 2: unseen 400, alone 100 each, in two 50, in three 50.
    const own = unequalChances(from(100, 100, 50, 100, 50, 50, 50))!
    expect(Math.exp(own.spread)).toBeCloseTo(2, 6)
    expect(own.total).toBeCloseTo(500 + 400, 3)
  })

  test('never print one number: the bound and independence stay whatever is asked', async () => {
    const report = await estimate(whole, { threads: 0, methods: ['average'] })
    expect(Object.keys(report.methods)).toEqual(['lower-bound', 'independent', 'average'])
  })

  test('random numbers have the mean and spread of what they are drawn from', () => {
    const random = new Random(1)
    const draws = (make: () => number) => Array.from({ length: 40_000 }, make)
    const check = (values: number[], mean: number, variance: number) => {
      const own = values.reduce((sum, one) => sum + one, 0) / values.length
      const spread = values.reduce((sum, one) => sum + (one - own) ** 2, 0) / values.length
      expect(Math.abs(own - mean) / Math.sqrt(variance)).toBeLessThan(0.03)
      expect(Math.abs(spread / variance - 1)).toBeLessThan(0.06)
    }
    check(
      draws(() => random.normal()),
      0,
      1,
    )
    check(
      draws(() => random.gamma(0.3)),
      0.3,
      0.3,
    )
    check(
      draws(() => random.gamma(7)),
      7,
      7,
    )
    check(
      draws(() => random.binomial(9, 0.2)),
      1.8,
      1.44,
    )
    check(
      draws(() => random.binomial(400, 0.3)),
      120,
      84,
    )
    check(
      draws(() => random.binomial(400, 0.8)),
      320,
      64,
    )
    check(
      draws(() => random.poisson(3)),
      3,
      3,
    )
    check(
      draws(() => random.poisson(250)),
      250,
      250,
    )
  })

  test('a table of eight lists is carried', async () => {
    const random = new Random(4)
    const rows = Array.from({ length: 2000 }, () => ({
      on: Array.from({ length: 8 }, (_, list) => (random.uniform() < 0.06 + list * 0.01 ? 1 : 0)),
      count: 1,
    })).filter(({ on }) => on.includes(1))
    const lists = Array.from({ length: 8 }, (_, at) => `L${at}`)
    const own = stepwise(new Fitter(tableOf(lists, rows)), 0.02)!
    expect(Math.abs(own.fit.total / 2000 - 1)).toBeLessThan(0.15)
  })
})
