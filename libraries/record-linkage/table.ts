import { statSync } from 'node:fs'
import { extname } from 'node:path'
import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import type { Pairs } from './cluster.ts'
import type { Look } from './guess.ts'
import type { Kind } from './kinds.ts'
import type { Input } from './link.ts'
import type { RawColumn } from './prepare.ts'
import { type FieldPlan, LinkageProblem } from './settings.ts'
import { Dictionary } from './shared.ts'

/** One or two files, opened in DuckDB as the tables `a` and `b`. */
export interface Tables extends Input {
  columns: readonly string[]
  connection: DuckDBConnection
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

function scanOf(path: string): string {
  const kind = extname(path.replace(/\.gz$/, '')).toLowerCase()
  if (kind === '.parquet' || kind === '.pq') return `read_parquet(${literal(path)})`
  if (kind === '.json' || kind === '.jsonl' || kind === '.ndjson')
    return `read_json_auto(${literal(path)})`
  return `read_csv(${literal(path)}, all_varchar = true, normalize_names = false, header = true)`
}

/** Opens files; every value is read as text, blanks and surrounding spaces taken off. */
export async function openTables(paths: readonly string[], threads: number): Promise<Tables> {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) })
  const connection = await instance.connect()
  const counts: number[] = []
  const columns: string[][] = []
  for (const [at, path] of paths.entries()) {
    if (!statSync(path, { throwIfNoEntry: false })?.isFile())
      throw new LinkageProblem('no-file', `There is no file ${path}.`)
    const name = 'ab'[at]!
    await connection
      .run(`create table ${name} as select * from ${scanOf(path)}`)
      .catch((reason: Error) => {
        throw new LinkageProblem('unreadable', unreadable(path, reason.message))
      })
    const described = await connection.runAndReadAll(`describe ${name}`)
    columns.push(described.getRows().map(([column]) => String(column)))
    const [row] = (await connection.runAndReadAll(`select count(*) from ${name}`)).getRows()
    counts.push(Number(row![0]))
    if (!counts[at]) throw new LinkageProblem('no-rows', `${path} has no rows.`)
  }
  await trimHeads(connection, columns)
  const heads = columns.map((own) => own.map((name) => name.trim()))
  const shared = heads.length > 1 ? heads[0]!.filter((name) => heads[1]!.includes(name)) : heads[0]!
  const rows = counts.reduce((sum, count) => sum + count, 0)
  return {
    rows,
    split: counts.length > 1 ? counts[0]! : 0,
    columns: shared,
    connection,
    column: (plan, raw = false) => readColumn(connection, plan, shared, counts, raw),
  }
}

function unreadable(path: string, reason: string): string {
  const first = reason.split('\n')[0]
  if (/unicode|utf-?8|encoding|byte sequence/i.test(reason))
    return `${path} is not (all) UTF-8 text. Save it as UTF-8, or convert it: iconv -f WINDOWS-1256 -t UTF-8 (Urdu and Arabic on Windows) or -f WINDOWS-1252 (Western). ${first}`
  return `${path} cannot be read as a table: ${first}`
}

async function trimHeads(
  connection: DuckDBConnection,
  columns: readonly (readonly string[])[],
): Promise<void> {
  for (const [at, own] of columns.entries())
    for (const name of own)
      if (name !== name.trim() && name.trim())
        await connection.run(
          `alter table ${'ab'[at]} rename ${quote(name)} to ${quote(name.trim())}`,
        )
}

/** Columns that a setting names must be there; the message says which are. */
export function requireColumns(names: readonly string[], there: readonly string[]): void {
  const missing = names.filter((name) => !there.includes(name))
  if (missing.length)
    throw new LinkageProblem(
      'no-column',
      `There is no column ${missing.map((name) => `"${name}"`).join(', ')}. The columns are ${there.join(', ')}.`,
    )
}

/**
 * Values that are already in the one right form, as digits: DuckDB reads them as numbers, several
 * times faster than as texts. Must agree with the readers of `forms.ts` (`table.test.ts`).
 */
