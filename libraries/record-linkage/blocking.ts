import { textsOf } from './pool.ts'
import type { Field, Prepared } from './prepare.ts'
import { Dictionary, int32 } from './shared.ts'

/** Fields that must agree for two rows to be compared: `['name.skeleton', 'dob.year']`. */
export type Rule = readonly string[]

/** The rows of a rule's blocks, side by side; blocks of one row are left out. */
export interface Blocks {
  rows: Int32Array
  /** Where each block starts; one longer than there are blocks. */
  starts: Int32Array
  /** Blocks that were too large to be compared. */
  leftOut?: LeftOut
}

/** A block by one of its rows. */
export interface Block {
  row: number
  rows: number
  pairs: number
}

export interface LeftOut {
  blocks: number
  rows: number
  pairs: number
  largest: Block
}

/** By row and rule, side by side: the number of the row's block; below -1, and no other row's, where it stands alone. */
export interface BlockTable {
  of: Int32Array
  rules: number
}

export function blockTable(rows: number, rules: number): BlockTable {
  const of = int32(rows * rules)
  for (let at = 0, row = 0; row < rows; row++)
    for (let rule = 0; rule < rules; rule++) of[at++] = -2 - row
  return { of, rules }
}

/** What a rule would cost, known before any pair is compared. */
export interface RuleCount {
  rule: Rule
  blocks: number
  pairs: number
  /** The largest block, and the share of all pairs that it makes. */
  largest: number
  largestShare: number
  /** What `mostInBlock` left out: these pairs are compared only where another rule finds them. */
  leftOut?: LeftOut & {
    /** What the rows of the largest share, masked. */
    example: string
  }
}

/**
 * The words of one blocking key, by row. A row whose first word is -1 has no key. Keys of names are
 * skeleton keys, so that scripts and spellings meet in one block.
 */
export function keyWords({ field }: Prepared, key: string): Int32Array[] {
  const [first, second] = field.words
  const { family } = field
  if (family === 'tokens') return [tokenKey(field, key)]
  if (family === 'digits') {
    if (key === 'tail')
      return [
        first!.map((hi, row) =>
          hi === -1 || (second![row]! & 0xffff) === 0xffff ? -1 : second![row]! & 0xffff,
        ),
      ]
    return [first!.map((hi) => (hi >>> 28 === 0 ? hi : -1)), second!]
  }
  if (family === 'date') {
    if (key === 'year') return [first!.map((word) => (word === -1 ? -1 : word >>> 16))]
    if (key === 'monthday')
      return [first!.map((word) => (word === -1 || (word & 0xff) === 0 ? -1 : word & 0xffff))]
    return [first!]
  }
  if (family === 'words' && key !== 'value') {
    const words = field.bag![key as 'rare' | 'next']
    return [first!.map((form) => (form < 0 ? -1 : words[form]!))]
  }
  if (key !== 'start') return [first!]
  const starts = new Dictionary()
  const byForm = textsOf(field.pool!).map((text) =>
    starts.codeOf(text.slice(0, family === 'short' ? Math.max(2, text.length >> 1) : 4)),
  )
  return [first!.map((form) => (form < 0 ? -1 : byForm[form]!))]
}

function tokenKey(field: Field, key: string): Int32Array {
  if (key === 'skeleton') return field.words[1]!
  const { starts, tokens, skeleton } = field.tokens!
  const forms = field.words[0]!
  const rows = new Int32Array(field.tokenSkeletons)
  if (key === 'rare')
    for (const form of forms)
      if (form >= 0)
        for (let at = starts[form]!; at < starts[form + 1]!; at++) rows[skeleton[tokens[at]!]!]!++
  const byForm = new Int32Array(field.forms)
  for (let form = 0; form < field.forms; form++) {
    const end = starts[form + 1]! - 1
    let chosen = key === 'first' ? starts[form]! : end
    if (key === 'rare')
      for (let at = starts[form]!; at < end; at++)
        if (rows[skeleton[tokens[at]!]!]! < rows[skeleton[tokens[chosen]!]!]!) chosen = at
    byForm[form] = skeleton[tokens[chosen]!]!
  }
  return forms.map((form) => (form < 0 ? -1 : byForm[form]!))
}

/**
 * Rows with equal keys, brought together by a radix sort of a hash and told apart exactly. Where a
 * table is given, each row's block is written into the column of the rule. Blocks of more than
 * `most` rows are left out, and counted; where every pair is asked for there are no blocks to leave.
 */
export function buildBlocks(
  keys: readonly Int32Array[],
  rows: number,
  split: number,
  table?: BlockTable,
  rule = 0,
  most = Number.POSITIVE_INFINITY,
): Blocks {
  let leftOut: LeftOut | undefined
  const { order, hash } = sortedByHash(keys, rows, split)
  const count = order.length
  const out = new Int32Array(count)
  const starts: number[] = []
  let end = 0
  for (let from = 0; from < count; ) {
    let to = from + 1
    while (to < count && hash[to] === hash[from]) to++
    if (to - from > 1)
      for (const block of exactBlocks(keys, order.subarray(from, to))) {
        if (block.length < 2 || (split > 0 && (block[0]! >= split || block.at(-1)! < split)))
          continue
        if (keys.length && block.length > most) {
          leftOut = withBlock(leftOut, block, split)
          continue
        }
        if (table) for (const row of block) table.of[row * table.rules + rule] = starts.length
        out.set(block, end)
        starts.push(end)
        end += block.length
      }
    from = to
  }
  starts.push(end)
  const startWords = int32(starts.length)
  startWords.set(starts)
  const used = int32(end)
  used.set(out.subarray(0, end))
  return { rows: used, starts: startWords, ...(leftOut && { leftOut }) }
}

