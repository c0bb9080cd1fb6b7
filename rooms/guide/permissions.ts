import { type AgencyKind, type Duty, hasDuty, type Person } from '../../core/people.ts'
import { runsPlaces } from './listing.ts'
import type { Version } from './page-records.ts'

/** Those who write and review what the public reads. */
export const contentOfficers: readonly Duty[] = ['content-officer']

/** Nobody publishes what he wrote or recorded; a text that came with the software has no writer here. */
export function mayPublish(personId: string, version: Pick<Version, 'writtenById'>): boolean {
  return version.writtenById !== personId
}

/** Only the head of the office that runs a place says what the public may know of it. */
export const whoLists: readonly Duty[] = ['supervisor']

/** Whoever works there may take it back, for it must not wait for one person. */
export const houseStaff: readonly Duty[] = ['supervisor', 'case-worker']

/** The office runs shelters or centres; the same rule stands in the database. */
export function runsAPlace({ agencyKind }: Pick<Person, 'agencyKind'>): boolean {
  return (runsPlaces as readonly AgencyKind[]).includes(agencyKind)
}

export function mayList(person: Pick<Person, 'agencyKind' | 'duties'>): boolean {
  return runsAPlace(person) && hasDuty(person, ...whoLists)
}
