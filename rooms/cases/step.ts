import type { Db } from '../../core/database.ts'
import { announce } from '../../core/events.ts'
import type { Person } from '../../core/people.ts'
import { permit } from '../../core/problem.ts'
import { type CaseBrief, refuseClosed } from './case.ts'
import { mayLeadCase, mayWriteInCase } from './permissions.ts'
import { getCaseBrief } from './records.ts'

/** The case, for writing in it: of one's own agency, and not closed. */
export async function getWritable(db: Db, person: Person, id: string): Promise<CaseBrief> {
  const file = await getCaseBrief(db, id)
  permit(mayWriteInCase(person, file), 'cases/only-own-agency-writes')
  refuseClosed(file)
  return file
}

/** The case, for what only its holder and the supervisor decide. */
export async function getLed(db: Db, person: Person, id: string): Promise<CaseBrief> {
  const file = await getCaseBrief(db, id)
  permit(mayLeadCase(person, file), 'cases/only-holder-or-supervisor')
  return file
}

/** Writes what happened into the case's timeline. */
export function tell(
  db: Db,
  file: CaseBrief,
  kind: string,
  about: string,
  data: Record<string, unknown> = {},
): Promise<void> {
  return announce(db, { kind, about, fileId: file.id, jurisdiction: file.jurisdiction, data })
}
