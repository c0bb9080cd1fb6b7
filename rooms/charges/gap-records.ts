import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { FirGap, GapKind } from './fir.ts'

export interface GapRecord {
  id: string
  caseId: string
  reference: string
  title: string
  holder: Name
  kind: Exclude<GapKind, 'none'>
  missing: string[]
  since: string
  seenAt: string | null
  seenBy: Name | null
  version: number
}

interface Row {
  id: string
  case_id: string
  reference: string
  title_sealed: string
  holder_en: string
  holder_ur: string
  kind: GapRecord['kind']
  missing: string[]
  since: string
  seen_at: string | null
  seen_en: string | null
  seen_ur: string | null
  version: number
}

/** The gaps that stand in the cases of the viewer's own agency, the oldest first. */
export async function listOpenGaps(
  db: Db,
  { fields }: Pick<House, 'fields'>,
  agencyId: string,
): Promise<GapRecord[]> {
  const { rows } = await sql<Row>`
    select g.id, g.case_id, c.reference, c.title_sealed, h.name_en as holder_en, h.name_ur as holder_ur,
      g.kind, g.missing, g.since, g.seen_at, s.name_en as seen_en, s.name_ur as seen_ur, g.version
    from charges.gap g join cases.case_file c on c.jurisdiction = g.jurisdiction and c.id = g.case_id
      join core.account h on h.id = c.holder_id left join core.account s on s.id = g.seen_by
    where g.closed_at is null and c.agency_id = ${agencyId} and c.status <> 'closed'
    order by g.since, g.id limit 500`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    reference: row.reference,
    title: fields.open(row.title_sealed),
    holder: { en: row.holder_en, ur: row.holder_ur },
    kind: row.kind,
    missing: row.missing,
    since: row.since,
    seenAt: row.seen_at,
    seenBy: row.seen_en === null ? null : { en: row.seen_en, ur: row.seen_ur! },
    version: row.version,
  }))
}

export async function countOpenGaps(db: Db, agencyId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from charges.gap g
      join cases.case_file c on c.jurisdiction = g.jurisdiction and c.id = g.case_id
    where g.closed_at is null and c.agency_id = ${agencyId} and c.status <> 'closed'`.execute(db)
  return rows[0]!.count
}

/** A supervisor has seen it: it stays until the FIR or the facts close it. Gives back the case. */
export async function saveGapSeen(
  db: Db,
  id: string,
  of: { version: number; by: string; at: Date },
): Promise<{ caseId: string; jurisdiction: string }> {
  const { rows } = await sql<{ caseId: string; jurisdiction: string }>`
    update charges.gap set seen_by = ${of.by}, seen_at = ${of.at}, version = version + 1
    where id = ${id} and version = ${of.version} and closed_at is null and seen_at is null
    returning case_id as "caseId", jurisdiction`.execute(db)
  if (!rows[0]) throw new Problem('stale', 'core/changed-since')
  return rows[0]
}

export type GapChange = 'opened' | 'changed' | 'closed' | 'same'

/** Brings the record of a case's gap up to what the facts and the FIR say now. */
export async function keepGap(
  db: Db,
  file: { jurisdiction: string; id: string },
  gap: FirGap,
  at: { now: Date; closedBy: 'fir' | 'facts' },
): Promise<{ change: GapChange; id: string | null }> {
  const missing = [...new Set(gap.missing.map((one) => one.cited))].sort()
  const { rows } = await sql<{ id: string; kind: string; missing: string[] }>`
    select id, kind, missing from charges.gap
    where jurisdiction = ${file.jurisdiction} and case_id = ${file.id} and closed_at is null
    for update`.execute(db)
  const open = rows[0]
  if (!open && gap.kind === 'none') return { change: 'same', id: null }
  if (!open) return { change: 'opened', id: await insertGap(db, file, gap.kind, missing, at.now) }
  if (gap.kind === 'none') {
    await sql`update charges.gap set closed_at = ${at.now}, closed_by = ${at.closedBy}, version = version + 1
      where jurisdiction = ${file.jurisdiction} and id = ${open.id}`.execute(db)
    return { change: 'closed', id: open.id }
  }
  if (open.kind === gap.kind && open.missing.join() === missing.join())
    return { change: 'same', id: open.id }
  // It says something new: whoever has seen the old one has not seen this.
  await sql`update charges.gap set kind = ${gap.kind}, missing = ${missing}, seen_by = null,
    seen_at = null, version = version + 1
    where jurisdiction = ${file.jurisdiction} and id = ${open.id}`.execute(db)
  return { change: 'changed', id: open.id }
}

async function insertGap(
  db: Db,
  file: { jurisdiction: string; id: string },
  kind: string,
  missing: string[],
  now: Date,
): Promise<string> {
  const id = newId(now.getTime())
  await sql`insert into charges.gap (jurisdiction, id, case_id, kind, missing, since)
    values (${file.jurisdiction}, ${id}, ${file.id}, ${kind}, ${missing}, ${now})`.execute(db)
  return id
}

/** Cases that are not closed, for looking at all of them after the law has changed. */
export async function listOpenCaseIds(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from cases.case_file where status <> 'closed' order by id`.execute(db)
  return rows.map((one) => one.id)
}
