/**
 * Check an agent among 10,000 and 100,000 licensees: the public page over HTTP, gzip and all, and
 * the SMS door, beside the bare look-up of the same keys in PostgreSQL in the same run:
 * `npx tsx benchmarks/guide.ts [most]`. Licensees are made up; the words of their names follow Zipf's law.
 */
import { Agent, request } from 'node:http'
import type pg from 'pg'
import { keysAsked, keysOf } from '../rooms/recruiters/search-keys.ts'
import { percentile, raiseHouse, timed } from './ground.ts'

const MOST = Number(process.argv[2] ?? 100_000)
const SIZES = [10_000, 100_000].filter((size) => size <= MOST)
const ASKED = 300
const CONNECTIONS = 16
const smsKey = 'made-up-key-of-a-benchmark'
process.env.PANAH_SMS_KEY = smsKey

// The same syllables in both scripts, so that one firm has one name.
const syllables: readonly (readonly [string, string])[] = [
  ['ba', 'با'],
  ['ka', 'کا'],
  ['la', 'لا'],
  ['ma', 'ما'],
  ['na', 'نا'],
  ['ra', 'را'],
  ['sa', 'سا'],
  ['ta', 'تا'],
  ['za', 'زا'],
  ['fa', 'فا'],
  ['ja', 'جا'],
  ['ga', 'گا'],
  ['da', 'دا'],
  ['sha', 'شا'],
  ['cha', 'چا'],
]
const WORDS = 3_000

/** The n-th made-up word, the commonest first. */
function word(n: number): readonly [string, string] {
  const parts = [n % 15, Math.floor(n / 15) % 15, Math.floor(n / 225) % 15]
  const of = (script: 0 | 1) => parts.map((part) => syllables[part]![script]).join('')
  return [of(0), of(1)]
}

// The same licensees in each run.
let seed = 20_261_127
function drawn(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}
const zipf = () => Math.floor(WORDS ** drawn()) - 1

interface MadeUp {
  licence: string
  phone: string
  en: string
  ur: string
}

