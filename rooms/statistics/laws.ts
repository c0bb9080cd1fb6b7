import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { chargeSummary } from '../charges/door.ts'

/** The Acts under which somebody decided to charge in a case, by their short names ('PTPA'). */
export async function lawsOfDecisions(db: Db, house: House, caseId: string): Promise<string[]> {
  const { decided } = await chargeSummary(db, house, caseId)
  return decided.filter(({ decision }) => decision === 'charge').map(({ cited }) => actOf(cited))
}

/** A citation is the short name of the Act and the section: 'PTPA 3(1)'. */
export function actOf(cited: string): string {
  return cited.split(' ')[0]!
}
