import type { Cases } from './baselines.ts'
import { drawBinomial, type Random } from './random.ts'
import type { Baseline } from './windows.ts'

/** Fills an array (periods × units) with counts as they would be if nothing were going on. */
export type Replicate = (random: Random, into: Int32Array) => void

/** The same number of cases, thrown over units and periods by their expectation. */
export function multinomialReplicate({ expected, total }: Baseline): Replicate {
  // Past this, one binomial per cell is cheaper than one draw per case.
  if (total > 16 * expected.length) return byCells(expected, total)
  const draw = aliasTable(expected)
  return (random, into) => {
    into.fill(0)
    for (let i = 0; i < total; i++) into[draw(random)]!++
  }
}

function byCells(expected: Float64Array, total: number): Replicate {
  return (random, into) => {
    let left = total
    let mass = 0
    for (let i = 0; i < expected.length; i++) mass += expected[i]!
    for (let i = 0; i < expected.length; i++) {
      const share = mass > 0 ? Math.min(1, expected[i]! / mass) : 1
      into[i] = drawBinomial(random, left, share)
      left -= into[i]!
      mass -= expected[i]!
    }
    // Rounding may leave the last cells without mass: what is left belongs to the last that had any.
    if (left > 0) into[lastPositive(expected)]! += left
  }
}

function lastPositive(values: Float64Array): number {
  let at = values.length - 1
  while (at > 0 && values[at]! <= 0) at--
  return at
}

/** Walker's alias method: one draw in constant time. */
function aliasTable(weights: Float64Array): (random: Random) => number {
  const n = weights.length
  let sum = 0
  for (const weight of weights) sum += weight
  const keep = Float64Array.from(weights, (weight) => (weight * n) / sum)
  const other = new Int32Array(n)
  const small: number[] = []
  const large: number[] = []
  for (let i = 0; i < n; i++) (keep[i]! < 1 ? small : large).push(i)
  while (small.length > 0 && large.length > 0) {
    const low = small.pop()!
    const high = large[large.length - 1]!
    other[low] = high
    keep[high]! -= 1 - keep[low]!
    if (keep[high]! < 1) small.push(large.pop()!)
  }
  for (const i of [...small, ...large]) keep[i] = weights[i]! > 0 ? 1 : 0
  return (random) => {
    const i = random.below(n)
    return random.unit() < keep[i]! ? i : other[i]!
  }
}

/** The same cases in the same places, with their times dealt out anew (Kulldorff et al. 2005). */
export function permutationReplicate(cases: Cases, units: number): Replicate {
  const unit: number[] = []
  const period: number[] = []
  for (let i = 0; i < cases.unit.length; i++) {
    for (let copy = 0; copy < (cases.count ? cases.count[i]! : 1); copy++) {
      unit.push(cases.unit[i]!)
      period.push(cases.period[i]!)
    }
  }
  const where = Int32Array.from(unit)
  const when = Int32Array.from(period)
  return (random, into) => {
    into.fill(0)
    for (let i = when.length - 1; i >= 0; i--) {
      const j = random.below(i + 1)
      const swapped = when[j]!
      when[j] = when[i]!
      when[i] = swapped
      into[swapped * units + where[i]!]!++
    }
  }
}
