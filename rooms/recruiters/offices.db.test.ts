import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'

let house: TestHouse
let protector: Client
const url = '/api/recruiters/imports'
const today = new Date().toISOString().slice(0, 10)

async function bring(list: string): Promise<string> {
  const { body } = await protector.post(
    `${url}?kind=overseas-employment-promoter&asOf=${today}&fileName=list.csv`,
    Buffer.from(list),
  )
  const { version } = (await protector.get(`${url}/${body.id}`)).body
  expect((await protector.post(`${url}/${body.id}/apply`, { version })).status).toBe(200)
  return body.id
}
const idOf = async (licence: string): Promise<string> =>
  (await protector.post('/api/recruiters/search', { text: licence })).body.items[0].licensee.id
const particulars = async (id: string, by = protector) =>
  (await by.get(`/api/recruiters/licensees/${id}`)).body.particulars

beforeAll(async () => {
  house = await testHouse()
  protector = await house.as('protector-lahore')
  await bring(
    `Licence No,Name,Status,Licence holder,Branches,Security deposit,Directors
MPD/7001/LHR,Made Up Firm,Valid,Akram (made up),"Made-up Road, Gujrat; Made-up Chowk, Jhelum","Rs. 300,000",Akram 00000-0000000-1
MPD/7002/LHR,Made Up Other,Valid,Bano (made up),,much,
`,
  )
})
afterAll(() => house.close())

describe('what the register says of a licensee', () => {
  test('deposit and directors are read by the licensing authority alone; holder and branches by all staff', async () => {
    const id = await idOf('MPD/7001/LHR')
    const open = {
      holder: 'Akram (made up)',
      branches: ['Made-up Road, Gujrat', 'Made-up Chowk, Jhelum'],
    }
    const other = await house.as('investigator-gujrat')
    expect(await particulars(id, other)).toEqual({ ...open, kept: null })
    expect(await particulars(id)).toMatchObject({
      ...open,
      kept: {
        deposit: 300_000,
        directors: 'Akram 00000-0000000-1',
        security: { amount: 300_000, doubtful: true },
      },
    })
  })

  test('a deposit that is no number is kept aside with its line', async () => {
    const { body } = await protector.post('/api/recruiters/search', { text: 'MPD/7002/LHR' })
    expect(body.items).toEqual([])
  })

  test('an empty cell of a later list leaves it as it is, and undoing that list puts back what it changed', async () => {
    const id = await idOf('MPD/7001/LHR')
    const before = await particulars(id)
    const later = await bring(
      'Licence No,Name,Status,Licence holder,Branches,Security deposit\nMPD/7001/LHR,Made Up Firm,Valid,Made-up Limited,,100000\n',
    )
    expect(await particulars(id)).toMatchObject({
      holder: 'Made-up Limited',
      branches: before.branches,
      kept: { deposit: 100_000 },
    })
    const { version } = (await protector.get(`${url}/${later}`)).body
    expect((await protector.post(`${url}/${later}/undo`, { version })).status).toBe(200)
    expect(await particulars(id)).toEqual(before)
  })
})
