import { averageModels } from './averaging.ts'
import { bcaLimits, type Limits } from './bca.ts'
import { type Crew, gather } from './crew.ts'
import { MOST_LISTS_FOR_GRAPHS } from './decomposable.ts'
import { Fitter } from './fit.ts'
import { modelName, modelOf } from './model.ts'
import type { Ranked, Ranking } from './ranking.ts'
import {
  methods as allMethods,
  assumptionOf,
  assumptions,
  type Checks,
  type Estimate,
  type Method,
  type Report,
  type Warning,
} from './report.ts'
import {
  highestOrderTilts,
  linkageShifts,
  lowerBound,
  outOfReach,
  SHARES_OUT_OF_REACH,
} from './sensitivity.ts'
import { type Selected, stepwise, thresholdPath } from './stepwise.ts'
import { type ListTable, listsOf, refuseHopeless, TableProblem } from './table.ts'
import { summary } from './tasks.ts'
import { unequalChances } from './unequal.ts'
import {
  comparingWarnings,
  extremes,
  failureWarnings,
  intervalWarnings,
  modelWarnings,
  tableWarnings,
  warning,
} from './warnings.ts'

export interface EstimateOptions {
  seed?: number
  bootstraps?: number
  /** Fewer make it quicker; one number alone is never given, so "independent" and "lower-bound" always stay. */
  methods?: readonly Method[]
  /** Worker threads; 0 works on the calling thread. Same results for any number. */
  threads?: number
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
  /** Estimate though {@link refuseHopeless} would refuse; what it found becomes a red warning. */
  evenSo?: boolean
  /** Pairs less likely than this under the fit are added. */
  threshold?: number
}

export interface Progress {
  /** Share of the work done, 0 to 1. */
  done: number
  doing: Method | 'checks'
}

const LEVELS = [0.025, 0.975]
const CHAINS = 4
const REPLICATES_AT_ONCE = 100

/**
 * Everything about one table: the estimates side by side, what each takes for granted, and every
 * reason to doubt. Throws {@link TableProblem} where no assumption can be defended.
 */
export async function estimate(table: ListTable, options: EstimateOptions = {}): Promise<Report> {
  if (!options.evenSo) refuseHopeless(table)
  options.signal?.throwIfAborted()
  const crew = gather(options.threads ?? 1, options.signal)
  try {
    return await new Estimation(table, options, crew).report()
  } finally {
    await crew.close()
  }
}

class Estimation {
  readonly #table: ListTable
  readonly #crew: Crew
  readonly #seed: number
  readonly #bootstraps: number
  readonly #threshold: number
  readonly #wanted: ReadonlySet<Method>
  readonly #onProgress: EstimateOptions['onProgress']
  readonly #fitter: Fitter
  readonly #warnings: Warning[]
  readonly #planned: number
  #done = 0
  #byNumber: Checks['byNumberOfModels'] = []

