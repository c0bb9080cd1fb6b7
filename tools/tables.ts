/**
 * Writes the TypeScript types of a schema's tables from a migrated database:
 * `npx tsx tools/tables.ts cases` writes rooms/cases/tables.ts (core: core/tables.ts).
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { projectRoot } from '../core/config.ts'
import { poolConfig } from '../core/database.ts'
import { testDatabase } from './test-database.ts'

interface Column {
  table_name: string
  column_name: string
  udt_name: string
  is_nullable: 'YES' | 'NO'
  column_default: string | null
}

const typeOf: Record<string, string> = {
  bool: 'boolean',
  bytea: 'Buffer',
  date: 'string',
  float8: 'number',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  jsonb: 'unknown',
  text: 'string',
  timestamptz: 'string',
  uuid: 'string',
}

function typescriptOf(udt: string): string {
  if (udt.startsWith('_')) return `${typescriptOf(udt.slice(1))}[]`
  const type = typeOf[udt]
  if (!type) throw new Error(`No TypeScript type for the PostgreSQL type ${udt}.`)
  return type
}

function columnOf(column: Column): string {
  const type = `${typescriptOf(column.udt_name)}${column.is_nullable === 'YES' ? ' | null' : ''}`
  const filled = column.column_default !== null
  return `  ${column.column_name}: ${filled ? `Generated<${type}>` : type}`
}

export function tablesOf(schema: string, columns: Column[]): string {
  const tables = grouped(columns)
  const titles = [...tables.keys()].map((table) => [table, pascal(table)] as const)
  const bodies = titles.map(
    ([table, title]) =>
      `export interface ${title}Table {\n${tables.get(table)!.map(columnOf).join('\n')}\n}`,
  )
  const map = titles.map(([table, title]) => `  '${schema}.${table}': ${title}Table`).join('\n')
  return `// Written by tools/tables.ts from the database. Do not edit.\nimport type { Generated } from 'kysely'\n\n${bodies.join('\n\n')}\n\nexport interface ${pascal(schema)}Tables {\n${map}\n}\n`
}

function grouped(columns: Column[]): Map<string, Column[]> {
  const map = new Map<string, Column[]>()
  for (const column of columns)
    map.set(column.table_name, [...(map.get(column.table_name) ?? []), column])
  return map
}

function pascal(name: string): string {
  return name.replace(/(^|_)([a-z])/g, (_all, _gap, letter: string) => letter.toUpperCase())
}

export async function readColumns(client: pg.Client, schema: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `select table_name, column_name, udt_name, is_nullable, column_default from information_schema.columns
     where table_schema = $1 order by table_name, ordinal_position`,
    [schema],
  )
  return rows
}

if (process.argv[1]?.endsWith('tables.ts')) {
  const schema = process.argv[2] ?? 'core'
  const scratch = await testDatabase()
  const client = new pg.Client(poolConfig(scratch.connection))
  await client.connect()
  const file = schema === 'core' ? 'core/tables.ts' : `rooms/${schema}/tables.ts`
  const columns = await readColumns(client, schema)
  if (!columns.length) throw new Error(`There is no schema ${schema}.`)
  writeFileSync(join(projectRoot(), file), tablesOf(schema, columns))
  await client.end()
  await scratch.drop()
  execFileSync('npx', ['biome', 'format', '--write', file], {
    cwd: projectRoot(),
    stdio: 'inherit',
  })
  console.log(`Wrote ${file}.`)
  process.exit(0)
}
