import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { Name } from '../../core/people.ts'
import type { PartyRole, SiteKind } from './site.ts'
import { openOr, type Sealing } from './site-records.ts'

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
  /** For the server's own look-ups; never sent. */
  phone: string | null
  addedOn: string
}

/**
 * The sites from whose labour files these cases were opened, as far as the viewer may open those:
 * each case with the last visit before it, and who runs the site.
 */
export async function listTiedSites(
  db: Db,
  house: Sealing,
  caseIds: readonly string[],
): Promise<TiedSite[]> {
  const ids = `{${caseIds.join(',')}}`
  const { rows } = await sql<{
    site_id: string
    kind: SiteKind
    name_sealed: string
    name_en: string
    name_ur: string
    link_id: string
    case_id: string
    opened_on: string
    visit_id: string | null
    visit_on: string | null
  }>`select s.id as site_id, s.kind, s.name_sealed, g.name_en, g.name_ur, l.id as link_id, l.case_id,
      l.opened_on, v.id as visit_id, v.on_day as visit_on
    from (select *, (opened_at at time zone 'Asia/Karachi')::date as opened_on
      from worksites.case_link where case_id = any (${ids}::uuid[])) l
    join worksites.site s on s.jurisdiction = l.jurisdiction and s.id = l.site_id
    join core.agency g on g.id = s.agency_id
    left join lateral (select id, on_day from worksites.visit
      where site_id = l.site_id and on_day <= l.opened_on
      order by on_day desc, id desc limit 1) v on true
    order by l.opened_at, l.id`.execute(db)
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
    site.cases.push({
      linkId: row.link_id,
      caseId: row.case_id,
      openedOn: row.opened_on,
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
    phone_sealed: string | null
    added_on: string
  }>`select id, site_id, role, name_sealed, phone_sealed,
      (added_at at time zone 'Asia/Karachi')::date as added_on
    from worksites.party where site_id = any (${ids}::uuid[]) order by added_at, id`.execute(db)
  for (const row of rows)
    sites.get(row.site_id)!.parties.push({
      id: row.id,
      role: row.role,
      name: house.fields.open(row.name_sealed),
      phone: openOr(house, row.phone_sealed),
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
