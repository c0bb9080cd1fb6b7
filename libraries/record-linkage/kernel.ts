import { type Blocks, type BlockTable, pairsIn } from './blocking.ts'
import { BATCH, type Comparer, comparerOf, type FieldWeights, newBatch } from './compare.ts'
import type { Field } from './prepare.ts'
import { int32 } from './shared.ts'

/** Everything that a worker needs to score; all arrays are shared memory. */
export interface Plan {
  fields: Field[]
  weights: FieldWeights[]
  prior: number
  /** The words of all fields of a row side by side: one reach into memory for each row of a pair. */
  records: Int32Array
  blocks: Blocks[]
  /** Which rules have found a pair before; not needed for one rule alone. */
  table?: BlockTable
  /** Rows below `split` are of the first table; 0 where one table is compared with itself. */
  split: number
  /** Pairs below this weight are not kept. */
  least: number
  /** Only for measuring: with false, every text is compared. */
  prune?: boolean
}

export function recordsOf(fields: readonly Field[], rows: number): Int32Array {
  const sources = fields.flatMap(({ words }) => words)
  const width = sources.length
  const records = int32(rows * width)
  sources.forEach((source, word) => {
    for (let row = 0, at = word; row < rows; row++, at += width) records[at] = source[row]!
  })
  return records
}

/** A piece of work: some blocks of a rule, or some rows of one large block against all after them. */
export interface Unit {
  rule: number
  firstBlock: number
  endBlock: number
  /** Within a single large block: the rows of the left side. */
  from?: number
  to?: number
  pairs: number
}

export interface Found {
  a: Int32Array
  b: Int32Array
  weight: Float64Array
  /** Pairs compared, and those settled without reading a text. */
  compared: number
  pruned: number
}

const UNIT = 250_000
const TILE = 1024

/** Cuts the work into units that do not depend on how many threads do it. */
export function unitsOf(blocks: readonly Blocks[], split: number, most = UNIT): Unit[] {
  const units: Unit[] = []
  blocks.forEach(({ rows, starts }, rule) => {
    let firstBlock = 0
    let pairs = 0
    const close = (endBlock: number) => {
      if (endBlock > firstBlock && pairs > 0) units.push({ rule, firstBlock, endBlock, pairs })
      firstBlock = endBlock
      pairs = 0
    }
    for (let block = 0; block + 1 < starts.length; block++) {
      const size = starts[block + 1]! - starts[block]!
      const here = pairsIn(rows, starts[block]!, starts[block + 1]!, split)
      if (here > most * 4 && size > TILE) {
        close(block)
        const step = Math.max(TILE, Math.ceil(size / Math.ceil(here / most) / TILE) * TILE)
        for (let from = 0; from < size; from += step)
          units.push({
            rule,
            firstBlock: block,
            endBlock: block + 1,
            from,
            to: Math.min(size, from + step),
            pairs: (here * step) / size,
          })
        firstBlock = block + 1
        continue
      }
      pairs += here
      if (pairs > most) close(block + 1)
    }
    close(starts.length - 1)
  })
  return units
}

/** Walks through the candidate pairs of units, batch by batch; no list of pairs is ever made. */
export class Walker {
  readonly batch
  /** Row numbers of the slots of the last tiles. */
  readonly rows: Int32Array
  readonly stride: number
  readonly comparers: readonly Comparer[]
  private readonly plan: Plan
  private readonly places: Int32Array
  private readonly extras: readonly Comparer[]
  private count = 0
  private slots = 0
  private readonly rowAt: number
  private readonly ruleAt: number
  private rule = 0

  constructor(plan: Plan) {
    this.plan = plan
    this.comparers = plan.fields.map((field, at) => comparerOf(field, plan.weights[at]!))
    this.extras = this.comparers.filter(({ extra }) => extra > 0)
    const offsets: number[] = []
    const places: number[] = []
    let offset = 0
    plan.fields.forEach(({ words }, at) => {
      offsets.push(offset)
      for (let word = 0; word < words.length; word++) places.push(offset + word)
      offset += words.length + this.comparers[at]!.extra
    })
    this.places = Int32Array.from(places)
    this.ruleAt = offset
    this.rowAt = this.ruleAt + plan.blocks.length
    this.stride = this.rowAt + 1
    this.rows = new Int32Array(this.stride * TILE * 2)
    this.comparers.forEach((comparer, at) => {
      comparer.bind(this.rows, offsets[at]!)
    })
    this.batch = newBatch(this.comparers.filter((one) => one.costly).length)
  }

