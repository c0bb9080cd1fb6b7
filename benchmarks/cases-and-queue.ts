/**
 * The desk's queue and the case list and page among 100,000 reports and 100,000 cases, beside the
 * same pages among 1,000, in one run: `npx tsx benchmarks/cases-and-queue.ts [many]`.
 */
import type pg from 'pg'
import { staffIdOf } from '../tryout/staff.ts'
import { percentile, raiseHouse } from './ground.ts'

const FEW = 1_000
const MANY = Number(process.argv[2] ?? 100_000)
const READS = 60

const house = await raiseHouse()
const pool = house.pool(2)
try {
  const pages = await pagesOf(pool)
  const measure = async () => {
    const found: [string, number][] = []
    // A session of its own for each page: requests are limited by session.
    for (const { name, url, as } of pages) found.push([name, await p95(url, await signIn(as))])
    return found
  }
  await fill(pool, 0, FEW)
  await measure()
  const few = await measure()
  await fill(pool, FEW, MANY)
  await measure()
  const many = await measure()
  console.log(`p95 of ${READS} reads, in ms: among ${FEW}, among ${MANY}, ratio (aim at most 2)`)
  few.forEach(([name, before], i) => {
    const after = many[i]![1]
    const figures = [before, after].map((ms) => ms.toFixed(1).padStart(8)).join('')
    console.log(`${name.padEnd(28)}${figures}${(after / before).toFixed(2).padStart(8)}`)
  })
} finally {
  await pool.end()
  await house.close()
}

interface Page {
  name: string
  url: string
  /** Who reads it. */
  as: string
}

async function pagesOf(db: pg.Pool): Promise<Page[]> {
  const { rows: desks } = await db.query<{ id: string }>(
    `select m.desk_id as id from reports.desk_member m where m.account_id = $1 limit 1`,
    [staffIdOf('desk-gujrat')],
  )
  const { rows: cases } = await db.query<{ id: string }>(
    `select c.id from cases.case_file c join core.account a on a.id = c.holder_id
     where a.agency_id = (select agency_id from core.account where id = $1) limit 1`,
    [staffIdOf('supervisor-gujrat')],
  )
  const desk = `/api/desk/${desks[0]!.id}/reports`
  return [
    { name: 'queue', url: desk, as: 'desk-gujrat' },
    { name: 'queue, danger now', url: `${desk}?danger=true`, as: 'desk-gujrat' },
    { name: 'queue, closed', url: `${desk}?status=closed`, as: 'desk-gujrat' },
    { name: 'cases of the agency', url: '/api/cases?whose=agency', as: 'supervisor-gujrat' },
    { name: 'cases due', url: '/api/cases?whose=agency&due=true', as: 'supervisor-gujrat' },
    { name: 'one case', url: `/api/cases/${cases[0]!.id}`, as: 'supervisor-gujrat' },
  ]
}

/** Rows like those that are there: plain fields of reports, cases with their people. */
async function fill(db: pg.Pool, from: number, to: number): Promise<void> {
  await db.query(
    `insert into reports.report (jurisdiction, id, desk_id, kind, place_code, danger_now, language,
       received_at, due_at, status, owes)
     select 'PK-PB', gen_random_uuid(), m.desk_id, 'not-sure', 'PK-PB', n % 50 = 0, 'ur', now(),
       date_trunc('milliseconds', now() + n * interval '1 second'),
       case when n % 2 = 0 then 'new' else 'closed' end,
       case when n % 2 = 0 then 'triage' else 'nothing' end
     from generate_series($2::int + 1, $3::int) n,
       (select desk_id from reports.desk_member where account_id = $1 limit 1) m`,
    [staffIdOf('desk-gujrat'), from, to],
  )
  await db.query(
    `insert into cases.case_file (jurisdiction, id, agency_id, team_id, holder_id, held_since,
       reference, title_sealed, opened_at, opened_by, next_due_at)
     select t.jurisdiction, gen_random_uuid(), t.agency_id, t.team_id, t.holder_id, now(),
       'BENCH-' || n, t.title_sealed, now() - n * interval '1 minute', t.opened_by,
       case when n % 3 = 0 then now() + n * interval '1 hour' end
     from generate_series($2::int + 1, $3::int) n,
       (select c.* from cases.case_file c join core.account a on a.id = c.holder_id
        where a.agency_id = (select agency_id from core.account where id = $1) limit 1) t`,
    [staffIdOf('supervisor-gujrat'), from, to],
  )
  await db.query('analyze')
}

async function signIn(handle: string): Promise<string> {
  const answer = await fetch(`${house.origin}/api/tryout/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ handle }),
  })
  return answer.headers.get('set-cookie')!.split(';')[0]!
}

async function p95(url: string, cookie: string): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < READS; n++) {
    const begun = performance.now()
    const answer = await fetch(`${house.origin}${url}`, { headers: { cookie } })
    await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`)
    times.push(performance.now() - begun)
  }
  return percentile(times, 0.95)
}
