/** What later rooms may know of people across files. */
import type { Db } from '../../core/database.ts'
import { groupsOf } from './pair.ts'
import { listSame } from './pair-records.ts'

/** The look for rings that is made each night; the try-out makes a first one. */
export { searchRings } from './ring-search.ts'

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