function withBlock(sum: LeftOut | undefined, rows: Int32Array, split: number): LeftOut {
  const pairs = pairsIn(rows, 0, rows.length, split)
  const block: Block = { row: rows[0]!, rows: rows.length, pairs }
  return {
    blocks: (sum?.blocks ?? 0) + 1,
    rows: (sum?.rows ?? 0) + block.rows,
    pairs: (sum?.pairs ?? 0) + pairs,
    largest: sum && sum.largest.pairs >= pairs ? sum.largest : block,
  }
}

/** The blocks that make most pairs, those first. */
export function largestBlocks({ rows, starts }: Blocks, split: number, most: number): Block[] {
  const largest: Block[] = []
  for (let block = 0; block + 1 < starts.length; block++) {
    const [from, to] = [starts[block]!, starts[block + 1]!]
    const pairs = pairsIn(rows, from, to, split)
    if (largest.length === most && pairs <= largest.at(-1)!.pairs) continue
    largest.push({ row: rows[from]!, rows: to - from, pairs })
    largest.sort((a, b) => b.pairs - a.pairs)
    largest.length = Math.min(most, largest.length)
  }
  return largest
}

const hashOf = (keys: readonly Int32Array[], row: number): number => {
  let mixed = 0x811c9dc5
  for (let at = 0; at < keys.length; at++) {
    mixed = Math.imul(mixed ^ keys[at]![row]!, 0x9e3779b1)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x85ebca77)
    mixed ^= mixed >>> 13
  }
  return mixed
}
/** The second word of digits may be any bits: where a first is missing, the row has no key. */
const isWhole = (keys: readonly Int32Array[], row: number): boolean => {
  for (let at = 0; at < keys.length; at++) if (keys[at]![row] === -1) return false
  return true
}

/** A bit for every hash that a smaller first table has: few rows of the second share one. */
function bitsOf(keys: readonly Int32Array[], split: number): Int32Array {
  const bits = new Int32Array(1 << 19)
  for (let row = 0; row < split; row++) {
    if (!isWhole(keys, row)) continue
    const hash = hashOf(keys, row) >>> 8
    bits[hash >>> 5]! |= 1 << (hash & 31)
  }
  return bits
}

/** Rows that have a key, and its hash, in the order of the hashes and then of the rows. */
function sortedByHash(keys: readonly Int32Array[], rows: number, split: number) {
  const bits = split > 0 && split * 2 < rows ? bitsOf(keys, split) : undefined
  let hash = new Uint32Array(rows)
  let order: Int32Array = new Int32Array(rows)
  const counts = [0, 1, 2].map(() => new Int32Array(2048))
  let count = 0
  for (let row = 0; row < rows; row++) {
    if (!isWhole(keys, row)) continue
    const mixed = hashOf(keys, row)
    if (bits && ((bits[mixed >>> 13]! >>> ((mixed >>> 8) & 31)) & 1) === 0) continue
    hash[count] = mixed
    order[count++] = row
    counts[0]![mixed & 2047]!++
    counts[1]![(mixed >>> 11) & 2047]!++
    counts[2]![mixed >>> 22]!++
  }
  let otherHash = new Uint32Array(count)
  let other: Int32Array = new Int32Array(count)
  for (const [pass, shift] of [0, 11, 22].entries()) {
    const places = counts[pass]!
    let sum = 0
    for (let bucket = 0; bucket < 2048; bucket++) {
      const here = places[bucket]!
      places[bucket] = sum
      sum += here
    }
    for (let at = 0; at < count; at++) {
      const own = hash[at]!
      const place = places[(own >>> shift) & 2047]!++
      otherHash[place] = own
      other[place] = order[at]!
    }
    ;[order, other] = [other, order]
    ;[hash, otherHash] = [otherHash, hash]
  }
  return { order: order.subarray(0, count), hash: hash.subarray(0, count) }
}

/** Usually the run itself; where two keys share a hash, each of them. */
function exactBlocks(keys: readonly Int32Array[], run: Int32Array): Int32Array[] {
  const first = run[0]!
  const same = (row: number) => {
    for (let at = 0; at < keys.length; at++) if (keys[at]![row] !== keys[at]![first]) return false
    return true
  }
  let at = 1
  while (at < run.length && same(run[at]!)) at++
  if (at === run.length) return [run]
  const others = run.filter((row) => !same(row))
  return [run.filter(same), ...exactBlocks(keys, others)]
}

/** Pairs of a block; where two tables are linked, only pairs across (rows of the first are below `split`). */
export function pairsIn(rows: Int32Array, from: number, to: number, split: number): number {
  const size = to - from
  if (split === 0) return (size * (size - 1)) / 2
  let left = 0
  while (left < size && rows[from + left]! < split) left++
  return left * (size - left)
}

/** Counts a rule's blocks and pairs (pairs that an earlier rule finds too are counted). */
export function countRule(rule: Rule, { rows, starts }: Blocks, split: number): RuleCount {
  let pairs = 0
  let largest = 0
  let most = 0
  for (let block = 0; block + 1 < starts.length; block++) {
    const here = pairsIn(rows, starts[block]!, starts[block + 1]!, split)
    pairs += here
    most = Math.max(most, here)
    largest = Math.max(largest, starts[block + 1]! - starts[block]!)
  }
  return { rule, blocks: starts.length - 1, pairs, largest, largestShare: pairs ? most / pairs : 0 }
}
