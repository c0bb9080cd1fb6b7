import { expect, test } from 'vitest'
import { factCodes } from '../cases/facts.ts'
import { factsOf, findProvision, type Law, lawOn, points } from './law.ts'
import { faultsIn, readLaw } from './law-schema.ts'
import { law } from './library.ts'

const changed = (change: (copy: Law) => void): Law => {
  const copy = structuredClone(law)
  change(copy)
  return copy
}

test('a library with an unknown field is refused', () => {
  expect(() => readLaw(changed((copy) => Object.assign(copy.acts[0]!, { extra: 1 })))).toThrow(
    /schema/,
  )
})

test('a version without a source is refused', () => {
  expect(() =>
    readLaw(changed((copy) => (copy.acts[0]!.provisions[0]!.versions[0]!.sources = []))),
  ).toThrow(/schema/)
})

test('a reported amendment may not carry a start date of its own', () => {
  const broken = changed((copy) => {
    const reported = copy.acts[0]!.provisions.flatMap((one) => one.versions).find(
      (one) => one.standing === 'reported',
    )!
    reported.from = '2025-03-01'
  })
  expect(faultsIn(broken).join()).toMatch(/reported version/)
})

test('a condition of no known kind is named with its place', () => {
  const broken = changed((copy) => {
    findProvision(copy, 'PTPA 3(1)')!.provision.versions[0]!.elements[0]!.when = {
      some: ['recruited'],
    } as never
  })
  expect(faultsIn(broken).join()).toMatch(/PTPA 3\(1\) @ 2018, act: a condition of no known kind/)
})

test('every fact that the law reads is a code of the case room or a point of this one', () => {
  const known = new Set<string>([...factCodes, ...points])
  const read = law.acts
    .flatMap((act) =>
      act.provisions.flatMap((one) => one.versions.flatMap((version) => version.elements)),
    )
    .flatMap((element) => (element.when ? factsOf(element.when) : []))
  const asked = Object.values(law.evidence.questions).flatMap((one) => one.facts ?? [])
  expect([...read, ...asked].filter((fact) => !known.has(fact))).toEqual([])
})

test('PPC 374 keeps both readings of its longest term side by side', () => {
  const version = findProvision(law, 'PPC 374')!.provision.versions[0]!
  expect(version.conflicts?.[0]?.readings.map((one) => one.says.en.slice(0, 1))).toEqual(['1', '5'])
})

// PPC 369A: inserted by Act X of 2016 (24 March 2016), omitted by PTPA 2018 s. 16(3).
test.each([
  ['2016-03-23', false],
  ['2016-03-24', true],
  ['2018-06-01', true],
  ['2018-06-02', false],
])('PPC 369A on %s: in force %s', (day, stands) => {
  const sections = lawOn(law, day)
    .find((act) => act.act === 'PPC')!
    .provisions.map((one) => one.section)
  expect(sections.includes('369A')).toBe(stands)
})

test('nothing of the Trafficking Act stands before 2 June 2018', () => {
  expect(lawOn(law, '2018-06-01').some((act) => act.act === 'PTPA')).toBe(false)
  expect(lawOn(law, '2018-06-02').some((act) => act.act === 'PTPA')).toBe(true)
})

test('nobody has signed the law for a lawyer yet, and every version says so', () => {
  const versions = law.acts.flatMap((act) => act.provisions.flatMap((one) => one.versions))
  expect(versions.every((one) => one.reviewedByLawyer === 'none')).toBe(true)
})
