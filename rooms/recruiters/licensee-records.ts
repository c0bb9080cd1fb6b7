import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { Name } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { Kind, LicenceEvent, Reason, Status } from './licence.ts'
import type { SearchKey } from './search-keys.ts'

/** A licensee as the register tells it. All of it is public. */
export interface Licensee {
  id: string
  kind: Kind
  licenceNumber: string
  name: Name
  place: Name | null
  placeCode: string | null
  address: string
  phones: string[]
  issuedOn: string | null
  expiresOn: string | null
  workersSent: number | null
  status: Status
  since: string | null
  registerAsOf: string
  version: number
}

interface Row {
  id: string
  kind: Kind
  licence_number: string
  name_en: string
  name_ur: string
  place_code: string | null
  place_en: string | null
  place_ur: string | null
  address: string
  phones: string[]
  issued_on: string | null
  expires_on: string | null
  workers_sent: number | null
  status: Status
  status_since: string | null
  register_as_of: string
  version: number
}

const licensees = sql`select l.*, p.name_en as place_en, p.name_ur as place_ur
  from recruiters.licensee l left join core.place p on p.code = l.place_code`

function licenseeOf(row: Row): Licensee {
  return {
    id: row.id,
    kind: row.kind,
    licenceNumber: row.licence_number,
    name: { en: row.name_en || row.name_ur, ur: row.name_ur || row.name_en },
    place: row.place_en && row.place_ur ? { en: row.place_en, ur: row.place_ur } : null,
    placeCode: row.place_code,
    address: row.address,
    phones: row.phones,
    issuedOn: row.issued_on,
    expiresOn: row.expires_on,
    workersSent: row.workers_sent,
    status: row.status,
    since: row.status_since,
    registerAsOf: row.register_as_of,
    version: row.version,
  }
}

