import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { projectRoot } from './config.ts'
import { type Connection, poolConfig } from './database.ts'

export interface Migration {
  name: string
  sql: string
  hash: string
}

export function listMigrations(folder = join(projectRoot(), 'migrations')): Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}-.+\.sql$/.test(file))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8')
      return { name, sql, hash: createHash('sha256').update(sql).digest('hex') }
    })
}

/**
 * Brings the database up to date, each file in a transaction of its own, and returns the names
 * of those it ran. Two processes that start at once wait for one another (advisory lock).
 * Throws where a file that already ran has been changed since.
 */
export async function migrate(
  connection: Connection,
  migrations = listMigrations(),
  tell: (name: string) => void = () => undefined,
): Promise<string[]> {
  const client = new pg.Client(poolConfig(connection))
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(727262)')
    await client.query(
      'create table if not exists public.migration (name text primary key, hash text not null, at timestamptz not null default now())',
    )
    const { rows } = await client.query<{ name: string; hash: string }>(
      'select name, hash from public.migration',
    )
    const ran = new Map(rows.map((row) => [row.name, row.hash]))
    const done: string[] = []
    for (const migration of migrations) {
      if (ran.has(migration.name)) {
        refuseChanged(migration, ran.get(migration.name)!)
        continue
      }
      tell(migration.name)
      await runOne(client, migration)
      done.push(migration.name)
    }
    return done
  } finally {
    await client.end()
  }
}

function refuseChanged(migration: Migration, ranHash: string): void {
  if (migration.hash === ranHash) return
  throw new Error(
    `Migration ${migration.name} has been changed since it ran here. Restore the file, and put the change into a new migration.`,
  )
}

async function runOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into public.migration (name, hash) values ($1, $2)', [
      migration.name,
      migration.hash,
    ])
    await client.query('commit')
  } catch (trouble) {
    await client.query('rollback')
    throw new Error(`Migration ${migration.name} failed: ${(trouble as Error).message}`, {
      cause: trouble,
    })
  }
}
