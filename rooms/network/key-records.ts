import { sql } from 'kysely'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import type { LinkKey } from './linking.ts'
import { type FoundBy, type Rule, rules } from './model.ts'

type Sealing = Pick<House, 'fields'>

/** The first 64 bits of the keyed digest, as PostgreSQL's bigint. */
export function digestOf({ fields }: Sealing, text: string): bigint {
  return Buffer.from(fields.index('link', text), 'base64url').readBigInt64BE(0)
}

/** Runs as the system within a transaction of a person: for rows that no person may read. */
export async function asSystemWithin<T>(db: Db, work: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{
    before: string
  }>`select coalesce(current_setting('panah.system', true), '')
    as before, set_config('panah.system', 'yes', true)`.execute(db)
  const result = await work()
  await sql`select set_config('panah.system', ${rows[0]!.before}, true)`.execute(db)
  return result
}

interface Learnt {
  jurisdiction: string
  id: string
  caseId: string
  agencyId: string
  version: number
}

/** Puts a person's keys in the place of those known before. Runs as the system. */
export async function saveKeys(
  db: Db,
  house: Sealing,
  of: Learnt & { keys: readonly LinkKey[]; at: Date },
): Promise<void> {
  await sql`insert into network.known (jurisdiction, person_id, version, learnt_at)
    values (${of.jurisdiction}, ${of.id}, ${of.version}, ${of.at})
    on conflict (person_id) do update set version = excluded.version, learnt_at = excluded.learnt_at`.execute(
    db,
  )
  await sql`delete from network.key where person_id = ${of.id}`.execute(db)
  if (!of.keys.length) return
  const numbers = of.keys.map(({ rule }) => rules.indexOf(rule)).join(',')
  await sql`insert into network.key (person_id, rule, key, case_id, agency_id)
    select ${of.id}, rule, key, ${of.caseId}, ${of.agencyId}
    from unnest(${`{${numbers}}`}::smallint[], ${digestsOf(house, of.keys)}::bigint[]) as k (rule, key)`.execute(
    db,
  )
}

const digestsOf = (house: Sealing, keys: readonly LinkKey[]): string =>
  `{${keys.map(({ text }) => digestOf(house, text)).join(',')}}`

export interface Met {
  /** Null for what is noted in a file and belongs to nobody of it. */
  personId: string | null
  caseId: string
  agencyId: string
  rules: FoundBy[]
  /** Those of the rules whose key is not held by half the country. */
  telling: FoundBy[]
}

export type MetPerson = Met & { personId: string }

/** Of one key no more than this are looked at: what so many share tells nobody apart. */
export const MOST_BY_KEY = 200
/** A name that more people than this share, with all that goes along in its key, points at nobody. */
const MOST_BY_NAME = 5
const named: readonly Rule[] = ['name-born', 'name-father', 'name']

/** Who else is found by these keys, in whatever file: what of it may be shown is for the caller to ask. */
export async function meet(
  db: Db,
  house: Sealing,
  keys: readonly LinkKey[],
  most = MOST_BY_KEY,
): Promise<MetPerson[]> {
  if (!keys.length) return []
  const { rows } = await sql<{
    at: number
    rule: number
    person_id: string
    case_id: string
    agency_id: string
  }>`select * from network.meet(${digestsOf(house, keys)}::bigint[], ${most})`.execute(db)
  const holders = new Map<number, number>()
  for (const { at } of rows) holders.set(at, (holders.get(at) ?? 0) + 1)
  const met = new Map<string, MetPerson>()
  for (const row of rows) {
    const rule = rules[row.rule]!
    const one = met.get(row.person_id) ?? {
      personId: row.person_id,
      caseId: row.case_id,
      agencyId: row.agency_id,
      rules: [],
      telling: [],
    }
    met.set(row.person_id, one)
    if (!one.rules.includes(rule)) one.rules.push(rule)
    const common = named.includes(rule) && holders.get(row.at)! > MOST_BY_NAME
    if (!common && !one.telling.includes(rule)) one.telling.push(rule)
  }
  return [...met.values()]
}

/** The versions at which these people were learnt. Runs as the system. */
export async function learntVersions(db: Db, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ person_id: string; version: number }>`select person_id, version
    from network.known where person_id = any (${`{${ids.join(',')}}`}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.person_id, row.version]))
}
