import { Problem } from '../../core/problem.ts'
import type { RecordingType } from './recording.ts'

/**
 * A recording without what its file says of its maker: title, device, program, place, day, pictures.
 * Keeps what is known to be sound and blanks or leaves out everything else; throws a Problem where a
 * file is built otherwise than it should be, for then nobody can say what is left in it.
 * MP3: ISO/IEC 11172-3 and 13818-3, layer III. M4A: ISO/IEC 14496-12, one track of sound, not fragmented.
 */
export function bareSound(bytes: Uint8Array, type: RecordingType): Uint8Array {
  return type === 'audio/mpeg' ? bareMp3(bytes) : bareMp4(bytes)
}

function refuse(): never {
  throw new Problem('input', 'guide/recording-not-stripped', {
    fields: { file: 'guide/recording-not-stripped' },
  })
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const textAt = (bytes: Uint8Array, at: number, length = 4) =>
  Buffer.from(bytes.subarray(at, at + length)).toString('latin1')

// kbit/s of layer III by index; 0 is free format, 15 is forbidden.
const rates1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const rates2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
const hertz = [44_100, 48_000, 32_000]

interface Frame {
  length: number
  /** Bytes of header, checksum and side information, after which the sound begins. */
  head: number
}

/** The frame that begins at a place; undefined where none does. */
function frameAt(bytes: Uint8Array, at: number): Frame | undefined {
  if (at + 4 > bytes.length || bytes[at] !== 0xff || (bytes[at + 1]! & 0xe0) !== 0xe0)
    return undefined
  const version = (bytes[at + 1]! >> 3) & 3
  const layer = (bytes[at + 1]! >> 1) & 3
  const rate = bytes[at + 2]! >> 4
  const speed = hertz[(bytes[at + 2]! >> 2) & 3]
  if (version === 1 || layer !== 1 || rate === 0 || rate === 15 || !speed) return undefined
  const first = version === 3
  const perSecond = speed / (first ? 1 : version === 2 ? 2 : 4)
  const kbits = (first ? rates1 : rates2)[rate]!
  const padding = (bytes[at + 2]! >> 1) & 1
  const length = Math.floor(((first ? 144_000 : 72_000) * kbits) / perSecond) + padding
  const checksum = bytes[at + 1]! & 1 ? 0 : 2
  const mono = bytes[at + 3]! >> 6 === 3
  const side = first ? (mono ? 17 : 32) : mono ? 9 : 17
  return { length, head: 4 + checksum + side }
}

/** An ID3v2 tag at a place: its length; 0 where there is none. */
function tagAt(bytes: Uint8Array, at: number): number {
  if (textAt(bytes, at, 3) !== 'ID3' || at + 10 > bytes.length) return 0
  const size = bytes.subarray(at + 6, at + 10)
  if (size.some((byte) => byte > 127)) refuse()
  const body = size.reduce((sum, byte) => sum * 128 + byte, 0)
  return 10 + body + (bytes[at + 5]! & 0x10 ? 10 : 0)
}

/** Whole frames and nothing else; of the first, which may be a note of the encoder, only its counts. */
function bareMp3(bytes: Uint8Array): Uint8Array {
  let at = 0
  for (let tag = tagAt(bytes, at); tag; tag = tagAt(bytes, at)) at += tag
  // Some programs leave zeros after the tag they wrote.
  while (bytes[at] === 0) at += 1
  const kept: Uint8Array[] = []
  for (let frame = frameAt(bytes, at); frame; frame = frameAt(bytes, at)) {
    // A last frame that was cut off is left out.
    if (at + frame.length > bytes.length) break
    const own = Uint8Array.from(bytes.subarray(at, at + frame.length))
    if (!kept.length) blankNote(own, frame)
    kept.push(own)
    at += frame.length
  }
  // Behind the last frame stand tags. More sound behind them would be lost without a word.
  if (kept.length < 2) refuse()
  for (let rest = at; rest < bytes.length; rest += 1) {
    const frame = frameAt(bytes, rest)
    if (frame && frameAt(bytes, rest + frame.length)) refuse()
  }
  return Buffer.concat(kept)
}

// Xing's note (also written "Info"): flags, frames, bytes, a table of 100 places, a quality; behind it
// the encoder's name and settings. Fraunhofer's (VBRI) names no maker but the encoder's version.
function blankNote(own: Uint8Array, { head }: Frame): void {
  const at = head
  if (['Xing', 'Info'].includes(textAt(own, at))) {
    const flags = own[at + 7]!
    const counts = 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0)
    own.fill(0, at + counts + (flags & 8 ? 4 : 0))
  }
}

