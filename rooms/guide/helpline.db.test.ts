import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayInPakistan } from '../../core/days.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { formatDay } from './web/day.ts'

let house: TestHouse
let officer: Client
const DAY = 86_400_000
const day = (from: number) => dayInPakistan(new Date(house.now().getTime() + from * DAY))

beforeAll(async () => {
  house = await testHouse()
  officer = await house.as('content-officer')
})
afterAll(() => house.close())

const record = (key: string, calledOn: string, answered: boolean, client = officer) =>
  client.post(`/api/guide/helplines/${key}/calls`, { calledOn, answered })
const help = async (): Promise<string> => {
  const { body }: { body: string } = await house.app.inject({ method: 'GET', url: '/en/help' })
  // Numbers stand in elements of their own: only the words are compared.
  return body.replace(/<[^>]+>/g, '')
}
const never = 'Nobody has called this number yet to check it.'
const none = 'Nobody has called these numbers yet to check them.'

describe('who is refused', () => {
  test.each(['desk-gujrat', 'supervisor-gujrat', 'oversight', 'administrator'])(
    '%s records and strikes no call',
    async (handle) => {
      const client = await house.as(handle)
      expect((await record('fia', day(0), true, client)).status).toBe(403)
      const { id } = (await record('police', day(-9), true)).body
      expect((await client.post(`/api/guide/helpline-calls/${id}/strike`, {})).status).toBe(403)
      await officer.post(`/api/guide/helpline-calls/${id}/strike`, {})
    },
  )
  test('nobody but a content officer gets a call past the rule of the database', async () => {
    const person = await house.person('desk-gujrat')
    await house.acting('desk-gujrat', (db) =>
      expect(
        sql`insert into guide.helpline_call (id, helpline_key, number, called_on, answered,
          recorded_by, recorded_agency, recorded_at)
          values (gen_random_uuid(), 'fia', '1991', current_date, true, ${person.id},
            ${person.agencyId}, now())`.execute(db),
      ).rejects.toThrow(/row-level security/),
    )
  })
  test.each([
    ['of tomorrow', 1, 'call-not-made-yet'],
    ['of a hundred years ago', -36_525, 'call-too-old'],
  ] as const)('a call %s', async (_what, from, fault) => {
    const answer = await record('fia', day(from), true)
    expect([answer.status, answer.body.code]).toEqual([400, `guide/${fault}`])
  })
  test('a call to a helpline that is not there', async () => {
    expect((await record('nobody', day(0), true)).status).toBe(404)
  })
})

describe('what the public is told', () => {
  test('that nobody called, once for each of the two lists, as long as nobody did', async () => {
    const page = await help()
    expect(page.split(none)).toHaveLength(2 + 1)
    expect(page).not.toContain(never)
    expect(page).not.toContain(': answered.')
  })
  test('the day and the office of the last call, not the person', async () => {
    const { id } = (await record('women-punjab', day(-3), true)).body
    const { name } = await house.person('content-officer')
    const page = await help()
    expect(page).toContain(`Called on ${formatDay('en', day(-3))} by `)
    expect(page).toContain(': answered.')
    expect(page).not.toContain(name.en)
    // It stands with the four sure ones now, which nobody called; nobody called any of the others.
    expect(page.split(never)).toHaveLength(4 + 1)
    expect(page.split(none)).toHaveLength(1 + 1)
    await record('women-punjab', day(-1), false)
    const later = await help()
    expect(later).toContain(': nobody answered.')
    expect(later).toContain(`Last answered on ${formatDay('en', day(-3))}.`)
    expect((await officer.post(`/api/guide/helpline-calls/${id}/strike`, {})).status).toBe(200)
    expect(await help()).not.toContain('Last answered')
    expect((await officer.post(`/api/guide/helpline-calls/${id}/strike`, {})).status).toBe(404)
  })
  test('a struck call stays in the officers’ list', async () => {
    const lines = (await officer.get('/api/guide/helplines')).body
    const line = lines.find((one: { key: string }) => one.key === 'women-punjab')
    expect(line.calls.map((one: { struckAt: string | null }) => one.struckAt !== null)).toEqual([
      false,
      true,
    ])
    expect(line.due).toBe(true)
  })
})
