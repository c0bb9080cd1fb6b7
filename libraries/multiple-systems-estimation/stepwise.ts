import type { Fit, Fitter } from './fit.ts'
import { poissonTails } from './gamma.ts'
import { modelName, modelOf, pairsOf } from './model.ts'
import { listsOf, sumUp } from './table.ts'

export interface Selected {
  model: number[]
  fit: Fit
}

/**
 * Forward selection of pairs (Chan, Silverman & Vincent 2021): from independent lists, add the
 * pair whose observed overlap is least likely under the fit, one-sided, while that is below
 * `threshold` and the estimate exists. Ties go to the earlier pair in the order 12, 13, …, 23, ….
 */
export function stepwise(fitter: Fitter, threshold: number): Selected | undefined {
  const lists = listsOf(fitter.table)
  const pairs = pairsOf(lists)
  let model = modelOf(lists, [])
  let fit = fitter.code(model) === 0 ? fitter.fit(model) : undefined
  while (fit) {
    const step = nextStep(fitter, model, fit, pairs, threshold)
    if (!step) return { model, fit }
    model = step.model
    fit = step.fit
  }
  return undefined
}

function nextStep(
  fitter: Fitter,
  model: number[],
  fit: Fit,
  pairs: readonly number[],
  threshold: number,
): Selected | undefined {
  const expected = fit.mean.slice()
  sumUp(expected)
  const candidates = pairs
    .filter((pair) => !model.includes(pair))
    .map((pair) => {
      const { below, above } = poissonTails(fitter.over[pair]!, expected[pair]!)
      return { pair, p: Math.min(below, above) }
    })
    .filter(({ p }) => p < threshold)
    .sort((a, b) => a.p - b.p)
  // Whether the estimate exists is asked only of pairs that would be taken: the answer costs more than the fit.
  for (const { pair } of candidates) {
    const larger = [...model, pair].sort((a, b) => a - b)
    if (fitter.code(larger) !== 0) continue
    const next = fitter.fit(larger)
    if (next) return { model: larger, fit: next }
  }
  return undefined
}

export interface ThresholdStep {
  threshold: number
  model: string
  total: number
}

/** How the choice of the threshold moves the estimate. */
export function thresholdPath(
  fitter: Fitter,
  thresholds: readonly number[] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1],
): ThresholdStep[] {
  return thresholds.flatMap((threshold) => {
    const found = stepwise(fitter, threshold)
    return found ? [{ threshold, model: modelName(found.model), total: found.fit.total }] : []
  })
}
