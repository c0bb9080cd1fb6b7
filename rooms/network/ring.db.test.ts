import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type MadeUpPerson, madeUpFile, madeUpPerson } from '../../tests/made-up-files.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { searchRings } from './ring-search.ts'

let house: TestHouse
const clients: Record<string, Client> = {}
const client = (handle: string) => clients[handle]!

beforeAll(async () => {
  house = await testHouse()
  for (const handle of ['investigator-gujrat', 'supervisor-gujrat', 'investigator-karachi'])
    clients[handle] = await house.as(handle)
  clients.police = await house.as('investigator-police-lahore')
})
afterAll(() => house?.close())
beforeEach(() =>
  house.asSystem(async (db) => {
    await sql`delete from network.ring`.execute(db)
    // Each test begins with suspects who share nothing.
    await sql`update cases.person set phone_index = null, account_index = null`.execute(db)
  }),
)

async function fileWith(handle: string, of: Partial<MadeUpPerson>) {
  const id = await madeUpFile(house, handle)
  await madeUpPerson(house, handle, id, {
    roles: ['accused'],
    name: `Suspect of ${handle} (made up)`,
    ...of,
  })
  return id
}
const phone = '0300 0888001'
async function twoUnits() {
  const gujrat = await fileWith('investigator-gujrat', { phone })
  const karachi = await fileWith('investigator-karachi', { phone })
  await searchRings(house)
  return { gujrat, karachi }
}
const rings = async (handle: string) => (await client(handle).get('/api/network/rings')).body.items
const count = async (handle: string) =>
  (await client(handle).get('/api/network/rings/count')).body.count
async function answer(handle: string, body: object) {
  const [ring] = await rings(handle)
  return client(handle).post(`/api/network/rings/${ring.id}/answer`, {
    version: ring.version,
    ...body,
  })
}

test('a ring is nobody’s to see who has no side in it, or may not open a file of it', async () => {
  await twoUnits()
  expect(await rings('police')).toEqual([])
  const [ring] = await rings('investigator-gujrat')
  for (const said of ['acknowledged', 'reopened'])
    expect(
      await client('police').post(`/api/network/rings/${ring.id}/answer`, { said, version: 1 }),
    ).toMatchObject({ status: 404, body: { code: 'network/no-such-ring' } })
  // Of the same circle, but of another team.
  const second = await house.as('investigator-gujrat-two')
  expect((await second.get('/api/network/rings')).body.items).toEqual([])
})

test('victims make no ring, whatever they share', async () => {
  await fileWith('investigator-gujrat', { phone, roles: ['victim'] })
  await fileWith('investigator-karachi', { phone })
  await searchRings(house)
  expect(await rings('investigator-karachi')).toEqual([])
})

test('each unit sees its own side and which other unit has this, and nothing of the other’s file', async () => {
  const files = await twoUnits()
  const [[gujrat], [karachi]] = [
    await rings('investigator-gujrat'),
    await rings('investigator-karachi'),
  ]
  expect(gujrat.id).toBe(karachi.id)
  expect(gujrat.own).toMatchObject([{ sign: 'phone', caseId: files.gujrat }])
  expect(karachi.own).toMatchObject([{ sign: 'phone', caseId: files.karachi }])
  expect(gujrat.signs[0]).toMatchObject({ sign: 'phone', outOf: 2 })
  expect(gujrat.signs[0].units.map((one: { files: number }) => one.files)).toEqual([1, 1])
  expect(gujrat.others).toMatchObject([{ state: 'new', answeredBy: null }])
  expect(gujrat.others[0].unit.en).toContain('Karachi')
  const text = JSON.stringify(gujrat)
  for (const hidden of [files.karachi, 'investigator-karachi', '888001'])
    expect(text).not.toContain(hidden)
})

test('both units take it up, and each then sees who to speak to', async () => {
  await twoUnits()
  expect((await answer('investigator-gujrat', { said: 'acknowledged' })).status).toBe(200)
  expect(await count('investigator-gujrat')).toBe(0)
  expect(await count('investigator-karachi')).toBe(1)
  await answer('investigator-karachi', { said: 'acknowledged' })
  const name = (await house.person('investigator-karachi')).name
  expect((await rings('investigator-gujrat'))[0].others).toMatchObject([
    { state: 'acknowledged', answeredBy: name },
  ])
})

test('a dismissal needs a coded reason, is the unit’s own, stays, and can be taken back', async () => {
  await twoUnits()
  expect(await answer('investigator-gujrat', { said: 'dismissed' })).toMatchObject({
    status: 400,
    body: { code: 'network/say-why' },
  })
  await answer('investigator-gujrat', { said: 'dismissed', reason: 'family' })
  await searchRings(house)
  await searchRings(house)
  expect((await rings('investigator-gujrat'))[0]).toMatchObject({
    state: 'dismissed',
    reason: 'family',
    again: false,
  })
  expect((await rings('investigator-karachi'))[0]).toMatchObject({
    state: 'new',
    others: [{ state: 'new', answeredBy: null }],
  })
  expect((await answer('investigator-gujrat', { said: 'reopened' })).status).toBe(200)
  expect(await count('investigator-gujrat')).toBe(1)
})

test('new evidence puts a dismissed ring before its unit again, and leaves what was taken up', async () => {
  await twoUnits()
  await answer('investigator-gujrat', { said: 'dismissed', reason: 'not-connected' })
  await answer('investigator-karachi', { said: 'acknowledged' })
  await fileWith('investigator-karachi', { phone })
  expect(await searchRings(house)).toMatchObject({ found: 0, grown: 1 })
  expect((await rings('investigator-gujrat'))[0]).toMatchObject({ state: 'new', again: true })
  expect((await rings('investigator-karachi'))[0].state).toBe('acknowledged')
})

test('what no longer holds ends, and comes back with its answers', async () => {
  const { karachi } = await twoUnits()
  await answer('investigator-gujrat', { said: 'dismissed', reason: 'family' })
  const index = await house.asSystem((db) =>
    sql<{ phone_index: string }>`select phone_index from cases.person
      where case_id = ${karachi}`.execute(db),
  )
  const set = (to: string | null) =>
    house.asSystem((db) =>
      sql`update cases.person set phone_index = ${to} where case_id = ${karachi}`.execute(db),
    )
  await set(null)
  expect(await searchRings(house)).toMatchObject({ ended: 1 })
  expect(await rings('investigator-karachi')).toEqual([])
  await set(index.rows[0]!.phone_index)
  await searchRings(house)
  expect((await rings('investigator-gujrat'))[0].state).toBe('dismissed')
})

test('an answer to what somebody else has answered meanwhile is refused', async () => {
  await twoUnits()
  const [ring] = await rings('supervisor-gujrat')
  await answer('investigator-gujrat', { said: 'acknowledged' })
  const late = await client('supervisor-gujrat').post(`/api/network/rings/${ring.id}/answer`, {
    said: 'dismissed',
    reason: 'family',
    version: ring.version,
  })
  expect(late.body.code).toBe('network/already-judged')
})
