import { type Duty, hasDuty, type Person } from '../../core/people.ts'

/** Who may read what was said in an interview. */
export const readers = [
  'screener',
  'investigator',
  'case-worker',
  'prosecutor',
  'supervisor',
] as const satisfies readonly Duty[]

export const interviewers = [
  'screener',
  'investigator',
  'case-worker',
] as const satisfies readonly Duty[]

type Who = Pick<Person, 'agencyId' | 'duties'>
type File = { agencyId: string }

/** Another agency that a case is shared with reads its interviews, and holds none of its own in it. */
export function mayInterview(person: Who, file: File): boolean {
  return hasDuty(person, ...interviewers) && person.agencyId === file.agencyId
}

/** What an interview shows is decided by a screener: whoever investigates the accused does not decide who is a victim. */
export function mayDecide(person: Who, file: File): boolean {
  return hasDuty(person, 'screener') && person.agencyId === file.agencyId
}
