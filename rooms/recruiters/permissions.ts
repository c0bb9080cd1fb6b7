import { type Duty, hasDuty, type Person } from '../../core/people.ts'

type Asker = Pick<Person, 'agencyId' | 'agencyKind' | 'duties'>

/** Whoever may look into the register from the workspace. The same facts are public. */
export const readers: readonly Duty[] = [
  'desk-officer',
  'investigator',
  'screener',
  'case-worker',
  'prosecutor',
  'supervisor',
  'statistician',
  'oversight',
]

/** Officers of the licensing authority: protectors of emigrants and their directorate. */
export const officers: readonly Duty[] = ['investigator', 'supervisor']

/** Lists are brought in, and complaints taken, by the authority that licenses. */
export function mayKeepRegister(person: Asker): boolean {
  return person.agencyKind === 'protector-of-emigrants' && hasDuty(person, ...officers)
}

/** Suspension, cancellation and what undoes them are orders: a supervisor of the authority signs. */
export function mayOrder(person: Asker): boolean {
  return person.agencyKind === 'protector-of-emigrants' && hasDuty(person, 'supervisor')
}

export function mayWorkOnComplaint(person: Asker, complaintAgencyId: string): boolean {
  return mayKeepRegister(person) && person.agencyId === complaintAgencyId
}
