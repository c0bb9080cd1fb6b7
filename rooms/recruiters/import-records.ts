import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { Person } from '../../core/people.ts'
import { Problem } from '../../core/problem.ts'
import type { Kind, Status } from './licence.ts'
import type { ListFile } from './list-file.ts'
import type { ListedLicensee, Mapping } from './list-import.ts'
import { cnicsIn } from './numbers.ts'
import { keysOf } from './search-keys.ts'

export interface Import {
  id: string
  kind: Kind
  fileName: string
  asOf: string
  columns: string[]
  rows: { [column: string]: string }[]
  firstLine: number
  mapping: Mapping | null
  stated: { [status: string]: number }
  state: 'read' | 'applied' | 'undone'
  broughtAt: string
  outcome: Outcome | null
  version: number
}

/** What applying a list did; the rows before it are kept so that it can be undone. */
export interface Outcome {
  added: number
  changed: number
  unchanged: number
  aside: number
}

interface Before {
  id: string
  row: unknown
}

export async function addImport(
  db: Db,
  person: Pick<Person, 'id' | 'agencyId'>,
  list: ListFile & { kind: Kind; fileName: string; asOf: string; mapping: Mapping },
): Promise<string> {
  const id = newId()
  await sql`insert into recruiters.import (id, agency_id, kind, file_name, as_of, columns, rows,
      first_line, mapping, brought_by)
    values (${id}, ${person.agencyId}, ${list.kind}, ${list.fileName}, ${list.asOf}, ${list.columns},
      ${JSON.stringify(list.rows)}, ${list.firstLine}, ${JSON.stringify(list.mapping)}, ${person.id})`.execute(
    db,
  )
  return id
}

const importColumns = sql`id, kind, file_name as "fileName", as_of as "asOf", columns, rows,
  first_line as "firstLine", mapping, stated, state, brought_at as "broughtAt", outcome, version`

export async function getImport(db: Db, id: string): Promise<Import> {
  const { rows } =
    await sql<Import>`select ${importColumns} from recruiters.import where id = ${id}`.execute(db)
  if (!rows[0]) throw new Problem('absent', 'recruiters/no-such-import')
  return rows[0]
}

export type ImportBrief = Omit<Import, 'rows' | 'columns' | 'mapping' | 'stated' | 'firstLine'>

export async function listImports(db: Db): Promise<ImportBrief[]> {
  const { rows } = await sql<ImportBrief>`select id, kind, file_name as "fileName", as_of as "asOf",
      state, brought_at as "broughtAt", outcome - 'before' as outcome, version
    from recruiters.import order by brought_at desc limit 100`.execute(db)
  return rows
}

/** The mapping that this agency last used for a list with the same headings. */
export async function findMapping(
  db: Db,
  agencyId: string,
  columns: readonly string[],
): Promise<Mapping | undefined> {
  const { rows } = await sql<{ mapping: Mapping }>`select mapping from recruiters.import
    where agency_id = ${agencyId} and columns = ${[...columns]}::text[] and state = 'applied'
    order by applied_at desc limit 1`.execute(db)
  return rows[0]?.mapping
}

export async function saveMapping(
  db: Db,
  of: Pick<Import, 'id' | 'version'>,
  mapping: Mapping,
  stated: Import['stated'],
): Promise<void> {
  const { numAffectedRows } = await sql`update recruiters.import
    set mapping = ${JSON.stringify(mapping)}, stated = ${JSON.stringify(stated)}, version = version + 1
    where id = ${of.id} and version = ${of.version} and state = 'read'`.execute(db)
  if (!numAffectedRows) throw new Problem('stale', 'core/changed-since')
}

export interface Known {
  id: string
  licenceNormal: string
  nameEn: string
  nameUr: string
  status: Status
  expiresOn: string | null
}

/** The licensees of one kind as the register has them, by their number. */
export async function knownByNumber(
  db: Db,
  kind: Kind,
  numbers: readonly string[],
): Promise<Map<string, Known>> {
  const { rows } =
    await sql<Known>`select id, licence_normal as "licenceNormal", name_en as "nameEn",
      name_ur as "nameUr", status, expires_on as "expiresOn"
    from recruiters.licensee where kind = ${kind} and licence_normal = any(${[...numbers]}::text[])`.execute(
      db,
    )
  return new Map(rows.map((row) => [row.licenceNormal, row]))
}

