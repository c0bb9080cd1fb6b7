import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type {
  Answer,
  CheckResult,
  CorrectiveCode,
  InspectionState,
  ItemCode,
  VisitReason,
} from './inspection.ts'
import type { Kind } from './licence.ts'

type Sealing = Pick<House, 'fields'>

export interface Inspection {
  id: string
  jurisdiction: string
  agencyId: string
  licensee: {
    id: string
    kind: Kind
    licenceNumber: string
    name: Name
    address: string
    phones: string[]
  }
  state: InspectionState
  reasons: VisitReason[]
  plannedFor: string | null
  on: string | null
  words: string | null
  writtenOffline: boolean
  by: Name | null
  faults: number
  openOrders: number
  version: number
}

interface Row {
  id: string
  jurisdiction: string
  agencyId: string
  licenseeId: string
  kind: Kind
  licenceNumber: string
  nameEn: string
  nameUr: string
  address: string
  phones: string[]
  state: InspectionState
  reasons: VisitReason[]
  plannedFor: string | null
  on: string | null
  wordsSealed: string | null
  writtenOffline: boolean
  byEn: string | null
  byUr: string | null
  faults: number
  openOrders: number
  version: number
}

const inspections = sql`select i.id, i.jurisdiction, i.agency_id as "agencyId",
    i.licensee_id as "licenseeId", l.kind, l.licence_number as "licenceNumber", l.name_en as "nameEn",
    l.name_ur as "nameUr", l.address, l.phones, i.state, i.reasons, i.planned_for as "plannedFor",
    i.on_day as "on", i.words_sealed as "wordsSealed", i.written_offline as "writtenOffline",
    a.name_en as "byEn", a.name_ur as "byUr", i.version,
    (select count(*)::int from recruiters.inspection_finding f where f.jurisdiction = i.jurisdiction
      and f.inspection_id = i.id and f.answer = 'not-in-order') as faults,
    (select count(*)::int from recruiters.corrective c where c.jurisdiction = i.jurisdiction
      and c.inspection_id = i.id and c.done_on is null) as "openOrders"
  from recruiters.inspection i join recruiters.licensee l on l.id = i.licensee_id
  left join core.account a on a.id = i.made_by`

function inspectionOf({ fields }: Sealing, row: Row): Inspection {
  return {
    id: row.id,
    jurisdiction: row.jurisdiction,
    agencyId: row.agencyId,
    licensee: {
      id: row.licenseeId,
      kind: row.kind,
      licenceNumber: row.licenceNumber,
      name: { en: row.nameEn || row.nameUr, ur: row.nameUr || row.nameEn },
      address: row.address,
      phones: row.phones,
    },
    state: row.state,
    reasons: row.reasons,
    plannedFor: row.plannedFor,
    on: row.on,
    words: row.wordsSealed ? fields.open(row.wordsSealed) : null,
    writtenOffline: row.writtenOffline,
    by: row.byEn !== null && row.byUr !== null ? { en: row.byEn, ur: row.byUr } : null,
    faults: row.faults,
    openOrders: row.openOrders,
    version: row.version,
  }
}

export async function getInspection(db: Db, house: Sealing, id: string): Promise<Inspection> {
  const { rows } = await sql<Row>`${inspections} where i.id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'recruiters/no-such-inspection')
  return inspectionOf(house, rows[0])
}

/** Planned ones by their day, then those made, the newest first. */
export async function listInspections(
  db: Db,
  house: Sealing,
  of: { licenseeId?: string | undefined },
): Promise<Inspection[]> {
  const { rows } = await sql<Row>`${inspections}
    where i.state <> 'dropped'
      and (${of.licenseeId ?? null}::uuid is null or i.licensee_id = ${of.licenseeId ?? null})
    order by i.state = 'planned' desc, case when i.state = 'planned' then i.planned_for end,
      i.on_day desc, i.id desc limit 200`.execute(db)
  return rows.map((row) => inspectionOf(house, row))
}

/** Licensees whom this office has planned to visit. */
export async function listPlanned(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select distinct licensee_id as id
    from recruiters.inspection where state = 'planned'`.execute(db)
  return new Set(rows.map((row) => row.id))
}

interface Writer {
  jurisdiction: string
  agencyId: string
  id: string
  at: Date
}

