import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { PartyRole } from './site.ts'
import { openOr, type Sealing, type Site, sealOr } from './site-records.ts'
import {
  type Basis,
  type CheckResult,
  type CorrectiveCode,
  type FindingCode,
  findingCodes,
  type VisitReason,
} from './visit.ts'

type AtSite = Pick<Site, 'id' | 'jurisdiction'>

export interface FindingWritten {
  code: FindingCode
  basis: Basis
  people: number | null
  words: string | null
}

export interface Picture {
  type: string
  base64: string
}

export interface CorrectiveWritten {
  code: CorrectiveCode
  toRole: PartyRole
  dueOn: string
  words: string | null
}

export interface VisitWritten {
  reason: VisitReason
  on: string
  workersSeen: number | null
  childrenSeen: number | null
  words: string | null
  findings: readonly (FindingWritten & { photos: readonly Picture[] })[]
  orders: readonly CorrectiveWritten[]
  writtenOffline: boolean
}

/** Writes a visit down with what was found and ordered; gives back the id. */
export async function addVisit(
  db: Db,
  house: Sealing,
  site: AtSite,
  one: VisitWritten & { by: string; at: Date },
): Promise<string> {
  const { jurisdiction, id: siteId } = site
  const id = newId()
  await sql`insert into worksites.visit (jurisdiction, id, site_id, reason, on_day, workers_seen,
      children_seen, words_sealed, written_offline, made_by, recorded_at)
    values (${jurisdiction}, ${id}, ${siteId}, ${one.reason}, ${one.on}, ${one.workersSeen},
      ${one.childrenSeen}, ${sealOr(house, one.words)}, ${one.writtenOffline}, ${one.by}, ${one.at})`.execute(
    db,
  )
  for (const { code, basis, people, words, photos } of one.findings) {
    const findingId = newId()
    await sql`insert into worksites.finding (jurisdiction, id, site_id, visit_id, code, basis, people, words_sealed)
      values (${jurisdiction}, ${findingId}, ${siteId}, ${id}, ${code}, ${basis}, ${people}, ${sealOr(house, words)})`.execute(
      db,
    )
    for (const { type, base64 } of photos)
      await sql`insert into worksites.photo (jurisdiction, id, site_id, finding_id, type, picture_sealed)
        values (${jurisdiction}, ${newId()}, ${siteId}, ${findingId}, ${type},
          ${house.fields.seal(base64)})`.execute(db)
  }
  for (const { code, toRole, dueOn, words } of one.orders) {
    await sql`insert into worksites.corrective (jurisdiction, id, site_id, visit_id, code, to_role,
        words_sealed, due_on, recorded_by, recorded_at)
      values (${jurisdiction}, ${newId()}, ${siteId}, ${id}, ${code}, ${toRole}, ${sealOr(house, words)},
        ${dueOn}, ${one.by}, ${one.at})`.execute(db)
  }
  return id
}

export interface Visit {
  id: string
  siteId: string
  reason: VisitReason
  on: string
  workersSeen: number | null
  childrenSeen: number | null
  words: string | null
  writtenOffline: boolean
  by: Name
  findings: (FindingWritten & { id: string; photos: string[] })[]
}

interface VisitRow {
  id: string
  site_id: string
  reason: VisitReason
  on_day: string
  workers_seen: number | null
  children_seen: number | null
  words_sealed: string | null
  written_offline: boolean
  name_en: string
  name_ur: string
}

interface FindingRow {
  id: string
  visit_id: string
  code: FindingCode
  basis: Basis
  people: number | null
  words_sealed: string | null
}

/** The visits of a site, the latest first. */
export async function listVisits(db: Db, house: Sealing, siteId: string): Promise<Visit[]> {
  const { rows } = await sql<VisitRow>`select v.*, a.name_en, a.name_ur
    from worksites.visit v join core.account a on a.id = v.made_by
    where v.site_id = ${siteId} order by v.on_day desc, v.id desc`.execute(db)
  const found = await sql<FindingRow>`select id, visit_id, code, basis, people, words_sealed
    from worksites.finding where site_id = ${siteId}
    order by array_position(${`{${findingCodes.join(',')}}`}::text[], code), id`.execute(db)
  const photos = await sql<{ id: string; finding_id: string }>`select id, finding_id
    from worksites.photo where site_id = ${siteId} order by id`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    siteId: row.site_id,
    reason: row.reason,
    on: row.on_day,
    workersSeen: row.workers_seen,
    childrenSeen: row.children_seen,
    words: openOr(house, row.words_sealed),
    writtenOffline: row.written_offline,
    by: { en: row.name_en, ur: row.name_ur },
    findings: found.rows
      .filter((one) => one.visit_id === row.id)
      .map(({ id, code, basis, people, words_sealed }) => ({
        id,
        code,
        basis,
        people,
        words: openOr(house, words_sealed),
        photos: photos.rows.filter((photo) => photo.finding_id === id).map((photo) => photo.id),
      })),
  }))
}

