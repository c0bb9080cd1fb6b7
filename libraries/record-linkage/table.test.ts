import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { makeRecords } from '../../benchmarks/linkage/people.ts'
import {
  fromRows,
  type Kind,
  keptIn,
  type Linkage,
  link,
  openTables,
  type Settings,
} from './index.ts'
import { prepareField } from './prepare.ts'

const folder = mkdtempSync(join(tmpdir(), 'table-'))
afterAll(() => rmSync(folder, { recursive: true }))

const written: Partial<Record<Kind, string[]>> = {
  cnic: [
    '3410112345671',
    '34101-1234567-1',
    '34101 1234567 1',
    '1111111111111',
    '9410112345671',
    '3410112345',
    '*********5671',
    '5671',
    '34101',
    '',
    'XXXXX-XXXX567-1',
    '۳۴۱۰۱۱۲۳۴۵۶۷۱',
    'na',
  ],
  phone: [
    '03001234567',
    '0300-1234567',
    '923001234567',
    '+923001234567',
    '3001234567',
    '0421234567',
    '042-1234567',
    '00923001234567',
    '12',
    '',
    '+971501234567',
  ],
  number: ['1', '000', '0012', '123456789012345', '1234567890123456', '12-34', '', '7 8'],
  date: [
    '1990-03-07',
    '1990-02-31',
    '1990-13-01',
    '1900-02-29',
    '2000-02-29',
    '07/03/1990',
    '1990',
    '19900307',
    '',
    'soon',
    '0990-01-01',
  ],
}

test.each(Object.keys(written) as Kind[])(
  'a column of kind %s reads the same from a file as from rows',
  async (kind) => {
    const values = written[kind]!
    const path = join(folder, `${kind}.csv`)
    writeFileSync(path, `v,n\n${values.map((value, at) => `"${value}",${at}`).join('\n')}\n`)
    const plan = { name: 'v', kind, columns: ['v'] }
    const tables = await openTables([path], 1)
    const { length } = values
    const fromFile = prepareField('v', kind, await tables.packets(plan, 0), length)
    const rows = fromRows(values.map((v) => ({ v })))
    const fromMemory = prepareField('v', kind, await rows.packets(plan, 0), length)
    expect(fromFile.field.words.map((one) => [...one])).toEqual(
      fromMemory.field.words.map((one) => [...one]),
    )
    expect({ ...fromFile.report, distinct: 0 }).toEqual({ ...fromMemory.report, distinct: 0 })
  },
)

