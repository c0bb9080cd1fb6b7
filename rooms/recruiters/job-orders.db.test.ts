import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { keepAlarmedDestinations } from './alarmed-records.ts'
import { asCsv, madeUpLicensee } from './made-up-list.ts'

let house: TestHouse
let protector: Client
let director: Client
let valid: string
let cancelled: string
let order: string

const url = '/api/recruiters/job-orders'
const terms = {
  wage: 1500,
  currency: 'SAR',
  hoursADay: 8,
  contractMonths: 24,
  occupation: 'driving',
  housing: true,
  food: null,
  returnTicket: true,
}
const nothing = Object.fromEntries(Object.keys(terms).map((name) => [name, null]))
const demand = (licenseeId: string) => ({
  licenseeId,
  employer: 'Made-up Transport Riyadh',
  country: 'SAU',
  wanted: 20,
  demandedOn: '2026-02-10',
  promised: terms,
})
const read = async (id = order) => (await protector.get(`${url}/${id}`)).body
const decide = async (to: string, more: object = {}, id = order) =>
  protector.post(`${url}/${id}/steps`, {
    to,
    on: '2026-02-20',
    reasons: ['papers-in-order'],
    permission: null,
    version: (await read(id)).version,
    ...more,
  })
const permission = { workers: 10, number: 'PE/LHR/12 (made up)', until: '2026-06-30' }
const send = (kind: string, on: string, workers: number, numbers: string[] = []) =>
  protector.post(`${url}/${order}/sendings`, { kind, on, workers, numbers })
const licensee = async (number: string) =>
  (await protector.post('/api/recruiters/search', { text: number })).body.items[0].licensee.id

beforeAll(async () => {
  house = await testHouse()
  protector = await house.as('protector-lahore')
  director = await house.as('director-emigration')
  const list = asCsv([madeUpLicensee(1, 'Valid'), madeUpLicensee(2, 'Cancelled')])
  const query = 'kind=overseas-employment-promoter&asOf=2026-01-31&fileName=list.csv'
  const { body } = await protector.post(`/api/recruiters/imports?${query}`, Buffer.from(list))
  await protector.post(`/api/recruiters/imports/${body.id}/apply`, { version: 1 })
  valid = await licensee(madeUpLicensee(1, '').licence)
  cancelled = await licensee(madeUpLicensee(2, '').licence)
})
afterAll(() => house.close())

describe('who is refused', () => {
  test('whoever is not the licensing authority neither reads nor records an order', async () => {
    const other = await house.as('investigator-gujrat')
    const refused = { status: 403, code: 'recruiters/not-the-authority' }
    expect((await other.get(url)).body).toMatchObject(refused)
    expect((await other.post(url, demand(valid))).body).toMatchObject(refused)
    expect((await other.post(`${url}/of-worker`, { number: 'AB1234567' })).body).toMatchObject(
      refused,
    )
  })

  test('a demand from the future, from before the Ordinance, or for Pakistan is refused by its field', async () => {
    const faults = { demandedOn: '2199-01-01', country: 'PAK' }
    for (const [field, value] of Object.entries(faults)) {
      const { status, body } = await protector.post(url, { ...demand(valid), [field]: value })
      expect(status).toBe(400)
      expect(body.fields).toHaveProperty(field)
    }
  })

  test('another agency sees no row of it, whatever it asks', async () => {
    order = (await protector.post(url, demand(valid))).body.id
    const rows = await house.acting('investigator-gujrat', (db) =>
      sql`select 1 from recruiters.job_order`.execute(db),
    )
    expect(rows.rows).toEqual([])
  })
})

describe('from the demand to those who left', () => {
  test('a demand can be put right until it is decided on', async () => {
    const { version } = await read()
    const right = { ...demand(valid), wanted: 12, version }
    expect((await protector.put(`${url}/${order}`, right)).status).toBe(200)
    expect((await protector.put(`${url}/${order}`, right)).body.code).toBe('core/changed-since')
    expect(await read()).toMatchObject({
      wanted: 12,
      state: 'demanded',
      reference: expect.stringMatching(/^J-2026-/),
    })
  })

  test('a licensee whose licence is cancelled gets no permission', async () => {
    const { id } = (await protector.post(url, demand(cancelled))).body
    expect((await decide('permitted', { permission }, id)).body.code).toBe(
      'recruiters/not-licensed-that-day',
    )
    const reasons = ['demand-not-genuine', 'employer-not-known']
    expect((await decide('refused', { reasons }, id)).status).toBe(200)
    const refused = await read(id)
    expect(refused.steps).toMatchObject([{ state: 'refused', reasons }])
    expect(refused.mayMoveTo).toEqual([])
  })

  test('nobody is sent before the permission', async () => {
    expect((await send('agreements', '2026-02-21', 1)).body.code).toBe(
      'recruiters/order-not-permitted',
    )
    expect((await decide('permitted', { permission })).status).toBe(200)
    const after = { ...demand(valid), version: 3 }
    expect((await protector.put(`${url}/${order}`, after)).body.code).toBe(
      'recruiters/order-is-decided',
    )
  })

  test('agreements first, then departures, neither beyond the permission', async () => {
    expect((await send('departures', '2026-03-10', 1)).body.fields).toEqual({
      workers: 'problem.recruiters/left-before-agreement',
    })
    expect((await send('agreements', '2026-03-01', 11)).body.fields).toEqual({
      workers: 'problem.recruiters/more-than-permitted',
    })
    const numbers = ['35202-0000000-1', 'AB 1234567']
    expect((await send('agreements', '2026-03-01', 8, numbers)).status).toBe(200)
    expect((await send('departures', '2026-03-10', 6)).status).toBe(200)
    expect(await read()).toMatchObject({ agreements: 8, departures: 6 })
  })

  test('two batches at once cannot together go beyond the permission', async () => {
    const both = await Promise.all([
      send('agreements', '2026-03-02', 2),
      send('agreements', '2026-03-02', 2),
    ])
    expect(both.map((one) => one.status).sort()).toEqual([200, 400])
  })

  test('a worker is found by CNIC or passport in any writing; no row holds the number', async () => {
    const find = async (number: string) =>
      (await protector.post(`${url}/of-worker`, { number })).body.items?.map(
        (one: { id: string }) => one.id,
      )
    expect(await find('3520200000001')).toEqual([order])
    expect(await find('ab1234567')).toEqual([order])
    expect(await find('AB7654321')).toEqual([])
    expect((await protector.post(`${url}/of-worker`, { number: '12' })).status).toBe(400)
    const { rows } = await house.asSystem((db) =>
      sql<{ text: string }>`select to_jsonb(s)::text || to_jsonb(o)::text as text
        from recruiters.sending s, recruiters.job_order o`.execute(db),
    )
    const all = rows.map((row) => row.text).join()
    for (const secret of ['3520200000001', '1234567', 'Riyadh']) expect(all).not.toContain(secret)
  })

  test('a batch typed wrong is taken back, unless somebody left under it', async () => {
    const { sendings } = await read()
    const [first, , last] = sendings
    const remove = (id: string) => protector.delete(`${url}/${order}/sendings/${id}`)
    expect(first.kind).toBe('agreements')
    expect((await remove(first.id)).body.code).toBe('recruiters/left-before-agreement')
    const small = sendings.find((one: { workers: number }) => one.workers === 2) ?? last
    expect((await remove(small.id)).status).toBe(200)
    expect((await remove(small.id)).body.code).toBe('recruiters/no-such-sending')
    expect(await read()).toMatchObject({ agreements: 8 })
  })

  test('who left counts for the renewal of the licence', async () => {
    const { body } = await protector.get(`/api/recruiters/licensees/${valid}`)
    expect(body.renewal.counted).toBe(6)
  })
})

