import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { findFileType } from '../../../core/file-type.ts'
import { withoutMetadata } from '../../../core/image-metadata.ts'
import { LARGEST_SEALED_FILE } from '../shapes.ts'
import {
  LARGEST_FILE,
  openAttachment,
  part,
  partsOf,
  prepareFile,
  sealAttachment,
} from './attachment.ts'
import { base64, joined, utf8 } from './bytes.ts'
import { seal } from './identity.ts'
import { newReportKey, type ReportKey } from './report-key.ts'

const SECRET = 'GPS 32.5731N 74.0789E, Redmi of Kamran'
const has = (bytes: Uint8Array, text: string) => Buffer.from(bytes).includes(text)

const segment = (marker: number, content: Uint8Array) =>
  joined(
    Uint8Array.of(0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255),
    content,
  )

function exif(orientation: number): Uint8Array {
  // Little-endian TIFF with two entries: Make (0x010f, as text after the directory) and Orientation.
  const tiff = Buffer.alloc(38 + SECRET.length)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(2, 8)
  tiff.writeUInt16LE(0x010f, 10)
  tiff.writeUInt16LE(2, 12)
  tiff.writeUInt32LE(SECRET.length, 14)
  tiff.writeUInt32LE(38, 18)
  tiff.writeUInt16LE(0x0112, 22)
  tiff.writeUInt16LE(3, 24)
  tiff.writeUInt32LE(1, 26)
  tiff.writeUInt16LE(orientation, 30)
  tiff.write(SECRET, 38)
  return joined(utf8('Exif\0\0'), tiff)
}

function jpeg(orientation = 1): Uint8Array {
  return joined(
    Uint8Array.of(0xff, 0xd8),
    segment(0xe0, joined(utf8('JFIF\0'), Uint8Array.of(1, 1, 0, 0, 1, 0, 1, 0, 0))),
    segment(0xe1, exif(orientation)),
    segment(0xe1, utf8(`http://ns.adobe.com/xap/1.0/\0<x>${SECRET}</x>`)),
    segment(0xed, utf8(`Photoshop 3.0\0${SECRET}`)),
    segment(0xfe, utf8(SECRET)),
    segment(0xdb, new Uint8Array(65)),
    segment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
    // Data of the scan, with a stuffed 0xff and a restart marker, then a second scan as progressive pictures have.
    Uint8Array.of(1, 2, 0xff, 0, 3, 0xff, 0xd0, 4),
    segment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
    Uint8Array.of(9, 8, 7),
    Uint8Array.of(0xff, 0xd9),
    utf8(`MotionPhoto ${SECRET}`),
  )
}

function png(): Uint8Array {
  const chunk = (name: string, data: Uint8Array) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return joined(length, utf8(name), data, new Uint8Array(4))
  }
  return joined(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', new Uint8Array(13)),
    chunk('tEXt', utf8(`Author\0${SECRET}`)),
    chunk('iTXt', utf8(`XML:com.adobe.xmp\0\0\0\0\0${SECRET}`)),
    chunk('eXIf', utf8(SECRET)),
    chunk('tIME', utf8('2026abc')),
    chunk('IDAT', deflateSync(new Uint8Array(10))),
    chunk('IEND', new Uint8Array(0)),
    utf8(SECRET),
  )
}

function webp(): Uint8Array {
  const chunk = (name: string, data: Uint8Array) => {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(data.length)
    return joined(utf8(name), length, data, new Uint8Array(data.length % 2))
  }
  const flags = Uint8Array.of(0x3c, 0, 0, 0, 9, 0, 0, 9, 0, 0)
  const chunks = joined(
    chunk('VP8X', flags),
    chunk('VP8 ', utf8('pixels!')),
    chunk('EXIF', utf8(SECRET)),
    chunk('XMP ', utf8(SECRET)),
  )
  const size = Buffer.alloc(4)
  size.writeUInt32LE(chunks.length + 4)
  return joined(utf8('RIFF'), size, utf8('WEBP'), chunks, utf8(SECRET))
}

