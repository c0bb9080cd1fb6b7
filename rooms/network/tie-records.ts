import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { Problem } from '../../core/problem.ts'
import { type Certainty, maskedIdentifier, normalIdentifier, type Resting } from '../cases/door.ts'
import type { NotedTie } from './graph.ts'
import { normalPlate, type TieKind } from './tie.ts'

type Sealing = Pick<House, 'fields'>

/** A number in its normal form and the index by which it is found; a phone's is the same in all rooms. */
export function readValue(
  { fields }: Sealing,
  kind: Exclude<TieKind, 'agent'>,
  text: string,
): { normal: string; index: string } {
  if (kind === 'vehicle') {
    const normal = normalPlate(text)
    return { normal, index: fields.index('link', `vehicle\t${normal}`) }
  }
  const normal = normalIdentifier(kind, text)
  return { normal, index: fields.index(kind, normal) }
}

export interface NewTie {
  personId: string | null
  kind: TieKind
  value: { normal: string; index: string } | null
  licenseeId: string | null
  restsOn: Resting
  certainty: Certainty
  saidOn: string | null
  saidBy: string | null
}

export async function insertTie(
  db: Db,
  house: Sealing,
  file: { jurisdiction: string; id: string },
  of: NewTie & { by: string; at: Date },
): Promise<string> {
  const id = newId()
  await sql`insert into network.tie (jurisdiction, id, case_id, person_id, kind, value_sealed, value_index,
      licensee_id, rests_on, certainty, said_on, said_by_sealed, added_by, added_at)
    values (${file.jurisdiction}, ${id}, ${file.id}, ${of.personId}, ${of.kind},
      ${of.value && house.fields.seal(of.value.normal)}, ${of.value?.index ?? null}, ${of.licenseeId},
      ${of.restsOn}, ${of.certainty}, ${of.saidOn}, ${of.saidBy?.trim() ? house.fields.seal(of.saidBy) : null},
      ${of.by}, ${of.at})`.execute(db)
  return id
}

export async function withdrawTie(db: Db, id: string, by: string, at: Date): Promise<void> {
  const { numAffectedRows } =
    await sql`update network.tie set withdrawn_by = ${by}, withdrawn_at = ${at}
    where id = ${id} and withdrawn_at is null`.execute(db)
  if (!numAffectedRows) throw new Problem('absent', 'network/no-such-tie')
}

interface Row {
  id: string
  case_id: string
  person_id: string | null
  kind: TieKind
  value_sealed: string | null
  value_index: string | null
  licensee_id: string | null
  rests_on: Resting
  certainty: Certainty
  said_on: string | null
  said_by_sealed: string | null
}

/** What is noted in these cases and was not withdrawn; numbers masked. */
export async function listTies(
  db: Db,
  { fields }: Sealing,
  caseIds: readonly string[],
): Promise<NotedTie[]> {
  if (!caseIds.length) return []
  const { rows } = await sql<Row>`select * from network.tie
    where withdrawn_at is null and case_id = any (${`{${caseIds.join(',')}}`}::uuid[])
    order by id`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    personId: row.person_id,
    kind: row.kind,
    index: row.value_index,
    masked: row.value_sealed && maskedIdentifier(fields.open(row.value_sealed)),
    licenseeId: row.licensee_id,
    restsOn: row.rests_on,
    certainty: row.certainty,
    saidOn: row.said_on,
    saidBy: row.said_by_sealed && fields.open(row.said_by_sealed),
  }))
}

/** The number behind a noted tie, opened, and the case that it stands in. */
export async function revealTie(
  db: Db,
  { fields }: Sealing,
  id: string,
): Promise<{ caseId: string; value: string | null }> {
  const { rows } = await sql<{
    case_id: string
    value_sealed: string | null
  }>`select case_id, value_sealed from network.tie where id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'network/no-such-tie')
  return {
    caseId: rows[0].case_id,
    value: rows[0].value_sealed && fields.open(rows[0].value_sealed),
  }
}

/** The cases in which a value or an agent is noted, as far as the viewer may open them. */
export async function casesWithTie(
  db: Db,
  of: { kind: TieKind; index: string } | { licenseeId: string },
  most: number,
): Promise<string[]> {
  const condition =
    'licenseeId' in of
      ? sql`licensee_id = ${of.licenseeId}`
      : sql`kind = ${of.kind} and value_index = ${of.index}`
  const { rows } = await sql<{ case_id: string }>`select case_id from network.tie
    where withdrawn_at is null and ${condition} order by added_at desc limit ${most}`.execute(db)
  return [...new Set(rows.map((row) => row.case_id))]
}

/** Everything noted anywhere and not withdrawn, for background work. Runs as the system. */
export async function listAllTies(
  db: Db,
): Promise<Pick<NotedTie, 'caseId' | 'personId' | 'kind' | 'index' | 'licenseeId'>[]> {
  const { rows } = await sql<
    Pick<NotedTie, 'caseId' | 'personId' | 'kind' | 'index' | 'licenseeId'>
  >`select case_id as "caseId", person_id as "personId", kind, value_index as index,
      licensee_id as "licenseeId" from network.tie where withdrawn_at is null order by id`.execute(
    db,
  )
  return rows
}
