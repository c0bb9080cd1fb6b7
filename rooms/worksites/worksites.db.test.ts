import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayInPakistan } from '../../core/days.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { addDays } from './days.ts'

let house: TestHouse
let inspector: Client

beforeAll(async () => {
  house = await testHouse()
  inspector = await house.as('labour-lahore')
})
afterAll(() => house.close())

const today = dayInPakistan(new Date())
const kiln = { kind: 'kiln', name: 'Made-up kiln, Raiwind road', placeCode: 'PK-PB-lahore' }
const visit = (more: object = {}) => ({
  site: kiln,
  reason: 'complaint',
  on: today,
  findings: [
    { code: 'advance-held', basis: 'said-by-worker', people: 6 },
    { code: 'children-working', basis: 'seen', people: 2 },
  ],
  orders: [{ code: 'stop-recovery', toRole: 'owner', dueOn: addDays(today, 7) }],
  ...more,
})
const post = (body: object, client = inspector) => client.post('/api/worksites/visits', body)
const read = async (id: string) => (await inspector.get(`/api/worksites/${id}`)).body

describe('who is refused', () => {
  test('an investigator of another kind of agency reads no list and records nothing', async () => {
    const other = await house.as('investigator-gujrat')
    const refused = { status: 403, code: 'worksites/not-a-labour-office' }
    expect((await other.get('/api/worksites')).body).toMatchObject(refused)
    expect((await post(visit(), other)).body).toMatchObject(refused)
  })

  test('a labour office of another province, and a colleague who sees only their own, find nothing', async () => {
    const { siteId } = (await post(visit())).body
    for (const handle of ['labour-karachi', 'labour-lahore-self']) {
      const other = await house.as(handle)
      expect((await other.get('/api/worksites')).body.items, handle).toEqual([])
      expect((await other.get(`/api/worksites/${siteId}`)).body.code).toBe('worksites/no-such-site')
      const answer = await post({ ...visit(), site: null, siteId }, other)
      expect(answer.body.code).toBe('worksites/no-such-site')
    }
  })

  test('the database itself keeps the tables from an officer of another agency', async () => {
    await post(visit())
    const tables = [
      'site',
      'visit',
      'finding',
      'corrective',
      'party',
      'family',
      'member',
      'photo',
    ] as const
    for (const table of tables) {
      const rows = await house.acting('supervisor-gujrat', (db) =>
        db
          .selectFrom(`worksites.${table}` as never)
          .selectAll()
          .execute(),
      )
      expect(rows, table).toEqual([])
    }
  })

  test.each([
    ['without a place', { site: null }, 'siteId', 'worksites/visit-without-place'],
    ['in 1925', { on: '1925-03-01' }, 'on', 'worksites/day-too-old'],
    ['in the future', { on: '2199-01-01' }, 'on', 'worksites/day-in-future'],
    ['on 30 February', { on: '2026-02-30' }, 'on', undefined],
    [
      'in a whole province',
      { site: { ...kiln, placeCode: 'PK-PB' } },
      'placeCode',
      'worksites/no-such-place',
    ],
    ['with a negative count', { workersSeen: -3 }, 'workersSeen', undefined],
    [
      'whose order was due before it',
      { orders: [{ code: 'pay-wages', toRole: 'owner', dueOn: addDays(today, -1) }] },
      'orders.0.dueOn',
      'worksites/due-in-past',
    ],
  ])('a visit %s names the field and stores nothing', async (_what, more, field, code) => {
    const before = (await inspector.get('/api/worksites')).body.items.length
    const answer = await post(visit(more))
    expect(answer.status).toBe(400)
    expect(Object.keys(answer.body.fields)).toContain(field)
    if (code) expect(answer.body.code).toBe(code)
    expect((await inspector.get('/api/worksites')).body.items.length).toBe(before)
  })
})

