/** Made-up silence for tests: MPEG-1 layer III, 32 kbit/s, 32 kHz, one channel; a frame is 144 bytes. */
export function madeUpMp3(frames: number): Buffer {
  const frame = Buffer.alloc(144)
  frame.set([0xff, 0xfb, 0x18, 0xc0])
  return Buffer.concat(Array.from({ length: frames }, () => frame))
}

/** An ID3v2.4 tag around some text. */
export function madeUpTag(text: string): Buffer {
  const body = Buffer.from(text)
  const size = [21, 14, 7, 0].map((shift) => (body.length >> shift) & 127)
  return Buffer.concat([Buffer.from('ID3\x04\0\0', 'latin1'), Buffer.from(size), body])
}

/** A box of ISO/IEC 14496-12. */
export function box(kind: string, ...parts: (Uint8Array | string)[]): Buffer {
  const body = Buffer.concat(parts.map((one) => (typeof one === 'string' ? Buffer.from(one) : one)))
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(kind, 4, 'latin1')
  return Buffer.concat([head, body])
}

const numbers = (...all: number[]) => {
  const bytes = Buffer.alloc(all.length * 4)
  for (const [i, one] of all.entries()) bytes.writeUInt32BE(one, i * 4)
  return bytes
}

/** A made-up M4A: two chunks of `sound` in its data, other bytes around them, and what makers write. */
export function madeUpM4a(of: {
  sound: [string, string]
  maker: string
  handler?: string
}): Buffer {
  const { sound, maker, handler = 'soun' } = of
  const [first, second] = sound
  const ftyp = box('ftyp', 'M4A ', numbers(0), 'M4A mp42')
  const data = box('mdat', maker, first, maker, second, maker)
  const start = ftyp.length + 8
  const entry = box(
    'mp4a',
    Buffer.from([0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]),
    'made',
    numbers(0x00020010, 0, 0x7d000000),
    box('esds', numbers(0), 'settings'),
    box('pinf', maker),
  )
  const at = (before: string[]) =>
    start + before.reduce((sum, one) => sum + Buffer.byteLength(one), 0)
  const stbl = box(
    'stbl',
    box('stsd', numbers(0, 1), entry),
    box('stts', numbers(0, 1, 2, 1024)),
    box('stsc', numbers(0, 1, 1, 1, 1)),
    box('stsz', numbers(0, 0, 2, Buffer.byteLength(first), Buffer.byteLength(second))),
    box('stco', numbers(0, 2, at([maker]), at([maker, first, maker]))),
  )
  const trak = box(
    'trak',
    box('tkhd', numbers(7, 3_900_000_001, 3_900_000_001, 1, 0)),
    box(
      'mdia',
      box('mdhd', numbers(0, 3_900_000_001, 3_900_000_001, 32_000, 2048, 0)),
      box('hdlr', numbers(0, 0), handler, 'made', numbers(0, 0), maker),
      box(
        'minf',
        box('smhd', numbers(0, 0)),
        box('dinf', box('dref', numbers(0, 1), box('url ', numbers(1)))),
        stbl,
      ),
    ),
  )
  const moov = box(
    'moov',
    box('mvhd', numbers(0, 3_900_000_001, 3_900_000_001, 32_000, 2048)),
    trak,
    box('udta', box('meta', maker)),
  )
  return Buffer.concat([ftyp, data, moov, box('uuid', maker), box('free', maker)])
}
