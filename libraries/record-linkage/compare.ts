import { dateLevel } from './dates.ts'
import { digitLevel } from './digits.ts'
import { PoolSimilarity, shortLevel, textLevel } from './jaro.ts'
import { alike } from './kinds.ts'
import type { Field, TokenPool } from './prepare.ts'
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
}

class DateComparer implements Comparer {
  readonly costly = false
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
}

class CodeComparer implements Comparer {
  readonly costly = false
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
}

/** Texts and short codes. */
class TextComparer implements Comparer {
  readonly costly = true
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
  }
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

/** Names and places. Which level holds is said in `plain.ts`; here it is only reached faster. */
class TokensComparer implements Comparer {
  readonly costly = true
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
  private readonly used = new Uint8Array(32)
  private readonly loose = new Int32Array(32)
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
  }

  bind(rows: Int32Array, offset: number): void {
    this.rows = rows
    this.offset = offset
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
    return this.differing(a, b)
  }

  begin({ one, two, costly, open }: Batch, count: number, slot: number): void {
    const { rows, offset, rarest, mostShared, mostUnshared } = this
    const { signature } = this.tokens
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
        if ((signature[a]! & signature[b]!) !== 0) {
          let shared = mostShared
          if (rarest !== undefined) shared += Math.min(rarest[a]!, rarest[b]!)
          if (shared > most) most = shared
        }
        out[at] = most
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
      this.adjust = 0
      const level = this.differing(rows[one[at]! + offset]!, rows[two[at]! + offset]!)
      out[at] = levels[level]! + this.adjust
    }
  }

  /** The level of two names whose consonants are not all the same. */
  private differing(one: number, two: number): number {
    const { starts, tokens, skeleton, signature } = this.tokens
    const lengthOne = starts[one + 1]! - starts[one]!
    const lengthTwo = starts[two + 1]! - starts[two]!
    const swap = lengthOne === lengthTwo ? !this.whole.before(one, two) : lengthOne > lengthTwo
    const a = swap ? two : one
    const b = swap ? one : two
    const fromA = starts[a]!
    const fewer = starts[a + 1]! - fromA
    const fromB = starts[b]!
    const more = starts[b + 1]! - fromB
    const { used, loose } = this
    used.fill(0, 0, more)
    let shared = 0
    let left = 0
    let adjust = Number.NEGATIVE_INFINITY
    const rarity = this.weights.token
    const mayShare = (signature[a]! & signature[b]!) !== 0
    for (let i = 0; i < fewer; i++) {
      const token = tokens[fromA + i]!
      const own = skeleton[token]!
      let found = false
      for (let j = 0; mayShare && j < more; j++) {
        if (used[j] !== 0 || skeleton[tokens[fromB + j]!] !== own) continue
        used[j] = 1
        found = true
        break
      }
      if (!found) loose[left++] = token
      else {
        shared++
        if (rarity !== undefined && rarity[own]! > adjust) adjust = rarity[own]!
      }
    }
    if (shared === fewer && fewer >= 2) {
      if (rarity !== undefined) this.adjust = adjust
      return 3
    }
    let close = 0
    for (let i = 0; i < left; i++) {
      for (let j = 0; j < more; j++) {
        if (used[j] !== 0 || !this.wordsAlike(loose[i]!, tokens[fromB + j]!)) continue
        used[j] = 1
        close++
        break
      }
    }
    if (shared + close === fewer && (fewer >= 2 || more === fewer)) return 4
    if (this.whole.atLeast(one, two, alike.whole) >= alike.whole) return 4
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
