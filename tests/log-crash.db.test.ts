import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { projectRoot } from '../core/config.ts'
import { poolConfig } from '../core/database.ts'
import { type EmbeddedPostgres, startEmbedded } from '../core/postgres.ts'
import {
  Frontier,
  isSame,
  logSigner,
  PostgresLog,
  readOn,
  tables,
  textOf,
  trusting,
  verifyCheckpoint,
} from '../libraries/transparency-log/index.ts'

const ROUNDS = 20
const folder = mkdtempSync(join(tmpdir(), 'panah-log-crash-'))
const databaseFolder = join(folder, 'postgres')
let database: EmbeddedPostgres
afterAll(async () => {
  await database?.stop()
  rmSync(folder, { recursive: true, force: true })
})

function killDatabase(): void {
  const file = readdirSync(databaseFolder, { recursive: true }).find((name) =>
    String(name).endsWith('postmaster.pid'),
  )
  const pid = Number(readFileSync(join(databaseFolder, String(file)), 'utf8').split('\n')[0])
  process.kill(pid, 'SIGKILL')
}

/** One life of the writer: from its start until it and, every other time, its database are killed. */
async function live(round: number, acknowledged: string[]): Promise<void> {
  const writer = spawn(process.execPath, ['--import', 'tsx', 'tests/log-crash-writer.ts'], {
    cwd: projectRoot(),
    env: {
      ...process.env,
      CONNECTION: JSON.stringify(database.connection),
      ROUND: String(round),
      MEMORY: join(folder, 'memory.json'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let trouble = ''
  writer.stderr.on('data', (some) => {
    trouble += some
  })
  const before = acknowledged.length
  const ended = new Promise<void>((done) => writer.once('exit', () => done()))
  for await (const line of createInterface({ input: writer.stdout })) {
    if (line.startsWith('ack ')) acknowledged.push(line.slice(4))
    if (acknowledged.length - before < 40 + round * 7 || writer.killed) continue
    if (round % 2 === 0) killDatabase()
    writer.kill('SIGKILL')
  }
  await ended
  if (acknowledged.length === before)
    throw new Error(`The writer of round ${round} wrote nothing: ${trouble}`)
}

test('killed twenty times under load, the log loses nothing that was acknowledged, has nothing twice, and was never another', async () => {
  database = await startEmbedded(databaseFolder)
  const schema = new pg.Client(poolConfig(database.connection))
  await schema.connect()
  await schema.query(`create schema trial; ${tables('trial')}`)
  await schema.end()
  const acknowledged: string[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await live(round, acknowledged)
    await database.stop()
    database = await startEmbedded(databaseFolder)
  }

  const client = new pg.Client(poolConfig(database.connection))
  await client.connect()
  const store = new PostgresLog('trial', 'main')
  const source = store.source(
    async (text, values) => (await client.query(text, values as unknown[])).rows,
  )
  const policy = trusting(logSigner('crash.example/log', new Uint8Array(32).fill(1)).key)
  const { rows } = await client.query<{ note: string }>(
    'select note from trial.log_checkpoint order by size',
  )
  const published = rows.map(({ note }) => verifyCheckpoint(note, policy))
  const last = published.at(-1)!
  const entries: string[] = []
  const frontier = new Frontier()
  const roots = new Map<number, Uint8Array>()
  await readOn(source, new Frontier(), last, (entry) => {
    entries.push(textOf(entry).slice('entry '.length))
    frontier.push(entry)
    roots.set(frontier.size, frontier.root())
  })
  await client.end()

  expect(published.length).toBeGreaterThan(ROUNDS)
  for (const { size, root } of published)
    expect(size === 0 || isSame(roots.get(size)!, root), `checkpoint of ${size}`).toBe(true)
  expect(acknowledged.length).toBeGreaterThan(ROUNDS * 40)
  const there = new Set(entries)
  expect(acknowledged.filter((key) => !there.has(key))).toEqual([])
  expect(entries.length).toBe(there.size)
}, 600_000)
