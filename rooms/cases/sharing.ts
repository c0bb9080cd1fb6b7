import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import type { Person } from '../../core/people.ts'
import { Problem, permit } from '../../core/problem.ts'
import { checkShareEnd, refuseClosed, type ShareReason } from './case.ts'
import { dayInPakistan } from './dates.ts'
import { mayReceiveCase } from './permissions.ts'
import { insertShare, listAgencies } from './share-records.ts'
import { getLed, tell } from './step.ts'

/**
 * Lets an agency read a case until a day and announces `case.shared`; gives back the share's id.
 * Only for who leads the case, and for agencies that may be handed one.
 */
export async function shareCase(
  db: Db,
  house: Pick<House, 'fields' | 'now'>,
  person: Person,
  caseId: string,
  of: { agencyId: string; reason: ShareReason; words: string; until: string },
): Promise<string> {
  const file = await getLed(db, person, caseId)
  refuseClosed(file)
  const today = dayInPakistan(house.now())
  checkShareEnd(of.until, today)
  const agency = (await listAgencies(db)).find((one) => one.id === of.agencyId)
  if (!agency) throw new Problem('input', 'cases/no-such-agency')
  permit(mayReceiveCase(agency, file), 'cases/agency-may-not-receive')
  const id = await insertShare(db, house, file, { ...of, by: person.id, today })
  await tell(db, file, 'case.shared', id, { agencyId: of.agencyId, until: of.until })
  return id
}
