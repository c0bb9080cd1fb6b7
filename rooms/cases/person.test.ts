import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ageGroupOn, ageOn, ageRangeOn, checkAge, isChildOn, yearsBetween } from './person.ts'

const born = (birthOn: string) => ({ birthOn, ageStated: null, ageStatedOn: null })
const said = (ageStated: number, ageStatedOn: string) => ({ birthOn: null, ageStated, ageStatedOn })

test.each([
  [born('2030-01-01'), 'cases/date-in-future'],
  [born('1850-01-01'), 'cases/date-too-old'],
  [born('2010-02-30'), 'cases/date-impossible'],
  [{ birthOn: null, ageStated: 15, ageStatedOn: null }, 'cases/age-needs-its-day'],
  [
    { birthOn: '2000-01-01', ageStated: 15, ageStatedOn: '2026-01-01' },
    'cases/age-contradicts-birth',
  ],
])('an impossible age is refused: %j', (person, code) => {
  expect(() => checkAge(person, '2026-11-24')).toThrow(code)
})

test('an age said a year off the birth date is taken: people round', () => {
  checkAge({ birthOn: '2010-06-01', ageStated: 16, ageStatedOn: '2026-01-01' }, '2026-11-24')
})

test('the eighteenth birthday is the first day of being an adult', () => {
  expect(isChildOn(born('2008-11-24'), '2026-11-23')).toBe('yes')
  expect(isChildOn(born('2008-11-24'), '2026-11-24')).toBe('no')
})

test('somebody said to be 17 in March may be 18 in November: perhaps a child, counted as one', () => {
  const person = said(17, '2026-03-01')
  expect(ageRangeOn(person, '2026-11-24')).toEqual({ from: 17, to: 18 })
  expect(isChildOn(person, '2026-11-24')).toBe('perhaps')
  expect(ageOn(person, '2026-11-24')).toBe(17)
  expect(ageGroupOn(person, '2026-11-24')).toBe('unsure')
})

test('nothing known stays not known', () => {
  const nobody = { birthOn: null, ageStated: null, ageStatedOn: null }
  expect(ageRangeOn(nobody, '2026-01-01')).toBeUndefined()
  expect(isChildOn(nobody, '2026-01-01')).toBe('not-known')
  expect(ageGroupOn(nobody, '2026-01-01')).toBe('not-known')
})

const day = fc
  .date({ min: new Date('1960-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))

test('the range from a stated age always holds the true age', () => {
  fc.assert(
    fc.property(day, day, day, (a, b, c) => {
      const [birth, stated, asked] = [a, b, c].sort() as [string, string, string]
      for (const [on, at] of [
        [stated, asked],
        [asked, stated],
      ] as const) {
        const range = ageRangeOn(said(yearsBetween(birth, on), on), at)!
        const truth = yearsBetween(birth, at)
        expect(range.from).toBeLessThanOrEqual(truth)
        expect(range.to).toBeGreaterThanOrEqual(truth)
        expect(range.to - range.from).toBeLessThanOrEqual(1)
      }
    }),
  )
})
