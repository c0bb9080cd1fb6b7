import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { Figure } from './figures.ts'

export interface FigureVersion {
  jurisdiction: string
  key: string
  version: number
  body: Figure
  writtenBy: string
  writtenAt: string
  confirmedBy: string | null
  confirmedAt: string | null
  takenBackAt: string | null
  reason: string | null
}

const fields = sql`jurisdiction, key, version, body, written_by as "writtenBy", written_at as "writtenAt",
  confirmed_by as "confirmedBy", confirmed_at as "confirmedAt", taken_back_at as "takenBackAt", reason`

/** Every version that the viewer may read, the newest of each figure first. */
export async function listFigureVersions(db: Db): Promise<FigureVersion[]> {
  const { rows } = await sql<FigureVersion>`select ${fields} from statistics.figure_version
    order by key, version desc`.execute(db)
  return rows
}

/** Adds a version; false where somebody else has added that one. */
export async function addFigureVersion(
  db: Db,
  of: { jurisdiction: string; version: number; body: Figure; by: string; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into statistics.figure_version
      (jurisdiction, key, version, body, written_by, written_at)
    values (${of.jurisdiction}, ${of.body.key}, ${of.version}, ${JSON.stringify(of.body)}::jsonb,
      ${of.by}, ${of.now}) on conflict do nothing`.execute(db)
  return Number(numAffectedRows) > 0
}

export async function confirmFigure(
  db: Db,
  of: { key: string; version: number; by: string; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update statistics.figure_version
    set confirmed_by = ${of.by}, confirmed_at = ${of.now}
    where key = ${of.key} and version = ${of.version} and confirmed_at is null and taken_back_at is null`.execute(
    db,
  )
  return Number(numAffectedRows) > 0
}

export async function takeBackFigure(
  db: Db,
  of: { key: string; version: number; reason: string; by: string; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update statistics.figure_version
    set taken_back_by = ${of.by}, taken_back_at = ${of.now}, reason = ${of.reason}
    where key = ${of.key} and version = ${of.version} and taken_back_at is null`.execute(db)
  return Number(numAffectedRows) > 0
}
