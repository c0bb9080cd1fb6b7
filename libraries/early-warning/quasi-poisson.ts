/**
 * Counts to be explained by a level for each group (season) and a common trend on the log scale,
 * with quasi-Poisson variance phi × mu.
 */
export interface QuasiPoissonData {
  response: Float64Array
  /** Time of each count, in any unit. */
  time: Float64Array
  /** Group of each count, 0-based. */
  group: Int32Array
  groups: number
  /** Log of the population at risk, where rates are meant. */
  offset?: Float64Array
}

export interface QuasiPoissonFit {
  converged: boolean
  trend: boolean
  slope: number
  levels: Float64Array
  mu: Float64Array
  /** Leverages. */
  hat: Float64Array
  /** Σ w ((y − mu)/mu)² with the weights of the last iteration, and with the prior weights. */
  workingSquares: number
  priorSquares: number
  degreesOfFreedom: number
  /** Moments of the weighted design, from which every standard error follows. */
  weightOf: Float64Array
  meanTimeOf: Float64Array
  timeSquares: number
}

const leastMean = Number.EPSILON

/**
 * Fits by iteratively reweighted least squares with the stopping rule of R's glm (relative change
 * of the deviance below 1e-8, 25 rounds). Because the design is one level per group and one slope,
 * each round is a within-group regression: no matrix is formed, and centring each group's time
 * keeps it as accurate as a QR decomposition.
 */
export function fitQuasiPoisson(
  data: QuasiPoissonData,
  trend: boolean,
  prior?: Float64Array,
): QuasiPoissonFit {
  const { response, time, group, groups, offset } = data
  const n = response.length
  const mu = new Float64Array(n)
  const eta = new Float64Array(n)
  const weight = new Float64Array(n)
  const target = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    mu[i] = response[i]! + 0.1
    eta[i] = Math.log(mu[i]!)
  }
  let deviance = devianceOf(response, mu, prior)
  let converged = false
  let slope = 0
  let moments = emptyMoments(groups)
  for (let round = 0; round < 25 && !converged; round++) {
    for (let i = 0; i < n; i++) {
      weight[i] = (prior ? prior[i]! : 1) * mu[i]!
      target[i] = eta[i]! - (offset ? offset[i]! : 0) + (response[i]! - mu[i]!) / mu[i]!
    }
    moments = momentsOf(weight, time, target, group, groups)
    slope = trend && moments.timeSquares > 0 ? moments.product / moments.timeSquares : 0
    for (let i = 0; i < n; i++) {
      const g = group[i]!
      const level = moments.meanTarget[g]! + slope * (time[i]! - moments.meanTime[g]!)
      eta[i] = level + (offset ? offset[i]! : 0)
      mu[i] = Math.max(Math.exp(eta[i]!), leastMean)
    }
    const before = deviance
    deviance = devianceOf(response, mu, prior)
    converged = Math.abs(deviance - before) / (Math.abs(deviance) + 0.1) < 1e-8
  }
  return finish(data, trend, prior, { converged, slope, mu, weight, moments })
}

interface Moments {
  weightOf: Float64Array
  meanTime: Float64Array
  meanTarget: Float64Array
  timeSquares: number
  product: number
}

const emptyMoments = (groups: number): Moments => ({
  weightOf: new Float64Array(groups),
  meanTime: new Float64Array(groups),
  meanTarget: new Float64Array(groups),
  timeSquares: 0,
  product: 0,
})

function momentsOf(
  weight: Float64Array,
  time: Float64Array,
  target: Float64Array,
  group: Int32Array,
  groups: number,
): Moments {
  const m = emptyMoments(groups)
  const n = weight.length
  for (let i = 0; i < n; i++) {
    const g = group[i]!
    m.weightOf[g]! += weight[i]!
    m.meanTime[g]! += weight[i]! * time[i]!
    m.meanTarget[g]! += weight[i]! * target[i]!
  }
  for (let g = 0; g < groups; g++) {
    if (m.weightOf[g] === 0) continue
    m.meanTime[g]! /= m.weightOf[g]!
    m.meanTarget[g]! /= m.weightOf[g]!
  }
  for (let i = 0; i < n; i++) {
    const g = group[i]!
    const t = time[i]! - m.meanTime[g]!
    m.timeSquares += weight[i]! * t * t
    m.product += weight[i]! * t * (target[i]! - m.meanTarget[g]!)
  }
  return m
}

function devianceOf(response: Float64Array, mu: Float64Array, prior?: Float64Array): number {
  let sum = 0
  for (let i = 0; i < response.length; i++) {
    const y = response[i]!
    const term = (y > 0 ? y * Math.log(y / mu[i]!) : 0) - (y - mu[i]!)
    sum += prior ? prior[i]! * term : term
  }
  return 2 * sum
}

function finish(
  { response, time, group, groups }: QuasiPoissonData,
  trend: boolean,
  prior: Float64Array | undefined,
  at: {
    converged: boolean
    slope: number
    mu: Float64Array
    weight: Float64Array
    moments: Moments
  },
): QuasiPoissonFit {
  const { mu, weight, moments } = at
  const { weightOf, meanTime, meanTarget, timeSquares } = moments
  const sloped = trend && timeSquares > 0
  const n = response.length
  const hat = new Float64Array(n)
  let workingSquares = 0
  let priorSquares = 0
  let used = 0
  for (let i = 0; i < n; i++) {
    const g = group[i]!
    const t = time[i]! - meanTime[g]!
    hat[i] = weight[i]! * (1 / weightOf[g]! + (sloped ? (t * t) / timeSquares : 0))
    const residual = (response[i]! - mu[i]!) / mu[i]!
    const weighed = prior ? prior[i]! : 1
    if (weighed === 0) continue
    used++
    workingSquares += weight[i]! * residual * residual
    priorSquares += (prior ? weighed : weight[i]!) * residual * residual
  }
  let filled = 0
  for (let g = 0; g < groups; g++) if (weightOf[g]! > 0) filled++
  return {
    converged: at.converged,
    trend: sloped,
    slope: at.slope,
    levels: meanTarget,
    mu,
    hat,
    workingSquares,
    priorSquares,
    degreesOfFreedom: used - filled - (sloped ? 1 : 0),
    weightOf,
    meanTimeOf: meanTime,
    timeSquares,
  }
}

/** The linear predictor at a time in a group, and its variance per unit of dispersion. */
export function predictLog(
  fit: QuasiPoissonFit,
  at: { time: number; group: number; offset?: number },
): { eta: number; variance: number } {
  const t = at.time - fit.meanTimeOf[at.group]!
  return {
    eta: fit.levels[at.group]! + fit.slope * t + (at.offset ?? 0),
    variance: 1 / fit.weightOf[at.group]! + (fit.trend ? (t * t) / fit.timeSquares : 0),
  }
}
