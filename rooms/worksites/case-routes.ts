import { Type } from 'typebox'
import { dayInPakistan } from '../../core/days.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { codes, Id, WithId } from '../../core/schema.ts'
import { addIncident, addPerson, openCase, shareCase } from '../cases/door.ts'
import { recordConsent } from '../protection/door.ts'
import { addCaseLink, listCaseLinks } from './case-records.ts'
import { addDays, refuse } from './days.ts'
import { mayInspect } from './permissions.ts'
import { maybe, Named, strict } from './shapes.ts'
import { getFamily } from './site-records.ts'
import { getWritable } from './site-routes.ts'

const LASTS = 180

export const caseRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/worksites/families/:id/cases',
    name: 'worksites.open-case',
    summary:
      'From the inspection to a criminal file in one: the person, the site, the consent, and who may read it',
    // Who may record a consent (rooms/protection) may open a case on it.
    who: ['investigator', 'case-worker'],
    params: WithId,
    body: strict({
      memberId: Id,
      agencyId: Id,
      title: Named,
      how: codes(['spoken', 'written', 'interpreter']),
      language: codes(['urd', 'pan', 'skr', 'snd', 'pus', 'bal', 'brh', 'other']),
      understood: Type.Boolean(),
      guardian: maybe(Type.String({ maxLength: 200 })),
      childView: maybe(codes(['agrees', 'disagrees', 'too-young'])),
    }),
    answer: Type.Object({ caseId: Id, reference: Type.String() }),
    async act({ db, house, person, params, body, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const family = await getFamily(db, house, params.id)
      about(family.siteId, family.id)
      const site = await getWritable(db, house, person, family.siteId)
      const member = family.members.find((one) => one.id === body.memberId)
      if (!member) refuse('memberId', 'worksites/no-such-member')
      if ((await listCaseLinks(db, family.id)).some((one) => one.memberId === member.id))
        throw new Problem('conflict', 'worksites/case-open-already')
      const today = dayInPakistan(now)
      const opened = await openCase(db, house, {
        jurisdiction: person.jurisdiction,
        agencyId: person.agencyId,
        teamId: person.teamId,
        holderId: person.id,
        title: body.title,
      })
      about(opened.id)
      const personId = await addPerson(db, house, opened.id, {
        roles: ['victim'],
        name: member.name,
        sex: member.sex,
        ageStated: member.age,
        ageStatedOn: member.age === null ? null : member.ageOn,
        addedBy: person.id,
      })
      await addIncident(db, house, opened.id, {
        kind: 'Exploitation',
        fromOn: family.cameOn,
        placeCode: site.place.code,
        addedBy: person.id,
      })
      const until = addDays(today, LASTS)
      await recordConsent(db, house, person, opened.id, {
        personId,
        purpose: 'agency-sharing',
        agencyId: body.agencyId,
        fields: ['name', 'age-group', 'sex', 'language', 'needs', 'safety-notes'],
        givenBy: body.guardian?.trim() ? 'guardian' : 'self',
        guardian: body.guardian ?? null,
        childView: body.childView ?? null,
        how: body.how,
        language: body.language,
        understood: body.understood,
        givenOn: today,
        expiresOn: until,
      })
      await shareCase(db, house, person, opened.id, {
        agencyId: body.agencyId,
        reason: 'joint-investigation',
        words: body.title,
        until,
      })
      await addCaseLink(db, site.jurisdiction, family, {
        memberId: member.id,
        caseId: opened.id,
        reference: opened.reference,
        by: person.id,
        at: now,
      })
      return { caseId: opened.id, reference: opened.reference }
    },
  }),
]
