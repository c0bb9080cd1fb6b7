import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeRecords } from '../../benchmarks/linkage/people.ts'
import { candidatesSql, type Dialect, writeKeys } from './candidates.ts'
import { fromRows, type Linkage, link, type Settings } from './index.ts'

const settings: Settings = {
  id: 'id',
  fields: { name: 'name', father: 'name', cnic: 'cnic', dob: 'date', district: 'place' },
  rules: ['cnic', ['cnic.tail', 'district'], ['name', 'dob'], ['father.first', 'district']],
}
const rules = 4
const folder = mkdtempSync(join(tmpdir(), 'candidates-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Every pair with the first rule that finds it, as the kernel meets them. */
function kernelPairs({ plan, split }: Linkage): string[] {
  const { of, rules: width } = plan.table!
  return plan.blocks
    .flatMap(({ rows, starts }, rule) =>
      Array.from({ length: starts.length - 1 }, (_, block) => {
        const members = [...rows.subarray(starts[block], starts[block + 1])]
        return members.flatMap((a, at) =>
          members.slice(at + 1).flatMap((b) => {
            if (split > 0 && a < split === b < split) return []
            for (let before = 0; before < rule; before++)
              if (of[a * width + before] === of[b * width + before]) return []
            return [`${a} ${b} ${rule}`]
          }),
        )
      }).flat(),
    )
    .sort()
}

type Query = (sql: string) => Promise<string[]>
const { DuckDBInstance } = await import('@duckdb/node-api')
const connection = await (await DuckDBInstance.create(':memory:')).connect()
const duckdb: Query = async (sql) => {
  const rows = (await connection.runAndReadAll(sql)).getRows()
  return rows.map((row) => row.map(Number).join(' '))
}

/**
 * ClickHouse in this process, where it is installed: `npm i --ignore-scripts chdb` in any folder
 * (Apache-2.0, 550 MB, too much for everybody's machine), and PANAH_CHDB naming that folder.
 */
function clickhouse(): Query | undefined {
  try {
    const from = createRequire(join(process.env.PANAH_CHDB ?? import.meta.dirname, 'package.json'))
    const { query } = from('chdb') as { query(sql: string, format: string): string }
    return async (sql) =>
      query(sql, 'TSV')
        .trim()
        .split('\n')
        .map((line) => line.replaceAll('\t', ' '))
  } catch {
    return undefined
  }
}
const engines: [Dialect, Query | undefined][] = [
  ['duckdb', duckdb],
  ['clickhouse', clickhouse()],
]

const records = [...makeRecords(2500, 31)].map((record) => ({ ...record }))
const tables = {
  'one table': fromRows(records),
  'two tables': fromRows(
    records.filter((_, at) => at % 5 === 0),
    records.filter((_, at) => at % 5 !== 0),
  ),
}

describe.each(
  Object.entries(tables).flatMap(([name, input]) => [
    [name, input, undefined] as const,
    [`${name}, no block of more than 4 rows`, input, 4] as const,
  ]),
)('candidates of %s', (name, input, mostInBlock) => {
  const path = join(folder, `${name}.parquet`)
  let linkage: Linkage
  beforeAll(async () => {
    linkage = await link(input, mostInBlock ? { ...settings, mostInBlock } : settings, {
      threads: 1,
    })
    if (mostInBlock) expect(linkage.rules.some(({ leftOut }) => leftOut)).toBe(true)
    await writeKeys(
      connection,
      linkage.fields,
      linkage.rules.map(({ rule }) => rule),
      path,
      mostInBlock,
    )
  }, 120_000)

  test.for(engines)(
    'are the same in %s and in the kernel, whole or in buckets',
    { timeout: 120_000 },
    async ([dialect, query], { skip }) => {
      if (!query) return skip('no ClickHouse: PANAH_CHDB names no folder with npm’s chdb')
      const wanted = kernelPairs(linkage)
      expect(wanted.length).toBeGreaterThan(500)
      expect((await query(candidatesSql(dialect, path, rules, input.split))).sort()).toEqual(wanted)
      const parts = await Promise.all(
        [0, 1, 2].map((bucket) =>
          query(candidatesSql(dialect, path, rules, input.split, { bucket, buckets: 3 })),
        ),
      )
      for (const part of parts) expect(part.length).toBeGreaterThan(wanted.length / 10)
      expect(parts.flat().sort()).toEqual(wanted)
    },
  )
})
