import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import { Problem } from '../../core/problem.ts'
import type { IncidentKind } from './incident.ts'
import { type Fields, openOr, sealOr, tables } from './records.ts'
import type { IncidentView, IncidentWritten } from './views.ts'

async function columnsOf(db: Db, house: Fields, of: IncidentWritten) {
  if (of.placeCode) await refuseUnknownPlace(db, of.placeCode)
  return {
    kind: of.kind,
    from_on: of.fromOn ?? null,
    until_on: of.untilOn ?? null,
    place_code: of.placeCode ?? null,
    // A place of our own list lies in Pakistan.
    country: of.country ?? (of.placeCode ? 'PAK' : null),
    place_words_sealed: sealOr(house, of.placeWords),
    description_sealed: sealOr(house, of.description),
  }
}

async function refuseUnknownPlace(db: Db, code: string): Promise<void> {
  const { rows } = await sql`select 1 from core.place where code = ${code}`.execute(db)
  if (rows.length) return
  throw new Problem('input', 'cases/unknown-place', {
    fields: { placeCode: 'cases/unknown-place' },
  })
}

export async function insertIncident(
  db: Db,
  house: Fields,
  file: { jurisdiction: string; id: string },
  of: IncidentWritten & { addedBy: string | null },
): Promise<string> {
  const id = newId()
  await tables(db)
    .insertInto('cases.incident')
    .values({
      jurisdiction: file.jurisdiction,
      id,
      case_id: file.id,
      added_by: of.addedBy,
      ...(await columnsOf(db, house, of)),
    })
    .execute()
  return id
}

export async function saveIncident(
  db: Db,
  house: Fields,
  caseId: string,
  id: string,
  of: IncidentWritten & { version: number },
): Promise<void> {
  const { numUpdatedRows } = await tables(db)
    .updateTable('cases.incident')
    .set({ ...(await columnsOf(db, house, of)), version: of.version + 1 })
    .where('case_id', '=', caseId)
    .where('id', '=', id)
    .where('version', '=', of.version)
    .executeTakeFirst()
  if (numUpdatedRows) return
  const there = await tables(db)
    .selectFrom('cases.incident')
    .select('id')
    .where('case_id', '=', caseId)
    .where('id', '=', id)
    .executeTakeFirst()
  throw there
    ? new Problem('stale', 'core/changed-since')
    : new Problem('absent', 'cases/no-such-incident')
}

/** The incidents of a case, the earliest first; those without a day at the end. */
export async function listIncidents(
  db: Db,
  house: Fields,
  caseId: string,
): Promise<IncidentView[]> {
  const rows = await tables(db)
    .selectFrom('cases.incident')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('from_on', (order) => order.asc().nullsLast())
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as IncidentKind,
    fromOn: row.from_on,
    untilOn: row.until_on,
    placeCode: row.place_code,
    country: row.country,
    placeWords: openOr(house, row.place_words_sealed),
    description: openOr(house, row.description_sealed),
    version: row.version,
  }))
}
