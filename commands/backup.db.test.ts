import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Config } from '../core/config.ts'
import { newId } from '../core/ids.ts'
import { type TestDatabase, testDatabase } from '../tools/test-database.ts'
import { writeBackup } from './backup.ts'
import { type BackupSums, readSealed } from './backup-file.ts'
import { allowWholeCopy, connect, listTables, sumOf, titleOf } from './database-copy.ts'
import { prepareGround } from './prepare.ts'
import { restoreInto } from './restore.ts'

const passphrase = 'five made up random words'
const folder = mkdtempSync(join(tmpdir(), 'panah-backup-test-'))
const file = join(folder, 'copy.age')
const quiet = () => undefined
const config: Config = {
  mode: 'tryout',
  host: '127.0.0.1',
  port: 0,
  origin: 'http://127.0.0.1',
  databaseUrl: undefined,
  dataFolder: join(folder, 'from'),
  fieldKey: new Uint8Array(32).fill(7),
  organisationRoot: undefined,
  trustProxy: false,
  idleMinutes: 20,
}
let source: TestDatabase
let target: TestDatabase
let sums: BackupSums

const here = (name: string): Config => ({ ...config, dataFolder: join(folder, name) })

beforeAll(async () => {
  source = await testDatabase()
  target = await testDatabase()
  await prepareGround(config, source, quiet)
  const client = await connect(source.connection)
  await client.query(`select set_config('panah.system', 'yes', false)`)
  await client.query(
    `insert into core.audit_line (jurisdiction, id, person_id, agency_id, what, about, outcome, why)
     select jurisdiction, $1, id, agency_id, 'cases.read', '{}', 'done', e'tab\there, \\\\. and اردو'
     from core.account limit 1`,
    [newId()],
  )
  await client.end()
  mkdirSync(join(folder, 'from/keys'), { recursive: true })
  writeFileSync(join(folder, 'from/keys/field-key'), 'a secret\n\\.\n-- end {}')
  sums = await writeBackup(config, source.connection, file, passphrase, quiet, 10)
})
afterAll(async () => {
  await source.drop()
  await target.drop()
  rmSync(folder, { recursive: true, force: true })
})

describe('a backup is refused', () => {
  test('with another passphrase', async () => {
    await expect(readSealed(file, 'another passphrase', {})).rejects.toMatchObject({
      code: 'wrong-passphrase',
    })
  })

  test('when one byte of it has changed', async () => {
    const spoiled = join(folder, 'spoiled.age')
    const bytes = readFileSync(file)
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(spoiled, bytes)
    await expect(readSealed(spoiled, passphrase, {})).rejects.toMatchObject({ code: 'damaged' })
  })

  test('when its end is missing', async () => {
    const cut = join(folder, 'cut.age')
    copyFileSync(file, cut)
    truncateSync(cut, statSync(cut).size - 100)
    await expect(readSealed(cut, passphrase, {})).rejects.toMatchObject({ code: 'damaged' })
  })

  test('when it is no backup at all', async () => {
    const other = join(folder, 'other.age')
    writeFileSync(other, 'good morning')
    await expect(readSealed(other, passphrase, {})).rejects.toMatchObject({ code: 'damaged' })
  })
})

describe('a backup', () => {
  test('holds every table, with the rows that row-level security would hide from a person', async () => {
    const client = await connect(source.connection)
    const tables = (await listTables(client)).map(titleOf)
    const { rows } = await client.query(`select set_config('panah.system', 'yes', false)`)
    expect(rows).toHaveLength(1)
    const accounts = await client.query('select count(*)::int as n from core.account')
    await client.end()
    expect(Object.keys(sums.tables).sort()).toEqual(tables.sort())
    expect(sums.tables['core.account']!.rows).toBe(accounts.rows[0].n)
    expect(sums.tables['core.account']!.rows).toBeGreaterThan(10)
    expect(sums.tables['core.audit_line']!.rows).toBeGreaterThan(0)
  })

  test('says nothing to whoever has no passphrase', () => {
    const bytes = readFileSync(file).toString('latin1')
    expect(bytes).toMatch(/^age-encryption\.org\/v1\n-> scrypt /)
    expect(bytes).not.toContain('core.account')
  })

  test('can be read by nobody else on the machine', () => {
    expect(statSync(file).mode & 0o077).toBe(0)
  })

  test('brings back every row and file, and row-level security with them', async () => {
    const read = await readSealed(file, passphrase, {})
    await restoreInto(target.connection, here('to'), file, passphrase, read, quiet)
    const client = await connect(target.connection)
    await allowWholeCopy(client)
    for (const table of await listTables(client)) {
      expect([titleOf(table), await sumOf(client, table)]).toEqual([
        titleOf(table),
        sums.tables[titleOf(table)],
      ])
    }
    const open =
      await client.query(`select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where relkind = 'r' and nspname in ('core', 'cases', 'reports') and not (relrowsecurity and relforcerowsecurity)`)
    await client.end()
    expect(open.rows).toEqual([])
    expect(readFileSync(join(folder, 'to/keys/field-key'), 'utf8')).toBe('a secret\n\\.\n-- end {}')
  })

  test('leaves the database as it was when what comes out is not what it says', async () => {
    const read = await readSealed(file, passphrase, {})
    const false_ = structuredClone(read)
    false_.sums.tables['core.account']!.hash = '0'.repeat(32)
    await expect(
      restoreInto(target.connection, here('nowhere'), file, passphrase, false_, quiet),
    ).rejects.toMatchObject({ code: 'not-verified' })
    const client = await connect(target.connection)
    const { rows } = await client.query(
      `select set_config('panah.system', 'yes', false) as s, (select count(*)::int from core.account) as n`,
    )
    await client.end()
    expect(rows[0].n).toBe(0)
  })
})
