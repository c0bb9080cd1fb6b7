import { acceleration, quantile } from './bca.ts'
import { decomposablePosterior, type GraphPosterior } from './decomposable.ts'
import { Fitter } from './fit.ts'
import { type LatentChain, type LatentOptions, latentChain } from './latent-classes.ts'
import type { Model } from './model.ts'
import { Random } from './random.ts'
import { accelerations, bestByNumber, oneFewer, type Ranking, rank } from './ranking.ts'
import { dropOneList, internalCheck, type KnownTruth, type WithoutOne } from './sensitivity.ts'
import { stepwise } from './stepwise.ts'
import { type ListTable, table } from './table.ts'
import { bayesianThresholding, type Thresholded, type ThresholdingOptions } from './thresholding.ts'

/** Pieces of work that a thread can do alone; each depends on its own words only, so the number of threads changes nothing. */
export type Task =
  | {
      kind: 'stepwise'
      whole: ListTable
      threshold: number
      seed: number
      from: number
      to: number
    }
  | { kind: 'stepwise-left-out'; whole: ListTable; threshold: number }
  | { kind: 'rank'; whole: ListTable }
  | { kind: 'bic'; whole: ListTable; models: Model[]; seed: number; from: number; to: number }
  | { kind: 'bic-left-out'; whole: ListTable; models: Model[] }
  | { kind: 'graphs'; whole: ListTable }
  | { kind: 'thresholding'; whole: ListTable; options: ThresholdingOptions }
  | { kind: 'latent'; whole: ListTable; options: LatentOptions }
  | { kind: 'drop-one'; whole: ListTable }
  | { kind: 'internal'; whole: ListTable }

export interface GraphSummary extends Omit<GraphPosterior, 'quantile'> {
  median: number
  lower: number
  upper: number
}

interface Results {
  stepwise: Float64Array
  'stepwise-left-out': number
  rank: Ranking
  bic: Float64Array[]
  'bic-left-out': number[]
  graphs: GraphSummary
  thresholding: Thresholded | undefined
  latent: LatentChain
  'drop-one': WithoutOne[]
  internal: KnownTruth[]
}
export type ResultOf<T extends Task> = Results[T['kind']]

/** Does one task, here and now. */
export function perform(task: Task): Results[keyof Results] {
  switch (task.kind) {
    case 'stepwise':
      return Float64Array.from(
        resamples(task),
        (one) => stepwise(new Fitter(one), task.threshold)?.fit.total ?? Number.NaN,
      )
    case 'stepwise-left-out':
      return stepwiseAcceleration(task.whole, task.threshold)
    case 'rank':
      return rank(new Fitter(task.whole))
    case 'bic':
      return Array.from(resamples(task), (one) => bestByNumber(one, task.models, true))
    case 'bic-left-out':
      return accelerations(task.whole, task.models)
    case 'graphs':
      return summarised(decomposablePosterior(task.whole))
    case 'thresholding':
      return bayesianThresholding(task.whole, task.options)
    case 'latent':
      return latentChain(task.whole, task.options)
    case 'drop-one':
      return dropOneList(task.whole)
    case 'internal':
      return internalCheck(task.whole)
  }
}

/** Bootstrap tables: as many people as observed, drawn from the observed cells. */
export function* resamples(task: {
  whole: ListTable
  seed: number
  from: number
  to: number
}): Generator<ListTable> {
  const { whole, seed, from, to } = task
  for (let replicate = from; replicate < to; replicate++) {
    const counts = new Float64Array(whole.counts.length)
    new Random(seed, replicate).multinomial(whole.n, whole.counts, whole.n, counts)
    yield table(whole.lists, counts)
  }
}

/** Acceleration of the stepwise estimate: the selection is repeated with one person fewer. */
export function stepwiseAcceleration(whole: ListTable, threshold: number): number {
  const leftOut = Array.from(whole.counts.keys())
    .filter((cell) => whole.counts[cell]! > 0)
    .map((cell) => ({
      value: stepwise(new Fitter(oneFewer(whole, cell)), threshold)?.fit.total ?? Number.NaN,
      times: whole.counts[cell]!,
    }))
    .filter(({ value }) => !Number.isNaN(value))
  return acceleration(leftOut)
}

function summarised({ quantile: at, ...rest }: GraphPosterior): GraphSummary {
  return { ...rest, median: at(0.5), lower: at(0.025), upper: at(0.975) }
}

/** Median and 95 % limits of unordered draws. */
export function summary(draws: ArrayLike<number>) {
  const ascending = Float64Array.from(draws).sort()
  return {
    median: quantile(ascending, 0.5),
    lower: quantile(ascending, 0.025),
    upper: quantile(ascending, 0.975),
  }
}
