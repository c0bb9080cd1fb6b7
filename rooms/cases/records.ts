import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { Duty } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import {
  type CaseBrief,
  type CloseReason,
  type HandOver,
  prefixOf,
  referenceOf,
  type Status,
} from './case.ts'
import { dayInPakistan } from './dates.ts'
import type { CaseFileTable, CasesTables } from './tables.ts'
import type { CaseView, Colleague, HoldingView, NewCase } from './views.ts'

type Tables = { [Name in keyof CasesTables]: CasesTables[Name] }

export const tables = (db: Db) => db.withTables<Tables>()

export type Fields = Pick<House, 'fields'>

/** Seals a text; nothing, and a text of blanks, stay nothing. */
export const sealOr = (house: Fields, text: string | null | undefined): string | null =>
  text?.trim() ? house.fields.seal(text) : null

export const openOr = (house: Fields, sealed: string | null): string | null =>
  sealed === null ? null : house.fields.open(sealed)

type Row = {
  [K in keyof CaseFileTable]: CaseFileTable[K] extends { __select__: infer S }
    ? S
    : CaseFileTable[K]
}

const briefColumns = [
  'jurisdiction',
  'id',
  'agency_id',
  'team_id',
  'holder_id',
  'held_since',
  'reference',
  'status',
  'report_id',
  'opened_at',
  'next_due_at',
  'version',
] as const

function briefOf(row: Pick<Row, (typeof briefColumns)[number]>): CaseBrief {
  return {
    jurisdiction: row.jurisdiction,
    id: row.id,
    agencyId: row.agency_id,
    teamId: row.team_id,
    holderId: row.holder_id,
    heldSince: row.held_since,
    reference: row.reference,
    status: row.status as Status,
    reportId: row.report_id,
    openedAt: row.opened_at,
    nextDueAt: row.next_due_at,
    version: row.version as unknown as number,
  }
}

export async function findCaseBrief(db: Db, id: string): Promise<CaseBrief | undefined> {
  const row = await tables(db)
    .selectFrom('cases.case_file')
    .select(briefColumns)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && briefOf(row)
}

/**
 * The case without its texts. Throws 'cases/not-yours' to those who could break the glass for a
 * case that exists beyond their reach, and 'cases/no-such-case' to everyone else.
 */
export async function getCaseBrief(db: Db, id: string): Promise<CaseBrief> {
  const brief = await findCaseBrief(db, id)
  if (brief) return brief
  const { rows } = await sql<{
    offers: boolean
  }>`select cases.offers_glass(${id}) as offers`.execute(db)
  if (rows[0]?.offers) throw new Problem('forbidden', 'cases/not-yours')
  throw new Problem('absent', 'cases/no-such-case')
}

/** Where a case beyond the viewer's reach stands; undefined to those who may not break the glass. */
export async function findBehindGlass(
  db: Db,
  id: string,
): Promise<{ jurisdiction: string; holdingAgencyId: string } | undefined> {
  const { rows } = await sql<{ jurisdiction: string; holdingAgencyId: string }>`
    select jurisdiction, agency_id as "holdingAgencyId" from cases.behind_glass(${id})`.execute(db)
  return rows[0]
}

export async function getCaseView(db: Db, house: Fields, id: string): Promise<CaseView> {
  const brief = await getCaseBrief(db, id)
  const row = await tables(db)
    .selectFrom('cases.case_file as c')
    .innerJoin('core.agency as g', 'g.id', 'c.agency_id')
    .innerJoin('core.account as a', 'a.id', 'c.holder_id')
    .select(['c.title_sealed', 'c.summary_sealed'])
    .select(['g.name_en as agency_en', 'g.name_ur as agency_ur', 'a.name_en', 'a.name_ur'])
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    ...brief,
    title: house.fields.open(row.title_sealed),
    summary: openOr(house, row.summary_sealed),
    agency: { en: row.agency_en, ur: row.agency_ur },
    holder: { en: row.name_en, ur: row.name_ur },
  }
}

