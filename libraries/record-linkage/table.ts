import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import type { DuckDBBlobValue, DuckDBConnection } from '@duckdb/node-api'
import type { Pairs } from './cluster.ts'
import type { Look } from './guess.ts'
import { openKept } from './kept.ts'
import type { Input } from './link.ts'
import type { Packet } from './packets.ts'
import { type FieldPlan, LinkageProblem } from './settings.ts'
import { bytes } from './shared.ts'

/** One or two files, opened in DuckDB as the tables `a` and `b`. */
export interface Tables extends Input {
  columns: readonly string[]
  connection: DuckDBConnection
  identity(table: 0 | 1): string
}

/** A file; of a DuckDB database also which of its tables (need not be said where there is one). */
export interface Source {
  path: string
  table?: string | undefined
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

/** Whether a file is, by its name, a DuckDB database. */
export const isDatabase = (path: string): boolean =>
  ['.duckdb', '.ddb', '.db'].includes(extname(path).toLowerCase())

/**
 * Opens files; every value is read as text, blanks and surrounding spaces taken off. Parquet and the
 * tables of a DuckDB database (opened for reading only) are read where they lie, column by column;
 * other files are brought into memory. With a folder of kept columns ({@link keptIn}) CSV is turned
 * into Parquet there, once, and read as such.
 */
export async function openTables(
  sources: readonly (string | Source)[],
  threads: number,
  kept?: string,
): Promise<Tables> {
  const files = sources.map((one): Source => (typeof one === 'string' ? { path: one } : one))
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) })
  const connection = await instance.connect()
  const counts: number[] = []
  const columns: string[][] = []
  for (const [at, source] of files.entries()) {
    const { path } = source
    if (!statSync(path, { throwIfNoEntry: false })?.isFile())
      throw new LinkageProblem('no-file', `There is no file ${path}.`)
    columns.push(
      await openTable(connection, 'ab'[at]!, source, kept).catch((reason: Error) => {
        if (reason instanceof LinkageProblem) throw reason
        throw new LinkageProblem('unreadable', unreadable(path, reason.message))
      }),
    )
    const [row] = (await connection.runAndReadAll(`select count(*) from ${'ab'[at]}`)).getRows()
    counts.push(Number(row![0]))
    if (!counts[at]) throw new LinkageProblem('no-rows', `${path} has no rows.`)
  }
  const shared =
    columns.length > 1 ? columns[0]!.filter((name) => columns[1]!.includes(name)) : columns[0]!
  const rows = counts.reduce((sum, count) => sum + count, 0)
  const split = counts.length > 1 ? counts[0]! : 0
  return {
    rows,
    split,
    columns: shared,
    connection,
    async packets(plan, table) {
      requireColumns(plan.columns, shared)
      return readPackets(connection, sqlOf(plan), 'ab'[table]!, counts[table]!, threads)
    },
    async texts(plan, wanted) {
      requireColumns(plan.columns, shared)
      return Promise.all(wanted.map((row) => readText(connection, sqlOf(plan), row, split)))
    },
    identity: (at) => identityOf(files[at]!),
  }
}

function identityOf({ path, table }: Source): string {
  // What was last written to a database may lie beside it.
  const parts = [path, ...(isDatabase(path) ? [`${path}.wal`] : [])]
    .map((part) => statSync(part, { throwIfNoEntry: false }))
    .map((part) => `${part?.size} ${part?.mtimeMs}`)
  return [resolve(path), ...parts, ...(table === undefined ? [] : [table])].join(' ')
}

/** The column with the number of a row, from 0. */
const ROW = 'panah_row'

/** Makes the table or view of a file; gives its columns. */
async function openTable(
  connection: DuckDBConnection,
  table: string,
  source: Source,
  kept?: string,
): Promise<string[]> {
  const { path } = source
  if (source.table !== undefined && !isDatabase(path))
    throw new LinkageProblem(
      'no-database',
      `${path} is one table. Only a DuckDB database (.duckdb, .ddb, .db) has tables to choose from.`,
    )
  const scan = isDatabase(path)
    ? await attach(connection, source)
    : kept !== undefined && scanOf(path).startsWith('read_csv')
      ? scanOf(await keptParquet(connection, source, kept))
      : scanOf(path)
  const described = await connection.runAndReadAll(`describe select * from ${scan}`)
  const names = described.getRows().map(([column]) => String(column))
  const picked = names.map((name) => `${quote(name)} as ${quote(name.trim() || name)}`).join(', ')
  if (scan.startsWith('read_parquet') && !names.includes('file_row_number'))
    await connection.run(
      `create view ${table} as select ${picked}, file_row_number as ${ROW} from ${scan.replace(/\)$/, ', file_row_number = true)')}`,
    )
  else if (isDatabase(path) && (await isWithoutGaps(connection, scan)))
    await connection.run(`create view ${table} as select ${picked}, rowid as ${ROW} from ${scan}`)
  else {
    await connection.run(`create table ${table}_rows as select ${picked} from ${scan}`)
    await connection.run(`create view ${table} as select *, rowid as ${ROW} from ${table}_rows`)
  }
  return names.map((name) => name.trim() || name)
}

/** The Parquet that a CSV file was turned into, by this run or an earlier one; the owner's only. */
async function keptParquet(
  connection: DuckDBConnection,
  source: Source,
  folder: string,
): Promise<string> {
  openKept(folder)
  const name = createHash('sha256').update(identityOf(source)).digest('hex')
  const path = join(folder, `${name}.parquet`)
  if (existsSync(path)) return path
  closeSync(openSync(`${path}.part`, 'w', 0o600))
  await connection.run(
    `copy (select * from ${scanOf(source.path)}) to ${literal(`${path}.part`)} (format parquet, use_tmp_file false)`,
  )
  renameSync(`${path}.part`, path)
  return path
}

