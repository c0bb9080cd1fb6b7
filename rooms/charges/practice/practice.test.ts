import { expect, test } from 'vitest'
import { findProvision } from '../law.ts'
import { law } from '../library.ts'
import cases from './cases.json' with { type: 'json' }
import { compare, type PracticeCase, practiceForms } from './practice.ts'

const all = cases.cases as PracticeCase[]
const byKey = (key: string) => all.find((one) => one.key === key)!

test('every section that a practice case expects can be chosen', () => {
  const unknown = all.flatMap((one) => one.expected.filter((cited) => !findProvision(law, cited)))
  expect(unknown).toEqual([])
})
test('every case is told in both languages, names its source and says why', () => {
  expect(new Set(all.map((one) => one.key)).size).toBe(29)
  for (const one of all) {
    for (const text of [one.story, one.why]) {
      expect(text.en.length, one.key).toBeGreaterThan(20)
      expect(text.ur, one.key).toMatch(/[\u0600-\u06ff]{3}/)
    }
    expect(one.source).not.toBe('')
    expect(practiceForms).toContain(one.form)
  }
})
test('the expected answer is all right, and nothing in it is excluded', () => {
  for (const one of all) {
    const told = compare(one, { ...one, sections: one.expected })
    expect([one.key, told]).toEqual([
      one.key,
      {
        screening: true,
        form: true,
        agency: true,
        found: one.expected,
        missed: [],
        wrong: [],
        beyond: [],
      },
    ])
  }
})
test('the Trafficking Act for what happened before it began is told as wrong', () => {
  const told = compare(byKey('V03'), {
    screening: 'presumed',
    form: 'tip',
    sections: ['PTPA 3(1)', 'PPC 374'],
    agency: 'fia',
  })
  expect(told).toMatchObject({
    form: false,
    agency: false,
    wrong: ['PTPA 3(1)'],
    found: ['PPC 374'],
  })
  expect(told.missed.length).toBeGreaterThan(0)
})
test('a whole section that is chosen covers its subsections', () => {
  const told = compare(byKey('V01'), {
    screening: 'presumed',
    form: 'tip',
    sections: ['PTPA 3'],
    agency: 'police',
  })
  expect(told.found).toContain('PTPA 3(2)')
})