export async function getLicensee(db: Db, id: string): Promise<Licensee> {
  const { rows } = await sql<Row>`${licensees} where l.id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'recruiters/no-such-licensee')
  return licenseeOf(rows[0])
}

export async function getLicensees(db: Db, ids: readonly string[]): Promise<Licensee[]> {
  if (!ids.length) return []
  const { rows } = await sql<Row>`${licensees} where l.id = any(${[...ids]}::uuid[])`.execute(db)
  return rows.map(licenseeOf)
}

/** What a list tells of a licensee beside its name and state. */
export interface Particulars {
  holder: string
  branches: string[]
  /** Rupees; for the licensing authority. */
  deposit: number | null
  /** As the list gives them, names and CNICs; for the licensing authority. */
  directors: string | null
}

export async function getParticulars(
  db: Db,
  { fields }: Pick<House, 'fields'>,
  id: string,
): Promise<Particulars> {
  const { rows } = await sql<Particulars>`select holder, branches, deposit,
      directors_sealed as directors from recruiters.licensee where id = ${id}`.execute(db)
  const [row] = rows
  if (!row) throw new Problem('absent', 'recruiters/no-such-licensee')
  return { ...row, directors: row.directors && fields.open(row.directors) }
}

export interface Filter {
  kind?: Kind | undefined
  status?: Status | undefined
  after?: string | undefined
}

const PAGE = 50

/** The register in the order of its names, fifty at a time. */
export async function listLicensees(
  db: Db,
  filter: Filter,
): Promise<{ items: Licensee[]; next: string | null }> {
  const { rows } = await sql<Row & { position: string }>`
    select l.*, p.name_en as place_en, p.name_ur as place_ur, l.name_en || '|' || l.id as position
    from recruiters.licensee l left join core.place p on p.code = l.place_code
    where (${filter.kind ?? null}::text is null or l.kind = ${filter.kind ?? null})
      and (${filter.status ?? null}::text is null or l.status = ${filter.status ?? null})
      and (${filter.after ?? null}::text is null or l.name_en || '|' || l.id > ${filter.after ?? null})
    order by l.name_en || '|' || l.id limit ${PAGE + 1}`.execute(db)
  const items = rows.slice(0, PAGE)
  return {
    items: items.map(licenseeOf),
    next: rows.length > PAGE ? items.at(-1)!.position : null,
  }
}

export async function countByStatus(
  db: Db,
): Promise<{ kind: Kind; status: Status; n: number; asOf: string }[]> {
  const { rows } = await sql<{ kind: Kind; status: Status; n: number; asOf: string }>`
    select kind, status, count(*)::int as n, max(register_as_of) as "asOf"
    from recruiters.licensee group by kind, status order by kind, status`.execute(db)
  return rows
}

/** The day of the newest list that the register was filled from; undefined while it is empty. */
export async function findRegisterDay(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{ day: string | null }>`
    select max(register_as_of) as day from recruiters.licensee`.execute(db)
  return rows[0]?.day ?? undefined
}

export interface KeyHit {
  licenseeId: string
  kind: SearchKey['kind']
  key: string
}

const MOST_HITS = 200
const MOST_ALIKE = 50

/**
 * What the keys find. Of those that share words alone the nearest come, by the weight of the words
 * that they share: a common word is in thousands of names.
 */
export async function findByKeys(
  db: Db,
  keys: readonly SearchKey[],
  weigh: (word: string) => number = () => 0,
): Promise<KeyHit[]> {
  if (!keys.length) return []
  const weights = keys.map((one) => (one.kind === 'word' ? weigh(one.key) : 0))
  const { rows } = await sql<KeyHit>`
    with asked as materialized (
      select * from unnest(${keys.map((one) => one.kind)}::text[], ${keys.map((one) => one.key)}::text[],
        ${weights}::float8[]) as a (kind, key, weight)),
    alike as (
      select s.licensee_id from asked a join recruiters.search_key s on s.kind = a.kind and s.key = a.key
      where a.kind = 'word'
      group by s.licensee_id order by sum(a.weight) desc, s.licensee_id limit ${MOST_ALIKE})
    (select s.licensee_id as "licenseeId", s.kind, s.key
      from asked a join recruiters.search_key s on s.kind = a.kind and s.key = a.key
      where a.kind <> 'word' limit ${MOST_HITS})
    union all
    select s.licensee_id, s.kind, s.key from alike
      join recruiters.search_key s on s.licensee_id = alike.licensee_id and s.kind = 'word'
      join asked a on a.kind = s.kind and a.key = s.key`.execute(db)
  return rows
}

/** The names of licensees as keys: their telling words in alphabetical order. */
export async function listNameKeys(
  db: Db,
  ids: readonly string[],
): Promise<{ licenseeId: string; key: string }[]> {
  const { rows } = await sql<{ licenseeId: string; key: string }>`
    select licensee_id as "licenseeId", key from recruiters.search_key
    where kind = 'name' and licensee_id = any(${[...ids]}::uuid[])`.execute(db)
  return rows
}

/** How many licensees carry each word: rare words tell more. */
export async function countWords(db: Db, words: readonly string[]): Promise<Map<string, number>> {
  if (!words.length) return new Map()
  const { rows } = await sql<{ key: string; n: number }>`
    select key, count(*)::int as n from recruiters.search_key
    where kind = 'word' and key = any(${[...words]}::text[]) group by key`.execute(db)
  return new Map(rows.map(({ key, n }) => [key, n]))
}

export interface HistoryEntry {
  id: string
  on: string
  to: Status
  why: Reason
  orderNumber: string
  until: string | null
}

export async function listHistory(db: Db, licenseeId: string): Promise<HistoryEntry[]> {
  return (await listHistories(db, [licenseeId])).get(licenseeId) ?? []
}

/** What happened to each of these licences, the oldest first. */
export async function listHistories(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, HistoryEntry[]>> {
  const histories = new Map<string, HistoryEntry[]>()
  if (!ids.length) return histories
  const { rows } = await sql<HistoryEntry & { licenseeId: string }>`
    select licensee_id as "licenseeId", id, on_day as "on", to_status as "to", why,
      order_number as "orderNumber", until_day as "until"
    from recruiters.licence_event where licensee_id = any(${[...ids]}::uuid[])
    order by on_day, recorded_at`.execute(db)
  for (const { licenseeId, ...entry } of rows)
    histories.set(licenseeId, [...(histories.get(licenseeId) ?? []), entry])
  return histories
}

/** Writes what happened to a licence and the state it is in now; refuses to overwrite a change made since. */
export async function saveStep(
  db: Db,
  licensee: Pick<Licensee, 'id' | 'version'>,
  event: LicenceEvent,
  by: { personId: string; complaintId: string | null; expiresOn: string | null },
): Promise<void> {
  const { numAffectedRows } = await sql`update recruiters.licensee
    set status = ${event.to}, status_since = ${event.on}, version = version + 1,
      expires_on = coalesce(${by.expiresOn}::date, expires_on)
    where id = ${licensee.id} and version = ${licensee.version}`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
  await sql`insert into recruiters.licence_event
      (id, licensee_id, on_day, to_status, why, order_number, until_day, complaint_id, recorded_by)
    values (${newId()}, ${licensee.id}, ${event.on}, ${event.to}, ${event.why}, ${event.orderNumber},
      ${event.until}, ${by.complaintId}, ${by.personId})`.execute(db)
}