describe('a visit', () => {
  test('brings its site with it, and each finding names the rule it rests on with its grade', async () => {
    const { siteId } = (await post(visit())).body
    const site = await read(siteId)
    expect(site).toMatchObject({ name: kiln.name, pointsAtBondage: true })
    const [advance, children] = site.visits[0].findings
    expect(advance.rules).toMatchObject([
      { act: 'BLSAA-PB', section: '2(e)', grade: 'gazette' },
      { act: 'BLSAA-PB', section: '4(2)', grade: 'gazette' },
    ])
    expect(children.rules.map((rule: { act: string }) => rule.act)).toEqual(['PRECA', 'PB-KILN'])
  })

  test('sent twice under one key stands once', async () => {
    const key = { 'idempotency-key': 'made-up-visit-key' }
    const [one, other] = await Promise.all(
      [1, 2].map(() => inspector.post('/api/worksites/visits', visit(), key)),
    )
    expect(one!.body).toEqual(other!.body)
    expect((await read(one!.body.siteId)).visits).toHaveLength(1)
  })

  test('leaves no name in the clear in the database', async () => {
    const { siteId } = (await post(visit())).body
    await inspector.post(`/api/worksites/${siteId}/parties`, {
      role: 'owner',
      name: 'Haji Made Up',
    })
    const all = await house.asSystem(async (db) =>
      JSON.stringify([
        await db
          .selectFrom('worksites.site' as never)
          .selectAll()
          .execute(),
        await db
          .selectFrom('worksites.party' as never)
          .selectAll()
          .execute(),
      ]),
    )
    expect(all).not.toMatch(/Raiwind|Haji/)
    expect((await read(siteId)).parties[0]).toMatchObject({ role: 'owner', name: 'Haji Made Up' })
  })
})

describe('a corrective order', () => {
  test('stays due until a follow-up finds it done; what is not done gets a new day', async () => {
    const { siteId } = (await post(visit())).body
    const [order] = (await read(siteId)).orders
    const url = `/api/worksites/orders/${order.id}/checks`
    const check = (more: object) => inspector.post(url, { on: today, version: 1, ...more })
    expect((await check({ result: 'not-done' })).body.code).toBe('worksites/new-day-missing')
    const newDueOn = addDays(today, 14)
    expect((await check({ result: 'not-done', newDueOn })).status).toBe(200)
    expect((await check({ result: 'done' })).body.code).toBe('core/changed-since')
    expect((await read(siteId)).orders[0]).toMatchObject({ dueOn: newDueOn, doneOn: null })
    expect((await check({ result: 'done', version: 2 })).status).toBe(200)
    expect((await read(siteId)).orders[0]).toMatchObject({ doneOn: today, overdue: false })
  })
})

describe('a picture of a finding', () => {
  const png =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII='
  const pictured = (photos: string[]) =>
    visit({ findings: [{ code: 'documents-held', basis: 'seen', photos }] })

  test('is read by whoever may open the visit, and by nobody else', async () => {
    const { siteId } = (await post(pictured([png]))).body
    const [photo] = (await read(siteId)).visits[0].findings[0].photos
    const url = `/api/worksites/photos/${photo}`
    for (const handle of ['labour-karachi', 'labour-lahore-self']) {
      const other = await house.as(handle)
      expect((await other.get(url)).body.code, handle).toBe('worksites/no-such-photo')
    }
    expect((await (await house.as('investigator-gujrat')).get(url)).status).toBe(403)
    expect((await (await house.as('supervisor-gujrat')).get(url)).status).toBe(403)
    const answer = await inspector.get(url)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('image/png')
  })

  test('is kept sealed, and each look at it stands in the audit trail', async () => {
    const { siteId } = (await post(pictured([png]))).body
    const [photo] = (await read(siteId)).visits[0].findings[0].photos
    await inspector.get(`/api/worksites/photos/${photo}`)
    const { kept, looks } = await house.asSystem(async (db) => ({
      kept: (
        await sql<{ picture_sealed: string }>`select picture_sealed from worksites.photo
          where id = ${photo}`.execute(db)
      ).rows[0]!.picture_sealed,
      looks: (
        await sql`select 1 from core.audit_line where what = 'worksites.read-photo'
          and ${photo}::uuid = any (about)`.execute(db)
      ).rows,
    }))
    expect(kept).not.toContain(png.slice(0, 30))
    expect(looks).toHaveLength(1)
  })

  test('is told by its bytes: what only says that it is a picture is refused by name', async () => {
    const said = Buffer.from('<svg onload="alert(1)"/>').toString('base64')
    expect((await post(pictured([png, said]))).body).toMatchObject({
      status: 400,
      code: 'worksites/not-a-picture',
      fields: { 'findings.0.photos': 'problem.worksites/not-a-picture' },
    })
  })

  test('comes with at most five others', async () => {
    const findings = [1, 2].map(() => ({
      code: 'documents-held',
      basis: 'seen',
      photos: [png, png, png, png],
    }))
    expect((await post(visit({ findings }))).body.code).toBe('worksites/too-many-photos')
  })
})

