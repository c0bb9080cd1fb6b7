import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { Listed } from './listing.ts'
import { nameOf } from './page-records.ts'

/** A listing as the public sees it: nothing of who runs it beyond what it says itself. */
export interface ShownListing extends Listed {
  id: string
  place: Name
  listedAt: string
  madeUp: boolean
}

/** A listing as its own office sees it. */
export interface OwnListing extends ShownListing {
  listedBy: Name | null
  endedBy: Name | null
  endedAt: string | null
}

interface Row {
  id: string
  kind: Listed['kind']
  tells: Listed['tells']
  for_whom: Listed['forWhom']
  place_code: string
  place_en: string
  place_ur: string
  phone: string | null
  name_en: string | null
  name_ur: string | null
  address_en: string | null
  address_ur: string | null
  listed_at: string
  made_up: boolean
  ended_at: string | null
  lister_en: string | null
  lister_ur: string | null
  ender_en: string | null
  ender_ur: string | null
}

const columns = sql`l.id, l.kind, l.tells, l.for_whom, l.place_code, p.name_en as place_en,
  p.name_ur as place_ur, l.phone, l.name_en, l.name_ur, l.address_en, l.address_ur, l.listed_at,
  l.ended_at, a.made_up`

/** Every shelter and centre that lets itself be known, by district. */
export async function listShownListings(db: Db): Promise<ShownListing[]> {
  const { rows } = await sql<Row>`
    select ${columns} from guide.listing l join core.place p on p.code = l.place_code
      join core.agency a on a.id = l.agency_id
    where l.ended_at is null and (a.valid_to is null or a.valid_to >= current_date)
    order by p.name_en, l.kind, l.listed_at`.execute(db)
  return rows.map(shownOf)
}

/** What an office has told of its places, and what it took back; the newest first. */
export async function listOwnListings(db: Db, agencyId: string): Promise<OwnListing[]> {
  const { rows } = await sql<Row>`
    select ${columns}, w.name_en as lister_en, w.name_ur as lister_ur, e.name_en as ender_en,
      e.name_ur as ender_ur
    from guide.listing l join core.place p on p.code = l.place_code
      join core.agency a on a.id = l.agency_id
      left join core.account w on w.id = l.listed_by left join core.account e on e.id = l.ended_by
    where l.agency_id = ${agencyId}
    order by l.ended_at is not null, l.listed_at desc`.execute(db)
  return rows.map((row) => ({
    ...shownOf(row),
    listedBy: nameOf(row.lister_en, row.lister_ur),
    endedBy: nameOf(row.ender_en, row.ender_ur),
    endedAt: row.ended_at,
  }))
}

function shownOf(row: Row): ShownListing {
  return {
    id: row.id,
    kind: row.kind,
    tells: row.tells,
    forWhom: row.for_whom,
    placeCode: row.place_code,
    place: { en: row.place_en, ur: row.place_ur },
    phone: row.phone,
    name: nameOf(row.name_en, row.name_ur),
    address: nameOf(row.address_en, row.address_ur),
    listedAt: row.listed_at,
    madeUp: row.made_up,
  }
}

export async function insertListing(
  db: Db,
  listed: Listed,
  of: { agencyId: string; by: string; at: Date },
): Promise<string> {
  const id = newId()
  const { rows } = await sql`
    insert into guide.listing (id, agency_id, kind, tells, for_whom, place_code, phone, name_en,
      name_ur, address_en, address_ur, listed_by, listed_at)
    select ${id}, ${of.agencyId}, ${listed.kind}, ${listed.tells}, ${listed.forWhom}, p.code,
      ${listed.phone}, ${listed.name?.en ?? null}, ${listed.name?.ur ?? null},
      ${listed.address?.en ?? null}, ${listed.address?.ur ?? null}, ${of.by}, ${of.at}
    from core.place p where p.code = ${listed.placeCode} and p.level = 'district'
    returning 1`.execute(db)
  if (!rows.length)
    throw new Problem('input', 'guide/no-district', { fields: { placeCode: 'guide/no-district' } })
  return id
}

/**
 * Takes a listing back and forgets what it said; harmless where it was taken back before.
 * Throws where the office has no such listing.
 */
export async function endListing(
  db: Db,
  id: string,
  of: { agencyId: string; by: string; at: Date },
): Promise<void> {
  const { rows } = await sql`
    select 1 from guide.listing where id = ${id} and agency_id = ${of.agencyId}`.execute(db)
  if (!rows.length) throw new Problem('absent', 'guide/no-such-listing')
  await sql`
    update guide.listing set ended_by = ${of.by}, ended_at = ${of.at}, phone = null, name_en = null,
      name_ur = null, address_en = null, address_ur = null
    where id = ${id} and agency_id = ${of.agencyId} and ended_at is null`.execute(db)
}
