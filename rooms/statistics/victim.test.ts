import { describe, expect, test } from 'vitest'
import { ctdcOf, htcdsOf, sdgOf } from './forms.ts'
import { broadAgeOf, codeVictim, type Findings, placeOfExploitation } from './victim.ts'

const found: Findings = {
  jurisdiction: 'PK-PB',
  caseId: 'k1',
  agencyId: 'fia',
  person: { id: 'p1', sex: 'Feminine', age: 17, citizenship: 'AFG' },
  facts: ['recruited', 'wages-withheld', 'false-promise', 'wages-withheld'],
  decision: { status: 'presumed', exploitation: ['forced-begging', 'debt-bondage', 'recruited'] },
  detectedOn: '2026-11-20',
  laws: ['ptpa-2018', 'eo-1979', 'ptpa-2018'],
  incidents: [],
}

test('who is not found to be a victim so far is not counted', () => {
  const decision = { ...found.decision, status: 'not-so-far' }
  expect(codeVictim({ ...found, decision })).toBeUndefined()
})

test('a victim is coded by what was decided, in the order of the lists', () => {
  expect(codeVictim(found)).toMatchObject({
    ageGroup: '<18',
    ageBroad: '9--17',
    forms: ['debt-bondage', 'forced-begging'],
    laws: ['eo-1979', 'ptpa-2018'],
    country: null,
    status: 'presumed',
    citizenship: 'AFG',
    means: ['false-promise', 'wages-withheld'],
  })
})

test('an age nobody knows is its own group, and not an adult', () => {
  const person = { ...found.person, age: undefined }
  expect(codeVictim({ ...found, person })).toMatchObject({
    ageGroup: 'not-recorded',
    ageBroad: '-99',
  })
})

test.each([
  [0, '0--8'],
  [8, '0--8'],
  [9, '9--17'],
  [17, '9--17'],
  [18, '18--20'],
  [20, '18--20'],
  [21, '21--23'],
  [24, '24--26'],
  [29, '27--29'],
  [30, '30--38'],
  [38, '30--38'],
  [39, '39--47'],
  [47, '39--47'],
  [48, '48+'],
  [91, '48+'],
] as const)('at %i the CTDC band is %s', (age, band) => {
  expect(broadAgeOf(age)).toBe(band)
})

describe('the place of exploitation', () => {
  const at = {
    kind: 'Exploitation',
    fromOn: '2026-01-01',
    untilOn: null,
    placeCode: 'PK-SD-karachi-south',
    country: null,
  }

  test('is not where somebody was recruited', () => {
    const place = placeOfExploitation([{ ...at, kind: 'Recruitment' }])
    expect(place).toEqual({ country: null, province: null, district: null })
  })

  test('is the last one recorded, in the codes of its province and district', () => {
    const abroad = { ...at, fromOn: '2025-05-01', placeCode: null, country: 'KHM' }
    expect(placeOfExploitation([at, abroad])).toEqual({
      country: 'PAK',
      province: 'PK-SD',
      district: 'PK-SD-karachi-south',
    })
    expect(placeOfExploitation([at, { ...abroad, untilOn: '2026-09-01' }])).toEqual({
      country: 'KHM',
      province: null,
      district: null,
    })
  })
})

test('the crosswalk follows the standards that it names', () => {
  expect(htcdsOf(['debt-bondage', 'forced-labour'])).toEqual(['ForcedLabour'])
  expect(ctdcOf(['debt-bondage'])).toEqual(['isForcedLabour', 'meansOfControlDebtBondage'])
  expect(sdgOf(['organ-removal', 'commercial-sex'])).toEqual(['sexual', 'organ'])
  expect(sdgOf([])).toEqual(['not-recorded'])
})
