import { Problem } from '../../core/problem.ts'
import type { Certainty } from './facts.ts'

const order: Record<Certainty, number> = {
  disputed: 0,
  said: 1,
  supported: 2,
  documented: 3,
  established: 4,
}

/** Negative where the first is less sure than the second. */
export function compareCertainty(one: Certainty, other: Certainty): number {
  return order[one] - order[other]
}

export function isAtLeast(certainty: Certainty, wanted: Certainty): boolean {
  return order[certainty] >= order[wanted]
}

interface Standing {
  supersededById: string | null
  disputedAt: string | null
}

/** Refuses to correct or dispute what a later entry has replaced. */
export function checkCurrent(allegation: Standing): void {
  if (allegation.supersededById) throw new Problem('conflict', 'cases/already-corrected')
}

export function checkDispute(allegation: Standing): void {
  checkCurrent(allegation)
  if (allegation.disputedAt) throw new Problem('conflict', 'cases/already-disputed')
}

interface SaidBy {
  saidByPersonId?: string | null | undefined
  saidByWords?: string | null | undefined
}

/** An allegation that nobody has said is a rumour: it names a person of the file, or says who. */
export function checkSaidBy(said: SaidBy): void {
  if (said.saidByPersonId || said.saidByWords?.trim()) return
  throw new Problem('input', 'cases/said-by-whom', {
    fields: { saidByWords: 'cases/said-by-whom' },
  })
}

interface CasePerson {
  id: string
  roles: readonly string[]
}

/** Refuses people who are not in this file, and an accused who is not there as accused. */
export function checkPeople(
  people: readonly CasePerson[],
  named: {
    accusedId?: string | null | undefined
    victimId?: string | null | undefined
    saidByPersonId?: string | null | undefined
  },
): void {
  const roleOf = { accusedId: 'accused', victimId: 'victim', saidByPersonId: undefined } as const
  for (const [field, role] of Object.entries(roleOf)) {
    const id = named[field as keyof typeof named]
    if (!id) continue
    const person = people.find((one) => one.id === id)
    if (!person) throw wrong(field, 'cases/person-not-in-case')
    if (role && !person.roles.includes(role)) throw wrong(field, `cases/person-not-${role}`)
  }
}

function wrong(field: string, code: string): Problem {
  return new Problem('input', code, { fields: { [field]: code } })
}
