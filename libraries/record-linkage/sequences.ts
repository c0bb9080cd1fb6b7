/** Distinct short lists of numbers, numbered in the order in which they were met. */
export class SequenceDictionary {
  size = 0
  /** The lists one after the other, and where each ends. */
  items = new Int32Array(1 << 12)
  ends = new Int32Array(1 << 10)
  private hashes = new Int32Array(1 << 10)
  private slots = new Int32Array(1 << 12).fill(-1)

  /** The number of the first `length` items of a list. */
  codeOf(list: Int32Array, length: number): number {
    let hash = length
    for (let at = 0; at < length; at++) {
      hash = Math.imul(hash ^ list[at]!, 0x9e3779b1)
      hash ^= hash >>> 15
    }
    const mask = this.slots.length - 1
    let slot = hash & mask
    for (; this.slots[slot] !== -1; slot = (slot + 1) & mask) {
      const code = this.slots[slot]!
      if (this.hashes[code] === hash && this.equals(code, list, length)) return code
    }
    return this.add(slot, hash, list, length)
  }

  private equals(code: number, list: Int32Array, length: number): boolean {
    const start = code === 0 ? 0 : this.ends[code - 1]!
    if (this.ends[code]! - start !== length) return false
    for (let at = 0; at < length; at++) if (this.items[start + at] !== list[at]) return false
    return true
  }

  private add(slot: number, hash: number, list: Int32Array, length: number): number {
    const code = this.size++
    const used = code === 0 ? 0 : this.ends[code - 1]!
    if (used + length > this.items.length)
      this.items = longer(this.items, this.items.length * 2 + length)
    for (let at = 0; at < length; at++) this.items[used + at] = list[at]!
    if (code === this.ends.length) {
      this.ends = longer(this.ends, code * 2)
      this.hashes = longer(this.hashes, code * 2)
    }
    this.ends[code] = used + length
    this.hashes[code] = hash
    this.slots[slot] = code
    if (this.size * 2 > this.slots.length) this.spread()
    return code
  }

  private spread(): void {
    this.slots = new Int32Array(this.slots.length * 4).fill(-1)
    const mask = this.slots.length - 1
    for (let code = 0; code < this.size; code++) {
      let slot = this.hashes[code]! & mask
      while (this.slots[slot] !== -1) slot = (slot + 1) & mask
      this.slots[slot] = code
    }
  }
}

function longer(from: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const out = new Int32Array(length)
  out.set(from)
  return out
}