describe('what is not taken', () => {
  it.each([
    ['an empty file', new Uint8Array(0), 'empty'],
    ['a file over 25 MiB', new Uint8Array(LARGEST_FILE + 1), 'too-large'],
    [
      'a program with the name of a picture',
      utf8('MZ\x90 this program cannot be run'),
      'unknown-type',
    ],
    [
      'a web page with the name of a picture',
      utf8('<html><script>alert(1)</script>'),
      'unknown-type',
    ],
    ['an archive', utf8('PK\x03\x04'), 'unknown-type'],
    ['a picture that breaks off, because it cannot be cleaned', jpeg().slice(0, 60), 'damaged'],
    ['a PNG whose chunk claims more than there is', png().slice(0, 60), 'damaged'],
  ])('%s', (_what, bytes, why) => {
    expect(() => prepareFile('photo.jpg', bytes)).toThrow(expect.objectContaining({ why }))
  })
})

describe('what a picture tells beside the picture', () => {
  it.each([
    ['JPEG', jpeg()],
    ['PNG', png()],
    ['WebP', webp()],
  ])('is taken out of a %s', (_type, bytes) => {
    expect(has(bytes, SECRET)).toBe(true)
    const ready = prepareFile('photo', bytes)
    expect(has(ready.bytes, SECRET)).toBe(false)
    expect(ready.metadata).toBe('removed')
    expect(findFileType(ready.bytes)).toBe(ready.type)
  })

  it('leaves the picture itself as it was', () => {
    const clean = withoutMetadata(jpeg(), 'image/jpeg')!
    expect(has(clean, 'JFIF')).toBe(true)
    const scan = Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4])
    expect(Buffer.from(clean).includes(scan)).toBe(true)
    expect([...clean.slice(-5)]).toEqual([9, 8, 7, 0xff, 0xd9])
    expect(has(withoutMetadata(webp(), 'image/webp')!, 'pixels!')).toBe(true)
    expect(withoutMetadata(webp(), 'image/webp')![20]! & 0x2c).toBe(0)
  })

  it('keeps only the orientation, so that phone photos do not lie on their side', () => {
    const clean = withoutMetadata(jpeg(6), 'image/jpeg')!
    // Cleaning what is clean finds the same orientation and changes nothing.
    expect(withoutMetadata(clean, 'image/jpeg')).toEqual(clean)
    const at = Buffer.from(clean).indexOf(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6]))
    expect(at).toBeGreaterThan(0)
    expect(has(withoutMetadata(jpeg(1), 'image/jpeg')!, 'Exif')).toBe(false)
  })

  it('never makes the cleaner fail on damaged pictures (property)', () => {
    const damaged = fc.tuple(
      fc.constantFrom(jpeg(3), png(), webp()),
      fc.nat(),
      fc.integer({ min: 0, max: 255 }),
    )
    fc.assert(
      fc.property(damaged, ([whole, at, value]) => {
        const bytes = whole.slice()
        bytes[at % bytes.length] = value
        const type = findFileType(bytes)
        if (type) withoutMetadata(bytes, type)
      }),
      { numRuns: 500 },
    )
  })
})

it('the name gets the ending that the bytes have, and nothing that misleads', () => {
  expect(prepareFile('../../photo.exe', jpeg()).name).toBe('....photo.exe.jpg')
  expect(prepareFile('تصویر\u202egpj.JPG', jpeg()).name).toBe('تصویرgpj.JPG')
})

