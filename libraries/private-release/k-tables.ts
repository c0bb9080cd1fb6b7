import { countCombinations, eachCombination } from './combinations.ts'
import { baseFor, keyOf, keyWithout, type Released } from './keys.ts'
import type { Microdata } from './microdata.ts'

export interface KTables extends Released {
  k: number
  /** Combinations left out because they are rarer than k, and so that those cannot be worked out. */
  primary: number
  complementary: number
}

/** How an attacker narrows down the count of a combination. */
interface Bounds {
  low: Float64Array
  high: Float64Array
  /** The best lower bound concluded from others, below 0 where it says nothing. */
  concluded: Float64Array
}

/**
 * Tables of all combinations of up to `longest` attributes with at least k people, each count
 * rounded down to a multiple of k. A count whose absence could be worked out from the others, as a
 * number between 1 and k − 1, is protected by leaving out further ones (complementary suppression).
 */
export function kAnonymousTables(
  data: Microdata,
  { k, longest }: { k: number; longest: number },
): KTables {
  const lattice = new Lattice(data, longest)
  const shown = new Uint8Array(lattice.size)
  for (let node = 0; node < lattice.size; node++)
    shown[node] = lattice.count[node]! >= k && !lattice.blank[node] ? 1 : 0
  const before = shown.reduce((sum, one) => sum + one, 0)
  // Each round hides at least one more combination, so that there is an end.
  while (lattice.hideForLeaks(shown, k) > 0) lattice.close(shown)
  const counts = new Map<number, number>()
  let kept = 0
  for (let node = 1; node < lattice.size; node++) {
    if (!shown[node]) continue
    counts.set(lattice.key[node]!, Math.floor(lattice.count[node]! / k) * k)
    kept++
  }
  const { columns, first, values, columnOf } = data
  return {
    schema: { columns, first, values, columnOf },
    longest,
    records: Math.floor(data.rows / k) * k,
    counts,
    k,
    primary: lattice.size - before - lattice.blank.reduce((sum, one) => sum + one, 0),
    complementary: before - kept - (shown[0] ? 1 : 0),
  }
}

/**
 * "Not recorded" as one more value of each column that has gaps. It is never shown, but with it the
 * alternatives of every column add up, and what an attacker can conclude from that is seen.
 */
function withBlanks(data: Microdata): { filled: Microdata; original: Int32Array } {
  const { rows, columns, first, cells } = data
  const gaps = columns.map((_, c) => {
    for (let row = 0; row < rows; row++) if (cells[row * columns.length + c]! < 0) return 1
    return 0
  })
  const starts = new Int32Array(columns.length + 1)
  const original: number[] = []
  const columnOf: number[] = []
  const own = new Int32Array(data.values.length)
  const blank = new Int32Array(columns.length)
  for (let c = 0; c < columns.length; c++) {
    for (let a = first[c]!; a < first[c + 1]!; a++) {
      own[a] = original.length
      original.push(a)
      columnOf.push(c)
    }
    blank[c] = original.length
    if (gaps[c]) {
      original.push(-1)
      columnOf.push(c)
    }
    starts[c + 1] = original.length
  }
  const filled: Microdata = {
    ...data,
    first: starts,
    values: original.map(String),
    columnOf: Int32Array.from(columnOf),
    cells: cells.map((a, at) => (a < 0 ? blank[at % columns.length]! : own[a]!)),
  }
  return { filled, original: Int32Array.from(original) }
}

/** All combinations that occur, with links to those one attribute shorter. Node 0 is everybody. */
class Lattice {
  readonly size: number
  readonly count: Float64Array
  /** In the published schema; 0 where "not recorded" is part of the combination. */
  readonly key: Float64Array
  readonly blank: Uint8Array
  private readonly length: Uint8Array
  private readonly longest: number
  /** For each attribute of a node: the node without it, and the group of its alternatives. */
  private readonly below: Int32Array
  private readonly group: Int32Array
  private readonly groups: number
  private readonly byLength: Int32Array

  constructor(data: Microdata, longest: number) {
    this.longest = longest
    const { filled, original } = withBlanks(data)
    const base = baseFor(filled, longest)
    const published = baseFor(data, longest)
    const combinations = countCombinations(filled, { longest })
    this.size = combinations.size + 1
    this.count = new Float64Array(this.size)
    this.key = new Float64Array(this.size)
    this.blank = new Uint8Array(this.size)
    this.length = new Uint8Array(this.size)
    this.below = new Int32Array(this.size * longest).fill(-1)
    this.group = new Int32Array(this.size * longest).fill(-1)
    this.count[0] = data.rows
    const nodeOf = new Map<number, number>([[0, 0]])
    let node = 1
    eachCombination(combinations, (attributes, count) => {
      const named = attributes.map((a) => original[a]!)
      this.blank[node] = named.includes(-1) ? 1 : 0
      this.key[node] = this.blank[node] ? 0 : keyOf(named, published)
      this.count[node] = count
      this.length[node] = attributes.length
      nodeOf.set(keyOf(attributes, base), node++)
    })
    const groups = new Map<number, number>()
    node = 1
    eachCombination(combinations, (attributes) => {
      for (let i = 0; i < attributes.length; i++) {
        const under = nodeOf.get(keyWithout(attributes, i, base))!
        const column = filled.columnOf[attributes[i]!]!
        const name = under * data.columns.length + column
        let group = groups.get(name)
        if (group === undefined) {
          group = groups.size
          groups.set(name, group)
        }
        this.below[node * longest + i] = under
        this.group[node * longest + i] = group
      }
      node++
    })
    this.groups = groups.size
    this.byLength = Int32Array.from({ length: this.size }, (_, i) => i)
    this.byLength.sort((a, b) => this.length[a]! - this.length[b]! || a - b)
  }

