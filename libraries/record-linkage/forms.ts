import { isImpossible, orderOf, readDate } from './dates.ts'
import { type Refused, readCnic, readNumber, readPhone } from './digits.ts'
import { type Kind, MOST_TOKENS } from './kinds.ts'
import { foldText, isArabicScript, romanOf } from './letters.ts'
import { formOf, namePiece, type Part, readName, remembered } from './names.ts'

/** A value made comparable: `text` is equal exactly where two values count as the same. */
export interface Form {
  text: string
  folded?: readonly string[]
  skeletons?: readonly string[]
  /** Usable, but wrong in itself. */
  odd?: string
}

/** Reads raw values of one kind; some kinds look at the whole column first. */
export type Reader = (raw: string) => Form | Refused

/** Lower-case letters and digits with single spaces: already folded. */
const isFolded = (raw: string): boolean => /^[a-z0-9]+(?: [a-z0-9]+)*$/.test(raw)

const words = (raw: string): string[] =>
  foldText(raw)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

const nothing = new Set([
  '',
  'na',
  'n/a',
  'nan',
  'null',
  'none',
  'nil',
  'unknown',
  '-',
  '--',
  '.',
  '?',
  'نامعلوم',
  'معلوم نہیں',
])
const partsOfNothing = new Set([...nothing].flatMap((text) => text.split(' ')))
/** What people write to say that they do not know. */
export const isNothing = (raw: string): boolean =>
  raw.length <= 14 && nothing.has(raw.trim().toLowerCase())

const placeWord = remembered((word) => (isArabicScript(word) ? romanOf(word) : word))
const placePiece = remembered((piece) => words(piece).map(placeWord).filter(Boolean))
const isNumbered = remembered((token) => /\d/.test(token))

/** A token as spelled, folded, and as a skeleton; numbers in places are what they are. */
export const tokenForm = (kind: Kind, token: string): readonly [string, string, string] =>
  kind === 'place' && isNumbered(token) ? [token, token, token] : formOf(token)

/**
 * What stands between two spaces of a name or place; undefined where the whole must be read. For
 * every value whose pieces are all told, {@link readerOf} must find the same (`forms.test.ts`).
 */
export function readPiece(kind: Kind, piece: string): readonly Part[] | undefined {
  if (partsOfNothing.has(piece.trim().toLowerCase())) return undefined
  if (kind === 'name') return namePiece(piece)
  return placePiece(piece).map((token) => ({ token, part: 'told' }))
}

function readPlace(raw: string): Form | Refused {
  // Folding does not look across spaces.
  const tokens = raw.split(' ').flatMap(placePiece)
  const forms = tokens.map((token) => tokenForm('place', token))
  return tokensForm(
    tokens,
    forms.map((form) => form[1]),
    forms.map((form) => form[2]),
  )
}

function tokensForm(
  tokens: readonly string[],
  folded: readonly string[],
  skeletons: readonly string[],
): Form | Refused {
  if (!tokens.length) return { trouble: 'no letters' }
  if (tokens.length <= MOST_TOKENS) return { text: tokens.join(' '), folded, skeletons }
  return {
    text: tokens.slice(0, MOST_TOKENS).join(' '),
    folded: folded.slice(0, MOST_TOKENS),
    skeletons: skeletons.slice(0, MOST_TOKENS),
  }
}

const digits =
  (read: (raw: string) => string | Refused): Reader =>
  (raw) => {
    const found = read(raw)
    return typeof found === 'string' ? { text: found } : found
  }

const plainText: Reader = (raw) => {
  if (isFolded(raw)) return { text: raw }
  const text = words(raw).join(' ')
  return text ? { text } : { trouble: 'no letters' }
}
const shortCode: Reader = (raw) => {
  if (/^[A-Za-z0-9]+$/.test(raw)) return { text: raw.toLowerCase() }
  const text = words(raw).join('')
  return text ? { text } : { trouble: 'no letters or digits' }
}

/** The reader of a kind for a column; `sample` are values of it (dates: day or month first?). */
export function readerOf(kind: Kind, sample: Iterable<string>): Reader {
  switch (kind) {
    case 'name':
      return (raw) => {
        const name = readName(raw)
        return tokensForm(name.tokens, name.folded, name.skeletons)
      }
    case 'place':
      return readPlace
    case 'text':
    case 'words':
      return plainText
    case 'short':
      return shortCode
    case 'code':
      return plainText
    case 'cnic':
      return digits(readCnic)
    case 'phone':
      return digits(readPhone)
    case 'number':
      return digits(readNumber)
    case 'date': {
      const order = orderOf(sample)
      return (raw) => {
        const found = readDate(raw, order)
        if (typeof found !== 'string') return found
        return isImpossible(found)
          ? { text: found, odd: 'no calendar has this day' }
          : { text: found }
      }
    }
  }
}