/** A cell that is empty in the list leaves the register as it is: a shorter list is not a deletion. */
export async function applyList(
  db: Db,
  house: Pick<House, 'fields'>,
  of: { import: Import; agencyId: string; personId: string; outcome: Outcome },
  licensees: readonly ListedLicensee[],
): Promise<void> {
  const list = licensees.map((one) => ({
    ...one,
    id: newId(),
    event: newId(),
    directors: one.directors ? house.fields.seal(one.directors) : null,
    directorIndexes: cnicsIn(one.directors).map((cnic) => house.fields.index('cnic', cnic)),
  }))
  await sql`create temporary table listed on commit drop as
    select * from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as l (id uuid, event uuid,
      "licenceNumber" text, "licenceNormal" text, "nameEn" text, "nameUr" text, status text,
      "statusSince" date, "issuedOn" date, "expiresOn" date, place text, address text,
      phones text[], directors text, "directorIndexes" text[], holder text,
      branches text[], deposit int, "workersSent" int)`.execute(db)
  const { rows: before } = await sql<Before>`select l.id, to_jsonb(l) as row
    from recruiters.licensee l join listed n on n."licenceNormal" = l.licence_normal
    where l.kind = ${of.import.kind}`.execute(db)
  await sql`insert into recruiters.licence_event (id, licensee_id, on_day, to_status, why, import_id, recorded_by)
    select n.event, l.id, coalesce(n."statusSince", ${of.import.asOf}::date), n.status, 'named-in-list',
      ${of.import.id}, ${of.personId}
    from listed n join recruiters.licensee l on l.licence_normal = n."licenceNormal"
    where l.kind = ${of.import.kind} and l.status <> n.status`.execute(db)
  await sql`insert into recruiters.licensee as l (id, kind, licence_number, licence_normal, name_en, name_ur,
      place_code, address, phones, issued_on, expires_on, workers_sent, directors_sealed, director_indexes, holder,
      branches, deposit, status, status_since, agency_id, register_as_of)
    select n.id, ${of.import.kind}, n."licenceNumber", n."licenceNormal", n."nameEn", n."nameUr",
      (select code from core.place p where n.place <> '' and (lower(p.name_en) = lower(n.place) or p.name_ur = n.place) limit 1),
      n.address, n.phones, n."issuedOn", n."expiresOn", n."workersSent", n.directors,
      n."directorIndexes", n.holder, n.branches, n.deposit, n.status, n."statusSince", ${of.agencyId}, ${of.import.asOf}
    from listed n
    on conflict (kind, licence_normal) do update set
      name_en = coalesce(nullif(excluded.name_en, ''), l.name_en),
      name_ur = coalesce(nullif(excluded.name_ur, ''), l.name_ur),
      place_code = coalesce(excluded.place_code, l.place_code),
      address = coalesce(nullif(excluded.address, ''), l.address),
      phones = case when excluded.phones = '{}' then l.phones else excluded.phones end,
      issued_on = coalesce(excluded.issued_on, l.issued_on),
      expires_on = coalesce(excluded.expires_on, l.expires_on),
      workers_sent = coalesce(excluded.workers_sent, l.workers_sent),
      directors_sealed = coalesce(excluded.directors_sealed, l.directors_sealed),
      director_indexes = case when excluded.directors_sealed is null then l.director_indexes
        else excluded.director_indexes end,
      holder = coalesce(nullif(excluded.holder, ''), l.holder),
      branches = case when excluded.branches = '{}' then l.branches else excluded.branches end,
      deposit = coalesce(excluded.deposit, l.deposit),
      status_since = case when excluded.status = l.status then coalesce(excluded.status_since, l.status_since)
        else coalesce(excluded.status_since, ${of.import.asOf}::date) end,
      status = excluded.status, register_as_of = excluded.register_as_of, version = l.version + 1`.execute(
    db,
  )
  await sql`insert into recruiters.licence_event (id, licensee_id, on_day, to_status, why, import_id, recorded_by)
    select n.event, n.id, coalesce(n."statusSince", n."issuedOn", ${of.import.asOf}::date), n.status,
      'named-in-list', ${of.import.id}, ${of.personId}
    from listed n join recruiters.licensee l on l.id = n.id`.execute(db)
  await rewriteKeys(
    db,
    of.import.kind,
    licensees.map((one) => one.licenceNormal),
  )
  await sql`update recruiters.import set state = 'applied', applied_by = ${of.personId}, applied_at = now(),
      outcome = ${JSON.stringify({ ...of.outcome, before })}, version = version + 1
    where id = ${of.import.id}`.execute(db)
}

