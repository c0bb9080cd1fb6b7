/**
 * The public log: `npx tsx benchmarks/log.ts [LARGEST]`. Durable appends beside bare inserts of the
 * same bytes in the same run, proofs, a year's reading, and what an append costs as the log grows.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { poolConfig } from '../core/database.ts'
import { startEmbedded } from '../core/postgres.ts'
import {
  Edge,
  type Feed,
  Frontier,
  fileMemory,
  type Item,
  LogWriter,
  logSigner,
  PostgresLog,
  policyFrom,
  proofFrom,
  proofText,
  proveInclusion,
  type Query,
  readOn,
  type Source,
  signCheckpoint,
  type Transaction,
  tables,
  trusting,
  utf8,
  verifyCheckpoint,
  verifyProof,
  WIDTH,
} from '../libraries/transparency-log/index.ts'
import { countLeaf, leafFrom, type Tallies } from '../rooms/reports/door.ts'

const LARGEST = Number(process.argv[2] ?? 1_000_000)
const folder = mkdtempSync(join(tmpdir(), 'panah-log-bench-'))
const signer = logSigner('bench.example/log', new Uint8Array(32).fill(1))
const cpu = () => process.cpuUsage().user + process.cpuUsage().system
const tell = (what: string, figures: string) => console.log(`${what.padEnd(46)} ${figures}`)
const rate = (n: number, ms: number) => `${Math.round((n / ms) * 1000).toLocaleString('en')}/s`

const line = () =>
  utf8(
    `panah/1 received tryout-desk-gujrat 2026-W48 ${randomBytes(16).toString('base64url')} ${randomBytes(32).toString('base64url')}`,
  )
const lines = (count: number) => Array.from({ length: count }, line)

async function appends(): Promise<void> {
  const database = await startEmbedded(join(folder, 'postgres'))
  const pool = new pg.Pool({ ...poolConfig(database.connection), max: 20 })
  pool.on('error', () => undefined)
  const transaction: Transaction = async (work) => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      const query: Query = async (text, values) =>
        (await client.query(text, values as unknown[])).rows
      const answer = await work(query)
      await client.query('commit')
      return answer
    } finally {
      client.release()
    }
  }
  await pool.query(
    `create schema bench; create table bench.bare (key text primary key, entry bytea not null); ${tables('bench')}`,
  )
  const store = new PostgresLog('bench', 'main')
  const writerOf = (most: number, feed = store.queue()) =>
    new LogWriter({
      store,
      transaction,
      signer,
      most,
      feeds: [feed],
      policy: policyFrom('quorum none\n'),
      witnesses: [],
      memory: fileMemory(join(folder, 'memory.json')),
    })
  await writerOf(1).open()
  const PER_ROUND = 16_384
  for (const batch of [256, 1024]) {
    const ratios: number[] = []
    const queued: number[] = []
    for (let round = 0; round < 6; round++) {
      const entries = lines(PER_ROUND)
      const key = (at: number) => `${batch}-${round}-${at}`
      const direct = await timed(async () => {
        const waiting = entries.map((entry, at) => ({ key: `held-${key(at)}`, entry }))
        const writer = writerOf(batch, held(waiting))
        for (let rounds = 1; (await writer.round()) > 0; rounds++)
          if (rounds % 8 === 0) await writer.publish()
        await writer.publish()
      })
      const bare = await timed(async () => {
        for (let from = 0; from < PER_ROUND; from += batch)
          await pool.query(
            'insert into bench.bare select * from unnest($1::text[], $2::bytea[])',
            arraysOf(entries, key, from, batch),
          )
      })
      const whole = await timed(async () => {
        const writer = writerOf(batch)
        for (let from = 0; from < PER_ROUND; from += batch) {
          const [keys, some] = arraysOf(entries, key, from, batch)
          await pool.query(
            `insert into bench.log_pending (log, key, entry) select 'main', * from unnest($1::text[], $2::bytea[])`,
            [keys, some],
          )
          await writer.round()
          if ((from / batch) % 8 === 7) await writer.publish()
        }
      })
      ratios.push(bare / direct)
      queued.push(bare / whole)
      tell(
        `  batches of ${batch}`,
        `log ${rate(PER_ROUND, direct)}  by its queue ${rate(PER_ROUND, whole)}  bare ${rate(PER_ROUND, bare)}`,
      )
    }
    tell(
      `batches of ${batch}: log ÷ bare inserts`,
      `median ${median(ratios).toFixed(2)}, by its queue ${median(queued).toFixed(2)}`,
    )
  }
  await single(pool, writerOf(1024))
  await pool.end()
  await database.stop()
}

/** Entries that the caller holds: what they come from is durable already, as a table of events is. */
function held(waiting: Item[]): Feed {
  return {
    take: async (_, most) => waiting.splice(0, most),
    placed: async () => undefined,
    refused: async () => undefined,
  }
}

