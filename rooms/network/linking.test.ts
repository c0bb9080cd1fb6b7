import { describe, expect, test } from 'vitest'
import { type Comparable, compare, keysOf } from './linking.ts'

const nobody: Comparable = {
  name: null,
  otherName: null,
  fatherName: null,
  sex: 'NonSpecifiedUnknown',
  birthOn: null,
  ageStated: null,
  ageStatedOn: null,
  cnic: null,
  passport: null,
  phone: null,
  account: null,
}
const person = (of: Partial<Comparable>): Comparable => ({ ...nobody, ...of })
const evidence = (one: Partial<Comparable>, two: Partial<Comparable>) =>
  compare(person(one), person(two)).evidence

describe('a name', () => {
  test('that is common says less than a rare one, in either script', () => {
    const common = evidence({ name: 'Muhammad Ali' }, { name: 'محمد علی' })
    const rare = evidence({ name: 'Naeem Sahi' }, { name: 'نعیم ساہی' })
    expect(common).toBeGreaterThan(0)
    expect(rare).toBeGreaterThan(common + 3)
    expect(evidence({ name: 'علی احمد' }, { name: 'علی احمد' })).toBeLessThan(
      evidence({ name: 'نعیم ساہی' }, { name: 'نعیم ساہی' }) - 3,
    )
  })

  test('and a father’s name that are both common leave more doubt than rare ones', () => {
    const born = { ageStated: 30, ageStatedOn: '2026-11-01', sex: 'Masculine' } as const
    const common = { name: 'Ali Ahmed', fatherName: 'Muhammad Ali', ...born }
    const rare = { name: 'Dilawar Kharal', fatherName: 'Lehrasab Kharal', ...born }
    expect(evidence(rare, rare) - evidence(common, common)).toBeGreaterThan(5)
    expect(compare(person(rare), person(rare)).probability).toBeGreaterThan(0.95)
  })

  test('of the same word only shares that word, whichever it is', () => {
    const one = evidence({ name: 'Imran Khan' }, { name: 'Imran Sheikh' })
    const two = evidence({ name: 'Bilal Khan' }, { name: 'Tariq Khan' })
    expect(one).toBeGreaterThan(two)
  })
})

test('the same phone outweighs a common name by far', () => {
  const phone = '+923001112223'
  expect(
    evidence({ name: 'Ali Khan', phone }, { name: 'علی خان', phone }) -
      evidence({ name: 'Ali Khan' }, { name: 'علی خان' }),
  ).toBeGreaterThan(10)
})

test('a name alone is looked for in one’s own agency, a number everywhere', () => {
  const keys = keysOf(person({ name: 'عمران خان', phone: '0300 1112223' }), ['ours'], true)
  expect(keys.map(({ rule }) => rule).sort()).toEqual(['name', 'phone'])
  expect(keys.find(({ rule }) => rule === 'name')!.text).toContain('ours')
  expect(keysOf(person({ phone: '+92-300-1112223' }), ['theirs'])[0]!.text).toBe(
    keys.find(({ rule }) => rule === 'phone')!.text,
  )
})