/** Attaches a database for reading only; gives the full name of the table. */
async function attach(connection: DuckDBConnection, { path, table }: Source): Promise<string> {
  const database = resolve(path)
  await connection.run(
    `attach if not exists ${literal(database)} as ${quote(database)} (type duckdb, read_only)`,
  )
  const tables = (
    await connection.runAndReadAll(
      `select schema_name, table_name from duckdb_tables()
       where database_name = $1 and not internal order by all`,
      [database],
    )
  )
    .getRows()
    .map(([schema, name]) => ({
      said: schema === 'main' ? String(name) : `${schema}.${name}`,
      full: [database, schema, name].map((part) => quote(String(part))).join('.'),
    }))
  const names = tables.map(({ said }) => said).join(', ')
  if (!tables.length)
    throw new LinkageProblem('no-table', `${path} has no tables (views are not read).`)
  if (table === undefined && tables.length > 1)
    throw new LinkageProblem(
      'which-table',
      `${path} has several tables. Say which (--table NAME): ${names}.`,
    )
  const found = table === undefined ? tables[0] : tables.find(({ said }) => said === table)
  if (!found)
    throw new LinkageProblem(
      'no-table',
      `${path} has no table "${table}". Its tables are: ${names}.`,
    )
  return found.full
}

/** Where rows were deleted, the numbers of the others do not follow on each other. */
async function isWithoutGaps(connection: DuckDBConnection, table: string): Promise<boolean> {
  const read = await connection.runAndReadAll(
    `select count(*) = coalesce(max(rowid), -1) + 1 from ${table}`,
  )
  return read.getRows()[0]![0] === true
}

function unreadable(path: string, reason: string): string {
  const first = reason.split('\n')[0]
  if (isDatabase(path))
    return `${path} cannot be read as a DuckDB database. Close the program that has it open for writing, or export the table as Parquet. ${first}`
  if (/unicode|utf-?8|encoding|byte sequence/i.test(reason))
    return `${path} is not (all) UTF-8 text. Save it as UTF-8, or convert it: iconv -f WINDOWS-1256 -t UTF-8 (Urdu and Arabic on Windows) or -f WINDOWS-1252 (Western). ${first}`
  return `${path} cannot be read as a table: ${first}`
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

/** A field in SQL: its columns as text, joined by a space. */
function sqlOf({ columns }: FieldPlan): string {
  const texts = columns.map((name) => `${quote(name)}::varchar`)
  if (texts.length === 1) return `coalesce(${texts[0]}, '')`
  return `concat_ws(' ', ${texts.map((text) => `nullif(trim(${text}), '')`).join(', ')})`
}

const PACKET_ROWS = 16_384

/**
 * A column as packets: DuckDB puts the values of many rows into one text, which comes over as bytes
 * at once. On one thread its texts are put together in the order of the rows.
 */
async function readPackets(
  connection: DuckDBConnection,
  value: string,
  table: string,
  rows: number,
  threads: number,
): Promise<Packet[]> {
  const packets: (Packet & { first: number })[] = []
  await connection.run('set threads = 1')
  try {
    const result = await connection.stream(
      `select min(${ROW})::double, count(*)::double,
         encode(string_agg(case when contains(v, chr(31)) then replace(v, chr(31), ' ') else v end, chr(31)) || chr(31))
       from (select ${ROW}, ${value} as v from ${table}) group by ${ROW} // ${PACKET_ROWS}`,
    )
    for (
      let chunk = await result.fetchChunk();
      chunk && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      const [first, count, texts] = [0, 1, 2].map((at) => chunk!.getColumnVector(at))
      for (let at = 0; at < chunk.rowCount; at++) {
        const { bytes: read } = texts!.getItem(at) as DuckDBBlobValue
        const copy = bytes(read.length)
        copy.set(read)
        packets.push({
          first: first!.getItem(at) as number,
          rows: count!.getItem(at) as number,
          bytes: copy,
        })
      }
    }
  } finally {
    await connection.run(`set threads = ${threads}`)
  }
  packets.sort((a, b) => a.first - b.first)
  let end = 0
  for (const packet of packets) {
    if (packet.first !== end) break
    end += packet.rows
  }
  if (end !== rows) throw new Error(`Read ${end} of ${rows} rows.`)
  return packets
}

async function readText(
  connection: DuckDBConnection,
  value: string,
  row: number,
  split: number,
): Promise<string> {
  const [table, own] = split > 0 && row >= split ? ['b', row - split] : ['a', row]
  const read = await connection.runAndReadAll(
    `select trim(${value}) from ${table} where ${ROW} = ${own}`,
  )
  return String(read.getRows()[0]![0])
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
export async function pour(
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
const idOf = (id: string | undefined): string =>
  id ? `${quote(id)}::varchar` : `(${ROW} + 1)::varchar`

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
     join (select ${ROW} as row, ${idOf(id)} as id from a) one on one.row = pairs.a
     join (select ${ROW} + ${split} as row, ${idOf(id)} as id from ${other}) two on two.row = pairs.b
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
  const all = `select ${ROW} as row, 'a' as source, ${idOf(id)} as id from a${split > 0 ? ` union all select ${ROW} + ${split}, 'b', ${idOf(id)} from b` : ''}`
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
    `select ${ROW} from ${table} where ${idOf(id)} = $1 limit 1`,
    [value],
  )
  const [row] = found.getRows()
  return row ? Number(row[0]) + (table === 'b' ? split : 0) : undefined
}
