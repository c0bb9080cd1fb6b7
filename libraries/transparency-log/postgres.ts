import type { Checkpoint } from './checkpoint.ts'
import { Edge, type Grown, type StoredTile } from './edge.ts'
import { LogFault } from './fault.ts'
import { emptyRoot, HASH } from './hash.ts'
import type { Source } from './reader.ts'
import { BUNDLES_IN_SPAN, countAt, cutBundle, type TileId, WIDTH } from './tile.ts'
import type { TreeHead } from './tree.ts'
import type { Feed, Placed } from './writer.ts'

/** All that is needed of a PostgreSQL client: rows for a statement with $1, $2 …; bytea as Uint8Array. */
export type Query = <Row>(text: string, values?: readonly unknown[]) => Promise<Row[]>

/** Runs work in one transaction: commits when it resolves, rolls back when it throws. */
export type Transaction = <T>(work: (query: Query) => Promise<T>) => Promise<T>

export interface Head extends Checkpoint {
  /** What the newest published note covers. */
  signedSize: number
  note: string | null
}

/** The tables of one or several logs in a schema. {@link tables} makes them. */
export class PostgresLog {
  readonly name: string
  readonly #schema: string

  constructor(schema: string, name: string) {
    if (!/^[a-z_]+$/.test(schema)) throw new Error(`"${schema}" is no name of a schema.`)
    this.#schema = schema
    this.name = name
  }

  /** Makes the row of the log, if it is not there; its origin stays what it was at birth. */
  async create(query: Query, origin: string): Promise<void> {
    await query(
      `insert into ${this.#schema}.log (name, origin, size, root) values ($1, $2, 0, $3) on conflict do nothing`,
      [this.name, origin, Buffer.from(emptyRoot)],
    )
  }

  async findOrigin(query: Query): Promise<string | undefined> {
    const rows = await query<{ origin: string }>(
      `select origin from ${this.#schema}.log where name = $1`,
      [this.name],
    )
    return rows[0]?.origin
  }

  /** As {@link getHead}; once this transaction is committed, what it gave is on the disk. */
  getSafeHead(query: Query): Promise<Head> {
    // The row's lock is written to the journal, so that its commit waits for all that came before it.
    return this.#readHead(query, 'for update')
  }

  getHead(query: Query): Promise<Head> {
    return this.#readHead(query, '')
  }

