import { Resvg } from '@resvg/resvg-js'
import { afterAll, expect, test } from 'vitest'
import { printSvg } from '../../web/print/document.ts'
import { numbersOf } from './advert.ts'
import { PictureReader } from './picture-reader.ts'

const reader = new PictureReader()
afterAll(() => reader.stop())

const found = (text: string) => numbersOf(text).phones.length + numbersOf(text).licences.length > 0
const read = async (picture: Uint8Array) => numbersOf(await reader.read(picture, found))

/** A poster as somebody might photograph it: coloured, a little askew, turned by quarters. */
async function advert(degrees = 0): Promise<Uint8Array> {
  const svg = await printSvg(
    `#set page(width: 300pt, height: 300pt, margin: 30pt, fill: rgb("#f4d35e"))
#set text(font: "Source Sans 3", size: 20pt, fill: rgb("#5c1a1b"))
#rotate(3deg)[JOBS IN DUBAI (made up) \\ Free visa! Salary 3000 AED \\
  #text(size: 24pt)[0300-0001122] \\ Lic. No. MPD/9999/LHR]`,
    {},
  )
  const flat = new Resvg(svg, { fitTo: { mode: 'width', value: 900 } }).render().asPng()
  const href = `data:image/png;base64,${flat.toString('base64')}`
  const turned = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900">
    <image href="${href}" width="900" height="900" transform="rotate(${degrees} 450 450)"/></svg>`
  return new Resvg(turned).render().asPng()
}

test('what is no picture, has too many dots or cannot be opened is refused with what to do', async () => {
  const code = async (bytes: Uint8Array) =>
    reader.read(bytes, found).then(
      () => 'read',
      (trouble: { code?: string }) => trouble.code,
    )
  const png = await advert()
  const claims = Buffer.from(png)
  // PNG, 11.2.2: width and height stand in bytes 16 to 23.
  claims.writeUInt32BE(60_000, 16)
  claims.writeUInt32BE(60_000, 20)
  expect(await code(Buffer.from('%PDF-1.7 no picture'))).toBe('guide/no-picture')
  expect(await code(claims)).toBe('guide/picture-too-large')
  expect(await code(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]))).toBe(
    'guide/picture-unreadable',
  )
})

test('a fifth picture is told to wait while four are read', async () => {
  const png = await advert()
  const four = Array.from({ length: 4 }, () => read(png))
  await expect(reader.read(png, found)).rejects.toThrow('guide/pictures-waiting')
  expect(await Promise.all(four)).toHaveLength(4)
})

test.each([0, 90, 180, 270])(
  'phone and licence are read from an advert turned by %i degrees',
  async (degrees) => {
    expect(await read(await advert(degrees))).toEqual({
      phones: ['+923000001122'],
      licences: ['MPD/9999/LHR'],
    })
  },
)

test('letters within a phone are the digits they look like, and words stay words', () => {
  expect(numbersOf('Call O3OO OOOll22 now')).toEqual({ phones: ['+923000001122'], licences: [] })
  expect(numbersOf('0300.0001122 / (0300) 0001133').phones).toEqual([
    '+923000001122',
    '+923000001133',
  ])
  expect(numbersOf('GOOD LOOKING OIL OIL OIL WORKERS').phones).toEqual([])
})

test('a licence is found with its letters or behind its word, and no salary is taken for one', () => {
  expect(numbersOf('OEP Lic. No. MPD / 9999 / LHR').licences).toEqual(['MPD/9999/LHR'])
  expect(numbersOf('Licence: 9998').licences).toEqual(['9998'])
  expect(numbersOf('Salary 3000 AED, 2500/month').licences).toEqual([])
})