/** Makes anew what the licensees with these numbers are found by. */
async function rewriteKeys(db: Db, kind: Kind, numbers: readonly string[]): Promise<void> {
  const { rows } = await sql<{
    id: string
    licence_normal: string
    name_en: string
    name_ur: string
    phones: string[]
  }>`select id, licence_normal, name_en, name_ur, phones from recruiters.licensee
    where kind = ${kind} and licence_normal = any(${[...numbers]}::text[])`.execute(db)
  const keys = rows.flatMap((row) =>
    keysOf({
      licenceNormal: row.licence_normal,
      names: [row.name_en, row.name_ur],
      phones: row.phones,
    }).map((key) => ({ ...key, id: row.id })),
  )
  await sql`delete from recruiters.search_key where licensee_id = any(${rows.map((row) => row.id)}::uuid[])`.execute(
    db,
  )
  await sql`insert into recruiters.search_key (kind, key, licensee_id)
    select distinct k.kind, k.key, k.id
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as k (kind text, key text, id uuid)`.execute(
    db,
  )
}

/** Puts the register back as it was before a list. Refuses once a listed licence has been worked on since. */
export async function undoList(db: Db, of: Import, personId: string): Promise<void> {
  const { before = [] } = (of.outcome ?? {}) as { before?: Before[] }
  const { rows: later } = await sql`select 1 from recruiters.licence_event e
    where e.licensee_id in (select licensee_id from recruiters.licence_event where import_id = ${of.id}
      union select (b ->> 'id')::uuid from jsonb_array_elements(${JSON.stringify(before)}::jsonb) b)
    and e.import_id is distinct from ${of.id}
    and e.recorded_at > (select applied_at from recruiters.import where id = ${of.id})
    union all
    select 1 from recruiters.complaint c join recruiters.licensee l on l.id = c.licensee_id
    join recruiters.licence_event e on e.licensee_id = l.id and e.import_id = ${of.id}
    where not l.id = any(${before.map((one) => one.id)}::uuid[]) limit 1`.execute(db)
  if (later.length) throw new Problem('conflict', 'recruiters/worked-on-since')
  const numbers = await numbersOf(db, of.id, before)
  await sql`delete from recruiters.licence_event where import_id = ${of.id}`.execute(db)
  await sql`delete from recruiters.licensee l where l.kind = ${of.kind}
    and l.licence_normal = any(${numbers.added}::text[])`.execute(db)
  await sql`update recruiters.licensee l set name_en = b.name_en, name_ur = b.name_ur,
      place_code = b.place_code, address = b.address, phones = b.phones, issued_on = b.issued_on,
      expires_on = b.expires_on, workers_sent = b.workers_sent, directors_sealed = b.directors_sealed, director_indexes = b.director_indexes,
      holder = coalesce(b.holder, ''), branches = coalesce(b.branches, '{}'), deposit = b.deposit,
      status = b.status, status_since = b.status_since, register_as_of = b.register_as_of,
      version = l.version + 1
    from jsonb_array_elements(${JSON.stringify(before)}::jsonb) e,
      jsonb_populate_record(null::recruiters.licensee, e -> 'row') b
    where l.id = b.id`.execute(db)
  await rewriteKeys(db, of.kind, numbers.changed)
  await sql`update recruiters.import set state = 'undone', undone_by = ${personId}, undone_at = now(),
      outcome = outcome - 'before', version = version + 1 where id = ${of.id}`.execute(db)
}

async function numbersOf(db: Db, importId: string, before: readonly Before[]) {
  const ids = before.map((one) => one.id)
  const { rows } = await sql<{ number: string; had: boolean }>`
    select distinct l.licence_normal as number, l.id = any(${ids}::uuid[]) as had
    from recruiters.licensee l
    where l.id = any(${ids}::uuid[])
      or l.id in (select licensee_id from recruiters.licence_event where import_id = ${importId})`.execute(
    db,
  )
  return {
    added: rows.filter((row) => !row.had).map((row) => row.number),
    changed: rows.filter((row) => row.had).map((row) => row.number),
  }
}
