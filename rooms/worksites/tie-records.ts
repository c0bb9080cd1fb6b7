import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { Name } from '../../core/people.ts'
import type { PartyRole, SiteKind } from './site.ts'
import type { Sealing } from './site-records.ts'

/** A worksite with what ties it to criminal files and to whoever runs it. */
export interface TiedSite {
  id: string
  kind: SiteKind
  name: string
  /** The labour office that keeps its file. */
  agency: Name
  cases: { linkId: string; caseId: string; openedOn: string; visit: TiedVisit | null }[]
  parties: TiedParty[]
}

interface TiedVisit {
  id: string
  on: string
}

export interface TiedParty {
  id: string
  role: PartyRole
  name: string
  phoneIndex: string | null
  addedOn: string
}

/**
 * The sites from whose labour files these cases were opened, and those that somebody with one of
 * these phones runs, as far as the viewer may open them: each case with the last visit before it,
 * and who runs the site.
 */
export async function listTiedSites(
  db: Db,
  house: Sealing,
  caseIds: readonly string[],
  phoneIndexes: readonly string[],
): Promise<TiedSite[]> {
  const ids = `{${caseIds.join(',')}}`
  const phones = `{${phoneIndexes.join(',')}}`
  const { rows } = await sql<{
    site_id: string
    kind: SiteKind
    name_sealed: string
    name_en: string
    name_ur: string
    link_id: string | null
    case_id: string | null
    opened_on: string | null
    visit_id: string | null
    visit_on: string | null
  }>`select s.id as site_id, s.kind, s.name_sealed, g.name_en, g.name_ur, l.id as link_id, l.case_id,
      l.opened_on, v.id as visit_id, v.on_day as visit_on
    from worksites.site s
    join core.agency g on g.id = s.agency_id
    left join (select *, (opened_at at time zone 'Asia/Karachi')::date as opened_on
      from worksites.case_link where case_id = any (${ids}::uuid[])) l
      on l.jurisdiction = s.jurisdiction and l.site_id = s.id
    left join lateral (select id, on_day from worksites.visit
      where site_id = l.site_id and on_day <= l.opened_on
      order by on_day desc, id desc limit 1) v on true
    where s.id in (select site_id from worksites.case_link where case_id = any (${ids}::uuid[])
      union select site_id from worksites.party where phone_index = any (${phones}::text[]))
    order by l.opened_at, l.id, s.id`.execute(db)
  const sites = new Map<string, TiedSite>()
  for (const row of rows) {
    const site = sites.get(row.site_id) ?? {
      id: row.site_id,
      kind: row.kind,
      name: house.fields.open(row.name_sealed),
      agency: { en: row.name_en, ur: row.name_ur },
      cases: [],
      parties: [],
    }
    sites.set(site.id, site)
    if (row.link_id === null) continue
    site.cases.push({
      linkId: row.link_id,
      caseId: row.case_id!,
      openedOn: row.opened_on!,
      visit: row.visit_id === null ? null : { id: row.visit_id, on: row.visit_on! },
    })
  }
  await readParties(db, house, sites)
  return [...sites.values()]
}

async function readParties(
  db: Db,
  house: Sealing,
  sites: ReadonlyMap<string, TiedSite>,
): Promise<void> {
  const ids = `{${[...sites.keys()].join(',')}}`
  const { rows } = await sql<{
    id: string
    site_id: string
    role: PartyRole
    name_sealed: string
    phone_index: string | null
    added_on: string
  }>`select id, site_id, role, name_sealed, phone_index,
      (added_at at time zone 'Asia/Karachi')::date as added_on
    from worksites.party where site_id = any (${ids}::uuid[]) order by added_at, id`.execute(db)
  for (const row of rows)
    sites.get(row.site_id)!.parties.push({
      id: row.id,
      role: row.role,
      name: house.fields.open(row.name_sealed),
      phoneIndex: row.phone_index,
      addedOn: row.added_on,
    })
}

/** The cases opened from the labour file of a site, or of the site that this party runs; newest first. */
export async function casesOfSite(
  db: Db,
  of: { siteId: string } | { partyId: string },
  most: number,
): Promise<string[]> {
  const site =
    'siteId' in of
      ? sql`${of.siteId}::uuid`
      : sql`(select site_id from worksites.party where id = ${of.partyId})`
  const { rows } = await sql<{ case_id: string }>`select case_id from worksites.case_link
    where site_id = ${site} order by opened_at desc, id desc limit ${most}`.execute(db)
  return rows.map((row) => row.case_id)
}

/** The indexes of the phones of whoever runs this site, or of this party alone. */
export async function phonesOfSite(
  db: Db,
  of: { siteId: string } | { partyId: string },
): Promise<string[]> {
  const who = 'siteId' in of ? sql`site_id = ${of.siteId}` : sql`id = ${of.partyId}`
  const { rows } = await sql<{ phone_index: string }>`select distinct phone_index
    from worksites.party where ${who} and phone_index is not null order by 1`.execute(db)
  return rows.map((row) => row.phone_index)
}

/** The cases opened from the labour files of sites that somebody with this phone runs; newest first. */
export async function casesOfPartyPhone(db: Db, index: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ case_id: string }>`select case_id from worksites.case_link
    where site_id in (select site_id from worksites.party where phone_index = ${index})
    order by opened_at desc, id desc limit ${most}`.execute(db)
  return rows.map((row) => row.case_id)
}
