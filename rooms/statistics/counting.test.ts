import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factCodes, facts } from '../cases/door.ts'
import { type Counted, dimensions, fits, qualityNotes, tabulate } from './counting.ts'
import { formCodes } from './forms.ts'
import { meansCodes } from './means.ts'
import { ageGroups, broadAges, NOT_RECORDED, sexCodes, victimStatuses } from './victim.ts'

const woman: Counted = {
  sex: 'Feminine',
  ageGroup: '18+',
  ageBroad: '24--26',
  forms: ['forced-labour', 'commercial-sex'],
  laws: [],
  country: 'PAK',
  province: 'PK-PB',
  district: 'PK-PB-gujrat',
  status: 'presumed',
  citizenship: 'PAK',
  means: ['false-promise', 'debt-as-control'],
  year: '2026',
  n: 3,
}
const boy: Counted = {
  ...woman,
  sex: 'Masculine',
  ageGroup: '<18',
  ageBroad: '9--17',
  forms: [],
  n: 2,
}

test('a victim of two forms stands in both rows and once in the total', () => {
  const table = tabulate([woman, boy], 'form')
  const row = (code: string) => table.rows.find((one) => one.code === code)?.n
  expect([row('forced-labour'), row('commercial-sex'), row(NOT_RECORDED)]).toEqual([3, 3, 2])
  expect(table.total).toBe(5)
})

test('the means of control that are counted are those that cases list', () => {
  expect(meansCodes).toEqual(factCodes.filter((code) => facts[code].kind === 'means'))
})

test('sums that do not close are said, with the figures', () => {
  expect(qualityNotes(tabulate([woman, boy], 'form'))).toEqual([
    { code: 'adds-up-to-more', dimension: 'form', sum: 8, total: 5 },
    { code: 'not-recorded', dimension: 'form', n: 2, total: 5 },
  ])
  expect(qualityNotes(tabulate([woman, boy], 'sex'))).toEqual([])
})

test('what nobody recorded is always a row, even at nought', () => {
  for (const dimension of dimensions.filter((one) => one !== 'year' && one !== 'status')) {
    const codes = tabulate([], dimension).rows.map(({ code }) => code)
    expect(codes.some((code) => [NOT_RECORDED, '-99', 'NonSpecifiedUnknown'].includes(code))).toBe(
      true,
    )
  }
})

test('a filter keeps only who fits all of it', () => {
  const table = tabulate([woman, boy], 'age', undefined, { sex: 'Masculine', form: NOT_RECORDED })
  expect(table.total).toBe(2)
  expect(
    tabulate([woman, boy], 'age', undefined, { sex: 'Masculine', form: 'forced-labour' }).total,
  ).toBe(0)
})

const anyVictim: fc.Arbitrary<Counted> = fc.record({
  sex: fc.constantFrom(...sexCodes),
  ageGroup: fc.constantFrom(...ageGroups),
  ageBroad: fc.constantFrom(...broadAges),
  forms: fc.subarray([...formCodes]),
  laws: fc.subarray(['ptpa-2018', 'eo-1979']),
  country: fc.constantFrom('PAK', 'KHM', null),
  province: fc.constantFrom('PK-PB', null),
  district: fc.constant(null),
  status: fc.constantFrom(...victimStatuses),
  citizenship: fc.constantFrom('PAK', 'AFG', null),
  means: fc.subarray([...meansCodes]),
  year: fc.constantFrom('2025', '2026'),
  n: fc.integer({ min: 1, max: 9 }),
})

test('every cell is what counting one by one gives', () => {
  fc.assert(
    fc.property(
      fc.array(anyVictim, { maxLength: 25 }),
      fc.constantFrom(...dimensions),
      fc.constantFrom(...dimensions),
      (victims, by, across) => {
        fc.pre(by !== across)
        const table = tabulate(victims, by, across)
        expect(table.total).toBe(victims.reduce((all, { n }) => all + n, 0))
        for (const row of table.rows) {
          for (const column of table.columns) {
            let slow = 0
            for (const one of victims)
              if (fits(one, { [by]: row.code }) && fits(one, { [across]: column.code }))
                slow += one.n
            expect(row.cells[column.code]).toBe(slow)
          }
        }
      },
    ),
    { numRuns: 60 },
  )
})
