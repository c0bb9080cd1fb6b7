import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { addDays } from './complaint.ts'
import { asCsv, madeUpLicensee } from './made-up-list.ts'

let house: TestHouse
let protector: Client
let director: Client
let licensee: string
let other: string

const url = '/api/recruiters/inspections'
const today = new Date().toISOString().slice(0, 10)
const yesterday = addDays(today, -1)

// Two pixels by one, with a comment that tells where it was taken.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4z8AARAAI/gH/xp559wAAAABJRU5ErkJggg==',
  'base64',
)
function withPlace(picture: Buffer): string {
  const text = Buffer.from('\0\0\0\x10tEXtplace\0Lahore 31N\0\0\0\0', 'latin1')
  return Buffer.concat([picture.subarray(0, 33), text, picture.subarray(33)]).toString('base64')
}

const visit = (more: object = {}) => ({
  licenseeId: licensee,
  inspectionId: null,
  on: yesterday,
  words: null,
  writtenOffline: false,
  findings: [{ item: 'receipts-given', answer: 'not-in-order', words: 'made up: no receipts' }],
  photos: [],
  orders: [],
  ...more,
})
const record = (more: object = {}, key?: string, by = protector) =>
  by.post(`${url}/visits`, visit(more), key ? { 'idempotency-key': key } : {})
const plan = async (of = licensee) =>
  (
    await protector.post(url, {
      licenseeId: of,
      plannedFor: addDays(today, 5),
      reasons: ['complaints'],
    })
  ).body.id as string
const made = async () =>
  (await protector.get(url)).body.items.filter((one: { state: string }) => one.state === 'made')

beforeAll(async () => {
  house = await testHouse()
  protector = await house.as('protector-lahore')
  director = await house.as('director-emigration')
  const list = asCsv([madeUpLicensee(1, 'Valid'), madeUpLicensee(2, 'Valid')])
  const query = 'kind=overseas-employment-promoter&asOf=2026-01-31&fileName=list.csv'
  const { body } = await protector.post(`/api/recruiters/imports?${query}`, Buffer.from(list))
  await protector.post(`/api/recruiters/imports/${body.id}/apply`, { version: 1 })
  const { items } = (await protector.get('/api/recruiters')).body
  ;[licensee, other] = items.map((one: { id: string }) => one.id)
})
afterAll(() => house.close())

describe('who is refused', () => {
  test('whoever is not the licensing authority plans nothing, writes nothing, sees nothing', async () => {
    const stranger = await house.as('investigator-gujrat')
    const refused = { status: 403, code: 'recruiters/not-the-authority' }
    expect((await stranger.get(url)).body).toMatchObject(refused)
    expect((await record({}, undefined, stranger)).body).toMatchObject(refused)
    await plan()
    const rows = await house.acting('investigator-gujrat', (db) =>
      sql`select 1 from recruiters.inspection`.execute(db),
    )
    expect(rows.rows).toEqual([])
  })

  test('a visit tomorrow or in 1925, and a limit before the visit, are refused by their field', async () => {
    expect((await record({ on: addDays(today, 2) })).body.fields).toHaveProperty('on')
    expect((await record({ on: '1925-03-01' })).body.fields).toHaveProperty('on')
    const orders = [{ code: 'return-money', dueOn: addDays(yesterday, -1) }]
    expect((await record({ orders })).body.fields).toHaveProperty(['orders.0.dueOn'])
    expect(await made()).toEqual([])
  })

  test('what is no picture is refused, and with it the whole visit', async () => {
    const photos = [{ item: null, base64: Buffer.from('%PDF-1.7 made up').toString('base64') }]
    expect((await record({ photos })).body.fields).toEqual({
      'photos.0': 'problem.recruiters/not-a-picture',
    })
    expect(await made()).toEqual([])
  })
})