const asDigits: Partial<Record<Kind, string>> = {
  cnic: `case when regexp_full_match(v, '[1-8][0-9]{12}|[1-8][0-9]{4}-[0-9]{7}-[0-9]') and replace(v, '-', '')::bigint % 1111111111111 <> 0 then replace(v, '-', '') end`,
  phone: `case when regexp_full_match(v, '03[0-9]{9}|03[0-9]{2}-[0-9]{7}') then '92' || substr(replace(v, '-', ''), 2) when regexp_full_match(v, '923[0-9]{9}') then v end`,
  number: `case when regexp_full_match(v, '[0-9]{1,15}') then v end`,
  date: `case when regexp_full_match(v, '[12][0-9]{3}-[0-9]{2}-[0-9]{2}') and try_cast(v as date) is not null then replace(v, '-', '') end`,
}

async function readColumn(
  connection: DuckDBConnection,
  plan: FieldPlan,
  there: readonly string[],
  counts: readonly number[],
  raw: boolean,
): Promise<RawColumn> {
  requireColumns(plan.columns, there)
  const parts = plan.columns.map((name) => `nullif(trim(${quote(name)}::varchar), '')`)
  const value = parts.length === 1 ? parts[0] : `nullif(concat_ws(' ', ${parts.join(', ')}), '')`
  const digits = raw ? undefined : asDigits[plan.kind]
  const size = counts.reduce((sum, count) => sum + count, 0)
  const codes = new Int32Array(size).fill(-1)
  const numbers = digits ? new Float64Array(size) : undefined
  const dictionary = new Dictionary()
  let end = 0
  for (const [at] of counts.entries()) {
    const from = `select ${value} as v from ${'ab'[at]}`
    const sql = digits
      ? `select case when d is null then v end, coalesce(d::double, -1) from (select v, ${digits} as d from (${from}))`
      : from
    await stream(connection, sql, (chunk) => {
      const texts = chunk.getColumnVector(0)
      const rows = chunk.rowCount
      if (numbers) {
        const { items } = chunk.getColumnVector(1) as unknown as { items: Float64Array }
        numbers.set(items.subarray(0, rows), end)
      }
      for (let row = 0; row < rows; row++, end++) {
        if (numbers && numbers[end]! >= 0) continue
        const text = texts.getItem(row) as string | null
        if (text !== null) codes[end] = dictionary.codeOf(text)
      }
    })
  }
  return { values: dictionary.values, codes, ...(numbers && { numbers }) }
}

async function stream(
  connection: DuckDBConnection,
  sql: string,
  each: (chunk: DuckDBDataChunk) => void,
): Promise<void> {
  const result = await connection.stream(sql)
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  )
    each(chunk)
}

const SAMPLE_ROWS = 5000

/** Looks at every shared column, for guessing what it holds. */
export async function lookAt({ connection, columns, rows, split }: Tables): Promise<Look[]> {
  const tables = split > 0 ? ['a', 'b'] : ['a']
  const looks: Look[] = []
  for (const name of columns) {
    const value = `nullif(trim(${quote(name)}::varchar), '')`
    const union = tables
      .map((table) => `select ${value} as v, '${table}' as t from ${table}`)
      .join(' union all ')
    const [counts] = (
      await connection.runAndReadAll(
        `select count(v), count(distinct v), count(distinct (t, v)) filter (v is not null) from (${union})`,
      )
    ).getRows()
    const values: string[] = []
    for (const table of tables)
      for (const [text] of (
        await connection.runAndReadAll(`select ${value} from ${table} limit ${SAMPLE_ROWS}`)
      ).getRows())
        values.push(text === null ? '' : String(text))
    const [filled, distinct, own] = counts!.map(Number) as [number, number, number]
    looks.push({ name, values, filled, distinct, unique: own === rows })
  }
  return looks
}

const BATCH_ROWS = 2048