describe('two files, one of them prepared before', { timeout: 120_000 }, () => {
  const settings: Settings = {
    id: 'id',
    fields: {
      name: 'name',
      father: 'name',
      cnic: 'cnic',
      dob: 'date',
      village: 'place',
      district: 'text',
    },
    rules: ['cnic', ['name', 'dob'], ['father', 'district']],
    keep: 0.01,
  }
  const made = [...makeRecords(1500, 12)]
  const columns = ['id', ...Object.keys(settings.fields)] as (keyof (typeof made)[number])[]
  const write = (name: string, rows: typeof made) => {
    const lines = rows.map((row) => columns.map((column) => `"${row[column]}"`).join(','))
    writeFileSync(join(folder, name), [columns.join(','), ...lines, ''].join('\n'))
    return join(folder, name)
  }
  const asRows = (rows: typeof made) => rows.map((row) => ({ ...row }))
  const listOf = ({ pairs }: Linkage) =>
    Array.from(pairs.a, (a, at) => [a, pairs.b[at]!, pairs.weight[at]!])
  const run = async (paths: string[], kept?: string) =>
    link(await openTables(paths, 2, kept), settings, {
      threads: 1,
      ...(kept && { kept: keptIn(kept) }),
    })

  test('gives the pairs and weights of rows in memory, read anew or kept', async () => {
    const short = made.filter((_, at) => at % 4 === 0)
    const long = made.filter((_, at) => at % 4 !== 0)
    const paths = [write('short.csv', short), write('long.csv', long)]
    const kept = join(folder, 'kept')
    const cold = await run(paths, kept)
    const warm = await run(paths, kept)
    expect(cold.pairs.a.length).toBeGreaterThan(100)
    expect(listOf(warm)).toEqual(listOf(cold))
    const memory = await link(fromRows(asRows(short), asRows(long)), settings, { threads: 1 })
    expect(listOf(memory)).toEqual(listOf(cold))
    // Two CSV files, each turned into Parquet once; and the six fields of each.
    const names = readdirSync(kept)
    expect(names.filter((name) => name.endsWith('.parquet'))).toHaveLength(2)
    expect(names.filter((name) => name.endsWith('.column'))).toHaveLength(12)
    for (const name of names) expect(statSync(join(kept, name)).mode & 0o077, name).toBe(0)
  })

  describe('a table of a DuckDB database', () => {
    const database = async (name: string, ...statements: string[]) => {
      const { DuckDBInstance } = await import('@duckdb/node-api')
      const path = join(folder, name)
      const instance = await DuckDBInstance.create(path)
      const connection = await instance.connect()
      for (const statement of statements) await connection.run(statement)
      connection.closeSync()
      instance.closeSync()
      return path
    }
    const from = (path: string) => `select * from read_csv('${path}', all_varchar = true)`

    test('that is not there is refused with the names of those that are', async () => {
      const path = await database(
        'several.duckdb',
        'create table people (id integer)',
        'create schema old',
        'create table old.people (id integer)',
        'create view seen as select 1 as id',
      )
      await expect(openTables([{ path, table: 'persons' }], 1)).rejects.toThrow(
        /no table "persons"\. Its tables are: people, old\.people\.$/,
      )
      await expect(openTables([path], 1)).rejects.toThrow(/Say which.*people, old\.people/)
      const none = await database('none.duckdb')
      await expect(openTables([none], 1)).rejects.toThrow(/has no tables/)
    })

    test('is refused where the file is another thing, or has only one table', async () => {
      const path = join(folder, 'text.duckdb')
      writeFileSync(path, 'id,name\n1,Ali\n')
      await expect(openTables([path], 1)).rejects.toThrow(/cannot be read as a DuckDB database/)
      const csv = write('one-table.csv', made.slice(0, 3))
      await expect(openTables([{ path: csv, table: 'people' }], 1)).rejects.toThrow(/is one table/)
    })

    test('gives the pairs and weights of the same rows in a file, also where rows were deleted', async () => {
      const csv = write('all.csv', made)
      const path = await database(
        'people.duckdb',
        `create table people as ${from(csv)}`,
        `create table fewer as ${from(csv)}`,
        `delete from fewer where id in ('${made[7]!.id}', '${made[700]!.id}')`,
      )
      const { mtimeMs } = statSync(path)
      const linked = async (table: string) =>
        link(await openTables([{ path, table }], 2), settings, { threads: 1 })
      expect(listOf(await linked('people'))).toEqual(listOf(await run([csv])))
      const rest = write(
        'rest.csv',
        made.filter((_, at) => at !== 7 && at !== 700),
      )
      expect(listOf(await linked('fewer'))).toEqual(listOf(await run([rest])))
      expect(statSync(path).mtimeMs).toBe(mtimeMs)
    })

    test('is linked with another table of the same database', async () => {
      const paths = [write('x.csv', made.slice(0, 400)), write('y.csv', made.slice(400))]
      const path = await database(
        'two.duckdb',
        ...paths.map((csv, at) => `create table ${'xy'[at]} as ${from(csv)}`),
      )
      const tables = await openTables(
        ['x', 'y'].map((table) => ({ path, table })),
        1,
      )
      expect(listOf(await link(tables, settings, { threads: 1 }))).toEqual(listOf(await run(paths)))
      expect(tables.identity(0)).not.toBe(tables.identity(1))
    })
  })

  test('is prepared anew when the file has changed', async () => {
    const kept = join(folder, 'kept-changed')
    const path = write('changed.csv', made.slice(0, 300))
    await run([path], kept)
    write('changed.csv', made.slice(0, 600))
    const changed = await run([path], kept)
    expect(listOf(changed)).toEqual(listOf(await run([path])))
  })
})
