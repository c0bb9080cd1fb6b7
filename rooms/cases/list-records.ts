import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { Name, Person } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { Status } from './case.ts'
import type { IdentifierKind } from './identifiers.ts'
import type { Role } from './person.ts'
import type { Fields } from './records.ts'
import type { Hit, ListedCase, Scope, TimelineRow } from './views.ts'

export interface ListWanted {
  whose: Scope
  status?: Status | undefined
  /** Only cases with something due, the most urgent first. */
  due?: boolean | undefined
  after?: string | undefined
  limit: number
}

interface ListedRow {
  id: string
  reference: string
  title_sealed: string
  status: Status
  opened_at: string
  opened_text: string
  due_text: string
  held_since: string
  next_due_at: string | null
  holder_en: string
  holder_ur: string
  agency_en: string
  agency_ur: string
  victims: number
  accused: number
}

// Each scope begins with a column that leads an index in the order of the list, so that a page
// costs the same among a thousand cases and among a hundred thousand.
function within(person: Person, whose: Scope): RawBuilder<unknown> {
  if (whose === 'me') return sql`c.holder_id = ${person.id}`
  if (whose === 'team') return sql`c.team_id = ${person.teamId}`
  if (whose === 'agency') return sql`c.agency_id = ${person.agencyId}`
  if (whose === 'jurisdiction') return sql`c.jurisdiction = ${person.jurisdiction}`
  // As one array, so that each id is looked up, and the table is not read through.
  return sql`c.id = any (array(select cases.shared_with_viewer()) || ${person.glass}::uuid[])`
}

/** A page of the cases in a scope; `next` is where to read on, or null. */
export async function listCases(
  db: Db,
  house: Fields,
  person: Person,
  wanted: ListWanted,
): Promise<{ items: ListedCase[]; next: string | null }> {
  const byDue = wanted.due === true
  const after = readCursor(wanted.after)
  const conditions = [within(person, wanted.whose)]
  if (wanted.status) conditions.push(sql`c.status = ${wanted.status}`)
  if (byDue) conditions.push(sql`c.next_due_at is not null`)
  if (after) {
    conditions.push(
      byDue
        ? sql`(c.next_due_at, c.id) > (${after.at}::timestamptz, ${after.id}::uuid)`
        : sql`(c.opened_at, c.id) < (${after.at}::timestamptz, ${after.id}::uuid)`,
    )
  }
  const order = byDue ? sql`c.next_due_at, c.id` : sql`c.opened_at desc, c.id desc`
  const { rows } = await sql<ListedRow>`
    with page as materialized (
      select c.* from cases.case_file c where ${sql.join(conditions, sql` and `)}
      order by ${order} limit ${wanted.limit + 1})
    select c.id, c.reference, c.title_sealed, c.status, c.opened_at, c.held_since, c.next_due_at,
      c.opened_at::text as opened_text, c.next_due_at::text as due_text,
      a.name_en as holder_en, a.name_ur as holder_ur, g.name_en as agency_en, g.name_ur as agency_ur,
      count(p.id) filter (where 'victim' = any (p.roles)) as victims,
      count(p.id) filter (where 'accused' = any (p.roles)) as accused
    from page c
    join core.account a on a.id = c.holder_id
    join core.agency g on g.id = c.agency_id
    left join lateral (select x.id, x.roles from cases.person x where x.case_id = c.id) p on true
    group by c.jurisdiction, c.id, c.reference, c.title_sealed, c.status, c.opened_at, c.held_since,
      c.next_due_at, a.id, a.name_en, a.name_ur, g.id, g.name_en, g.name_ur
    order by ${order}`.execute(db)
  const shown = rows.slice(0, wanted.limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => listed(house, row)),
    next:
      last && rows.length > wanted.limit
        ? `${byDue ? last.due_text : last.opened_text}~${last.id}`
        : null,
  }
}

function listed(house: Fields, row: ListedRow): ListedCase {
  return {
    id: row.id,
    reference: row.reference,
    title: house.fields.open(row.title_sealed),
    status: row.status,
    openedAt: row.opened_at,
    holder: { en: row.holder_en, ur: row.holder_ur },
    heldSince: row.held_since,
    agency: { en: row.agency_en, ur: row.agency_ur },
    victims: row.victims,
    accused: row.accused,
    nextDueAt: row.next_due_at,
  }
}