interface Box {
  kind: string
  from: number
  /** Where what is in it begins. */
  inside: number
  to: number
}

/** The boxes that stand from one place to another, without a gap. */
function boxesIn(bytes: Uint8Array, from: number, to: number): Box[] {
  const view = viewOf(bytes)
  const boxes: Box[] = []
  for (let at = from; at < to; ) {
    if (at + 8 > to) refuse()
    let size = view.getUint32(at)
    let inside = at + 8
    if (size === 1) {
      if (at + 16 > to) refuse()
      size = Number(view.getBigUint64(at + 8))
      inside = at + 16
    } else if (size === 0) size = to - at
    if (size < inside - at || at + size > to) refuse()
    boxes.push({ kind: textAt(bytes, at + 4), from: at, inside, to: at + size })
    at += size
  }
  return boxes
}

/** What may stand in which box. Everything else becomes free space of the same size. */
const allowed: Record<string, readonly string[]> = {
  '': ['ftyp', 'moov', 'mdat'],
  moov: ['mvhd', 'trak'],
  trak: ['tkhd', 'edts', 'mdia'],
  edts: ['elst'],
  mdia: ['mdhd', 'hdlr', 'minf'],
  minf: ['smhd', 'dinf', 'stbl'],
  dinf: ['dref'],
  stbl: ['stsd', 'stts', 'stsc', 'stsz', 'stco', 'co64', 'sgpd', 'sbgp'],
}

// Space of the same size: the places that the tables name stay where they are.
function blank(bytes: Uint8Array, box: Box): void {
  bytes.set(Buffer.from('free'), box.from + 4)
  bytes.fill(0, box.inside, box.to)
}

function bareMp4(original: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(original)
  const top = boxesIn(bytes, 0, bytes.length)
  if (top.some(({ kind }) => kind === 'moof')) refuse()
  const [moov, ...others] = top.filter(({ kind }) => kind === 'moov')
  if (!moov || others.length) refuse()
  const tracks = boxesIn(bytes, moov.inside, moov.to).filter(({ kind }) => kind === 'trak')
  const sounds = tracks.filter((track) => handlerOf(bytes, track) === 'soun')
  if (sounds.length !== 1) refuse()
  for (const track of tracks) if (track !== sounds[0]) blank(bytes, track)
  const tables = new Map<string, Box>()
  keepAllowed(bytes, { kind: '', from: 0, inside: 0, to: bytes.length }, tables)
  blankUnheard(bytes, top, tables)
  return bytes
}

function find(bytes: Uint8Array, within: Box, ...path: string[]): Box | undefined {
  return path.reduce<Box | undefined>(
    (box, kind) => box && boxesIn(bytes, box.inside, box.to).find((one) => one.kind === kind),
    within,
  )
}

function handlerOf(bytes: Uint8Array, track: Box): string {
  const handler = find(bytes, track, 'mdia', 'hdlr')
  if (!handler || handler.to - handler.inside < 24) refuse()
  return textAt(bytes, handler.inside + 8)
}

