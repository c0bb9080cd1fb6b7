import { type Batch, type Comparer, expectedFall, type FieldWeights, mostFrom } from './compare.ts'
import { overlapLevels } from './kinds.ts'
import type { Field, WordPool } from './prepare.ts'

/** The level of an overlap of words, as an index into `levelsOf.words`. */
export function overlapLevel(share: number): number {
  let level = 1
  while (level <= overlapLevels.length && share < overlapLevels[level - 1]!) level++
  return level
}

/** Texts of several words: what share of their words they have in common, rare words counting more. */
export class WordsComparer implements Comparer {
  readonly costly = true
  readonly extra = 0
  readonly telling: number
  private rows: Int32Array = new Int32Array(0)
  private offset = 0
  private readonly words: WordPool
  private readonly weights: FieldWeights
  private readonly most: number

  constructor(field: Field, weights: FieldWeights) {
    this.words = field.bag!
    this.weights = weights
    this.most = mostFrom(weights.levels, 1)
    this.telling = expectedFall(field, this.most, weights.levels)
  }
  gather(): void {}
  bind(rows: Int32Array, offset: number): void {
    this.rows = rows
    this.offset = offset
  }
  private level(a: number, b: number): number {
    return a < 0 || b < 0 ? -1 : a === b ? 0 : overlapLevel(overlapOf(this.words, a, b))
  }
  levels({ one, two }: Batch, count: number, out: Uint8Array): void {
    const { rows, offset } = this
    for (let at = 0; at < count; at++)
      out[at] = this.level(rows[one[at]! + offset]!, rows[two[at]! + offset]!)
  }
  weight(one: number, two: number): number {
    const a = this.rows[one + this.offset]!
    const level = this.level(a, this.rows[two + this.offset]!)
    return level < 0
      ? 0
      : this.weights.levels[level]! + (level === 0 ? (this.weights.form?.[a] ?? 0) : 0)
  }
  begin({ one, two, costly, open }: Batch, count: number, slot: number): void {
    const { rows, offset } = this
    for (let at = 0; at < count; at++) {
      const a = rows[one[at]! + offset]!
      const b = rows[two[at]! + offset]!
      const differ = a >= 0 && b >= 0 && a !== b
      open[slot]![at] = differ ? 1 : 0
      costly[slot]![at] = differ ? this.most : this.weight(one[at]!, two[at]!)
    }
  }
  settle({ one, two, costly, open }: Batch, count: number, slot: number): void {
    for (let at = 0; at < count; at++)
      if (open[slot]![at] !== 0) costly[slot]![at] = this.weight(one[at]!, two[at]!)
  }
}

/** Σ rarity of shared words / Σ rarity of all words; words are sorted, so one walk suffices. */
function overlapOf({ starts, words, rarity }: WordPool, one: number, two: number): number {
  let i = starts[one]!
  let j = starts[two]!
  const endI = starts[one + 1]!
  const endJ = starts[two + 1]!
  let shared = 0
  let all = 0
  while (i < endI || j < endJ) {
    const a = i < endI ? words[i]! : Number.POSITIVE_INFINITY
    const b = j < endJ ? words[j]! : Number.POSITIVE_INFINITY
    const weight = rarity[Math.min(a, b)]!
    all += weight
    if (a === b) shared += weight
    if (a <= b) i++
    if (b <= a) j++
  }
  return all > 0 ? shared / all : 0
}
