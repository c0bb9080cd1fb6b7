import type { Microdata } from './microdata.ts'

/** Counts of combinations as a forest: each node adds an attribute to its parent's combination. */
export interface Combinations {
  size: number
  /** −1 for single attributes; otherwise an earlier node. */
  parent: Int32Array
  attribute: Int32Array
  count: Int32Array
}

export interface CountOptions {
  /** The most attributes in a combination. */
  longest: number
  /** Combinations with fewer rows are left out, and so is all that contains them. */
  atLeast?: number
}

/**
 * Counts every combination of up to `longest` attributes that occurs at least so often: bottom-up
 * computation of an iceberg cube (Beyer and Ramakrishnan 1999), depth first. A node's histogram
 * over all later columns is taken in one pass over its rows, whose cells lie side by side.
 */
export function countCombinations(
  data: Microdata,
  { longest, atLeast = 1 }: CountOptions,
): Combinations {
  const merged = mergeEqualRows(data)
  const out = new Forest()
  if (longest >= 1 && data.rows > 0)
    new Cube(data, merged, longest, Math.max(1, atLeast), out).run()
  return out.done()
}

interface Merged {
  rows: number
  cells: Int32Array
  /** How many rows stand behind each; undefined where each is one. */
  weight?: Int32Array
}

/** Merging pays only where many rows are equal. */
function mergeEqualRows({ rows, cells, columns }: Microdata): Merged {
  const width = columns.length
  let size = 1
  while (size < 2 * rows) size *= 2
  const table = new Int32Array(size).fill(-1)
  const weight = new Int32Array(rows)
  const kept = new Int32Array(rows)
  let distinct = 0
  for (let row = 0; row < rows; row++) {
    const at = row * width
    let hash = 0x811c9dc5
    for (let c = 0; c < width; c++) {
      hash = Math.imul(hash ^ cells[at + c]!, 0x01000193)
      hash ^= hash >>> 15
    }
    let slot = (Math.imul(hash, 0x85ebca6b) >>> 0) & (size - 1)
    for (; table[slot]! >= 0; slot = (slot + 1) & (size - 1)) {
      const other = kept[table[slot]!]! * width
      let c = 0
      while (c < width && cells[other + c] === cells[at + c]) c++
      if (c === width) break
    }
    if (table[slot]! < 0) {
      table[slot] = distinct
      kept[distinct++] = row
    }
    weight[table[slot]!]!++
    // Two thirds of the way without much to merge: the rest will not change that.
    if (row === 50_000 && distinct > 0.7 * row) return { rows, cells }
  }
  if (distinct > 0.7 * rows) return { rows, cells }
  const merged = new Int32Array(distinct * width)
  for (let i = 0; i < distinct; i++)
    merged.set(cells.subarray(kept[i]! * width, (kept[i]! + 1) * width), i * width)
  return { rows: distinct, cells: merged, weight: weight.subarray(0, distinct) }
}

class Forest {
  private size = 0
  private parent = new Int32Array(1 << 14)
  private attribute = new Int32Array(1 << 14)
  private count = new Int32Array(1 << 14)

  add(parent: number, attribute: number, count: number): number {
    if (this.size === this.parent.length) this.grow()
    this.parent[this.size] = parent
    this.attribute[this.size] = attribute
    this.count[this.size] = count
    return this.size++
  }

  private grow() {
    const larger = (old: Int32Array) => {
      const fresh = new Int32Array(Math.ceil(old.length * 1.6))
      fresh.set(old)
      return fresh
    }
    this.parent = larger(this.parent)
    this.attribute = larger(this.attribute)
    this.count = larger(this.count)
  }

  done(): Combinations {
    const { size } = this
    return {
      size,
      parent: this.parent.subarray(0, size),
      attribute: this.attribute.subarray(0, size),
      count: this.count.subarray(0, size),
    }
  }
}

