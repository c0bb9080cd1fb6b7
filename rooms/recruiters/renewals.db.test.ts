import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayInPakistan } from '../../core/days.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { addDays, addMonths } from './complaint.ts'
import { asCsv, madeUpLicensee } from './made-up-list.ts'

let house: TestHouse
let protector: Client
let director: Client

const today = dayInPakistan(new Date())
const firm = (n: number) => madeUpLicensee(n, 'Valid').licence
const idOf = async (n: number): Promise<string> =>
  (await protector.post('/api/recruiters/search', { text: firm(n) })).body.items[0].licensee.id
const read = async (id: string) => (await director.get(`/api/recruiters/licensees/${id}`)).body
const renewals = async (id: string, by = director) =>
  (await by.get(`/api/recruiters/licensees/${id}/renewals`)).body
const apply = (id: string, more: object = {}, by = protector) =>
  by.post(`/api/recruiters/licensees/${id}/renewals`, {
    on: today,
    papers: ['workers-sent', 'security-kept'],
    words: 'made up: handed in at the counter',
    ...more,
  })
const decide = (id: string, more: object = {}, by = director) =>
  by.post(`/api/recruiters/renewals/${id}/decisions`, {
    to: 'granted',
    on: today,
    reason: 'nothing-open',
    orderNumber: 'DG/R/1',
    version: 1,
    ...more,
  })
const refusal = {
  to: 'refused',
  reason: 'complaints-not-answered',
  words: 'made up: did not answer',
  heardOn: today,
}
/** Sets the last day of a licence, as an authority's list would have. */
const endsOn = (id: string, day: string) =>
  house.asSystem((db) =>
    sql`update recruiters.licensee set expires_on = ${day} where id = ${id}`.execute(db),
  )

beforeAll(async () => {
  house = await testHouse()
  protector = await house.as('protector-lahore')
  director = await house.as('director-emigration')
  const list = asCsv(
    [1, 2, 3, 4, 5, 6, 7].map((n) => madeUpLicensee(n, n === 6 ? 'Cancelled' : 'Valid')),
  )
  const query = 'kind=overseas-employment-promoter&asOf=2026-01-31&fileName=list.csv'
  const { body } = await protector.post(`/api/recruiters/imports?${query}`, Buffer.from(list))
  await protector.post(`/api/recruiters/imports/${body.id}/apply`, { version: 1 })
  for (const n of [1, 2, 3, 4, 5]) await endsOn(await idOf(n), addDays(today, 20))
})
afterAll(() => house.close())

describe('who and what is refused', () => {
  test('another kind of agency neither reads nor enters applications', async () => {
    const other = await house.as('investigator-gujrat')
    const refused = { status: 403, code: 'recruiters/not-the-authority' }
    const id = await idOf(1)
    expect((await apply(id, {}, other)).body).toMatchObject(refused)
    expect(await renewals(id, other)).toMatchObject(refused)
  })

  test('an officer does not decide, and whoever entered it does not either', async () => {
    const id = await idOf(1)
    const { id: mine } = (await apply(id, {}, director)).body
    expect((await decide(mine, {}, protector)).body.code).toBe('recruiters/not-the-authority')
    expect((await decide(mine)).body.code).toBe('recruiters/renewal-by-another')
    expect((await renewals(id)).items[0].mayDecide).toEqual(['withdrawn'])
    const back = { to: 'withdrawn', reason: 'entered-by-mistake', orderNumber: '' }
    expect((await decide(mine, back)).status).toBe(200)
    expect((await read(id)).licensee.expiresOn).toBe(addDays(today, 20))
  })

  test('the database itself refuses a decision by whoever entered it', async () => {
    const id = await idOf(5)
    const { id: mine } = (await apply(id, {}, director)).body
    await expect(
      house.acting('director-emigration', (db) =>
        sql`update recruiters.renewal set state = 'granted', reason = 'nothing-open',
          order_number = 'X', decided_on = ${today}, decided_by = entered_by, term_from = ${today},
          term_until = ${today} where id = ${mine}`.execute(db),
      ),
    ).rejects.toThrow('check constraint')
  })

  test('of two applications at once one is taken; a late one and one for a cancelled licence are not', async () => {
    const id = await idOf(2)
    const answers = await Promise.all([apply(id), apply(id), apply(id)])
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409])
    expect((await apply(id)).body.code).toBe('recruiters/renewal-twice')
    await endsOn(await idOf(3), addDays(today, -1))
    expect((await apply(await idOf(3))).body.code).toBe('recruiters/renewal-late')
    expect((await apply(await idOf(6))).body.code).toBe('recruiters/renewal-of-ended')
  })

  test('while an application waits, no renewal is written down past it', async () => {
    const id = await idOf(2)
    const { licensee } = await read(id)
    const step = { why: 'renewed', on: today, version: licensee.version }
    expect((await director.post(`/api/recruiters/licensees/${id}/steps`, step)).body.code).toBe(
      'recruiters/renewal-waits',
    )
  })

  test('what is read of before is not written over', async () => {
    const { items } = await renewals(await idOf(2))
    expect((await decide(items[0].id, { version: 9 })).body.code).toBe('core/changed-since')
    expect((await renewals(await idOf(2))).items[0].state).toBe('open')
  })
})