// The full text of the moment: a Date keeps milliseconds only, and a page would skip or repeat.
function readCursor(text: string | undefined): { at: string; id: string } | undefined {
  if (!text) return undefined
  const [, at, id] =
    /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d)~([0-9a-f-]{36})$/.exec(text) ?? []
  if (!at || !id || !isId(id) || Number.isNaN(Date.parse(`${at.replace(' ', 'T')}:00`))) {
    throw new Problem('input', 'core/not-as-asked', { fields: { after: 'core/format' } })
  }
  return { at, id }
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** How many open cases somebody holds. */
export async function countHeld(db: Db, person: Pick<Person, 'id'>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from cases.case_file
    where holder_id = ${person.id} and status = 'open'`.execute(db)
  return rows[0]!.count
}

interface HitRow {
  id: string
  reference: string
  title_sealed: string
  status: Status
  opened_at: string
  holder_en: string
  holder_ur: string
  person_id: string | null
  name_sealed: string | null
  roles: Role[] | null
}

const HITS = 50

const hitColumns = sql`c.id, c.reference, c.title_sealed, c.status, c.opened_at,
  a.name_en as holder_en, a.name_ur as holder_ur`

/** Cases by their reference, whichever way it is typed. */
export async function findByReference(db: Db, house: Fields, text: string): Promise<Hit[]> {
  const reference = text.normalize('NFKC').toUpperCase().replace(/\s/g, '')
  const { rows } =
    await sql<HitRow>`select ${hitColumns}, null as person_id, null as name_sealed, null as roles
    from cases.case_file c join core.account a on a.id = c.holder_id
    where c.reference = ${reference} order by c.opened_at desc limit ${HITS}`.execute(db)
  return rows.map((row) => hitOf(house, row))
}

/** People of cases within reach whose name or identifier is exactly this one. */
export async function findByPerson(
  db: Db,
  house: Fields,
  kind: 'name' | IdentifierKind,
  normal: string,
): Promise<Hit[]> {
  const index = house.fields.index(kind, normal)
  const matches =
    kind === 'name'
      ? sql`(p.name_index = ${index} or p.other_name_index = ${index})`
      : sql`${sql.ref(`p.${kind}_index`)} = ${index}`
  const { rows } = await sql<HitRow>`select ${hitColumns}, p.id as person_id, p.name_sealed, p.roles
    from cases.person p join cases.case_file c on c.jurisdiction = p.jurisdiction and c.id = p.case_id
    join core.account a on a.id = c.holder_id
    where ${matches} order by c.opened_at desc limit ${HITS}`.execute(db)
  return rows.map((row) => hitOf(house, row))
}

function hitOf(house: Fields, row: HitRow): Hit {
  return {
    caseId: row.id,
    reference: row.reference,
    title: house.fields.open(row.title_sealed),
    status: row.status,
    openedAt: row.opened_at,
    holder: { en: row.holder_en, ur: row.holder_ur },
    person: row.person_id
      ? {
          id: row.person_id,
          name: row.name_sealed && house.fields.open(row.name_sealed),
          roles: row.roles ?? [],
        }
      : null,
  }
}

/** What has happened in a case, the latest first. */
export async function listTimeline(
  db: Db,
  caseId: string,
  before: string | undefined,
  limit: number,
): Promise<TimelineRow[]> {
  const { rows } = await sql<{
    id: string
    kind: string
    at: string
    data: Record<string, unknown>
    name_en: string | null
    name_ur: string | null
  }>`
    select e.id, e.kind, e.at, e.data, a.name_en, a.name_ur
    from core.event e left join core.account a on a.id = e.person_id
    where e.file_id = ${caseId} ${before ? sql`and e.id < ${before}` : sql``}
    order by e.id desc limit ${limit}`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    at: row.at,
    by: row.name_en === null || row.name_ur === null ? null : { en: row.name_en, ur: row.name_ur },
    data: row.data,
  }))
}

/** Names of the accounts and agencies among some ids. */
export async function namesAmong(db: Db, ids: readonly string[]): Promise<Record<string, Name>> {
  if (!ids.length) return {}
  const { rows } = await sql<{ id: string; name_en: string; name_ur: string }>`
    select id, name_en, name_ur from core.account where id = any (${ids}::uuid[])
    union all select id, name_en, name_ur from core.agency where id = any (${ids}::uuid[])`.execute(
    db,
  )
  return Object.fromEntries(rows.map((row) => [row.id, { en: row.name_en, ur: row.name_ur }]))
}
