import { attributesOfKey, type Released } from './keys.ts'
import type { Microdata } from './microdata.ts'
import { below, type Randomness } from './randomness.ts'
import { blankRareRecords, supportOf } from './whole-records.ts'

export interface SynthesisOptions {
  /** Passes over all cells. */
  sweeps: number
  /**
   * No combination that was not released may appear (for exact tables); otherwise it only counts
   * as an error (for noisy tables, where "not released" is not "does not exist").
   */
  constrained: boolean
  /** What each appearance of a combination that was not released costs besides, in units of weight. */
  strangeness?: number
  /** How much an error of 1 weighs, by length; noisy counts by the inverse of their variance. */
  weights: readonly number[]
  /**
   * For tables without noise: at least k real people share each whole record, not only each
   * combination that was counted. Looks at the real records (whole-records.ts).
   */
  wholeRecords?: { real: Microdata; k: number }
  signal?: AbortSignal
  onProgress?: (done: number, of: number) => void
}

/** Past this many triples the search fits pairs alone. */
const mostTriples = 12_000_000

/**
 * Records that reproduce released numbers, found by local search: one cell of one record is changed
 * if that brings the counts nearer. Sees nothing but what was released, so it costs no privacy.
 * Their number is exactly the released number of records.
 */
export async function synthesise(
  released: Released,
  options: SynthesisOptions,
  random: Randomness,
): Promise<Microdata> {
  const { sweeps, wholeRecords } = options
  const search = new Search(released, options, random)
  const all = wholeRecords ? 2 * sweeps : sweeps
  for (let sweep = 0; sweep < all; sweep++) {
    if (wholeRecords && sweep === sweeps) {
      const found = { ...released.schema, rows: released.records, cells: search.cells }
      search.begin(blankRareRecords(found, wholeRecords.real, wholeRecords.k).cells)
      const support = supportOf(wholeRecords.real)
      search.mayBe = (attributes) => support(attributes) >= wholeRecords.k
    }
    const progress = (sweep % sweeps) / Math.max(1, sweeps - 1)
    if (search.mayBe) search.restore(progress)
    search.sweep(progress)
    options.onProgress?.(sweep + 1, all)
    await new Promise((resolve) => setTimeout(resolve))
    options.signal?.throwIfAborted()
  }
  return { ...released.schema, rows: released.records, cells: search.cells }
}

/** How often a value that is wanting is tried for each time it is wanting. */
const TRIES = 4

class Search {
  readonly cells: Int32Array
  private readonly released: Released
  private readonly width: number
  private readonly rows: number
  /** What there is less what there should be, by single, pair and triple. */
  private readonly one: Int32Array
  private readonly two: Int32Array
  private readonly three: Int32Array
  private readonly allowed: { two: Uint8Array; three: Uint8Array }
  private readonly strangeness: number
  private readonly triples: boolean
  private readonly pairs: boolean
  /** Where the index of a triple (c > b > a) and of a pair begins. */
  private readonly threes: Float64Array
  private readonly twos: Float64Array
  /** Running sums of each column's released counts, to draw values by. */
  private readonly draws: { values: Int32Array; sums: Float64Array }[]
  private readonly weights: readonly number[]
  private readonly others: Int32Array
  private state: number

  constructor(released: Released, options: SynthesisOptions, random: Randomness) {
    this.released = released
    const { schema, records, longest } = released
    const size = schema.values.length
    this.width = schema.columns.length
    this.rows = records
    this.weights = options.weights
    this.others = new Int32Array(this.width)
    this.cells = new Int32Array(this.rows * this.width).fill(-1)
    const threes = (size * (size - 1) * (size - 2)) / 6
    this.pairs = longest >= 2
    this.triples = longest >= 3 && threes <= mostTriples
    this.twos = Float64Array.from({ length: size + 1 }, (_, b) => (b * (b - 1)) / 2)
    this.threes = Float64Array.from({ length: size + 1 }, (_, c) => (c * (c - 1) * (c - 2)) / 6)
    this.one = new Int32Array(size)
    this.two = new Int32Array(this.pairs ? (size * (size - 1)) / 2 : 0)
    this.three = new Int32Array(this.triples ? threes : 0)
    this.allowed = {
      two: new Uint8Array(this.two.length),
      three: new Uint8Array(this.three.length),
    }
    // The search begins with empty records, so that what is strange is hardly ever put in.
    this.strangeness = options.constrained ? Infinity : (options.strangeness ?? 0)
    this.state = random.word()
    this.draws = []
    this.load()
    this.prepareDraws()
  }

