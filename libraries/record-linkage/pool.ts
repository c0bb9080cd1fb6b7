import { int32, uint16 } from './shared.ts'

/** Distinct texts side by side, as UTF-16: the dictionary of a field, and what the string comparisons read. */
export interface TextPool {
  /** Where each text starts; one longer than there are texts. */
  starts: Int32Array
  symbols: Uint16Array
  /** One bit per symbol (modulo 32) that occurs: bounds what two texts can share. */
  signature: Int32Array
}

export function poolOf(texts: readonly string[]): TextPool {
  let length = 0
  for (const text of texts) length += text.length
  const pool: TextPool = {
    starts: int32(texts.length + 1),
    symbols: uint16(length),
    signature: int32(texts.length),
  }
  fill(pool, 0, 0, texts)
  return pool
}

function fill(pool: TextPool, first: number, used: number, texts: readonly string[]): void {
  const { starts, symbols, signature } = pool
  let end = used
  for (let at = 0; at < texts.length; at++) {
    const text = texts[at]!
    let bits = 0
    for (let place = 0; place < text.length; place++) {
      const symbol = text.charCodeAt(place)
      symbols[end++] = symbol
      bits |= 1 << (symbol & 31)
    }
    starts[first + at + 1] = end
    signature[first + at] = bits
  }
}

/** Texts that are each some texts of another pool with spaces between them. */
export function poolOfLists(parts: TextPool, starts: Int32Array, items: Int32Array): TextPool {
  const texts = starts.length - 1
  let length = 0
  for (const item of items) length += parts.starts[item + 1]! - parts.starts[item]! + 1
  const pool: TextPool = {
    starts: int32(texts + 1),
    symbols: uint16(length - texts),
    signature: int32(texts),
  }
  let end = 0
  for (let text = 0; text < texts; text++) {
    const first = starts[text]!
    let bits = starts[text + 1]! - first > 1 ? 1 << (SPACE & 31) : 0
    for (let at = first; at < starts[text + 1]!; at++) {
      if (at > first) pool.symbols[end++] = SPACE
      const item = items[at]!
      bits |= parts.signature[item]!
      for (let symbol = parts.starts[item]!; symbol < parts.starts[item + 1]!; symbol++)
        pool.symbols[end++] = parts.symbols[symbol]!
    }
    pool.starts[text + 1] = end
    pool.signature[text] = bits
  }
  return pool
}
const SPACE = 32

/** The pool with more texts behind its own. */
export function poolWith(pool: TextPool, more: readonly string[]): TextPool {
  if (!more.length) return pool
  const own = pool.signature.length
  const length = more.reduce((sum, text) => sum + text.length, pool.symbols.length)
  const longer: TextPool = {
    starts: int32(own + more.length + 1),
    symbols: uint16(length),
    signature: int32(own + more.length),
  }
  longer.starts.set(pool.starts)
  longer.symbols.set(pool.symbols)
  longer.signature.set(pool.signature)
  fill(longer, own, pool.symbols.length, more)
  return longer
}

export function textAt({ starts, symbols }: TextPool, code: number): string {
  let text = ''
  for (let at = starts[code]!; at < starts[code + 1]!; at++)
    text += String.fromCharCode(symbols[at]!)
  return text
}

export const textsOf = (pool: TextPool): string[] =>
  Array.from(pool.signature, (_, code) => textAt(pool, code))

/** Finds the number of a text in a pool; texts that are not there are numbered behind it. */
export class PoolIndex {
  /** Texts that the pool does not have, in the order in which they were asked for. */
  readonly more: string[] = []
  private readonly pool: TextPool
  private readonly slots: Int32Array
  private readonly own: number
  private readonly added = new Map<string, number>()

  constructor(pool: TextPool) {
    this.pool = pool
    this.own = pool.signature.length
    let size = 16
    while (size < this.own * 2) size *= 2
    this.slots = new Int32Array(size).fill(-1)
    const { starts, symbols } = pool
    for (let code = 0; code < this.own; code++) {
      let hash = 0x811c9dc5
      for (let at = starts[code]!; at < starts[code + 1]!; at++)
        hash = Math.imul(hash ^ symbols[at]!, 0x01000193)
      let slot = (hash ^ (hash >>> 15)) & (size - 1)
      while (this.slots[slot] !== -1) slot = (slot + 1) & (size - 1)
      this.slots[slot] = code
    }
  }

  codeOf(text: string): number {
    let hash = 0x811c9dc5
    for (let at = 0; at < text.length; at++)
      hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
    const mask = this.slots.length - 1
    for (
      let slot = (hash ^ (hash >>> 15)) & mask;
      this.slots[slot] !== -1;
      slot = (slot + 1) & mask
    )
      if (this.equals(this.slots[slot]!, text)) return this.slots[slot]!
    const known = this.added.get(text)
    if (known !== undefined) return known
    const code = this.own + this.more.length
    this.added.set(text, code)
    this.more.push(text)
    return code
  }

  private equals(code: number, text: string): boolean {
    const { starts, symbols } = this.pool
    const start = starts[code]!
    if (starts[code + 1]! - start !== text.length) return false
    for (let at = 0; at < text.length; at++)
      if (symbols[start + at] !== text.charCodeAt(at)) return false
    return true
  }
}