describe('a visit', () => {
  let planned: string

  test('sent twice with one key, also at the same time, is one visit', async () => {
    planned = await plan()
    const body = {
      inspectionId: planned,
      writtenOffline: true,
      photos: [{ item: 'receipts-given', base64: withPlace(png) }],
      orders: [{ code: 'return-money', dueOn: yesterday, words: 'made up: to three workers' }],
    }
    const answers = await Promise.all([record(body, 'key-1'), record(body, 'key-1')])
    expect(answers.map((one) => one.body)).toEqual([{ id: planned }, { id: planned }])
    expect((await record(body, 'key-1')).body).toEqual({ id: planned })
    expect(await made()).toHaveLength(1)
  })

  test('its picture comes back without what the camera wrote', async () => {
    const { body } = await protector.get(`${url}/${planned}`)
    expect(body).toMatchObject({ faults: 1, writtenOffline: true, photos: [{}] })
    const photo = await protector.get(`${url}/${planned}/photos/${body.photos[0].id}`)
    expect(photo.headers['content-type']).toBe('image/png')
    expect(photo.bytes.equals(png)).toBe(true)
  })

  test('no row shows a picture or a word of it', async () => {
    const { rows } = await house.asSystem((db) =>
      sql<{ text: string }>`select concat(to_jsonb(f), to_jsonb(p), to_jsonb(c)) as text
        from recruiters.inspection_finding f, recruiters.inspection_photo p, recruiters.corrective c`.execute(
        db,
      ),
    )
    const all = rows.map((row) => row.text).join()
    for (const secret of ['no receipts', 'three workers', png.toString('base64')])
      expect(all).not.toContain(secret)
  })

  test('a planned visit that somebody made meanwhile is not overwritten: told, then sent apart', async () => {
    const late = await record({ inspectionId: planned }, 'key-2', director)
    expect(late.body).toMatchObject({ status: 409, code: 'recruiters/visited-meanwhile' })
    expect((await record({ inspectionId: null }, 'key-3', director)).status).toBe(200)
    expect(await made()).toHaveLength(2)
  })

  test('a visit that was dropped takes no result, and one to another licensee neither', async () => {
    const id = await plan()
    expect((await record({ inspectionId: id, licenseeId: other })).body.code).toBe(
      'recruiters/visit-of-another',
    )
    expect((await protector.post(`${url}/${id}/drop`, { version: 1 })).status).toBe(200)
    expect((await protector.post(`${url}/${id}/drop`, { version: 1 })).body.code).toBe(
      'core/changed-since',
    )
    expect((await record({ inspectionId: id })).body.code).toBe('recruiters/visited-meanwhile')
  })
})

describe('what was ordered', () => {
  const due = async () => (await protector.get(url)).body.orders

  test('stays due, raises the licensee in the ranking with its reason, until a follow-up finds it done', async () => {
    const [order] = await due()
    expect(order).toMatchObject({ code: 'return-money', overdue: true, mayCheck: true })
    const first = async () => (await protector.get('/api/recruiters/inspect-first')).body.items
    expect((await first())[0]).toMatchObject({
      licensee: { id: licensee },
      reasons: [{ code: 'overdue-orders', count: 1 }],
      planned: true,
    })
    const check = (more: object) =>
      protector.post(`/api/recruiters/correctives/${order.id}/checks`, {
        on: today,
        newDueOn: null,
        version: order.version,
        ...more,
      })
    expect((await check({ result: 'not-done' })).body.fields).toHaveProperty('newDueOn')
    const later = { result: 'partly', newDueOn: addDays(today, 14) }
    expect((await check(later)).status).toBe(200)
    expect((await check(later)).body.code).toBe('core/changed-since')
    expect((await due())[0]).toMatchObject({ overdue: false, checks: [{ result: 'partly' }] })
    expect((await check({ result: 'done', version: 2 })).status).toBe(200)
    expect(await due()).toEqual([])
    expect(await first()).toEqual([])
  })
})

describe('the key of a device', () => {
  const keyOf = async (handle: string) =>
    (await (await house.as(handle)).post('/api/session/device-key', {})).body.key

  test('is for whoever is signed in alone: the same again for them, another for another', async () => {
    expect((await house.anyone().post('/api/session/device-key', {})).status).toBe(401)
    const key = await keyOf('protector-lahore')
    expect(Buffer.from(key, 'base64')).toHaveLength(32)
    expect(await keyOf('protector-lahore')).toBe(key)
    expect(await keyOf('director-emigration')).not.toBe(key)
  })
})
