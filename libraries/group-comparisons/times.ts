import { chiSquaredTail } from './distributions.ts'
import { quadraticForm } from './quadratic-form.ts'
import { total } from './scores.ts'

/** How long something took, or how long it had been waited for when nobody looked any further. */
export interface Timed {
  time: number
  happened: boolean
  group: number
}

export interface LogRank {
  /** By group: how many times it happened, and how many times were to be expected. */
  observed: number[]
  expected: number[]
  statistic: number
  df: number
  p: number
}

interface Moment {
  time: number
  /** By group, just before. */
  waiting: number[]
  happened: number[]
}

/** The times at which something happened, with who still waited then. */
function momentsOf(units: readonly Timed[], groups: number): Moment[] {
  const none = () => Array.from({ length: groups }, () => 0)
  const ends = new Map<number, { happened: number[]; all: number[] }>()
  const waiting = none()
  for (const { time, happened, group } of units) {
    waiting[group]!++
    let end = ends.get(time)
    if (!end) {
      end = { happened: none(), all: none() }
      ends.set(time, end)
    }
    end.all[group]!++
    if (happened) end.happened[group]!++
  }
  const moments: Moment[] = []
  for (const [time, { happened, all }] of [...ends].sort(([one], [other]) => one - other)) {
    if (total(happened) > 0) moments.push({ time, waiting: waiting.slice(), happened })
    for (const [g, n] of all.entries()) waiting[g]! -= n
  }
  return moments
}

/** The stratified log-rank test with the hypergeometric variance. Undefined where nothing can differ. */
export function logRank(
  strata: readonly (readonly Timed[])[],
  groups: number,
): LogRank | undefined {
  const observed = Array.from({ length: groups }, () => 0)
  const expected = observed.slice()
  const variance = observed.map(() => observed.map(() => 0))
  for (const { waiting, happened } of strata.flatMap((one) => momentsOf(one, groups))) {
    const [n, d] = [total(waiting), total(happened)]
    const spread = n > 1 ? (d * (n - d)) / (n * n * (n - 1)) : 0
    for (let g = 0; g < groups; g++) {
      observed[g]! += happened[g]!
      expected[g]! += (waiting[g]! * d) / n
      for (let h = 0; h < groups; h++)
        variance[g]![h]! += spread * waiting[g]! * ((g === h ? n : 0) - waiting[h]!)
    }
  }
  const surplus = observed.map((one, g) => one - expected[g]!)
  const { value, rank } = quadraticForm(surplus, variance)
  if (rank === 0) return undefined
  return { observed, expected, statistic: value, df: rank, p: chiSquaredTail(value, rank) }
}

/**
 * The log-rank score of each unit of one stratum: 1 where it happened, less the risk that had been
 * run until then (Nelson and Aalen). A group's scores add up to its observed less its expected.
 */
export function logRankScores(units: readonly Timed[]): number[] {
  const one = momentsOf(
    units.map((unit) => ({ ...unit, group: 0 })),
    1,
  )
  let run = 0
  const risks = one.map(({ time, waiting, happened }) => {
    run += happened[0]! / waiting[0]!
    return { time, run }
  })
  return units.map(({ time, happened }) => {
    const risk = risks.findLast((step) => step.time <= time)?.run ?? 0
    return (happened ? 1 : 0) - risk
  })
}

/** The time by which half were done (Kaplan and Meier), null where less than half were seen to be. */
export function medianTime(units: readonly Omit<Timed, 'group'>[]): number | null {
  let waiting = 1
  for (const { time, waiting: n, happened } of momentsOf(
    units.map((unit) => ({ ...unit, group: 0 })),
    1,
  )) {
    waiting *= 1 - happened[0]! / n[0]!
    if (waiting <= 0.5 + 1e-12) return time
  }
  return null
}

const NORMAL_95 = 1.959963984540054

export interface Median {
  median: number | null
  /** Ends of the 95 % interval; null where the data do not bound it. */
  low: number | null
  high: number | null
}

/**
 * The median time with the interval of Brookmeyer and Crowley (1982): the times at which a limit of
 * the curve (Greenwood's variance, on the log scale) comes down to one half.
 */
export function medianInterval(units: readonly Omit<Timed, 'group'>[]): Median {
  const half = 0.5 + 1e-12
  const found: Median = { median: null, low: null, high: null }
  let waiting = 1
  let variance = 0
  const moments = momentsOf(
    units.map((unit) => ({ ...unit, group: 0 })),
    1,
  )
  for (const { time, waiting: before, happened } of moments) {
    const [n, d] = [before[0]!, happened[0]!]
    waiting *= 1 - d / n
    // Nobody waits any more: the variance has no value there, and the upper limit stays where it was.
    variance = d < n ? variance + d / (n * (n - d)) : Number.POSITIVE_INFINITY
    const spread = Math.exp(NORMAL_95 * Math.sqrt(variance))
    if (waiting <= half) found.median ??= time
    if (waiting / spread <= half) found.low ??= time
    if (d < n && waiting * spread <= half) found.high ??= time
  }
  return found
}
