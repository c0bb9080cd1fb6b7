import { nearestWeekday, shiftDate, weekdayOf } from './calendar.ts'
import {
  countCumulative,
  countQuantile,
  normalQuantile,
  normalTail,
  studentTwoSided,
} from './distributions.ts'
import {
  fitQuasiPoisson,
  predictLog,
  type QuasiPoissonData,
  type QuasiPoissonFit,
} from './quasi-poisson.ts'

/** Counts per period, oldest first. */
export interface Series {
  counts: ArrayLike<number>
  /** Periods in a year: 52 weeks, 12 months or 365 days. */
  frequency: number
  /** First day of each period, in days since 1970-01-01; without them a year is `frequency` periods. */
  days?: ArrayLike<number>
  /** People at risk in each period: then rates are modelled. */
  population?: ArrayLike<number>
}

export interface FarringtonOptions {
  /** Years of history. */
  years: number
  /** Periods on either side of the same time in earlier years. */
  halfWindow: number
  /** Seasons the rest of the year is cut into; 1 uses the windows alone. */
  seasons: number
  /** Periods just past that are left out, lest an outbreak teach the model that it is normal. */
  leaveOut: number
  reweight: boolean
  reweightAbove: number
  trend: boolean
  trendBelow: number
  /** At least so many cases in so many periods, or there is no alarm. */
  atLeast: { cases: number; periods: number }
  alpha: number
  threshold: 'delta' | 'muan' | 'nbPlugin'
  power: '2/3' | '1/2' | 'none'
}

/** What one period was measured against. */
export interface FarringtonPoint {
  index: number
  observed: number
  /** Undefined where the history could not be fitted, or too few cases make a bound meaningless. */
  expected?: number
  upper?: number
  /** (observed − predicted) / (upper − predicted): above 1 is an alarm. */
  score?: number
  p?: number
  dispersion?: number
  trend: boolean
  alarm: boolean
}

const standard: FarringtonOptions = {
  years: 5,
  halfWindow: 3,
  seasons: 1,
  leaveOut: 3,
  reweight: true,
  reweightAbove: 2.58,
  trend: true,
  trendBelow: 0.05,
  atLeast: { cases: 5, periods: 4 },
  alpha: 0.05,
  threshold: 'delta',
  power: '2/3',
}

/**
 * The usual settings, or those of Noufaily et al. (2013): ten seasons, the trend always kept,
 * half a year left out, a negative binomial quantile.
 */
export function farringtonOptions(
  given: Partial<FarringtonOptions> & { improved?: boolean } = {},
): FarringtonOptions {
  const { improved, ...rest } = given
  const noufaily = improved && {
    seasons: 10,
    trendBelow: 1,
    leaveOut: 26,
    alpha: 0.01,
    threshold: 'nbPlugin' as const,
  }
  return { ...standard, leaveOut: rest.halfWindow ?? standard.halfWindow, ...noufaily, ...rest }
}

/**
 * Flexible Farrington (Farrington et al. 1996; Noufaily et al. 2013) at each index of `range`;
 * without it, at every period whose whole history is there.
 */
export function farrington(
  series: Series,
  options: Partial<FarringtonOptions> & { improved?: boolean } = {},
  range?: readonly number[],
): FarringtonPoint[] {
  const chosen = farringtonOptions(options)
  const at = range ?? periodsWithHistory(series, chosen)
  return at.map((index) => examine(series, chosen, index))
}

/** Every index for which all reference windows lie inside the series. */
export function periodsWithHistory(series: Series, options: FarringtonOptions): number[] {
  const found: number[] = []
  const first = Math.floor(series.frequency * options.years)
  for (let k = Math.max(first, options.atLeast.periods - 1); k < series.counts.length; k++) {
    const marks = referenceIndexes(series, options.years, k)
    if (marks.every((mark) => mark - options.halfWindow >= 0)) found.push(k)
  }
  return found
}

/** The index itself, then the same time one, two … years before; −1 where the series does not reach. */
function referenceIndexes({ frequency, days }: Series, years: number, k: number): number[] {
  const marks = [k]
  for (let year = 1; year <= years; year++) {
    if (!days) {
      marks.push(Math.max(-1, k - frequency * year))
      continue
    }
    const date = shiftDate(days[k]!, { years: -year })
    const wanted = frequency === 52 ? nearestWeekday(date, weekdayOf(days[k]!)) : date
    marks.push(indexOfDay(days, wanted))
  }
  return marks
}