  /** What contains something hidden is hidden: else its count would bound the hidden one. */
  close(shown: Uint8Array): void {
    for (const node of this.byLength) {
      for (let i = 0; i < this.length[node]!; i++)
        if (!shown[this.below[node * this.longest + i]!]) shown[node] = 0
    }
  }

  /**
   * Interval propagation to a fixed point over four kinds of relation: a part of a group is no
   * larger than the group; alternatives of one column, "not recorded" among them, make up the group; two parts of one group overlap by at least what does not fit beside
   * each other (Fréchet). Combinations that do not occur are taken to be known as 0.
   */
  private attack(shown: Uint8Array, k: number): Bounds {
    const { size, longest } = this
    const low = new Float64Array(size)
    const high = new Float64Array(size).fill(Infinity)
    const concluded = new Float64Array(size).fill(-Infinity)
    for (let node = 0; node < size; node++) {
      if (!shown[node]) continue
      low[node] = Math.floor(this.count[node]! / k) * k
      high[node] = low[node]! + k - 1
    }
    const lows = new Float64Array(this.groups)
    const highs = new Float64Array(this.groups)
    for (let round = 0, moved = true; moved && round < 30; round++) {
      moved = false
      lows.fill(0)
      highs.fill(0)
      for (let at = longest; at < size * longest; at++) {
        const group = this.group[at]!
        if (group < 0) continue
        const node = Math.floor(at / longest)
        lows[group]! += low[node]!
        highs[group]! += high[node]!
      }
      for (const node of this.byLength) {
        if (this.tighten(node, { low, high, concluded }, { lows, highs })) moved = true
      }
    }
    return { low, high, concluded }
  }

  private tighten(
    node: number,
    { low, high, concluded }: Bounds,
    { lows, highs }: { lows: Float64Array; highs: Float64Array },
  ): boolean {
    const { longest, length, below, group } = this
    let [l, h] = [-Infinity, high[node]!]
    let moved = false
    for (let i = 0; i < length[node]!; i++) {
      const under = below[node * longest + i]!
      const g = group[node * longest + i]!
      h = Math.min(h, high[under]!, high[under]! - (lows[g]! - low[node]!))
      if (high[node]! < Infinity) l = Math.max(l, low[under]! - (highs[g]! - high[node]!))
      // The whole is what its alternatives are together.
      const [least, most] = [lows[g]!, highs[g]!]
      if (least > low[under]! || most < high[under]!) {
        low[under] = Math.max(low[under]!, least)
        high[under] = Math.min(high[under]!, most)
        moved = true
      }
      for (let j = 0; j < i; j++) {
        const other = below[node * longest + j]!
        l = Math.max(l, low[under]! + low[other]! - this.highWithout(node, i, j, high))
      }
    }
    concluded[node] = Math.max(concluded[node]!, l)
    if (l > low[node]! || h < high[node]!) moved = true
    low[node] = Math.max(low[node]!, l)
    high[node] = h
    return moved
  }

  /** The upper bound of a node without its attributes i and j (j < i). */
  private highWithout(node: number, i: number, j: number, high: Float64Array): number {
    const under = this.below[node * this.longest + i]!
    // Without i the places before it stay: j is still at j.
    return this.length[node] === 1 ? Infinity : high[this.below[under * this.longest + j]!]!
  }

  /**
   * Hides one more combination for each that an attacker would pin between 1 and k − 1. Bounds
   * combined by a linear programme can be closer than ours, so that the upper one is met with a margin
   * of k.
   */
  hideForLeaks(shown: Uint8Array, k: number): number {
    const { high, concluded } = this.attack(shown, k)
    const weakest = new Int32Array(this.groups).fill(-1)
    for (let at = this.longest; at < this.size * this.longest; at++) {
      const group = this.group[at]!
      const node = Math.floor(at / this.longest)
      if (group < 0 || !shown[node]) continue
      if (weakest[group]! < 0 || this.count[node]! < this.count[weakest[group]!]!)
        weakest[group] = node
    }
    let hidden = 0
    for (let node = 1; node < this.size; node++) {
      if (shown[node] || this.blank[node]) continue
      if (concluded[node]! < 1 || high[node]! >= 2 * k) continue
      let victim = this.protectorOf(node, shown, weakest)
      if (victim < 0) victim = this.smallestShown(shown)
      if (victim < 0 || !shown[victim]) continue
      shown[victim] = 0
      hidden++
    }
    return hidden
  }

  /**
   * The smallest shown alternative of the node; failing that, the smallest shown part of it; failing
   * that, what would protect one of its parts. −1 where all of these are hidden.
   */
  private protectorOf(node: number, shown: Uint8Array, weakest: Int32Array): number {
    let best = -1
    const consider = (one: number) => {
      if (one > 0 && shown[one] && (best < 0 || this.count[one]! < this.count[best]!)) best = one
    }
    const parts = this.below.subarray(node * this.longest, node * this.longest + this.length[node]!)
    for (let i = 0; i < parts.length; i++) consider(weakest[this.group[node * this.longest + i]!]!)
    if (best < 0) for (const part of parts) consider(part)
    if (best < 0) for (const part of parts) consider(this.protectorOf(part, shown, weakest))
    return best
  }

  /** −1 where nothing is shown. */
  private smallestShown(shown: Uint8Array): number {
    let best = -1
    for (let node = 1; node < this.size; node++)
      if (shown[node] && (best < 0 || this.count[node]! < this.count[best]!)) best = node
    return best
  }
}
