import { expect, test } from 'vitest'
import type { Ground } from './consent.ts'
import { checkBasis, checkSecond } from './legal-basis.ts'

const words = 'She is unconscious and needs a bed in the burns ward tonight.'
const basis: Ground & { recordedBy: string } = {
  kind: 'legal-basis',
  id: 'b1',
  personId: 'p1',
  purpose: 'medical',
  agencyId: 'hospital',
  fields: ['needs'],
  from: '2026-11-20',
  until: '2026-11-25',
  withdrawnAt: undefined,
  confirmed: false,
  recordedBy: 'officer',
}

test('a legal basis without words is refused', () => {
  const short = { words: 'urgent', from: '2026-11-20', until: '2026-11-25' }
  expect(() => checkBasis(short, '2026-11-20')).toThrow('protection/basis-words-short')
})

test('a legal basis that would last for months is refused', () => {
  const long = { words, from: '2026-11-20', until: '2027-01-20' }
  expect(() => checkBasis(long, '2026-11-20')).toThrow('protection/basis-too-long')
})

test('nobody confirms a legal basis of her own', () => {
  expect(() => checkSecond(basis, 'officer')).toThrow('protection/second-person-same')
})

test('a legal basis is confirmed once', () => {
  expect(() => checkSecond({ ...basis, confirmed: true }, 'supervisor')).toThrow(
    'protection/basis-confirmed-already',
  )
})

test('a reasoned, short basis stands once a second person confirms it', () => {
  expect(() =>
    checkBasis({ words, from: '2026-11-20', until: '2026-12-20' }, '2026-11-20'),
  ).not.toThrow()
  expect(() => checkSecond(basis, 'supervisor')).not.toThrow()
})