function indexOfDay(days: ArrayLike<number>, day: number): number {
  let low = 0
  let high = days.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (days[middle] === day) return middle
    if (days[middle]! < day) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** The season of each period, −1 where it is not part of the history (Noufaily et al. §2). */
function seasonsOf(marks: readonly number[], options: FarringtonOptions, k: number): Int32Array {
  const { halfWindow: w, seasons, leaveOut } = options
  const season = new Int32Array(k + 1).fill(-1)
  const mark = (from: number, to: number, value: number) => {
    for (let i = Math.max(0, from); i <= Math.min(k, to); i++) season[i] = value
  }
  const own = seasons - 1
  mark(k - w, k, own)
  for (let year = 1; year < marks.length; year++) {
    const at = marks[year]!
    mark(at - w, at + w, own)
    if (seasons === 1) continue
    const between = marks[year - 1]! - 2 * w - 1 - at
    const length = Math.floor(between / (seasons - 1))
    const longer = between % (seasons - 1)
    let from = at + w + 1
    for (let s = 0; s < seasons - 1; s++) {
      const to = from + length + (s < longer ? 1 : 0)
      mark(from, to - 1, s)
      from = to
    }
  }
  season.fill(-1, Math.max(0, k - leaveOut), k + 1)
  return season
}

interface History extends QuasiPoissonData {
  /** The time of the period under examination, on the history's scale. */
  now: number
  nowOffset: number
}

function historyOf(series: Series, options: FarringtonOptions, k: number): History | undefined {
  const marks = referenceIndexes(series, options.years, k)
  if (marks.some((mark) => mark < 0)) return undefined
  const season = seasonsOf(marks, options, k)
  const chosen: number[] = []
  for (let i = 0; i <= k; i++) {
    if (season[i]! >= 0 && !Number.isNaN(series.counts[i]!)) chosen.push(i)
  }
  const { days, population } = series
  const step = days ? days[1]! - days[0]! : 1
  const timeOf = (i: number) => (days ? (days[i]! - days[chosen[0]!]!) / step : i + 1)
  return {
    response: Float64Array.from(chosen, (i) => series.counts[i]!),
    time: Float64Array.from(chosen, timeOf),
    group: Int32Array.from(chosen, (i) => season[i]!),
    groups: options.seasons,
    ...(population && { offset: Float64Array.from(chosen, (i) => Math.log(population[i]!)) }),
    now: timeOf(k),
    nowOffset: population ? Math.log(population[k]!) : 0,
  }
}

interface Model {
  fit: QuasiPoissonFit
  phi: number
  /** The dispersion that standard errors use: see METHOD.md, it is not phi. */
  dispersion: number
}

/** Fits, sets aside the weight of past outbreaks (Anscombe residuals), fits again. */
function fitModel(data: History, trend: boolean, options: FarringtonOptions): Model | undefined {
  let fit = fitQuasiPoisson(data, trend)
  if (!fit.converged && trend) fit = fitQuasiPoisson(data, false)
  if (!fit.converged) return undefined
  let phi = Math.max(fit.workingSquares / fit.degreesOfFreedom, 1)
  if (options.reweight) {
    const weights = outbreakWeights(data.response, fit, phi, options.reweightAbove)
    fit = fitQuasiPoisson(data, fit.trend, weights)
    phi = Math.max(fit.workingSquares / fit.degreesOfFreedom, 1)
  }
  return { fit, phi, dispersion: fit.priorSquares / fit.degreesOfFreedom }
}

/** Weights γ s⁻² for residuals above the limit, γ for others, summing to their number. */
export function outbreakWeights(
  response: Float64Array,
  { mu, hat }: QuasiPoissonFit,
  phi: number,
  above: number,
): Float64Array {
  const raw = new Float64Array(response.length)
  let sum = 0
  for (let i = 0; i < raw.length; i++) {
    const m = mu[i]!
    const anscombe = 1.5 * (response[i]! ** (2 / 3) * m ** (-1 / 6) - Math.sqrt(m))
    const s = anscombe / Math.sqrt(phi * (1 - hat[i]!))
    raw[i] = s > above ? s ** -2 : 1
    sum += raw[i]!
  }
  const gamma = raw.length / sum
  return raw.map((weight) => weight * gamma)
}

function examine(series: Series, options: FarringtonOptions, index: number): FarringtonPoint {
  const observed = series.counts[index]!
  const nothing = { index, observed, trend: false, alarm: false }
  const data = historyOf(series, options, index)
  let model = data && fitModel(data, options.trend, options)
  if (!data || !model) return nothing
  const keeps = keepsTrend(data, model, options)
  if (model.fit.trend && !keeps) model = fitModel(data, false, options)
  if (!model) return nothing
  const last = predictLog(model.fit, {
    time: data.now,
    group: options.seasons - 1,
    offset: data.nowOffset,
  })
  const prediction = { eta: last.eta, se: Math.sqrt(last.variance * model.dispersion) }
  const bound =
    options.threshold === 'delta'
      ? deltaBound(prediction, model.phi, observed, options)
      : negativeBinomialBound(prediction, model.phi, observed, options)
  const enough = casesBefore(series, options, index) >= options.atLeast.cases
  const { upper, score } = bound
  return {
    index,
    observed,
    ...(enough && upper !== undefined && { expected: Math.exp(last.eta), upper }),
    ...(score !== undefined && { score }),
    ...(bound.p !== undefined && { p: bound.p }),
    dispersion: model.phi,
    trend: keeps,
    alarm: enough && score !== undefined && score > 1 && observed !== 0,
  }
}

/** A trend stays only if it is significant, rests on three years and does not predict a record. */
function keepsTrend(data: History, { fit, dispersion }: Model, options: FarringtonOptions) {
  if (!fit.trend) return false
  const se = Math.sqrt(dispersion / fit.timeSquares)
  const p = studentTwoSided(fit.slope / se, fit.degreesOfFreedom)
  const { eta } = predictLog(fit, {
    time: data.now,
    group: options.seasons - 1,
    offset: data.nowOffset,
  })
  return options.years >= 3 && p < options.trendBelow && Math.exp(eta) <= Math.max(...data.response)
}

function casesBefore(series: Series, { atLeast }: FarringtonOptions, index: number): number {
  let sum = 0
  for (let i = Math.max(0, index - atLeast.periods + 1); i <= index; i++) sum += series.counts[i]!
  return sum
}

interface Bound {
  upper?: number
  score?: number
  p?: number
}

const exponents = { '2/3': 2 / 3, '1/2': 1 / 2, none: 1 } as const

/** The upper end of the prediction interval on a scale where the counts are nearly symmetric. */
export function powerBound(
  mu: number,
  variance: number,
  z: number,
  power: FarringtonOptions['power'],
): { upper: number; se: number; exponent: number } {
  const exponent = exponents[power]
  // Delta method: Var(Yᵉ) ≈ e² μ^(2e−2) Var(Y).
  const se = Math.sqrt(exponent ** 2 * mu ** (2 * exponent - 1) * variance)
  return { upper: (mu ** exponent + z * se) ** (1 / exponent), se, exponent }
}

function deltaBound(
  { eta, se }: { eta: number; se: number },
  phi: number,
  observed: number,
  { alpha, power }: FarringtonOptions,
): Bound {
  const mu = Math.exp(eta)
  const tau = phi + (se * mu) ** 2 / mu
  const { upper, se: spread, exponent } = powerBound(mu, tau, normalQuantile(1 - alpha), power)
  if (Number.isNaN(upper)) return {}
  return {
    upper,
    score: (observed - mu) / (upper - mu),
    p: normalTail((observed ** exponent - mu ** exponent) / spread),
  }
}

/** `muan` lets the mean itself be uncertain; `nbPlugin` takes it as fitted. */
function negativeBinomialBound(
  { eta, se }: { eta: number; se: number },
  phi: number,
  observed: number,
  { alpha, threshold }: FarringtonOptions,
): Bound {
  const mu = Math.exp(threshold === 'nbPlugin' ? eta : eta + normalQuantile(1 - alpha) * se)
  if (!Number.isFinite(mu)) return {}
  const upper = countQuantile(1 - alpha, { mu, phi })
  return {
    upper,
    // On the log scale's fit, as the published implementation has it: METHOD.md.
    score: (observed - eta) / (upper - eta),
    p: 1 - countCumulative(observed - 1, { mu, phi }),
  }
}
