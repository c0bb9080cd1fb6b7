import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client, TestHouse } from '../../tests/test-house.ts'
import { testHouse } from '../../tests/test-house.ts'
import { staffIdOf } from '../../tryout/staff.ts'
import { makeTryoutDesks, tryoutDeskId } from '../reports/door.ts'

let house: TestHouse
let first: Client
let second: Client
let year: number
const desk = tryoutDeskId('tryout-desk-gujrat')
const by = staffIdOf('desk-gujrat')

/** The plain fields of made-up reports, as a desk would have left them. */
async function decided(n: number, decision: string, reason: string, accused: string) {
  await house.asSystem(async (db) => {
    for (let i = 0; i < n; i++) {
      const id = randomUUID()
      await sql`insert into reports.report (jurisdiction, id, desk_id, kind, place_code, danger_now, language, status,
          owes, received_at, due_at)
        values ('PK-PB', ${id}, ${desk}, 'work-abroad', 'PK-PB-gujrat', false, 'ur', 'closed', 'nothing',
          now() - interval '2 days', now())`.execute(db)
      await sql`insert into reports.triage (jurisdiction, id, report_id, decision, reason, by_id, at)
        values ('PK-PB', ${randomUUID()}, ${id}, ${decision}, ${reason}, ${by}, now() - interval '1 day')`.execute(
        db,
      )
      await sql`insert into reports.accused_kind (jurisdiction, report_id, desk_id, kind, by_id, at)
        values ('PK-PB', ${id}, ${desk}, ${accused}, ${by}, now())`.execute(db)
    }
  })
}

beforeAll(async () => {
  house = await testHouse()
  await makeTryoutDesks(house)
  first = await house.as('oversight')
  second = await house.as('oversight-second')
  year = Number(
    new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: 'Asia/Karachi' }).format(
      house.now(),
    ),
  )
})
afterAll(() => house.close())

const period = '/api/fairness?from=2020-01-01&until=2100-01-01'

describe('who gets nothing of the audit', () => {
  test('is everybody but oversight', async () => {
    const id = randomUUID()
    const decision = { state: 'signed', words: '', version: 1 }
    const asks: ((client: Client) => Promise<{ status: number }>)[] = [
      (client) => client.get(period),
      (client) => client.get('/api/fairness/forms'),
      (client) => client.get(`/api/fairness/forms/${id}`),
      (client) => client.post('/api/fairness/forms', { year }),
      (client) => client.post(`/api/fairness/forms/${id}/decide`, decision),
    ]
    const handles = ['desk-gujrat', 'supervisor-gujrat', 'statistician', 'administrator']
    for (const handle of handles)
      for (const ask of asks) expect((await ask(await house.as(handle))).status, handle).toBe(403)
    for (const ask of asks) expect((await ask(house.anyone())).status).toBe(401)
  })

  test('in the database itself too: the rows come to oversight alone, and the table to nobody', async () => {
    await decided(1, 'duplicate', 'same-report-again', 'unknown')
    const rows = (
      handle: string,
      text = sql`oversight.audited_reports('2020-01-01', '2100-01-01')`,
    ) =>
      house.acting(handle, async (db) => (await sql`select * from ${text}`.execute(db)).rows.length)
    expect(await rows('statistician')).toBe(0)
    expect(await rows('supervisor-karachi')).toBe(0)
    expect(await rows('oversight')).toBe(1)
    expect(await rows('oversight', sql`reports.report`)).toBe(0)
  })
})

test('before anything is published the public page says so', async () => {
  const { status, body } = await house.anyone().get('/en/register/fairness')
  expect(status).toBe(200)
  expect(body).toContain('No year has been published yet')
})

