import { type Duty, hasDuty, type Person } from '../../core/people.ts'

/** Who decides on charges, records the FIR and rules facts out. */
export const deciders = [
  'prosecutor',
  'investigator',
  'supervisor',
] as const satisfies readonly Duty[]

type Who = Pick<Person, 'agencyId' | 'duties'>

/** A prosecutor charges in every case that is open to him; others in files of their own agency. */
export function mayDecideCharges(person: Who, file: { agencyId: string }): boolean {
  if (hasDuty(person, 'prosecutor')) return true
  return hasDuty(person, 'investigator', 'supervisor') && person.agencyId === file.agencyId
}
