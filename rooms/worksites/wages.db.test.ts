import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'

let house: TestHouse
let inspector: Client
let second: Client

beforeAll(async () => {
  house = await testHouse()
  inspector = await house.as('labour-lahore')
  second = await house.as('labour-supervisor-lahore')
})
afterAll(() => house.close())

const url = '/api/worksites/wages'
// Made up: no notified wage was found with a source.
const wage = {
  unit: 'month',
  work: 'Made-up unskilled workers',
  rupees: 11_111,
  fromOn: '2023-01-01',
  notification: 'Made-up notification 1/2023',
  grade: 'not-verified',
}
const enter = async (more: object = {}) => (await inspector.post(url, { ...wage, ...more })).body
const find = async (id: string, client = inspector) =>
  (await client.get(url)).body.items.find((one: { id: string }) => one.id === id)

test('another agency reads no list and enters nothing; another province does not see it', async () => {
  const other = await house.as('investigator-gujrat')
  expect((await other.get(url)).body.code).toBe('worksites/not-a-labour-office')
  expect((await other.post(url, wage)).status).toBe(403)
  const { id } = await enter()
  const karachi = await house.as('labour-karachi')
  expect(await find(id, karachi)).toBeUndefined()
  expect((await karachi.post(`${url}/${id}/confirm`, { version: 1 })).body.code).toBe(
    'worksites/no-such-wage',
  )
})

test('who entered a wage does not confirm it; the database refuses it as well', async () => {
  const { id } = await enter()
  expect((await inspector.post(`${url}/${id}/confirm`, { version: 1 })).body.code).toBe(
    'worksites/own-wage',
  )
  await expect(
    house.acting('labour-lahore', (db) =>
      db
        .updateTable('worksites.wage' as never)
        .set(
          (eb: { ref(name: string): unknown }) =>
            ({
              confirmed_by: eb.ref('entered_by'),
              confirmed_at: eb.ref('entered_at'),
            }) as never,
        )
        .execute(),
    ),
  ).rejects.toThrow(/check constraint/)
})

test('a wage in 1925, in the future, or that ends before it begins, names the field', async () => {
  expect((await enter({ fromOn: '1925-01-01' })).fields).toEqual({
    fromOn: 'problem.worksites/day-too-old',
  })
  expect((await enter({ fromOn: '2999-01-01' })).code).toBe('worksites/day-in-future')
  expect((await enter({ untilOn: '2022-12-31' })).fields).toEqual({
    untilOn: 'problem.worksites/ends-before-it-begins',
  })
})

test('beside a debt stands only what two people confirmed; what is withdrawn goes, and stays readable', async () => {
  const { siteId } = (
    await inspector.post('/api/worksites/visits', {
      site: { kind: 'kiln', name: 'Made-up kiln', placeCode: 'PK-PB-lahore' },
      reason: 'planned',
      on: '2024-05-01',
      findings: [],
      orders: [],
    })
  ).body
  const family = (
    await inspector.post(`/api/worksites/${siteId}/families`, {
      name: 'Made-up family',
      members: [],
    })
  ).body.id
  await inspector.post(`/api/worksites/families/${family}/advances`, {
    begunOn: '2022-06-01',
    entries: [
      {
        side: 'worker',
        saidBy: 'Made up',
        kind: 'earned',
        rupees: 100,
        on: '2024-04-01',
        saidOn: '2024-05-01',
      },
    ],
  })
  const advance = async () =>
    (await inspector.get(`/api/worksites/families/${family}`)).body.advances[0]
  const lines = async () => (await advance()).law.map((one: { code: string }) => one.code)
  expect(await lines()).toContain('minimum-wage')
  const { id } = await enter()
  expect((await advance()).wages).toEqual([])
  expect((await second.post(`${url}/${id}/confirm`, { version: 1 })).status).toBe(200)
  expect((await advance()).wages).toMatchObject([{ rupees: 11_111, grade: 'not-verified' }])
  // Nobody said for which work the wage was: nothing can be worked out.
  expect(await lines()).toContain('minimum-wage-ask')
  expect((await advance()).told[0].shortfall).toMatchObject({ lines: [], rupees: null })
  const tell = (more: object) =>
    inspector.post(`/api/worksites/advances/${advanceId}/entries`, {
      entries: [
        {
          side: 'worker',
          saidBy: 'Made up',
          kind: 'earned',
          rupees: 90_000,
          on: '2023-12-31',
          saidOn: '2024-05-01',
          work: { fromOn: '2022-12-01', unit: 'month', amount: 13, ...more },
        },
      ],
    })
  const advanceId = (await advance()).id
  expect((await tell({ fromOn: '2024-01-01' })).body.fields).toEqual({
    'entries.0.work.fromOn': 'problem.worksites/day-in-future',
  })
  expect((await tell({ amount: 0 })).status).toBe(400)
  expect((await tell({})).status).toBe(200)
  // The work began a month before the wage: the gap is told.
  expect(await lines()).toContain('minimum-wage-partly')
  const early = (await enter({ fromOn: '2021-01-01', untilOn: '2022-12-31' })).id
  await second.post(`${url}/${early}/confirm`, { version: 1 })
  expect(await lines()).toContain('minimum-wage-counted')
  const { shortfall } = (await advance()).told[0]
  // 13 months of work on 396 days: 31 of them before the change. By hand: 13 × 11,111 = 144,443.
  expect(shortfall.lines.map((one: { fromOn: string }) => one.fromOn)).toEqual([
    '2022-12-01',
    '2023-01-01',
  ])
  expect(shortfall.rupees).toBeGreaterThanOrEqual(144_443 - 90_000 - 4)
  expect(shortfall.rupees).toBeLessThanOrEqual(144_443 - 90_000)
  const sheet = await inspector.get(`/api/worksites/advances/${(await advance()).id}/sheet?lang=en`)
  expect(sheet.headers['content-type']).toBe('application/pdf')
  const gone = await inspector.post(`${url}/${id}/withdraw`, {
    words: 'Made up: wrong year',
    version: 2,
  })
  expect(gone.status).toBe(200)
  expect((await advance()).wages).toHaveLength(1)
  expect(await lines()).toContain('minimum-wage-partly')
  expect(await find(id)).toMatchObject({
    state: 'withdrawn',
    withdrawnWords: 'Made up: wrong year',
  })
})

test('a day’s wage keeps its paisa; work told of an advance, not of a wage, names the field', async () => {
  const { id } = await enter({ unit: 'day', rupees: 1384.61 })
  expect((await find(id)).rupees).toBe(1384.61)
  expect((await enter({ unit: 'day', rupees: 1384.615 })).fields).toHaveProperty('rupees')
})
