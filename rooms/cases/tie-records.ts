import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { Name } from '../../core/people.ts'
import type { Status } from './case.ts'
import type { Certainty, Fact, Resting } from './facts.ts'
import { type IdentifierKind, identifierKinds, maskedIdentifier } from './identifiers.ts'
import type { IncidentKind } from './incident.ts'
import type { Role } from './person.ts'
import { type Fields, openOr } from './records.ts'

/** What ties people, numbers and places together in many files at once. */
export interface CaseTies {
  cases: TiedCase[]
  persons: TiedPerson[]
  incidents: TiedIncident[]
  allegations: TiedAllegation[]
}

export interface TiedCase {
  id: string
  jurisdiction: string
  agencyId: string
  agency: Name
  reference: string
  title: string
  status: Status
  openedAt: string
}

export interface TiedPerson {
  id: string
  caseId: string
  roles: Role[]
  name: string | null
  otherName: string | null
  birthOn: string | null
  citizenship: string | null
  addedAt: string
  /**
   * `index` is the keyed blind index: the same for the same number, and nothing without the key.
   * `value` is for the server's own look-ups and is never sent.
   */
  numbers: { kind: IdentifierKind; index: string; masked: string; value: string }[]
}

export interface TiedIncident {
  id: string
  caseId: string
  kind: IncidentKind
  fromOn: string | null
  untilOn: string | null
  placeCode: string | null
  country: string | null
}

export interface TiedAllegation {
  id: string
  caseId: string
  fact: Fact
  accusedId: string | null
  victimId: string | null
  saidByPersonId: string | null
  saidByWords: string | null
  restsOn: Resting
  certainty: Certainty
  saidOn: string | null
}

const idList = (ids: readonly string[]) => sql`any (${`{${ids.join(',')}}`}::uuid[])`

/** Of these cases those that the viewer may open, with all that ties them to others. */
export async function listCaseTies(
  db: Db,
  house: Fields,
  caseIds: readonly string[],
): Promise<CaseTies> {
  if (!caseIds.length) return { cases: [], persons: [], incidents: [], allegations: [] }
  return {
    cases: await readCases(db, house, caseIds),
    persons: await readPersons(db, house, caseIds),
    incidents: await readIncidents(db, caseIds),
    allegations: await readAllegations(db, house, caseIds),
  }
}

async function readCases(db: Db, house: Fields, ids: readonly string[]): Promise<TiedCase[]> {
  const { rows } = await sql<{
    id: string
    jurisdiction: string
    agency_id: string
    name_en: string
    name_ur: string
    reference: string
    title_sealed: string
    status: Status
    opened_at: string
  }>`select c.*, g.name_en, g.name_ur from cases.case_file c join core.agency g on g.id = c.agency_id
    where c.id = ${idList(ids)} order by c.id`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    jurisdiction: row.jurisdiction,
    agencyId: row.agency_id,
    agency: { en: row.name_en, ur: row.name_ur },
    reference: row.reference,
    title: house.fields.open(row.title_sealed),
    status: row.status,
    openedAt: row.opened_at,
  }))
}

interface PersonRow {
  [column: `${string}_sealed` | `${string}_index`]: string | null
  id: string
  case_id: string
  roles: Role[]
  birth_on: string | null
  citizenship: string | null
  added_at: string
}

async function readPersons(db: Db, house: Fields, ids: readonly string[]): Promise<TiedPerson[]> {
  const { rows } = await sql<PersonRow>`select * from cases.person where case_id = ${idList(ids)}
    order by id`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    roles: row.roles,
    name: openOr(house, row.name_sealed ?? null),
    otherName: openOr(house, row.other_name_sealed ?? null),
    birthOn: row.birth_on,
    citizenship: row.citizenship,
    addedAt: row.added_at,
    numbers: identifierKinds.flatMap((kind) => {
      const [index, sealed] = [row[`${kind}_index`], row[`${kind}_sealed`]]
      if (!index || !sealed) return []
      const value = house.fields.open(sealed)
      return [{ kind, index, masked: maskedIdentifier(value), value }]
    }),
  }))
}

async function readIncidents(db: Db, ids: readonly string[]): Promise<TiedIncident[]> {
  const { rows } = await sql<TiedIncident>`select id, case_id as "caseId", kind,
      from_on as "fromOn", until_on as "untilOn", place_code as "placeCode", country
    from cases.incident where case_id = ${idList(ids)} order by id`.execute(db)
  return rows
}

async function readAllegations(
  db: Db,
  house: Fields,
  ids: readonly string[],
): Promise<TiedAllegation[]> {
  const { rows } = await sql<
    Omit<TiedAllegation, 'saidByWords'> & { sealed: string | null }
  >`select id, case_id as "caseId", fact, accused_id as "accusedId", victim_id as "victimId",
      said_by_person_id as "saidByPersonId", said_by_words_sealed as sealed, rests_on as "restsOn",
      case when disputed_at is null then certainty else 'disputed' end as certainty, said_on as "saidOn"
    from cases.allegation where superseded_by_id is null and case_id = ${idList(ids)}
    order by id`.execute(db)
  return rows.map(({ sealed, ...row }) => ({ ...row, saidByWords: openOr(house, sealed) }))
}

/** Something by which a case is found: the index of a number, a person, a place. */
export type TieWanted =
  | { kind: IdentifierKind; index: string }
  | { kind: 'persons'; ids: readonly string[] }
  | { kind: 'place'; code: string }
  | { kind: 'country'; code: string }
  | { kind: 'latest' }

/** The cases, of those that the viewer may open, in which this appears; the newest first. */
export async function casesWith(db: Db, wanted: TieWanted, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select c.id from cases.case_file c
    where ${conditionOf(wanted)} order by c.opened_at desc, c.id desc limit ${most}`.execute(db)
  return rows.map(({ id }) => id)
}

function conditionOf(wanted: TieWanted) {
  if (wanted.kind === 'latest') return sql`true`
  if (wanted.kind === 'place')
    return sql`c.id in (select case_id from cases.incident where place_code = ${wanted.code})`
  if (wanted.kind === 'country')
    return sql`c.id in (select case_id from cases.incident where place_code is null and country = ${wanted.code})`
  if (wanted.kind === 'persons')
    return sql`c.id in (select case_id from cases.person where id = ${idList(wanted.ids)})`
  const column = sql.ref(`${wanted.kind}_index`)
  return sql`c.id in (select case_id from cases.person where ${column} = ${wanted.index})`
}
