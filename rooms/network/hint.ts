import type { AgencyKind } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import { type AgeKnown, type IdentifierKind, normalIdentifier, type Sex } from '../cases/door.ts'
import type { Met } from './key-records.ts'
import type { Comparable } from './linking.ts'
import { type Rule, rules } from './model.ts'

/** What stands in the fields of a form, as far as it is filled in. */
export type Typed = Partial<
  AgeKnown &
    Record<'name' | 'otherName' | 'fatherName' | IdentifierKind, string | null> & { sex: Sex }
>

/** What was typed in the form in which people are compared; half a number is no number yet. */
export function comparableOf(typed: Typed): Comparable {
  const text = (value: string | null | undefined) => value?.trim() || null
  const number = (kind: IdentifierKind) => {
    const written = text(typed[kind])
    return written && wholeNumber(kind, written)
  }
  return {
    name: text(typed.name),
    otherName: text(typed.otherName),
    fatherName: text(typed.fatherName),
    sex: typed.sex ?? 'NonSpecifiedUnknown',
    birthOn: typed.birthOn ?? null,
    ageStated: typed.ageStated ?? null,
    ageStatedOn: typed.ageStatedOn ?? null,
    cnic: number('cnic'),
    passport: number('passport'),
    phone: number('phone'),
    account: number('account'),
  }
}

function wholeNumber(kind: IdentifierKind, text: string): string | null {
  try {
    return normalIdentifier(kind, text)
  } catch (trouble) {
    if (trouble instanceof Problem) return null
    throw trouble
  }
}

/** From so many bits of evidence on, a person is worth a glance while one types. */
export const GLANCE = 6
/** More are not shown beside a form. */
export const MOST_SHOWN = 5
/** More are not opened for one hint: those that share most, or the strongest, come first. */
export const MOST_OPENED = 20

/** Somebody in a file that is closed to the viewer, as far as the viewer is told. */
export interface Elsewhere {
  agencyId: string
  /** By what the person was found, strongest first. */
  rules: Rule[]
  /** The people found there, those found by most first, one for each file. */
  people: Met[]
}

/**
 * Those in files that are closed to the viewer, by agency. A name that many share is no sign of one
 * person: it is not told across a border at all.
 */
export function elsewhereOf(closed: readonly Met[]): Elsewhere[] {
  const told = closed
    .filter(({ telling }) => telling.length)
    .sort((a, b) => strengthOf(a.telling) - strengthOf(b.telling))
  const found = new Map<string, Elsewhere>()
  for (const one of told) {
    const there = found.get(one.agencyId) ?? { agencyId: one.agencyId, rules: [], people: [] }
    found.set(one.agencyId, there)
    if (!there.people.some(({ caseId }) => caseId === one.caseId)) there.people.push(one)
    there.rules = rules.filter((rule) => there.rules.includes(rule) || one.telling.includes(rule))
  }
  return [...found.values()]
}

/** Smaller is stronger: the strongest rule decides, then how many there are. */
export function strengthOf(by: readonly Rule[]): number {
  return Math.min(...by.map((rule) => rules.indexOf(rule))) - by.length / 10
}

const named: readonly AgencyKind[] = [
  'federal-investigation',
  'provincial-police',
  'protector-of-emigrants',
  'labour-department',
  'prosecution',
]

/** Who looks after a child or a victim is told by its kind alone: its name could lead to the door. */
export function isNamed(kind: AgencyKind): boolean {
  return named.includes(kind)
}