  async #readHead(query: Query, lock: 'for update' | ''): Promise<Head> {
    const [row] = await query<{
      origin: string
      size: number
      root: Uint8Array
      signed_size: number
      note: string | null
    }>(
      `select origin, size, root, signed_size, note from ${this.#schema}.log where name = $1 ${lock}`,
      [this.name],
    )
    if (!row) throw new LogFault('missing', `There is no log "${this.name}".`)
    const { origin, root, note } = row
    return { origin, size: Number(row.size), root, signedSize: Number(row.signed_size), note }
  }

  /**
   * Whether this transaction may sequence; another one does, if not. Its commit does not wait for the
   * disk: a crash would take the whole batch back into the queue, and nothing is signed before
   * {@link getSafeHead} has waited.
   */
  async lock(query: Query): Promise<boolean> {
    const rows = await query<{ got: boolean }>(
      `select pg_try_advisory_xact_lock(hashtext($1)) as got, set_config('synchronous_commit', 'off', true)`,
      [`${this.#schema}.log ${this.name}`],
    )
    return rows[0]!.got
  }

  async loadEdge(query: Query, head: Head): Promise<Edge> {
    const tiles: StoredTile[] = []
    for (let level = 0; countAt(level, head.size) > 0; level++) {
      const n = Math.floor(countAt(level, head.size) / WIDTH)
      const bytes = await this.#bytes(query, 'log_tile', 'level = $3 and n = $2', [n, level])
      if (bytes) tiles.push({ level, n, bytes })
    }
    const bundle = await this.#bytes(query, 'log_bundle', 'n = $2', [Math.floor(head.size / WIDTH)])
    // More may be stored than the head covers only if somebody has turned the head back.
    const cut = bundle && cutBundle(bundle, head.size % WIDTH)
    return Edge.from(head, tiles, cut)
  }

  /** Where the items with these keys stand, as far as they do. */
  async findIndexes(query: Query, keys: readonly string[]): Promise<Map<string, number>> {
    const rows = await query<{ key: string; index: number }>(
      `select key, index from ${this.#schema}.log_key where log = $1 and key = any ($2::text[])`,
      [this.name, keys],
    )
    return new Map(rows.map(({ key, index }) => [key, Number(index)]))
  }

  /** Writes a batch. The head moves from exactly `before`: two writers can never both go on from it. */
  async write(
    query: Query,
    of: { grown: Grown; placed: readonly Placed[]; before: TreeHead; after: TreeHead },
  ): Promise<void> {
    const { grown, placed, before, after } = of
    if (after.size === before.size) return
    const schema = this.#schema
    const values: unknown[] = [
      this.name,
      placed.map(({ key }) => key),
      placed.map(({ index }) => index),
      after.size,
      Buffer.from(after.root),
      before.size,
      Buffer.from(before.root),
    ]
    const bind = (value: unknown, type: string) => `$${values.push(value)}::${type}`
    // Each a value of its own: bytes within an array would be sent, and read, as hexadecimal text.
    const tiles = grown.tiles.map(
      ({ level, n, bytes }) =>
        `($1, ${bind(level, 'smallint')}, ${bind(n, 'bigint')}, ${bind(binary(bytes), 'bytea')})`,
    )
    const bundles = grown.bundles.map(
      ({ n, bytes }) => `($1, ${bind(n, 'bigint')}, ${bind(binary(bytes), 'bytea')})`,
    )
    // One statement: each round trip counts while the next batch waits for the lock.
    const moved = await query(
      `with keys as (
         insert into ${schema}.log_key (log, key, index) select $1, * from unnest($2::text[], $3::bigint[])
       ), tiles as (
         insert into ${schema}.log_tile (log, level, n, bytes) values ${tiles.join(', ')}
         on conflict (log, level, n) do update set bytes = excluded.bytes
       ), bundles as (
         insert into ${schema}.log_bundle (log, n, bytes) values ${bundles.join(', ')}
         on conflict (log, n) do update set bytes = excluded.bytes
       )
       update ${schema}.log set size = $4, root = $5 where name = $1 and size = $6 and root = $7 returning 1`,
      values,
    )
    if (!moved.length) throw new LogFault('fork', 'The log has moved on while this was written.')
  }

  /** Shows a checkpoint, unless a larger one is shown already. */
  async publish(query: Query, head: TreeHead, note: string): Promise<void> {
    await query(
      `with shown as (
         insert into ${this.#schema}.log_checkpoint (log, size, note) values ($1, $2, $3) on conflict do nothing
       )
       update ${this.#schema}.log set note = $3, signed_size = $2
       where name = $1 and (note is null or signed_size < $2)`,
      [this.name, head.size, note],
    )
  }

  /** Puts an item into the log's own queue; the same key once. Runs in the caller's transaction. */
  async enqueue(query: Query, item: { key: string; entry: Uint8Array }): Promise<void> {
    await query(
      `insert into ${this.#schema}.log_pending (log, key, entry) values ($1, $2, $3) on conflict do nothing`,
      [this.name, item.key, Buffer.from(item.entry)],
    )
  }

  /** The log's own queue. */
  queue(): Feed {
    const table = `${this.#schema}.log_pending`
    return {
      take: async (query, most) => {
        // Taken and gone in one statement: if the batch fails, all of it is back. Only who has the
        // sequencer's lock takes, so that no row has to be locked before it goes.
        const rows = await query<{ key: string; entry: Uint8Array; at: string }>(
          `delete from ${table} where ctid = any (array(
             select ctid from ${table} where log = $1 and trouble is null order by at, key limit $2))
           returning key, entry, at::text as at`,
          [this.name, most],
        )
        return rows.sort((one, other) =>
          one.at === other.at ? (one.key < other.key ? -1 : 1) : one.at < other.at ? -1 : 1,
        )
      },
      placed: async () => undefined,
      refused: async (query, items, why) => {
        await query(
          `insert into ${table} (log, key, entry, trouble) select $1, *, $4 from unnest($2::text[], $3::bytea[])`,
          [
            this.name,
            items.map(({ key }) => key),
            items.map(({ entry }) => Buffer.from(entry)),
            why,
          ],
        )
      },
    }
  }

  /** The log's files, as they are served. */
  source(query: Query): Source {
    const missing = () => new LogFault('missing', 'This part of the log is not there.')
    // One connection answers one question at a time.
    let turn: Promise<unknown> = Promise.resolve()
    const bytesOf = (table: string, where: string, values: readonly number[]) => {
      const mine = turn.then(() => this.#bytes(query, table, where, values))
      turn = mine.catch(() => undefined)
      return mine
    }
    return {
      checkpoint: async () => {
        const { note } = await this.getHead(query)
        if (note === null) throw missing()
        return note
      },
      tile: async ({ level, n, width }: TileId) => {
        const bytes = await bytesOf('log_tile', 'level = $3 and n = $2', [n, level])
        // The narrower tiles of the past are the beginnings of the one that is stored.
        if (!bytes || bytes.length < width * HASH) throw missing()
        return bytes.subarray(0, width * HASH)
      },
      bundle: async (n, width) => {
        const bytes = await bytesOf('log_bundle', 'n = $2', [n])
        const cut = bytes && cutBundle(bytes, width)
        if (!cut) throw missing()
        return cut
      },
      span: async (n) => {
        const [first, next] = [n * BUNDLES_IN_SPAN, (n + 1) * BUNDLES_IN_SPAN]
        const [row] = await query<{ bytes: Uint8Array | null }>(
          `select string_agg(bytes, '' order by n) as bytes from ${this.#schema}.log_bundle
           where log = $1 and n >= $2 and n < $3
           and (select size from ${this.#schema}.log where name = $1) >= $4`,
          [this.name, first, next, next * WIDTH],
        )
        if (!row?.bytes) throw missing()
        return row.bytes
      },
    }
  }

  async #bytes(query: Query, table: string, where: string, values: readonly number[]) {
    const rows = await query<{ bytes: Uint8Array }>(
      `select bytes from ${this.#schema}.${table} where log = $1 and ${where}`,
      [this.name, ...values],
    )
    return rows[0]?.bytes
  }
}

