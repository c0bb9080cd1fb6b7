/** Everything that later rooms may know of a case: answers, not tables. */
import type { Db } from '../../core/database.ts'
import { announce } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import { checkPeople, checkSaidBy } from './allegation.ts'
import { insertAllegation } from './allegation-records.ts'
import type { CaseBrief } from './case.ts'
import { checkPastDay, dayInPakistan } from './dates.ts'
import { checkSpan } from './incident.ts'
import { insertIncident } from './incident-records.ts'
import { checkAge } from './person.ts'
import { insertPerson, listCasePersons } from './person-records.ts'
import { getCaseBrief, insertCase } from './records.ts'
import type { AllegationWritten, IncidentWritten, NewCase, PersonWritten } from './views.ts'

export { compareCertainty, isAtLeast } from './allegation.ts'
export { listAllegations } from './allegation-records.ts'
export {
  type CaseBrief,
  type ShareReason,
  type Status as CaseStatus,
  shareReasons,
} from './case.ts'
export { type CodedCase, listCodedCases } from './coded-records.ts'
export { checkPastDay, dayInPakistan } from './dates.ts'
export * from './facts.ts'
export {
  type IdentifierKind,
  identifierKinds,
  maskedIdentifier,
  normalIdentifier,
} from './identifiers.ts'
export { type IncidentKind, incidentKinds } from './incident.ts'
export { listIncidents } from './incident-records.ts'
export {
  type LinkPerson,
  listLinkPersons,
  listOpenable,
  listPersonVersions,
} from './link-records.ts'
export { listMarks } from './marks.ts'
export { mayLeadCase, mayWriteInCase, readers, writers } from './permissions.ts'
export {
  type AgeGroup,
  type AgeKnown,
  ageGroupOn,
  ageGroups,
  ageOn,
  ageRangeOn,
  isChildOn,
  type ProcessRole,
  type Role,
  roles,
  type Sex,
  sexes,
} from './person.ts'
export { listCasePersons } from './person-records.ts'
export { findCaseBrief, findStatusChange, getCaseBrief, hasCase, listCaseIds } from './records.ts'
export { listAgencies } from './share-records.ts'
export { shareCase } from './sharing.ts'
export { listCaseRoutes, listSuspects } from './suspect-records.ts'
export {
  type CaseTies,
  casesWith,
  listCaseTies,
  type TiedPerson,
  type TieWanted,
} from './tie-records.ts'
export type { AllegationView, CasePerson, IncidentView } from './views.ts'

type At = Pick<House, 'fields' | 'now'>

const today = (house: At) => dayInPakistan(house.now())

/** Opens a case and announces `case.opened`. `openedAt` may lie in the past for a case on paper. */
export async function openCase(
  db: Db,
  house: At,
  of: Omit<NewCase, 'openedAt' | 'openedBy'> & { openedAt?: Date; openedBy?: string | null },
): Promise<CaseBrief> {
  const brief = await insertCase(db, house, {
    ...of,
    openedAt: of.openedAt ?? house.now(),
    openedBy: of.openedBy ?? of.holderId,
  })
  await announce(db, {
    kind: 'case.opened',
    about: brief.id,
    fileId: brief.id,
    jurisdiction: brief.jurisdiction,
    data: { reportId: brief.reportId },
  })
  return brief
}

/** Adds a person, after checking age, dates and identifiers; gives back the id. */
export async function addPerson(
  db: Db,
  house: At,
  caseId: string,
  of: PersonWritten & { addedBy?: string | null },
): Promise<string> {
  const file = await getCaseBrief(db, caseId)
  checkAge(
    {
      birthOn: of.birthOn ?? null,
      ageStated: of.ageStated ?? null,
      ageStatedOn: of.ageStatedOn ?? null,
    },
    today(house),
  )
  const id = await insertPerson(db, house, file, { ...of, addedBy: of.addedBy ?? null })
  await tell(db, file, 'case.person-added', id, { role: of.roles[0] })
  return id
}

/** Adds a recruitment, transit or exploitation; gives back the id. */
export async function addIncident(
  db: Db,
  house: At,
  caseId: string,
  of: IncidentWritten & { addedBy?: string | null },
): Promise<string> {
  const file = await getCaseBrief(db, caseId)
  checkSpan(of as { fromOn?: string | null; untilOn?: string | null }, today(house))
  const id = await insertIncident(db, house, file, { ...of, addedBy: of.addedBy ?? null })
  await tell(db, file, 'case.incident-added', id, { kind: of.kind })
  return id
}

/** Adds what somebody said: who said it, how sure, and what it rests on; gives back the id. */
export async function addAllegation(
  db: Db,
  house: At,
  caseId: string,
  of: AllegationWritten & { addedBy?: string | null },
): Promise<string> {
  const file = await getCaseBrief(db, caseId)
  checkSaidBy(of)
  checkPastDay('saidOn', of.saidOn, today(house))
  checkPeople(await listCasePersons(db, house, caseId), of)
  const id = await insertAllegation(db, house, file, { ...of, addedBy: of.addedBy ?? null })
  await tell(db, file, 'case.allegation-added', id, { fact: of.fact })
  return id
}

function tell(db: Db, file: CaseBrief, kind: string, about: string, data: Record<string, unknown>) {
  return announce(db, { kind, about, fileId: file.id, jurisdiction: file.jurisdiction, data })
}
