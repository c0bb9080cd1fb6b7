import { inPlace, largestFirst, sortedBy } from './radix.ts'

/** Scored pairs; `a < b` are row numbers. */
export interface Pairs {
  a: Int32Array
  b: Int32Array
  weight: Float64Array
}

/** A join that was refused because it would have put strangers together. */
export interface Split {
  /** The pair that spoke for the join, and its weight. */
  a: number
  b: number
  weight: number
  /** The mean weight of the pairs across. */
  mean: number
  /** The two least alike across, and their weight. */
  strangers: { a: number; b: number; weight: number }
}

export interface Clusters {
  /** By row: the lowest row of its cluster. */
  of: Int32Array
  splits: Split[]
}

export interface ClusterSettings {
  /** Pairs below this weight join nothing. */
  least: number
  /** The weight of any two rows; called only where clusters of more than one row would be joined. */
  weightOf(a: number, b: number): number
}

/** Pairs across two clusters that are looked at; larger clusters are looked at in a fixed pattern. */
const LOOKED_AT = 64
/** A single pair counts no more than this either way: one shared rare value must not outvote many. */
const MOST = 12

/**
 * Joins rows from the strongest pair down; a join of clusters must be borne out by the pairs
 * across them, on average (correlation clustering, greedily), so that one false pair does not chain
 * two people together. The result depends on the set of pairs only, not on their order.
 */
export function clusterPairs(
  rows: number,
  pairs: Pairs,
  { least, weightOf }: ClusterSettings,
): Clusters {
  const order = strongestFirst(pairs, least)
  const parent = inPlace(rows)
  // The rows of a cluster hang on each other; its root knows how many there are, and the last.
  const next = new Int32Array(rows).fill(-1)
  const last = parent.slice()
  const sizes = new Int32Array(rows).fill(1)
  const membersOf = (root: number): Int32Array => {
    const list = new Int32Array(sizes[root]!)
    for (let at = 0, row = root; at < list.length; at++, row = next[row]!) list[at] = row
    return list.sort()
  }
  const find = (row: number): number => {
    let root = row
    while (parent[root] !== root) root = parent[root]!
    for (let at = row; parent[at] !== root; ) [at, parent[at]] = [parent[at]!, root]
    return root
  }
  const splits: Split[] = []
  for (const at of order) {
    const [x, y] = [pairs.a[at]!, pairs.b[at]!]
    const [one, two] = [find(x), find(y)]
    if (one === two) continue
    if (sizes[one]! + sizes[two]! > 2) {
      const across = lookAcross(membersOf(one), membersOf(two), weightOf)
      if (across.mean < 0) {
        splits.push({ a: x, b: y, weight: pairs.weight[at]!, ...across })
        continue
      }
    }
    const [root, other] = one < two ? [one, two] : [two, one]
    parent[other] = root
    next[last[root]!] = other
    last[root] = last[other]!
    sizes[root]! += sizes[other]!
  }
  return {
    of: parent.map((_, row) => find(row)),
    splits: splits.filter(({ a, b }) => find(a) !== find(b)),
  }
}

/** The pairs of at least this weight, strongest first; of equals, by row numbers. */
function strongestFirst({ a, b, weight }: Pairs, least: number): Int32Array {
  const byRow = sortedBy(a, sortedBy(b, inPlace(weight.length)))
  return largestFirst(
    weight,
    byRow.filter((at) => weight[at]! >= least),
  )
}

function lookAcross(
  left: Int32Array,
  right: Int32Array,
  weightOf: (a: number, b: number) => number,
) {
  const all = left.length * right.length
  const count = Math.min(all, LOOKED_AT)
  let sum = 0
  let strangers = { a: 0, b: 0, weight: Number.POSITIVE_INFINITY }
  for (let at = 0; at < count; at++) {
    const place = all <= LOOKED_AT ? at : Math.floor(((at + 0.5) * all) / count)
    const [a, b] = [left[Math.floor(place / right.length)]!, right[place % right.length]!]
    const weight = weightOf(Math.min(a, b), Math.max(a, b))
    sum += Math.max(-MOST, Math.min(MOST, weight))
    if (weight < strangers.weight) strangers = { a, b, weight }
  }
  return { mean: sum / count, strangers }
}

/**
 * Of pairs across two tables, those that keep each row to one partner (`one-to-one`), or each row
 * of the second table to one of the first (`one-to-many`): strongest first.
 */
export function assign(pairs: Pairs, how: 'one-to-one' | 'one-to-many'): Pairs {
  const order = strongestFirst(pairs, Number.NEGATIVE_INFINITY)
  const taken = new Set<number>()
  const kept = order.filter((at) => {
    const [a, b] = [pairs.a[at]!, pairs.b[at]!]
    if (taken.has(b) || (how === 'one-to-one' && taken.has(a))) return false
    taken.add(b)
    if (how === 'one-to-one') taken.add(a)
    return true
  })
  return {
    a: Int32Array.from(kept, (at) => pairs.a[at]!),
    b: Int32Array.from(kept, (at) => pairs.b[at]!),
    weight: Float64Array.from(kept, (at) => pairs.weight[at]!),
  }
}
