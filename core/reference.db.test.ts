import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestHouse, testHouse } from '../tests/test-house.ts'
import { loadReference, readReference, referenceId } from './reference.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

describe('the reference data', () => {
  test('may be changed neither by the public nor by an investigator', async () => {
    const change = (handle: string) =>
      house.acting(handle, async (db) => {
        const { numAffectedRows } =
          await sql`update core.helpline set number = '0900' where key = 'police'`.execute(db)
        return Number(numAffectedRows)
      })
    expect(await change('investigator-gujrat')).toBe(0)
    expect((await house.anyone().post('/api/helplines', {})).status).toBe(404)
  })

  test('gives every district a province and both names', async () => {
    const { body } = await house.anyone().get('/api/places')
    const districts = body.filter((place: { level: string }) => place.level === 'district')
    expect(districts.length).toBeGreaterThan(130)
    const provinces = new Set(
      body
        .filter((place: { level: string }) => place.level === 'province')
        .map((place: { code: string }) => place.code),
    )
    // ISO 3166-2:PK
    expect([...provinces].sort()).toEqual([
      'PK-BA',
      'PK-GB',
      'PK-IS',
      'PK-JK',
      'PK-KP',
      'PK-PB',
      'PK-SD',
    ])
    for (const { parent, name } of districts) {
      expect(provinces.has(parent)).toBe(true)
      expect(name.ur).toMatch(/[\u0600-\u06FF]/)
      expect(name.en).toMatch(/[A-Za-z]/)
    }
  })

  test('shows a grade and a source beside every number to call', async () => {
    const { body } = await house.anyone().get('/api/helplines')
    expect(body[0].number).toBe('15')
    for (const line of body)
      expect([line.grade, Boolean(line.source)]).toEqual([expect.stringMatching(/^[GSNM]$/), true])
  })

  test('the public is not told which shelters there are, nor where', async () => {
    const anyone = house.anyone()
    expect((await anyone.get('/api/agencies?kind=shelter')).status).toBe(401)
    const shelters = await house.asSystem(async (db) => {
      const { rows } = await sql<{
        id: string
        name: string
      }>`select id, name_en as name from core.agency where kind = 'shelter'`.execute(db)
      return rows
    })
    expect(shelters.length).toBeGreaterThan(1)
    const told = await Promise.all(
      ['/api/guide/offices', '/api/places', '/api/helplines', '/en/help', '/en/'].map(async (url) =>
        JSON.stringify((await anyone.get(url)).body),
      ),
    )
    for (const { id, name } of shelters)
      for (const text of told) {
        expect(text).not.toContain(id)
        expect(text).not.toContain(name)
      }
  })

  test('names seven protectorates of emigrants', async () => {
    const client = await house.as('desk-gujrat')
    const { body } = await client.get('/api/agencies?kind=protector-of-emigrants')
    expect(body.filter((one: { madeUp: boolean }) => !one.madeUp)).toHaveLength(7)
  })

  test('marks every agency of the try-out as made up', async () => {
    const { body } = await (await house.as('desk-gujrat')).get('/api/agencies')
    const tryout = body.filter((one: { key: string }) => one.key.startsWith('tryout-'))
    expect(tryout.length).toBeGreaterThan(5)
    for (const one of tryout) expect(one.madeUp).toBe(true)
  })

  test('is loaded again without doubling anything', async () => {
    const count = () =>
      house.asSystem(async (db) => {
        const { rows } = await sql`select (select count(*)::int from core.place) as places,
          (select count(*)::int from core.agency) as agencies`.execute(db)
        return rows[0]
      })
    const before = await count()
    await house.asSystem(async (db) => {
      await sql`update core.setting set value = '"other"' where key = 'reference'`.execute(db)
      await loadReference(db)
    })
    expect(await count()).toEqual(before)
  })

  test('has no key twice', () => {
    const { agencies } = readReference()
    expect(new Set(agencies.map((one) => one.key)).size).toBe(agencies.length)
  })

  test('gives the same id on every installation', () => {
    expect(referenceId('agency/edhi')).toBe(referenceId('agency/edhi'))
    expect(referenceId('agency/edhi')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
  })
})
