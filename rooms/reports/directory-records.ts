import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { AgencyKind, Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { ReportKind } from './report.ts'
import type { PublicDesk } from './shapes.ts'

interface DeskRow {
  id: string
  key: string
  name_en: string
  name_ur: string
  agency_en: string
  agency_ur: string
  agency_kind: AgencyKind
  places: string[]
  kinds: ReportKind[]
  jurisdiction: string
  epoch: number
  statement: string
  signature: string
}

/** The desks that can be written to at this moment: those whose newest epoch is valid now. */
export async function listOpenDesks(db: Db, now: Date): Promise<PublicDesk[]> {
  const { rows } = await sql<DeskRow>`
    select d.id, d.key, d.name_en, d.name_ur, a.name_en as agency_en, a.name_ur as agency_ur,
      a.kind as agency_kind, d.places, d.kinds, d.jurisdiction, e.epoch, e.statement, e.signature
    from reports.desk d join core.agency a on a.id = d.agency_id
    join lateral (select * from reports.desk_epoch e where e.desk_id = d.id order by e.epoch desc limit 1) e on true
    where d.takes_reports and e.valid_from <= ${now} and e.valid_until > ${now}
    order by d.jurisdiction, d.name_en`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    code: row.key,
    name: { en: row.name_en, ur: row.name_ur },
    agencyName: { en: row.agency_en, ur: row.agency_ur },
    agencyKind: row.agency_kind,
    places: row.places,
    jurisdiction: row.jurisdiction,
    kinds: row.kinds,
    epoch: row.epoch,
    certificate: { statement: row.statement, signature: row.signature },
  }))
}

export interface CurrentDesk {
  id: string
  name: Name
  jurisdiction: string
  epoch: number
}

/**
 * The desk, if `epoch` is its newest and valid now; otherwise the sender fetches the desks and wraps the key anew.
 */
export async function getCurrentDesk(
  db: Db,
  deskId: string,
  epoch: number,
  now: Date,
): Promise<CurrentDesk> {
  const { rows } = await sql<CurrentDesk & { name_en: string; name_ur: string; current: boolean }>`
    select d.id, d.jurisdiction, d.name_en, d.name_ur, e.epoch,
      d.takes_reports and e.valid_from <= ${now} and e.valid_until > ${now} as current
    from reports.desk d
    join lateral (select * from reports.desk_epoch e where e.desk_id = d.id order by e.epoch desc limit 1) e on true
    where d.id = ${deskId}`.execute(db)
  const [row] = rows
  const desk = row && { ...row, name: { en: row.name_en, ur: row.name_ur } }
  return refuseStaleDesk(desk ?? null, epoch)
}

export function refuseStaleDesk(
  desk: (CurrentDesk & { current: boolean }) | null,
  epoch: number,
): CurrentDesk {
  if (!desk) throw new Problem('absent', 'reports/no-such-desk')
  if (!desk.current || desk.epoch !== epoch)
    throw new Problem('conflict', 'reports/epoch-has-changed')
  const { id, jurisdiction, name } = desk
  return { id, jurisdiction, epoch, name }
}

/** The salt of every receipt of this installation, base64 of 16 bytes. */
export async function getReceiptSalt(db: Db): Promise<string> {
  const { rows } = await sql<{
    value: string
  }>`select value from core.setting where key = 'reports.receipt-salt'`.execute(db)
  return rows[0]!.value
}

/** Every certificate of the desks that have held a report: old ones too, because old replies are verified by them. */
export async function listKeysOf(db: Db, deskIds: readonly string[]) {
  const { rows } = await sql<{
    desk_id: string
    epoch: number
    statement: string
    signature: string
    name_en: string
    name_ur: string
  }>`select e.desk_id, e.epoch, e.statement, e.signature, d.name_en, d.name_ur
    from reports.desk_epoch e join reports.desk d on d.id = e.desk_id
    where e.desk_id = any (${`{${deskIds.join(',')}}`}::uuid[]) order by e.desk_id, e.epoch`.execute(
    db,
  )
  return rows.map((row) => ({
    deskId: row.desk_id,
    name: { en: row.name_en, ur: row.name_ur },
    epoch: row.epoch,
    certificate: { statement: row.statement, signature: row.signature },
  }))
}

export async function isPlace(db: Db, code: string): Promise<boolean> {
  const { rows } = await sql`select 1 from core.place where code = ${code}`.execute(db)
  return rows.length > 0
}

export async function getDesk(
  db: Db,
  id: string,
): Promise<{ id: string; name: Name; jurisdiction: string }> {
  const { rows } = await sql<{ jurisdiction: string; name_en: string; name_ur: string }>`
    select jurisdiction, name_en, name_ur from reports.desk where id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'reports/no-such-desk')
  const { jurisdiction, name_en, name_ur } = rows[0]
  return { id, jurisdiction, name: { en: name_en, ur: name_ur } }
}
