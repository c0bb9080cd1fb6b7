import type { AgencyKind } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import { type AgeKnown, type IdentifierKind, normalIdentifier, type Sex } from '../cases/door.ts'
import type { Met } from './key-records.ts'
import type { Comparable } from './linking.ts'
import { type FoundBy, foundBy } from './model.ts'

/** What stands in the fields of a form, as far as it is filled in. */
export type Typed = Partial<
  AgeKnown &
    Record<
      'name' | 'otherName' | 'fatherName' | 'vehicle' | 'agent' | IdentifierKind,
      string | null
    > & { sex: Sex }
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

/** The number in the form in which its index is made; null where it is half a number or none. */
export function wholeNumber(kind: IdentifierKind, text: string): string | null {
  try {
    return normalIdentifier(kind, text)
  } catch (trouble) {
    if (trouble instanceof Problem) return null
    throw trouble
  }
}

/** The same person, or the same file, found twice is one, found by both. */
export function joinMet(found: readonly Met[]): Met[] {
  const met = new Map<string, Met>()
  const both = (one: readonly FoundBy[], two: readonly FoundBy[]) => [...new Set([...one, ...two])]
  for (const one of found) {
    const key = one.personId ?? `file ${one.caseId}`
    const known = met.get(key)
    met.set(
      key,
      known
        ? {
            ...known,
            rules: both(known.rules, one.rules),
            telling: both(known.telling, one.telling),
          }
        : one,
    )
  }
  return [...met.values()]
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
  rules: FoundBy[]
  /** Who or what was found there, those found by most first, one for each file. */
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
    there.rules = foundBy.filter((rule) => there.rules.includes(rule) || one.telling.includes(rule))
  }
  return [...found.values()]
}

/** Smaller is stronger: the strongest rule decides, then how many there are. */
export function strengthOf(by: readonly FoundBy[]): number {
  return Math.min(...by.map((rule) => foundBy.indexOf(rule))) - by.length / 10
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
