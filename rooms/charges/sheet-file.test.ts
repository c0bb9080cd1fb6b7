import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factCodes, facts } from '../cases/door.ts'
import { answerSheet } from './charge-sheet.ts'
import { law } from './library.ts'
import { readSheet, type SheetInFile, sheetCodes } from './sheet-file.ts'

const today = '2026-11-26'
const good: SheetInFile = {
  conduct: { from: '2022-01-01', until: '2022-06-30' },
  provinces: ['PK-PB'],
  persons: [
    { id: 'a', roles: ['accused'] },
    { id: 'v', roles: ['victim'], sex: 'female', age: 20 },
  ],
  facts: ['recruited'],
}
function faultsOf(change: object) {
  const read = readSheet({ ...good, ...change }, law, today)
  return 'faults' in read ? read.faults.map(({ path, code }) => `${path}: ${code}`) : []
}
function answerOf(sheet: SheetInFile) {
  const read = readSheet(sheet, law, today)
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  return answerSheet(read.sheet, read.file, law)
}

describe('what a sheet refuses', () => {
  test('a code that is not on the list, with the nearest ones', () => {
    const read = readSheet({ ...good, facts: ['recruited', 'confined'] }, law, today)
    if (!('faults' in read)) throw new Error('it was taken')
    expect(read.faults[0]).toMatchObject({ path: 'facts.1', code: 'unknown-code' })
    expect(read.faults[0]!.remedy).toContain('confined-or-guarded')
  })

  test('a day that is not in the calendar, and one that lies ahead', () => {
    expect(faultsOf({ conduct: { from: '2023-02-29' } })).toEqual(['conduct.from: impossible-date'])
    expect(faultsOf({ conduct: { from: '2023-13' } })).toEqual(['conduct.from: impossible-date'])
    expect(faultsOf({ conduct: { from: '2027-01-01' } })).toEqual(['conduct.from: date-ahead'])
  })

  test('conduct that ends before it begins', () => {
    expect(faultsOf({ conduct: { from: '2022-05', until: '2022-04' } })).toEqual([
      'conduct.until: ends-before-it-begins',
    ])
  })

  test('an age that contradicts the birth date', () => {
    const persons = [good.persons[0], { id: 'v', roles: ['victim'], age: 12, born: '2001-05' }]
    expect(faultsOf({ persons })).toEqual(['persons.1.age: age-contradicts-birth'])
  })

  test('a section that was not in force, and an Act that nobody knows', () => {
    const firSections = ['PPC 369A', 'PTPA 3', 'XYZ 9']
    expect(faultsOf({ firSections })).toEqual([
      'firSections.0: not-in-force',
      'firSections.2: unknown-act',
    ])
  })

  test('somebody who is not among the persons, or has another role', () => {
    expect(faultsOf({ facts: [{ fact: 'recruited', by: 'nobody' }] })).toEqual([
      'facts.0.by: unknown-person',
    ])
    expect(faultsOf({ facts: [{ fact: 'recruited', by: 'v' }] })).toEqual([
      'facts.0.by: wrong-role',
    ])
  })

  test('several faults at once, all of them named', () => {
    const found = faultsOf({
      conduct: { from: '2023-02-30' },
      facts: [{ fact: 'recruited', to: 'zz' }],
      firSections: ['QQ 1'],
    })
    expect(found).toHaveLength(3)
  })

  test('anything at all, without falling over', () => {
    fc.assert(
      fc.property(fc.anything(), (content) => void readSheet(content, law, today)),
      { numRuns: 300 },
    )
  })
})

const code = fc.constantFrom(...sheetCodes)
const sheets = fc.record({
  facts: fc.uniqueArray(code, { maxLength: 12 }),
  ruledOut: fc.uniqueArray(code, { maxLength: 3 }),
  year: fc.integer({ min: 1985, max: 2026 }),
  age: fc.integer({ min: 0, max: 60 }),
  sex: fc.constantFrom('female' as const, 'male' as const),
  province: fc.constantFrom(
    'PK-IS' as const,
    'PK-PB' as const,
    'PK-SD' as const,
    'PK-KP' as const,
    'PK-BA' as const,
  ),
})
type Drawn = Parameters<Parameters<typeof sheets.map>[0]>[0]
const sheetOf = ({ facts, ruledOut, year, age, sex, province }: Drawn): SheetInFile => ({
  conduct: { from: `${year}-02-01`, until: `${year}-02-10` },
  provinces: [province],
  persons: [
    { id: 'a', roles: ['accused'] },
    { id: 'v', roles: ['victim'], sex, age },
  ],
  facts,
  ruledOut: ruledOut.filter((one) => !facts.includes(one)),
})
const metIn = (sheet: SheetInFile) =>
  answerOf(sheet)
    .proposals.filter((one) => one.status === 'met')
    .map((one) => one.cited)

describe('for any sheet', () => {
  // One section speaks of a licensed promoter: it ends where the licence is denied.
  const byAbsence = new Set(['EO 22(a)'])

  test('one fact more never turns a met section into one that is not', () => {
    fc.assert(
      fc.property(sheets, code, (drawn, more) => {
        const before = metIn(sheetOf({ ...drawn, ruledOut: [] }))
        const after = metIn(
          sheetOf({ ...drawn, ruledOut: [], facts: [...new Set([...drawn.facts, more])] }),
        )
        expect(before.filter((one) => !after.includes(one) && !byAbsence.has(one))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('no section is proposed outside its dates', () => {
    fc.assert(
      fc.property(sheets, (drawn) => {
        for (const one of answerOf(sheetOf(drawn)).proposals) {
          if (one.version.from)
            expect(one.version.from <= `${drawn.year}-02-10`, one.cited).toBe(true)
          if (one.version.until)
            expect(one.version.until > `${drawn.year}-02-01`, one.cited).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('every proposal rests on at least one fact and one source', () => {
    fc.assert(
      fc.property(sheets, (drawn) => {
        for (const one of answerOf(sheetOf(drawn)).proposals) {
          expect(one.facts.length, one.cited).toBeGreaterThan(0)
          expect(one.sources.length, one.cited).toBeGreaterThan(0)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('a child never needs means: taking the means away leaves section 3 met', () => {
    const means = new Set<string>(factCodes.filter((code) => facts[code].kind === 'means'))
    fc.assert(
      fc.property(sheets, fc.integer({ min: 0, max: 17 }), (drawn, age) => {
        const child = { ...drawn, age, ruledOut: [] as Drawn['ruledOut'] }
        const without = { ...child, facts: child.facts.filter((one) => !means.has(one)) }
        const three = (one: string) => one.startsWith('PTPA 3')
        expect(metIn(sheetOf(without)).filter(three)).toEqual(metIn(sheetOf(child)).filter(three))
      }),
      { numRuns: 300 },
    )
  })

  test('what is not told is not ruled out: an empty sheet has no "no" in any element', () => {
    const { considered, proposals } = answerOf({ ...good, facts: ['recruited'] })
    expect(
      proposals
        .flatMap((one) => one.elements)
        .filter(
          (one) =>
            one.value === 'no' &&
            one.id !== 'victim' &&
            one.id !== 'in-force' &&
            one.id !== 'applies',
        ),
    ).toEqual([])
    expect(considered.length + proposals.length).toBeGreaterThan(0)
  })
})
