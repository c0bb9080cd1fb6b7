import { createHash } from 'node:crypto'
import pg from 'pg'
import { type Connection, poolConfig } from '../core/database.ts'

/** One table of ours, in an order in which every reference finds its row already there. */
export interface Table {
  schema: string
  name: string
  columns: string[]
}

/** What a table holds, in a form in which two copies can be compared. */
export interface Sum {
  rows: number
  /** Sum of the rows' hashes modulo 2^128, so that the order of rows does not matter; hex. */
  hash: string
}

export async function connect(connection: Connection): Promise<pg.Client> {
  const client = new pg.Client(poolConfig(connection))
  client.on('error', () => {})
  await client.connect()
  // The same text for the same value, whatever the server is set to.
  await client.query(`set datestyle = 'ISO, YMD'; set timezone = 'UTC'; set intervalstyle = 'postgres';
    set extra_float_digits = 3; set bytea_output = 'hex'; set client_encoding = 'UTF8'`)
  return client
}

const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_'
  and not exists (select from pg_depend e where e.objid = c.oid and e.deptype = 'e')`

export async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table & { id: string; needs: string[] }>(`
    select c.oid::text as id, n.nspname as schema, c.relname as name,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
        and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select distinct f.confrelid::text from pg_constraint f
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as needs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and ${ours} order by 2, 3`)
  const sorted: Table[] = []
  const placed = new Set<string>()
  let waiting = rows
  while (waiting.length) {
    const ready = waiting.filter((table) => table.needs.every((id) => placed.has(id)))
    if (!ready.length)
      throw new Error(
        `Tables refer to one another in a circle: ${waiting.map((one) => one.name).join(', ')}`,
      )
    for (const { id, schema, name, columns } of ready) {
      placed.add(id)
      sorted.push({ schema, name, columns })
    }
    waiting = waiting.filter((table) => !placed.has(table.id))
  }
  return sorted
}

export const titleOf = (table: Pick<Table, 'schema' | 'name'>) => `${table.schema}.${table.name}`

export function quoted(table: Pick<Table, 'schema' | 'name'>): string {
  return `${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.name)}`
}

export function quotedWithColumns(table: Table): string {
  return `${quoted(table)} (${table.columns.map((column) => pg.escapeIdentifier(column)).join(', ')})`
}

/**
 * Lets the owner of the tables read every row of them, which row-level security denies it too.
 * Requests run as panah_app, never as the owner: nothing opens for them.
 */
export async function allowWholeCopy(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ whole: boolean }>(
    'select rolsuper or rolbypassrls as whole from pg_roles where rolname = current_user',
  )
  if (rows[0]?.whole) return
  const missing = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.relrowsecurity and ${ours}
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'owner_copies_whole')`)
  for (const table of missing.rows) {
    await client.query(
      `create policy owner_copies_whole on ${quoted(table)} for select to current_user using (true)`,
    )
  }
}

/** Lifts row-level security from the tables for one transaction: COPY FROM cannot pass it. */
export async function forceSecurity(
  client: pg.Client,
  tables: readonly Table[],
  force: boolean,
): Promise<void> {
  for (const table of tables) {
    const { rows } = await client.query<{ secured: boolean }>(
      'select relrowsecurity as secured from pg_class where oid = $1::regclass',
      [quoted(table)],
    )
    if (rows[0]?.secured)
      await client.query(
        `alter table ${quoted(table)} ${force ? '' : 'no '}force row level security`,
      )
  }
}

/** Removes every schema of ours with all it holds; what migrations make is made again by them. */
export async function emptyDatabase(connection: Connection): Promise<void> {
  const client = await connect(connection)
  try {
    const { rows } = await client.query<{ name: string }>(
      `select nspname as name from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')`,
    )
    await client.query('begin')
    for (const { name } of rows)
      await client.query(`drop schema ${pg.escapeIdentifier(name)} cascade`)
    await client.query('drop table if exists public.migration')
    await client.query('commit')
  } finally {
    await client.end()
  }
}

/** Adds up the rows of one table as they pass. */
export function rowSum(): { add(line: Uint8Array): void; sum(): Sum } {
  let rows = 0
  let total = 0n
  return {
    add(line) {
      rows++
      total += BigInt(`0x${createHash('sha256').update(line).digest('hex').slice(0, 32)}`)
    },
    sum: () => ({ rows, hash: (total & ((1n << 128n) - 1n)).toString(16).padStart(32, '0') }),
  }
}

interface Wire {
  query(text: string): void
  sendCopyFromChunk(chunk: Uint8Array): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
  stream: {
    pause(): void
    resume(): void
    writableNeedDrain: boolean
    once(event: string, then: () => void): void
  }
}

/** Reads a table as lines of COPY text, one row each (with its line feed), waiting for the taker. */
export function copyOut(
  client: pg.Client,
  table: Table,
  take: (line: Buffer) => Promise<void> | void,
): Promise<void> {
  const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(', ')
  return new Promise((done, fail) => {
    let wire: Wire
    let taking = Promise.resolve()
    let waiting = 0
    let trouble: Error | undefined
    client.query({
      submit(connection: Wire) {
        wire = connection
        connection.query(`copy (select ${columns} from ${quoted(table)}) to stdout`)
      },
      handleCopyData({ chunk }: { chunk: Buffer }) {
        const line = Buffer.from(chunk)
        if (++waiting === 200) wire.stream.pause()
        taking = taking
          .then(() => take(line))
          .catch((reason) => {
            trouble ??= reason
          })
          .then(() => {
            if (--waiting === 20) wire.stream.resume()
          })
      },
      handleCommandComplete() {},
      handleError: (reason: Error) => fail(reason),
      handleReadyForQuery() {
        taking.then(() => (trouble ? fail(trouble) : done()), fail)
      },
    } as never)
  })
}

/** Writes lines of COPY text into a table. */
export function copyIn(
  client: pg.Client,
  table: Table,
  lines: AsyncIterable<Uint8Array>,
): Promise<void> {
  return new Promise((done, fail) => {
    let trouble: Error | undefined
    client.query({
      submit: (connection: Wire) => connection.query(`copy ${quotedWithColumns(table)} from stdin`),
      handleCopyInResponse(connection: Wire) {
        send(connection, lines).catch((reason: Error) => {
          trouble = reason
          connection.sendCopyFail('stopped')
        })
      },
      handleCommandComplete() {},
      handleError: (reason: Error) => fail(trouble ?? reason),
      handleReadyForQuery: () => (trouble ? fail(trouble) : done()),
    } as never)
  })
}

async function send(connection: Wire, lines: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const line of lines) {
    connection.sendCopyFromChunk(line)
    if (connection.stream.writableNeedDrain)
      await new Promise<void>((go) => connection.stream.once('drain', go))
  }
  connection.endCopyFrom()
}

/** What a table holds now. */
export async function sumOf(client: pg.Client, table: Table): Promise<Sum> {
  const sum = rowSum()
  await copyOut(client, table, (line) => sum.add(line))
  return sum.sum()
}
