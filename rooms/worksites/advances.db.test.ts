import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayInPakistan } from '../../core/days.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { addDays } from './days.ts'

let house: TestHouse
let inspector: Client
let familyId: string
let siteId: string

const today = dayInPakistan(new Date())

beforeAll(async () => {
  house = await testHouse()
  inspector = await house.as('labour-lahore')
  const site = { kind: 'kiln', name: 'Made-up kiln, Manga road', placeCode: 'PK-PB-lahore' }
  siteId = (await inspector.post('/api/worksites', site)).body.id
  const family = { name: 'Made-up family Bashir', members: [{ sex: 'Masculine', age: 40 }] }
  familyId = (await inspector.post(`/api/worksites/${siteId}/families`, family)).body.id
})
afterAll(() => house.close())

const said = (more: object) => ({
  side: 'worker',
  kind: 'given',
  rupees: 50_000,
  on: '2021-03-01',
  saidBy: 'Made-up Bashir',
  saidOn: today,
  ...more,
})
const post = (more: object, client = inspector) =>
  client.post(`/api/worksites/families/${familyId}/advances`, {
    begunOn: '2021-03-01',
    entries: [said({}), said({ side: 'employer', rupees: 80_000, saidBy: 'Made-up munshi' })],
    ...more,
  })
const family = async () => (await inspector.get(`/api/worksites/families/${familyId}`)).body

describe('who is refused', () => {
  test('another kind of agency, and another labour office, neither read nor write an advance', async () => {
    const { id } = (await post({})).body
    const investigator = await house.as('investigator-gujrat')
    expect((await post({}, investigator)).body.code).toBe('worksites/not-a-labour-office')
    for (const handle of ['labour-karachi', 'labour-lahore-self']) {
      const other = await house.as(handle)
      expect((await post({}, other)).body.code).toBe('worksites/no-such-family')
      const sheet = await other.get(`/api/worksites/advances/${id}/sheet?lang=en`)
      expect(sheet.body.code).toBe('worksites/no-such-advance')
    }
  })

  test('the database keeps both tables from an officer of another agency', async () => {
    await post({})
    for (const table of ['advance', 'entry']) {
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
    ['a debt that begins tomorrow', { begunOn: addDays(today, 1) }, 'begunOn'],
    ['a debt of 1925', { begunOn: '1925-01-01' }, 'begunOn'],
    ['nothing said at all', { entries: [] }, 'entries'],
    ['nothing given', { entries: [said({ rupees: 0 })] }, 'entries.0.rupees'],
    ['less than nothing', { entries: [said({ rupees: -5 })] }, 'entries.0.rupees'],
    ['a statement by nobody', { entries: [said({ saidBy: ' ' })] }, 'entries.0.saidBy'],
    [
      'a day told before it came',
      { entries: [said({ on: '2021-03-02', saidOn: '2021-03-01' })] },
      'entries.0.on',
    ],
  ])('%s names the field and stores nothing', async (_what, more, field) => {
    const before = (await family()).advances.length
    const answer = await post(more)
    expect(answer.status).toBe(400)
    expect(Object.keys(answer.body.fields).join()).toContain(field)
    expect((await family()).advances.length).toBe(before)
  })
})

describe('an advance', () => {
  test('shows what each side said, and that they differ', async () => {
    const { id } = (await post({})).body
    const advance = (await family()).advances.find((one: { id: string }) => one.id === id)
    expect(advance.differing).toEqual(['given'])
    expect(advance.told.map((one: { sums: { given: number } }) => one.sums.given)).toEqual([
      50_000, 80_000,
    ])
    expect(advance.law.map((one: { code: string }) => one.code)).toContain('agreement-void')
  })

  test('a statement struck out counts no more, stays readable, and can count again', async () => {
    const { id } = (await post({})).body
    const read = async () => (await family()).advances.find((one: { id: string }) => one.id === id)
    const entry = (await read()).entries.find((one: { side: string }) => one.side === 'employer')
    const strike = (body: object) =>
      inspector.post(`/api/worksites/entries/${entry.id}/strike`, body)
    await strike({ words: 'Read from the wrong page', version: 1 })
    expect((await read()).differing).toEqual([])
    expect((await strike({ words: 'again', version: 1 })).body.code).toBe('core/changed-since')
    await strike({ version: 2 })
    expect((await read()).differing).toEqual(['given'])
  })

  test('leaves no name in the clear, and prints in both languages', async () => {
    const { id } = (await post({})).body
    const rows = await house.asSystem((db) =>
      db
        .selectFrom('worksites.entry' as never)
        .selectAll()
        .execute(),
    )
    expect(JSON.stringify(rows)).not.toMatch(/Bashir|munshi/)
    for (const lang of ['ur', 'en']) {
      const sheet = await inspector.get(`/api/worksites/advances/${id}/sheet?lang=${lang}`)
      expect(sheet.headers['content-type']).toBe('application/pdf')
    }
  })
})
