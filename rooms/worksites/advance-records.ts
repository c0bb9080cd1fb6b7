import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import { Problem } from '../../core/problem.ts'
import type { Entry, EntryKind, Side, Work } from './advance.ts'
import type { PartyRole } from './site.ts'
import { openOr, type Sealing, type Site, sealOr } from './site-records.ts'

type AtSite = Pick<Site, 'id' | 'jurisdiction'>

export interface EntryWritten {
  side: Side
  kind: EntryKind
  rupees: number
  on: string
  work: Work | null
  saidBy: string
  saidOn: string
  words: string | null
}

export interface EntryRecord extends EntryWritten, Omit<Entry, 'work'> {
  id: string
  siteId: string
  jurisdiction: string
  struckWords: string | null
  version: number
}

export interface Advance {
  id: string
  siteId: string
  jurisdiction: string
  familyId: string
  giver: { role: PartyRole; name: string } | null
  begunOn: string
  words: string | null
  entries: EntryRecord[]
}

/** Writes down a debt with the first statements about it; gives back the id. */
export async function addAdvance(
  db: Db,
  house: Sealing,
  site: AtSite,
  one: {
    familyId: string
    partyId: string | null
    begunOn: string
    words: string | null
    entries: readonly EntryWritten[]
    by: string
    at: Date
  },
): Promise<string> {
  const id = newId()
  const { jurisdiction } = site
  await sql`insert into worksites.advance (jurisdiction, id, site_id, family_id, party_id, begun_on,
      words_sealed, recorded_by, recorded_at)
    values (${jurisdiction}, ${id}, ${site.id}, ${one.familyId}, ${one.partyId}, ${one.begunOn},
      ${sealOr(house, one.words)}, ${one.by}, ${one.at})`.execute(db)
  await addEntries(db, house, { id, jurisdiction, siteId: site.id }, one)
  return id
}

export async function addEntries(
  db: Db,
  house: Sealing,
  advance: Pick<Advance, 'id' | 'siteId' | 'jurisdiction'>,
  of: { entries: readonly EntryWritten[]; by: string; at: Date },
): Promise<void> {
  for (const one of of.entries) {
    await sql`insert into worksites.entry (jurisdiction, id, site_id, advance_id, side, kind, rupees, on_day,
        from_on, work_unit, work_amount, said_by_sealed, said_on, words_sealed, recorded_by, recorded_at)
      values (${advance.jurisdiction}, ${newId()}, ${advance.siteId}, ${advance.id}, ${one.side}, ${one.kind},
        ${one.rupees}, ${one.on}, ${one.work?.fromOn ?? null}, ${one.work?.unit ?? null},
        ${one.work?.amount ?? null}, ${house.fields.seal(one.saidBy.trim())}, ${one.saidOn},
        ${sealOr(house, one.words)}, ${of.by}, ${of.at})`.execute(db)
  }
}

interface AdvanceRow {
  id: string
  site_id: string
  jurisdiction: string
  family_id: string
  begun_on: string
  words_sealed: string | null
  giver_role: PartyRole | null
  giver_sealed: string | null
}

interface EntryRow {
  id: string
  site_id: string
  jurisdiction: string
  advance_id: string
  side: Side
  kind: EntryKind
  rupees: number
  on_day: string
  from_on: string | null
  work_unit: Work['unit'] | null
  work_amount: number | null
  said_by_sealed: string
  said_on: string
  words_sealed: string | null
  struck_on: string | null
  struck_words_sealed: string | null
  version: number
}

const entryOf = (house: Sealing, row: EntryRow): EntryRecord => ({
  id: row.id,
  siteId: row.site_id,
  jurisdiction: row.jurisdiction,
  side: row.side,
  kind: row.kind,
  rupees: row.rupees,
  on: row.on_day,
  work:
    row.from_on === null
      ? null
      : { fromOn: row.from_on, unit: row.work_unit!, amount: row.work_amount! },
  saidBy: house.fields.open(row.said_by_sealed),
  saidOn: row.said_on,
  words: openOr(house, row.words_sealed),
  struckOn: row.struck_on,
  struckWords: openOr(house, row.struck_words_sealed),
  version: row.version,
})

export async function listAdvances(
  db: Db,
  house: Sealing,
  of: { familyId: string } | { id: string },
): Promise<Advance[]> {
  const familyId = 'familyId' in of ? of.familyId : null
  const id = 'id' in of ? of.id : null
  const { rows } =
    await sql<AdvanceRow>`select a.*, p.role as giver_role, p.name_sealed as giver_sealed
    from worksites.advance a
    left join worksites.party p on p.jurisdiction = a.jurisdiction and p.id = a.party_id
    where a.family_id = ${familyId} or a.id = ${id} order by a.begun_on, a.id`.execute(db)
  const ids = `{${rows.map((row) => row.id).join(',')}}`
  const entries = await sql<EntryRow>`select * from worksites.entry
    where advance_id = any (${ids}::uuid[]) order by on_day, side desc, kind, id`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    siteId: row.site_id,
    jurisdiction: row.jurisdiction,
    familyId: row.family_id,
    giver: row.giver_role && {
      role: row.giver_role,
      name: house.fields.open(row.giver_sealed!),
    },
    begunOn: row.begun_on,
    words: openOr(house, row.words_sealed),
    entries: entries.rows
      .filter((one) => one.advance_id === row.id)
      .map((one) => entryOf(house, one)),
  }))
}

export async function getAdvance(db: Db, house: Sealing, id: string): Promise<Advance> {
  const [advance] = await listAdvances(db, house, { id })
  if (!advance) throw new Problem('absent', 'worksites/no-such-advance')
  return advance
}

export async function getEntry(db: Db, house: Sealing, id: string): Promise<EntryRecord> {
  const { rows } = await sql<EntryRow>`select * from worksites.entry where id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'worksites/no-such-entry')
  return entryOf(house, rows[0])
}

/** Strikes a statement out with the reason, or lets it count again; refuses where the page was stale. */
export async function saveStruck(
  db: Db,
  house: Sealing,
  entry: Pick<EntryRecord, 'id' | 'version'>,
  struck: { on: string; words: string } | null,
): Promise<void> {
  const { numAffectedRows } =
    await sql`update worksites.entry set struck_on = ${struck?.on ?? null},
      struck_words_sealed = ${sealOr(house, struck?.words)}, version = version + 1
    where id = ${entry.id} and version = ${entry.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}
