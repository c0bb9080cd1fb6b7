import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Config } from '../core/config.ts'
import { projectRoot } from '../core/config.ts'
import type { Connection } from '../core/database.ts'
import {
  type BackupHead,
  type BackupSums,
  type BackupWriter,
  readSealed,
  writeSealed,
} from './backup-file.ts'
import { type Command, CommandProblem } from './command.ts'
import {
  allowWholeCopy,
  connect,
  copyOut,
  listTables,
  quotedWithColumns,
  rowSum,
  titleOf,
} from './database-copy.ts'
import { withGround } from './ground.ts'
import { askPassphrase } from './passphrase.ts'

export const backup: Command = {
  name: 'backup',
  help: `./panah backup FILE [--passphrase-file F]

Copies the whole database as of one moment, while Panah goes on working, and the data folder
with its keys. The copy is sealed with a passphrase (age format), read back and compared before
it gets its name. The passphrase comes from PANAH_PASSPHRASE, from the first line of a file, or
is asked for. Whoever has FILE and passphrase has everything: keep them apart.

Without Panah:  age -d FILE | gunzip   is an SQL script.`,
  options: { 'passphrase-file': { type: 'string' } },
  async run(call) {
    const [name] = call.words
    if (!name) throw new CommandProblem('no-file', 'Say where to write it: ./panah backup FILE')
    const file = resolve(name)
    if (existsSync(file))
      throw new CommandProblem(
        'file-exists',
        `${file} is there already: a backup never overwrites.`,
      )
    const passphrase = await askPassphrase(call, 'seal')
    return withGround(async (config, ground) => {
      const sums = await writeBackup(config, ground.connection, file, passphrase, call.tell)
      const rows = Object.values(sums.tables).reduce((sum, table) => sum + table.rows, 0)
      const tables = Object.keys(sums.tables).length
      call.answer(
        {
          file,
          bytes: statSync(file).size,
          tables,
          rows,
          files: Object.keys(sums.files).length,
          verified: true,
        },
        `Written and verified: ${file}\n${rows} rows of ${tables} tables, ${Object.keys(sums.files).length} files.`,
      )
      return 0
    })
  },
}

/** Writes the backup, reads it back, and only then gives it its name. */
export async function writeBackup(
  config: Config,
  connection: Connection,
  file: string,
  passphrase: string,
  tell: (text: string) => void,
  hardness?: number,
): Promise<BackupSums> {
  const half = `${file}.half`
  rmSync(half, { force: true })
  try {
    const written: BackupSums = { tables: {}, files: {} }
    const put = (writer: BackupWriter) => fill(writer, config, connection, written, tell)
    await writeSealed(half, passphrase, put, hardness)
    tell('reading it back …')
    const read = await readSealed(half, passphrase, {})
    if (JSON.stringify(read.sums) !== JSON.stringify(written)) {
      throw new CommandProblem(
        'not-verified',
        'What was read back is not what was written; nothing is kept. Check the disk.',
      )
    }
    renameSync(half, file)
    return written
  } finally {
    rmSync(half, { force: true })
  }
}

async function fill(
  writer: BackupWriter,
  config: Config,
  connection: Connection,
  sums: BackupSums,
  tell: (text: string) => void,
): Promise<void> {
  const client = await connect(connection)
  try {
    await allowWholeCopy(client)
    await client.query('begin isolation level repeatable read read only')
    const { rows: migrations } = await client.query<{ name: string; hash: string }>(
      'select name, hash from public.migration order by name',
    )
    await writer.line('-- A backup of Panah: an SQL script. Restore it with ./panah restore.\n')
    await writer.line(`-- panah ${JSON.stringify(headOf(config, migrations))}\n`)
    for (const table of await listTables(client)) {
      const title = titleOf(table)
      tell(`  ${title}`)
      await writer.line(`-- table ${JSON.stringify({ title, columns: table.columns })}\n`)
      await writer.line(`COPY ${quotedWithColumns(table)} FROM stdin;\n`)
      const sum = rowSum()
      await copyOut(client, table, (line) => {
        sum.add(line)
        return writer.line(line)
      })
      sums.tables[title] = sum.sum()
      await writer.line(`\\.\n-- sum ${JSON.stringify(sums.tables[title])}\n`)
    }
    await client.query('commit')
  } finally {
    await client.end()
  }
  for (const path of filesOf(config.dataFolder))
    sums.files[path] = await writeFile(writer, config.dataFolder, path)
  await writer.line(
    `-- end ${JSON.stringify({ tables: Object.keys(sums.tables).length, files: Object.keys(sums.files).length })}\n`,
  )
}

function headOf(config: Config, migrations: BackupHead['migrations']): BackupHead {
  const { version } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as {
    version: string
  }
  return {
    format: 1,
    made: new Date().toISOString(),
    version,
    mode: config.mode,
    migrations,
    fieldKey: Buffer.from(config.fieldKey).toString('base64'),
  }
}

// The database is copied as rows; what tests leave is nobody's data.
const notCopied = new Set(['postgres', 'test-postgres', 'test-report.json'])

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return []
  const found: string[] = []
  const walk = (under: string) => {
    for (const entry of readdirSync(join(folder, under), { withFileTypes: true })) {
      const path = under ? `${under}/${entry.name}` : entry.name
      if (notCopied.has(path)) continue
      if (entry.isDirectory()) walk(path)
      else if (entry.isFile()) found.push(path)
    }
  }
  walk('')
  return found.sort()
}

const chunk = 48 * 1024

async function writeFile(
  writer: BackupWriter,
  folder: string,
  path: string,
): Promise<{ bytes: number; hash: string }> {
  const bytes = readFileSync(join(folder, path))
  const told = { bytes: bytes.length, hash: createHash('sha256').update(bytes).digest('hex') }
  await writer.line(`-- file ${JSON.stringify({ path, ...told })}\n`)
  for (let at = 0; at < bytes.length; at += chunk) {
    await writer.line(`-- | ${bytes.subarray(at, at + chunk).toString('base64')}\n`)
  }
  return told
}
