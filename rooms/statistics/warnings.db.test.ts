import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../core/ids.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { madeUpPast } from '../../tryout/past.ts'
import { addIncident, openCase } from '../cases/door.ts'
import { addPastEvents } from './warning-records.ts'
import { askNightly, doLooks } from './warning-running.ts'

let house: TestHouse
let statistician: Client
let supervisor: Client
const DAY = 86_400_000

beforeAll(async () => {
  house = await testHouse()
  statistician = await house.as('statistician')
  supervisor = await house.as('supervisor-gujrat')
  await house.asSystem((db) => addPastEvents(db, madeUpPast(house.now())))
  for (let i = 0; i < 8; i++) await openIn('PK-PB-gujrat', 'investigator-gujrat', 2 + 2 * i)
  // Other cases of the same place that the agency of Gujrat may not see.
  for (let i = 0; i < 3; i++) await openIn('PK-PB-gujrat', 'investigator-police-lahore', 3 + i)
}, 120_000)
afterAll(() => house?.close())

async function openIn(
  district: string,
  who: string,
  daysAgo: number,
  destination?: string,
): Promise<void> {
  const holder = await house.person(who)
  await house.acting(who, async (db) => {
    const { id } = await openCase(db, house, {
      jurisdiction: holder.jurisdiction,
      agencyId: holder.agencyId,
      teamId: holder.teamId,
      holderId: holder.id,
      title: 'Made up',
      openedAt: new Date(house.now().getTime() - daysAgo * DAY),
    })
    const there = { placeCode: district, country: 'PAK' }
    await addIncident(db, house, id, {
      kind: destination ? 'Recruitment' : 'Exploitation',
      ...there,
    })
    if (destination)
      await addIncident(db, house, id, { kind: 'Exploitation', country: destination })
  })
}

const view = async (client: Client) => (await client.get('/api/warnings')).body
const inGujrat = (one: { method: string; units: string[] }) =>
  one.method === 'scan' && one.units.join() === 'PK-PB-gujrat'

describe('who is refused', () => {
  test('nobody without a sign-in, no case worker, no administrator sees an alarm', async () => {
    for (const url of ['/api/warnings', `/api/warnings/${newId()}`]) {
      expect((await house.anyone().get(url)).status).toBe(401)
      for (const name of ['investigator-gujrat', 'case-worker-gujrat', 'administrator'])
        expect((await (await house.as(name)).get(url)).status).toBe(403)
    }
  })

  test('nobody writes an alarm, the past or an ended look but the system', async () => {
    for (const forged of [
      sql`insert into statistics.past_event (jurisdiction, id, known_on) values ('PK', ${newId()}, '2026-01-01')`,
      sql`insert into statistics.warning_run (jurisdiction, id, asked_by, until_on, weeks, seed, simulations, version, state)
        values ('PK', ${newId()}, core.viewer(), '2026-01-01', 52, 1, 99, '1', 'done')`,
      sql`insert into statistics.warning_case (jurisdiction, alarm_id, case_jurisdiction, case_id)
        values ('PK', ${newId()}, 'PK', ${newId()})`,
    ])
      await expect(house.acting('statistician', (db) => forged.execute(db))).rejects.toThrow()
  })
})

describe('the nightly look', () => {
  test('is asked for once a day wherever somebody would read it, and finds the planted cluster', async () => {
    expect((await view(statistician)).look).toBeNull()
    await askNightly(house)
    await askNightly(house)
    await doLooks(house)
    const national = await view(statistician)
    expect(national.runs).toHaveLength(1)
    const found = national.alarms.find(inGujrat)
    expect(found).toMatchObject({ stream: 'district', judgement: 'new', fate: null })
    // Of the eleven opened there; the window may leave the oldest out.
    expect(found.observed).toBeGreaterThanOrEqual(8)
    expect(found.observed / found.expected).toBeGreaterThan(2)
    expect(national.names['PK-PB-gujrat'].en).toBe('Gujrat')
    const provincial = await view(supervisor)
    expect(provincial.jurisdiction).toBe('PK-PB')
    expect(provincial.alarms.filter(inGujrat)).toHaveLength(1)
    expect(provincial.alarms.filter(inGujrat)[0].id).not.toBe(found.id)
  }, 120_000)

  test('a province without a past is not looked at, and says so', async () => {
    const { runs } = await view(await house.as('supervisor-karachi'))
    expect(runs[0].state).toMatch(/refused|done/)
  })

  test('once more is the same alarm, not a second one', async () => {
    const before = (await view(statistician)).alarms
    expect((await statistician.post('/api/warnings/runs', {})).status).toBe(200)
    await doLooks(house)
    const after = (await view(statistician)).alarms
    expect(after.map(({ id }: { id: string }) => id).toSorted()).toEqual(
      before.map(({ id }: { id: string }) => id).toSorted(),
    )
  }, 60_000)

  test('repeated comes out the same; with a case more it says that it cannot be compared', async () => {
    const { look } = await view(statistician)
    const repeat = async () => {
      const { body } = await statistician.post('/api/warnings/runs', { again: look.run.id })
      await doLooks(house)
      const { runs } = await view(statistician)
      return runs.find(({ id }: { id: string }) => id === body.id)
    }
    expect(await repeat()).toMatchObject({ compared: 'same', againOf: look.run.id })
    await openIn('PK-PB-lahore', 'investigator-police-lahore', 30)
    expect((await repeat()).compared).toBe('cases-changed')
  }, 60_000)

  test('can be stopped, and once only', async () => {
    const { id } = (await statistician.post('/api/warnings/runs', {})).body
    const stop = () => statistician.post(`/api/warnings/runs/${id}/stop`)
    expect(
      (await (await house.as('supervisor-gujrat')).post(`/api/warnings/runs/${id}/stop`)).status,
    ).toBe(404)
    expect((await stop()).status).toBe(200)
    expect((await stop()).body.code).toBe('statistics/look-ended')
  })
})

