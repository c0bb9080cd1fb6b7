import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'

let house: TestHouse
let head: Client

beforeAll(async () => {
  house = await testHouse()
  head = await house.as('head-shelter-lahore')
})
afterAll(() => house.close())

const place = (more: object = {}) => ({
  kind: 'shelter',
  tells: 'district',
  forWhom: ['women', 'children'],
  placeCode: 'PK-PB-lahore',
  phone: null,
  name: null,
  address: null,
  ...more,
})
const name = { en: 'Madeup Garden House', ur: 'فرضی باغ گھر' }
const address = { en: '1 Madeup Street', ur: 'فرضی گلی 1' }
const list = (more: object = {}, client = head) => client.post('/api/guide/listings', place(more))
const takeBack = (id: string, client = head) =>
  client.post(`/api/guide/listings/${id}/take-back`, {})
const shown = async () => (await house.anyone().get('/api/guide/places-of-help')).body.items
const page = async (language = 'en'): Promise<string> => {
  const { body }: { body: string } = await house.app.inject({
    method: 'GET',
    url: `/${language}/help`,
  })
  return body
}

describe('who is refused', () => {
  test('the public learns of no shelter as long as none lets itself be known', async () => {
    expect(await shown()).toEqual([])
    expect((await house.anyone().get('/api/agencies')).status).toBe(401)
    const offices = (await house.anyone().get('/api/guide/offices')).body.items
    expect(offices.filter((one: { kind: string }) => one.kind === 'shelter')).toEqual([])
    for (const word of ['Saiban', 'Sahil House', 'Dar-ul-Aman'])
      expect(await page()).not.toContain(word)
  })
  test.each([
    ['a case worker of the house', 'shelter-lahore'],
    ['a content officer', 'content-officer'],
    ['an administrator', 'administrator'],
    ['a supervisor of the police', 'supervisor-gujrat'],
  ])('%s lets no place be known', async (_who, handle) => {
    expect((await list({}, await house.as(handle))).status).toBe(403)
    expect(await shown()).toEqual([])
  })
  test('nobody speaks for another house, not past the rule of the database either', async () => {
    const { id: by } = await house.person('head-shelter-karachi')
    const { agencyId } = await house.person('head-shelter-lahore')
    await house.acting('head-shelter-karachi', (db) =>
      expect(
        sql`insert into guide.listing (id, agency_id, kind, tells, for_whom, place_code, listed_by,
          listed_at) values (gen_random_uuid(), ${agencyId}, 'shelter', 'district', '{women}',
          'PK-PB-lahore', ${by}, now())`.execute(db),
      ).rejects.toThrow(/row-level security/),
    )
  })
  test('nobody of another house takes it back or reads that it was', async () => {
    const { id } = (await list()).body
    const other = await house.as('head-shelter-karachi')
    expect((await takeBack(id, other)).status).toBe(404)
    expect((await (await house.as('supervisor-gujrat')).get('/api/guide/listings')).status).toBe(
      403,
    )
    expect(await shown()).toHaveLength(1)
    await takeBack(id)
    expect((await other.get('/api/guide/listings')).body.items).toEqual([])
  })
  test.each([
    ['a name where the district alone is told', { name }, 'listing-tells-more'],
    ['an address where the name is told', { tells: 'name', name, address }, 'listing-tells-more'],
    ['no name where it is to be told', { tells: 'name' }, 'listing-name-missing'],
    ['no address where it is to be told', { tells: 'address', name }, 'listing-address-missing'],
    ['a phone of letters', { phone: 'call me' }, 'listing-phone-unreadable'],
    ['a district of another province', { placeCode: 'PK-SD-karachi-south' }, 'listing-elsewhere'],
    ['a place that is no district', { placeCode: 'PK-PB-nowhere' }, 'no-district'],
  ] as const)('a listing with %s', async (_what, more, fault) => {
    const answer = await list(more)
    expect([answer.status, answer.body.code]).toEqual([400, `guide/${fault}`])
    expect(await shown()).toEqual([])
  })
})

describe('what is told', () => {
  test('of a shelter that tells its district, neither name nor address nor who runs it', async () => {
    const { id } = (await list()).body
    const [one] = await shown()
    expect([one.name, one.address, one.phone, one.place.en]).toEqual([null, null, null, 'Lahore'])
    const { agencyId } = await house.person('head-shelter-lahore')
    expect(JSON.stringify(one)).not.toContain(agencyId)
    expect(await page()).toContain('Where it stands is not told.')
    expect(await page()).not.toContain('Saiban')
    await takeBack(id)
  })
  test('name and address where the head says so; gone at once when anybody of the house takes it back', async () => {
    const { id } = (await list({ tells: 'address', name, address, phone: '042 0000000' })).body
    expect(await page('ur')).toContain(name.ur)
    expect(await page()).toContain('Madeup Street')
    const worker = await house.as('shelter-lahore')
    expect((await takeBack(id, worker)).status).toBe(200)
    expect((await takeBack(id, worker)).status).toBe(200)
    expect(await shown()).toEqual([])
    expect(await page()).not.toContain(name.en)
    const left = await house.asSystem((db) =>
      sql<{ row: string }>`select row_to_json(l)::text as row from guide.listing l
        where id = ${id}`.execute(db),
    )
    for (const told of [name.en, name.ur, address.en, address.ur, '042 0000000'])
      expect(left.rows[0]!.row).not.toContain(told)
  })
  test('the house reads who let it be known and who took it back, and so does the audit trail', async () => {
    const { items } = (await head.get('/api/guide/listings')).body
    const told = items.find((one: { tells: string }) => one.tells === 'address')
    expect([told.listedBy.en, told.endedBy.en]).toEqual([
      (await house.person('head-shelter-lahore')).name.en,
      (await house.person('shelter-lahore')).name.en,
    ])
    const { rows } = await house.asSystem((db) =>
      sql<{ what: string; handle: string }>`select l.what, a.handle from core.audit_line l
        join core.account a on a.id = l.person_id
        where ${told.id}::uuid = any(l.about) and l.outcome = 'done' order by l.at`.execute(db),
    )
    expect(rows.slice(0, 2)).toEqual([
      { what: 'guide.list-place', handle: 'head-shelter-lahore' },
      { what: 'guide.take-back-place', handle: 'shelter-lahore' },
    ])
  })
})
