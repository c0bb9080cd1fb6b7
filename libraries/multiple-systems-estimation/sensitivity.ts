import { type Fit, Fitter } from './fit.ts'
import { logGamma } from './gamma.ts'
import { type Model, sizeOf } from './model.ts'
import { rank } from './ranking.ts'
import type { Range, Reach } from './report.ts'
import { stepwise } from './stepwise.ts'
import { type ListTable, listsOf, supersetSums, table, withoutList } from './table.ts'

/** Both selections on one table: the quick look that the checks compare. */
export interface Look {
  stepwise: number | undefined
  bic: number | undefined
}

function lookAt(whole: ListTable): Look {
  const fitter = new Fitter(whole)
  const k = listsOf(whole)
  return {
    stepwise: stepwise(fitter, 0.02)?.fit.total,
    // The search beyond five lists is too slow to repeat for every list left out.
    bic: k <= 5 ? rank(fitter).models[0]?.total : undefined,
  }
}

export interface WithoutOne extends Look {
  list: string
}

/** The estimate without each list in turn, where at least three remain. */
export function dropOneList(whole: ListTable): WithoutOne[] {
  if (listsOf(whole) < 4) return []
  return whole.lists.map((list, at) => ({ list, ...lookAt(withoutList(whole, at)) }))
}

export interface KnownTruth extends Look {
  list: string
  /** People on the list, which the other lists are asked to estimate. */
  truth: number
}

/**
 * The check of Binette & Steorts (2022): the people of one list are a population whose size is
 * known; the other lists, restricted to them, should find it.
 */
export function internalCheck(whole: ListTable): KnownTruth[] {
  const k = listsOf(whole)
  if (k < 4) return []
  return whole.lists.flatMap((list, at) => {
    const counts = new Float64Array(2 ** (k - 1))
    const low = (1 << at) - 1
    let truth = 0
    for (let cell = 1; cell < whole.counts.length; cell++) {
      if (!((cell >> at) & 1)) continue
      truth += whole.counts[cell]!
      counts[(cell & low) | ((cell >> 1) & ~low)]! += whole.counts[cell]!
    }
    counts[0] = 0
    const inner = table(
      whole.lists.filter((_, other) => other !== at),
      counts,
    )
    const shared = inner.counts.reduce((sum, n, cell) => (sizeOf(cell) > 1 ? sum + n : sum), 0)
    // Too few people on two further lists say nothing either way.
    return shared < 10 ? [] : [{ list, truth, ...lookAt(inner) }]
  })
}

export interface LinkageShift {
  /** Share of links missed (positive: the true overlap is larger) or false (negative). */
  share: number
  total: number
}

/** The chosen model again, had the linkage missed or invented a share of the links. */
export function linkageShifts(
  whole: ListTable,
  model: Model,
  shares: readonly number[] = [-0.05, 0.05],
): LinkageShift[] {
  return shares.flatMap((share) => {
    const fit: Fit | undefined = new Fitter(shiftLinks(whole, share)).fit(model)
    return fit ? [{ share, total: fit.total }] : []
  })
}

function shiftLinks(whole: ListTable, share: number): ListTable {
  const counts = whole.counts.slice()
  for (let cell = 3; cell < counts.length; cell++) {
    const size = sizeOf(cell)
    if (size < 2 || whole.counts[cell] === 0) continue
    const moved = whole.counts[cell]! * share
    counts[cell]! += moved
    // A link unmade leaves one person on one of the lists and another on the rest of them.
    for (let rest = cell; rest; rest &= rest - 1) {
      const one = rest & -rest
      counts[one]! -= moved / size
      counts[cell & ~one]! -= moved / size
    }
  }
  return table(
    whole.lists,
    counts.map((count) => Math.max(0, count)),
  )
}

export interface Tilt {
  /** What the interaction of all lists together is assumed to multiply the unseen by; 1: none. */
  factor: number
  total: number
}

/**
 * With all terms but the interaction of all lists, the unseen number is a ratio of products of
 * the cells; the assumption that this interaction is nothing cannot be tested by any data. Only
 * for tables without an empty cell.
 */
export function highestOrderTilts(
  whole: ListTable,
  factors: readonly number[] = [0.5, 0.75, 1, 1.5, 2],
): Tilt[] {
  let log = 0
  for (let cell = 1; cell < whole.counts.length; cell++) {
    const count = whole.counts[cell]!
    if (count === 0) return []
    log += sizeOf(cell) % 2 ? Math.log(count) : -Math.log(count)
  }
  return factors.map((factor) => ({ factor, total: whole.n + factor * Math.exp(log) }))
}