/** As reports come: one row a transaction, sixteen at a time, until a published checkpoint has them. */
async function single(pool: pg.Pool, writer: LogWriter): Promise<void> {
  const COUNT = 4000
  const ratios: number[] = []
  for (let round = 0; round < 3; round++) {
    const entries = lines(COUNT)
    const lanes = async (text: string) => {
      let next = 0
      const lane = async () => {
        for (let at = next++; at < COUNT; at = next++)
          await pool.query(text, [`single-${round}-${at}`, Buffer.from(entries[at]!)])
      }
      await Promise.all(Array.from({ length: 16 }, lane))
    }
    const bare = await timed(() => lanes('insert into bench.bare values ($1, $2)'))
    const whole = await timed(async () => {
      let filing = true
      const writing = (async () => {
        while (filing) {
          await writer.round()
          await writer.publish()
        }
      })()
      await lanes(`insert into bench.log_pending (log, key, entry) values ('main', $1, $2)`)
      filing = false
      await writing
      await writer.settle()
    })
    ratios.push(bare / whole)
    tell('  one by one, sixteen at a time', `log ${rate(COUNT, whole)}  bare ${rate(COUNT, bare)}`)
  }
  tell('one by one: log ÷ bare inserts', `median ${median(ratios).toFixed(2)}`)
}

function arraysOf(
  entries: readonly Uint8Array[],
  key: (at: number) => string,
  from: number,
  count: number,
): [string[], Buffer[]] {
  const some = entries.slice(from, from + count)
  return [some.map((_, at) => key(from + at)), some.map((entry) => Buffer.from(entry))]
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const median = (of: readonly number[]) => of.toSorted((a, b) => a - b)[of.length >> 1]!

/** A log whose files are in memory, at little more than their own size. */
function grown(size: number): { source: Source; bytes: number } {
  const tiles = new Map<string, Uint8Array>()
  const bundles: Uint8Array[] = []
  const edge = new Edge()
  let bytes = 0
  const perAppend: number[] = []
  for (let at = 0, mark = 10_000; at < size; at += 1024) {
    const entries = lines(Math.min(1024, size - at))
    const began = cpu()
    const { tiles: some, bundles: more } = edge.append(entries)
    const spent = cpu() - began
    for (const { level, n, bytes: tile } of some) tiles.set(`${level}/${n}`, tile)
    for (const { n, bytes: bundle } of more) bundles[n] = bundle
    perAppend.push(spent)
    if (at + 1024 >= mark) {
      tell(
        `append at ${mark.toLocaleString('en')} entries (CPU, batches of 1024)`,
        `${(median(perAppend.slice(-64)) / 1024).toFixed(2)} µs an entry`,
      )
      mark *= 10
    }
  }
  for (const bundle of bundles) bytes += bundle.length
  const source: Source = {
    checkpoint: async () =>
      signCheckpoint({ origin: 'bench.example/log', size, root: edge.root() }, signer),
    tile: async ({ level, n, width }) => tiles.get(`${level}/${n}`)!.subarray(0, width * 32),
    bundle: async (n) => bundles[n]!,
  }
  return { source, bytes }
}

async function reading(): Promise<void> {
  const { source, bytes } = grown(LARGEST)
  const policy = trusting(signer.key)
  const checkpoint = verifyCheckpoint(await source.checkpoint(), policy)
  globalThis.gc?.()
  const memory = process.memoryUsage()
  let peak = 0
  const tallies: Tallies = {}
  const [began, spent] = [performance.now(), cpu()]
  const text = new TextDecoder()
  await readOn(source, new Frontier(), checkpoint, (entry, index) => {
    countLeaf(tallies, leafFrom(text.decode(entry))!)
    if (index % 65_536 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed)
  })
  tell(
    `reading, verifying, counting ${LARGEST.toLocaleString('en')} entries (Node)`,
    `${((performance.now() - began) / 1000).toFixed(2)} s, CPU ${((cpu() - spent) / 1e6).toFixed(2)} s, ${(bytes / 1e6).toFixed(0)} MB read, heap +${((peak - memory.heapUsed) / 1e6).toFixed(0)} MB`,
  )
  const proofs: { text: string; entry: Uint8Array }[] = []
  for (let at = 0; at < 200; at++) {
    const index = Math.floor((LARGEST / 200) * at)
    const n = Math.floor(index / WIDTH)
    const bundle = await source.bundle(n, WIDTH)
    const path = await proveInclusion(source, index, LARGEST)
    proofs.push({
      text: proofText({ index, path, checkpoint: checkpoint.note }),
      entry: entryAt(bundle, index % WIDTH),
    })
  }
  const before = cpu()
  let verified = 0
  while (cpu() - before < 2e6) {
    const { text, entry } = proofs[verified % proofs.length]!
    verifyProof(proofFrom(text), entry, policy)
    verified++
  }
  tell('proofs verified, signature included (CPU)', rate(verified, (cpu() - before) / 1000))
}

function entryAt(bundle: Uint8Array, at: number): Uint8Array {
  let from = 0
  for (let i = 0; i < at; i++) from += 2 + ((bundle[from]! << 8) | bundle[from + 1]!)
  return bundle.subarray(from + 2, from + 2 + ((bundle[from]! << 8) | bundle[from + 1]!))
}

await appends()
await reading()
rmSync(folder, { recursive: true, force: true })
