import { Problem } from '../../core/problem.ts'

export const identifierKinds = ['cnic', 'passport', 'phone', 'account'] as const
export type IdentifierKind = (typeof identifierKinds)[number]

// Zero and its nine followers, as Arabic and Urdu keyboards write them.
const latinDigits = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 15))

const bare = (text: string) =>
  latinDigits(text).replace(/[\s\-‐-―.()/\u200B-\u200F\u2066-\u2069]/g, '')

function refuse(field: IdentifierKind, code: string): never {
  throw new Problem('input', code, { fields: { [field]: code } })
}

/** The 13 digits of a national identity number (CNIC, NICOP or B-form), without dashes. */
export function normalCnic(text: string): string {
  const digits = bare(text)
  if (!/^[1-9]\d{12}$/.test(digits)) refuse('cnic', 'cases/cnic-not-13-digits')
  return digits
}

/** As it is printed: 34201-1234567-9. */
export function shownCnic(digits: string): string {
  return `${digits.slice(0, 5)}-${digits.slice(5, 12)}-${digits.slice(12)}`
}

/** The number in E.164. Numbers without a country are Pakistani: 0300 1234567 is +923001234567. */
export function normalPhone(text: string): string {
  const written = bare(text)
  const digits = written.replace(/^\+/, '')
  if (!/^\d+$/.test(digits)) refuse('phone', 'cases/phone-not-readable')
  const full = withCountry(written, digits)
  // E.164 allows 15 digits; shorter than 8 is a short code or half a number.
  if (!full || !/^[1-9]\d{7,14}$/.test(full)) refuse('phone', 'cases/phone-not-readable')
  if (full.startsWith('92') && !/^92(3\d{9}|[24-9]\d{8,9})$/.test(full)) {
    refuse('phone', 'cases/phone-not-pakistani')
  }
  return `+${full}`
}

function withCountry(written: string, digits: string): string | undefined {
  // "+92 (0)300…" is common on cards: the trunk zero does not belong there.
  if (written.startsWith('+')) return digits.replace(/^920/, '92')
  if (digits.startsWith('00')) return digits.slice(2).replace(/^920/, '92')
  if (digits.startsWith('0')) return `92${digits.slice(1)}`
  if (digits.startsWith('92') && digits.length >= 11) return digits
  return /^3\d{9}$/.test(digits) ? `92${digits}` : undefined
}

/** Capital letters and digits of a passport number, as the machine-readable line has them. */
export function normalPassport(text: string): string {
  const number = bare(text).toUpperCase()
  if (!/^(?=.*\d)[A-Z0-9]{5,15}$/.test(number)) refuse('passport', 'cases/passport-not-readable')
  return number
}

/** An IBAN whose check digits are right, or another account or wallet number. */
export function normalAccount(text: string): string {
  const number = bare(text).toUpperCase()
  if (!/^[A-Z0-9]{6,34}$/.test(number)) refuse('account', 'cases/account-not-readable')
  if (/^[A-Z]{2}\d{2}[A-Z0-9]{11,}$/.test(number) && !ibanHolds(number)) {
    refuse('account', 'cases/account-iban-wrong')
  }
  return number
}

/** ISO 13616: the remainder by 97 of the rearranged digits is 1. */
function ibanHolds(iban: string): boolean {
  const digits = `${iban.slice(4)}${iban.slice(0, 4)}`.replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  )
  let rest = 0
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}

const normal: Record<IdentifierKind, (text: string) => string> = {
  cnic: normalCnic,
  passport: normalPassport,
  phone: normalPhone,
  account: normalAccount,
}

export function normalIdentifier(kind: IdentifierKind, text: string): string {
  return normal[kind](text)
}

/** As much of a number as tells it from another on a page that is not for reading it: ••• 223. */
export function maskedIdentifier(normal: string): string {
  return `••• ${normal.slice(-3)}`
}
