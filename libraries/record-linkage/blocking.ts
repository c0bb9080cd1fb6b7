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
  /** By row: the number of its block, -1 where it stands alone. */
  blockOf: Int32Array
}

/** What a rule would cost, known before any pair is compared. */
export interface RuleCount {
  rule: Rule
  blocks: number
  pairs: number
  /** The largest block, and the share of all pairs that it makes. */
  largest: number
  largestShare: number
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

/** Rows with equal keys, brought together by a radix sort of a hash and told apart exactly. */
export function buildBlocks(keys: readonly Int32Array[], rows: number, split: number): Blocks {
  const { order, hash, count } = sortedByHash(keys, rows)
  const out = int32(count)
  const blockOf = int32(rows).fill(-1)
  const starts: number[] = []
  let end = 0
  for (let from = 0; from < count; ) {
    let to = from + 1
    while (to < count && hash[order[to]!] === hash[order[from]!]) to++
    if (to - from > 1)
      for (const block of exactBlocks(keys, order.subarray(from, to))) {
        if (block.length < 2 || (split > 0 && (block[0]! >= split || block.at(-1)! < split)))
          continue
        for (const row of block) {
          blockOf[row] = starts.length
          out[end++] = row
        }
        starts.push(end - block.length)
      }
    from = to
  }
  starts.push(end)
  const startWords = int32(starts.length)
  startWords.set(starts)
  const used = int32(end)
  used.set(out.subarray(0, end))
  return { rows: used, starts: startWords, blockOf }
}

function sortedByHash(keys: readonly Int32Array[], rows: number) {
  const hash = new Uint32Array(rows)
  let order: Int32Array<ArrayBufferLike> = new Int32Array(rows)
  let count = 0
  for (let row = 0; row < rows; row++) {
    let mixed = 0x811c9dc5
    let whole = true
    for (let at = 0; at < keys.length; at++) {
      const word = keys[at]![row]!
      // The second word of digits may be any bits; only where the first is missing is there no key.
      if (word === -1) whole = false
      mixed = Math.imul(mixed ^ word, 0x9e3779b1)
      mixed ^= mixed >>> 15
      mixed = Math.imul(mixed, 0x85ebca77)
      mixed ^= mixed >>> 13
    }
    if (!whole) continue
    hash[row] = mixed >>> 0
    order[count++] = row
  }
  let other: Int32Array<ArrayBufferLike> = new Int32Array(count)
  const counts = new Int32Array(2048)
  for (const shift of [0, 11, 22]) {
    counts.fill(0)
    for (let at = 0; at < count; at++) counts[(hash[order[at]!]! >>> shift) & 2047]!++
    let sum = 0
    for (let bucket = 0; bucket < 2048; bucket++) {
      const here = counts[bucket]!
      counts[bucket] = sum
      sum += here
    }
    for (let at = 0; at < count; at++) {
      const row = order[at]!
      other[counts[(hash[row]! >>> shift) & 2047]!++] = row
    }
    ;[order, other] = [other, order]
  }
  return { order, hash, count }
}

/** Usually the run itself; where two keys share a hash, each of them. */
function exactBlocks(keys: readonly Int32Array[], run: Int32Array): Int32Array[] {
  const first = run[0]!
  const same = (row: number) => keys.every((words) => words[row] === words[first])
  if (run.every(same)) return [run]
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
