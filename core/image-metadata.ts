import { joined } from './bytes.ts'
import { type FileType, findFileType } from './file-type.ts'

/**
 * Takes out of a picture what it tells beside the picture: place, time, camera, owner, thumbnails,
 * texts, anything after its end. Only the orientation of a JPEG stays, because without it
 * phone photos lie on their side. `undefined` where the bytes do not follow their format.
 */
export function withoutMetadata(bytes: Uint8Array, type: FileType): Uint8Array | undefined {
  if (type === 'image/jpeg') return cleanJpeg(bytes)
  if (type === 'image/png') return cleanPng(bytes)
  if (type === 'image/webp') return cleanWebp(bytes)
  return bytes
}

/** A picture sent as base64, told by its bytes and without what a camera writes beside it. */
export function findPicture(text: string): { type: FileType; base64: string } | undefined {
  const bytes = new Uint8Array(Buffer.from(text, 'base64'))
  const type = findFileType(bytes)
  const clean = type?.startsWith('image/') ? withoutMetadata(bytes, type) : undefined
  return type && clean && { type, base64: Buffer.from(clean).toString('base64') }
}

/** For the other types the form says that what the file tells about itself stays in it. */
export function losesMetadata(type: FileType): boolean {
  return type.startsWith('image/')
}

// ITU-T T.81, annex B: a JPEG is a list of segments, each 0xff, a marker, a length; the scan's data follow SOS.
const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const APP0 = 0xe0
const APP1 = 0xe1
const APP14 = 0xee
const APP15 = 0xef
const COM = 0xfe

function cleanJpeg(bytes: Uint8Array): Uint8Array | undefined {
  const kept: Uint8Array[] = [Uint8Array.of(0xff, SOI)]
  let orientation = 1
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1]!
    if (marker === 0xff) {
      at += 1
      continue
    }
    const end = at + 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!)
    if (end > bytes.length || end < at + 4) return undefined
    const segment = bytes.subarray(at, end)
    if (marker === APP1) orientation = orientationIn(segment) ?? orientation
    if (isNeeded(marker)) kept.push(segment)
    at = end
    if (marker !== SOS) continue
    const scan = endOfScan(bytes, at)
    if (scan === undefined) return undefined
    kept.push(bytes.subarray(at, scan))
    at = scan
    if (bytes[at + 1] === EOI) return finishedJpeg(kept, orientation)
  }
  return undefined
}

// APP0 says how pixels are laid out and APP14 how colours are coded; every other APPn is about something else.
function isNeeded(marker: number): boolean {
  if (marker === APP0 || marker === APP14) return true
  return !(marker >= APP0 && marker <= APP15) && marker !== COM
}

function finishedJpeg(kept: Uint8Array[], orientation: number): Uint8Array {
  const [start, ...rest] = kept
  const turned = orientation > 1 ? [orientationSegment(orientation)] : []
  return joined(start!, ...turned, ...rest, Uint8Array.of(0xff, EOI))
}

/** In a scan 0xff is data only before 0x00 and before the restart markers d0–d7. */
function endOfScan(bytes: Uint8Array, from: number): number | undefined {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue
    const next = bytes[at + 1]!
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return undefined
}

// Exif 2.32, section 4.6: a TIFF structure after "Exif\0\0"; tag 0x0112 is the orientation, 1 to 8.
const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0]

function orientationIn(segment: Uint8Array): number | undefined {
  if (!EXIF.every((value, offset) => segment[4 + offset] === value)) return undefined
  const tiff = new DataView(segment.buffer, segment.byteOffset + 10, segment.length - 10)
  try {
    const little = tiff.getUint16(0) === 0x4949
    const directory = tiff.getUint32(4, little)
    const entries = tiff.getUint16(directory, little)
    for (let entry = 0; entry < entries; entry++) {
      const place = directory + 2 + entry * 12
      if (tiff.getUint16(place, little) !== 0x0112) continue
      const value = tiff.getUint16(place + 8, little)
      return value >= 1 && value <= 8 ? value : undefined
    }
  } catch {
    // A broken Exif block tells nothing; it is dropped like any other.
  }
  return undefined
}

function orientationSegment(orientation: number): Uint8Array {
  return Uint8Array.of(
    ...[0xff, APP1, 0, 34, ...EXIF],
    ...[0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8],
    ...[0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  )
}

// PNG (W3C, third edition), chapter 11: what is needed to draw, and the chunks of an animation. No texts, times, Exif.
const DRAWN = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA sRGB cICP sBIT bKGD pHYs acTL fcTL fdAT'.split(' '),
)

function cleanPng(bytes: Uint8Array): Uint8Array | undefined {
  const kept: Uint8Array[] = [bytes.subarray(0, 8)]
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = 8
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at)
    if (end > bytes.length) return undefined
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (DRAWN.has(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IEND') return joined(...kept)
    at = end
  }
  return undefined
}

// RFC 9649, section 2.7: RIFF chunks; the flags of VP8X say which of them there are.
const LEFT_OUT = new Set(['EXIF', 'XMP ', 'ICCP'])
const FLAGS_LEFT_OUT = 0x20 | 0x08 | 0x04

function cleanWebp(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = Math.min(bytes.length, 8 + view.getUint32(4, true))
  const kept: Uint8Array[] = []
  let at = 12
  while (at + 8 <= end) {
    const size = view.getUint32(at + 4, true)
    const next = at + 8 + size + (size % 2)
    if (at + 8 + size > end) return undefined
    const name = String.fromCharCode(...bytes.subarray(at, at + 4))
    const chunk = bytes.slice(at, Math.min(next, end))
    if (name === 'VP8X') chunk[8]! &= ~FLAGS_LEFT_OUT
    if (/^[\x20-\x7e]{4}$/.test(name) && !LEFT_OUT.has(name)) kept.push(chunk)
    at = next
  }
  if (!kept.length) return undefined
  const whole = joined(bytes.subarray(0, 12), ...kept)
  new DataView(whole.buffer).setUint32(4, whole.length - 8, true)
  return whole
}
