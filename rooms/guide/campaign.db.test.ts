import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayInPakistan } from '../../core/days.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'

let house: TestHouse
let planner: Client
const DAY = 86_400_000
const day = (from: number) => dayInPakistan(new Date(house.now().getTime() + from * DAY))

beforeAll(async () => {
  house = await testHouse()
  planner = await house.as('content-officer')
})
afterAll(() => house.close())

const plan = (more: object = {}) => ({
  code: 'MADEUP1',
  name: { en: 'Posters (made up)', ur: 'پوسٹر (فرضی)' },
  audience: 'going-abroad',
  channel: 'poster',
  startsOn: day(-10),
  endsOn: day(10),
  cost: 100_000,
  places: [
    { code: 'PK-PB-gujrat', startsOn: day(-10) },
    { code: 'PK-PB-jhelum', startsOn: null },
  ],
  ...more,
})
const write = (more: object = {}, client = planner) =>
  client.post('/api/guide/campaigns', plan(more))
const countsOf = async (id: string) => (await planner.get(`/api/guide/campaigns/${id}`)).body.counts
const open = (url: string) => house.app.inject({ method: 'GET', url })
const submit = (url: string, form: Record<string, string>) =>
  house.app.inject({
    method: 'POST',
    url,
    payload: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

describe('who is refused', () => {
  test.each(['desk-gujrat', 'supervisor-gujrat', 'statistician', 'oversight', 'administrator'])(
    '%s plans no campaign',
    async (handle) => {
      expect((await write({}, await house.as(handle))).status).toBe(403)
    },
  )
  test('an officer of a desk sees none in the database either', async () => {
    await write({ code: 'UNSEEN' })
    await house.acting('desk-gujrat', async (db) => {
      expect((await sql`select 1 from guide.campaign`.execute(db)).rows).toEqual([])
      expect((await sql`select 1 from guide.campaign_count`.execute(db)).rows).toEqual([])
    })
  })
  test.each([
    ['an end before the start', () => ({ endsOn: day(-11) }), 'campaign-ends-before-it-starts'],
    [
      'districts to compare with alone',
      () => ({ places: [{ code: 'PK-PB-gujrat', startsOn: null }] }),
      'campaign-without-a-place',
    ],
    [
      'a district that begins too early',
      () => ({ places: [{ code: 'PK-PB-gujrat', startsOn: day(-11) }] }),
      'campaign-place-outside-its-days',
    ],
    [
      'a district named twice',
      () => ({
        places: [
          { code: 'PK-PB-gujrat', startsOn: day(0) },
          { code: 'PK-PB-gujrat', startsOn: null },
        ],
      }),
      'campaign-place-twice',
    ],
    [
      'a place that is no district',
      () => ({ places: [{ code: 'PK-PB', startsOn: day(0) }] }),
      'no-district',
    ],
  ] as const)('a plan with %s', async (_what, more, fault) => {
    const answer = await write({ code: 'FAULTY', ...more() })
    expect([answer.status, answer.body.code]).toEqual([400, `guide/${fault}`])
  })
  test('a code that another campaign has, and a change on a stale page', async () => {
    const { id } = (await write({ code: 'TAKEN' })).body
    const again = await write({ code: 'TAKEN' })
    expect([again.status, again.body.code]).toEqual([409, 'guide/campaign-code-taken'])
    const { code: _code, ...changed } = plan({ cost: 5 })
    const change = (version: number) =>
      planner.put(`/api/guide/campaigns/${id}`, { ...changed, version })
    expect((await change(1)).status).toBe(200)
    expect((await change(1)).body.code).toBe('guide/campaign-changed-meanwhile')
    expect((await planner.get(`/api/guide/campaigns/${id}`)).body.cost).toBe(5)
  })
})

describe('what is counted', () => {
  test('a visit by the link, and a check with the code that the link carries on', async () => {
    const { id } = (await write({ code: 'COUNTED' })).body
    const page = await open('/ur/c/counted')
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('پوسٹر (فرضی)')
    expect(page.body).toContain('/ur/agent?via=COUNTED')
    const agent = await open('/ur/agent?via=COUNTED')
    expect(agent.body).toContain('name="via" value="COUNTED"')
    await submit('/ur/agent', { question: '0300 0000000', via: 'COUNTED' })
    await submit('/ur/offer', { via: 'COUNTED' })
    await submit('/ur/offer', { via: 'COUNTED' })
    expect(await countsOf(id)).toEqual({ visit: 1, 'check-agent': 1, 'check-offer': 2 })
  })

  test('not before its first day, after its last, or while it is stopped; the page opens all the same', async () => {
    const early = (
      await write({
        code: 'EARLY',
        startsOn: day(1),
        places: [{ code: 'PK-PB-gujrat', startsOn: day(1) }],
      })
    ).body.id
    const late = (
      await write({
        code: 'LATE',
        endsOn: day(-1),
      })
    ).body.id
    const { id: stopped } = (await write({ code: 'STOPPED' })).body
    const stop = (more: object) => planner.post(`/api/guide/campaigns/${stopped}/stop`, more)
    expect((await stop({ stop: true, words: ' ', version: 1 })).body.code).toBe(
      'guide/reason-in-words',
    )
    await stop({ stop: true, words: 'Made up.', version: 1 })
    for (const code of ['EARLY', 'LATE', 'STOPPED'])
      expect((await open(`/en/c/${code}`)).statusCode).toBe(200)
    for (const id of [early, late, stopped]) expect((await countsOf(id)).visit).toBe(0)
    await stop({ stop: false, words: '', version: 2 })
    await open('/en/c/STOPPED')
    expect((await countsOf(stopped)).visit).toBe(1)
  })

  test.each(['nothing', "x'; drop table guide.campaign; --", 'ab', 'ÄÖÜ', 'A'.repeat(40)])(
    'nothing for a code that no campaign has: %s',
    async (code) => {
      const page = await open(`/en/c/${encodeURIComponent(code)}`)
      expect(page.statusCode).toBe(200)
      expect(page.body).not.toContain('via=')
    },
  )

  test('is a number for each day, and nothing of anybody', async () => {
    const columns = await house.asSystem((db) =>
      sql<{ name: string }>`select column_name as name from information_schema.columns
        where table_schema = 'guide' and table_name = 'campaign_count'`.execute(db),
    )
    expect(columns.rows.map(({ name }) => name).sort()).toEqual([
      'code',
      'jurisdiction',
      'n',
      'on_day',
      'what',
    ])
  })
})
