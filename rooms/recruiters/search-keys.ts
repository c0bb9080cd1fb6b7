import { readName } from '../../libraries/record-linkage/index.ts'
import { normalLicence } from './licence.ts'
import { licencesIn, normalPhone, phonesIn } from './numbers.ts'

/** Something a licensee is found by. `word` is one telling word of the name, in any spelling. */
export interface SearchKey {
  kind: 'licence' | 'phone' | 'name' | 'word'
  key: string
  /** A licence number as it was asked for, not a part of one. */
  whole?: true
}

// Nearly every firm's name has some of these: they tell nobody apart.
const common = new Set(
  `overseas employment promoter promoters promotors agency agencies recruiting recruitment manpower
  travel travels tour tours tourism international intl trading traders trade enterprise enterprises
  services service consultants consultancy pvt private ltd limited corporation corp company co bureau
  group and sons brothers bros the of m/s ms dr
  اوورسیز ایمپلائمنٹ پروموٹر پروموٹرز ایجنسی ریکروٹنگ مین پاور ٹریول ٹریولز ٹورز انٹرنیشنل ٹریڈنگ
  انٹرپرائزز سروسز پرائیویٹ لمیٹڈ کمپنی گروپ اینڈ سنز برادرز میسرز`.split(/\s+/),
)

/** The telling words of a firm's name as consonant skeletons, the same in Urdu and Roman letters. */
const wordsOf = (name: string): string[] => [...new Set(piecesOf(name).flat())].sort()

// A name is read up to its twelfth word. A longer text is read in pieces that overlap: five words
// that stand side by side are always together in one of them.
const PIECE = 8
const STEP = 4

/** The telling words of a text, piece by piece; a name is one piece. */
function piecesOf(text: string): string[][] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}/]+/u)
    .filter((word) => word && !common.has(word))
  const starts =
    words.length <= PIECE
      ? [0]
      : Array.from({ length: Math.ceil(words.length / STEP) }, (_, i) => i * STEP)
  return starts.map((start) =>
    [...new Set(readName(words.slice(start, start + PIECE).join(' ')).skeletons)].filter(
      (word) => word.length > 1,
    ),
  )
}

/** A number without the letters before and after it: people read out "1234" of "MPD/1234/LHR". */
function partsOf(licence: string): string[] {
  const parts = licence.split('/')
  const from = parts.findIndex((part) => /^\d+$/.test(part))
  if (from < 0) return []
  return [...new Set([parts.slice(from).join('/'), parts[from]!])].filter((key) => key !== licence)
}

/** What a licensee is found by. */
export function keysOf(of: {
  licenceNormal: string
  names: readonly string[]
  phones: readonly string[]
}): SearchKey[] {
  const words = of.names.map(wordsOf).filter((some) => some.length > 0)
  return [
    { kind: 'licence', key: of.licenceNormal },
    ...partsOf(of.licenceNormal).map((key): SearchKey => ({ kind: 'licence', key })),
    ...of.phones.map((key): SearchKey => ({ kind: 'phone', key })),
    ...words.map((some): SearchKey => ({ kind: 'name', key: some.join(' ') })),
    ...[...new Set(words.flat())].map((key): SearchKey => ({ kind: 'word', key })),
  ]
}

export interface Asked {
  readAs: 'licence' | 'phone' | 'name' | undefined
  keys: SearchKey[]
  /** Of a text too long for a name, such as an advert: the words that stand together in it. */
  pieces?: readonly (readonly string[])[]
}

const licenceLike = /^[\p{L}]{0,6}[\s/-]*\d{1,6}([\s/-]+[\p{L}]{2,6})?([\s/-]+\d{2,4})?$/u

/** Reads a question: a phone number, a licence number, or else a name. */
export function keysAsked(question: string): Asked {
  const text = question.trim().slice(0, 2000)
  const phone = normalPhone(text)
  if (phone) return { readAs: 'phone', keys: [{ kind: 'phone', key: phone }] }
  if (licenceLike.test(text.normalize('NFKC'))) {
    const normal = normalLicence(text)
    const parts = partsOf(normal).map((key): SearchKey => ({ kind: 'licence', key }))
    return { readAs: 'licence', keys: [{ kind: 'licence', key: normal, whole: true }, ...parts] }
  }
  const phones = phonesIn(text).map((key): SearchKey => ({ kind: 'phone', key }))
  const licences = licencesIn(text).map(
    (one): SearchKey => ({ kind: 'licence', key: normalLicence(one), whole: true }),
  )
  const pieces = piecesOf(text)
  const words = [...new Set(pieces.flat())].sort()
  const keys: SearchKey[] = [
    ...licences,
    ...phones,
    ...(words.length ? [{ kind: 'name' as const, key: words.join(' ') }] : []),
    ...words.map((key): SearchKey => ({ kind: 'word', key })),
  ]
  if (!keys.length) return { readAs: undefined, keys }
  return {
    readAs: phones.length ? 'phone' : 'name',
    keys,
    ...(pieces.length > 1 && { pieces }),
  }
}
