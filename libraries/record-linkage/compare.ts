import { dateLevel } from './dates.ts'
import { digitLevel } from './digits.ts'
import { ones, PoolSimilarity, shortLevel, textLevel } from './jaro.ts'
import { alike, MOST_TOKENS } from './kinds.ts'
import { type Field, PROFILE, type TokenPool } from './prepare.ts'
import { WordsComparer } from './words.ts'

/** The weights (log₂ Bayes factors) of a field, and how rare values move them. */
export interface FieldWeights {
  /** By level. */
  levels: Float64Array
  /** code, text, short, tokens: by form, added where both have it. */
  form?: Float64Array
  /** tokens: by skeleton key, and by token skeleton. */
  skeletonKey?: Float64Array
  token?: Float64Array
}

/** How many pairs are scored at a time: small enough for a processor's second cache. */
export const BATCH = 4096

/** Pairs on their way: where their two rows stand, and what is known of their weight. */
export interface Batch {
  one: Int32Array
  two: Int32Array
  /** The weight of the prior and of all cheap fields. */
  sum: Float64Array
  /** By costly field: its weight, or, where `open` is set, a bound that it cannot exceed. */
  costly: Float64Array[]
  open: Uint8Array[]
}

export function newBatch(costlyFields: number): Batch {
  const arrays = Array.from({ length: costlyFields })
  return {
    one: new Int32Array(BATCH),
    two: new Int32Array(BATCH),
    sum: new Float64Array(BATCH),
    costly: arrays.map(() => new Float64Array(BATCH)),
    open: arrays.map(() => new Uint8Array(BATCH)),
  }
}

/**
 * Compares one field over a batch. Rows lie side by side in one array (`bind`); a pair is two
 * offsets into it. Every comparer has its own loops: a shared one would make each call in it
 * polymorphic, which costs more than the comparisons.
 */
export interface Comparer {
  readonly costly: boolean
  /** Words that it keeps of a row beside those of its field, so that pairs need not look further. */
  readonly extra: number
  /** Fills the extra words of the row at an offset. */
  gather(row: number): void
  /** How much a pair's weight can be expected to fall when its texts are read. */
  readonly telling: number
  bind(rows: Int32Array, offset: number): void
  /** The level of each of the first `count` pairs; 255 where one side is empty. */
  levels(batch: Batch, count: number, out: Uint8Array): void
  /** The weight of a single pair. */
  weight(one: number, two: number): number
  /** Cheap fields: adds the weight. Costly fields: writes what is known without reading a text. */
  begin(batch: Batch, count: number, slot: number): void
  /** Costly fields: settles the pairs left open. */
  settle(batch: Batch, count: number, slot: number): void
}

export function comparerOf(field: Field, weights: FieldWeights): Comparer {
  switch (field.family) {
    case 'digits':
      return new DigitsComparer(weights)
    case 'date':
      return new DateComparer(weights)
    case 'code':
      return new CodeComparer(weights)
    case 'tokens':
      return new TokensComparer(field, weights)
    case 'words':
      return new WordsComparer(field, weights)
    case 'short':
    case 'text':
      return new TextComparer(field, weights)
  }
}

export const mostFrom = (weights: Float64Array, from: number): number => {
  let most = Number.NEGATIVE_INFINITY
  for (let level = from; level < weights.length; level++) most = Math.max(most, weights[level]!)
  return most
}

class DigitsComparer implements Comparer {
  readonly costly = false
  readonly extra = 0
  readonly telling = 0
  private rows: Int32Array = new Int32Array(0)
  private offset = 0
  private readonly weights: Float64Array
  constructor({ levels }: FieldWeights) {
    this.weights = levels
  }
  bind(rows: Int32Array, offset: number): void {
    this.rows = rows
    this.offset = offset
  }
  private level(one: number, two: number): number {
    const { rows, offset } = this
    return digitLevel(
      rows[one + offset]!,
      rows[one + offset + 1]!,
      rows[two + offset]!,
      rows[two + offset + 1]!,
    )
  }
  levels({ one, two }: Batch, count: number, out: Uint8Array): void {
    for (let at = 0; at < count; at++) out[at] = this.level(one[at]!, two[at]!)
  }
  weight(one: number, two: number): number {
    const level = this.level(one, two)
    return level < 0 ? 0 : this.weights[level]!
  }
  begin({ one, two, sum }: Batch, count: number): void {
    const { weights } = this
    for (let at = 0; at < count; at++) {
      const level = this.level(one[at]!, two[at]!)
      if (level >= 0) sum[at]! += weights[level]!
    }
  }
  settle(): void {}
  gather(): void {}
}

