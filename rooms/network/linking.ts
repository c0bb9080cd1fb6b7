import { probabilityOf, type ReadRow, Register } from '../../libraries/record-linkage/index.ts'
import type { AgeKnown, Sex } from '../cases/door.ts'
import { model, type Rule, rules } from './model.ts'
import { type Sign, signOf } from './signs.ts'

/** As much of a person as can be compared; what is not known is null. */
export interface Comparable extends AgeKnown {
  name: string | null
  otherName: string | null
  fatherName: string | null
  sex: Sex
  cnic: string | null
  passport: string | null
  phone: string | null
  account: string | null
}

const register = new Register<string>(model)
const PRIOR = Math.log2(model.learnt.prior / (1 - model.learnt.prior))

export interface LinkKey {
  rule: Rule
  text: string
}

/**
 * What a person is found by. Names alone are too many to be looked for in a whole country, and a
 * name tried at will would tell who is known anywhere: that key holds within one agency's files.
 * Who is looked for may be a year older or younger than was said.
 */
export function keysOf(
  person: Comparable,
  agencies: readonly string[],
  looking = false,
): LinkKey[] {
  const years = yearsOf(person)
  const tried = looking && !person.birthOn ? years.flatMap((y) => [y - 1, y, y + 1]) : years
  const found = new Map<string, LinkKey>()
  for (const name of namesOf(person))
    for (const year of tried.length ? tried : [undefined]) {
      const born = person.birthOn ?? year?.toString()
      register.read(rowOf(person, name, born)).keys.forEach((key, at) => {
        if (key === undefined) return
        const rule = rules[at]!
        const texts = rule === 'name' ? agencies.map((agency) => `${key}\t${agency}`) : [key]
        for (const text of texts) found.set(text, { rule, text })
      })
    }
  return [...found.values()]
}

function namesOf({ name, otherName }: Comparable): string[] {
  const names = [...new Set([name, otherName].filter((one) => one !== null))]
  return names.length ? names : ['']
}

function yearsOf(person: AgeKnown): number[] {
  if (person.birthOn) return [Number(person.birthOn.slice(0, 4))]
  if (person.ageStated === null || !person.ageStatedOn) return []
  return [Number(person.ageStatedOn.slice(0, 4)) - person.ageStated]
}

function rowOf(person: Comparable, name: string, born: string | undefined) {
  return {
    name,
    father: person.fatherName ?? '',
    cnic: person.cnic ?? '',
    passport: person.passport ?? '',
    phone: person.phone ?? '',
    account: person.account ?? '',
    born: born ?? '',
    sex: person.sex === 'NonSpecifiedUnknown' ? '' : person.sex,
  }
}

export interface Comparison {
  /** For and against, without what was to be expected of any two people. */
  evidence: number
  probability: number
  /** Strongest first. */
  signs: Sign[]
}

/** Two people side by side; of their names in two scripts, those two count that are most alike. */
export function compare(one: Comparable, two: Comparable): Comparison {
  const [bornOne, bornTwo] = birthsOf(one, two)
  const read = (person: Comparable, born: string | undefined): ReadRow[] =>
    namesOf(person).map((name) => register.read(rowOf(person, name, born)))
  const others = read(two, bornTwo)
  const best = read(one, bornOne)
    .flatMap((mine) => others.map((theirs) => register.compare(mine, theirs)))
    .reduce((a, b) => (b.weight > a.weight ? b : a))
  return {
    evidence: best.weight - PRIOR,
    probability: probabilityOf(best.weight),
    signs: best.fields
      .filter(({ level }) => level !== undefined)
      .map(({ field, level, weight }) => signOf(field, level!, weight))
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
  }
}

/** A said age is true to about a year: within that it agrees, and a little beyond it says nothing. */
function birthsOf(one: Comparable, two: Comparable): [string | undefined, string | undefined] {
  if (one.birthOn && two.birthOn) return [one.birthOn, two.birthOn]
  const [a, b] = [yearsOf(one)[0], yearsOf(two)[0]]
  if (a === undefined || b === undefined) return [undefined, undefined]
  const apart = Math.abs(a - b)
  if (apart > 1 && apart <= 5) return [undefined, undefined]
  // Far apart: as two days that have nothing in common, so that it speaks against.
  if (apart > 5) return ['1900-03-05', '2088-11-27']
  const [known, said] = [one.birthOn ?? two.birthOn, `${a}`]
  if (!known) return [said, said]
  const year = known.slice(0, 4)
  return one.birthOn ? [known, year] : [year, known]
}