it.each([
  ['audio/mpeg', 'ID3\x04'],
  ['audio/ogg', 'OggS\0'],
  ['application/pdf', '%PDF-1.7'],
  ['audio/wav', 'RIFF\0\0\0\0WAVE'],
  ['audio/mp4', '\0\0\0\x20ftypM4A '],
  ['video/mp4', '\0\0\0\x20ftypisom'],
  ['video/mp4', '\0\0\0\x20ftypmp42\0hdlr\0\0\0\0\0\0\0\0soun\0hdlr\0\0\0\0\0\0\0\0vide'],
  ['audio/mp4', '\0\0\0\x20ftypmp42\0hdlr\0\0\0\0\0\0\0\0soun'],
  ['video/webm', '\x1a\x45\xdf\xa3'],
  ['video/webm', '\x1a\x45\xdf\xa3\x86\x86A_OPUS\x86\x85V_VP8'],
  ['audio/webm', '\x1a\x45\xdf\xa3\x86\x86A_OPUS'],
])('%s is known by its bytes', (type, start) => {
  expect(findFileType(Buffer.from(start, 'latin1'))).toBe(type)
})

describe('a sealed file', () => {
  let key: ReportKey
  beforeAll(async () => {
    key = await newReportKey()
  })
  const report = '018f0000-0000-7000-8000-000000000001'

  it('opens only with the hash, the report and the number that the message named', async () => {
    const { note, upload } = await sealAttachment(
      prepareFile('a.jpg', jpeg()),
      report,
      key.recipient,
    )
    const opening = (more: object, of = report) =>
      openAttachment(upload.sealed, key.identity, of, { ...note, ...more })
    await expect(opening({ sha256: `${'A'.repeat(43)}=` })).rejects.toMatchObject({
      fault: 'other-attachment',
    })
    await expect(opening({ id: crypto.randomUUID() })).rejects.toMatchObject({
      fault: 'other-attachment',
    })
    await expect(opening({}, crypto.randomUUID())).rejects.toMatchObject({
      fault: 'other-attachment',
    })
    const other = await newReportKey()
    await expect(openAttachment(upload.sealed, other.identity, report, note)).rejects.toMatchObject(
      { fault: 'cannot-open' },
    )
  })

  it('comes out byte for byte, whatever its size (property)', async () => {
    const sizes = fc.oneof(
      fc.integer({ min: 5, max: 3000 }),
      fc.constantFrom(65_536, 65_537, 131_072, 1_048_576),
    )
    await fc.assert(
      fc.asyncProperty(sizes, async (size) => {
        const bytes = joined(utf8('%PDF-'), new Uint8Array(size - 5).fill(7))
        const { note, upload } = await sealAttachment(
          prepareFile('a.pdf', bytes),
          report,
          key.recipient,
        )
        const opened = await openAttachment(upload.sealed, key.identity, report, note)
        expect(Buffer.from(opened.bytes).equals(Buffer.from(bytes))).toBe(true)
        expect(opened).toMatchObject({ name: 'a.pdf', type: 'application/pdf' })
      }),
      { numRuns: 15 },
    )
  })

  it('that only says it is a picture comes out as something to save, not to show', async () => {
    const id = crypto.randomUUID()
    const header = { version: 1, report, id, name: 'a.jpg', type: 'image/jpeg', size: 6 }
    const sealed = await seal(
      utf8(`panah-attachment/1\n${JSON.stringify(header)}\n<html>`),
      key.recipient,
    )
    const hash = base64(new Uint8Array(await crypto.subtle.digest('SHA-256', sealed)))
    const note = {
      id,
      sha256: hash,
      sealedSize: sealed.length,
      name: 'a.jpg',
      type: 'image/jpeg' as const,
      size: 6,
    }
    expect(await openAttachment(sealed, key.identity, report, note)).toMatchObject({
      type: 'application/octet-stream',
      name: 'a.jpg.bin',
    })
  })

  it('of the largest size still fits what the server takes, and its parts make it up again', async () => {
    const bytes = joined(utf8('%PDF-'), new Uint8Array(LARGEST_FILE - 5))
    const { upload } = await sealAttachment(prepareFile('a.pdf', bytes), report, key.recipient)
    expect(upload.sealedSize).toBeLessThanOrEqual(LARGEST_SEALED_FILE)
    const parts = Array.from({ length: partsOf(upload.sealedSize) }, (_, number) =>
      part(upload.sealed, number),
    )
    expect(Buffer.concat(parts).equals(upload.sealed)).toBe(true)
  })
})
