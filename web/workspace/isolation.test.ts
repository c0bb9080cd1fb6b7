import { describe, expect, test } from 'vitest'
import { readWords } from '../../core/words.ts'
import { isolated } from './isolation.ts'

describe('a value within a text', () => {
  test.each([
    ['ur', 'Adeel Ranjha'],
    ['ur', '0300 0000000'],
    ['ur', 'عدیل Ranjha'],
    ['en', 'عدیل رانجھا'],
  ] as const)('in %s is kept apart where its direction differs: %s', (lang, value) => {
    expect(isolated(lang, value)).toBe(`\u2068${value}\u2069`)
  })

  test.each([
    ['ur', 'عدیل رانجھا'],
    ['ur', '5'],
    ['en', 'Adeel Ranjha'],
    ['en', '0300 0000000'],
  ] as const)('in %s stays as it is where it does not: %s', (lang, value) => {
    expect(isolated(lang, value)).toBe(value)
  })
})

test('a code that chooses a text within a text is never marked: it is written {{- code}}', () => {
  const words = readWords()
  const wrong = words.languages.flatMap((lang) =>
    Object.entries(words.all(lang))
      .filter(([, text]) => /\$t\([^)]*\{\{(?!-)/.test(text))
      .map(([key]) => `${lang} ${key}`),
  )
  expect(wrong).toEqual([])
})