export async function planInspection(
  db: Db,
  of: { licenseeId: string; plannedFor: string; reasons: readonly VisitReason[] },
  by: Writer,
): Promise<string> {
  const id = newId()
  await sql`insert into recruiters.inspection (jurisdiction, id, agency_id, licensee_id, state,
      reasons, planned_for, planned_by, recorded_at)
    values (${by.jurisdiction}, ${id}, ${by.agencyId}, ${of.licenseeId}, 'planned',
      ${[...of.reasons]}::text[], ${of.plannedFor}, ${by.id}, ${by.at})`.execute(db)
  return id
}

export async function dropInspection(db: Db, id: string, version: number): Promise<void> {
  const { numAffectedRows } = await sql`update recruiters.inspection
    set state = 'dropped', version = version + 1
    where id = ${id} and version = ${version} and state = 'planned'`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}

export interface Visit {
  licenseeId: string
  on: string
  words: string | null
  writtenOffline: boolean
  findings: readonly { item: ItemCode; answer: Answer; words: string | null }[]
  photos: readonly { item: ItemCode | null; type: string; base64: string }[]
  orders: readonly { code: CorrectiveCode; words: string | null; dueOn: string }[]
}

/**
 * Writes a visit with all it found, as what came of a planned one or as one of its own. Refuses
 * where somebody has made or dropped the planned visit meanwhile.
 */
export async function addVisit(
  db: Db,
  house: Sealing,
  planned: Pick<Inspection, 'id'> | null,
  visit: Visit,
  by: Writer,
): Promise<string> {
  const seal = (text: string | null) => (text ? house.fields.seal(text) : null)
  const id = planned?.id ?? newId()
  const made = planned
    ? await sql`update recruiters.inspection set state = 'made', on_day = ${visit.on},
        words_sealed = ${seal(visit.words)}, written_offline = ${visit.writtenOffline},
        made_by = ${by.id}, recorded_at = ${by.at}, version = version + 1
        where id = ${id} and state = 'planned'`.execute(db)
    : await sql`insert into recruiters.inspection (jurisdiction, id, agency_id, licensee_id, state,
        on_day, words_sealed, written_offline, made_by, recorded_at)
        values (${by.jurisdiction}, ${id}, ${by.agencyId}, ${visit.licenseeId}, 'made', ${visit.on},
          ${seal(visit.words)}, ${visit.writtenOffline}, ${by.id}, ${by.at})`.execute(db)
  if (!made.numAffectedRows) throw new Problem('conflict', 'recruiters/visited-meanwhile')
  for (const one of visit.findings)
    await sql`insert into recruiters.inspection_finding (jurisdiction, inspection_id, item, answer,
        words_sealed)
      values (${by.jurisdiction}, ${id}, ${one.item}, ${one.answer}, ${seal(one.words)})`.execute(
      db,
    )
  for (const one of visit.photos)
    await sql`insert into recruiters.inspection_photo (jurisdiction, id, inspection_id, item, type,
        picture_sealed)
      values (${by.jurisdiction}, ${newId()}, ${id}, ${one.item}, ${one.type},
        ${seal(one.base64)})`.execute(db)
  for (const one of visit.orders)
    await sql`insert into recruiters.corrective (jurisdiction, id, inspection_id, code,
        words_sealed, due_on, recorded_by, recorded_at)
      values (${by.jurisdiction}, ${newId()}, ${id}, ${one.code}, ${seal(one.words)}, ${one.dueOn},
        ${by.id}, ${by.at})`.execute(db)
  return id
}

export interface Finding {
  item: ItemCode
  answer: Answer
  words: string | null
}

export async function listFindings(
  db: Db,
  { fields }: Sealing,
  inspectionId: string,
): Promise<Finding[]> {
  const { rows } = await sql<{ item: ItemCode; answer: Answer; words_sealed: string | null }>`
    select item, answer, words_sealed from recruiters.inspection_finding
    where inspection_id = ${inspectionId}`.execute(db)
  return rows.map(({ words_sealed, ...rest }) => ({
    ...rest,
    words: words_sealed ? fields.open(words_sealed) : null,
  }))
}

export async function listPhotos(
  db: Db,
  inspectionId: string,
): Promise<{ id: string; item: ItemCode | null }[]> {
  const { rows } = await sql<{ id: string; item: ItemCode | null }>`select id, item
    from recruiters.inspection_photo where inspection_id = ${inspectionId} order by id`.execute(db)
  return rows
}

