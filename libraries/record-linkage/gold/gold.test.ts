import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { doubleMetaphone } from 'double-metaphone'
import { describe, expect, test } from 'vitest'
import { matchNames } from '../index.ts'
import { romanOf } from '../letters.ts'
import { jaroWinkler } from '../strings.ts'

interface Entry {
  urdu: string
  roman: string[]
  split: string
}
const entries: Entry[] = readFileSync(join(import.meta.dirname, 'urdu-roman-names.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [urdu, roman, , , , split] = line.split('\t')
    return { urdu: urdu!, roman: roman!.split('|'), split: split! }
  })
const testing = entries.filter(({ split }) => split === 'test')

// The others cannot read Urdu: they are given our letters for it.
const plain = (name: string) => name.toLowerCase().replace(/[^a-z ]/g, '')
const roman = (name: string) =>
  /[a-z]/i.test(name) ? plain(name) : name.split(' ').map(romanOf).join(' ')
const metaphones = (name: string) =>
  roman(name)
    .split(' ')
    .map((word) => doubleMetaphone(word))
const trigrams = (name: string) => {
  const padded = `  ${roman(name)} `
  return new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)))
}

type Same = (one: string, two: string) => boolean
const measures: Record<string, Same> = {
  ours: (one, two) => matchNames(one, two).same,
  'double metaphone': (one, two) => {
    const [a, b] = [metaphones(one), metaphones(two)]
    return (
      a.length === b.length &&
      a.every((codes, at) => codes.some((code) => code && b[at]!.includes(code)))
    )
  },
  'Jaro–Winkler ≥ .9': (one, two) => jaroWinkler(roman(one), roman(two)) >= 0.9,
  'trigram ≥ .5': (one, two) => {
    const [a, b] = [trigrams(one), trigrams(two)]
    const shared = [...a].filter((gram) => b.has(gram)).length
    return shared / (a.size + b.size - shared) >= 0.5
  },
}

/** Spellings of one name against each other, and of different names. */
function figures(same: Same) {
  const across = testing.flatMap(({ urdu, roman }) => roman.map((one) => [urdu, one] as const))
  const within = testing.flatMap(({ roman: [first, ...others] }) =>
    others.map((one) => [first!, one] as const),
  )
  const strangers = testing.flatMap((one, at) =>
    testing
      .slice(at + 1)
      .flatMap((two) => [
        [one.urdu, two.roman[0]!] as const,
        [one.roman[0]!, two.roman[0]!] as const,
      ]),
  )
  const share = (pairs: readonly (readonly [string, string])[]) =>
    pairs.filter(([one, two]) => same(one, two)).length / pairs.length
  return {
    urduRoman: share(across),
    romanRoman: share(within),
    falsePerThousand: 1000 * share(strangers),
  }
}

test('the list is whole: no name twice, every entry with a source, a grade and two scripts', () => {
  expect(entries.length).toBeGreaterThan(200)
  expect(new Set(entries.map(({ urdu }) => urdu)).size).toBe(entries.length)
  for (const { urdu, roman } of entries) {
    expect(urdu).toMatch(/^[\u0600-\u06FF ]+$/)
    for (const one of roman) expect(one).toMatch(/^[A-Za-z -]+$/)
  }
})

describe('on the test half of the list', () => {
  const found = Object.fromEntries(
    Object.entries(measures).map(([name, same]) => [name, figures(same)]),
  )
  test('19 in 20 spellings are recognised across scripts, and within Roman', () => {
    expect(found.ours!.urduRoman).toBeGreaterThan(0.95)
    expect(found.ours!.romanRoman).toBeGreaterThan(0.95)
  })
  test('no other measure recognises more, and false matches stay below 1 in 1,000', () => {
    for (const [name, other] of Object.entries(found))
      if (name !== 'ours') expect(found.ours!.urduRoman, name).toBeGreaterThan(other.urduRoman)
    expect(found.ours!.falsePerThousand).toBeLessThan(1)
  })
})