  constructor(table: ListTable, options: EstimateOptions, crew: Crew) {
    this.#table = table
    this.#crew = crew
    this.#seed = options.seed ?? 1
    this.#bootstraps = options.bootstraps ?? 1000
    this.#threshold = options.threshold ?? 0.02
    this.#wanted = new Set<Method>([
      ...(options.methods ?? allMethods),
      'independent',
      'lower-bound',
    ])
    this.#onProgress = options.onProgress
    this.#fitter = new Fitter(table)
    this.#warnings = tableWarnings(table)
    this.#planned = this.#plan()
  }

  async report(): Promise<Report> {
    const selected = stepwise(this.#fitter, this.#threshold)
    if (!selected) {
      throw new TableProblem(
        'no-model',
        'Not even the simplest model has an estimate on this table.',
        'Too few people are on more than one list. Link more lists, or a longer period.',
      )
    }
    const ranking = await this.#work('checks', 5, { kind: 'rank', whole: this.#table })
    const found = await Promise.all([
      this.#lowerBound(),
      this.#independent(),
      this.#wants('unequal') && this.#unequal(),
      this.#wants('stepwise') && this.#stepwise(selected),
      this.#wants('bic') && this.#bic(ranking),
      this.#wants('average') && this.#average(ranking),
      this.#wants('graphs') && this.#graphs(),
      this.#wants('thresholding') && this.#thresholding(),
      this.#wants('latent') && this.#latent(),
      this.#work('checks', 5, { kind: 'drop-one', whole: this.#table }),
      this.#work('checks', 5, { kind: 'internal', whole: this.#table }),
    ])
    const [withoutOneList, internal] = [found[9], found[10]]
    const estimates = found.slice(0, 9).filter((one): one is Estimate => Boolean(one))
    for (const one of estimates) one.warnings.push(...intervalWarnings(one))
    const checks: Checks = {
      withoutOneList,
      internal,
      thresholds: thresholdPath(this.#fitter),
      linkage: linkageShifts(this.#table, selected.model),
      highestOrder: highestOrderTilts(this.#table),
      models: ranking.models.length ? averageModels(ranking.models).models.slice(0, 20) : [],
      refusedModels: ranking.refused.slice(0, 100),
      exhaustive: ranking.exhaustive,
      byNumberOfModels: this.#byNumber,
    }
    return this.#assemble(estimates, checks, ranking, selected)
  }

  #assemble(estimates: Estimate[], checks: Checks, ranking: Ranking, selected: Selected): Report {
    const bound = estimates.find(({ method }) => method === 'lower-bound')!.N
    const modelled = estimates.filter(({ method }) => method !== 'lower-bound')
    const [lowest, highest] = extremes(modelled.map(({ N }) => N))
    const range = {
      lowest,
      highest,
      lower: Math.min(...modelled.map(({ lower }) => lower).filter(Number.isFinite)),
      upper: Math.max(...modelled.map(({ upper }) => upper).filter(Number.isFinite)),
    }
    return {
      lists: [...this.#table.lists],
      listed: this.#table.n,
      seed: this.#seed,
      bootstraps: this.#bootstraps,
      methods: Object.fromEntries(estimates.map((one) => [one.method, one])),
      range,
      warnings: [
        ...this.#warnings,
        ...modelWarnings(ranking, selected.fit, this.#table),
        ...comparingWarnings(estimates, checks, bound),
      ].sort((a, b) => Number(b.grade === 'red') - Number(a.grade === 'red')),
      reach: SHARES_OUT_OF_REACH.map((share) => outOfReach(range, share)),
      assumptions: [...assumptions],
      checks,
    }
  }

  #plan(): number {
    const batches = this.#batches().length
    const weights: Partial<Record<Method, number>> = {
      stepwise: 2 * batches + 1,
      bic: 6 * batches + 2,
      graphs: listsOf(this.#table) > MOST_LISTS_FOR_GRAPHS ? 0 : 4,
      thresholding: 2,
      latent: 12 * CHAINS,
    }
    const methods = [...this.#wanted].reduce((sum, method) => sum + (weights[method] ?? 0), 0)
    return 15 + methods
  }

  #wants(method: Method): boolean {
    return this.#wanted.has(method)
  }

  /** Does a task and says how far everything has come; `weight` is roughly its share of the time. */
  async #work<T extends Parameters<Crew['run']>[0]>(
    doing: Progress['doing'],
    weight: number,
    task: T,
  ) {
    const result = await this.#crew.run(task)
    this.#done += weight
    this.#onProgress?.({ done: this.#done / this.#planned, doing })
    return result
  }

  async #lowerBound(): Promise<Estimate> {
    const { total, lower, upper } = lowerBound(this.#table)
    return this.#estimate('lower-bound', total, lower, upper, 'Chao')
  }

  async #independent(): Promise<Estimate> {
    const model = modelOf(listsOf(this.#table), [])
    const fit = this.#fitter.fit(model)!
    // Log-normal limits of the unseen number (Burnham; Chao 1987).
    const spread = Math.exp(
      1.959963984540054 * Math.sqrt(Math.log1p((fit.error / fit.unseen) ** 2)),
    )
    const { n } = this.#table
    return this.#estimate(
      'independent',
      fit.total,
      n + fit.unseen / spread,
      n + fit.unseen * spread,
      modelName(model),
    )
  }

  async #unequal(): Promise<Estimate | undefined> {
    const found = unequalChances(this.#table)
    if (!found) return undefined
    const { total, lower, upper, spread } = found
    return this.#estimate(
      'unequal',
      total,
      lower,
      upper,
      `odds ratio ${Math.exp(spread).toFixed(2)}`,
    )
  }

  async #stepwise(selected: Selected): Promise<Estimate> {
    const whole = this.#table
    const threshold = this.#threshold
    const [parts, a] = await Promise.all([
      Promise.all(
        this.#batches().map(([from, to]) =>
          this.#work('stepwise', 2, {
            kind: 'stepwise',
            whole,
            threshold,
            seed: this.#seed,
            from,
            to,
          }),
        ),
      ),
      this.#work('stepwise', 1, { kind: 'stepwise-left-out', whole, threshold }),
    ])
    const one = this.#estimate('stepwise', selected.fit.total, 0, 0, modelName(selected.model))
    limit(
      one,
      parts.flatMap((part) => [...part]),
      a,
    )
    return one
  }

  async #bic({ models }: Ranking): Promise<Estimate | undefined> {
    const best = models[0]
    if (!best) return undefined
    const whole = this.#table
    const top = models.slice(0, mostModels(listsOf(whole))).map(({ model }) => model)
    const [parts, as] = await Promise.all([
      Promise.all(
        this.#batches().map(([from, to]) =>
          this.#work('bic', 6, { kind: 'bic', whole, models: top, seed: this.#seed, from, to }),
        ),
      ),
      this.#work('bic', 2, { kind: 'bic-left-out', whole, models: top }),
    ])
    const rows = parts.flat()
    const one = this.#estimate('bic', best.total, 0, 0, best.name)
    limit(
      one,
      rows.map((row) => row.at(-1)!),
      as.at(-1)!,
    )
    this.#byNumber = settling(best, rows, as)
    return one
  }

  async #average({ models }: Ranking): Promise<Estimate | undefined> {
    if (!models.length) return undefined
    const { total, lower, upper, models: heavy } = averageModels(models)
    return this.#estimate('average', total, lower, upper, `${heavy.length} models carry 99 %`)
  }

  async #graphs(): Promise<Estimate | undefined> {
    if (listsOf(this.#table) > MOST_LISTS_FOR_GRAPHS) return undefined
    const found = await this.#work('graphs', 4, { kind: 'graphs', whole: this.#table })
    const one = this.#estimate(
      'graphs',
      found.median,
      found.lower,
      found.upper,
      found.graphs[0]!.name,
    )
    if (found.atEnd > 0.01) {
      one.warnings.push(
        warning(
          'grid-end',
          'amber',
          'Part of the posterior lies beyond thirty times the people listed and is cut off.',
          { share: found.atEnd },
        ),
      )
    }
    return one
  }

  async #thresholding(): Promise<Estimate | undefined> {
    const found = await this.#work('thresholding', 2, {
      kind: 'thresholding',
      whole: this.#table,
      options: { seed: this.#seed },
    })
    if (!found) return undefined
    return this.#estimate('thresholding', found.median, found.lower, found.upper, found.model)
  }

  async #latent(): Promise<Estimate> {
    const chains = await Promise.all(
      Array.from({ length: CHAINS }, (_, chain) =>
        this.#work('latent', 12, {
          kind: 'latent',
          whole: this.#table,
          options: { seed: this.#seed, chain },
        }),
      ),
    )
    const { median, lower, upper } = summary(chains.flatMap(({ totals }) => [...totals]))
    const classes = chains.reduce((sum, one) => sum + one.classes, 0) / CHAINS
    const one = this.#estimate(
      'latent',
      median,
      lower,
      upper,
      `${classes.toFixed(1)} kinds above 5 %`,
    )
    const [low, high] = extremes(chains.map(({ totals }) => summary(totals).median))
    if (high / low > 1.1) {
      one.warnings.push(
        warning(
          'chains-disagree',
          high / low > 2 ? 'red' : 'amber',
          `Four runs from different starts say ${Math.round(low)} to ${Math.round(high)}: this method has not settled.`,
          { low, high },
        ),
      )
    }
    const atBound = chains.reduce((sum, { atBound: share }) => sum + share, 0) / CHAINS
    if (atBound > 0.01) {
      one.warnings.push(
        warning(
          'at-bound',
          'amber',
          'Draws run against the bound of twenty times the people listed: the upper limit is the bound’s.',
          { share: atBound },
        ),
      )
    }
    return one
  }

  #estimate(method: Method, N: number, lower: number, upper: number, model: string): Estimate {
    return { method, N, lower, upper, model, assumption: assumptionOf[method], warnings: [] }
  }

  #batches(): [number, number][] {
    const batches: [number, number][] = []
    for (let from = 0; from < this.#bootstraps; from += REPLICATES_AT_ONCE)
      batches.push([from, Math.min(from + REPLICATES_AT_ONCE, this.#bootstraps)])
    return batches
  }
}

const mostModels = (lists: number) => (lists <= 4 ? 20 : lists <= 6 ? 100 : 20)

/** Gives an estimate its bootstrap limits and says where they do not hold. */
function limit(one: Estimate, replicates: readonly number[], a: number): void {
  const good = replicates.filter((value) => !Number.isNaN(value))
  one.warnings.push(...failureWarnings(replicates.length - good.length, replicates.length || 1))
  if (!good.length) {
    one.lower = Number.NaN
    one.upper = Number.NaN
    return
  }
  const limits: Limits = bcaLimits(one.N, good, a, LEVELS)
  one.lower = limits.bca[0]!
  one.upper = limits.bca[1]!
  if (limits.atLimit) {
    one.warnings.push(
      warning(
        'one-sided',
        'amber',
        'All bootstrap samples lie on one side of the estimate; the limits are plain percentiles.',
      ),
    )
  }
}

/** The limits as more of the best models may be chosen: whether they have settled. */
function settling(best: Ranked, rows: readonly Float64Array[], as: readonly number[]) {
  const numbers = [1, 2, 5, 10, 20, 50, 100].filter((models) => models <= as.length)
  return numbers.map((models) => {
    const totals = rows.map((row) => row[models - 1]!).filter((value) => !Number.isNaN(value))
    const { bca } = bcaLimits(best.total, totals, as[models - 1]!, LEVELS)
    return { models, lower: bca[0]!, upper: bca[1]! }
  })
}