export async function getPhoto(
  db: Db,
  { fields }: Sealing,
  of: { inspectionId: string; id: string },
): Promise<{ type: string; bytes: Buffer }> {
  const { rows } = await sql<{ type: string; picture_sealed: string }>`select type, picture_sealed
    from recruiters.inspection_photo
    where inspection_id = ${of.inspectionId} and id = ${of.id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'recruiters/no-such-photo')
  return {
    type: rows[0].type,
    bytes: Buffer.from(fields.open(rows[0].picture_sealed), 'base64'),
  }
}

export interface Corrective {
  id: string
  jurisdiction: string
  inspectionId: string
  agencyId: string
  licensee: { id: string; name: Name }
  code: CorrectiveCode
  words: string | null
  dueOn: string
  doneOn: string | null
  on: string
  version: number
  checks: { id: string; on: string; result: CheckResult; words: string | null; by: Name }[]
}

/** Corrective orders of an inspection, or one of them, or all that are still due. */
export async function listCorrectives(
  db: Db,
  { fields }: Sealing,
  of: { inspectionId: string } | { id: string } | 'open',
): Promise<Corrective[]> {
  const inspectionId = typeof of === 'object' && 'inspectionId' in of ? of.inspectionId : null
  const id = typeof of === 'object' && 'id' in of ? of.id : null
  const { rows } = await sql<{
    id: string
    jurisdiction: string
    inspectionId: string
    agencyId: string
    licenseeId: string
    nameEn: string
    nameUr: string
    code: CorrectiveCode
    wordsSealed: string | null
    dueOn: string
    doneOn: string | null
    on: string
    version: number
    checks: {
      id: string
      on: string
      result: CheckResult
      sealed: string | null
      en: string
      ur: string
    }[]
  }>`select c.id, c.jurisdiction, c.inspection_id as "inspectionId", i.agency_id as "agencyId",
      i.licensee_id as "licenseeId", l.name_en as "nameEn", l.name_ur as "nameUr", c.code,
      c.words_sealed as "wordsSealed", c.due_on as "dueOn", c.done_on as "doneOn",
      i.on_day as "on", c.version,
      coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'on', k.on_day, 'result', k.result,
          'sealed', k.words_sealed, 'en', a.name_en, 'ur', a.name_ur) order by k.on_day, k.checked_at)
        from recruiters.corrective_check k join core.account a on a.id = k.checked_by
        where k.jurisdiction = c.jurisdiction and k.corrective_id = c.id), '[]') as checks
    from recruiters.corrective c
    join recruiters.inspection i on i.jurisdiction = c.jurisdiction and i.id = c.inspection_id
    join recruiters.licensee l on l.id = i.licensee_id
    where c.inspection_id = ${inspectionId} or c.id = ${id}
      or (${of === 'open'} and c.done_on is null)
    order by c.done_on is not null, c.due_on, c.id limit 200`.execute(db)
  const opened = (sealed: string | null) => (sealed ? fields.open(sealed) : null)
  return rows.map(({ licenseeId, nameEn, nameUr, wordsSealed, checks, ...rest }) => ({
    ...rest,
    licensee: { id: licenseeId, name: { en: nameEn || nameUr, ur: nameUr || nameEn } },
    words: opened(wordsSealed),
    checks: checks.map(({ sealed, en, ur, ...check }) => ({
      ...check,
      words: opened(sealed),
      by: { en, ur },
    })),
  }))
}

export async function saveCheck(
  db: Db,
  { fields }: Sealing,
  order: Pick<Corrective, 'id' | 'jurisdiction'>,
  check: {
    on: string
    result: CheckResult
    newDueOn: string | null
    words: string | null
    version: number
    by: string
    at: Date
  },
): Promise<void> {
  const { numAffectedRows } = await sql`update recruiters.corrective
    set done_on = ${check.result === 'done' ? check.on : null}::date,
      due_on = coalesce(${check.newDueOn}::date, due_on), version = version + 1
    where jurisdiction = ${order.jurisdiction} and id = ${order.id} and version = ${check.version}
      and done_on is null`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
  await sql`insert into recruiters.corrective_check (jurisdiction, id, corrective_id, on_day, result,
      new_due_on, words_sealed, checked_by, checked_at)
    values (${order.jurisdiction}, ${newId()}, ${order.id}, ${check.on}, ${check.result},
      ${check.newDueOn}, ${check.words ? fields.seal(check.words) : null}, ${check.by},
      ${check.at})`.execute(db)
}
