import type { Db } from '../../core/database.ts'
import { announce } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import type { Person } from '../../core/people.ts'
import { Problem, permit } from '../../core/problem.ts'
import { getCaseBrief, mayLeadCase, mayWriteInCase, shareCase } from '../cases/door.ts'
import { getRequest, type KnownRequest } from './request-records.ts'

/** The files of both sides are told, each in its own timeline and nothing of the other. */
export async function tell(db: Db, kind: string, { target, ...of }: KnownRequest): Promise<void> {
  await announce(db, {
    kind: `network.request-${kind}`,
    about: of.id,
    fileId: of.caseId,
    jurisdiction: of.jurisdiction,
  })
  if (target)
    await announce(db, {
      kind: `network.request-${kind}-here`,
      about: of.id,
      fileId: target.caseId,
      jurisdiction: target.jurisdiction,
      data: { agencyId: of.agencyId },
    })
}

/** A request that waits for an answer from the file that the person leads. */
export async function getToAnswer(db: Db, house: House, person: Person, id: string) {
  const of = await getRequest(db, house, id)
  permit(of.toAgencyId === person.agencyId, 'network/not-asked-of-you')
  const file = await getCaseBrief(db, of.target!.caseId)
  permit(mayLeadCase(person, file), 'network/only-holder-answers')
  return of
}

/** A request of the person's own side. */
export async function getAsked(db: Db, house: House, person: Person, id: string) {
  const of = await getRequest(db, house, id)
  permit(
    of.agencyId === person.agencyId && mayWriteInCase(person, await getCaseBrief(db, of.caseId)),
    'network/not-your-request',
  )
  return of
}

/** Lets the other agency read the file, unless it does already. */
export async function shareUnlessShared(
  db: Db,
  house: House,
  person: Person,
  caseId: string,
  of: Parameters<typeof shareCase>[4],
): Promise<void> {
  try {
    await shareCase(db, house, person, caseId, of)
  } catch (trouble) {
    if (!(trouble instanceof Problem) || trouble.code !== 'cases/already-shared') throw trouble
  }
}
