/** The process that log-crash.db.test.ts kills: writes a log as fast as it can and says what is acknowledged. */
import pg from 'pg'
import { poolConfig } from '../core/database.ts'
import {
  fileMemory,
  LogWriter,
  logSigner,
  PostgresLog,
  policyFrom,
  type Transaction,
  utf8,
} from '../libraries/transparency-log/index.ts'

const { CONNECTION, ROUND, MEMORY } = process.env as Record<string, string>
const pool = new pg.Pool({ ...poolConfig(JSON.parse(CONNECTION!)), max: 12 })
pool.on('error', () => process.exit(3))

const transaction: Transaction = async (work) => {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const answer = await work(
      async (text, values) => (await client.query(text, values as unknown[])).rows,
    )
    await client.query('commit')
    return answer
  } catch (trouble) {
    await client.query('rollback').catch(() => undefined)
    throw trouble
  } finally {
    client.release()
  }
}

const store = new PostgresLog('trial', 'main')
const writer = new LogWriter({
  store,
  transaction,
  signer: logSigner('crash.example/log', new Uint8Array(32).fill(1)),
  feeds: [store.queue()],
  policy: policyFrom('quorum none\n'),
  witnesses: [],
  memory: fileMemory(MEMORY!),
})

/** In one write each: a line that is half there when the process is killed would say something else. */
const tell = (text: string) => process.stdout.write(`${text}\n`)

const waiting = new Map<string, () => void>()
async function lane(lane: number): Promise<void> {
  for (let n = 0; ; n++) {
    const key = `${ROUND}-${lane}-${n}`
    const published = new Promise<void>((done) => waiting.set(key, done))
    const enqueue = () =>
      transaction((query) => store.enqueue(query, { key, entry: utf8(`entry ${key}`) }))
    await enqueue()
    // As a client does that has lost the first answer.
    if (n % 7 === 0) await enqueue()
    await published
    tell(`ack ${key}`)
  }
}

async function write(): Promise<never> {
  for (;;) {
    const keys = [...waiting.keys()]
    await writer.round()
    const size = await writer.publish()
    const places = await transaction((query) => store.findIndexes(query, keys))
    for (const [key, index] of places) {
      if (index >= size) continue
      waiting.get(key)?.()
      waiting.delete(key)
    }
    await new Promise((done) => setTimeout(done, 2))
  }
}

await writer.open()
tell('open')
await Promise.all([write(), ...Array.from({ length: 10 }, (_, at) => lane(at))])