function byFill({ rows, cells }: Merged, width: number): number[] {
  const filled = new Float64Array(width)
  for (let row = 0, at = 0; row < rows; row++)
    for (let c = 0; c < width; c++, at++) if (cells[at]! >= 0) filled[c]!++
  return [...filled.keys()].sort((a, b) => filled[a]! - filled[b]! || a - b)
}

class Cube {
  private readonly merged: Merged
  private readonly longest: number
  private readonly atLeast: number
  private readonly out: Forest
  private readonly width: number
  private readonly attributes: number
  private readonly first: Int32Array
  private readonly cells: Uint16Array | Int32Array
  private readonly weight: Int32Array | undefined
  /** Per depth: weights and numbers of rows by attribute, and the rows of the children. */
  private readonly weights: Int32Array[] = []
  private readonly starts: Int32Array[] = []
  private readonly buffers: Int32Array[] = []
  private readonly touched: Int32Array
  /** The attribute behind each of the cube's own, which follow its order of columns. */
  private readonly original: Int32Array

  constructor(data: Microdata, merged: Merged, longest: number, atLeast: number, out: Forest) {
    this.merged = merged
    this.longest = longest
    this.atLeast = atLeast
    this.out = out
    this.width = data.columns.length
    this.attributes = data.values.length
    this.weight = merged.weight
    // Sparse columns first: what is left to look at below each node is then mostly filled.
    const order = byFill(merged, this.width)
    this.first = new Int32Array(this.width + 1)
    this.original = new Int32Array(this.attributes)
    const own = new Int32Array(this.attributes)
    for (const [c, column] of order.entries()) {
      let at = this.first[c]!
      for (let a = data.first[column]!; a < data.first[column + 1]!; a++) {
        this.original[at] = a
        own[a] = at++
      }
      this.first[c + 1] = at
    }
    // "Not recorded" counts into a slot past all attributes; half-size cells where ids allow it.
    const narrow = this.attributes < 65_535
    const size = merged.rows * this.width
    this.cells = narrow ? new Uint16Array(size) : new Int32Array(size)
    for (let row = 0, at = 0; row < merged.rows; row++) {
      for (let c = 0; c < this.width; c++, at++) {
        const a = merged.cells[row * this.width + order[c]!]!
        this.cells[at] = a < 0 ? this.attributes : own[a]!
      }
    }
    for (let depth = 0; depth < longest; depth++) {
      this.weights.push(new Int32Array(this.attributes + 1))
      this.starts.push(new Int32Array(this.attributes + 2))
      this.buffers.push(new Int32Array(depth + 1 < longest ? merged.rows : 0))
    }
    this.touched = new Int32Array(this.attributes + 1)
  }

  run() {
    const all = new Int32Array(this.merged.rows)
    for (let i = 0; i < all.length; i++) all[i] = i
    this.visit(all, 0, all.length, { column: 0, depth: 0, parent: -1 })
  }

  private visit(
    rows: Int32Array,
    from: number,
    to: number,
    at: { column: number; depth: number; parent: number },
  ) {
    const { column, depth, parent } = at
    if (depth + 1 === this.longest) return this.leaves(rows, from, to, column, parent)
    const histogram = this.weights[depth]!
    const buffer = this.buffers[depth]!
    const starts = this.starts[depth]!
    for (let c = column; c < this.width; c++) {
      const [low, high] = [this.first[c]!, this.first[c + 1]!]
      this.partition(rows, from, to, c, { histogram, starts, buffer })
      for (let a = low; a < high; a++) {
        const count = histogram[a]!
        if (count < this.atLeast) continue
        const node = this.out.add(parent, this.original[a]!, count)
        // The partition leaves in starts[a] the end of the rows of a.
        const begin = a === low ? 0 : starts[a - 1]!
        if (c + 1 < this.width)
          this.visit(buffer, begin, starts[a]!, { column: c + 1, depth: depth + 1, parent: node })
      }
    }
  }