describe('the audit', () => {
  test('finds that reports on officials end differently, in counts and without any report', async () => {
    await decided(13, 'open-case', 'signs-of-trafficking', 'agent')
    await decided(12, 'duplicate', 'same-report-again', 'agent')
    await decided(24, 'nothing-to-act-on-so-far', 'cannot-be-checked-yet', 'official')
    const { status, body } = await first.get(period)
    expect(status).toBe(200)
    expect(body.reports).toBe(50)
    const found = body.comparisons.find(
      (one: { by: string; measure: string }) =>
        one.by === 'accused' && one.measure === 'case-opened',
    )
    expect(found.verdict).toBe('stands-out')
    expect(found.groups).toMatchObject([
      { code: 'agent', n: 25, hits: 13, mark: 'above' },
      { code: 'official', n: 24, hits: 0, mark: 'below' },
      { code: 'others', n: 1, hits: 0, mark: null },
    ])
    expect(JSON.stringify(body)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
  })

  test('of a period that ends before it begins is refused with what to do', async () => {
    const answer = await first.get('/api/fairness?from=2026-02-01&until=2026-01-01')
    expect([answer.status, answer.body.code]).toEqual([400, 'oversight/period-backwards'])
  })
})

describe('the public form of a year', () => {
  let id = ''

  test('is drawn up once, and of no year to come', async () => {
    const early = await first.post('/api/fairness/forms', { year: year + 1 })
    expect([early.status, early.body.code]).toEqual([400, 'oversight/year-not-over'])
    const { status, body } = await first.post('/api/fairness/forms', { year })
    expect(status).toBe(200)
    id = body.id
    const again = await second.post('/api/fairness/forms', { year })
    expect([again.status, again.body.code]).toEqual([409, 'oversight/form-is-there'])
  })

  test('is not public, and is not signed by who drew it up: neither here nor in the database', async () => {
    const url = `/api/fairness/forms/${id}/decide`
    const own = await first.post(url, { state: 'signed', words: '', version: 1 })
    expect([own.status, own.body.code]).toEqual([403, 'oversight/second-person-signs'])
    const changed = await house.acting('oversight', async (db) => {
      const { numAffectedRows } = await sql`update oversight.fairness_form
        set state = 'signed', decided_by = core.viewer(), decided_at = now()`.execute(db)
      return numAffectedRows
    })
    expect(changed).toBe(0n)
    expect((await house.anyone().get('/en/register/fairness')).body).toContain('No year has been')
  })

  test('is returned only with a word on why; signed, it is public and stays as it was', async () => {
    const url = `/api/fairness/forms/${id}/decide`
    const mute = await second.post(url, { state: 'returned', words: ' ', version: 1 })
    expect([mute.status, mute.body.code]).toEqual([400, 'oversight/say-why-returned'])
    const { body: seen } = await second.get(`/api/fairness/forms/${id}`)
    expect(seen).toMatchObject({ own: false, state: 'drafted' })
    expect((await second.post(url, { state: 'signed', words: '', version: 1 })).status).toBe(200)
    const twice = await second.post(url, { state: 'signed', words: '', version: 2 })
    expect([twice.status, twice.body.code]).toEqual([409, 'oversight/form-already-decided'])
    await decided(30, 'open-case', 'signs-of-trafficking', 'family')
    expect((await second.get(`/api/fairness/forms/${id}`)).body.form).toEqual(seen.form)
  })

  test('tells what stands out and no number below ten, in both languages, without a script', async () => {
    const { body } = await house.anyone().get('/en/register/fairness')
    expect(body).toContain('Who is accused: a case is opened more often for some than for others.')
    expect(body).toContain('An official')
    const counts = [...body.matchAll(/<dd><bdi>(\d+)<\/bdi><\/dd>/g)].map(([, n]) => Number(n))
    expect(counts.length).toBeGreaterThan(5)
    for (const count of counts) {
      expect(count).toBeGreaterThanOrEqual(10)
      expect(count % 10).toBe(0)
    }
    // Neither who drew it up nor who signed.
    expect(body).not.toContain('Kazmi')
    expect((await house.anyone().get('/ur/register/fairness')).body).toContain('کوئی سرکاری اہلکار')
  })
})
