import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { projectRoot } from '../core/config.ts'
import { poolConfig } from '../core/database.ts'
import { startEmbedded } from '../core/postgres.ts'
import { fromBase64 } from '../rooms/reports/sealing/bytes.ts'
import { mailboxOf, newReceipt, type Stretch } from '../rooms/reports/sealing/receipt.ts'
import { type SealedReport, sealReport } from '../rooms/reports/sealing/reporter.ts'
import type { DesksAnswer } from '../rooms/reports/shapes.ts'

const REPORTS = 1000
const AT_ONCE = 50
/** After so many acknowledgements: what is killed, with no warning. */
const kills: [number, 'server' | 'database' | 'both'][] = [
  [150, 'server'],
  [400, 'database'],
  [650, 'both'],
  [850, 'server'],
]

const dataFolder = mkdtempSync(join(tmpdir(), 'panah-crash-'))
let server: ChildProcess
let origin: string

afterAll(async () => {
  server?.kill('SIGINT')
  await wait(1500)
  rmSync(dataFolder, { recursive: true, force: true })
})

/** Receipts of this test guard nothing: deriving a thousand of them the slow way would take a quarter of an hour. */
const quick: Stretch = async (secret) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret)))

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, 'localhost', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

async function raise(port: number): Promise<void> {
  server = spawn(process.execPath, ['--import', 'tsx', 'panah.ts', 'serve'], {
    cwd: projectRoot(),
    env: {
      ...process.env,
      DATABASE_URL: '',
      PANAH_DATA: dataFolder,
      PORT: String(port),
      PANAH_TRUST_PROXY: 'yes',
    },
    stdio: 'ignore',
  })
  // A try-out that is loaded for the first time, on a machine that does other things too.
  for (let tries = 0; tries < 2400; tries++) {
    const answer = await fetch(`${origin}/api/reports/desks`).catch(() => undefined)
    if (answer?.ok) return
    if (server.exitCode !== null) break
    await wait(100)
  }
  throw new Error('The server did not come up again.')
}

function killDatabase(): void {
  const file = readdirSync(join(dataFolder, 'postgres'), { recursive: true }).find((name) =>
    String(name).endsWith('postmaster.pid'),
  )
  process.kill(
    Number(readFileSync(join(dataFolder, 'postgres', String(file)), 'utf8').split('\n')[0]),
    'SIGKILL',
  )
}

async function strike(what: 'server' | 'database' | 'both', port: number): Promise<void> {
  if (what !== 'server') killDatabase()
  server.kill('SIGKILL')
  await wait(50)
  await raise(port)
}

async function file(report: SealedReport, n: number): Promise<boolean> {
  const answer = await fetch(`${origin}/api/reports/${report.id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.0.${n >> 8}.${n & 255}` },
    body: JSON.stringify(report.body),
    signal: AbortSignal.timeout(20_000),
  }).catch(() => undefined)
  if (answer && answer.status >= 400 && answer.status < 500)
    throw new Error(`Refused: ${await answer.text()}`)
  return answer?.ok ?? false
}

test('what was acknowledged is stored, and nothing twice, whatever is killed', async () => {
  const port = await freePort()
  origin = `http://localhost:${port}`
  await raise(port)
  const reports = await sealAll()
  const acknowledged = new Set<string>()
  const left = [...kills]
  let striking: Promise<void> = Promise.resolve()
  const open = reports.map((report, n) => ({ report, n }))

  async function worker(): Promise<void> {
    for (let next = open.shift(); next; next = open.shift()) {
      while (!(await file(next.report, next.n))) await wait(100)
      acknowledged.add(next.report.id)
      if (left[0] && acknowledged.size >= left[0][0]) {
        const [, what] = left.shift()!
        striking = striking.then(() => strike(what, port))
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  await striking

  expect(left).toEqual([])
  expect(acknowledged.size).toBe(REPORTS)
  for (const [n, report] of reports.slice(0, 50).entries()) expect(await file(report, n)).toBe(true)
  const stored = await storedEnvelopes()
  const own = reports.map(({ id, body }) => [id, body.envelope])
  expect(new Map(stored.filter(([id]) => acknowledged.has(id)))).toEqual(
    new Map(own as [string, string][]),
  )
  expect(stored.filter(([id]) => acknowledged.has(id))).toHaveLength(REPORTS)
}, 300_000)

async function sealAll(): Promise<SealedReport[]> {
  const answer = (await (await fetch(`${origin}/api/reports/desks`)).json()) as DesksAnswer
  const reports: SealedReport[] = []
  for (let n = 0; n < REPORTS; n++) {
    const mailbox = await mailboxOf(newReceipt(), fromBase64(answer.salt), quick)
    reports.push(
      await sealReport({
        desk: answer.desks[n % answer.desks.length]!,
        root: answer.root,
        mailbox,
        routing: {
          kind: 'forced-scam-work',
          placeCode: 'PK-PB',
          dangerNow: false,
          language: 'ur',
        },
        answers: {},
        files: [],
        now: new Date(),
      }),
    )
  }
  return reports
}

async function storedEnvelopes(): Promise<[string, string][]> {
  const database = await startEmbedded(join(dataFolder, 'postgres'))
  const client = new pg.Client(poolConfig({ ...database.superuser, database: 'panah' }))
  await client.connect()
  const { rows } = await client.query<{ report_id: string; sealed: Buffer }>(
    'select report_id, sealed from reports.envelope where sequence = 1 and not internal',
  )
  await client.end()
  await database.stop()
  return rows.map((row) => [row.report_id, row.sealed.toString('base64')])
}
