import type { Duty } from '../../core/people.ts'
import type { Version } from './page-records.ts'

/** Those who write and review what the public reads. */
export const contentOfficers: readonly Duty[] = ['content-officer']

/** Nobody publishes what he wrote or recorded; a text that came with the software has no writer here. */
export function mayPublish(personId: string, version: Pick<Version, 'writtenById'>): boolean {
  return version.writtenById !== personId
}
