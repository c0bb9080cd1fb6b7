import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import { normalIdentifier } from '../cases/door.ts'
import type { Member, PartyRole, SiteKind } from './site.ts'

export type Sealing = Pick<House, 'fields'>

export const sealOr = ({ fields }: Sealing, text: string | null | undefined) =>
  text?.trim() ? fields.seal(text.trim()) : null
export const openOr = ({ fields }: Sealing, sealed: string | null) =>
  sealed === null ? null : fields.open(sealed)

export interface Place {
  code: string
  name: Name
  province: string
}

export interface Site {
  id: string
  jurisdiction: string
  agencyId: string
  kind: SiteKind
  name: string
  place: Place
  placeWords: string | null
  pin: { latitude: number; longitude: number } | null
  recordedAt: string
  version: number
}

export interface ListedSite extends Site {
  lastVisitOn: string | null
  families: number
  childrenAtWork: number
  openOrders: number
  overdueOrders: number
}

interface SiteRow {
  id: string
  jurisdiction: string
  agency_id: string
  kind: SiteKind
  name_sealed: string
  place_code: string
  place_en: string
  place_ur: string
  place_words_sealed: string | null
  latitude: number | null
  longitude: number | null
  recorded_at: string
  version: number
}

function siteOf(house: Sealing, row: SiteRow): Site {
  return {
    id: row.id,
    jurisdiction: row.jurisdiction,
    agencyId: row.agency_id,
    kind: row.kind,
    name: house.fields.open(row.name_sealed),
    place: {
      code: row.place_code,
      name: { en: row.place_en, ur: row.place_ur },
      province: row.place_code.split('-').slice(0, 2).join('-'),
    },
    placeWords: openOr(house, row.place_words_sealed),
    pin:
      row.latitude === null || row.longitude === null
        ? null
        : { latitude: row.latitude, longitude: row.longitude },
    recordedAt: row.recorded_at,
    version: row.version,
  }
}

export async function getSite(db: Db, house: Sealing, id: string): Promise<Site> {
  const { rows } = await sql<SiteRow>`select s.*, p.name_en as place_en, p.name_ur as place_ur
    from worksites.site s join core.place p on p.code = s.place_code where s.id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'worksites/no-such-site')
  return siteOf(house, rows[0])
}

/** Sites within reach: those with something overdue first, then those not visited for longest. */
export async function listSites(
  db: Db,
  house: Sealing,
  of: { today: string; place?: string | undefined; kind?: SiteKind | undefined },
): Promise<ListedSite[]> {
  const { rows } = await sql<
    SiteRow & {
      last_visit: string | null
      families: number
      children_at_work: number
      open_orders: number
      overdue_orders: number
    }
  >`select s.*, p.name_en as place_en, p.name_ur as place_ur,
      (select max(v.on_day) from worksites.visit v where v.site_id = s.id) as last_visit,
      (select count(*)::int from worksites.family f where f.site_id = s.id) as families,
      (select count(*)::int from worksites.member m
        where m.site_id = s.id and m.age < 18 and m.works) as children_at_work,
      (select count(*)::int from worksites.corrective c
        where c.site_id = s.id and c.done_on is null) as open_orders,
      (select count(*)::int from worksites.corrective c
        where c.site_id = s.id and c.done_on is null and c.due_on < ${of.today}) as overdue_orders
    from worksites.site s join core.place p on p.code = s.place_code
    where (${of.place ?? null}::text is null or s.place_code = ${of.place ?? null})
      and (${of.kind ?? null}::text is null or s.kind = ${of.kind ?? null})
    order by overdue_orders desc, last_visit nulls first, s.id limit 300`.execute(db)
  return rows.map((row) => ({
    ...siteOf(house, row),
    lastVisitOn: row.last_visit,
    families: row.families,
    childrenAtWork: row.children_at_work,
    openOrders: row.open_orders,
    overdueOrders: row.overdue_orders,
  }))
}

export interface NewSite {
  kind: SiteKind
  name: string
  placeCode: string
  placeWords: string | null
  pin: { latitude: number; longitude: number } | null
}

interface Recording {
  jurisdiction: string
  agencyId: string
  by: string
  at: Date
}

async function checkDistrict(db: Db, placeCode: string): Promise<void> {
  const { rows } = await sql`select 1 from core.place
    where code = ${placeCode} and level = 'district'`.execute(db)
  if (!rows.length)
    throw new Problem('input', 'worksites/no-such-place', {
      fields: { placeCode: 'problem.worksites/no-such-place' },
    })
}

/** Writes a site down; gives back the id. Refuses a place that stands on no list. */
export async function addSite(
  db: Db,
  house: Sealing,
  one: NewSite,
  { jurisdiction, agencyId, by, at }: Recording,
): Promise<string> {
  await checkDistrict(db, one.placeCode)
  const id = newId()
  await sql`insert into worksites.site (jurisdiction, id, agency_id, kind, name_sealed, place_code,
      place_words_sealed, latitude, longitude, recorded_by, recorded_at)
    values (${jurisdiction}, ${id}, ${agencyId}, ${one.kind}, ${house.fields.seal(one.name.trim())},
      ${one.placeCode}, ${sealOr(house, one.placeWords)}, ${one.pin?.latitude ?? null},
      ${one.pin?.longitude ?? null}, ${by}, ${at})`.execute(db)
  return id
}

/** Puts a site right; refuses where the page was stale, and a place that stands on no list. */
export async function saveSite(
  db: Db,
  house: Sealing,
  one: NewSite & { id: string; version: number },
): Promise<void> {
  await checkDistrict(db, one.placeCode)
  const { numAffectedRows } = await sql`update worksites.site set kind = ${one.kind},
      name_sealed = ${house.fields.seal(one.name.trim())}, place_code = ${one.placeCode},
      place_words_sealed = ${sealOr(house, one.placeWords)}, latitude = ${one.pin?.latitude ?? null},
      longitude = ${one.pin?.longitude ?? null}, version = version + 1
    where id = ${one.id} and version = ${one.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}

export interface Party {
  id: string
  version: number
  role: PartyRole
  name: string
  phone: string | null
}

export async function listParties(db: Db, house: Sealing, siteId: string): Promise<Party[]> {
  const { rows } = await sql<{
    id: string
    role: PartyRole
    name_sealed: string
    phone_sealed: string | null
    version: number
  }>`select id, role, name_sealed, phone_sealed, version from worksites.party
    where site_id = ${siteId} order by added_at, id`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    role: row.role,
    name: house.fields.open(row.name_sealed),
    phone: openOr(house, row.phone_sealed),
    version: row.version,
  }))
}

