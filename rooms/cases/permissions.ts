import { type AgencyKind, type Duty, hasDuty, type Person } from '../../core/people.ts'
import type { CaseBrief } from './case.ts'
import type { Scope } from './views.ts'

/** Who works with cases at all: everyone but administrators, statisticians and oversight. */
export const readers = [
  'desk-officer',
  'investigator',
  'screener',
  'case-worker',
  'prosecutor',
  'supervisor',
] as const satisfies readonly Duty[]

/** Prosecutors read what is shared with them; the file is written by those who investigate. */
export const writers = [
  'desk-officer',
  'investigator',
  'screener',
  'case-worker',
  'supervisor',
] as const satisfies readonly Duty[]

export const holders = [
  'desk-officer',
  'investigator',
  'case-worker',
  'supervisor',
] as const satisfies readonly Duty[]

type Who = Pick<Person, 'id' | 'agencyId' | 'duties'>
type File = Pick<CaseBrief, 'agencyId' | 'holderId'>

export function mayOpenCase(person: Who): boolean {
  return hasDuty(person, ...holders)
}

/** Another agency that a case is shared with reads it, and writes in files of its own. */
export function mayWriteInCase(person: Who, file: File): boolean {
  return hasDuty(person, ...writers) && person.agencyId === file.agencyId
}

/** Letting others in, handing on, closing: for the one who holds the file, and the supervisor. */
export function mayLeadCase(person: Who, file: File): boolean {
  if (!mayWriteInCase(person, file)) return false
  return person.id === file.holderId || hasDuty(person, 'supervisor')
}

export function mayHoldCase(person: Who, file: Pick<File, 'agencyId'>): boolean {
  return hasDuty(person, ...holders) && person.agencyId === file.agencyId
}

/** Agencies that a file can be shown to. */
export const receivers: readonly AgencyKind[] = [
  'federal-investigation',
  'provincial-police',
  'protector-of-emigrants',
  'labour-department',
  'child-protection',
  'prosecution',
]

/** Shelters and NGOs get a referral addressed to them, with the victim's consent; never the file. */
export function mayReceiveCase(
  agency: { id: string; kind: AgencyKind },
  file: Pick<File, 'agencyId'>,
): boolean {
  return receivers.includes(agency.kind) && agency.id !== file.agencyId
}

/** In an emergency, whoever works on cases in an agency that may be handed one. */
export function mayBreakGlass(person: Pick<Person, 'duties' | 'agencyKind'>): boolean {
  return hasDuty(person, ...readers) && receivers.includes(person.agencyKind)
}

type Reach = Pick<Person, 'sees' | 'agencyKind'> & { teamId?: string | null }

/** The lists a person can read: only as far as they see, so that no list is searched in vain. */
export function scopesOf(person: Reach): readonly Scope[] {
  const team: readonly Scope[] = person.teamId ? ['team'] : []
  const reach: Record<Person['sees'], readonly Scope[]> = {
    nothing: [],
    self: ['me'],
    // Pages do not know the team; whoever sees as far as the team has one.
    team: person.teamId === null ? ['me'] : ['me', 'team'],
    agency: ['me', ...team, 'agency'],
    jurisdiction: ['me', ...team, 'agency', 'jurisdiction'],
  }
  const own = reach[person.sees]
  return person.sees !== 'nothing' && receivers.includes(person.agencyKind)
    ? [...own, 'shared']
    : own
}
