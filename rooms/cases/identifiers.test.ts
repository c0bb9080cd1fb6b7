import { expect, test } from 'vitest'
import { normalAccount, normalCnic, normalPassport, normalPhone, shownCnic } from './identifiers.ts'

const codeOf = (act: () => unknown) => {
  try {
    return act()
  } catch (problem) {
    return (problem as { code: string }).code
  }
}

test.each(
  ['', '12345', '3420112345679', '34201-1234567-99', '00000-0000000-0', '3420l-1234567-9'].map(
    (text, i) => [text, i] as const,
  ),
)('a CNIC of other than 13 digits is refused: %j', (text, i) => {
  // The third has 13 digits: it stands here to show that the rule counts, not guesses.
  expect(codeOf(() => normalCnic(text))).toBe(
    i === 2 ? '3420112345679' : 'cases/cnic-not-13-digits',
  )
})

test('a CNIC is read with dashes, spaces and Urdu digits', () => {
  expect(normalCnic('34201-1234567-9')).toBe('3420112345679')
  expect(normalCnic('۳۴۲۰۱-۱۲۳۴۵۶۷-۹')).toBe('3420112345679')
  expect(shownCnic('3420112345679')).toBe('34201-1234567-9')
})

test.each([
  '',
  'call me',
  '1234',
  '0300 123456',
  '+92 300 12345678901',
  '+0123456789',
  '0300-1234567-1234',
])('a phone number that cannot be called is refused: %j', (text) => {
  expect(codeOf(() => normalPhone(text))).toMatch(/^cases\/phone-not-(readable|pakistani)$/)
})

test.each([
  ['0300 1234567', '+923001234567'],
  ['0300-1234567', '+923001234567'],
  ['0092 300 1234567', '+923001234567'],
  ['+92 (0)300 1234567', '+923001234567'],
  ['923001234567', '+923001234567'],
  ['3001234567', '+923001234567'],
  ['۰۳۰۰ ۱۲۳۴۵۶۷', '+923001234567'],
  ['053 3512345', '+92533512345'],
  ['042-35123456', '+924235123456'],
  ['+971 50 123 4567', '+971501234567'],
  ['00855 12 345 678', '+85512345678'],
])('the phone number %s is %s', (text, e164) => {
  expect(normalPhone(text)).toBe(e164)
})

test('a passport number without a digit, or too long, is refused; others lose their spaces', () => {
  expect(codeOf(() => normalPassport('PASSPORT'))).toBe('cases/passport-not-readable')
  expect(codeOf(() => normalPassport('AB12345678901234567'))).toBe('cases/passport-not-readable')
  expect(normalPassport('ab 123 4567')).toBe('AB1234567')
})

// The example IBAN of Pakistan in the SWIFT IBAN registry.
test('an IBAN with a wrong check digit is refused, a right one and a wallet number are kept', () => {
  expect(normalAccount('PK36 SCBL 0000 0011 2345 6702')).toBe('PK36SCBL0000001123456702')
  expect(codeOf(() => normalAccount('PK37SCBL0000001123456702'))).toBe('cases/account-iban-wrong')
  expect(normalAccount('0300-1234567')).toBe('03001234567')
})
