import { createHash, randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { projectRoot } from '../core/config.ts'
import { asSystem, type Connection, openDatabase, poolConfig } from '../core/database.ts'
import { listMigrations, migrate } from '../core/migrate.ts'
import { startEmbedded } from '../core/postgres.ts'
import { isAlive } from '../core/postgres-folder.ts'
import { loadReference, readReference } from '../core/reference.ts'

/** A server that test databases are made on. */
export interface TestServer {
  maintenance: Connection
  /** The same server with another database, as the role that the house signs in as. */
  database(name: string): Connection
  owner: string | undefined
  stop(): Promise<void>
}

export interface TestDatabase {
  connection: Connection
  drop(): Promise<void>
}

/**
 * The server of `DATABASE_URL`, or else one embedded server that all test processes of this
 * checkout share. It does not wait for the disk: what it holds is thrown away.
 */
export async function testServer(): Promise<TestServer> {
  const url = process.env.DATABASE_URL
  if (url)
    return {
      maintenance: url,
      database: (name) => withDatabase(url, name),
      owner: undefined,
      stop: async () => {},
    }
  const embedded = await startEmbedded(join(projectRoot(), 'var/test-postgres'), { durable: false })
  return {
    maintenance: embedded.superuser,
    database: (name) => ({ ...embedded.connection, database: name }),
    owner: 'panah',
    stop: embedded.stop,
  }
}

/** A fresh database with every migration and the reference data, copied from a template in a moment. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await testServer()
  const name = `panah_test_${place}_${process.pid}_${randomBytes(4).toString('hex')}`
  await withClient(server.maintenance, async (client) => {
    const template = await prepareTemplate(server, client)
    await client.query(
      `create database ${name} template ${template}${server.owner ? ` owner ${server.owner}` : ''}`,
    )
  })
  return {
    connection: server.database(name),
    async drop() {
      await withClient(server.maintenance, (client) => dropDatabase(client, name))
      await server.stop()
    },
  }
}

/** Removes what test processes that were killed left behind. */
export async function dropLeftovers(server: TestServer): Promise<void> {
  await withClient(server.maintenance, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      `select datname from pg_database where starts_with(datname, $1)`,
      [`panah_test_${place}_`],
    )
    for (const { datname } of rows) {
      const pid = Number(datname.split('_')[3])
      if (!isAlive(pid)) await dropDatabase(client, datname)
    }
  })
}

const INSUFFICIENT_PRIVILEGE = '42501'

/** A worker of the server's own, such as its vacuum, is not ended by an ordinary role: it is soon gone by itself. */
async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await client.query(`drop database if exists ${name} with (force)`)
      return
    } catch (trouble) {
      if ((trouble as { code?: string }).code !== INSUFFICIENT_PRIVILEGE || tries === 40)
        throw trouble
      await wait(250)
    }
  }
}

// Several machines may test against one server: each clears away only its own.
const place = createHash('sha256')
  .update(`${hostname()} ${projectRoot()}`)
  .digest('hex')
  .slice(0, 8)

async function prepareTemplate(server: TestServer, client: pg.Client): Promise<string> {
  const hashes = [
    ...listMigrations().map((migration) => migration.hash),
    readReference().hash,
  ].join()
  const template = `panah_template_${place}_${createHash('sha256').update(hashes).digest('hex').slice(0, 12)}`
  if (await exists(client, template)) return template
  await client.query('select pg_advisory_lock(727263)')
  try {
    if (await exists(client, template)) return template
    await dropOldTemplates(client)
    const half = `${template}_half`
    await client.query(
      `create database ${half}${server.owner ? ` owner ${server.owner}` : ''} template template0`,
    )
    await fill(server.database(half))
    await client.query(`alter database ${half} rename to ${template}`)
    return template
  } finally {
    await client.query('select pg_advisory_unlock(727263)')
  }
}

async function fill(connection: Connection): Promise<void> {
  await migrate(connection)
  const database = openDatabase(connection)
  await asSystem({ database }, loadReference)
  await database.close()
}

async function exists(client: pg.Client, name: string): Promise<boolean> {
  return (await client.query('select from pg_database where datname = $1', [name])).rowCount === 1
}

async function dropOldTemplates(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where starts_with(datname, $1)`,
    [`panah_template_${place}_`],
  )
  // One that is being copied this moment cannot be dropped; the next run does it.
  for (const { datname } of rows)
    await client.query(`drop database ${datname}`).catch(() => undefined)
}

async function withClient<T>(
  connection: Connection,
  act: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(poolConfig(connection))
  client.on('error', () => {})
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}

function withDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
