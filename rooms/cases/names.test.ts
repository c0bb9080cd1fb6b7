import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalName } from './names.ts'

test.each([
  ['علي', 'علی'],
  ['كاشف', 'کاشف'],
  ['مُحَمَّد', 'محمد'],
  ['آمنہ', 'امنہ'],
  ['فاطمة', 'فاطمہ'],
  ['  Bilal   AHMED ', 'bilal ahmed'],
  ['José', 'jose'],
  ['O’Neill-Khan', "o'neill khan"],
  ['ﻋﻠﻲ', 'علی'],
])('%s and %s are one name', (one, other) => {
  expect(normalName(one)).toBe(normalName(other))
})

test.each([
  ['علی', 'عالی'],
  ['রহিম', 'রহম'],
  ['Bilal', 'Bilaal'],
])('%s and %s stay two names', (one, other) => {
  expect(normalName(one)).not.toBe(normalName(other))
})

test('bringing a name into its form a second time changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      expect(normalName(normalName(name))).toBe(normalName(name))
    }),
  )
})