function madeUp(n: number): MadeUp {
  const [a, b] = [word(zipf()), word(zipf())]
  return {
    licence: `MPD/${n + 1000}/${['LHR', 'KHI', 'GJT'][n % 3]}`,
    phone: `+92300${String(n).padStart(7, '0')}`,
    en: `${a[0]} ${b[0]} Overseas Employment Promoters`,
    ur: `${a[1]} ${b[1]} اوورسیز ایمپلائمنٹ پروموٹرز`,
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
const house = await raiseHouse()
const pool = house.pool(CONNECTIONS)
try {
  await pool.query('delete from recruiters.search_key')
  const all = Array.from({ length: SIZES.at(-1)! }, (_, n) => madeUp(n))
  let there = 0
  for (const size of SIZES) {
    await fill(pool, all.slice(there, size))
    there = size
    await measure(all.slice(0, size))
  }
} finally {
  await pool.end()
  await house.close()
}

async function fill(db: pg.Pool, some: readonly MadeUp[]): Promise<void> {
  const rows = some.map((one) => ({ ...one, id: crypto.randomUUID() }))
  const keys = rows.flatMap((one) =>
    keysOf({ licenceNormal: one.licence, names: [one.en, one.ur], phones: [one.phone] }).map(
      ({ kind, key }) => ({ kind, key, id: one.id }),
    ),
  )
  await db.query(
    `insert into recruiters.licensee (id, kind, licence_number, licence_normal, name_en, name_ur,
       phones, issued_on, expires_on, workers_sent, status, status_since, agency_id, register_as_of)
     select id, 'overseas-employment-promoter', licence, 'bench/' || licence, en, ur, array[phone], '2025-01-31',
       '2027-12-31', 40, 'valid', '2025-01-31', gen_random_uuid(), '2026-01-31'
     from json_to_recordset($1::json) as r (id uuid, licence text, phone text, en text, ur text)`,
    [JSON.stringify(rows)],
  )
  await db.query(
    `insert into recruiters.licence_event (id, licensee_id, on_day, to_status, why)
     select gen_random_uuid(), id, '2025-01-31', 'valid', 'granted'
     from json_to_recordset($1::json) as r (id uuid)`,
    [JSON.stringify(rows)],
  )
  await db.query(
    `insert into recruiters.search_key (kind, key, licensee_id)
     select kind, key, id from json_to_recordset($1::json) as r (kind text, key text, id uuid)
     on conflict do nothing`,
    [JSON.stringify(keys)],
  )
  await db.query('vacuum analyze recruiters.licensee')
  await db.query('vacuum analyze recruiters.search_key')
  await db.query('vacuum analyze recruiters.licence_event')
  await db.query('checkpoint')
}

async function measure(all: readonly MadeUp[]): Promise<void> {
  const any = () => all[Math.floor(drawn() * all.length)]!
  const questions: { [name: string]: () => string } = {
    'licence number': () => any().licence,
    phone: () => any().phone.replace('+92', '0'),
    'phone of nobody': () => `0345 ${String(Math.floor(drawn() * 1e7)).padStart(7, '0')}`,
    'name in Roman letters': () => any().en,
    'name in Urdu letters': () => any().ur,
    'the two commonest words': () => `${word(0)[0]} ${word(1)[0]}`,
  }
  console.log(`\n${all.length.toLocaleString('en')} licensees`)
  console.log(
    'asked for'.padEnd(26),
    'page: p50, p95 ms alone',
    '   a second',
    '  bare: p95 ms, a second',
    ' ratio',
    '  bytes',
  )
  for (const [name, draw] of Object.entries(questions)) {
    const asked = Array.from({ length: ASKED }, draw)
    await timed(100, CONNECTIONS, async (n) => void (await page(asked[n]!)))
    const alone = await times(asked, 1, async (question) => void (await page(question)))
    const many = await times(asked, CONNECTIONS, async (question) => void (await page(question)))
    const bareAlone = await times(asked, 1, bare)
    const bareMany = await times(asked, CONNECTIONS, bare)
    console.log(
      name.padEnd(26),
      figure(percentile(alone.each, 0.5), 10),
      figure(percentile(alone.each, 0.95), 10),
      figure(many.perSecond, 13),
      figure(percentile(bareAlone.each, 0.95), 12),
      figure(bareMany.perSecond, 11),
      (many.perSecond / bareMany.perSecond).toFixed(2).padStart(7),
      String(await page(asked[0]!)).padStart(7),
    )
  }
  const texts = Array.from({ length: ASKED }, () => any().licence)
  const alone = await times(texts, 1, sms)
  const many = await times(texts, CONNECTIONS, sms)
  console.log(
    'SMS, licence number'.padEnd(26),
    figure(percentile(alone.each, 0.5), 10),
    figure(percentile(alone.each, 0.95), 10),
    figure(many.perSecond, 13),
  )
}

function figure(value: number, width: number): string {
  return value.toFixed(1).padStart(width)
}

async function times(
  asked: readonly string[],
  atOnce: number,
  one: (question: string) => Promise<void>,
) {
  const each: number[] = []
  const seconds = await timed(asked.length, atOnce, async (n) => {
    const begun = performance.now()
    await one(asked[n]!)
    each.push(performance.now() - begun)
  })
  return { each, perSecond: asked.length / seconds }
}

/** What no server of ours could do without: the keys, the licensees behind them, their history. */
async function bare(question: string): Promise<void> {
  const { keys } = keysAsked(question)
  const { rows } = await pool.query<{ licensee_id: string }>(
    `select s.licensee_id, s.kind, s.key from recruiters.search_key s
     join unnest($1::text[], $2::text[]) as asked (kind, key) on s.kind = asked.kind and s.key = asked.key
     limit 2000`,
    [keys.map((one) => one.kind), keys.map((one) => one.key)],
  )
  const ids = [...new Set(rows.map((row) => row.licensee_id))].slice(0, 8)
  await pool.query('select * from recruiters.licensee where id = any($1::uuid[])', [ids])
  await pool.query('select * from recruiters.licence_event where licensee_id = any($1::uuid[])', [
    ids,
  ])
}

/** Asks as a phone does; answers the bytes that came over the line. */
function page(question: string): Promise<number> {
  return send('/ur/agent', new URLSearchParams({ question }).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    'accept-encoding': 'gzip',
    // Forms are counted by address.
    'x-forwarded-for': address(),
  })
}

async function sms(text: string): Promise<void> {
  await send(`/api/recruiters/sms?key=${smsKey}`, text, {
    'content-type': 'application/octet-stream',
    'x-kannel-from': `+9230000${Math.floor(Math.random() * 1e5)}`,
    'x-kannel-id': crypto.randomUUID(),
    'x-forwarded-for': address(),
  })
}

function address(): string {
  return `10.${[1, 2, 3].map(() => Math.floor(Math.random() * 256)).join('.')}`
}

function send(path: string, body: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(
      `${house.origin}${path}`,
      { method: 'POST', agent, headers },
      (answer) => {
        let bytes = 0
        answer.on('data', (part: Buffer) => {
          bytes += part.length
        })
        answer.once('end', () =>
          answer.statusCode === 200
            ? resolve(bytes)
            : reject(new Error(`${path} answered ${answer.statusCode}`)),
        )
      },
    )
    asked.once('error', reject)
    asked.end(body)
  })
}
