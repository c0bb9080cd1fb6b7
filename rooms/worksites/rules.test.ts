import { describe, expect, test } from 'vitest'
import { actOn, minimumWageRule } from './rules.ts'

describe('the Act on bonded labour', () => {
  test('of the province applies from its first day, the Act of 1992 on the day before', () => {
    for (const [province, eve, first, act] of [
      // Notification PAS/Legis-B-33/2015 of 28 June 2016; Punjab Act XXIV of 2012, w.e.f. 11 February 2012.
      ['PK-SD', '2016-06-27', '2016-06-28', 'SBLA'],
      ['PK-PB', '2012-02-10', '2012-02-11', 'BLSAA-PB'],
    ] as const) {
      expect(actOn(province, eve).act).toBe('BLSAA')
      expect(actOn(province, first).act).toBe(act)
    }
  })

  test('whose first day was not found says so: from memory, or none at all', () => {
    for (const province of ['PK-KP', 'PK-BA', 'PK-GB'])
      expect(actOn(province, '2026-01-01').start?.grade, province).toBe('memory')
    expect(actOn('PK-JK', '2026-01-01').start).toBeNull()
    for (const province of ['PK-PB', 'PK-SD', 'PK-IS'])
      expect(actOn(province, '2026-01-01').start?.grade, province).not.toBe('memory')
  })
})

test('the rule against paying below the minimum is the province’s own from its day, before it the Ordinance of 1961', () => {
  expect(minimumWageRule('PK-PB', '2019-12-12')).toMatchObject({ act: 'MWO', section: '9' })
  expect(minimumWageRule('PK-PB', '2019-12-13')).toMatchObject({ act: 'PMWA', section: '11' })
  expect(minimumWageRule('PK-SD', '2020-01-01')).toMatchObject({ act: 'SMWA', section: '' })
  expect(minimumWageRule('PK-JK', '2020-01-01').grade).toBe('not-verified')
  expect(minimumWageRule('PK-PB', '1950-01-01').grade).toBe('not-verified')
})
