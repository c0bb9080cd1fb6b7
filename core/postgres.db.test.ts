import { type ChildProcess, spawn } from 'node:child_process'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbedded } from './postgres.ts'
import { reachableBy } from './postgres-folder.ts'

const folder = fs.mkdtempSync(join(tmpdir(), 'panah-postgres-test-'))
const isRoot = process.getuid?.() === 0
const open: EmbeddedPostgres[] = []

beforeAll(() => fs.chmodSync(folder, 0o755))
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop()
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

async function begin(name: string): Promise<EmbeddedPostgres> {
  const started = await startEmbedded(join(folder, name))
  open.push(started)
  return started
}

async function query(connection: pg.ClientConfig, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

const postmasterOf = (name: string) =>
  Number(fs.readFileSync(join(folder, name, 'data/postmaster.pid'), 'utf8').split('\n')[0])

describe('the embedded PostgreSQL', () => {
  test('lets the house in as no superuser and bound by row-level security', async () => {
    const { connection } = await begin('one')
    const [role] = await query(
      connection,
      `select rolsuper, rolbypassrls, rolcreaterole, pg_has_role(current_user, 'panah_app', 'member') as app
         from pg_roles where rolname = current_user`,
    )
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, app: true })
  })

  test('listens on no network port', async () => {
    const { connection } = await begin('one')
    expect(await query(connection, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
  })

  test('writes through to the disk before it acknowledges', async () => {
    const { connection } = await begin('one')
    const [row] = await query(
      connection,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
    )
    expect(row).toEqual({ fsync: 'on', commit: 'on' })
  })

  test.runIf(isRoot)('does not run as root', async () => {
    await begin('one')
    expect(fs.statSync(`/proc/${postmasterOf('one')}`).uid).not.toBe(0)
  })

  test('is adopted by a second start, and stays until the last one leaves', async () => {
    const first = await begin('one')
    const second = await begin('one')
    expect([first.adopted, second.adopted]).toEqual([false, true])
    await first.stop()
    expect(await query(second.connection, 'select 1 as here')).toEqual([{ here: 1 }])
    await second.stop()
    await expect(query(second.connection, 'select 1')).rejects.toThrow()
  })

  test('comes back with what it acknowledged when it was killed', async () => {
    const first = await begin('one')
    await query(first.connection, 'create table kept (n int); insert into kept values (7)')
    process.kill(postmasterOf('one'), 'SIGKILL')
    const second = await begin('one')
    expect(second.adopted).toBe(false)
    expect(await query(second.connection, 'select n from kept')).toEqual([{ n: 7 }])
  })

  test('starts although its process number now belongs to another program', async () => {
    const first = await begin('one')
    await first.stop()
    fs.writeFileSync(
      join(folder, 'one/data/postmaster.pid'),
      `${process.pid}\n${join(folder, 'one/data')}\n1\n5432\n${join(folder, 'one/socket')}\n\n`,
    )
    expect((await begin('one')).adopted).toBe(false)
  })

  test('is set up afresh when the first set-up was cut off', async () => {
    fs.mkdirSync(join(folder, 'two/data/base'), { recursive: true })
    const { connection } = await begin('two')
    expect(await query(connection, 'select 1 as here')).toEqual([{ here: 1 }])
  })

  test('is started once by two processes that start at the same moment', async () => {
    const both = await Promise.all([begin('three'), begin('three')])
    expect(both.map((one) => one.adopted).sort()).toEqual([false, true])
  })

  test('makes a second database of the same owner, and removes it', async () => {
    const server = await begin('one')
    const made = await server.createDatabase('another')
    expect(await query(made, 'select current_user as who')).toEqual([{ who: 'panah' }])
    await server.dropDatabase('another')
    await expect(query(made, 'select 1')).rejects.toThrow()
  })

  test.runIf(isRoot)(
    'keeps its data beside a folder that is closed to everybody but root',
    async () => {
      fs.mkdirSync(join(folder, 'closed'), { mode: 0o700 })
      const { connection } = await begin('closed/postgres')
      expect(await query(connection, 'select 1 as here')).toEqual([{ here: 1 }])
      const home = fs.realpathSync(join(folder, 'closed/postgres'))
      await open.pop()?.stop()
      fs.rmSync(home, { recursive: true })
    },
  )

  test.runIf(isRoot && reachableBy(process.cwd()))('runs for an ordinary user too', async () => {
    const theirs = join(folder, 'theirs')
    fs.mkdirSync(theirs)
    fs.chownSync(theirs, 65534, 65534)
    const child = runAs(65534, theirs)
    const said = await text(child)
    expect(said).toContain('"adopted":false')
  })
})

function runAs(uid: number, where: string): ChildProcess {
  const script = join(where, 'start.mjs')
  fs.writeFileSync(
    script,
    `process.chdir(${JSON.stringify(where)})
const { startEmbedded } = await import(process.argv[2])
const one = await startEmbedded(process.argv[3])
console.log(JSON.stringify({ adopted: one.adopted }))
await one.stop()`,
  )
  return spawn(
    process.execPath,
    ['--import', 'tsx', script, resolve('core/postgres.ts'), join(where, 'data')],
    { uid, gid: uid, env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
}

function text(child: ChildProcess): Promise<string> {
  let said = ''
  child.stdout?.on('data', (some) => {
    said += some
  })
  child.stderr?.on('data', (some) => {
    said += some
  })
  return new Promise((done) => child.on('close', () => done(said)))
}
