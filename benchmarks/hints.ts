/**
 * A hint while an officer types, among 10,000, 100,000 and 1,000,000 known people, and with an
 * argument more: `npx tsx benchmarks/hints.ts [most]`. People are made up and their keys drawn,
 * names by Zipf's law; asked over HTTP of a house as `npm start` runs it, audit line and all.
 */
import { readFileSync } from 'node:fs'
import type pg from 'pg'
import { agencyIdOf } from '../tryout/staff.ts'
import { percentile, raiseHouse } from './ground.ts'

const MOST = Number(process.argv[2] ?? 1_000_000)
const SIZES = [10_000, 100_000, 1_000_000, 10_000_000].filter((size) => size <= MOST)
const ASKED = 100
/** So many people of the officer's own files share one name; so many of the country one name and year. */
const [ALIKE_HERE, ALIKE_ELSEWHERE] = [2_000, 50_000]

const caller = { name: 'نعیم ساہی', phone: '0300 0000002' }
const common = { name: 'Naeem Sahi', ageStated: 30, ageStatedOn: '2026-11-01' }
const whole = {
  ...common,
  otherName: 'نعیم ساہی',
  fatherName: 'Muhammad Ashraf',
  cnic: '35202-0000001-1',
  phone: '+92 300 0000002',
  account: 'PK36SCBL0000001123456702',
}
const probes = {
  'nobody known': { name: 'Qandeel Zzyx', phone: '0300 9999999' },
  'a phone known elsewhere': caller,
  'a name that thousands have': common,
  'every field filled in': whole,
}

const house = await raiseHouse()
const pool = house.pool(1)
try {
  await makeAlike(pool)
  console.log(
    'people'.padStart(11),
    'asked for'.padEnd(28),
    '  p50 ms  p95 ms  CPU ms (server, database)',
  )
  let there = 0
  for (const size of SIZES) {
    await fill(pool, there, size)
    there = size
    for (const typed of Object.values(probes)) await ask(typed)
    for (const [name, typed] of Object.entries(probes)) {
      const { times, server, database } = await ask(typed)
      const figures = [percentile(times, 0.5), percentile(times, 0.95), server, database]
      console.log(
        size.toLocaleString('en').padStart(11),
        name.padEnd(28),
        figures.map((ms) => ms.toFixed(1).padStart(8)).join(''),
      )
    }
  }
} finally {
  await pool.end()
  await house.close()
}

/**
 * The same name, a thousand times in Karachi's own file and many more in the country. The keys are
 * those that the house gave to one such man; the copies are his.
 */
async function makeAlike(db: pg.Pool): Promise<void> {
  const cookie = await signIn()
  const cases = await (await send('GET', '/api/cases', cookie)).json()
  const url = `/api/cases/${cases.items[0].id}/persons`
  await send('POST', url, cookie, {
    roles: ['accused'],
    name: caller.name,
    ageStated: 30,
    ageStatedOn: '2026-11-01',
  })
  const { rows } = await until(async () => {
    const found = await db.query<{ id: string }>(
      `select p.id from cases.person p join network.known k on k.person_id = p.id
       where p.case_id = $1 and p.age_stated = 30 order by p.added_at desc limit 1`,
      [cases.items[0].id],
    )
    return found.rows.length ? found : undefined
  })
  await db.query(`set session_replication_role = replica`)
  await db.query(`create temp table copied as
    select gen_random_uuid() as id, n from generate_series(1, ${ALIKE_HERE + ALIKE_ELSEWHERE}) n`)
  await db.query(
    `insert into cases.person (jurisdiction, id, case_id, roles, name_sealed, sex, age_stated, age_stated_on)
     select p.jurisdiction, c.id, p.case_id, p.roles, p.name_sealed, p.sex, p.age_stated, p.age_stated_on
     from copied c, cases.person p where p.id = $1 and c.n <= ${ALIKE_HERE}`,
    [rows[0]!.id],
  )
  await db.query(
    `insert into network.known (jurisdiction, person_id, version, learnt_at)
     select 'PK-SD', id, 1, now() from copied`,
  )
  // Elsewhere the name alone is another agency's key; the name with the year is the same.
  await db.query(
    `insert into network.key (person_id, rule, key, case_id, agency_id)
     select c.id, k.rule, k.key, case when c.n <= ${ALIKE_HERE} then k.case_id else gen_random_uuid() end,
       case when c.n <= ${ALIKE_HERE} then k.agency_id else $2::uuid end
     from copied c, network.key k where k.person_id = $1 and (c.n <= ${ALIKE_HERE} or k.rule = 4)`,
    [rows[0]!.id, agencyIdOf('tryout-circle-gujrat')],
  )
}