export async function getPhoto(
  db: Db,
  { fields }: Sealing,
  id: string,
): Promise<{ siteId: string; type: string; bytes: Uint8Array }> {
  const { rows } = await sql<{ site_id: string; type: string; picture_sealed: string }>`
    select site_id, type, picture_sealed from worksites.photo where id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'worksites/no-such-photo')
  const { site_id: siteId, type, picture_sealed } = rows[0]
  return { siteId, type, bytes: Buffer.from(fields.open(picture_sealed), 'base64') }
}

export interface CorrectiveRecord extends CorrectiveWritten {
  id: string
  siteId: string
  jurisdiction: string
  doneOn: string | null
  checks: { id: string; on: string; result: CheckResult; words: string | null; by: Name }[]
  version: number
}

interface CorrectiveRow {
  id: string
  site_id: string
  jurisdiction: string
  code: CorrectiveCode
  to_role: PartyRole
  words_sealed: string | null
  due_on: string
  done_on: string | null
  version: number
}

interface CheckRow {
  id: string
  corrective_id: string
  on_day: string
  result: CheckResult
  words_sealed: string | null
  name_en: string
  name_ur: string
}

/** Corrective orders of a site or one of them, those still open first. */
export async function listCorrectives(
  db: Db,
  house: Sealing,
  of: { siteId: string } | { id: string },
): Promise<CorrectiveRecord[]> {
  const siteId = 'siteId' in of ? of.siteId : null
  const id = 'id' in of ? of.id : null
  const { rows } = await sql<CorrectiveRow>`select * from worksites.corrective
    where site_id = ${siteId} or id = ${id} order by done_on is not null, due_on, id`.execute(db)
  const ids = `{${rows.map((row) => row.id).join(',')}}`
  const checks = await sql<CheckRow>`select k.*, a.name_en, a.name_ur
    from worksites.corrective_check k join core.account a on a.id = k.checked_by
    where k.corrective_id = any (${ids}::uuid[]) order by k.on_day, k.id`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    siteId: row.site_id,
    jurisdiction: row.jurisdiction,
    code: row.code,
    toRole: row.to_role,
    words: openOr(house, row.words_sealed),
    dueOn: row.due_on,
    doneOn: row.done_on,
    version: row.version,
    checks: checks.rows
      .filter((one) => one.corrective_id === row.id)
      .map((one) => ({
        id: one.id,
        on: one.on_day,
        result: one.result,
        words: openOr(house, one.words_sealed),
        by: { en: one.name_en, ur: one.name_ur },
      })),
  }))
}

export async function getCorrective(db: Db, house: Sealing, id: string): Promise<CorrectiveRecord> {
  const [order] = await listCorrectives(db, house, { id })
  if (!order) throw new Problem('absent', 'worksites/no-such-order')
  return order
}

/** Keeps what a follow-up found of an order; refuses where the page was stale. */
export async function saveCheck(
  db: Db,
  house: Sealing,
  order: CorrectiveRecord,
  check: {
    on: string
    result: CheckResult
    newDueOn: string | null
    words: string | null
    by: string
    at: Date
    version: number
  },
): Promise<void> {
  const { numAffectedRows } = await sql`update worksites.corrective set
      done_on = ${check.result === 'done' ? check.on : null},
      due_on = coalesce(${check.newDueOn}::date, due_on), version = version + 1
    where id = ${order.id} and version = ${check.version} and done_on is null`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
  await sql`insert into worksites.corrective_check (jurisdiction, id, site_id, corrective_id, on_day,
      result, new_due_on, words_sealed, checked_by, checked_at)
    values (${order.jurisdiction}, ${newId()}, ${order.siteId}, ${order.id}, ${check.on}, ${check.result},
      ${check.newDueOn}, ${sealOr(house, check.words)}, ${check.by}, ${check.at})`.execute(db)
}

/** Orders, follow-ups and steps after a release, and decisions whose last day has passed. */
export async function countOverdue(db: Db, today: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select (
      (select count(*) from worksites.corrective where done_on is null and due_on < ${today})
      + (select count(*) from worksites.step where done_on is null and due_on < ${today})
      + (select count(*) from worksites.decision d
          join worksites.meeting m on m.jurisdiction = d.jurisdiction and m.id = d.meeting_id
          join worksites.committee c on c.jurisdiction = d.jurisdiction and c.id = d.committee_id
          where d.done_on is null and d.due_on < ${today} and m.struck_on is null
            and c.ended_on is null))::int as n`.execute(db)
  return rows[0]!.n
}
