import type { DuckDBConnection } from '@duckdb/node-api'
import { keyWords, type Rule } from './blocking.ts'
import type { Prepared } from './prepare.ts'
import { pour } from './table.ts'

/** An engine that candidates can be found on. */
export type Dialect = 'duckdb' | 'clickhouse' | 'spark'

/** A share of the work: bucket `bucket` of `buckets`, by the hash of the keys. */
export interface Bucket {
  bucket: number
  buckets: number
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

const scans: Record<Dialect, (path: string) => string> = {
  duckdb: (path) => `read_parquet(${literal(path)})`,
  clickhouse: (path) => `file(${literal(path)}, Parquet)`,
  spark: (path) => `parquet.\`${path}\``,
}
/** One hash that every engine has, as lower-case hexadecimal digits. */
const hashes: Record<Dialect, (key: string) => string> = {
  duckdb: (key) => `md5(${key})`,
  clickhouse: (key) => `lower(hex(MD5(${key})))`,
  spark: (key) => `md5(${key})`,
}

const HEX = 16 ** 4
const hex = (share: number): string =>
  Math.round(share * HEX)
    .toString(16)
    .padStart(4, '0')

function within(hash: string, { bucket, buckets }: Bucket): string {
  const start = `substr(${hash}, 1, 4)`
  const from = `${start} >= '${hex(bucket / buckets)}'`
  return bucket + 1 < buckets ? `${from} and ${start} < '${hex((bucket + 1) / buckets)}'` : from
}

/**
 * The candidate pairs of rules in SQL, over a table of keys that {@link writeKeys} wrote: `a, b` are
 * row numbers, `rule` the first rule that brings the two together. The buckets of one plan, run
 * anywhere and in any order, give every pair once. Strings are compared nowhere: engines differ in
 * that, and the kernel does it.
 */
export function candidatesSql(
  dialect: Dialect,
  path: string,
  rules: number,
  split: number,
  share?: Bucket,
): string {
  const keys = scans[dialect](path)
  const sides = split > 0 ? `x.id < ${split} and y.id >= ${split}` : 'x.id < y.id'
  return Array.from({ length: rules }, (_, rule) => {
    const earlier = Array.from(
      { length: rule },
      (_, before) => ` and not coalesce(x.k${before} = y.k${before}, false)`,
    ).join('')
    const here = share ? ` and ${within(hashes[dialect](`x.k${rule}`), share)}` : ''
    return `select x.id as a, y.id as b, ${rule} as rule from ${keys} x join ${keys} y on x.k${rule} = y.k${rule} where ${sides}${here}${earlier}`
  }).join('\nunion all\n')
}

/**
 * Writes each row's number (`id`) and its key for each rule (`k0`, `k1` …; null where it has none) as
 * Parquet. A key that more than `mostInBlock` rows have is left out as a run leaves out its block.
 */
export async function writeKeys(
  connection: DuckDBConnection,
  prepared: readonly Prepared[],
  rules: readonly Rule[],
  path: string,
  mostInBlock?: number,
): Promise<void> {
  const rows = prepared[0]!.field.words[0]!.length
  const columns: Int32Array[] = [Int32Array.from({ length: rows }, (_, row) => row)]
  const names = ['id']
  const keys = rules.map((rule, at) => {
    const own = rule.flatMap((key) => {
      const [name, part] = key.split('.') as [string, string]
      return keyWords(prepared.find(({ field }) => field.name === name)!, part)
    })
    const words = own.map((_, word) => `w${at}_${word}`)
    columns.push(...own)
    names.push(...words)
    const missing = words.map((word) => `${word} = -1`).join(' or ')
    return `case when ${missing} then null else concat_ws('.', ${words.join(', ')}) end as k${at}`
  })
  await pour(connection, 'rule_keys', columns, names)
  const capped = rules.map((_, at) =>
    mostInBlock === undefined
      ? `k${at}`
      : `case when count(*) over (partition by k${at}) > ${mostInBlock} then null else k${at} end as k${at}`,
  )
  await connection.run(
    `copy (select id, ${capped.join(', ')} from (select id, ${keys.join(', ')} from rule_keys) order by id) to ${literal(path)} (format parquet)`,
  )
}