describe('the cases behind an alarm', () => {
  test('who may see them gets them, others as a count; who sees no case only the count', async () => {
    const own = (await view(supervisor)).alarms.find(inGujrat)
    const { body } = await supervisor.get(`/api/warnings/${own.id}/cases`)
    expect(body.cases).toHaveLength(8)
    expect(body.closed).toBe(own.observed - 8)
    const all = (await view(statistician)).alarms.find(inGujrat)
    const counted = (await statistician.get(`/api/warnings/${all.id}/cases`)).body
    expect(counted).toEqual({ observed: all.observed, cases: [], closed: all.observed })
    expect((await supervisor.get(`/api/warnings/${all.id}/cases`)).status).toBe(404)
  })
})

describe('a judgement', () => {
  test('needs its reason and words, is kept with who made it, and counts for precision', async () => {
    const { id } = (await view(statistician)).alarms.find(inGujrat)
    const judge = (body: object, client = statistician) =>
      client.post(`/api/warnings/${id}/steps`, { code: null, words: '', version: 1, ...body })
    expect((await judge({ kind: 'acknowledged' }, await house.as('oversight'))).status).toBe(403)
    expect((await judge({ kind: 'dismissed', words: 'x' })).body.code).toBe(
      'statistics/reason-needed',
    )
    expect((await judge({ kind: 'dismissed', code: 'chance' })).body.code).toBe(
      'statistics/words-needed',
    )
    const words = 'Made up: a new desk began to report.'
    expect((await judge({ kind: 'dismissed', code: 'reporting-wave', words })).status).toBe(200)
    expect((await judge({ kind: 'reopened' })).body.code).toBe('core/changed-since')
    const told = (await statistician.get(`/api/warnings/${id}`)).body
    expect(told.alarm).toMatchObject({ judgement: 'dismissed', reason: 'reporting-wave' })
    expect(told.steps).toMatchObject([{ kind: 'dismissed', code: 'reporting-wave', words }])
    const ofScan = async () =>
      (await view(statistician)).precision.method.find(
        (one: { code: string }) => one.code === 'scan',
      )
    expect(await ofScan()).toMatchObject({ known: 1, real: 0 })
    const fate = { kind: 'fate', code: 'joint-case', words: 'Made up.', version: 2 }
    expect((await judge(fate)).status).toBe(200)
    expect(await ofScan()).toMatchObject({ known: 1, real: 1 })
  })
})

describe('a route with an alarm', () => {
  const told = (who: string) =>
    house.acting(who, async (db) => {
      const { rows } = await sql<{ country: string }>`select distinct country
        from recruiters.alarmed_destination`.execute(db)
      return rows.map(({ country }) => country)
    })

  test('is told to the licensing authority alone, until somebody dismisses it', async () => {
    for (let i = 0; i < 12; i++) await openIn('PK-PB-gujrat', 'investigator-gujrat', 1 + i, 'KHM')
    for (const client of [statistician, supervisor])
      expect((await client.post('/api/warnings/runs', {})).status).toBe(200)
    await doLooks(house)
    expect(await told('protector-lahore')).toContain('KHM')
    expect(await told('investigator-gujrat')).toEqual([])
    for (const client of [statistician, supervisor])
      for (const { id, stream, units } of (await view(client)).alarms) {
        if (stream !== 'route' || !units.join().includes('>KHM')) continue
        const { version } = (await client.get(`/api/warnings/${id}`)).body.alarm
        const step = { kind: 'dismissed', code: 'chance', words: 'Made up.', version }
        expect((await client.post(`/api/warnings/${id}/steps`, step)).status).toBe(200)
      }
    for (const client of [statistician, supervisor]) await client.post('/api/warnings/runs', {})
    await doLooks(house)
    expect(await told('protector-lahore')).not.toContain('KHM')
  }, 120_000)
})