type AtSite = Pick<Site, 'id' | 'jurisdiction'>

export async function addParty(
  db: Db,
  house: Sealing,
  site: AtSite,
  one: Omit<Party, 'id' | 'version'> & { by: string },
): Promise<string> {
  const id = newId()
  await sql`insert into worksites.party (jurisdiction, id, site_id, role, name_sealed, phone_sealed,
      phone_index, added_by)
    values (${site.jurisdiction}, ${id}, ${site.id}, ${one.role}, ${house.fields.seal(one.name.trim())},
      ${sealOr(house, one.phone)}, ${phoneIndexOf(house, one.phone)}, ${one.by})`.execute(db)
  return id
}

/** The keyed blind index of a phone as it was written; null for none, and for half a number. */
export function phoneIndexOf({ fields }: Sealing, phone: string | null): string | null {
  const text = phone?.trim()
  if (!text) return null
  try {
    return fields.index('phone', normalIdentifier('phone', text))
  } catch (trouble) {
    if (trouble instanceof Problem) return null
    throw trouble
  }
}

/** Gives those an index who were written down before there was one. Runs as the system. */
export async function indexPartyPhones(db: Db, house: Sealing): Promise<void> {
  const { rows } = await sql<{ id: string; phone_sealed: string }>`select id, phone_sealed
    from worksites.party where phone_sealed is not null and phone_index is null`.execute(db)
  for (const { id, phone_sealed } of rows) {
    const index = phoneIndexOf(house, house.fields.open(phone_sealed))
    if (index)
      await sql`update worksites.party set phone_index = ${index} where id = ${id}`.execute(db)
  }
}