/** Keys of people in files that are closed to the officer: about three and a half for each. */
async function fill(db: pg.Pool, from: number, to: number): Promise<void> {
  const agencies = ['gujrat', 'lahore'].map((place, at) =>
    agencyIdOf(at ? `tryout-police-${place}` : `tryout-circle-${place}`),
  )
  await db.query('drop index network.key_key, network.key_person')
  await db.query(
    `with people as materialized (
       select gen_random_uuid() as person_id, gen_random_uuid() as case_id, n,
         ($3::uuid[])[1 + n % 2] as agency_id,
         -- Zipf: the commonest of 200,000 names is had by eight in a hundred.
         floor(power(200000, random()))::int as name, 1950 + floor(random() * 60)::int as year,
         floor(power(200000, random()))::int as father
       from generate_series($1::int + 1, $2::int) n)
     insert into network.key (person_id, rule, key, case_id, agency_id)
     select person_id, rule, hashtextextended(text, 7), case_id, agency_id from people,
       lateral (values (0, case when n % 5 < 2 then 'cnic ' || n end),
         (1, case when n % 7 = 0 then 'passport ' || n end),
         (2, case when n % 10 < 7 then 'phone ' || n / 2 end),
         (3, case when n % 10 = 0 then 'account ' || n end),
         (4, case when n % 5 < 3 then 'born ' || name || ' ' || year end),
         (5, case when n % 5 < 2 then 'father ' || name || ' ' || father end),
         (6, 'name ' || name || agency_id)) k (rule, text)
     where text is not null`,
    [from, to, agencies],
  )
  await db.query(
    'create index key_key on network.key (key) include (rule, person_id, case_id, agency_id)',
  )
  await db.query('create index key_person on network.key (person_id)')
  await db.query('vacuum analyze network.key')
  await db.query('checkpoint')
}

async function ask(typed: object) {
  const cookie = await signIn()
  const { rows } = await pool.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  )
  const processes = rows.map(({ pid }) => [pid, cpuOf(pid)] as const)
  const before = cpuOf(house.pid)
  const times: number[] = []
  for (let n = 0; n < ASKED; n++) {
    const begun = performance.now()
    const answer = await send('POST', '/api/network/hints', cookie, { typed })
    await answer.arrayBuffer()
    times.push(performance.now() - begun)
  }
  return {
    times,
    server: (cpuOf(house.pid) - before) / ASKED,
    // A connection that was closed meanwhile counts no more.
    database:
      processes.reduce((sum, [pid, then]) => sum + Math.max(0, cpuOf(pid) - then), 0) / ASKED,
  }
}

/** CPU of a process in ms so far; Linux counts it in hundredths of a second. */
function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return 0
  }
}

async function signIn(): Promise<string> {
  const answer = await send('POST', '/api/tryout/sign-in', '', { handle: 'investigator-karachi' })
  return answer.headers.get('set-cookie')!.split(';')[0]!
}

async function send(method: string, url: string, cookie: string, body?: object): Promise<Response> {
  const answer = await fetch(`${house.origin}${url}`, {
    method,
    headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return answer
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