const binary = ({ buffer, byteOffset, length }: Uint8Array) =>
  Buffer.from(buffer, byteOffset, length)

/** The statements that make the tables in a schema that is there. */
export function tables(schema: string): string {
  return `
create table ${schema}.log (
  name text primary key,
  origin text not null,
  size bigint not null default 0,
  root bytea not null check (length(root) = 32),
  signed_size bigint not null default 0,
  note text
);
create table ${schema}.log_pending (
  log text not null,
  key text not null,
  entry bytea not null,
  at timestamptz not null default clock_timestamp(),
  trouble text,
  primary key (log, key)
);
create index log_pending_next on ${schema}.log_pending (log, at, key) where trouble is null;
create table ${schema}.log_key (
  log text not null,
  key text not null,
  index bigint not null,
  primary key (log, key)
);
create table ${schema}.log_tile (
  log text not null,
  level smallint not null,
  n bigint not null,
  bytes bytea not null,
  primary key (log, level, n)
);
create table ${schema}.log_bundle (
  log text not null,
  n bigint not null,
  bytes bytea not null,
  primary key (log, n)
);
create table ${schema}.log_checkpoint (
  log text not null,
  size bigint not null,
  note text not null,
  at timestamptz not null default now(),
  primary key (log, size)
);
-- Hashes do not compress: trying would only cost time.
alter table ${schema}.log_tile alter column bytes set storage external;
alter table ${schema}.log_bundle alter column bytes set storage external;
`
}
