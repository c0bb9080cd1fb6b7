import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestHouse, testHouse } from '../../tests/test-house.ts'
import { namesOf } from './director-records.ts'

let house: TestHouse
const heading = 'Licence No,Name,Status,Issued on,Directors'
const lines = [
  'MPD/7001/LHR,Fallen Firm,Cancelled,2015-03-01,Made Up Akram 35202-0000001-1; Made Up Bano 35202-0000002-2',
  'MPD/7002/LHR,New Name,Valid,2024-03-01,Made Up M. Akram (CNIC 35202-0000001-1)',
  'MPD/7003/LHR,Another Akram,Valid,2024-03-01,Made Up Akram 35202-0000009-9',
]

beforeAll(async () => {
  house = await testHouse()
  const protector = await house.as('protector-lahore')
  const query = 'kind=overseas-employment-promoter&asOf=2026-01-31&fileName=list.csv'
  const { body } = await protector.post(
    `/api/recruiters/imports?${query}`,
    Buffer.from([heading, ...lines].join('\n')),
  )
  await protector.post(`/api/recruiters/imports/${body.id}/apply`, { version: 1 })
})
afterAll(() => house.close())

async function behind(handle: string, text: string) {
  const client = await house.as('protector-lahore')
  const { body } = await client.post('/api/recruiters/search', { text })
  const reader = await house.as(handle)
  return reader.get(`/api/recruiters/licensees/${body.items[0].licensee.id}/behind-same`)
}

describe('the same people behind a new name', () => {
  test('only the licensing authority is told who they are', async () => {
    const refused = await behind('investigator-gujrat', 'MPD/7002/LHR')
    expect([refused.status, refused.body.code]).toEqual([403, 'recruiters/not-the-authority'])
  })

  test('a new firm opens to the cancelled one, with the one person who joins them', async () => {
    const { body } = await behind('protector-lahore', 'MPD/7002/LHR')
    expect(body.items).toHaveLength(1)
    expect(body.items[0]).toMatchObject({
      licensee: { licenceNumber: 'MPD/7001/LHR', status: 'cancelled', issuedOn: '2015-03-01' },
      people: ['Made Up Akram'],
    })
  })

  test('a namesake with another CNIC joins nothing', async () => {
    expect((await behind('protector-lahore', 'MPD/7003/LHR')).body.items).toEqual([])
  })

  test('a cell without a name answers no name', () => {
    expect(namesOf('35202-0000001-1', () => true)).toEqual([])
  })
})
