import { acceleration, type LeftOut } from './bca.ts'
import { type Fit, Fitter } from './fit.ts'
import { allModels, type Model, modelName, modelOf, neighbours, pairsOf } from './model.ts'
import { stepwise } from './stepwise.ts'
import { type ListTable, listsOf, table } from './table.ts'

export interface Ranked {
  model: number[]
  name: string
  total: number
  unseen: number
  error: number
  bic: number
  aic: number
}

export interface Ranking {
  /** Admissible models, best BIC first. */
  models: Ranked[]
  /** Models left out since their estimate does not exist (1) or is not unique (2, 3). */
  refused: { name: string; code: number }[]
  /** All models were tried; otherwise a search found these. */
  exhaustive: boolean
}

const ranked = (model: number[], fit: Fit): Ranked => ({
  model,
  name: modelName(model),
  total: fit.total,
  unseen: fit.unseen,
  error: fit.error,
  bic: fit.bic,
  aic: fit.aic,
})

/** Every hierarchical model up to an order, ranked by BIC. */
export function rankAll(fitter: Fitter, order: number): Ranking {
  const models: Ranked[] = []
  const refused: Ranking['refused'] = []
  for (const model of allModels(listsOf(fitter.table), order)) {
    const code = fitter.code(model)
    const fit = code === 0 ? fitter.fit(model) : undefined
    if (fit) models.push(ranked(model, fit))
    else refused.push({ name: modelName(model), code: code || 2 })
  }
  models.sort((a, b) => a.bic - b.bic)
  return { models, refused, exhaustive: true }
}

export interface SearchLimits {
  order: number
  /** How far above the best BIC a model may lie and still be stepped from. */
  window: number
  mostFits: number
}

/**
 * Looks for the best BIC where the models are too many to try: an Occam's window (Madigan &
 * Raftery 1994). It starts at several distant models and steps on from every model within
 * `window` of the best so far, best first, so that a valley less deep than the window does not
 * hold it: going only downhill from independent lists ends in one on the UK's five lists.
 */
export function searchRanking(fitter: Fitter, limits: SearchLimits): Ranking {
  const lists = listsOf(fitter.table)
  const search = new Search(fitter, limits)
  for (const start of startingPoints(fitter)) search.consider(start)
  for (let at = search.next(); at; at = search.next()) {
    for (const near of neighbours(lists, at.model, limits.order)) search.consider(near)
  }
  const models = [...search.found.values()].sort((a, b) => a.bic - b.bic)
  return { models, refused: search.refused, exhaustive: false }
}

function startingPoints(fitter: Fitter): number[][] {
  const lists = listsOf(fitter.table)
  const pairs = pairsOf(lists)
  const starts = [modelOf(lists, []), modelOf(lists, pairs)]
  for (const pair of pairs) starts.push(modelOf(lists, [pair]))
  for (const threshold of [0.001, 0.02, 0.1]) {
    const found = stepwise(fitter, threshold)
    if (found) starts.push(found.model)
  }
  return starts
}

class Search {
  readonly found = new Map<string, Ranked>()
  readonly refused: Ranking['refused'] = []
  readonly #fitter: Fitter
  readonly #limits: SearchLimits
  readonly #seen = new Set<string>()
  readonly #open: Ranked[] = []
  #best = Infinity
  #fits = 0

  constructor(fitter: Fitter, limits: SearchLimits) {
    this.#fitter = fitter
    this.#limits = limits
  }

  consider(model: number[]): void {
    const key = model.join()
    if (this.#seen.has(key) || this.#fits >= this.#limits.mostFits) return
    this.#seen.add(key)
    this.#fits++
    const code = this.#fitter.code(model)
    const fit = code === 0 ? this.#fitter.fit(model) : undefined
    if (!fit) {
      this.refused.push({ name: modelName(model), code: code || 2 })
      return
    }
    const one = ranked(model, fit)
    this.found.set(key, one)
    this.#best = Math.min(this.#best, one.bic)
    this.#open.push(one)
  }

  /** The best model not yet stepped from; the starting points are stepped from whatever their BIC. */
  next(): Ranked | undefined {
    if (this.#fits >= this.#limits.mostFits) return undefined
    let best = -1
    this.#open.forEach((one, at) => {
      if (best < 0 || one.bic < this.#open[best]!.bic) best = at
    })
    if (best < 0 || this.#open[best]!.bic > this.#best + this.#limits.window) return undefined
    return this.#open.splice(best, 1)[0]
  }
}

/** All models where that is quick, else the search. */
export function rank(fitter: Fitter): Ranking {
  const lists = listsOf(fitter.table)
  if (lists <= 5) return rankAll(fitter, lists - 1)
  // A fit takes ten times as long with nine lists as with seven.
  return searchRanking(fitter, { order: 3, window: 8, mostFits: lists <= 8 ? 20_000 : 3000 })
}

/** The total of the best of several models on each table, when only the first 1, 2, … are allowed. */
export function bestByNumber(
  whole: ListTable,
  models: readonly Model[],
  checked: boolean,
): Float64Array {
  const fitter = new Fitter(whole)
  const totals = new Float64Array(models.length).fill(Number.NaN)
  let lowest = Infinity
  let total = Number.NaN
  models.forEach((model, at) => {
    const fit = checked && fitter.code(model) !== 0 ? undefined : fitter.fit(model)
    if (fit && fit.bic < lowest) {
      lowest = fit.bic
      total = fit.total
    }
    totals[at] = total
  })
  return totals
}

/** Acceleration of the BIC choice for each number of models allowed. */
export function accelerations(whole: ListTable, models: readonly Model[]): number[] {
  const cells = Array.from(whole.counts.keys()).filter((cell) => whole.counts[cell]! > 0)
  const rows = cells.map((cell) => ({
    times: whole.counts[cell]!,
    totals: bestByNumber(oneFewer(whole, cell), models, false),
  }))
  return models.map((_, at) =>
    acceleration(rows.map(({ totals, times }): LeftOut => ({ value: totals[at]!, times }))),
  )
}

export function oneFewer(whole: ListTable, cell: number): ListTable {
  const counts = whole.counts.slice()
  counts[cell]!--
  return table(whole.lists, counts)
}
