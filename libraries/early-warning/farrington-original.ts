import { shiftDate, weekdayOf } from './calendar.ts'
import { normalQuantile, studentTwoSided } from './distributions.ts'
import { type FarringtonOptions, outbreakWeights, powerBound, type Series } from './farrington.ts'
import { fitQuasiPoisson, predictLog, type QuasiPoissonData } from './quasi-poisson.ts'

export interface OriginalOptions {
  years: number
  halfWindow: number
  reweight: boolean
  trend: boolean
  atLeast: FarringtonOptions['atLeast']
  alpha: number
  power: FarringtonOptions['power']
}

export interface OriginalPoint {
  index: number
  observed: number
  /** Undefined where too few cases make a bound meaningless. */
  upper?: number
  alarm: boolean
  trend: boolean
}

const standard: OriginalOptions = {
  years: 5,
  halfWindow: 3,
  reweight: true,
  trend: true,
  atLeast: { cases: 5, periods: 4 },
  alpha: 0.05,
  power: '2/3',
}

/** Farrington et al. (1996) as first published: a two-sided bound, past outbreaks above 1 set aside. */
export function farringtonOriginal(
  series: Series,
  given: Partial<OriginalOptions> = {},
  range?: readonly number[],
): OriginalPoint[] {
  const options = { ...standard, ...given }
  const first = Math.ceil(series.frequency * options.years) + options.halfWindow
  const at =
    range ?? Array.from({ length: Math.max(0, series.counts.length - first) }, (_, i) => first + i)
  return at.map((index) => examine(series, options, index))
}

/** Indexes of the windows around the same date in earlier years, those that exist. */
function windowsOf(series: Series, { years, halfWindow }: OriginalOptions, k: number): number[] {
  const { days, frequency } = series
  const found: number[] = []
  for (let year = 1; year <= years; year++) {
    for (let step = -halfWindow; step <= halfWindow; step++) {
      const at = days
        ? indexNear(days, frequency, { from: days[k]!, year, step })
        : k - frequency * year + step
      if (at >= 0) found.push(at)
    }
  }
  return found
}

function indexNear(
  days: ArrayLike<number>,
  frequency: number,
  { from, year, step }: { from: number; year: number; step: number },
): number {
  const then = shiftDate(from, { years: -year })
  if (frequency === 12) return Array.prototype.indexOf.call(days, monthStep(then, step, from))
  let day = then + step * (frequency === 52 ? 7 : 1)
  if (frequency === 52) {
    const forward = (weekdayOf(from) - weekdayOf(day) + 7) % 7
    const backward = (7 - forward) % 7
    day += forward < backward ? forward : -backward
  }
  return Array.prototype.indexOf.call(days, day)
}

function monthStep(then: number, step: number, from: number): number {
  const day = shiftDate(then, { months: step })
  const dayOfMonth = (d: number) => new Date(d * 86_400_000).getUTCDate()
  return day - (dayOfMonth(day) - dayOfMonth(from))
}

function examine(series: Series, options: OriginalOptions, index: number): OriginalPoint {
  const observed = series.counts[index]!
  const chosen = windowsOf(series, options, index)
  const data: QuasiPoissonData = {
    response: Float64Array.from(chosen, (i) => series.counts[i]!),
    time: Float64Array.from(chosen, (i) => i + 1),
    group: new Int32Array(chosen.length),
    groups: 1,
  }
  let model = fit(data, options, options.trend)
  let trend = model?.fit.trend ?? false
  if (model && trend) {
    const se = Math.sqrt(model.dispersion / model.fit.timeSquares)
    const p = studentTwoSided(model.fit.slope / se, model.fit.degreesOfFreedom)
    const { eta } = predictLog(model.fit, { time: index + 1, group: 0 })
    trend = options.years >= 3 && p < 0.05 && Math.exp(eta) <= Math.max(...data.response)
    if (!trend) model = fit(data, options, false)
  }
  if (!model) return { index, observed, alarm: false, trend: false }
  const { eta, variance } = predictLog(model.fit, { time: index + 1, group: 0 })
  const mu = Math.exp(eta)
  const tau = model.phi + mu * variance * model.phi
  const { upper } = powerBound(mu, tau, normalQuantile(1 - options.alpha / 2), options.power)
  let recent = 0
  for (let i = index - options.atLeast.periods + 1; i <= index; i++) recent += series.counts[i] ?? 0
  const enough = recent >= options.atLeast.cases
  return {
    index,
    observed,
    ...(enough && { upper }),
    alarm: enough && (observed - mu) / (upper - mu) > 1,
    trend,
  }
}

function fit(data: QuasiPoissonData, options: OriginalOptions, trend: boolean) {
  let found = fitQuasiPoisson(data, trend)
  if (!found.converged && trend) found = fitQuasiPoisson(data, false)
  const dispersionOf = (f: typeof found) => f.workingSquares / f.degreesOfFreedom
  let phi = Math.max(dispersionOf(found), 1)
  if (options.reweight) {
    const weights = outbreakWeights(data.response, found, phi, 1)
    found = fitQuasiPoisson(data, found.trend, weights)
    phi = Math.max(dispersionOf(found), 1)
  }
  return { fit: found, phi, dispersion: dispersionOf(found) }
}