export async function insertCase(db: Db, house: Fields, of: NewCase): Promise<CaseBrief> {
  const id = newId(of.openedAt.getTime())
  const openedAt = of.openedAt.toISOString()
  const reference = await takeReference(db, of.agencyId, openedAt)
  const brief: CaseBrief = {
    jurisdiction: of.jurisdiction,
    id,
    agencyId: of.agencyId,
    teamId: of.teamId,
    holderId: of.holderId,
    heldSince: openedAt,
    reference,
    status: 'open',
    reportId: of.reportId ?? null,
    openedAt,
    nextDueAt: null,
    version: 1,
  }
  await tables(db)
    .insertInto('cases.case_file')
    .values({
      jurisdiction: of.jurisdiction,
      id,
      agency_id: of.agencyId,
      team_id: of.teamId,
      holder_id: of.holderId,
      held_since: openedAt,
      reference,
      title_sealed: house.fields.seal(of.title),
      summary_sealed: sealOr(house, of.summary),
      report_id: of.reportId ?? null,
      opened_at: openedAt,
      opened_by: of.openedBy,
    })
    .execute()
  await insertHolding(db, brief, {
    reason: 'opened',
    words: null,
    since: openedAt,
    by: of.openedBy,
  })
  return brief
}

async function insertHolding(
  db: Db,
  file: Pick<CaseBrief, 'jurisdiction' | 'id' | 'holderId' | 'teamId'>,
  why: { reason: string; words: string | null; since: string; by: string | null },
): Promise<void> {
  await tables(db)
    .insertInto('cases.holding')
    .values({
      jurisdiction: file.jurisdiction,
      id: newId(),
      case_id: file.id,
      holder_id: file.holderId,
      team_id: file.teamId,
      since: why.since,
      reason: why.reason,
      words_sealed: why.words,
      moved_by: why.by,
    })
    .execute()
}

/** The next reference of an agency in a year. Waits only for openings in the same agency. */
async function takeReference(db: Db, agencyId: string, openedAt: string): Promise<string> {
  const prefix = await prefixOfAgency(db, agencyId)
  const year = Number(dayInPakistan(new Date(openedAt)).slice(0, 4))
  const { rows } = await sql<{ last: number }>`
    insert into cases.reference_counter (agency_id, year, last) values (${agencyId}, ${year}, 1)
    on conflict (agency_id, year) do update set last = reference_counter.last + 1
    returning last`.execute(db)
  return referenceOf(prefix, year, rows[0]!.last)
}

async function prefixOfAgency(db: Db, agencyId: string): Promise<string> {
  const found = await findPrefix(db, agencyId)
  if (found) return found
  const { rows } = await sql<{ place: string }>`select coalesce(p.name_en, g.name_en) as place
    from core.agency g left join core.place p on p.code = g.place_code where g.id = ${agencyId}`.execute(
    db,
  )
  const wanted = prefixOf(rows[0]?.place ?? 'Panah')
  // Two agencies of one town need two prefixes: the later gets a number behind its letters.
  for (let number = 1; ; number += 1) {
    const prefix = number === 1 ? wanted : `${wanted}${number}`
    await sql`insert into cases.reference_prefix (agency_id, prefix) values (${agencyId}, ${prefix})
      on conflict do nothing`.execute(db)
    const own = await findPrefix(db, agencyId)
    if (own) return own
  }
}

async function findPrefix(db: Db, agencyId: string): Promise<string | undefined> {
  const row = await tables(db)
    .selectFrom('cases.reference_prefix')
    .select('prefix')
    .where('agency_id', '=', agencyId)
    .executeTakeFirst()
  return row?.prefix
}

const changedSince = () => new Problem('stale', 'core/changed-since')

export async function saveCase(
  db: Db,
  house: Fields,
  file: CaseBrief,
  change: { title: string; summary: string | null },
  version: number,
): Promise<void> {
  const { numUpdatedRows } = await tables(db)
    .updateTable('cases.case_file')
    .set({
      title_sealed: house.fields.seal(change.title),
      summary_sealed: sealOr(house, change.summary),
      version: version + 1,
    })
    .where('id', '=', file.id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!numUpdatedRows) throw changedSince()
}

export async function saveStatus(
  db: Db,
  house: Fields,
  file: CaseBrief,
  from: Status,
  why: { words: string; because: CloseReason | null; by: string; version: number },
): Promise<void> {
  const { numUpdatedRows } = await tables(db)
    .updateTable('cases.case_file')
    .set({ status: file.status, version: why.version + 1 })
    .where('id', '=', file.id)
    .where('version', '=', why.version)
    .executeTakeFirst()
  if (!numUpdatedRows) throw changedSince()
  await tables(db)
    .insertInto('cases.status_change')
    .values({
      jurisdiction: file.jurisdiction,
      id: newId(),
      case_id: file.id,
      from_status: from,
      to_status: file.status,
      words_sealed: house.fields.seal(why.words),
      because: file.status === 'closed' ? why.because : null,
      changed_by: why.by,
    })
    .execute()
}