class DateComparer implements Comparer {
  readonly costly = false
  readonly extra = 0
  readonly telling = 0
  private rows: Int32Array = new Int32Array(0)
  private offset = 0
  private readonly weights: Float64Array
  constructor({ levels }: FieldWeights) {
    this.weights = levels
  }
  bind(rows: Int32Array, offset: number): void {
    this.rows = rows
    this.offset = offset
  }
  levels({ one, two }: Batch, count: number, out: Uint8Array): void {
    const { rows, offset } = this
    for (let at = 0; at < count; at++)
      out[at] = dateLevel(rows[one[at]! + offset]!, rows[two[at]! + offset]!)
  }
  weight(one: number, two: number): number {
    const level = dateLevel(this.rows[one + this.offset]!, this.rows[two + this.offset]!)
    return level < 0 ? 0 : this.weights[level]!
  }
  begin({ one, two, sum }: Batch, count: number): void {
    const { rows, offset, weights } = this
    for (let at = 0; at < count; at++) {
      const level = dateLevel(rows[one[at]! + offset]!, rows[two[at]! + offset]!)
      if (level >= 0) sum[at]! += weights[level]!
    }
  }
  settle(): void {}
  gather(): void {}
}

class CodeComparer implements Comparer {
  readonly costly = false
  readonly extra = 0
  readonly telling = 0
  private rows: Int32Array = new Int32Array(0)
  private offset = 0
  private readonly weights: FieldWeights
  constructor(weights: FieldWeights) {
    this.weights = weights
  }
  bind(rows: Int32Array, offset: number): void {
    this.rows = rows
    this.offset = offset
  }
  levels({ one, two }: Batch, count: number, out: Uint8Array): void {
    const { rows, offset } = this
    for (let at = 0; at < count; at++) {
      const a = rows[one[at]! + offset]!
      const b = rows[two[at]! + offset]!
      out[at] = a < 0 || b < 0 ? 255 : a === b ? 0 : 1
    }
  }
  weight(one: number, two: number): number {
    const a = this.rows[one + this.offset]!
    const b = this.rows[two + this.offset]!
    if (a < 0 || b < 0) return 0
    return a === b
      ? this.weights.levels[0]! + (this.weights.form?.[a] ?? 0)
      : this.weights.levels[1]!
  }
  begin({ one, two, sum }: Batch, count: number): void {
    const { rows, offset } = this
    const { levels, form } = this.weights
    const [same, other] = [levels[0]!, levels[1]!]
    for (let at = 0; at < count; at++) {
      const a = rows[one[at]! + offset]!
      const b = rows[two[at]! + offset]!
      if (a < 0 || b < 0) continue
      sum[at]! += a === b ? (form === undefined ? same : same + form[a]!) : other
    }
  }
  settle(): void {}
  gather(): void {}
}

/** Texts and short codes. */
class TextComparer implements Comparer {
  readonly costly = true
  readonly extra = 0
  readonly telling: number
  private rows: Int32Array = new Int32Array(0)
  private offset = 0
  private readonly field: Field
  private readonly weights: FieldWeights
  private readonly similarity: PoolSimilarity
  private readonly most: number
  private readonly isShort: boolean
  constructor(field: Field, weights: FieldWeights) {
    this.field = field
    this.weights = weights
    this.similarity = new PoolSimilarity(field.pool!)
    this.most = mostFrom(weights.levels, 1)
    this.isShort = field.family === 'short'
    this.telling = expectedFall(field, this.most, weights.levels)
  }
  gather(): void {}
  bind(rows: Int32Array, offset: number): void {
    this.rows = rows
    this.offset = offset
  }
  private differing(a: number, b: number): number {
    return this.isShort ? shortLevel(this.field.pool!, a, b) : textLevel(this.similarity, a, b)
  }
  levels({ one, two }: Batch, count: number, out: Uint8Array): void {
    const { rows, offset } = this
    for (let at = 0; at < count; at++) {
      const a = rows[one[at]! + offset]!
      const b = rows[two[at]! + offset]!
      out[at] = a < 0 || b < 0 ? 255 : a === b ? 0 : this.differing(a, b)
    }
  }
  private equal(a: number): number {
    const { levels, form } = this.weights
    return form === undefined ? levels[0]! : levels[0]! + form[a]!
  }
  weight(one: number, two: number): number {
    const a = this.rows[one + this.offset]!
    const b = this.rows[two + this.offset]!
    if (a < 0 || b < 0) return 0
    return a === b ? this.equal(a) : this.weights.levels[this.differing(a, b)]!
  }
  begin({ one, two, costly, open }: Batch, count: number, slot: number): void {
    const { rows, offset, most } = this
    const out = costly[slot]!
    const isOpen = open[slot]!
    for (let at = 0; at < count; at++) {
      const a = rows[one[at]! + offset]!
      const b = rows[two[at]! + offset]!
      isOpen[at] = 0
      if (a < 0 || b < 0) out[at] = 0
      else if (a === b) out[at] = this.equal(a)
      else {
        out[at] = most
        isOpen[at] = 1
      }
    }
  }
  settle({ one, two, costly, open }: Batch, count: number, slot: number): void {
    const { rows, offset } = this
    const { levels } = this.weights
    const out = costly[slot]!
    const isOpen = open[slot]!
    for (let at = 0; at < count; at++) {
      if (isOpen[at] === 0) continue
      out[at] = levels[this.differing(rows[one[at]! + offset]!, rows[two[at]! + offset]!)]!
    }
  }
}