function keepAllowed(bytes: Uint8Array, within: Box, tables: Map<string, Box>): void {
  for (const box of boxesIn(bytes, within.inside, within.to)) {
    if (!allowed[within.kind]!.includes(box.kind)) blank(bytes, box)
    else if (allowed[box.kind]) keepAllowed(bytes, box, tables)
    else {
      tables.set(box.kind, box)
      if (['mvhd', 'tkhd', 'mdhd'].includes(box.kind)) blankDays(bytes, box)
      if (box.kind === 'hdlr') bytes.fill(0, box.inside + 12, box.to)
      if (box.kind === 'stsd') checkEntry(bytes, box)
      // Twelve bytes say that the sound is in this file; more would name another one.
      if (box.kind === 'dref' && box.to - box.inside !== 20) refuse()
    }
  }
}

/** When it was made and changed. */
function blankDays(bytes: Uint8Array, { inside, to }: Box): void {
  const days = bytes[inside] === 1 ? 16 : 8
  if (inside + 4 + days > to) refuse()
  bytes.fill(0, inside + 4, inside + 4 + days)
}

/** One entry, AAC, with its settings (`esds`) and nothing beside them. */
function checkEntry(bytes: Uint8Array, box: Box): void {
  const entries = boxesIn(bytes, box.inside + 8, box.to)
  const [entry] = entries
  if (entries.length !== 1 || entry?.kind !== 'mp4a' || entry.to - entry.inside < 28) refuse()
  // QuickTime writes version, revision and vendor here; another version has another shape.
  if (viewOf(bytes).getUint16(entry.inside + 8) !== 0) refuse()
  bytes.fill(0, entry.inside + 10, entry.inside + 16)
  const inner = boxesIn(bytes, entry.inside + 28, entry.to)
  if (!inner.some(({ kind }) => kind === 'esds')) refuse()
  for (const one of inner) if (one.kind !== 'esds') blank(bytes, one)
}

/** Blanks what stands between the pieces of sound and is heard by nobody. */
function blankUnheard(bytes: Uint8Array, top: readonly Box[], tables: Map<string, Box>): void {
  const heard = piecesOf(bytes, tables)
  const data = top.filter(({ kind }) => kind === 'mdat')
  for (const [from, to] of heard)
    if (!data.some((box) => from >= box.inside && to <= box.to)) refuse()
  for (const box of data) {
    let at = box.inside
    for (const [from, to] of heard) {
      if (from < box.inside || to > box.to) continue
      if (from > at) bytes.fill(0, at, from)
      at = Math.max(at, to)
    }
    bytes.fill(0, at, box.to)
  }
}

/** From where to where each chunk of the sound stands in the file, in their order there. */
function piecesOf(bytes: Uint8Array, tables: Map<string, Box>): [number, number][] {
  const view = viewOf(bytes)
  const table = (kind: string, head: number, width: number) => {
    const box = tables.get(kind)
    if (!box || box.inside + head > box.to) return undefined
    const count = view.getUint32(box.inside + head - 4)
    if (box.inside + head + count * width > box.to) refuse()
    return { at: box.inside + head, count, box }
  }
  const wide = table('co64', 8, 8)
  const chunks = wide ?? table('stco', 8, 4)
  const runs = table('stsc', 8, 12)
  const sizesBox = tables.get('stsz')
  if (!chunks || !runs || !sizesBox || sizesBox.inside + 12 > sizesBox.to) refuse()
  const one = view.getUint32(sizesBox.inside + 4)
  const sizes = table('stsz', 12, one ? 0 : 4)!
  const pieces: [number, number][] = []
  let sample = 0
  let run = 0
  for (let i = 0; i < chunks.count; i += 1) {
    while (run + 1 < runs.count && view.getUint32(runs.at + (run + 1) * 12) <= i + 1) run += 1
    if (!runs.count) refuse()
    const many = view.getUint32(runs.at + run * 12 + 4)
    if (sample + many > sizes.count) refuse()
    let length = one * many
    for (let n = 0; !one && n < many; n += 1) length += view.getUint32(sizes.at + (sample + n) * 4)
    sample += many
    const from = wide
      ? Number(view.getBigUint64(chunks.at + i * 8))
      : view.getUint32(chunks.at + i * 4)
    pieces.push([from, from + length])
  }
  if (sample !== sizes.count) refuse()
  return pieces.sort(([a], [b]) => a - b)
}