  private load() {
    const { schema, counts } = this.released
    const base = schema.values.length + 1
    for (const [key, count] of counts) {
      const [a, b, c, d] = attributesOfKey(key, base)
      if (d !== undefined) continue
      if (b === undefined) this.one[a!] = -count
      else if (c === undefined) {
        if (!this.pairs) continue
        this.two[this.twos[b]! + a!] = -count
        this.allowed.two[this.twos[b]! + a!] = 1
      } else if (this.triples) {
        const at = this.threes[c]! + this.twos[b]! + a!
        this.three[at] = -count
        this.allowed.three[at] = 1
      }
    }
  }

  private prepareDraws() {
    const { schema } = this.released
    for (let c = 0; c < this.width; c++) {
      const values: number[] = [-1]
      let named = 0
      for (let a = schema.first[c]!; a < schema.first[c + 1]!; a++) {
        if (this.one[a]! >= 0) continue
        values.push(a)
        named -= this.one[a]!
      }
      let sum = Math.max(0, this.rows - named)
      const sums = [sum]
      for (const a of values.slice(1)) {
        sum -= this.one[a]!
        sums.push(sum)
      }
      this.draws.push({ values: Int32Array.from(values), sums: Float64Array.from(sums) })
    }
  }

  /** A fast stream for the search: it needs chance, not secrecy, and starts from the given source. */
  private chance(): number {
    this.state = (this.state + 0x9e3779b9) | 0
    let z = Math.imul(this.state ^ (this.state >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return ((z ^ (z >>> 15)) >>> 0) / 4294967296
  }

  private draw(column: number): number {
    const { values, sums } = this.draws[column]!
    const at = this.chance() * sums[sums.length - 1]!
    let i = 0
    while (i < sums.length - 1 && sums[i]! <= at) i++
    return values[i]!
  }

  /** Puts other records in place of those so far. */
  begin(cells: Int32Array) {
    this.one.fill(0)
    this.two.fill(0)
    this.three.fill(0)
    this.load()
    this.cells.fill(-1)
    for (let at = 0; at < cells.length; at++) {
      if (cells[at]! < 0) continue
      this.gather(Math.floor(at / this.width), at % this.width)
      this.change(cells[at]!, 1)
      this.cells[at] = cells[at]!
    }
  }

  /** Whether a whole record may stand; all may unless somebody says otherwise. */
  mayBe: ((attributes: readonly number[]) => boolean) | undefined

  private held = 0

  /** The other attributes of a row, ascending. */
  private gather(row: number, column: number) {
    let n = 0
    const from = row * this.width
    for (let c = 0; c < this.width; c++) {
      const a = this.cells[from + c]!
      if (a >= 0 && c !== column) this.others[n++] = a
    }
    this.held = n
  }

  private recordWith(a: number): number[] {
    return [...this.others.subarray(0, this.held), a].sort((x, y) => x - y)
  }

  private change(a: number, by: number) {
    const { others, held, one, two, three, twos, threes } = this
    one[a]! += by
    if (!this.pairs) return
    for (let i = 0; i < held; i++) {
      const b = others[i]!
      two[b < a ? twos[a]! + b : twos[b]! + a]! += by
      if (!this.triples) continue
      for (let j = i + 1; j < held; j++) {
        const c = others[j]!
        three[
          a < b
            ? threes[c]! + twos[b]! + a
            : a < c
              ? threes[c]! + twos[a]! + b
              : threes[a]! + twos[c]! + b
        ]! += by
      }
    }
  }

  /** By how much the weighed sum of squares changes; Infinity where something forbidden would appear. */
  private cost(a: number, by: number, weigh: readonly number[]): number {
    const { others, held, one, two, three, twos, threes, allowed, strangeness } = this
    const [w1, w2, w3] = [weigh[0]!, weigh[1] ?? 0, weigh[2] ?? 0]
    let sum = w1 * (1 + 2 * by * one[a]!)
    if (!this.pairs) return sum
    let [sum2, sum3, strange] = [0, 0, 0]
    const forbidden = by > 0 && strangeness === Infinity
    for (let i = 0; i < held; i++) {
      const b = others[i]!
      const at = b < a ? twos[a]! + b : twos[b]! + a
      if (allowed.two[at] === 0) {
        if (forbidden) return Infinity
        strange++
      }
      sum2 += 1 + 2 * by * two[at]!
      if (!this.triples) continue
      for (let j = i + 1; j < held; j++) {
        const c = others[j]!
        const index =
          a < b
            ? threes[c]! + twos[b]! + a
            : a < c
              ? threes[c]! + twos[a]! + b
              : threes[a]! + twos[c]! + b
        if (allowed.three[index] === 0) {
          if (forbidden) return Infinity
          strange++
        }
        sum3 += 1 + 2 * by * three[index]!
      }
    }
    sum += w2 * sum2 + w3 * sum3
    // What is forbidden is never there to be taken away.
    return strange === 0 || forbidden || strangeness === Infinity
      ? sum
      : sum + by * strange * strangeness
  }

  /** Toward the end single counts weigh more: they are read most, and cheapest to put right. */
  private weigh(progress: number): number[] {
    return [this.weights[0]! * (progress > 0.8 ? 10 : 1), ...this.weights.slice(1)]
  }

  /**
   * Puts values that are wanting into records that may not hold them as they are: whatever does not
   * go with the value leaves. No single change comes there where whole records are bound, so that
   * rare values would be lost however many people have them.
   */
  restore(progress: number) {
    const weigh = this.weigh(progress)
    const { columnOf } = this.released.schema
    for (let a = 0; a < this.one.length; a++) {
      for (let left = -TRIES * this.one[a]!; left > 0 && this.one[a]! < 0; left--) {
        const row = Math.floor(this.chance() * this.rows)
        this.makeRoom(row, columnOf[a]!, a, weigh)
      }
    }
  }

  /** Changes one record to hold `a` and what else of it may stand beside, if that lowers the cost. */
  private makeRoom(row: number, column: number, a: number, weigh: readonly number[]) {
    const from = row * this.width
    const before = this.cells.slice(from, from + this.width)
    if (before[column] === a) return
    const after = new Int32Array(this.width).fill(-1)
    after[column] = a
    let kept = [a]
    const start = Math.floor(this.chance() * this.width)
    for (let i = 0; i < this.width; i++) {
      const c = (start + i) % this.width
      if (c === column || before[c]! < 0) continue
      const more = [...kept, before[c]!].sort((x, y) => x - y)
      if (!this.mayBe!(more)) continue
      kept = more
      after[c] = before[c]!
    }
    let gain = 0
    const turn = (c: number, value: number, by: number) => {
      this.gather(row, c)
      gain += this.cost(value, by, weigh)
      this.change(value, by)
      this.cells[from + c] = by > 0 ? value : -1
    }
    const rewrite = (old: Int32Array, next: Int32Array) => {
      for (let c = 0; c < this.width; c++)
        if (old[c]! >= 0 && old[c] !== next[c]) turn(c, old[c]!, -1)
      for (let c = 0; c < this.width; c++)
        if (next[c]! >= 0 && old[c] !== next[c]) turn(c, next[c]!, 1)
    }
    rewrite(before, after)
    if (gain >= 0) rewrite(after, before)
  }

  /** One proposal for each cell on average; `progress` runs from 0 to 1. */
  sweep(progress: number) {
    const cells = this.rows * this.width
    const weigh = this.weigh(progress)
    for (let step = 0; step < cells; step++) {
      const row = Math.floor(this.chance() * this.rows)
      const column = Math.floor(this.chance() * this.width)
      const at = row * this.width + column
      const old = this.cells[at]!
      const next = this.draw(column)
      if (next === old) continue
      this.gather(row, column)
      let gain = old >= 0 ? this.cost(old, -1, weigh) : 0
      if (next >= 0) gain += this.cost(next, 1, weigh)
      if (gain >= 0) continue
      if (this.mayBe && next >= 0 && !this.mayBe(this.recordWith(next))) continue
      if (old >= 0) this.change(old, -1)
      if (next >= 0) this.change(next, 1)
      this.cells[at] = next
    }
  }
}

/** Records in an order that says nothing. */
export function shuffled(data: Microdata, random: Randomness): Microdata {
  const width = data.columns.length
  const order = Int32Array.from({ length: data.rows }, (_, i) => i)
  for (let i = order.length - 1; i > 0; i--) {
    const j = below(random, i + 1)
    const kept = order[j]!
    order[j] = order[i]!
    order[i] = kept
  }
  const cells = new Int32Array(data.cells.length)
  order.forEach((from, to) => {
    cells.set(data.cells.subarray(from * width, (from + 1) * width), to * width)
  })
  return { ...data, cells }
}
