import type { Pairs } from './cluster.ts'

/** Precision and recall of pairs or clusters. */
export interface Quality {
  precision: number
  recall: number
  f1: number
}

const quality = (right: number, found: number, real: number): Quality => ({
  precision: found ? right / found : 1,
  recall: real ? right / real : 1,
  f1: found + real ? (2 * right) / (found + real) : 1,
})

const pairsOf = (size: number): number => (size * (size - 1)) / 2

function sizes(labels: Iterable<number | string>): Map<number | string, number> {
  const out = new Map<number | string, number>()
  for (const label of labels) out.set(label, (out.get(label) ?? 0) + 1)
  return out
}
const sumOf = (counts: Map<unknown, number>, of: (size: number) => number): number =>
  [...counts.values()].reduce((sum, size) => sum + of(size), 0)

/** Scored pairs at or above a weight, against the true person of each row. */
export function pairQuality(
  pairs: Pairs,
  truth: readonly (number | string)[],
  least: number,
  split = 0,
): Quality {
  let found = 0
  let right = 0
  for (let at = 0; at < pairs.weight.length; at++) {
    if (pairs.weight[at]! < least) continue
    found++
    if (truth[pairs.a[at]!] === truth[pairs.b[at]!]) right++
  }
  return quality(right, found, truePairs(truth, split))
}

function truePairs(truth: readonly (number | string)[], split: number): number {
  if (!split) return sumOf(sizes(truth), pairsOf)
  const left = sizes(truth.slice(0, split))
  return truth.slice(split).reduce<number>((sum, label) => sum + (left.get(label) ?? 0), 0)
}

/** Pairs within clusters against pairs within true persons. */
export function clusterQuality(
  clusters: ArrayLike<number>,
  truth: readonly (number | string)[],
): Quality {
  const both = sizes(truth.map((label, row) => `${clusters[row]}\t${label}`))
  return quality(
    sumOf(both, pairsOf),
    sumOf(sizes(Array.from(clusters)), pairsOf),
    sumOf(sizes(truth), pairsOf),
  )
}

/** B³ (Bagga and Baldwin 1998): precision and recall averaged over rows, so that each counts once. */
export function bCubed(clusters: ArrayLike<number>, truth: readonly (number | string)[]): Quality {
  const ours = sizes(Array.from(clusters))
  const real = sizes(truth)
  const both = sizes(truth.map((label, row) => `${clusters[row]}\t${label}`))
  let precision = 0
  let recall = 0
  truth.forEach((label, row) => {
    const shared = both.get(`${clusters[row]}\t${label}`)!
    precision += shared / ours.get(clusters[row]!)!
    recall += shared / real.get(label)!
  })
  precision /= truth.length
  recall /= truth.length
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) }
}

/** A pair that a person has judged, and the probability that a run gave it: 0 where it gave none. */
export interface JudgedPair {
  same: boolean
  probability: number
}

/** Of the judged pairs at or above a probability: how many there are, and how many are the same. */
export interface AtThreshold {
  least: number
  found: number
  right: number
  /** All judged the same, found or not. */
  real: number
}

export const atThresholds = (
  judged: readonly JudgedPair[],
  thresholds: readonly number[],
): AtThreshold[] =>
  thresholds.map((least) => {
    const found = judged.filter(({ probability }) => probability >= least)
    const same = (all: readonly JudgedPair[]) => all.filter((one) => one.same).length
    return { least, found: found.length, right: same(found), real: same(judged) }
  })

/** The interval of a share (Wilson 1927) at 95 %. */
export function wilson(right: number, all: number): [number, number] {
  if (!all) return [0, 1]
  const z = 1.959964
  const share = right / all
  const middle = share + (z * z) / (2 * all)
  const reach = z * Math.sqrt((share * (1 - share)) / all + (z * z) / (4 * all * all))
  const whole = 1 + (z * z) / all
  return [Math.max(0, (middle - reach) / whole), Math.min(1, (middle + reach) / whole)]
}
