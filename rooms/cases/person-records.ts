import type { Insertable, Updateable } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import { Problem } from '../../core/problem.ts'
import { type IdentifierKind, identifierKinds, normalIdentifier } from './identifiers.ts'
import { normalName } from './names.ts'
import type { ProcessRole, Role, Sex } from './person.ts'
import { type Fields, openOr, sealOr, tables } from './records.ts'
import type { PersonTable } from './tables.ts'
import {
  type CasePerson,
  type PersonWritten,
  type Revealed,
  type SecretKind,
  secretKinds,
} from './views.ts'

interface InCase {
  jurisdiction: string
  id: string
}

function openColumns(house: Fields, of: PersonWritten) {
  const indexOf = (name: string | null | undefined) => {
    const normal = normalName(name ?? '')
    return normal ? house.fields.index('name', normal) : null
  }
  return {
    roles: [...new Set(of.roles)],
    name_sealed: sealOr(house, of.name),
    name_index: indexOf(of.name),
    other_name_sealed: sealOr(house, of.otherName),
    other_name_index: indexOf(of.otherName),
    father_name_sealed: sealOr(house, of.fatherName),
    sex: of.sex ?? 'NonSpecifiedUnknown',
    birth_on: of.birthOn ?? null,
    age_stated: of.ageStated ?? null,
    age_stated_on: of.ageStatedOn ?? null,
    citizenship: of.citizenship ?? null,
    process_role: of.processRole ?? null,
  }
}

type Secrets = Partial<
  Record<`${IdentifierKind}_${'sealed' | 'index'}` | 'address_sealed', string | null>
>

function secretColumns(house: Fields, of: PersonWritten): Secrets {
  const columns: Secrets = {}
  for (const kind of identifierKinds) {
    const text = of[kind]
    if (text === undefined) continue
    const normal = text?.trim() ? normalIdentifier(kind, text) : null
    columns[`${kind}_sealed`] = normal && house.fields.seal(normal)
    columns[`${kind}_index`] = normal && house.fields.index(kind, normal)
  }
  if (of.address !== undefined) columns.address_sealed = sealOr(house, of.address)
  return columns
}

/** Writes a person into a case; gives back the id. Throws Problems of the identifiers' form. */
export async function insertPerson(
  db: Db,
  house: Fields,
  file: InCase,
  of: PersonWritten & { addedBy: string | null },
): Promise<string> {
  const id = newId()
  const values: Insertable<PersonTable> = {
    jurisdiction: file.jurisdiction,
    id,
    case_id: file.id,
    added_by: of.addedBy,
    ...openColumns(house, of),
    ...secretColumns(house, of),
  }
  await tables(db).insertInto('cases.person').values(values).execute()
  return id
}

export async function savePerson(
  db: Db,
  house: Fields,
  caseId: string,
  personId: string,
  of: PersonWritten & { version: number },
): Promise<void> {
  const values: Updateable<PersonTable> = {
    ...openColumns(house, of),
    ...secretColumns(house, of),
    version: of.version + 1,
  }
  const { numUpdatedRows } = await tables(db)
    .updateTable('cases.person')
    .set(values)
    .where('case_id', '=', caseId)
    .where('id', '=', personId)
    .where('version', '=', of.version)
    .executeTakeFirst()
  if (numUpdatedRows) return
  await getPerson(db, house, caseId, personId)
  throw new Problem('stale', 'core/changed-since')
}

const shown = [
  'id',
  'roles',
  'name_sealed',
  'other_name_sealed',
  'father_name_sealed',
  'sex',
  'birth_on',
  'age_stated',
  'age_stated_on',
  'citizenship',
  'process_role',
  'cnic_index',
  'passport_index',
  'phone_index',
  'account_index',
  'address_sealed',
  'version',
] as const

async function readPersons(db: Db, caseId: string, id?: string) {
  let query = tables(db).selectFrom('cases.person').select(shown).where('case_id', '=', caseId)
  if (id) query = query.where('id', '=', id)
  return query.orderBy('added_at').orderBy('id').execute()
}

type Shown = Awaited<ReturnType<typeof readPersons>>[number]

function isKept(row: Shown, kind: SecretKind): boolean {
  return (kind === 'address' ? row.address_sealed : row[`${kind}_index`]) !== null
}

function personOf(house: Fields, row: Shown): CasePerson {
  return {
    id: row.id,
    roles: row.roles as Role[],
    name: openOr(house, row.name_sealed),
    otherName: openOr(house, row.other_name_sealed),
    fatherName: openOr(house, row.father_name_sealed),
    sex: row.sex as Sex,
    birthOn: row.birth_on,
    ageStated: row.age_stated,
    ageStatedOn: row.age_stated_on,
    citizenship: row.citizenship,
    processRole: row.process_role as ProcessRole | null,
    has: secretKinds.filter((kind) => isKept(row, kind)),
    version: row.version,
  }
}

/** The people of a case in the order in which they were added. */
export async function listCasePersons(
  db: Db,
  house: Fields,
  caseId: string,
): Promise<CasePerson[]> {
  return (await readPersons(db, caseId)).map((row) => personOf(house, row))
}

export async function getPerson(
  db: Db,
  house: Fields,
  caseId: string,
  id: string,
): Promise<CasePerson> {
  const [row] = await readPersons(db, caseId, id)
  if (!row) throw new Problem('absent', 'cases/no-such-person')
  return personOf(house, row)
}

/** The sealed identifiers of one person, opened. The caller names the person for the audit trail. */
export async function revealPerson(
  db: Db,
  house: Fields,
  caseId: string,
  id: string,
): Promise<Revealed> {
  const row = await tables(db)
    .selectFrom('cases.person')
    .select(['cnic_sealed', 'passport_sealed', 'phone_sealed', 'account_sealed', 'address_sealed'])
    .where('case_id', '=', caseId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Problem('absent', 'cases/no-such-person')
  return {
    cnic: openOr(house, row.cnic_sealed),
    passport: openOr(house, row.passport_sealed),
    phone: openOr(house, row.phone_sealed),
    account: openOr(house, row.account_sealed),
    address: openOr(house, row.address_sealed),
  }
}
