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
  /** A number and the hash of its value in turn: a look at one place tells most others apart. */
  private slots = new Int32Array(1 << 13).fill(-1)

  codeOf(bytes: Uint8Array, from: number, to: number): number {
    let hash = 0x811c9dc5
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193)
    hash ^= hash >>> 15
    const { slots } = this
    const mask = slots.length - 1
    let slot = (hash << 1) & mask
    for (; slots[slot] !== -1; slot = (slot + 2) & mask) {
      const code = slots[slot]!
      if (slots[slot + 1] === hash && this.equals(code, bytes, from, to)) return code
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
    if (code === this.ends.length) this.ends = grown(this.ends, new Int32Array(code * 2))
    this.ends[code] = this.used
    this.slots[slot] = code
    this.slots[slot + 1] = hash
    if (this.size * 4 > this.slots.length) this.spread()
    return code
  }

  private spread(): void {
    const before = this.slots
    const slots = new Int32Array(before.length * 4).fill(-1)
    const mask = slots.length - 1
    for (let at = 0; at < before.length; at += 2) {
      if (before[at] === -1) continue
      let slot = (before[at + 1]! << 1) & mask
      while (slots[slot] !== -1) slot = (slot + 2) & mask
      slots[slot] = before[at]!
      slots[slot + 1] = before[at + 1]!
    }
    this.slots = slots
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
