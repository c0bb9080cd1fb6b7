import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { asCsv, madeUpLicensee } from './made-up-list.ts'

let house: TestHouse
let protector: Client
let agencyId: string
const today = new Date().toISOString().slice(0, 10)
const agency = 'TA/701/LHR'

async function bring(kind: string, list: string): Promise<void> {
  const url = '/api/recruiters/imports'
  const { body } = await protector.post(
    `${url}?kind=${kind}&asOf=${today}&fileName=list.csv`,
    Buffer.from(list),
  )
  const { body: read } = await protector.get(`${url}/${body.id}`)
  expect((await protector.post(`${url}/${body.id}/apply`, { version: read.version })).status).toBe(
    200,
  )
}
const find = async (text: string) =>
  (await protector.post('/api/recruiters/search', { text })).body.items[0].licensee
const complain = async (more: object) => {
  const { body } = await protector.post('/api/recruiters/complaints', {
    kind: 'overcharge',
    receivedOn: today,
    contractOn: today,
    joinedOn: '2020-01-01',
    words: 'made up',
    ...more,
  })
  return (await protector.get(`/api/recruiters/complaints/${body.id}`)).body
}

beforeAll(async () => {
  house = await testHouse({ smsKey: 'made-up-gateway-key' })
  protector = await house.as('protector-lahore')
  await bring('overseas-employment-promoter', asCsv([madeUpLicensee(1, 'Valid')]))
  await bring(
    'travel-agent',
    `Licence No,Name,Status,City,Phone,Valid upto\n${agency},Made-up Sunehri Travels,Valid,Lahore,0300-0900701,2099-01-01\n`,
  )
  agencyId = (await find(agency)).id
})
afterAll(() => house.close())

describe('a travel agency with a valid licence', () => {
  test('is not called licensed to send workers, on the page or by SMS', async () => {
    const page = await house.app.inject({
      method: 'POST',
      url: '/en/agent',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ question: agency }).toString(),
    })
    expect(page.body).toContain('no licence to send workers')
    expect(page.body).not.toContain('class="card licence good"')
    const sms = await house.app.inject({
      method: 'POST',
      url: '/api/recruiters/sms?key=made-up-gateway-key',
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'x-kannel-from': '+923000000999',
        'x-kannel-smsc-msgid': 'made-up-1',
      },
      payload: agency,
    })
    expect(sms.body).toContain('TRAVEL')
    expect(sms.body).not.toContain('DURUST')
  })

  test('is not heard by the emigration authority: what it took for work abroad is section 22(b)', async () => {
    const complaint = await complain({ licenseeId: agencyId })
    expect(complaint).toMatchObject({ limb: '22(b)', sixMonths: null })
    expect(complaint.mayMoveTo).not.toContain('show-cause')
    const url = `/api/recruiters/complaints/${complaint.id}/steps`
    await protector.post(url, { to: 'before-director-general', on: today, version: 1 })
    const step = { to: 'show-cause', on: today, version: 2 }
    expect((await protector.post(url, step)).body.code).toBe('recruiters/no-licence-to-hear')
  })

  test('is not renewed here', async () => {
    const url = `/api/recruiters/licensees/${agencyId}/renewals`
    expect((await protector.post(url, { on: today, papers: [] })).body.code).toBe(
      'recruiters/renewal-of-travel-agent',
    )
  })

  test('stands in the register as one of its kind', async () => {
    const { body } = await protector.get('/api/recruiters?kind=travel-agent')
    expect(body.items.map((one: { licenceNumber: string }) => one.licenceNumber)).toEqual([agency])
    expect(body.items[0].placeCode).toBe('PK-PB-lahore')
  })
})

test('the six months of rule 31-B run for a promoter, and not for whoever has no licence', async () => {
  const promoter = await find(madeUpLicensee(1, '').licence)
  expect(await complain({ licenseeId: promoter.id })).toMatchObject({
    limb: '22(a)',
    sixMonths: { lastDay: '2020-07-01', tooLate: true },
  })
  expect(await complain({ named: 'Made-up agent' })).toMatchObject({
    limb: '22(b)',
    sixMonths: null,
  })
})
