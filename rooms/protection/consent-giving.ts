import { type Static, Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { dayInPakistan } from '../../core/days.ts'
import { announce } from '../../core/events.ts'
import type { House } from '../../core/house.ts'
import type { Person } from '../../core/people.ts'
import { Problem, permit } from '../../core/problem.ts'
import { codes, Day, Id } from '../../core/schema.ts'
import { ageOn, getCaseBrief, listCasePersons } from '../cases/door.ts'
import { orNull } from './answers.ts'
import {
  checkConsent,
  childViews,
  givers,
  languages,
  manners,
  purposes,
  sharedFields,
} from './consent.ts'
import { addConsent } from './consent-records.ts'
import { mayRecordConsent } from './permissions.ts'
import { checkRecipient, renewResting } from './referral-records.ts'

export const GivenBody = Type.Object(
  {
    personId: Id,
    purpose: codes(purposes),
    agencyId: orNull(Id),
    fields: Type.Array(codes(sharedFields), { maxItems: sharedFields.length, uniqueItems: true }),
    givenBy: codes(givers),
    guardianPersonId: Type.Optional(orNull(Id)),
    guardian: Type.Optional(orNull(Type.String({ maxLength: 200 }))),
    childView: Type.Optional(orNull(codes(childViews))),
    childViewWords: Type.Optional(orNull(Type.String({ maxLength: 2000 }))),
    how: codes(manners),
    language: codes(languages),
    understood: Type.Boolean(),
    withheldFrom: Type.Optional(orNull(Type.String({ maxLength: 2000 }))),
    givenOn: Day,
    expiresOn: Day,
  },
  { additionalProperties: false },
)
export type Given = Static<typeof GivenBody>

/** Records one yes of a person of a case and announces it; gives back its id. */
export async function recordConsent(
  db: Db,
  house: Pick<House, 'fields' | 'now'>,
  person: Person,
  caseId: string,
  body: Given,
): Promise<string> {
  const brief = await getCaseBrief(db, caseId)
  permit(mayRecordConsent(person, brief.agencyId))
  const people = await listCasePersons(db, house, brief.id)
  const giver = people.find((one) => one.id === body.personId)
  if (!giver) throw new Problem('absent', 'protection/no-such-person')
  const guardian = people.find((one) => one.id === body.guardianPersonId)
  const guardianWords = body.guardian?.trim() || guardian?.name || undefined
  const given = {
    ...body,
    agencyId: body.agencyId ?? undefined,
    childView: body.childView ?? undefined,
    guardianRoles: guardian?.roles ?? [],
    guardianNamed: Boolean(guardianWords),
  }
  const now = house.now()
  const today = dayInPakistan(now)
  checkConsent(given, ageOn(giver, body.givenOn), today)
  if (given.agencyId) await checkRecipient(db, given.agencyId)
  const id = await addConsent(db, house, {
    ...given,
    jurisdiction: brief.jurisdiction,
    caseId: brief.id,
    holdingAgencyId: brief.agencyId,
    guardianPersonId: guardian?.id,
    guardian: body.givenBy === 'guardian' ? guardianWords : undefined,
    childView: body.givenBy === 'guardian' ? given.childView : undefined,
    childViewWords: body.childViewWords?.trim() || undefined,
    withheldFrom: body.withheldFrom?.trim() || undefined,
    recordedBy: person.id,
    recordedAt: now,
  })
  await announce(db, {
    kind: 'protection.consent-given',
    about: id,
    fileId: brief.id,
    jurisdiction: brief.jurisdiction,
    data: { personId: giver.id, purpose: body.purpose },
  })
  if (given.agencyId) {
    const { personId, purpose, fields, expiresOn: until } = body
    const { agencyId } = given
    await renewResting(db, { id, caseId: brief.id, personId, purpose, agencyId, fields, until })
  }
  return id
}
