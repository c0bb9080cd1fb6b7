import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { Name } from '../../core/people.ts'
import type { IdentifierKind } from './identifiers.ts'
import type { AgeKnown, Role, Sex } from './person.ts'
import { type Fields, openOr } from './records.ts'

/** A person with all by which the same one is known elsewhere, opened: to compare, never to send. */
export interface LinkPerson extends AgeKnown, Record<IdentifierKind, string | null> {
  id: string
  caseId: string
  jurisdiction: string
  agencyId: string
  agency: Name
  reference: string
  title: string
  roles: Role[]
  name: string | null
  otherName: string | null
  fatherName: string | null
  sex: Sex
  version: number
}

interface Row {
  [sealed: `${string}_sealed`]: string | null
  id: string
  case_id: string
  jurisdiction: string
  agency_id: string
  agency_en: string
  agency_ur: string
  reference: string
  roles: Role[]
  sex: Sex
  birth_on: string | null
  age_stated: number | null
  age_stated_on: string | null
  version: number
}

/** Those of these people whose files the viewer may open; nothing of the others. */
export async function listLinkPersons(
  db: Db,
  house: Fields,
  ids: readonly string[],
): Promise<LinkPerson[]> {
  if (!ids.length) return []
  const { rows } = await sql<Row>`select p.*, c.agency_id, c.reference, c.title_sealed,
      g.name_en as agency_en, g.name_ur as agency_ur
    from cases.person p join cases.case_file c on c.jurisdiction = p.jurisdiction and c.id = p.case_id
      join core.agency g on g.id = c.agency_id
    where p.id = any (${`{${ids.join(',')}}`}::uuid[]) order by p.id`.execute(db)
  const open = (row: Row, column: string) => openOr(house, row[`${column}_sealed`] ?? null)
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    jurisdiction: row.jurisdiction,
    agencyId: row.agency_id,
    agency: { en: row.agency_en, ur: row.agency_ur },
    reference: row.reference,
    title: open(row, 'title') ?? '',
    roles: row.roles,
    name: open(row, 'name'),
    otherName: open(row, 'other_name'),
    fatherName: open(row, 'father_name'),
    sex: row.sex,
    birthOn: row.birth_on,
    ageStated: row.age_stated,
    ageStatedOn: row.age_stated_on,
    cnic: open(row, 'cnic'),
    passport: open(row, 'passport'),
    phone: open(row, 'phone'),
    account: open(row, 'account'),
    version: row.version,
  }))
}

/** Ids and versions of people in the order of their ids, to walk through all of them. */
export async function listPersonVersions(
  db: Db,
  after: string | undefined,
  most: number,
): Promise<{ id: string; version: number }[]> {
  const { rows } = await sql<{ id: string; version: number }>`select id, version from cases.person
    where id > ${after ?? '00000000-0000-0000-0000-000000000000'} order by id limit ${most}`.execute(
    db,
  )
  return rows
}

/** Those of these cases that the viewer may open. */
export async function listOpenable(db: Db, caseIds: readonly string[]): Promise<Set<string>> {
  if (!caseIds.length) return new Set()
  const { rows } = await sql<{ id: string }>`select id from cases.case_file
    where id = any (${`{${[...new Set(caseIds)].join(',')}}`}::uuid[])`.execute(db)
  return new Set(rows.map(({ id }) => id))
}