// Behind its form and its skeleton key, a name takes along its profile.
const BITS = 2 + PROFILE.bits
const LETTERS = 2 + PROFILE.letters
const LENGTH = 2 + PROFILE.length
const COUNT = 2 + PROFILE.count
const TOKENS = 2 + PROFILE.tokens

/** Names and places. Which level holds is said in `plain.ts`; here it is only reached faster. */
class TokensComparer implements Comparer {
  readonly costly = true
  readonly extra = PROFILE.size
  readonly telling: number
  private rows: Int32Array = new Int32Array(0)
  private offset = 0
  private readonly tokens: TokenPool
  private readonly weights: FieldWeights
  private readonly whole: PoolSimilarity
  private readonly word: PoolSimilarity
  /** By form: the most that a rare shared token can add. */
  private readonly rarest: Float64Array | undefined
  private readonly mostUnshared: number
  private readonly mostShared: number
  private readonly used = new Uint8Array(MOST_TOKENS)
  private readonly loose = new Int32Array(MOST_TOKENS)
  /** What the rarity of the value adds to the level just found. */
  private adjust = 0

  constructor(field: Field, weights: FieldWeights) {
    this.tokens = field.tokens!
    this.weights = weights
    this.whole = new PoolSimilarity(field.pool!)
    this.word = new PoolSimilarity(field.tokens!.texts)
    const { levels, token } = weights
    this.mostUnshared = Math.max(levels[4]!, levels[6]!, levels[7]!)
    this.mostShared = Math.max(levels[3]!, levels[5]!)
    this.rarest = token && rarestOf(field.tokens!, field.forms, token)
    this.telling = expectedFall(field, this.mostUnshared, levels)
  }

  bind(rows: Int32Array, offset: number): void {
    this.rows = rows
    this.offset = offset
  }

  gather(row: number): void {
    const { rows } = this
    const at = row + this.offset
    const form = rows[at]!
    if (form < 0) return
    const { profiles } = this.tokens
    const from = form * PROFILE.size
    for (let word = 0; word < PROFILE.size; word++) rows[at + 2 + word] = profiles[from + word]!
  }

  levels({ one, two }: Batch, count: number, out: Uint8Array): void {
    for (let at = 0; at < count; at++) out[at] = this.level(one[at]!, two[at]!)
  }

  weight(one: number, two: number): number {
    const level = this.level(one, two)
    return level < 0 ? 0 : this.weights.levels[level]! + this.adjust
  }

  private level(one: number, two: number): number {
    const { rows, offset, tokens, weights } = this
    const a = rows[one + offset]!
    const b = rows[two + offset]!
    this.adjust = 0
    if (a < 0 || b < 0) return -1
    if (a === b) {
      if (weights.form !== undefined) this.adjust = weights.form[a]!
      return 0
    }
    const key = rows[one + offset + 1]!
    if (key === rows[two + offset + 1]!) {
      if (weights.skeletonKey !== undefined) this.adjust = weights.skeletonKey[key]!
      return tokens.folded[a] === tokens.folded[b] ? 1 : 2
    }
    return this.differing(one + offset, two + offset)
  }

  begin({ one, two, costly, open }: Batch, count: number, slot: number): void {
    const { rows, offset, rarest, mostShared, mostUnshared } = this
    const out = costly[slot]!
    const isOpen = open[slot]!
    for (let at = 0; at < count; at++) {
      const x = one[at]! + offset
      const y = two[at]! + offset
      const a = rows[x]!
      const b = rows[y]!
      isOpen[at] = 0
      if (a < 0 || b < 0) out[at] = 0
      else if (a === b || rows[x + 1] === rows[y + 1]) out[at] = this.weight(x - offset, y - offset)
      else {
        isOpen[at] = 1
        let most = mostUnshared
        if ((rows[x + BITS]! & rows[y + BITS]!) !== 0) {
          let shared = mostShared
          if (rarest !== undefined) shared += Math.min(rarest[a]!, rarest[b]!)
          if (shared > most) most = shared
        }
        out[at] = most
      }
    }
  }