describe('the list of renewals', () => {
  const listed = async (list: string, client = protector) =>
    (await client.get(`/api/recruiters/renewals?list=${list}`)).body
  const numbers = async (list: string) =>
    (await listed(list)).items.map(
      (one: { licensee: { licenceNumber: string } }) => one.licensee.licenceNumber,
    )

  test('is not for another kind of agency', async () => {
    const other = await house.as('investigator-gujrat')
    expect(await listed('waiting', other)).toMatchObject({
      status: 403,
      code: 'recruiters/not-the-authority',
    })
  })

  test('shows what waits, the nearest end of a term first', async () => {
    const { items } = await listed('waiting')
    expect(items.length).toBeGreaterThan(0)
    const ends = items.map((one: { licensee: { expiresOn: string } }) => one.licensee.expiresOn)
    expect(ends).toEqual(ends.toSorted())
    expect(items.every((one: { renewal: { state: string } }) => one.renewal.state === 'open')).toBe(
      true,
    )
  })

  test('a term that ends within ninety days is listed until something is handed in', async () => {
    const id = await idOf(7)
    await endsOn(id, addDays(today, 91))
    expect(await numbers('ending')).not.toContain(firm(7))
    await endsOn(id, addDays(today, 90))
    expect(await numbers('ending')).toContain(firm(7))
    const { id: asked } = (await apply(id)).body
    expect(await numbers('ending')).not.toContain(firm(7))
    expect(await numbers('waiting')).toContain(firm(7))
    expect(await numbers('decided')).not.toContain(firm(7))
    expect((await decide(asked)).status).toBe(200)
    expect(await numbers('waiting')).not.toContain(firm(7))
    expect(await numbers('decided')).toContain(firm(7))
  })
})

describe('what is decided', () => {
  test('a refusal leaves the licence as it is; another application may follow', async () => {
    const id = await idOf(1)
    const before = await read(id)
    const { id: asked } = (await apply(id)).body
    expect((await decide(asked, { ...refusal, heardOn: null })).body.code).toBe(
      'recruiters/not-heard',
    )
    expect((await decide(asked, refusal)).status).toBe(200)
    const after = await read(id)
    expect(after.licensee).toEqual(before.licensee)
    expect(after.history).toEqual(before.history)
    expect((await renewals(id)).items[0]).toMatchObject({ state: 'refused', mayDecide: [] })
    expect((await decide(asked, { version: 2 })).body.code).toBe('recruiters/renewal-decided')
    expect((await apply(id)).status).toBe(200)
  })

  test('what was handed in and said is sealed, and read by the authority alone', async () => {
    const id = await idOf(1)
    expect((await renewals(id, protector)).items[0]).toMatchObject({
      papers: ['workers-sent', 'security-kept'],
      words: 'made up: handed in at the counter',
    })
    const { rows } = await house.asSystem((db) =>
      sql<{ words_sealed: string }>`select words_sealed from recruiters.renewal
        where words_sealed is not null`.execute(db),
    )
    for (const row of rows) expect(row.words_sealed).not.toContain('counter')
  })

  test('a complaint under a show-cause notice stands beside it; it is passed over only with words', async () => {
    const id = await idOf(4)
    const { body: complaint } = await protector.post('/api/recruiters/complaints', {
      licenseeId: id,
      kind: 'overcharge',
      receivedOn: today,
      words: 'made up',
    })
    const url = `/api/recruiters/complaints/${complaint.id}/steps`
    for (const [nth, to] of ['before-director-general', 'show-cause'].entries())
      expect((await protector.post(url, { to, on: today, version: nth + 1 })).status).toBe(200)
    const { id: asked } = (await apply(id)).body
    expect((await renewals(id)).checks).toMatchObject({ showCause: 1, complaints: 1 })
    expect((await decide(asked)).body.code).toBe('recruiters/renewal-against-checks')
    const despite = { reason: 'despite-what-is-open' }
    expect((await decide(asked, despite)).body.code).toBe('recruiters/say-why')
    expect((await decide(asked, { ...despite, words: 'made up: heard next week' })).status).toBe(
      200,
    )
    expect((await renewals(id)).items[0].checks).toMatchObject({ showCause: 1 })
  })

  test('granted, the new term follows the old one, stands in the history and on the public page', async () => {
    const id = await idOf(2)
    const { items, renewal } = await renewals(id)
    expect((await decide(items[0].id)).status).toBe(200)
    const until = addMonths(addDays(today, 20), 12 * renewal.years)
    expect((await renewals(id)).items[0]).toMatchObject({
      state: 'granted',
      termFrom: addDays(today, 21),
      termUntil: until,
    })
    const { licensee, history } = await read(id)
    expect(licensee).toMatchObject({ status: 'valid', expiresOn: until })
    expect(history.at(-1)).toMatchObject({ why: 'renewed', orderNumber: 'DG/R/1', until })
    const page = await house.app.inject({
      method: 'POST',
      url: '/en/agent',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ question: firm(2) }).toString(),
    })
    expect(page.body).toContain('Valid until')
    expect(page.body).toContain(until.slice(0, 4))
    expect((await apply(id)).body.code).toBe('recruiters/renewal-granted-already')
  })

  test('a licence suspended meanwhile is not renewed', async () => {
    const id = await idOf(1)
    const { licensee } = await read(id)
    const suspend = {
      why: 'order-of-suspension',
      on: today,
      orderNumber: 'DG/S/1',
      version: licensee.version,
    }
    expect((await director.post(`/api/recruiters/licensees/${id}/steps`, suspend)).status).toBe(200)
    const { items } = await renewals(id)
    expect((await decide(items[0].id)).body.code).toBe('recruiters/renewal-of-suspended')
    expect((await renewals(id)).items[0].state).toBe('open')
  })
})