describe('a family', () => {
  test('is counted by children at work, at school, and those of whom nobody knows', async () => {
    const { siteId } = (await post(visit())).body
    const made = await inspector.post(`/api/worksites/${siteId}/families`, {
      name: 'Made-up family',
      cameOn: '2019-10-01',
      members: [
        { sex: 'Masculine', age: 41, works: true },
        { sex: 'Feminine', age: 12, works: true, atSchool: false },
        { sex: 'Masculine', age: 8, works: false, atSchool: true },
        { sex: 'Feminine', age: 6 },
      ],
    })
    expect(made.status).toBe(200)
    expect((await read(siteId)).families[0].children).toEqual({
      children: 3,
      atWork: 1,
      atSchool: 1,
      notKnown: 1,
    })
  })
})

describe('what was written down wrong', () => {
  const made = async () => {
    const { siteId } = (await post(visit())).body
    const party = (
      await inspector.post(`/api/worksites/${siteId}/parties`, {
        role: 'owner',
        name: 'Made-up Aslam',
      })
    ).body.id
    const family = (
      await inspector.post(`/api/worksites/${siteId}/families`, {
        name: 'Made-up family',
        members: [{ name: 'Made-up Sonia', sex: 'Feminine', age: 13, works: true }],
      })
    ).body.id
    return { siteId, party, family }
  }

  test('is put right by the office that keeps the file, and by nobody else', async () => {
    const { siteId, party, family } = await made()
    const karachi = await house.as('labour-karachi')
    for (const [url, body] of [
      [`/api/worksites/${siteId}`, { ...kiln, version: 1 }],
      [`/api/worksites/${siteId}/parties/${party}`, { role: 'owner', name: 'x', version: 1 }],
      [`/api/worksites/families/${family}`, { name: 'x', members: [], version: 1 }],
    ] as const)
      expect((await karachi.post(url, body)).status, url).toBe(404)
    expect((await read(siteId)).families[0].name).toBe('Made-up family')
  })

  test('a site gets its pin, and a party its right name; a stale page overwrites nothing', async () => {
    const { siteId, party } = await made()
    const pin = { latitude: 31.4, longitude: 74.2 }
    const site = (more: object) =>
      inspector.post(`/api/worksites/${siteId}`, { ...kiln, version: 1, ...more })
    expect((await site({ placeCode: 'PK-PB' })).body.fields).toEqual({
      placeCode: 'problem.worksites/no-such-place',
    })
    expect((await site({ pin })).status).toBe(200)
    expect((await site({ pin: null })).body.code).toBe('core/changed-since')
    const owner = (name: string) =>
      inspector.post(`/api/worksites/${siteId}/parties/${party}`, {
        role: 'contractor',
        name,
        version: 1,
      })
    expect((await owner('Made-up Akram')).status).toBe(200)
    expect((await owner('Made-up Anwar')).body.code).toBe('core/changed-since')
    expect(await read(siteId)).toMatchObject({
      pin,
      parties: [{ role: 'contractor', name: 'Made-up Akram', version: 2 }],
    })
  })

  test('a family keeps its people and gets new ones; a stranger’s name is refused', async () => {
    const { siteId, family } = await made()
    const other = await made()
    const [sonia] = (await read(siteId)).families[0].members
    const [stranger] = (await read(other.siteId)).families[0].members
    const correct = (members: object[]) =>
      inspector.post(`/api/worksites/families/${family}`, {
        name: 'Made-up family of Bashir',
        members,
        version: 1,
      })
    const known = { id: sonia.id, name: 'Made-up Sonia', sex: 'Feminine', age: 14, works: false }
    expect((await correct([{ ...known, id: stranger.id }])).body.fields).toEqual({
      'members.0.name': 'problem.worksites/no-such-member',
    })
    expect((await correct([known, { name: 'Made-up Imran', sex: 'Masculine' }])).status).toBe(200)
    expect((await correct([])).body.code).toBe('core/changed-since')
    const [now] = (await read(siteId)).families
    expect(now.name).toBe('Made-up family of Bashir')
    expect(now.members).toMatchObject([
      { id: sonia.id, age: 14, works: false },
      { name: 'Made-up Imran', age: null },
    ])
  })
})
