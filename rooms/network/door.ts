/** What later rooms may know of people across files. */
import type { Db } from '../../core/database.ts'
import { groupsOf } from './pair.ts'
import { listSame } from './pair-records.ts'

/**
 * By person id the same id for all who were judged to be one person, as far as the viewer may open
 * their files; whoever was joined with nobody is missing.
 */
export async function identitiesOf(
  db: Db,
  personIds: readonly string[],
): Promise<Map<string, string>> {
  return groupsOf(await listSame(db, personIds))
}