/** Puts right who runs a site; refuses where the page was stale or nobody of this name is there. */
export async function saveParty(
  db: Db,
  house: Sealing,
  one: Party & { siteId: string },
): Promise<void> {
  const { numAffectedRows } = await sql`update worksites.party set role = ${one.role},
      name_sealed = ${house.fields.seal(one.name.trim())}, phone_sealed = ${sealOr(house, one.phone)},
      version = version + 1
    where id = ${one.id} and site_id = ${one.siteId} and version = ${one.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}

export interface Family {
  id: string
  siteId: string
  name: string
  cameOn: string | null
  livesThere: boolean | null
  members: (Member & { id: string; ageOn: string })[]
  version: number
}

interface FamilyRow {
  id: string
  site_id: string
  name_sealed: string
  came_on: string | null
  lives_there: boolean | null
  version: number
}

interface MemberRow {
  id: string
  family_id: string
  name_sealed: string | null
  sex: Member['sex']
  age: number | null
  age_on: string
  works: boolean | null
  at_school: boolean | null
}

export async function listFamilies(
  db: Db,
  house: Sealing,
  of: { siteId: string } | { id: string },
): Promise<Family[]> {
  const siteId = 'siteId' in of ? of.siteId : null
  const id = 'id' in of ? of.id : null
  const { rows } =
    await sql<FamilyRow>`select id, site_id, name_sealed, came_on, lives_there, version
    from worksites.family where site_id = ${siteId} or id = ${id} order by added_at, id`.execute(db)
  const ids = `{${rows.map((row) => row.id).join(',')}}`
  const members =
    await sql<MemberRow>`select id, family_id, name_sealed, sex, age, age_on, works, at_school
    from worksites.member where family_id = any (${ids}::uuid[]) order by added_at, id`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    siteId: row.site_id,
    name: house.fields.open(row.name_sealed),
    cameOn: row.came_on,
    livesThere: row.lives_there,
    version: row.version,
    members: members.rows
      .filter((one) => one.family_id === row.id)
      .map((one) => ({
        id: one.id,
        name: openOr(house, one.name_sealed),
        sex: one.sex,
        age: one.age,
        ageOn: one.age_on,
        works: one.works,
        atSchool: one.at_school,
      })),
  }))
}

export async function getFamily(db: Db, house: Sealing, id: string): Promise<Family> {
  const [family] = await listFamilies(db, house, { id })
  if (!family) throw new Problem('absent', 'worksites/no-such-family')
  return family
}

export interface NewFamily {
  name: string
  cameOn: string | null
  livesThere: boolean | null
  members: readonly Member[]
}

export async function addFamily(
  db: Db,
  house: Sealing,
  site: AtSite,
  one: NewFamily & { by: string; today: string },
): Promise<string> {
  const id = newId()
  await sql`insert into worksites.family (jurisdiction, id, site_id, name_sealed, came_on, lives_there, added_by)
    values (${site.jurisdiction}, ${id}, ${site.id}, ${house.fields.seal(one.name.trim())}, ${one.cameOn},
      ${one.livesThere}, ${one.by})`.execute(db)
  await addMembers(db, house, { ...site, familyId: id }, one)
  return id
}

export async function addMembers(
  db: Db,
  house: Sealing,
  { jurisdiction, id: siteId, familyId }: AtSite & { familyId: string },
  of: { members: readonly Member[]; by: string; today: string },
): Promise<void> {
  for (const one of of.members) {
    await sql`insert into worksites.member (jurisdiction, id, site_id, family_id, name_sealed, sex, age,
        age_on, works, at_school, added_by)
      values (${jurisdiction}, ${newId()}, ${siteId}, ${familyId}, ${sealOr(house, one.name)}, ${one.sex},
        ${one.age}, ${of.today}, ${one.works}, ${one.atSchool}, ${of.by})`.execute(db)
  }
}

/** Puts a family and those who belong to it right; refuses where the page was stale. */
export async function saveFamily(
  db: Db,
  house: Sealing,
  family: Family,
  one: Omit<NewFamily, 'members'> & {
    version: number
    members: readonly (Member & { id: string })[]
    today: string
  },
): Promise<void> {
  const { numAffectedRows } = await sql`update worksites.family set
      name_sealed = ${house.fields.seal(one.name.trim())}, came_on = ${one.cameOn},
      lives_there = ${one.livesThere}, version = version + 1
    where id = ${family.id} and version = ${one.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
  for (const { id, name, sex, age, works, atSchool } of one.members) {
    const before = family.members.find((member) => member.id === id)!
    // An age holds for the day it was said: one that was not touched keeps its day.
    const ageOn = before.age === age ? before.ageOn : one.today
    await sql`update worksites.member set name_sealed = ${sealOr(house, name)}, sex = ${sex},
        age = ${age}, age_on = ${ageOn}, works = ${works}, at_school = ${atSchool}
      where id = ${id} and family_id = ${family.id}`.execute(db)
  }
}
