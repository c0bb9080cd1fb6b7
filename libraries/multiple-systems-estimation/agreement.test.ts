import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  acceleration,
  accelerations,
  allModels,
  bayesianThresholding,
  bcaLimits,
  bestByNumber,
  decomposablePosterior,
  Fitter,
  type ListTable,
  latentChain,
  modelName,
  parseModel,
  rankAll,
  stepwise,
  stepwiseAcceleration,
  table,
  tableOf,
  unequalChances,
} from './index.ts'
import { summary } from './tasks.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = join(process.env.PANAH_SHARED ?? join(root, '../shared'), 'data/stats/mse')
const there = existsSync(folder)

const text = (name: string) => readFileSync(join(folder, name), 'utf8')
const json = (name: string) => JSON.parse(text(name))
const lines = (name: string) =>
  text(name)
    .trim()
    .split('\n')
    .map((line) => line.replaceAll('"', '').split(','))
const has = (name: string) => existsSync(join(folder, name))

function tableNamed(set: string): ListTable {
  const [header, ...rows] = lines(`mse_${set}.csv`)
  return tableOf(
    header!.slice(0, -1),
    rows.map((row) => ({ on: row.slice(0, -1).map(Number), count: Number(row.at(-1)) })),
  )
}

/** R's own resampled tables, and what R made of each. */
function replicates(name: string, whole: ListTable, results: number) {
  const [header, ...rows] = lines(name)
  const masks = header!
    .slice(0, -results)
    .map((cell) => [...cell].reduce((mask, mark, at) => mask | (Number(mark) << at), 0))
  return rows.map((row) => {
    const counts = new Float64Array(whole.counts.length)
    masks.forEach((mask, at) => {
      counts[mask] = Number(row[at])
    })
    return { whole: table(whole.lists, counts), results: row.slice(-results).map(Number) }
  })
}

const off = (own: number, theirs: number) => Math.abs(own / theirs - 1)
const worst = (own: readonly number[], theirs: readonly number[]) =>
  Math.max(...own.map((value, at) => off(value, theirs[at]!)))

const sets = there
  ? ['UK6', 'UK5', 'UK4', 'Ned6', 'Ned5', 'Kosovo', 'Artificial3', 'HIV'].filter((set) =>
      has(`mse_${set}.csv`),
    )
  : []

