import { type ByteReader, digitsSet, type Refused } from './digits.ts'
import { foldText } from './letters.ts'

export type DayOrder = 'day-first' | 'month-first'

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const urduMonths = 'جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر'.split(' ')

/**
 * A date as eight digits yyyymmdd, `00` for a day or month that is not given. A date that cannot
 * exist (31 February, month 81) is kept: its digits are still evidence of a slip; `impossible` tells.
 */
export function readDate(raw: string, order: DayOrder = 'day-first'): string | Refused {
  const text = foldText(raw).trim()
  const iso = /^(\d{4})[-/. ]?(\d{2})[-/. ]?(\d{2})(?:[t ].*)?$/.exec(text)
  if (iso) return iso[1]! + iso[2] + iso[3]
  const parted = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(text)
  if (parted) {
    const [first, second] = [parted[1]!.padStart(2, '0'), parted[2]!.padStart(2, '0')]
    return parted[3] + (order === 'day-first' ? second + first : first + second)
  }
  const year = /^(\d{4})(?:[-/.](\d{1,2}))?$/.exec(text)
  if (year) return `${year[1]}${(year[2] ?? '').padStart(2, '0')}00`
  const loose = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (loose) return loose[1]! + loose[2]!.padStart(2, '0') + loose[3]!.padStart(2, '0')
  return readWordedDate(text)
}

function readWordedDate(text: string): string | Refused {
  const found = /^(\d{1,2})?[\s,.-]*(\p{L}+)[\s,.-]*(\d{1,2})?[\s,.-]+(\d{4})$/u.exec(text)
  const word = found?.[2] ?? ''
  const month =
    Math.max(
      months.indexOf(word.slice(0, 3)),
      urduMonths.map((one) => foldText(one)).indexOf(word),
    ) + 1
  if (!found || !month) return { trouble: 'not a date' }
  const day = found[1] ?? found[3] ?? '0'
  return found[4] + String(month).padStart(2, '0') + day.padStart(2, '0')
}

/** Whether no calendar has this day. */
export function isImpossible(digits: string): boolean {
  const [year, month, day] = [
    Number(digits.slice(0, 4)),
    Number(digits.slice(4, 6)),
    Number(digits.slice(6)),
  ]
  if (month === 0) return day !== 0
  return month > 12 || day > new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()
}

/** The order that a column of `a/b/yyyy` dates betrays; day first, as in Pakistan, where none does. */
export function orderOf(values: Iterable<string>): DayOrder {
  let dayFirst = 0
  let monthFirst = 0
  for (const value of values) {
    const found = /^(\d{1,2})[-/. ](\d{1,2})[-/. ]\d{4}$/.exec(value.trim())
    if (!found) continue
    if (Number(found[1]) > 12) dayFirst++
    else if (Number(found[2]) > 12) monthFirst++
  }
  return monthFirst > dayFirst ? 'month-first' : 'day-first'
}

/** Eight digits as one 32-bit word, four bits each; -1 stands for no date. */
export const packDate = (digits: string): number => Number.parseInt(digits, 16) | 0

/** A possible day, written 1990-03-07, straight from its bytes into `lo`. */
export const dateFromBytes: ByteReader = (bytes, from, to, out) => {
  if (to - from !== 10 || bytes[from + 4] !== 45 || bytes[from + 7] !== 45) return false
  if (bytes[from] !== 49 && bytes[from] !== 50) return false
  let word = 0
  for (let at = from; at < to; at++) {
    const digit = bytes[at]! - 48
    if (digit === -3 && (at === from + 4 || at === from + 7)) continue
    if (digit < 0 || digit > 9) return false
    word = (word << 4) | digit
  }
  const month = decimal((word >>> 8) & 0xff)
  const day = decimal(word & 0xff)
  if (month < 1 || month > 12 || day < 1) return false
  const year = decimal(word >>> 24) * 100 + decimal((word >>> 16) & 0xff)
  if (day > 28 && day > new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()) return false
  out.lo = word
  return true
}
const decimal = (packed: number): number => (packed >>> 4) * 10 + (packed & 15)

export const dateLevels = [
  'same day',
  'same year, both 1 January or year only',
  'day and month swapped',
  'same year, one 1 January or year only',
  'one digit',
  'same year or two digits',
  'other',
] as const

/** Whether a packed date says no more than its year: 1 January stands in for an unknown birthday. */
const yearOnly = (word: number): boolean => (word & 0xffff) === 0x0101 || (word & 0xff) === 0

/** The level of two packed dates as an index into {@link dateLevels}; -1 where one is missing. */
export function dateLevel(one: number, two: number): number {
  if (one === -1 || two === -1) return -1
  const off = one ^ two
  const sameYear = off >>> 16 === 0
  if (off === 0) return yearOnly(one) ? 1 : 0
  if (sameYear && yearOnly(one) && yearOnly(two)) return 1
  if (sameYear && ((one >>> 8) & 0xff) === (two & 0xff) && (one & 0xff) === ((two >>> 8) & 0xff))
    return 2
  if (sameYear && (yearOnly(one) || yearOnly(two))) return 3
  const digits = digitsSet(off)
  if (digits === 1) return 4
  return sameYear || digits === 2 ? 5 : 6
}
