import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { projectRoot } from '../core/config.ts'
import { poolConfig } from '../core/database.ts'
import { type EmbeddedPostgres, startEmbedded } from '../core/postgres.ts'

export interface BenchGround {
  origin: string
  /** The process of the house itself. */
  pid: number
  /** A pool on the same server and database that the house uses, as its superuser. */
  pool(connections: number): pg.Pool
  close(): Promise<void>
}

/** A try-out house of its own, as `npm start` would run it, on a durable database in a scratch folder. */
export async function raiseHouse(): Promise<BenchGround> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'panah-bench-'))
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const server = serve(dataFolder, port)
  let database: EmbeddedPostgres | undefined
  const close = async () => {
    const gone = new Promise((resolve) => server.once('exit', resolve))
    if (server.kill('SIGINT')) await gone
    await database?.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
  // Ctrl-C at a long benchmark leaves no server and no database behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void close().finally(() => process.exit(1)))
  await answers(`${origin}/api/reports/desks`, server)
  database = await startEmbedded(join(dataFolder, 'postgres'))
  const { superuser } = database
  return {
    origin,
    pid: server.pid!,
    pool: (max) => new pg.Pool({ ...poolConfig({ ...superuser, database: 'panah' }), max }),
    close,
  }
}

function serve(dataFolder: string, port: number): ChildProcess {
  return spawn(process.execPath, ['dist/panah.js', 'serve'], {
    cwd: projectRoot(),
    env: {
      ...process.env,
      DATABASE_URL: '',
      PANAH_DATA: dataFolder,
      PORT: String(port),
      PANAH_TRUST_PROXY: 'yes',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    if ((await fetch(url).catch(() => undefined))?.ok) return
    await wait(100)
  }
  throw new Error('The house did not start. Build it first: node tools/build.mjs')
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, 'localhost', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

/** Runs `one` for each n below `count`, so many at once; answers the seconds it took. */
export async function timed(
  count: number,
  atOnce: number,
  one: (n: number) => Promise<void>,
): Promise<number> {
  const begun = performance.now()
  let next = 0
  const lane = async () => {
    while (next < count) await one(next++)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return (performance.now() - begun) / 1000
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}
