import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { AgencyKind } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { ShareReason } from './case.ts'
import { type Fields, tables } from './records.ts'
import type { AgencyChoice, ShareView } from './views.ts'

/** Agencies that exist today, all of them. */
export async function listAgencies(db: Db): Promise<AgencyChoice[]> {
  const { rows } = await sql<{
    id: string
    kind: AgencyKind
    name_en: string
    name_ur: string
    jurisdiction: string
  }>`
    select id, kind, name_en, name_ur, jurisdiction from core.agency
    where valid_to is null or valid_to >= current_date order by name_en`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    name: { en: row.name_en, ur: row.name_ur },
    jurisdiction: row.jurisdiction,
  }))
}

/** Lets an agency in. Throws where it already is in: first withdraw, then share anew. */
export async function insertShare(
  db: Db,
  house: Fields,
  file: { jurisdiction: string; id: string },
  of: {
    agencyId: string
    reason: ShareReason
    words: string
    until: string
    by: string
    today: string
  },
): Promise<string> {
  const running = await tables(db)
    .selectFrom('cases.share')
    .select('id')
    .where('case_id', '=', file.id)
    .where('agency_id', '=', of.agencyId)
    .where('withdrawn_at', 'is', null)
    .where('until', '>=', of.today)
    .executeTakeFirst()
  if (running) throw new Problem('conflict', 'cases/already-shared')
  const id = newId()
  await tables(db)
    .insertInto('cases.share')
    .values({
      jurisdiction: file.jurisdiction,
      id,
      case_id: file.id,
      agency_id: of.agencyId,
      reason: of.reason,
      words_sealed: house.fields.seal(of.words),
      until: of.until,
      shared_by: of.by,
    })
    .execute()
  return id
}

/** Ends a share at once; gives back the agency, or undefined where it had ended before. */
export async function withdrawShare(
  db: Db,
  caseId: string,
  id: string,
  by: { id: string; at: Date },
): Promise<string | undefined> {
  const row = await tables(db)
    .updateTable('cases.share')
    .set({ withdrawn_at: by.at.toISOString(), withdrawn_by: by.id })
    .where('case_id', '=', caseId)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .returning('agency_id')
    .executeTakeFirst()
  return row?.agency_id
}

export async function listShares(db: Db, house: Fields, caseId: string): Promise<ShareView[]> {
  const rows = await tables(db)
    .selectFrom('cases.share as s')
    .innerJoin('core.agency as g', 'g.id', 's.agency_id')
    .innerJoin('core.account as a', 'a.id', 's.shared_by')
    .selectAll('s')
    .select(['g.name_en as agency_en', 'g.name_ur as agency_ur', 'a.name_en', 'a.name_ur'])
    .where('s.case_id', '=', caseId)
    .orderBy('s.id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    agencyId: row.agency_id,
    agency: { en: row.agency_en, ur: row.agency_ur },
    reason: row.reason as ShareReason,
    words: house.fields.open(row.words_sealed),
    until: row.until,
    sharedAt: row.shared_at,
    sharedBy: { en: row.name_en, ur: row.name_ur },
    withdrawnAt: row.withdrawn_at,
  }))
}
