import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { Name, Person } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import { type GlassReason, glassHours } from './break-glass.ts'

type Sealing = Pick<House, 'fields'>

export interface Opening {
  id: string
  caseId: string
  person: Name
  agency: Name
  reason: GlassReason
  words: string
  openedAt: string
  until: string
  /** When a supervisor of the reader's own side marked it. */
  seenAt: string | null
}

interface OpeningRow {
  id: string
  case_id: string
  name_en: string
  name_ur: string
  agency_en: string
  agency_ur: string
  reason: GlassReason
  words_sealed: string
  opened_at: string
  until: string
  seen: string | null
}

/** Opens a case to one person for a day; gives back the id and the end. */
export async function addOpening(
  db: Db,
  { fields }: Sealing,
  person: Pick<Person, 'id' | 'agencyId'>,
  of: {
    caseId: string
    jurisdiction: string
    holdingAgencyId: string
    reason: GlassReason
    words: string
  },
): Promise<{ id: string; until: string }> {
  const id = newId()
  const { rows } = await sql<{ until: string }>`insert into core.break_glass
    (id, person_id, agency_id, holding_agency_id, jurisdiction, case_id, reason, words_sealed, until)
    values (${id}, ${person.id}, ${person.agencyId}, ${of.holdingAgencyId}, ${of.jurisdiction},
      ${of.caseId}, ${of.reason}, ${fields.seal(of.words)}, now() + make_interval(hours => ${glassHours}))
    returning until`.execute(db)
  return { id, until: rows[0]!.until }
}

/** Each side marks for itself: whose officer it was, and whose case. */
const seenBy = (person: Pick<Person, 'agencyId'>) =>
  sql`case when b.agency_id = ${person.agencyId} then b.seen_at
    when b.holding_agency_id = ${person.agencyId} then b.holder_seen_at
    else least(b.seen_at, b.holder_seen_at) end`

export async function listOpenings(
  db: Db,
  { fields }: Sealing,
  person: Person,
): Promise<Opening[]> {
  const { rows } = await sql<OpeningRow>`select b.id, b.case_id, a.name_en, a.name_ur,
      g.name_en as agency_en, g.name_ur as agency_ur, b.reason, b.words_sealed, b.opened_at, b.until,
      ${seenBy(person)} as seen
    from core.break_glass b join core.account a on a.id = b.person_id
    join core.agency g on g.id = b.agency_id order by b.opened_at desc limit 200`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    person: { en: row.name_en, ur: row.name_ur },
    agency: { en: row.agency_en, ur: row.agency_ur },
    reason: row.reason,
    words: fields.open(row.words_sealed),
    openedAt: row.opened_at,
    until: row.until,
    seenAt: row.seen,
  }))
}

export async function countUnseen(db: Db, person: Person): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from core.break_glass b
    where ${seenBy(person)} is null`.execute(db)
  return rows[0]!.n
}

export async function markSeen(db: Db, person: Person, id: string): Promise<void> {
  const { numAffectedRows } = await sql`update core.break_glass set
      seen_by = case when agency_id = ${person.agencyId} then ${person.id}::uuid else seen_by end,
      seen_at = case when agency_id = ${person.agencyId} then now() else seen_at end,
      holder_seen_by = case when holding_agency_id = ${person.agencyId} then ${person.id}::uuid else holder_seen_by end,
      holder_seen_at = case when holding_agency_id = ${person.agencyId} then now() else holder_seen_at end
    where id = ${id} and ((agency_id = ${person.agencyId} and seen_at is null)
      or (holding_agency_id = ${person.agencyId} and holder_seen_at is null))`.execute(db)
  if (!numAffectedRows) throw new Problem('absent', 'staff/no-such-opening')
}
