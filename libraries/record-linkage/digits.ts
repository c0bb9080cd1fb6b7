import { foldText } from './letters.ts'

/**
 * Up to 15 digits in two 32-bit words, four bits each, right-aligned: `lo` holds the last eight,
 * `hi` the rest. An unknown digit (of a CNIC of which only the end is known) is 0xF, and then bit
 * 28 of `hi` is set. `hi = -1` means no value.
 */
export interface Packed {
  hi: number
  lo: number
}

export const noDigits: Packed = { hi: -1, lo: -1 }
const HAS_UNKNOWN = 1 << 28

/** Packs a string of digits and `*` (unknown); more than 15 characters cannot be packed. */
export function packDigits(text: string): Packed {
  if (!/^[0-9*]{1,15}$/.test(text)) return noDigits
  let hi = 0
  let lo = 0
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    const digit = char === 42 ? 15 : char - 48
    hi = (hi << 4) | (lo >>> 28)
    lo = (lo << 4) | digit
  }
  return { hi: text.includes('*') ? hi | HAS_UNKNOWN : hi, lo }
}

/**
 * Reads a value that is in its usual form straight from its bytes; false where it is in any other
 * and must be read with care. Must agree with the readers of `forms.ts` (`table.test.ts`).
 */
export type ByteReader = (bytes: Uint8Array, from: number, to: number, out: Packed) => boolean

/** Shifts in the digits of some bytes, dashes left out only at the places given. */
function shiftIn(
  bytes: Uint8Array,
  from: number,
  to: number,
  out: Packed,
  dash: number,
  dash2: number,
): boolean {
  let { hi, lo } = out
  for (let at = from; at < to; at++) {
    const digit = bytes[at]! - 48
    if (digit < 0 || digit > 9) {
      if (digit === -3 && (at === dash || at === dash2)) continue
      return false
    }
    hi = (hi << 4) | (lo >>> 28)
    lo = (lo << 4) | digit
  }
  out.hi = hi
  out.lo = lo
  return true
}

/** 13 digits, or 5-7-1. */
export const cnicFromBytes: ByteReader = (bytes, from, to, out) => {
  out.hi = out.lo = 0
  const dashes = to - from === 15
  if (!dashes && to - from !== 13) return false
  if (dashes && (bytes[from + 5] !== 45 || bytes[from + 13] !== 45)) return false
  if (bytes[from]! < 49 || bytes[from]! > 56) return false
  if (!shiftIn(bytes, from, to, out, dashes ? from + 5 : -1, dashes ? from + 13 : -1)) return false
  return out.hi !== (out.lo & 0xfffff) || out.lo !== Math.imul(out.lo & 15, 0x11111111)
}

/** 03xxxxxxxxx, 03xx-xxxxxxx or 923xxxxxxxxx. */
export const phoneFromBytes: ByteReader = (bytes, from, to, out) => {
  out.hi = 0
  const length = to - from
  if (bytes[from] === 48 && bytes[from + 1] === 51) {
    const dash = length === 12
    if (!dash && length !== 11) return false
    if (dash && bytes[from + 4] !== 45) return false
    out.lo = 0x92
    return shiftIn(bytes, from + 1, to, out, dash ? from + 4 : -1, -1)
  }
  if (length !== 12 || bytes[from] !== 57 || bytes[from + 1] !== 50 || bytes[from + 2] !== 51)
    return false
  out.lo = 0
  return shiftIn(bytes, from, to, out, -1, -1)
}

export const numberFromBytes: ByteReader = (bytes, from, to, out) => {
  out.hi = out.lo = 0
  return to - from <= 15 && shiftIn(bytes, from, to, out, -1, -1)
}

