import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

const inWesternDigits = (text: string) =>
  text.normalize('NFKC').replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf))

/** A phone number in one form (E.164), read as a Pakistani one where it names no country. */
export function normalPhone(text: string): string | undefined {
  const number = parsePhoneNumberFromString(inWesternDigits(text), 'PK')
  return number?.isValid() ? number.number : undefined
}

// A mobile, a landline with its area code, a number with a country's code: each ends where it must,
// so that two that stand side by side stay two.
const written =
  /(?:(?:\+|00)92[\s-]?|0)3\d{2}[\s-]?\d{3}[\s-]?\d{4}|0[2-9]\d{1,2}[\s-]?\d{3}[\s-]?\d{3,5}|\+\d{1,3}[\s-]?(?:\d[\s-]?){6,11}\d/g

/** Every phone number written in a text, such as a pasted advert. */
export function phonesIn(text: string): string[] {
  const found = inWesternDigits(text).match(written) ?? []
  return [...new Set(found.flatMap((one) => normalPhone(one) ?? []))]
}

/** Every CNIC written in a text, as its 13 digits. */
export function cnicsIn(text: string): string[] {
  const found = inWesternDigits(text).match(/(?<!\d)\d{5}-?\d{7}-?\d(?!\d)/g) ?? []
  return [...new Set(found.map((one) => one.replaceAll('-', '')))]
}

/** A worker's CNIC, or the number of a Pakistani passport; undefined where it is neither. */
export function workerNumber(
  text: string,
): { kind: 'cnic' | 'passport'; number: string } | undefined {
  const [cnic] = cnicsIn(text)
  if (cnic) return { kind: 'cnic', number: cnic }
  const passport = inWesternDigits(text).toUpperCase().replace(/[\s-]/g, '')
  return /^[A-Z]{2}\d{7}$/.test(passport) ? { kind: 'passport', number: passport } : undefined
}

// "MPD/2345/LHR", "2345 / LHR", or a number behind the word licence.
const licence = /(?<![A-Z\d])(?:[A-Z]{2,6}\s?[/-]\s?)?\d{3,6}\s?[/-]\s?[A-Z]{2,4}(?![A-Z\d])/g
const named = /\b(?:LICEN[CS]E|LIC|OEP)\b[^\d\n]{0,12}(\d{3,6})(?!\s?[\d/-])/g

/** Every number of a licence written in a text, such as an advert, without the spaces in it. */
export function licencesIn(text: string): string[] {
  const upper = inWesternDigits(text).toUpperCase()
  const whole = upper.match(licence) ?? []
  const bare = [...upper.matchAll(named)].map((found) => found[1]!)
  return [...new Set([...whole, ...bare].map((one) => one.replace(/\s/g, '')))]
}
