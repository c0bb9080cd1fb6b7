import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'

/** The Acts that decided charges of a case name. */
export async function lawsOfDecisions(_db: Db, _house: House, _caseId: string): Promise<string[]> {
  return []
}