/** Writes columns of numbers as a table in DuckDB, then lets `finish` make a file of it. */
async function pour(
  connection: DuckDBConnection,
  table: string,
  columns: readonly (Int32Array | Float64Array)[],
  names: readonly string[],
): Promise<void> {
  const { DOUBLE, DuckDBDataChunk, INTEGER } = await import('@duckdb/node-api')
  const types = columns.map((column) => (column instanceof Float64Array ? DOUBLE : INTEGER))
  await connection.run(
    `create or replace temp table ${table} (${names.map((name, at) => `${name} ${types[at] === DOUBLE ? 'double' : 'integer'}`).join(', ')})`,
  )
  const appender = await connection.createAppender(table)
  const size = columns[0]!.length
  for (let from = 0; from < size; from += BATCH_ROWS) {
    const to = Math.min(size, from + BATCH_ROWS)
    const chunk = DuckDBDataChunk.create(types, to - from)
    columns.forEach((column, at) => {
      chunk.setColumnValues(at, Array.from(column.subarray(from, to)))
    })
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
}

const copyTo = (path: string): string => {
  const kind = extname(path).toLowerCase()
  if (kind === '.parquet' || kind === '.pq')
    return `${literal(path)} (format parquet, compression zstd)`
  if (kind === '.csv' || kind === '.tsv')
    return `${literal(path)} (format csv, header${kind === '.tsv' ? ", delimiter '\t'" : ''})`
  throw new LinkageProblem('bad-output', `${path}: results are written as .csv or .parquet.`)
}

/** The row's id: its column, or its number from 1 in its table. */
const idOf = (table: string, id: string | undefined): string =>
  id ? `${quote(id)}::varchar` : `(${table}.rowid + 1)::varchar`

/** Writes pairs as `id_a, id_b, weight, probability`, strongest first. */
export async function writePairs(
  { connection, split }: Tables,
  { a, b, weight }: Pairs,
  id: string | undefined,
  path: string,
): Promise<void> {
  const target = copyTo(path)
  await pour(connection, 'pairs', [a, b, weight], ['a', 'b', 'weight'])
  const other = split > 0 ? 'b' : 'a'
  await connection.run(
    `copy (select one.id as id_a, two.id as id_b, weight, 1 / (1 + pow(2, -weight)) as probability
     from pairs
     join (select rowid as row, ${idOf('a', id)} as id from a) one on one.row = pairs.a
     join (select rowid + ${split} as row, ${idOf(other, id)} as id from ${other}) two on two.row = pairs.b
     order by weight desc, pairs.a, pairs.b) to ${target}`,
  )
}

/** Writes every row's cluster as `id, cluster` (with `source`, a or b, where there are two tables). */
export async function writeClusters(
  { connection, split }: Tables,
  of: Int32Array,
  id: string | undefined,
  path: string,
): Promise<void> {
  const target = copyTo(path)
  await pour(connection, 'clusters', [Int32Array.from(of, (_, row) => row), of], ['row', 'cluster'])
  const all = `select rowid as row, 'a' as source, ${idOf('a', id)} as id from a${split > 0 ? ` union all select rowid + ${split}, 'b', ${idOf('b', id)} from b` : ''}`
  await connection.run(
    `copy (with named as (${all})
     select ${split > 0 ? 'own.source, ' : ''}own.id, ${split > 0 ? "head.source || ':' || " : ''}head.id as cluster
     from clusters join named own on own.row = clusters.row join named head on head.row = clusters.cluster
     order by clusters.row) to ${target}`,
  )
}

/** The row number of an id; undefined where no row has it. */
export async function findRow(
  { connection, split }: Tables,
  table: 'a' | 'b',
  id: string | undefined,
  value: string,
): Promise<number | undefined> {
  const found = await connection.runAndReadAll(
    `select rowid from ${table} where ${idOf(table, id)} = $1 limit 1`,
    [value],
  )
  const [row] = found.getRows()
  return row ? Number(row[0]) + (table === 'b' ? split : 0) : undefined
}
