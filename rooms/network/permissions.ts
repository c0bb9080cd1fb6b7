import { type Duty, hasDuty, type Person } from '../../core/people.ts'

/** Who judges whether two people are one: those who work on the cases themselves. */
export const judges = [
  'investigator',
  'case-worker',
  'supervisor',
] as const satisfies readonly Duty[]

/** Counts of patterns, and nothing of the people they came from. */
export const counters = ['statistician', 'oversight'] as const satisfies readonly Duty[]

/** Who is told, while writing a person into a file, where the same one may be known: who writes files. */
export const writers = [
  'desk-officer',
  'investigator',
  'screener',
  'case-worker',
  'supervisor',
] as const satisfies readonly Duty[]

/** Who asks another agency about a person, and who answers for a file: who may hold one. */
export const askers = [
  'desk-officer',
  'investigator',
  'case-worker',
  'supervisor',
] as const satisfies readonly Duty[]

/** Who sees the network: whoever builds a case, and who brings it before a court. */
export const viewers = [...judges, 'prosecutor'] as const satisfies readonly Duty[]

/** Who takes suspects and licensees out as a file. */
export const exporters = ['supervisor'] as const satisfies readonly Duty[]

/** A tie is noted in a file of one's own agency; one that is shared with it is only read. */
export function mayNoteIn(
  person: Pick<Person, 'agencyId' | 'duties'>,
  file: { agencyId: string },
): boolean {
  return hasDuty(person, ...judges) && person.agencyId === file.agencyId
}
