import { expect, test } from 'vitest'
import { makeRecords } from '../../benchmarks/linkage/people.ts'
import { dateFromBytes, packDate } from './dates.ts'
import {
  type ByteReader,
  cnicFromBytes,
  numberFromBytes,
  type Packed,
  packDigits,
  phoneFromBytes,
} from './digits.ts'
import { isNothing, readerOf } from './forms.ts'
import type { Kind } from './kinds.ts'
import { packetsOf } from './packets.ts'
import { textAt, textsOf } from './pool.ts'
import { prepareField } from './prepare.ts'
import { Random } from './random.ts'

const bits =
  'Ali علی Khan Abdul عبدالرحمن Rehman Ullah uddin ud Din bi Bibi M. m Mohd محمد Syed سید O’Neil D’Souza Haq Zia-ul-Haq ul Fazal خان. son of w/o s/o Wald ولد ابن بن bin 123 12-B a.b ﷲ ﷺ É Σ na نامعلوم معلوم نہیں unknown - . e de'.split(
    ' ',
  )

function randomTexts(count: number, seed: number): string[] {
  const random = new Random(seed)
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + random.below(9) }, () => bits[random.below(bits.length)]!).join(
      random.below(5) ? ' ' : ['', '\u00a0', '\t', '  '][random.below(4)],
    ),
  )
}

test.each(['name', 'place'] as const)(
  'a %s read piece by piece is what it is when read whole',
  (kind: Kind) => {
    const made = [...makeRecords(3000, 21)]
    const texts = [
      ...new Set([
        ...randomTexts(6000, kind === 'name' ? 1 : 2),
        ...made.map(({ name, father, village }) =>
          kind === 'name' ? `${name} ${father}` : village,
        ),
      ]),
    ].map((text) => text.trim())
    const { field } = prepareField('v', kind, packetsOf(texts), texts.length)
    const read = readerOf(kind, [])
    const { folded, skeletonKeys, foldedKeys, starts, tokens, skeleton, skeletons } = field.tokens!
    const keyOf = (parts: readonly string[]) => [...parts].sort().join(' ')
    expect(new Set(textsOf(field.pool!)).size).toBe(field.forms)
    const asPrepared = (row: number) => {
      const code = field.words[0]![row]!
      if (code < 0) return undefined
      const own = tokens.subarray(starts[code], starts[code + 1])
      return {
        text: textAt(field.pool!, code),
        skeletons: Array.from(own, (token) => textAt(skeletons, skeleton[token]!)),
        key: textAt(skeletonKeys, field.words[1]![row]!),
        folded: textAt(foldedKeys, folded[code]!),
      }
    }
    const asRead = (raw: string) => {
      const form = isNothing(raw) ? undefined : read(raw)
      if (!form || !('text' in form)) return undefined
      const { text, skeletons, folded } = form
      return { text, skeletons, key: keyOf(skeletons!), folded: keyOf(folded!) }
    }
    expect(texts.map((_, row) => asPrepared(row))).toEqual(texts.map(asRead))
  },
)

const pack = (kind: Kind, text: string): Packed =>
  kind === 'date' ? { hi: 0, lo: packDate(text) } : packDigits(text)

test.each<[Kind, ByteReader, readonly string[]]>([
  ['cnic', cnicFromBytes, ['3410112345671', '34101-1234567-1', '1111111111111', '11111-1111111-1']],
  ['phone', phoneFromBytes, ['03001234567', '0300-1234567', '923001234567', '3001234567']],
  ['number', numberFromBytes, ['1', '0012', '123456789012345', '1234567890123456']],
  ['date', dateFromBytes, ['1990-03-07', '2000-02-29', '1900-02-29', '1990-04-31', '1990-00-12']],
])('a %s read from its bytes is what it is when read with care', (kind, fast, seeds) => {
  const random = new Random(4)
  const careful = readerOf(kind, [])
  const encoder = new TextEncoder()
  let quick = 0
  for (let round = 0; round < 5000; round++) {
    let text = seeds[random.below(seeds.length)]!
    for (let slip = random.below(3); slip > 0; slip--) {
      const at = random.below(text.length)
      text =
        text.slice(0, at) + '0123456789-+ '[random.below(13)] + text.slice(at + random.below(2))
    }
    const out: Packed = { hi: 0, lo: 0 }
    const bytes = encoder.encode(text)
    if (!fast(bytes, 0, bytes.length, out)) continue
    quick++
    const form = careful(text)
    expect(form, text).toHaveProperty('text')
    expect(form, text).not.toHaveProperty('odd')
    expect(out, text).toEqual(pack(kind, (form as { text: string }).text))
  }
  expect(quick).toBeGreaterThan(500)
})
