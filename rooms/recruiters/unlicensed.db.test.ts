import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'

let house: TestHouse
let protector: Client
const today = new Date().toISOString().slice(0, 10)
const complain = (named: string, namedPhones: string[], kind = 'overcharge') =>
  protector.post('/api/recruiters/complaints', {
    named,
    namedPhones,
    kind,
    receivedOn: today,
    words: 'made up',
  })

beforeAll(async () => {
  house = await testHouse()
  protector = await house.as('protector-lahore')
  const { body } = await protector.post(
    `/api/recruiters/imports?kind=overseas-employment-promoter&asOf=${today}&fileName=list.csv`,
    Buffer.from('Licence No,Name,Status\nMPD/7001/LHR,Falak Umeed Promoters,Valid\n'),
  )
  await protector.post(`/api/recruiters/imports/${body.id}/apply`, { version: 1 })
})
afterAll(() => house.close())

test('names without a licence are not for another kind of agency', async () => {
  const other = await house.as('investigator-gujrat')
  expect((await other.get('/api/recruiters/unlicensed')).body).toMatchObject({
    status: 403,
    code: 'recruiters/not-the-authority',
  })
})

test('two spellings and a shared phone are one name, first by weight, beside whom in the register it resembles', async () => {
  await complain('Umeed Ustad', ['0300 0000555'])
  await complain('Falak Umeed', ['0300 0000777'], 'violence-or-threats')
  await complain('فلک امید', ['0300 0000888'])
  await complain('Another made-up name', ['0300 0000888'])
  const { items } = (await protector.get('/api/recruiters/unlicensed')).body
  expect(items).toHaveLength(2)
  expect(items[0].names).toEqual(['Falak Umeed', 'فلک امید', 'Another made-up name'])
  expect(items[0].complaints).toHaveLength(3)
  expect(items[0].reasons).toContainEqual({ code: 'complaints', count: 3 })
  expect(items[0].alike[0]).toMatchObject({
    why: 'same-name',
    licensee: { licenceNumber: 'MPD/7001/LHR' },
  })
  expect(items[1].names).toEqual(['Umeed Ustad'])
})