  settle({ one, two, costly, open }: Batch, count: number, slot: number): void {
    const { offset } = this
    const { levels } = this.weights
    const out = costly[slot]!
    const isOpen = open[slot]!
    for (let at = 0; at < count; at++) {
      if (isOpen[at] === 0) continue
      this.adjust = 0
      const level = this.differing(one[at]! + offset, two[at]! + offset)
      out[at] = levels[level]! + this.adjust
    }
  }

  /** The level of two names (where their rows stand) whose consonants are not all the same. */
  private differing(one: number, two: number): number {
    const { rows, used, loose } = this
    const { skeleton } = this.tokens
    const lengthOne = rows[one + COUNT]!
    const lengthTwo = rows[two + COUNT]!
    const swap =
      lengthOne === lengthTwo ? !this.whole.before(rows[one]!, rows[two]!) : lengthOne > lengthTwo
    const a = swap ? two : one
    const b = swap ? one : two
    const fromA = a + TOKENS
    const fewer = rows[a + COUNT]!
    const fromB = b + TOKENS
    const more = rows[b + COUNT]!
    for (let j = 0; j < more; j++) used[j] = 0
    let shared = 0
    let left = 0
    let adjust = Number.NEGATIVE_INFINITY
    const rarity = this.weights.token
    const mayShare = (rows[a + BITS]! & rows[b + BITS]!) !== 0
    for (let i = 0; i < fewer; i++) {
      const token = rows[fromA + i]!
      let found = false
      if (mayShare) {
        const own = skeleton[token]!
        for (let j = 0; j < more; j++) {
          if (used[j] !== 0 || skeleton[rows[fromB + j]!] !== own) continue
          used[j] = 1
          found = true
          break
        }
        if (found) {
          shared++
          if (rarity !== undefined && rarity[own]! > adjust) adjust = rarity[own]!
        }
      }
      if (!found) loose[left++] = token
    }
    if (shared === fewer && fewer >= 2) {
      if (rarity !== undefined) this.adjust = adjust
      return 3
    }
    let close = 0
    for (let i = 0; i < left; i++) {
      for (let j = 0; j < more; j++) {
        if (used[j] !== 0 || !this.wordsAlike(loose[i]!, rows[fromB + j]!)) continue
        used[j] = 1
        close++
        break
      }
    }
    if (shared + close === fewer && (fewer >= 2 || more === fewer)) return 4
    if (
      mayBeAlike(
        rows[a + LENGTH]!,
        rows[a + LETTERS]!,
        rows[b + LENGTH]!,
        rows[b + LETTERS]!,
        alike.whole,
      ) &&
      this.whole.atLeast(rows[one]!, rows[two]!, alike.whole) >= alike.whole
    )
      return 4
    if (shared > 0) {
      if (rarity !== undefined) this.adjust = adjust
      return 5
    }
    return close > 0 ? 6 : 7
  }

  /** Alike in spelling, or one the initial of the other. */
  private wordsAlike(one: number, two: number): boolean {
    const { starts, symbols } = this.tokens.texts
    const lengthOne = starts[one + 1]! - starts[one]!
    const lengthTwo = starts[two + 1]! - starts[two]!
    if (lengthOne === 1 || lengthTwo === 1) return symbols[starts[one]!] === symbols[starts[two]!]
    return this.word.atLeast(one, two, alike.word) >= alike.word
  }
}

/** Whether two texts can be that similar, from their lengths and letters alone, however they begin. */
function mayBeAlike(
  lengthA: number,
  a: number,
  lengthB: number,
  b: number,
  least: number,
): boolean {
  const most = Math.min(lengthA - ones(a & ~b), lengthB - ones(b & ~a))
  const jaro = (most / lengthA + most / lengthB + 1) / 3
  return jaro + 0.4 * (1 - jaro) >= least - 1e-9
}

const LOOKED_AT = 1000

/** What reading a field takes from a bound, on average: nothing where it is empty on one side. */
export function expectedFall(field: Field, most: number, levels: Float64Array): number {
  const words = field.words[0]!
  const step = Math.max(1, Math.floor(words.length / LOOKED_AT))
  let filled = 0
  let looked = 0
  for (let row = 0; row < words.length; row += step, looked++) if (words[row]! >= 0) filled++
  const share = looked ? filled / looked : 0
  return share * share * (most - levels[levels.length - 1]!)
}

function rarestOf(tokens: TokenPool, forms: number, rarity: Float64Array): Float64Array {
  const out = new Float64Array(forms)
  for (let form = 0; form < forms; form++) {
    let most = Number.NEGATIVE_INFINITY
    for (let at = tokens.starts[form]!; at < tokens.starts[form + 1]!; at++)
      most = Math.max(most, rarity[tokens.skeleton[tokens.tokens[at]!]!]!)
    out[form] = most
  }
  return out
}