export const SHARES_OUT_OF_REACH: readonly number[] = [0.1, 0.25, 0.5]

/**
 * Every number is of people whom some list could have met. If a share of all people is out of reach
 * of every list, all of them are the number divided by what is left; no list can tell the share.
 */
export function outOfReach({ lowest, highest, lower, upper }: Range, share: number): Reach {
  const all = (within: number) => within / (1 - share)
  return {
    share,
    lowest: all(lowest),
    highest: all(highest),
    lower: all(lower),
    upper: all(upper),
  }
}

export interface Association {
  pair: [string, string]
  /** Odds ratio among people on at least one other list; above 1, the two go together. */
  ratio: number
  /** In standard errors of its logarithm. */
  z: number
  /** Share of the smaller list that is on the other too. */
  shared: number
}

/**
 * How each two lists go together among the people whom a third list saw: the only people for whom
 * "on neither" is counted. Hidden kinds of people make all pairs go together.
 */
export function associations(whole: ListTable): Association[] {
  const k = listsOf(whole)
  const over = supersetSums(whole.counts)
  const found: Association[] = []
  for (let a = 0; a < k; a++) {
    for (let b = a + 1; b < k; b++) {
      // Mantel & Haenszel over the other lists that saw a person, so that their own ties do not count.
      const { ratio, z } = mantelHaenszel(whole, a, b)
      const smaller = Math.min(over[1 << a]!, over[1 << b]!)
      found.push({
        pair: [whole.lists[a]!, whole.lists[b]!],
        ratio,
        z,
        shared: smaller ? over[(1 << a) | (1 << b)]! / smaller : 0,
      })
    }
  }
  return found
}

function mantelHaenszel(whole: ListTable, a: number, b: number): { ratio: number; z: number } {
  const pair = (1 << a) | (1 << b)
  let [top, bottom, excess, variance] = [0, 0, 0, 0]
  for (let rest = 1; rest < whole.counts.length; rest++) {
    if (rest & pair) continue
    const both = whole.counts[rest | pair]!
    const onlyA = whole.counts[rest | (1 << a)]!
    const onlyB = whole.counts[rest | (1 << b)]!
    const none = whole.counts[rest]!
    const n = both + onlyA + onlyB + none
    if (n < 2) continue
    top += (both * none) / n
    bottom += (onlyA * onlyB) / n
    const [onA, onB] = [both + onlyA, both + onlyB]
    excess += both - (onA * onB) / n
    variance += (onA * onB * (n - onA) * (n - onB)) / (n * n * (n - 1))
  }
  return {
    ratio: bottom > 0 ? top / bottom : top > 0 ? Infinity : Number.NaN,
    z: variance > 0 ? excess / Math.sqrt(variance) : 0,
  }
}

/** Share of a χ² with so many degrees of freedom that lies above: how well a model fits. */
export function chiSquareAbove(value: number, freedom: number): number {
  if (freedom <= 0) return 1
  const [s, x] = [freedom / 2, value / 2]
  if (x <= 0) return 1
  const front = Math.exp(s * Math.log(x) - x - logGamma(s))
  if (x < s + 1) {
    let term = 1 / s
    let sum = term
    for (let i = 1; term > sum * 1e-16; i++) {
      term *= x / (s + i)
      sum += term
    }
    return 1 - front * sum
  }
  let b = x + 1 - s
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let i = 1; i < 500; i++) {
    const an = -i * (i - s)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return front * fraction
}

/** Chao's lower bound (1987) with its log-normal limits: holds though people differ in how easily they are listed. */
export function lowerBound(whole: ListTable): { total: number; lower: number; upper: number } {
  const k = listsOf(whole)
  let [once, twice] = [0, 0]
  for (let cell = 1; cell < whole.counts.length; cell++) {
    if (sizeOf(cell) === 1) once += whole.counts[cell]!
    if (sizeOf(cell) === 2) twice += whole.counts[cell]!
  }
  const a = (k - 1) / k
  const unseen = twice > 0 ? (a * once ** 2) / (2 * twice) : (a * once * (once - 1)) / 2
  const r = twice > 0 ? once / twice : once
  const variance = Math.max(twice, 1) * ((a / 2) * r ** 2 + a ** 2 * r ** 3 + (a ** 2 / 4) * r ** 4)
  const spread = Math.exp(1.959963984540054 * Math.sqrt(Math.log1p(variance / unseen ** 2)))
  return {
    total: whole.n + unseen,
    lower: whole.n + unseen / spread,
    upper: whole.n + unseen * spread,
  }
}
