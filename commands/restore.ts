import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize, resolve } from 'node:path'
import type pg from 'pg'
import type { Config } from '../core/config.ts'
import type { Connection } from '../core/database.ts'
import { listMigrations, migrate } from '../core/migrate.ts'
import { type BackupHead, type BackupSums, readSealed } from './backup-file.ts'
import { type Command, CommandProblem } from './command.ts'
import {
  connect,
  copyIn,
  emptyDatabase,
  forceSecurity,
  listTables,
  quoted,
  sumOf,
  type Table,
  titleOf,
} from './database-copy.ts'
import { openGround, settings } from './ground.ts'
import { askPassphrase } from './passphrase.ts'

export const restore: Command = {
  name: 'restore',
  help: `./panah restore FILE [--replace] [--passphrase-file F]
./panah restore FILE --show-key

Checks the whole backup first; then puts it into the database in one transaction, and compares
every table with the backup before it commits. Refuses a database that holds anything, unless
--replace says that it may go, and one that somebody is connected to.
--show-key only prints the field key (PANAH_FIELD_KEY) that belongs to the backup.`,
  options: {
    'passphrase-file': { type: 'string' },
    replace: { type: 'boolean', default: false },
    'show-key': { type: 'boolean', default: false },
  },
  async run(call) {
    const [name] = call.words
    if (!name) throw new CommandProblem('no-file', 'Say which: ./panah restore FILE')
    const file = resolve(name)
    if (!existsSync(file)) throw new CommandProblem('no-such-file', `There is no file ${file}.`)
    const passphrase = await askPassphrase(call, 'open')
    call.tell('checking the backup …')
    const { head, sums } = await readSealed(file, passphrase, {})
    if (call.options['show-key']) {
      call.answer({ fieldKey: head.fieldKey }, head.fieldKey)
      return 0
    }
    const config = settings()
    checkFits(head, config)
    const ground = await openGround(config)
    try {
      await checkFree(ground.connection, call.options.replace)
      await restoreInto(ground.connection, config, file, passphrase, { head, sums }, call.tell)
    } finally {
      await ground.close()
    }
    const rows = Object.values(sums.tables).reduce((sum, table) => sum + table.rows, 0)
    const tables = Object.keys(sums.tables).length
    call.answer(
      {
        file,
        made: head.made,
        tables,
        rows,
        files: Object.keys(sums.files).length,
        verified: true,
      },
      `Restored and verified: ${rows} rows of ${tables} tables, as of ${head.made}.`,
    )
    return 0
  },
}

/** Refuses a backup of a newer Panah, of the other mode, or under another field key. */
function checkFits(head: BackupHead, config: Config): void {
  const known = new Map(listMigrations().map((one) => [one.name, one.hash]))
  const strange = head.migrations.find((one) => known.get(one.name) !== one.hash)
  if (strange) {
    throw new CommandProblem(
      'other-version',
      `The backup was made by Panah ${head.version}, whose ${strange.name} is not the one here: install that version first.`,
    )
  }
  if (head.mode !== config.mode) {
    throw new CommandProblem(
      'other-mode',
      `The backup is of a ${head.mode} installation and this one is ${config.mode}: set PANAH_MODE=${head.mode}.`,
    )
  }
  if (config.mode === 'live' && head.fieldKey !== Buffer.from(config.fieldKey).toString('base64')) {
    throw new CommandProblem(
      'other-key',
      'The backup was sealed under another field key: set PANAH_FIELD_KEY to what ./panah restore FILE --show-key prints.',
    )
  }
}

async function checkFree(connection: Connection, mayReplace: boolean): Promise<void> {
  const client = await connect(connection)
  try {
    const others = await client.query(
      `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
    )
    if (others.rowCount)
      throw new CommandProblem(
        'in-use',
        'Somebody is connected to this database: stop Panah first.',
      )
    const { rows } = await client.query<{ there: boolean }>(
      `select to_regclass('core.account') is not null as there`,
    )
    if (rows[0]?.there && !mayReplace) {
      throw new CommandProblem(
        'not-empty',
        'This database is not empty. If what it holds may go, say so with --replace.',
      )
    }
  } finally {
    await client.end()
  }
}

/** Empties the database and fills it from the backup; one transaction, verified before it commits. */
export async function restoreInto(
  connection: Connection,
  config: Config,
  file: string,
  passphrase: string,
  { head, sums }: { head: BackupHead; sums: BackupSums },
  tell: (text: string) => void,
): Promise<void> {
  await emptyDatabase(connection)
  const ran = new Set(head.migrations.map((one) => one.name))
  await migrate(
    connection,
    listMigrations().filter((one) => ran.has(one.name)),
  )
  const client = await connect(connection)
  const files: [path: string, bytes: Buffer][] = []
  try {
    await client.query('begin')
    const tables = await listTables(client)
    await forceSecurity(client, tables, false)
    await clear(client, tables)
    await readSealed(file, passphrase, {
      async table(title, columns, rows) {
        tell(`  ${title}`)
        await copyIn(client, { ...getTable(tables, title), columns }, rows)
      },
      file: (path, bytes) => void files.push([path, bytes]),
    })
    tell('comparing …')
    await compare(client, tables, sums)
    await forceSecurity(client, tables, true)
    await client.query('commit')
  } finally {
    await client.end()
  }
  for (const [path, bytes] of files) putFile(config.dataFolder, path, bytes)
}

function getTable(tables: readonly Table[], title: string): Table {
  const table = tables.find((one) => titleOf(one) === title)
  if (!table) throw new CommandProblem('other-version', `This Panah has no table ${title}.`)
  return table
}

/** Migrations may have put rows of their own into tables; the backup holds those too. */
async function clear(client: pg.Client, tables: readonly Table[]): Promise<void> {
  for (const table of [...tables].reverse()) {
    const { rowCount } = await client.query(`select from ${quoted(table)} limit 1`)
    if (rowCount) await client.query(`delete from ${quoted(table)}`)
  }
}

async function compare(
  client: pg.Client,
  tables: readonly Table[],
  sums: BackupSums,
): Promise<void> {
  for (const [title, told] of Object.entries(sums.tables)) {
    const found = await sumOf(client, getTable(tables, title))
    if (found.rows !== told.rows || found.hash !== told.hash) {
      throw new CommandProblem(
        'not-verified',
        `The table ${title} is not as in the backup: nothing was restored.`,
      )
    }
  }
}

function putFile(folder: string, path: string, bytes: Buffer): void {
  const safe = normalize(path)
  if (safe.startsWith('..') || safe.startsWith('/'))
    throw new CommandProblem('damaged', `The backup names a file outside the data folder: ${path}`)
  const target = join(folder, safe)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(`${target}.half`, bytes, { mode: 0o600 })
  renameSync(`${target}.half`, target)
}
