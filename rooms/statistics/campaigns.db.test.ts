import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayInPakistan } from '../../core/days.ts'
import type { Client, TestHouse } from '../../tests/test-house.ts'
import { filed, gujrat, reportsHouse } from '../reports/stage.ts'

let house: TestHouse
let planner: Client
let id: string

beforeAll(async () => {
  house = await reportsHouse()
  planner = await house.as('content-officer')
  const today = dayInPakistan(house.now())
  const plan = {
    code: 'MADEUP',
    name: { en: 'Made up', ur: 'فرضی' },
    audience: 'everyone',
    channel: 'radio',
    startsOn: today,
    endsOn: today,
    cost: 60_000,
    places: [{ code: 'PK-PB-gujrat', startsOn: today }],
  }
  id = (await planner.post('/api/guide/campaigns', plan)).body.id
})
afterAll(() => house.close())

const outcome = async (client = planner) =>
  (await client.get(`/api/statistics/campaigns/${id}`)).body

describe('what came of a campaign', () => {
  test.each(['desk-gujrat', 'supervisor-gujrat', 'administrator'])(
    '%s may not ask',
    async (handle) => {
      const client = await house.as(handle)
      expect((await client.get(`/api/statistics/campaigns/${id}`)).status).toBe(403)
    },
  )

  test('by which campaign a report came is read by no desk, not even by its holder', async () => {
    await filed(house, gujrat, { what: 'Made up' }, { cameBy: 'MADEUP' })
    const rows = (handle: string) =>
      house.acting(
        handle,
        async (db) => (await sql`select 1 from reports.came_by`.execute(db)).rows,
      )
    for (const handle of ['desk-gujrat', 'content-officer', 'statistician'])
      expect(await rows(handle)).toEqual([])
    const kept = await house.asSystem((db) => sql`select 1 from reports.came_by`.execute(db))
    expect(kept.rows).toHaveLength(1)
  })

  test('some, but fewer than five, is not told as a number', async () => {
    const { counts } = await outcome()
    expect([counts.reports, counts.cases]).toEqual([null, 0])
  })

  test('reports that say they came by it are counted, others and repeats are not', async () => {
    for (let n = 0; n < 4; n++)
      await filed(house, gujrat, { what: 'Made up' }, { cameBy: 'MADEUP' })
    await filed(house, gujrat, { what: 'Made up' })
    await filed(house, gujrat, { what: 'Made up' }, { cameBy: 'ANOTHER' })
    for (const handle of ['content-officer', 'statistician', 'oversight'])
      expect((await outcome(await house.as(handle))).counts.reports).toBe(5)
  })

  test('where all districts began together no effect is claimed', async () => {
    expect((await outcome()).effect).toBe('nothing-to-compare')
  })

  test('a code that could never stand on a poster is refused with the report', async () => {
    await expect(filed(house, gujrat, { what: 'Made up' }, { cameBy: "x'; --" })).rejects.toThrow()
  })
})
