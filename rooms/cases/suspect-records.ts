import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { type IdentifierKind, identifierKinds } from './identifiers.ts'
import { type Fields, openOr } from './records.ts'

/** A suspect with what he may share with others: keyed indexes, and the address opened to compare. */
export interface SuspectHeld {
  id: string
  caseId: string
  agencyId: string
  numbers: { kind: IdentifierKind; index: string }[]
  address: string | null
}

type Row = { [column: `${string}_index`]: string | null } & {
  id: string
  case_id: string
  agency_id: string
  address_sealed: string | null
}

/** Everybody who stands in a file as accused and not as victim. For background work, as the system. */
export async function listSuspects(db: Db, house: Fields): Promise<SuspectHeld[]> {
  const { rows } =
    await sql<Row>`select p.id, p.case_id, c.agency_id, p.cnic_index, p.passport_index,
      p.phone_index, p.account_index, p.address_sealed
    from cases.person p join cases.case_file c on c.jurisdiction = p.jurisdiction and c.id = p.case_id
    where 'accused' = any (p.roles) and not 'victim' = any (p.roles) order by p.id`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    agencyId: row.agency_id,
    numbers: identifierKinds.flatMap((kind) => {
      const index = row[`${kind}_index`]
      return index ? [{ kind, index }] : []
    }),
    address: openOr(house, row.address_sealed),
  }))
}

/** Where people of a file were recruited and where they were taken, beside the unit that keeps it. */
export interface CaseRoute {
  caseId: string
  agencyId: string
  districts: string[]
  /** Outside Pakistan, ISO 3166-1 alpha-3. */
  countries: string[]
}

export async function listCaseRoutes(db: Db, caseIds: readonly string[]): Promise<CaseRoute[]> {
  if (!caseIds.length) return []
  const { rows } = await sql<CaseRoute>`select c.id as "caseId", c.agency_id as "agencyId",
      coalesce(array_agg(distinct i.place_code) filter (where i.kind = 'Recruitment' and i.place_code is not null), '{}') as districts,
      coalesce(array_agg(distinct i.country) filter (where i.country is not null and i.country <> 'PAK'), '{}') as countries
    from cases.case_file c left join cases.incident i on i.jurisdiction = c.jurisdiction and i.case_id = c.id
    where c.id = any (${`{${caseIds.join(',')}}`}::uuid[]) group by c.id, c.agency_id`.execute(db)
  return rows
}
