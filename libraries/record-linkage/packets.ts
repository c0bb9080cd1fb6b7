/** Ends each value of a packet. A control character that no clerk can type; in a value it counts as a space. */
export const END = '\x1f'
const END_BYTE = 31

/** Values of some rows as they were written, in UTF-8, each ended by {@link END}; nothing where a row has none. */
export interface Packet {
  bytes: Uint8Array
  rows: number
}

/** Texts as packets, for rows that are in memory. */
export function packetsOf(texts: readonly string[], most = 16_384): Packet[] {
  const encoder = new TextEncoder()
  const packets: Packet[] = []
  for (let from = 0; from < texts.length; from += most) {
    const some = texts.slice(from, from + most)
    const all = some.map((text) => text.replaceAll(END, ' ') + END).join('')
    packets.push({ bytes: encoder.encode(all), rows: some.length })
  }
  return packets
}

/** Calls `each` with the bytes of every value in turn, surrounding blanks left out. */
export function eachValue(
  packets: readonly Packet[],
  each: (bytes: Uint8Array, from: number, to: number, row: number) => void,
): number {
  let row = 0
  for (const { bytes, rows } of packets) {
    const last = row + rows
    for (let at = 0; row < last; at++, row++) {
      let from = at
      while (bytes[at] !== END_BYTE) at++
      let to = at
      while (from < to && bytes[from]! <= 32) from++
      while (to > from && bytes[to - 1]! <= 32) to--
      each(bytes, from, to, row)
    }
  }
  return row
}

/** Distinct values numbered in the order in which they were met, told apart by their bytes. */
export class ByteDictionary {
  size = 0
  /** The values one after the other, and where each ends, {@link END} and all. */
  bytes = new Uint8Array(1 << 16)
  ends = new Int32Array(1 << 10)
  private used = 0
  private hashes = new Int32Array(1 << 10)
  private slots = new Int32Array(1 << 12).fill(-1)

  codeOf(bytes: Uint8Array, from: number, to: number): number {
    let hash = 0x811c9dc5
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193)
    hash ^= hash >>> 15
    const mask = this.slots.length - 1
    let slot = hash & mask
    for (; this.slots[slot] !== -1; slot = (slot + 1) & mask) {
      const code = this.slots[slot]!
      if (this.hashes[code] === hash && this.equals(code, bytes, from, to)) return code
    }
    return this.add(slot, hash, bytes, from, to)
  }

  private equals(code: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = code === 0 ? 0 : this.ends[code - 1]!
    // Each value is kept with its end.
    if (this.ends[code]! - start - 1 !== to - from) return false
    const own = this.bytes
    for (let at = from, other = start; at < to; at++, other++)
      if (bytes[at] !== own[other]) return false
    return true
  }

  private add(slot: number, hash: number, bytes: Uint8Array, from: number, to: number): number {
    const code = this.size++
    if (this.used + to - from + 1 > this.bytes.length)
      this.bytes = grown(this.bytes, new Uint8Array(this.bytes.length * 2 + to - from))
    for (let at = from; at < to; at++) this.bytes[this.used++] = bytes[at]!
    this.bytes[this.used++] = END_BYTE
    if (code === this.ends.length) {
      this.ends = grown(this.ends, new Int32Array(code * 2))
      this.hashes = grown(this.hashes, new Int32Array(code * 2))
    }
    this.ends[code] = this.used
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

  textOf(code: number): string {
    const start = code === 0 ? 0 : this.ends[code - 1]!
    return Buffer.from(this.bytes.buffer, 0, this.used).toString(
      'utf8',
      start,
      this.ends[code]! - 1,
    )
  }

  /** All values as texts, by their numbers. */
  texts(): string[] {
    const out: string[] = []
    const buffer = Buffer.from(this.bytes.buffer, 0, this.used)
    for (let code = 0; code < this.size; code += 16_384) {
      const start = code === 0 ? 0 : this.ends[code - 1]!
      const end = this.ends[Math.min(this.size, code + 16_384) - 1]!
      for (const text of buffer.toString('utf8', start, end - 1).split(END)) out.push(text)
    }
    return out
  }
}

function grown<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}