  /** The row that a slot offset stands for. */
  rowOf(offset: number): number {
    return this.rows[offset + this.rowAt]!
  }

  /** Loads rows side by side; the row at place n stands at offset n × stride. */
  loadRows(rows: readonly number[]): void {
    this.slots = 0
    this.rule = 0
    for (const row of rows) this.gatherRow(row)
    this.slots = 0
  }

  /** Hands every candidate pair of a unit to `full`, once, in batches of at most {@link BATCH}. */
  walk(unit: Unit, full: (count: number) => void): void {
    const { rows, starts } = this.plan.blocks[unit.rule]!
    this.rule = unit.rule
    for (let block = unit.firstBlock; block < unit.endBlock; block++) {
      const from = starts[block]!
      const to = starts[block + 1]!
      if (to - from > TILE || unit.from !== undefined) this.walkLarge(rows, from, to, unit, full)
      else if (to - from > 2 || !this.metBefore(rows[from]!, rows[from + 1]!)) {
        if (this.slots + to - from > TILE * 2) this.flush(full)
        const first = this.gather(rows, from, to)
        this.pairs(first, first + (to - from), first, first + (to - from), full)
      }
    }
    this.flush(full)
  }

  /** Most blocks are of two rows, and most of those another rule has found: they need not be loaded. */
  private metBefore(one: number, two: number): boolean {
    if (this.rule === 0) return false
    const { of, rules } = this.plan.table!
    const [x, y] = [one * rules, two * rules]
    for (let rule = 0; rule < this.rule; rule++) if (of[x + rule] === of[y + rule]) return true
    return false
  }

  private walkLarge(
    rows: Int32Array,
    from: number,
    to: number,
    unit: Unit,
    full: (count: number) => void,
  ): void {
    const end = from + (unit.to ?? to - from)
    for (let left = from + (unit.from ?? 0); left < end; left += TILE) {
      const leftEnd = Math.min(end, left + TILE)
      for (let right = left; right < to; right += TILE) {
        // Tiles are aligned to the block, so that a pair within a tile is met once.
        const rightEnd = Math.min(to, right + TILE)
        this.flush(full)
        const a = this.gather(rows, left, leftEnd)
        if (right === left && rightEnd === leftEnd)
          this.pairs(a, a + leftEnd - left, a, a + leftEnd - left, full)
        else {
          const b = this.gather(rows, right, rightEnd)
          this.pairs(a, a + leftEnd - left, b, b + rightEnd - right, full)
        }
      }
    }
  }

  private gather(rows: Int32Array, from: number, to: number): number {
    const first = this.slots
    for (let at = from; at < to; at++) this.gatherRow(rows[at]!)
    return first
  }
  private gatherRow(row: number): void {
    const { places, stride, ruleAt, rowAt } = this
    const { records, table } = this.plan
    const out = this.rows
    const at = this.slots++ * stride
    const from = row * places.length
    for (let word = 0; word < places.length; word++) out[at + places[word]!] = records[from + word]!
    for (const comparer of this.extras) comparer.gather(at)
    if (this.rule > 0) {
      const own = row * table!.rules
      for (let rule = 0; rule < this.rule; rule++) out[at + ruleAt + rule] = table!.of[own + rule]!
    }
    out[at + rowAt] = row
  }

  private flush(full: (count: number) => void): void {
    if (this.count) full(this.count)
    this.count = 0
    this.slots = 0
  }

  /** Pairs of two runs of slots; of one run with itself where both start together. */
  private pairs(
    fromA: number,
    toA: number,
    fromB: number,
    toB: number,
    full: (count: number) => void,
  ): void {
    const { rows, stride, rowAt, ruleAt, rule, batch } = this
    const { split } = this.plan
    const { one, two } = batch
    const same = fromA === fromB
    let count = this.count
    const endB = toB * stride
    for (let a = fromA; a < toA; a++) {
      const x = a * stride
      const left = split > 0 && rows[x + rowAt]! >= split
      if (left) break
      for (let y = (same ? a + 1 : fromB) * stride; y < endB; y += stride) {
        if (split > 0 && rows[y + rowAt]! < split) continue
        let earlier = false
        for (let before = 0; before < rule; before++) {
          if (rows[x + ruleAt + before] === rows[y + ruleAt + before]) {
            earlier = true
            break
          }
        }
        if (earlier) continue
        one[count] = x
        two[count] = y
        if (++count === BATCH) {
          full(count)
          count = 0
        }
      }
    }
    this.count = count
  }
}

