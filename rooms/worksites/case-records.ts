import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Family } from './site-records.ts'

export interface CaseLink {
  memberId: string
  caseId: string
  reference: string
  openedAt: string
}

/** Which criminal files were opened from a family's labour file; nothing of what is in them. */
export async function listCaseLinks(db: Db, familyId: string): Promise<CaseLink[]> {
  const { rows } = await sql<{
    member_id: string
    case_id: string
    reference: string
    opened_at: string
  }>`select member_id, case_id, reference, opened_at from worksites.case_link
    where family_id = ${familyId} order by opened_at`.execute(db)
  return rows.map((row) => ({
    memberId: row.member_id,
    caseId: row.case_id,
    reference: row.reference,
    openedAt: row.opened_at,
  }))
}

export async function addCaseLink(
  db: Db,
  jurisdiction: string,
  family: Pick<Family, 'id' | 'siteId'>,
  one: { memberId: string; caseId: string; reference: string; by: string; at: Date },
): Promise<void> {
  await sql`insert into worksites.case_link (jurisdiction, id, site_id, family_id, member_id, case_id,
      reference, opened_by, opened_at)
    values (${jurisdiction}, ${newId()}, ${family.siteId}, ${family.id}, ${one.memberId}, ${one.caseId},
      ${one.reference}, ${one.by}, ${one.at})`.execute(db)
}
