/**
 * Sealed reports accepted per second, durably, at 16 connections, beside what the bare database
 * does with the same bytes in the same run: `npx tsx benchmarks/intake.ts [reports]`.
 */
import { Agent, request } from 'node:http'
import { fromBase64 } from '../rooms/reports/sealing/bytes.ts'
import { mailboxOf, newReceipt, type Stretch } from '../rooms/reports/sealing/receipt.ts'
import { type SealedReport, sealReport } from '../rooms/reports/sealing/reporter.ts'
import type { DesksAnswer } from '../rooms/reports/shapes.ts'
import { raiseHouse, timed } from './ground.ts'

const REPORTS = Number(process.argv[2] ?? 4000)
const CONNECTIONS = 16
const ROUNDS = 3

// The receipts of a benchmark guard nothing; deriving them the slow way is the reporter's cost, not the server's.
const quick: Stretch = async (secret) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret)))

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
const house = await raiseHouse()
const pool = house.pool(CONNECTIONS)
await pool.query(
  'create table public.bare (id uuid primary key, envelope bytea not null, wraps bytea not null)',
)
try {
  const desks = (await (await fetch(`${house.origin}/api/reports/desks`)).json()) as DesksAnswer
  const ratios: number[] = []
  for (let round = 1; round <= ROUNDS; round++) {
    const reports = await sealMany(desks)
    const bare = REPORTS / (await timed(REPORTS, CONNECTIONS, (n) => insertBare(reports[n]!)))
    const own = REPORTS / (await timed(REPORTS, CONNECTIONS, (n) => put(reports[n]!, n)))
    ratios.push(own / bare)
    console.log(
      `round ${round}: bare ${bare.toFixed(0)}/s, reports ${own.toFixed(0)}/s, ratio ${(own / bare).toFixed(2)}`,
    )
  }
  const median = ratios.sort()[1]!
  console.log(`median ratio ${median.toFixed(2)} (aim 0.5)`)
} finally {
  await pool.end()
  await house.close()
}

async function sealMany({ desks, root, salt }: DesksAnswer): Promise<SealedReport[]> {
  const reports: SealedReport[] = []
  for (let n = 0; n < REPORTS; n++) {
    reports.push(
      await sealReport({
        desk: desks[n % desks.length]!,
        root,
        mailbox: await mailboxOf(newReceipt(), fromBase64(salt), quick),
        routing: {
          kind: 'forced-scam-work',
          placeCode: 'PK-PB',
          dangerNow: false,
          language: 'ur',
        },
        answers: { what: 'Made-up words of a benchmark. '.repeat(40) },
        files: [],
        now: new Date(),
      }),
    )
  }
  return reports
}

async function insertBare({ id, body }: SealedReport): Promise<void> {
  const wraps = Buffer.concat(
    [body.deskWrap, body.mailboxWrap].map((wrap) => Buffer.from(wrap, 'base64')),
  )
  await pool.query('insert into public.bare values ($1, $2, $3)', [
    id,
    Buffer.from(body.envelope, 'base64'),
    wraps,
  ])
}

function put({ id, body }: SealedReport, n: number): Promise<void> {
  const address = `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': address }
  return new Promise((resolve, reject) => {
    const asked = request(
      `${house.origin}/api/reports/${id}`,
      { method: 'PUT', agent, headers },
      (answer) => {
        answer.resume()
        answer.once('end', () =>
          answer.statusCode === 200
            ? resolve()
            : reject(new Error(`answered ${answer.statusCode}`)),
        )
      },
    )
    asked.once('error', reject)
    asked.end(JSON.stringify(body))
  })
}