/** Scores units: the weight of each candidate pair that reaches `least`, exactly. */
export class Scorer {
  private readonly walker: Walker
  private readonly plan: Plan
  private readonly cheap: readonly Comparer[]
  private readonly costly: readonly Comparer[]
  /** The costly fields, those first whose reading settles most pairs. */
  private readonly order: readonly number[]

  constructor(plan: Plan) {
    this.plan = plan
    this.walker = new Walker(plan)
    this.cheap = this.walker.comparers.filter((one) => !one.costly)
    this.costly = this.walker.comparers.filter((one) => one.costly)
    this.order = [...this.costly.keys()].sort(
      (a, b) => this.costly[b]!.telling - this.costly[a]!.telling,
    )
  }

  /** The weight of two rows, whether or not a rule would pair them. */
  weightOf(one: number, two: number): number {
    this.walker.loadRows([one, two])
    let weight = this.plan.prior
    for (const comparer of this.cheap) weight += comparer.weight(0, this.walker.stride)
    for (const comparer of this.costly) weight += comparer.weight(0, this.walker.stride)
    return weight
  }

  score(unit: Unit): Found {
    let room = 1024
    let a = new Int32Array(room)
    let b = new Int32Array(room)
    let weight = new Float64Array(room)
    let end = 0
    let compared = 0
    let pruned = 0
    const { walker } = this
    walker.walk(unit, (count) => {
      compared += count
      const left = this.scoreBatch(count)
      pruned += count - left.read
      if (end + left.kept > room) {
        room = Math.max(room * 2, end + left.kept)
        a = grown(a, new Int32Array(room))
        b = grown(b, new Int32Array(room))
        weight = grown(weight, new Float64Array(room))
      }
      const { one, two, sum } = walker.batch
      for (let at = 0; at < left.kept; at++) {
        const x = walker.rowOf(one[at]!)
        const y = walker.rowOf(two[at]!)
        a[end] = x < y ? x : y
        b[end] = x < y ? y : x
        weight[end++] = sum[at]!
      }
    })
    return {
      a: a.slice(0, end),
      b: b.slice(0, end),
      weight: weight.slice(0, end),
      compared,
      pruned,
    }
  }

  /**
   * Leaves the pairs that reach the threshold at the front of the batch, their weight in `sum`. The
   * bound of a field is never below its weight, so what is dropped could not have been kept; the
   * weights kept are summed in the same order either way.
   */
  private scoreBatch(count: number): { kept: number; read: number } {
    const { batch } = this.walker
    const { prior, prune } = this.plan
    batch.sum.fill(prior, 0, count)
    this.cheap.forEach((comparer) => {
      comparer.begin(batch, count, -1)
    })
    this.costly.forEach((comparer, slot) => {
      comparer.begin(batch, count, slot)
    })
    let left = prune === false ? count : this.drop(count, 1e-9)
    const read = left
    for (const slot of this.order) {
      this.costly[slot]!.settle(batch, left, slot)
      if (prune !== false) left = this.drop(left, 1e-9)
    }
    for (let at = 0; at < left; at++)
      for (let slot = 0; slot < this.costly.length; slot++)
        batch.sum[at]! += batch.costly[slot]![at]!
    return { kept: this.keep(left), read }
  }

  private drop(count: number, slack: number): number {
    const { one, two, sum, costly, open } = this.walker.batch
    const least = this.plan.least - slack
    let left = 0
    for (let at = 0; at < count; at++) {
      let most = sum[at]!
      for (let slot = 0; slot < costly.length; slot++) most += costly[slot]![at]!
      if (most < least) continue
      if (left !== at) {
        one[left] = one[at]!
        two[left] = two[at]!
        sum[left] = sum[at]!
        for (let slot = 0; slot < costly.length; slot++) {
          costly[slot]![left] = costly[slot]![at]!
          open[slot]![left] = open[slot]![at]!
        }
      }
      left++
    }
    return left
  }

  private keep(count: number): number {
    const { one, two, sum } = this.walker.batch
    let left = 0
    for (let at = 0; at < count; at++) {
      if (sum[at]! < this.plan.least) continue
      one[left] = one[at]!
      two[left] = two[at]!
      sum[left++] = sum[at]!
    }
    return left
  }
}

function grown<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from)
  return to
}
