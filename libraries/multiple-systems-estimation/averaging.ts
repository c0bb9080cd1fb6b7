import { normalBelow } from './gamma.ts'
import type { Ranked } from './ranking.ts'

export interface Averaged {
  total: number
  lower: number
  upper: number
  /** Weights of the models that carry 99 % of it, heaviest first. */
  models: { name: string; total: number; weight: number }[]
}

/**
 * Averages over models with weights exp(−BIC/2) (Raftery 1995). The interval is that of the
 * mixture: each model's unseen number log-normal around its own estimate, so that disagreement
 * between models widens it.
 */
export function averageModels(models: readonly Ranked[], level = 0.95): Averaged {
  const best = models[0]!.bic
  const usable = models.filter(({ unseen, error }) => unseen > 0 && Number.isFinite(error))
  const raw = usable.map(({ bic }) => Math.exp((best - bic) / 2))
  const whole = raw.reduce((sum, one) => sum + one, 0)
  const weighed = usable.map((model, at) => ({ model, weight: raw[at]! / whole }))
  const n = usable[0]!.total - usable[0]!.unseen
  const heavy = weighed.filter(({ weight }) => weight > 1e-9)
  const below = (unseen: number) =>
    heavy.reduce((sum, { model, weight }) => sum + weight * logNormalBelow(unseen, model), 0)
  const tail = (1 - level) / 2
  return {
    total: n + weighed.reduce((sum, { model, weight }) => sum + weight * model.unseen, 0),
    lower: n + invert(below, tail),
    upper: n + invert(below, 1 - tail),
    models: carrying(weighed, 0.99),
  }
}

function logNormalBelow(x: number, { unseen, error }: Ranked): number {
  return normalBelow((Math.log(x) - Math.log(unseen)) / (error / unseen))
}

function invert(below: (x: number) => number, p: number): number {
  let [low, high] = [Math.log(1e-6), Math.log(1e15)]
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2
    if (below(Math.exp(middle)) < p) low = middle
    else high = middle
  }
  return Math.exp((low + high) / 2)
}

function carrying(weighed: readonly { model: Ranked; weight: number }[], share: number) {
  const models: Averaged['models'] = []
  let sum = 0
  for (const { model, weight } of weighed) {
    models.push({ name: model.name, total: model.total, weight })
    sum += weight
    if (sum >= share) break
  }
  return models
}
