import { join } from 'node:path'
import { sql } from 'kysely'
import { pino } from 'pino'
import { BadConfig, type Config, readConfig } from '../core/config.ts'
import { type Connection, openDatabase } from '../core/database.ts'
import { fieldsUnder } from '../core/fields.ts'
import type { House } from '../core/house.ts'
import { type EmbeddedPostgres, startEmbedded } from '../core/postgres.ts'
import { readWords } from '../core/words.ts'
import { CommandProblem } from './command.ts'

export function settings(): Config {
  try {
    return readConfig(process.env)
  } catch (trouble) {
    if (!(trouble instanceof BadConfig)) throw trouble
    const list = trouble.complaints.map((complaint) => `  • ${complaint}`).join('\n')
    throw new CommandProblem('bad-settings', `Panah cannot start with these settings:\n${list}`)
  }
}

/** A database that answers: the server of DATABASE_URL, or the embedded one. */
export interface Ground {
  connection: Connection
  embedded: EmbeddedPostgres | undefined
  close(): Promise<void>
}

export async function openGround(config: Config): Promise<Ground> {
  if (config.databaseUrl)
    return { connection: config.databaseUrl, embedded: undefined, close: async () => {} }
  const embedded = await startEmbedded(join(config.dataFolder, 'postgres'))
  return { connection: embedded.connection, embedded, close: embedded.stop }
}

/** A house without routes and port, for a command that only reads or writes. */
export function quietHouse(config: Config, connection: Connection): House {
  return {
    config,
    database: openDatabase(connection),
    fields: fieldsUnder(config.fieldKey),
    words: readWords(),
    now: () => new Date(),
    log: pino({ level: 'error' }, pino.destination(2)),
    stir: () => undefined,
  }
}

export async function withGround<T>(
  work: (config: Config, ground: Ground) => Promise<T>,
): Promise<T> {
  const config = settings()
  const ground = await openGround(config)
  try {
    return await work(config, ground)
  } finally {
    await ground.close()
  }
}

export async function withHouse<T>(work: (house: House) => Promise<T>): Promise<T> {
  return withGround(async (config, ground) => {
    const house = quietHouse(config, ground.connection)
    try {
      await refuseUnmigrated(house)
      return await work(house)
    } finally {
      await house.database.close()
    }
  })
}

async function refuseUnmigrated(house: House): Promise<void> {
  const { rows } = await sql<{
    there: boolean
  }>`select to_regclass('core.account') is not null as there`.execute(house.database.kysely)
  if (rows[0]?.there) return
  throw new CommandProblem(
    'not-migrated',
    'The database is still empty: run ./panah migrate first.',
  )
}