const ones = (word: number): number => {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
/** How many of the eight four-bit digits of a word are not zero. */
export const digitsSet = (word: number): number => {
  let folded = word | (word >>> 1)
  folded |= folded >>> 2
  return ones(folded & 0x11111111)
}
/** A one in each four-bit digit that is 0xF. */
const unknowns = (word: number): number =>
  word & (word >>> 1) & (word >>> 2) & (word >>> 3) & 0x11111111

export const digitLevels = [
  'same',
  'same as far as known',
  'one digit',
  'two digits or shifted',
  'other',
] as const

/** The level of two packed numbers as an index into {@link digitLevels}; -1 where nothing can be said. */
export function digitLevel(hi1: number, lo1: number, hi2: number, lo2: number): number {
  if (hi1 === -1 || hi2 === -1) return -1
  const xh = hi1 ^ hi2
  const xl = lo1 ^ lo2
  if (((hi1 | hi2) & HAS_UNKNOWN) !== 0) return partialLevel(hi1, lo1, hi2, lo2)
  if ((xh | xl) === 0) return 0
  const off = digitsSet(xh) + digitsSet(xl)
  if (off === 1) return 2
  return off === 2 || shiftedByOne(hi1, lo1, hi2, lo2) ? 3 : 4
}

/** At least four digits must be known on both sides; below that, agreement says too little. */
function partialLevel(hi1: number, lo1: number, hi2: number, lo2: number): number {
  const maskHi = (unknowns(hi1) | unknowns(hi2)) & 0x01111111
  const maskLo = unknowns(lo1) | unknowns(lo2)
  if (13 - ones(maskHi) - ones(maskLo) < 4) return -1
  const hi = (hi1 ^ hi2) & ~(maskHi * 15) & 0x0fffffff
  const lo = (lo1 ^ lo2) & ~(maskLo * 15)
  return hi === 0 && lo === 0 ? 1 : 4
}

const digitAt = (hi: number, lo: number, place: number): number =>
  place >= 8 ? (hi >>> ((place - 8) << 2)) & 15 : (lo >>> (place << 2)) & 15

/** Whether one digit left out and one put in (elsewhere) turns one number into the other. */
function shiftedByOne(hi1: number, lo1: number, hi2: number, lo2: number): boolean {
  const xh = hi1 ^ hi2
  const xl = lo1 ^ lo2
  const top = xh !== 0 ? 8 + ((31 - Math.clz32(xh)) >> 2) : (31 - Math.clz32(xl)) >> 2
  const low = xl !== 0 ? (31 - Math.clz32(xl & -xl)) >> 2 : 8 + ((31 - Math.clz32(xh & -xh)) >> 2)
  return moved(hi1, lo1, hi2, lo2, top, low) || moved(hi2, lo2, hi1, lo1, top, low)
}
function moved(
  hi1: number,
  lo1: number,
  hi2: number,
  lo2: number,
  top: number,
  low: number,
): boolean {
  for (let place = top; place > low; place--)
    if (digitAt(hi1, lo1, place - 1) !== digitAt(hi2, lo2, place)) return false
  return true
}

/** What was wrong with a value that could not be used. */
export interface Refused {
  trouble: string
}

/**
 * A CNIC as its 13 digits, unknown ones as `*`. Accepts dashes, spaces, Urdu digits, `X`, `x`, `#`
 * or `*` for hidden digits; four digits alone are read as the last four, five as the first five.
 * 13 digits, the first 1–8 (province or territory of registration); there is no check digit.
 */
export function readCnic(raw: string): string | Refused {
  const text = foldText(raw)
    .replace(/[^0-9*x#]/g, '')
    .replace(/[x#]/g, '*')
  if (/^\d{4}$/.test(text)) return `*********${text}`
  if (/^\d{5}$/.test(text)) return `${text}********`
  if (text.length !== 13) return { trouble: `${text.length} digits where a CNIC has 13` }
  if (/^(?:(.)\1{12})$/.test(text) || /^[09]/.test(text))
    return { trouble: 'not a CNIC that NADRA issues' }
  return text
}

/**
 * A phone number in E.164 digits without `+`; a national number is read as one of Pakistan
 * (numbering plan: `0` + area or `3xx` + number, ten digits after the `0`).
 */
export function readPhone(raw: string): string | Refused {
  const text = foldText(raw).replace(/[^0-9+]/g, '')
  const digits = text.replace(/\+/g, '')
  if (text.startsWith('+') || digits.startsWith('00')) {
    const full = digits.replace(/^00/, '').replace(/^920/, '92')
    return full.length >= 8 && full.length <= 15
      ? full
      : { trouble: `${full.length} digits in an international number` }
  }
  if (/^92\d{9,10}$/.test(digits)) return digits
  if (/^920\d{9,10}$/.test(digits)) return `92${digits.slice(3)}`
  if (/^0\d{9,10}$/.test(digits)) return `92${digits.slice(1)}`
  if (/^3\d{9}$/.test(digits)) return `92${digits}`
  if (digits.length >= 7 && digits.length <= 15 && !/^0/.test(digits)) return digits
  return { trouble: `${digits.length} digits where a phone number of Pakistan has 11` }
}

/** Any number: its digits; more than 15 are cut to the last 15. */
export function readNumber(raw: string): string | Refused {
  const digits = foldText(raw).replace(/[^0-9]/g, '')
  return digits ? digits.slice(-15) : { trouble: 'no digits' }
}