/** The last change of a case's status in codes; undefined where it is as it was opened. */
export async function findStatusChange(db: Db, caseId: string) {
  return tables(db)
    .selectFrom('cases.status_change')
    .select(['to_status as status', 'because', 'changed_at as at'])
    .where('case_id', '=', caseId)
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Whether a case was opened from a report; runs as the system. */
export async function hasCase(db: Db, reportId: string): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('cases.case_file')
    .select('id')
    .where('report_id', '=', reportId)
    .executeTakeFirst()
  return row !== undefined
}

/** Every case, for whoever counts them all; runs as the system. */
export async function listCaseIds(db: Db): Promise<string[]> {
  const rows = await tables(db).selectFrom('cases.case_file').select('id').execute()
  return rows.map(({ id }) => id)
}

/** Gives the file to another; ends one holding and begins the next. Ask permission before. */
export async function saveHandOver(
  db: Db,
  house: Fields,
  file: CaseBrief,
  over: HandOver & { teamId: string | null; at: Date; by: string; version: number },
): Promise<void> {
  const at = over.at.toISOString()
  // The one who hands over may no longer see the row that results: that is no reason to refuse.
  await asSystemWithin(db, async () => {
    const { numUpdatedRows } = await tables(db)
      .updateTable('cases.case_file')
      .set({ holder_id: over.to, team_id: over.teamId, held_since: at, version: over.version + 1 })
      .where('id', '=', file.id)
      .where('version', '=', over.version)
      .executeTakeFirst()
    if (!numUpdatedRows) throw changedSince()
    await tables(db)
      .updateTable('cases.holding')
      .set({ until: at })
      .where('case_id', '=', file.id)
      .where('until', 'is', null)
      .execute()
    await insertHolding(
      db,
      { ...file, holderId: over.to, teamId: over.teamId },
      { reason: over.reason, words: sealOr(house, over.words), since: at, by: over.by },
    )
  })
}

async function asSystemWithin(db: Db, work: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{
    before: string
  }>`select coalesce(current_setting('panah.system', true), '') as before,
    set_config('panah.system', 'yes', true)`.execute(db)
  await work()
  await sql`select set_config('panah.system', ${rows[0]!.before}, true)`.execute(db)
}

/** Active staff of an agency. */
export async function listColleagues(db: Db, agencyId: string): Promise<Colleague[]> {
  const { rows } = await sql<{
    id: string
    name_en: string
    name_ur: string
    team_id: string | null
    duties: string[]
  }>`
    select id, name_en, name_ur, team_id, duties from core.account
    where agency_id = ${agencyId} and state = 'active' order by name_en`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    name: { en: row.name_en, ur: row.name_ur },
    teamId: row.team_id,
    duties: row.duties as Duty[],
  }))
}

export async function listHoldings(db: Db, house: Fields, caseId: string): Promise<HoldingView[]> {
  const rows = await tables(db)
    .selectFrom('cases.holding as h')
    .innerJoin('core.account as a', 'a.id', 'h.holder_id')
    .select(['h.since', 'h.until', 'h.reason', 'h.words_sealed', 'a.name_en', 'a.name_ur'])
    .where('h.case_id', '=', caseId)
    .orderBy('h.since', 'desc')
    .execute()
  return rows.map((row) => ({
    holder: { en: row.name_en, ur: row.name_ur },
    since: row.since,
    until: row.until,
    reason: row.reason as HoldingView['reason'],
    words: openOr(house, row.words_sealed),
  }))
}

/** An active colleague of that agency. Throws for anybody else. */
export async function getColleague(db: Db, agencyId: string, id: string): Promise<Colleague> {
  const found = (await listColleagues(db, agencyId)).find((one) => one.id === id)
  if (!found) throw new Problem('input', 'cases/not-a-colleague')
  return found
}

/** Why the case was suspended, closed or taken up again, the latest first. */
export async function listStatusChanges(db: Db, house: Fields, caseId: string) {
  const rows = await tables(db)
    .selectFrom('cases.status_change as s')
    .innerJoin('core.account as a', 'a.id', 's.changed_by')
    .select(['s.to_status', 's.words_sealed', 's.changed_at', 'a.name_en', 'a.name_ur'])
    .where('s.case_id', '=', caseId)
    .orderBy('s.id', 'desc')
    .execute()
  return rows.map((row) => ({
    status: row.to_status as Status,
    words: house.fields.open(row.words_sealed),
    at: row.changed_at,
    by: { en: row.name_en, ur: row.name_ur },
  }))
}