  /** Counting sort of the rows by a column; afterwards starts[a] is the end of a's rows. */
  private partition(
    rows: Int32Array,
    from: number,
    to: number,
    column: number,
    {
      histogram,
      starts,
      buffer,
    }: { histogram: Int32Array; starts: Int32Array; buffer: Int32Array },
  ) {
    const { cells, width, weight, attributes } = this
    const [low, high] = [this.first[column]!, this.first[column + 1]!]
    histogram.fill(0, low, high)
    starts.fill(0, low, high)
    for (let j = from; j < to; j++) {
      const row = rows[j]!
      const a = cells[row * width + column]!
      starts[a]!++
      histogram[a]! += weight ? weight[row]! : 1
    }
    let sum = 0
    for (let a = low; a < high; a++) {
      const n = histogram[a]! >= this.atLeast ? starts[a]! : 0
      starts[a] = sum
      sum += n
    }
    for (let j = from; j < to; j++) {
      const row = rows[j]!
      const a = cells[row * width + column]!
      if (a !== attributes && histogram[a]! >= this.atLeast) buffer[starts[a]!++] = row
    }
  }

  /** The longest combinations: only counts, all later columns in one pass. */
  private leaves(rows: Int32Array, from: number, to: number, column: number, parent: number) {
    const { cells, width, weight, attributes, first, atLeast } = this
    const histogram = this.weights[this.longest - 1]!
    const low = first[column]!
    if ((to - from) * (width - column) < (attributes - low) >> 2)
      return this.fewLeaves(rows, from, to, column, parent)
    if (weight) {
      for (let j = from; j < to; j++) {
        const row = rows[j]!
        const w = weight[row]!
        const end = row * width + width
        for (let at = row * width + column; at < end; at++) histogram[cells[at]!]! += w
      }
    } else {
      for (let j = from; j < to; j++) {
        const end = rows[j]! * width + width
        for (let at = rows[j]! * width + column; at < end; at++) histogram[cells[at]!]!++
      }
    }
    for (let a = low; a < attributes; a++) {
      const count = histogram[a]!
      if (count === 0) continue
      histogram[a] = 0
      if (count >= atLeast) this.out.add(parent, this.original[a]!, count)
    }
  }

  /** The same for few rows among many attributes: only what was touched is looked at again. */
  private fewLeaves(rows: Int32Array, from: number, to: number, column: number, parent: number) {
    const { cells, width, weight, attributes, touched } = this
    const histogram = this.weights[this.longest - 1]!
    let seen = 0
    for (let j = from; j < to; j++) {
      const row = rows[j]!
      for (let at = row * width + column; at < row * width + width; at++) {
        const a = cells[at]!
        if (a === attributes) continue
        if (histogram[a] === 0) touched[seen++] = a
        histogram[a]! += weight ? weight[row]! : 1
      }
    }
    const found = touched.subarray(0, seen)
    if (seen > 1) found.sort()
    for (const a of found) {
      if (histogram[a]! >= this.atLeast) this.out.add(parent, this.original[a]!, histogram[a]!)
      histogram[a] = 0
    }
  }
}

/** The attributes of a node's combination, in ascending order. */
export function attributesOf({ parent, attribute }: Combinations, node: number): number[] {
  const out: number[] = []
  for (let at = node; at >= 0; at = parent[at]!) out.push(attribute[at]!)
  return out.sort((a, b) => a - b)
}

/** Calls back for every combination, its attributes ascending; the array is used again for the next. */
export function eachCombination(
  combinations: Combinations,
  visit: (attributes: readonly number[], count: number) => void,
): void {
  const { size, parent, attribute, count } = combinations
  const lengths = new Uint8Array(size)
  const now: number[] = []
  for (let node = 0; node < size; node++) {
    const up = parent[node]!
    lengths[node] = up < 0 ? 1 : lengths[up]! + 1
    now.length = lengths[node]!
    for (let at = node, held = 0; at >= 0; at = parent[at]!, held++) {
      const a = attribute[at]!
      let i = held
      for (; i > 0 && now[i - 1]! > a; i--) now[i] = now[i - 1]!
      now[i] = a
    }
    visit(now, count[node]!)
  }
}