describe('promised and found', () => {
  let complaint: string
  const found = `/api/recruiters/complaints`
  const write = (more: object, version: number | null = null) =>
    protector.put(`${found}/${complaint}/found-terms`, {
      jobOrderId: order,
      terms: { ...nothing, ...more },
      version,
    })

  test('a complaint about another licensee is not held against this order', async () => {
    const body = { receivedOn: '2026-05-05', kind: 'passport-kept', words: 'made up' }
    const other = (await protector.post(found, { ...body, licenseeId: cancelled })).body.id
    complaint = other
    expect((await write({})).body.fields).toEqual({
      jobOrderId: 'problem.recruiters/order-of-another',
    })
    complaint = (await protector.post(found, { ...body, licenseeId: valid })).body.id
    expect((await write({ wage: 100 })).body.fields).toHaveProperty('currency')
  })

  test('half the pay shows as substitution with its figures: complaint, order and list', async () => {
    expect((await write({ wage: 750, currency: 'SAR', hoursADay: 8 })).status).toBe(200)
    const { body } = await protector.get(`${found}/${complaint}`)
    expect(body.found.compared).toContainEqual({
      term: 'wage',
      promised: 1500,
      found: 750,
      verdict: 'worse',
      percent: -50,
    })
    expect(body).toMatchObject({ fallsShort: true, found: { fallsShort: true } })
    expect(await read()).toMatchObject({ told: 1, worse: 1 })
  })

  test('where to inspect first says it, though the complaint is about something else', async () => {
    const { body } = await director.get('/api/recruiters/inspect-first')
    expect(body.items[0].licensee.id).toBe(valid)
    expect(body.items[0].reasons).toContainEqual({ code: 'contract-substitution', count: 1 })
  })

  test('and that its workers went where an early warning points, as long as it does', async () => {
    const reasons = async () =>
      (await director.get('/api/recruiters/inspect-first')).body.items[0].reasons
    const points = (...countries: string[]) =>
      house.asSystem((db) => keepAlarmedDestinations(db, 'PK', countries, '2026-05-01'))
    const ofIt = { code: 'alarmed-placements', count: 6 }
    await expect(
      house.acting('director-emigration', (db) =>
        keepAlarmedDestinations(db, 'PK', ['SAU'], '2026-05-01'),
      ),
    ).rejects.toThrow(/row-level security/)
    await points('KHM')
    expect(await reasons()).not.toContainEqual(ofIt)
    await points('KHM', 'SAU')
    expect(await reasons()).toContainEqual(ofIt)
    await points()
    expect(await reasons()).not.toContainEqual(ofIt)
  })

  test('what was written is put right once, not over somebody else', async () => {
    expect((await write({ wage: 1500, currency: 'SAR' }, 1)).status).toBe(200)
    expect((await write({ wage: 1, currency: 'SAR' }, 1)).body.code).toBe('core/changed-since')
    expect((await write({ wage: 1, currency: 'SAR' }, null)).body.code).toBe('core/changed-since')
    expect(await read()).toMatchObject({ told: 1, worse: 0 })
  })

  test('with the file of a serious complaint the investigators see the order it is held against', async () => {
    const fia = await house.as('supervisor-gujrat')
    expect((await fia.get(`${url}/${order}`)).status).toBe(404)
    const moved = await protector.post(`${found}/${complaint}/steps`, {
      to: 'sent-to-fia',
      on: '2026-05-06',
      version: 1,
    })
    expect(moved.status).toBe(200)
    expect((await fia.get(`${found}/${complaint}`)).body.found.compared).toHaveLength(1)
    expect((await fia.get(`${url}/${order}`)).body.mayMoveTo).toEqual([])
  })
})
