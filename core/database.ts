import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import type { House } from './house.ts'
import type { CoreTables } from './tables.ts'

/** A transaction that runs as the person of the request: row-level security applies. */
export type Db = Transaction<CoreTables>

export interface Database {
  readonly kysely: Kysely<CoreTables>
  /** A few connections for work of its own within a request: see {@link aside}. */
  readonly aside: Kysely<CoreTables>
  close(): Promise<void>
}

// Timestamps travel as ISO text and counts as numbers: what a JSON answer needs.
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString())
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export type Connection = string | pg.PoolConfig

export function poolConfig(connection: Connection): pg.PoolConfig {
  return typeof connection === 'string' ? { connectionString: connection } : connection
}

/** Opens a pool of connections; `max` is sized for a small server, raise it with PANAH_CONNECTIONS. */
export function openDatabase(connection: Connection): Database {
  const max = Number(process.env.PANAH_CONNECTIONS ?? 16)
  const [kysely, aside] = [open(connection, max), open(connection, ASIDE)]
  const close = async () => void (await Promise.all([kysely.destroy(), aside.destroy()]))
  return { kysely, aside, close }
}

const ASIDE = 4

function open(connection: Connection, max: number): Kysely<CoreTables> {
  // Work that waits for a second connection while it holds one could wait for ever: it fails instead.
  const pool = new pg.Pool({ ...poolConfig(connection), max, connectionTimeoutMillis: 30_000 })
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  return new Kysely<CoreTables>({ dialect: new BoundDialect({ pool }) })
}

/** Every transaction begins as the role that row-level security binds, in the one message that begins it. */
class BoundDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin; set local role panah_app'))
  }
}

class BoundDialect extends PostgresDialect {
  readonly #pool: pg.Pool
  constructor({ pool }: { pool: pg.Pool }) {
    super({ pool })
    this.#pool = pool
  }
  override createDriver(): Driver {
    return new BoundDriver({ pool: this.#pool })
  }
}

/** Runs `work` in one transaction as the role that row-level security binds, with no viewer yet. */
export function inTransaction<T>(database: Database, work: (db: Db) => Promise<T>): Promise<T> {
  return database.kysely.transaction().execute(work)
}

/** Runs `work` as the system: for background work that no person of a request stands behind. */
export function asSystem<T>(
  house: Pick<House, 'database'>,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  return bySystem(house.database.kysely, work)
}

/**
 * Runs `work` as the system in a transaction of its own while a request holds one: what a refusal must
 * not undo, or what the person may not read. Its connections are others than those of requests, so
 * that many requests at once never wait for one another.
 */
export function aside<T>(house: Pick<House, 'database'>, work: (db: Db) => Promise<T>): Promise<T> {
  return bySystem(house.database.aside, work)
}

function bySystem<T>(kysely: Kysely<CoreTables>, work: (db: Db) => Promise<T>): Promise<T> {
  return kysely.transaction().execute(async (db) => {
    await db.executeQuery(CompiledQuery.raw(`select set_config('panah.system', 'yes', true)`))
    return work(db)
  })
}
