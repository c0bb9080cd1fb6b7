import { type Static, type TObject, Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { dayInPakistan } from '../../core/days.ts'
import type { Person } from '../../core/people.ts'
import { permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { codes, Done, done, Id, Version, WithId } from '../../core/schema.ts'
import { checkPastDay, EARLIEST_DEBT, refuse } from './days.ts'
import { inspectors, mayInspect, mayWriteAt } from './permissions.ts'
import { rulesFor } from './rules.ts'
import {
  FamilyFields,
  FullSiteAnswer,
  ListedSiteAnswer,
  MemberFields,
  maybe,
  Named,
  PlaceCode,
  SiteFields,
  strict,
} from './shapes.ts'
import { countChildren, type Member, partyRoles, siteKinds } from './site.ts'
import {
  addFamily,
  addMembers,
  addParty,
  addSite,
  getFamily,
  getSite,
  listFamilies,
  listParties,
  listSites,
  type Sealing,
  type Site,
  saveFamily,
  saveParty,
  saveSite,
} from './site-records.ts'
import { isOverdue, pointsAtBondage } from './visit.ts'
import { countOverdue, listCorrectives, listVisits } from './visit-records.ts'

const Made = Type.Object({ id: Id })
const PartyFields = {
  role: codes(partyRoles),
  name: Named,
  phone: maybe(Type.String({ maxLength: 40 })),
}
/** What was sent of a person, with nothing left out. */
const memberOf = (one: Static<TObject<typeof MemberFields>>): Member => ({
  sex: one.sex,
  name: one.name ?? null,
  age: one.age ?? null,
  works: one.works ?? null,
  atSchool: one.atSchool ?? null,
})

/** A site that the person may write at. */
export async function getWritable(
  db: Db,
  house: Sealing,
  person: Person,
  id: string,
): Promise<Site> {
  permit(mayInspect(person), 'worksites/not-a-labour-office')
  const site = await getSite(db, house, id)
  permit(mayWriteAt(person, site), 'worksites/another-office')
  return site
}

export const siteRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/worksites',
    name: 'worksites.list',
    summary: 'Sites within reach; those with something overdue first',
    who: inspectors,
    query: strict({ place: Type.Optional(PlaceCode), kind: Type.Optional(codes(siteKinds)) }),
    answer: Type.Object({ items: Type.Array(ListedSiteAnswer) }),
    async act({ db, house, person, query, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const items = await listSites(db, house, { ...query, today: dayInPakistan(now) })
      about(...items.map((one) => one.id))
      return { items }
    },
  }),
  route({
    method: 'GET',
    url: '/api/worksites/overdue',
    name: 'worksites.count-overdue',
    who: inspectors,
    answer: Type.Object({ count: Type.Integer() }),
    act: async ({ db, now }) => ({ count: await countOverdue(db, dayInPakistan(now)) }),
  }),
  route({
    method: 'POST',
    url: '/api/worksites',
    name: 'worksites.record-site',
    who: inspectors,
    body: strict(SiteFields),
    answer: Made,
    async act({ db, house, person, body, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const { jurisdiction, agencyId, id: by } = person
      const id = await addSite(
        db,
        house,
        { ...body, placeWords: body.placeWords ?? null, pin: body.pin ?? null },
        { jurisdiction, agencyId, by, at: now },
      )
      about(id)
      return { id }
    },
  }),
  route({
    method: 'GET',
    url: '/api/worksites/:id',
    name: 'worksites.read',
    who: inspectors,
    params: WithId,
    answer: FullSiteAnswer,
    async act({ db, house, person, params, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      about(params.id)
      const site = await getSite(db, house, params.id)
      const today = dayInPakistan(now)
      const visits = await listVisits(db, house, site.id)
      const orders = await listCorrectives(db, house, { siteId: site.id })
      const families = await listFamilies(db, house, { siteId: site.id })
      const { province } = site.place
      return {
        ...site,
        may: { write: mayWriteAt(person, site) },
        pointsAtBondage: pointsAtBondage(
          visits.flatMap(({ findings }) => findings.map(({ code }) => code)),
        ),
        parties: await listParties(db, house, site.id),
        families: families.map((one) => ({ ...one, children: countChildren(one.members) })),
        visits: visits.map((visit) => ({
          ...visit,
          findings: visit.findings.map((one) => ({
            ...one,
            rules: rulesFor(one.code, { province, day: visit.on, kind: site.kind }),
          })),
        })),
        orders: orders.map((one) => ({ ...one, overdue: isOverdue(one, today) })),
      }
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/:id/parties',
    name: 'worksites.add-party',
    summary: 'Owner, contractor (jamadar), manager or landlord of a site',
    who: inspectors,
    params: WithId,
    body: strict(PartyFields),
    answer: Made,
    async act({ db, house, person, params, body, about }) {
      about(params.id)
      const site = await getWritable(db, house, person, params.id)
      const phone = body.phone ?? null
      return { id: await addParty(db, house, site, { ...body, phone, by: person.id }) }
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/:id/families',
    name: 'worksites.add-family',
    who: inspectors,
    params: WithId,
    body: strict(FamilyFields),
    answer: Made,
    async act({ db, house, person, params, body, now, about }) {
      about(params.id)
      const site = await getWritable(db, house, person, params.id)
      const today = dayInPakistan(now)
      checkPastDay('cameOn', body.cameOn, today, EARLIEST_DEBT)
      const id = await addFamily(db, house, site, {
        name: body.name,
        cameOn: body.cameOn ?? null,
        livesThere: body.livesThere ?? null,
        members: body.members.map(memberOf),
        by: person.id,
        today,
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/:id',
    name: 'worksites.correct-site',
    summary: 'Kind, name or place of a site put right',
    who: inspectors,
    params: WithId,
    body: strict({ ...SiteFields, version: Version }),
    answer: Done,
    async act({ db, house, person, params, body, about }) {
      about(params.id)
      const { id } = await getWritable(db, house, person, params.id)
      await saveSite(db, house, {
        ...body,
        id,
        placeWords: body.placeWords ?? null,
        pin: body.pin ?? null,
      })
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/:id/parties/:partyId',
    name: 'worksites.correct-party',
    summary: 'Role, name or phone of who runs a site put right',
    who: inspectors,
    params: Type.Object({ id: Id, partyId: Id }, { additionalProperties: false }),
    body: strict({ ...PartyFields, version: Version }),
    answer: Done,
    async act({ db, house, person, params, body, about }) {
      about(params.id, params.partyId)
      const site = await getWritable(db, house, person, params.id)
      const phone = body.phone ?? null
      await saveParty(db, house, { ...body, phone, id: params.partyId, siteId: site.id })
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/worksites/families/:id',
    name: 'worksites.correct-family',
    summary: 'A family put right: its name, those who belong to it, and who came to it',
    who: inspectors,
    params: WithId,
    body: strict({
      ...FamilyFields,
      members: Type.Array(strict({ id: maybe(Id), ...MemberFields }), { maxItems: 40 }),
      version: Version,
    }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      permit(mayInspect(person), 'worksites/not-a-labour-office')
      const family = await getFamily(db, house, params.id)
      about(family.siteId, family.id)
      const site = await getWritable(db, house, person, family.siteId)
      const today = dayInPakistan(now)
      checkPastDay('cameOn', body.cameOn, today, EARLIEST_DEBT)
      const known = new Set(family.members.map((one) => one.id))
      const kept = body.members.flatMap((one, i) => {
        if (!one.id) return []
        if (!known.delete(one.id)) refuse(`members.${i}.name`, 'worksites/no-such-member')
        return [{ ...memberOf(one), id: one.id }]
      })
      await saveFamily(db, house, family, {
        name: body.name,
        cameOn: body.cameOn ?? null,
        livesThere: body.livesThere ?? null,
        members: kept,
        version: body.version,
        today,
      })
      const added = body.members.filter((one) => !one.id).map(memberOf)
      await addMembers(
        db,
        house,
        { ...site, familyId: family.id },
        { members: added, by: person.id, today },
      )
      return done
    },
  }),
]
