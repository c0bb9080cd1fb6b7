import { alike } from './kinds.ts'
import type { TextPool } from './pool.ts'

export const ones = (word: number): number => {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/**
 * Jaro–Winkler over a pool of texts, bit-parallel for texts of up to 32 symbols: the positions of
 * each symbol of one text are the bits of a mask, so that a match is an AND and a lowest bit. The
 * result does not depend on the order of the two texts.
 */
export class PoolSimilarity {
  private readonly masks = new Int32Array(65_536)
  private owner = -1
  private readonly pool: TextPool
  private readonly takenA = new Uint8Array(4096)
  private readonly takenB = new Uint8Array(4096)

  constructor(pool: TextPool) {
    this.pool = pool
  }

  /** An upper bound from lengths, letters and beginnings alone. */
  bound(one: number, two: number): number {
    const { starts, symbols, signature } = this.pool
    const startA = starts[one]!
    const startB = starts[two]!
    const lengthA = starts[one + 1]! - startA
    const lengthB = starts[two + 1]! - startB
    const a = signature[one]!
    const b = signature[two]!
    // Each kind of letter that only one text has is at least one letter without a partner.
    const most = Math.min(lengthA - ones(a & ~b), lengthB - ones(b & ~a), lengthA, lengthB)
    if (most <= 0) return 0
    const jaro = (most / lengthA + most / lengthB + 1) / 3
    if (jaro <= 0.7) return jaro
    let prefix = 0
    while (prefix < 4 && prefix < most && symbols[startA + prefix] === symbols[startB + prefix])
      prefix++
    return jaro + prefix * 0.1 * (1 - jaro)
  }

  /** The similarity, or 0 where it is certain to stay below `least`. */
  atLeast(one: number, two: number, least: number): number {
    return this.bound(one, two) < least - 1e-9 ? 0 : this.similarity(one, two)
  }

  similarity(one: number, two: number): number {
    return this.before(one, two) ? this.ordered(one, two) : this.ordered(two, one)
  }

  /** Shorter first, then alphabetical: the plain definition takes the texts in the same order. */
  before(one: number, two: number): boolean {
    const { starts, symbols } = this.pool
    const startA = starts[one]!
    const startB = starts[two]!
    const length = starts[one + 1]! - startA
    const other = starts[two + 1]! - startB
    if (length !== other) return length < other
    for (let at = 0; at < length; at++) {
      const off = symbols[startA + at]! - symbols[startB + at]!
      if (off !== 0) return off < 0
    }
    return true
  }

  private ordered(one: number, two: number): number {
    const { starts, symbols } = this.pool
    const startA = starts[one]!
    const startB = starts[two]!
    const lengthA = starts[one + 1]! - startA
    const lengthB = starts[two + 1]! - startB
    if (lengthA === 0 || lengthB === 0) return 0
    const jaro =
      lengthB > 32
        ? this.long(startA, lengthA, startB, lengthB)
        : this.short(one, startA, lengthA, startB, lengthB)
    if (jaro <= 0.7) return jaro
    let prefix = 0
    while (
      prefix < 4 &&
      prefix < lengthA &&
      prefix < lengthB &&
      symbols[startA + prefix] === symbols[startB + prefix]
    )
      prefix++
    return jaro + prefix * 0.1 * (1 - jaro)
  }

  private own(one: number, start: number, length: number): void {
    const { masks } = this
    const { starts, symbols } = this.pool
    if (this.owner >= 0)
      for (let at = starts[this.owner]!; at < starts[this.owner + 1]!; at++) masks[symbols[at]!] = 0
    this.owner = one
    for (let at = 0; at < length && at < 32; at++) masks[symbols[start + at]!]! |= 1 << at
  }

  private short(
    one: number,
    startA: number,
    lengthA: number,
    startB: number,
    lengthB: number,
  ): number {
    if (this.owner !== one) this.own(one, startA, lengthA)
    const { masks } = this
    const { symbols } = this.pool
    const reach = Math.max(0, (lengthB >> 1) - 1)
    let window = reach >= 31 ? -1 : (1 << (reach + 1)) - 1
    let takenA = 0
    let takenB = 0
    let matches = 0
    for (let j = 0; j < lengthB; j++) {
      const found = masks[symbols[startB + j]!]! & window & ~takenA
      if (found !== 0) {
        takenA |= found & -found
        takenB |= 1 << j
        matches++
      }
      window = j < reach ? (window << 1) | 1 : window << 1
    }
    if (matches === 0) return 0
    let moved = 0
    let a = takenA
    let b = takenB
    while (b !== 0) {
      const lowA = a & -a
      const lowB = b & -b
      if ((masks[symbols[startB + 31 - Math.clz32(lowB)]!]! & lowA) === 0) moved++
      a ^= lowA
      b ^= lowB
    }
    return (matches / lengthA + matches / lengthB + (matches - (moved >> 1)) / matches) / 3
  }

  private long(startA: number, lengthA: number, startB: number, lengthB: number): number {
    const { symbols } = this.pool
    const takenA = lengthA > 4096 ? new Uint8Array(lengthA) : this.takenA.fill(0, 0, lengthA)
    const takenB = lengthB > 4096 ? new Uint8Array(lengthB) : this.takenB.fill(0, 0, lengthB)
    const reach = Math.max(0, (lengthB >> 1) - 1)
    let matches = 0
    for (let j = 0; j < lengthB; j++) {
      const last = Math.min(lengthA - 1, j + reach)
      for (let i = Math.max(0, j - reach); i <= last; i++) {
        if (takenA[i] !== 0 || symbols[startA + i] !== symbols[startB + j]) continue
        takenA[i] = 1
        takenB[j] = 1
        matches++
        break
      }
    }
    if (matches === 0) return 0
    let moved = 0
    let i = 0
    for (let j = 0; j < lengthB; j++) {
      if (takenB[j] === 0) continue
      while (takenA[i] === 0) i++
      if (symbols[startA + i] !== symbols[startB + j]) moved++
      i++
    }
    return (matches / lengthA + matches / lengthB + (matches - (moved >> 1)) / matches) / 3
  }
}

/** Whether one or two edits turn one text of a pool into the other, or both begin alike: 1, 2, else 3. */
export function shortLevel(pool: TextPool, one: number, two: number): number {
  const { starts, symbols, signature } = pool
  const startA = starts[one]!
  const startB = starts[two]!
  const lengthA = starts[one + 1]! - startA
  const lengthB = starts[two + 1]! - startB
  let start = 0
  const room = Math.min(lengthA, lengthB)
  while (start < room && symbols[startA + start] === symbols[startB + start]) start++
  let end = 0
  while (
    end < room - start &&
    symbols[startA + lengthA - 1 - end] === symbols[startB + lengthB - 1 - end]
  )
    end++
  const beginning = start >= 3 && start * 2 >= Math.max(lengthA, lengthB)
  const a = signature[one]!
  const b = signature[two]!
  if (Math.max(ones(a & ~b), ones(b & ~a)) > 2 || Math.abs(lengthA - lengthB) > 2)
    return beginning ? 2 : 3
  const edits = fewest(
    symbols,
    startA + start,
    startA + lengthA - end,
    startB + start,
    startB + lengthB - end,
    2,
  )
  return edits === 1 ? 1 : edits === 2 || beginning ? 2 : 3
}

/** Restricted edit distance (with swaps of neighbours), cut off at `left` + 1. */
function fewest(
  symbols: Uint16Array,
  fromA: number,
  endA: number,
  fromB: number,
  endB: number,
  left: number,
): number {
  let a = fromA
  let b = fromB
  while (a < endA && b < endB && symbols[a] === symbols[b]) {
    a++
    b++
  }
  if (a === endA || b === endB) return Math.min(endA - a + (endB - b), left + 1)
  if (left === 0 || Math.abs(endA - a - (endB - b)) > left) return left + 1
  let best = fewest(symbols, a + 1, endA, b + 1, endB, left - 1)
  best = Math.min(best, fewest(symbols, a + 1, endA, b, endB, left - 1))
  best = Math.min(best, fewest(symbols, a, endA, b + 1, endB, left - 1))
  if (
    a + 1 < endA &&
    b + 1 < endB &&
    symbols[a] === symbols[b + 1] &&
    symbols[a + 1] === symbols[b]
  )
    best = Math.min(best, fewest(symbols, a + 2, endA, b + 2, endB, left - 1))
  return Math.min(left + 1, best + 1)
}

/** The level of two different texts: 1, 2 or 3 as in `levelsOf.text`. */
export function textLevel(similarity: PoolSimilarity, one: number, two: number): number {
  const found = similarity.atLeast(one, two, alike.textLike)
  return found >= alike.textClose ? 1 : found >= alike.textLike ? 2 : 3
}