describe.runIf(there)('with the outputs of R beside the checkout (PANAH_SHARED)', () => {
  describe.each(sets)('%s', (set) => {
    const whole = tableNamed(set)
    const fitter = new Fitter(whole)
    const point = json(`mse_${set}_ref_point.json`)

    test('independent lists and every stepwise threshold give R’s number, BIC and model', () => {
      const main = fitter.fit(parseModel(whole.lists.length, point.main.model))!
      expect(off(main.total, point.main.N)).toBeLessThan(1e-9)
      expect(off(main.bic, point.main.bic)).toBeLessThan(1e-9)
      expect(off(main.deviance, point.main.deviance)).toBeLessThan(1e-9)
      expect(main.iterations).toBe(point.main.iter)
      for (const { pthresh, N, model, bic } of point.stepwise) {
        const own = stepwise(fitter, pthresh)!
        expect(modelName(own.model)).toBe(model)
        expect(off(own.fit.total, N)).toBeLessThan(1e-9)
        expect(off(own.fit.bic, bic)).toBeLessThan(1e-9)
      }
    })

    test('existence and identifiability have R’s code', () => {
      for (const { model, code } of point.single_pair_checks)
        expect(fitter.code(parseModel(whole.lists.length, model)), model).toBe(code)
      const pairs = [...allModels(whole.lists.length, 2)].at(-1)!
      expect(fitter.code(pairs)).toBe(point.check_allpairs)
    })

    test.runIf(has(`mse_${set}_ref_stepwise_boot.json`))(
      'fed R’s resamples, every stepwise replicate, the acceleration and the limits are R’s',
      () => {
        const boot = json(`mse_${set}_ref_stepwise_boot.json`)
        const own: number[] = []
        for (const one of replicates(`mse_${set}_stepwise_boot_reps.csv`, whole, 1)) {
          const total = stepwise(new Fitter(one.whole), boot.pthresh)!.fit.total
          expect(off(total, one.results[0]!)).toBeLessThan(1e-8)
          own.push(total)
        }
        const a = stepwiseAcceleration(whole, boot.pthresh)
        expect(off(a, boot.ahat)).toBeLessThan(1e-8)
        const limits = bcaLimits(boot.popest, own, a, boot.alpha)
        expect(worst(limits.bca, boot.BCa)).toBeLessThan(1e-8)
        expect(worst(limits.percentile, boot.percentile)).toBeLessThan(1e-8)
      },
    )

    for (const order of [2, 3, 4]) {
      const file = `mse_${set}_bic_all_maxorder${order}.csv`
      test.runIf(has(file))(`all models to order ${order}: the same ones, numbers and BICs`, () => {
        const theirs = new Map(
          [...text(file).matchAll(/"(\[.*?\])",([^,]*),([^,]*)/g)].map(([, name, total, bic]) => [
            name!,
            { total: Number(total), bic: Number(bic) },
          ]),
        )
        const { models } = rankAll(fitter, order)
        expect(models.length).toBe(theirs.size)
        for (const { name, total, bic } of models) {
          expect(off(total, theirs.get(name)!.total), name).toBeLessThan(1e-9)
          expect(off(bic, theirs.get(name)!.bic), name).toBeLessThan(1e-7)
        }
      })

      const reference = `mse_${set}_ref_bic_boot_maxorder${order}.json`
      test.runIf(has(reference))(
        `BIC choice to order ${order}: replicates and limits are R’s`,
        () => {
          const boot = json(reference)
          const ranking = rankAll(fitter, order).models.slice(0, boot.ntopmodels)
          expect(ranking.map(({ name }) => name)).toEqual(boot.models)
          const models = ranking.map(({ model }) => model)
          const rows = replicates(`mse_${set}_bic_boot_reps_maxorder${order}.csv`, whole, 2).map(
            (one) => {
              const totals = bestByNumber(one.whole, models, true)
              expect(off(totals.at(-1)!, one.results[0]!)).toBeLessThan(1e-8)
              expect(off(totals[0]!, one.results[1]!)).toBeLessThan(1e-8)
              return totals
            },
          )
          const as = accelerations(whole, models)
          expect(worst(as, boot.ahat)).toBeLessThan(1e-8)
          models.forEach((_, at) => {
            const totals = rows.map((row) => row[at]!)
            const { bca } = bcaLimits(boot.popest, totals, as[at]!, boot.alpha)
            expect(worst(bca, boot.BCa_by_ntop[at])).toBeLessThan(1e-8)
          })
        },
      )
    }

    const other = `mse_${set}_ref_other.json`
    test.runIf(has(other) && json(other).Rcapture_closedpMS)(
      'numbers and standard errors are Rcapture’s',
      () => {
        const { top10_models, top10 } = json(other).Rcapture_closedpMS
        top10_models.forEach((name: string, at: number) => {
          const model = parseModel(whole.lists.length, name)
          if (fitter.code(model) !== 0) return
          const fit = fitter.fit(model)!
          expect(off(fit.total, top10[at][0])).toBeLessThan(1e-8)
          expect(off(fit.error, top10[at][1])).toBeLessThan(1e-5)
        })
      },
    )

    test.runIf(has(other))(
      'people found unequally: the number is that of Rcapture’s Mth Darroch, where that settled',
      () => {
        const { rows, values } = json(other).Rcapture_closedp_t
        const [mt, darroch] = ['Mt', 'Mth Darroch'].map((name) => values[rows.indexOf(name)])
        if (darroch.at(-1) !== 0) return
        const own = unequalChances(whole)!
        // A spread below 0 counts as none: then it is the number of independent lists.
        expect(off(own.total, own.z > 0 ? darroch[0] : mt[0])).toBeLessThan(1e-6)
      },
    )

    for (const key of ['dga_msetools', 'dga_default']) {
      test.runIf(has(other) && json(other)[key])(`${key}: quantiles of decomposable graphs`, () => {
        const theirs = json(other)[key]
        // dga's own grid is every number to ten times the observed; MSETools takes 1,000 steps to thirty.
        const grid =
          key === 'dga_default'
            ? Array.from({ length: 10 * whole.n }, (_, at) => at + 1)
            : undefined
        const own = decomposablePosterior(whole, { grid })
        expect([0.025, 0.05, 0.5, 0.95, 0.975].map(own.quantile)).toEqual(
          ['q025', 'q05', 'q50', 'q95', 'q975'].map((q) => theirs.q[q]),
        )
        expect(off(own.mean, theirs.post_mean)).toBeLessThan(1e-9)
        expect(own.mode).toBe(theirs.mode)
      })
    }

    test.runIf(has(`mse_${set}_ref_bayesthresh.json`))(
      'Bayesian thresholding keeps R’s pairs, with R’s median within 3 %',
      () => {
        const { runs } = json(`mse_${set}_ref_bayesthresh.json`)
        type Run = { popest: number; ratios: Record<string, number> }
        for (const [name, run] of Object.entries<Run>(runs)) {
          // A pair that R itself found within 0.05 of the threshold is in or out by its seed.
          if (Object.values(run.ratios).some((ratio) => Math.abs(ratio - 2) < 0.05)) continue
          const own = bayesianThresholding(whole, {
            seed: 3,
            order: name.endsWith('3') ? 3 : 2,
            prior: name.startsWith('improper') ? 'flat' : 'normal',
          })!
          expect(off(own.median, run.popest), name).toBeLessThan(0.03)
        }
      },
    )

    // Where R's own seeds differ by more there is no median to agree with.
    const seeds: number[] = has(other) ? (json(other).LCMCR?.median_by_seed ?? []) : []
    const agree = seeds.length > 0 && Math.max(...seeds) / Math.min(...seeds) < 1.03
    test.runIf(agree)('latent classes: the median is R’s within 3 %', () => {
      const totals = [0, 1, 2].flatMap((chain) => [
        ...latentChain(whole, { seed: 5, chain }).totals,
      ])
      expect(off(summary(totals).median, json(other).LCMCR.pooled['50%'])).toBeLessThan(0.03)
    })
  })

  test('the jackknife left-out values are R’s', () => {
    const boot = json('mse_UK5_ref_stepwise_boot.json')
    const whole = tableNamed('UK5')
    const cells = lines('mse_UK5_stepwise_boot_reps.csv')[0]!
      .slice(0, -1)
      .map((cell) => [...cell].reduce((mask, mark, at) => mask | (Number(mark) << at), 0))
    const own = cells.map((cell) => {
      const counts = whole.counts.slice()
      counts[cell]!--
      return stepwise(new Fitter(table(whole.lists, counts)), 0.02)!.fit.total
    })
    expect(worst(own, boot.jackknife)).toBeLessThan(1e-9)
    const times = cells.map((cell) => whole.counts[cell]!)
    const a = acceleration(own.map((value, at) => ({ value, times: times[at]! })))
    expect(off(a, boot.ahat)).toBeLessThan(1e-8)
  })
})
