import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dayInPakistan } from '../../core/days.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { addDays, addMonths } from './days.ts'

let house: TestHouse
let inspector: Client
let supervisor: Client

beforeAll(async () => {
  house = await testHouse()
  inspector = await house.as('labour-lahore')
  supervisor = await house.as('labour-supervisor-lahore')
})
afterAll(() => house.close())

const url = '/api/worksites/committees'
const today = dayInPakistan(new Date())
const notification = {
  placeCode: 'PK-PB-kasur',
  notifiedOn: '2024-02-01',
  orderNumber: 'Made-up SO(L) 7/2024',
  grade: 'not-verified',
}

let id: string
let member: string
beforeEach(async () => {
  // Each test has a district of its own.
  const free = (await inspector.get(url)).body.districts.find(
    (one: { standing: string; place: { code: string } }) =>
      one.standing === 'none' && one.place.code !== 'PK-PB-okara',
  )
  notification.placeCode = free.place.code
  id = (await inspector.post(url, notification)).body.id
  member = (
    await inspector.post(`${url}/${id}/members`, { seat: 'bar', office: 'Made-up bar president' })
  ).body.id
})

const meet = (more: object = {}, client = inspector) =>
  client.post(`${url}/${id}/meetings`, { on: today, present: [member], decisions: [], ...more })
const decision = (more: object = {}) => ({
  words: 'Made-up: the kilns of the tehsil are listed',
  memberId: member,
  dueOn: today,
  ...more,
})
const district = async (code = notification.placeCode) =>
  (await inspector.get(url)).body.districts.find(
    (one: { place: { code: string } }) => one.place.code === code,
  )

describe('who is refused', () => {
  test('other agencies read nothing; another province finds nothing', async () => {
    for (const handle of ['investigator-gujrat', 'supervisor-gujrat']) {
      const other = await house.as(handle)
      expect((await other.get(url)).body.code, handle).toBe('worksites/not-a-labour-office')
      expect((await other.get(`${url}/${id}`)).status, handle).toBe(403)
      const tables = ['committee', 'committee_member', 'meeting', 'decision', 'meeting_term']
      for (const table of tables)
        expect(
          await house.acting(handle, (db) =>
            db
              .selectFrom(`worksites.${table}` as never)
              .selectAll()
              .execute(),
          ),
          table,
        ).toEqual([])
    }
    const karachi = await house.as('labour-karachi')
    expect((await karachi.get(`${url}/${id}`)).body.code).toBe('worksites/no-such-committee')
    expect((await meet({}, karachi)).body.code).toBe('worksites/no-such-committee')
    const lahore = (await karachi.get(url)).body.districts.map(
      (one: { place: { code: string } }) => one.place.code,
    )
    expect(lahore).not.toContain(notification.placeCode)
  })

  test('a district of another province, or a whole province, has no committee from here', async () => {
    for (const placeCode of ['PK-SD-tharparkar', 'PK-PB'])
      expect((await inspector.post(url, { ...notification, placeCode })).body.fields).toEqual({
        placeCode: 'problem.worksites/no-district-of-yours',
      })
  })

  test('an inspector does not set the term', async () => {
    const term = { months: 3, grade: 'not-verified' }
    expect((await inspector.post(`${url}/term`, term)).status).toBe(403)
  })
})

describe('a district', () => {
  test('without a committee shows by itself; a second one beside a standing one is refused', async () => {
    expect((await district('PK-PB-okara')).standing).toBe('none')
    expect((await inspector.post(url, notification)).body.code).toBe('worksites/committee-already')
  })

  test('without a meeting in its term shows by itself, once somebody has set the term', async () => {
    await meet({ on: addMonths(today, -5) })
    expect((await district()).standing).toBe('no-term')
    expect(
      (await supervisor.post(`${url}/term`, { months: 3, grade: 'not-verified' })).status,
    ).toBe(200)
    expect(await district()).toMatchObject({ standing: 'late' })
    expect((await inspector.get(url)).body.term).toMatchObject({
      months: 3,
      grade: 'not-verified',
      source: null,
    })
    await meet()
    expect(await district()).toMatchObject({ standing: 'in-term', lastMeetingOn: today })
  })

  test('whose meeting was struck out has not met; undone, it has', async () => {
    const meeting = (await meet()).body.id
    const strike = (words: string | null, version: number) =>
      inspector.post(`/api/worksites/meetings/${meeting}/strike`, { words, version })
    expect((await strike('Made-up: it was put off', 1)).status).toBe(200)
    expect(await district()).toMatchObject({ lastMeetingOn: null, standing: 'never-met' })
    expect((await strike(null, 2)).status).toBe(200)
    expect((await district()).lastMeetingOn).toBe(today)
  })

  test('whose committee ended is without one, and gets a new one', async () => {
    const { version } = (await inspector.get(`${url}/${id}`)).body
    const end = { grade: 'not-verified', notifiedOn: '2024-02-01', endedOn: today, version }
    expect(
      (await inspector.post(`${url}/${id}`, { ...end, endedOn: '2023-01-01' })).body.code,
    ).toBe('worksites/day-too-old')
    expect((await inspector.post(`${url}/${id}`, end)).status).toBe(200)
    expect((await district()).standing).toBe('none')
    expect((await meet()).body.code).toBe('worksites/committee-ended')
    expect((await inspector.post(url, notification)).status).toBe(200)
  })
})

describe('a committee', () => {
  test('tells what the law says of it with its grade, and which seats nobody holds', async () => {
    const { body } = await inspector.get(`${url}/${id}`)
    expect(body.law).toMatchObject({
      act: { read: true, start: { on: '1992-03-17', grade: 'gazette' } },
      rule: { section: '15', grade: 'gazette' },
    })
    expect(body.emptySeats).toContain('labour')
    expect(body.emptySeats).not.toContain('bar')
  })

  test('keeps no office and no decision in the clear', async () => {
    await meet({ minutes: 'Made-up minutes', decisions: [decision()] })
    const all = await house.asSystem(async (db) =>
      JSON.stringify([
        (await sql`select * from worksites.committee_member`.execute(db)).rows,
        (await sql`select * from worksites.meeting`.execute(db)).rows,
        (await sql`select * from worksites.decision`.execute(db)).rows,
      ]),
    )
    expect(all).not.toMatch(/president|minutes"?: ?"Made|tehsil/)
  })
})

describe('a meeting', () => {
  test('in the future, in 1925, before the notification, or with a stranger, names the field', async () => {
    for (const [more, code] of [
      [{ on: addDays(today, 1) }, 'day-in-future'],
      [{ on: '1925-03-01' }, 'day-too-old'],
      [{ on: '2024-01-31' }, 'day-too-old'],
      [{ present: [id] }, 'no-such-seat'],
      [{ decisions: [decision({ memberId: id })] }, 'no-such-seat'],
      [{ decisions: [decision({ dueOn: addDays(today, -1) })] }, 'due-in-past'],
    ] as const)
      expect((await meet(more)).body.code, code).toBe(`worksites/${code}`)
    expect((await inspector.get(`${url}/${id}`)).body.meetings).toEqual([])
  })

  test('has minutes that are completed later; a stale page overwrites nothing', async () => {
    const meeting = `/api/worksites/meetings/${(await meet()).body.id}`
    const save = (minutes: string) =>
      inspector.post(meeting, { present: [member], minutes, version: 1 })
    expect((await save('Made-up minutes')).status).toBe(200)
    expect((await save('Something else')).body.code).toBe('core/changed-since')
    expect((await inspector.get(meeting)).body.minutes).toBe('Made-up minutes')
  })
})

describe('a decision', () => {
  test('whose day has passed stands at the top and in the count, until it is done', async () => {
    const count = async () => (await inspector.get('/api/worksites/overdue')).body.count
    const before = await count()
    const on = addDays(today, -20)
    await meet({ on, decisions: [decision({ dueOn: addDays(today, -1) })] })
    const own = async () =>
      (await inspector.get(url)).body.overdue.filter(
        (one: { committeeId: string }) => one.committeeId === id,
      )
    const [overdue] = await own()
    expect(overdue).toMatchObject({ office: 'Made-up bar president', overdue: true })
    expect(await count()).toBe(before + 1)
    expect((await district()).overdueDecisions).toBe(1)
    const step = (more: object, version: number) =>
      inspector.post(`/api/worksites/decisions/${overdue.id}/steps`, { ...more, version })
    expect((await step({ step: 'done', on: addDays(on, -1) }, 1)).body.code).toBe(
      'worksites/day-too-old',
    )
    expect((await step({ step: 'done' }, 1)).status).toBe(200)
    expect(await own()).toEqual([])
    expect((await step({ step: 'done' }, 2)).body.code).toBe('worksites/decision-out-of-turn')
    expect((await step({ step: 'open-again' }, 2)).status).toBe(200)
    expect(await count()).toBe(before + 1)
  })

  test('gets a new day only with the reason, and its first day stays readable', async () => {
    await meet({ decisions: [decision()] })
    const { decisions } = (await inspector.get(`${url}/${id}`)).body
    const on = addDays(today, 30)
    const step = (more: object) =>
      inspector.post(`/api/worksites/decisions/${decisions[0].id}/steps`, {
        step: 'new-day',
        version: 1,
        ...more,
      })
    expect((await step({})).body.code).toBe('worksites/new-day-missing')
    expect((await step({ on })).body.code).toBe('worksites/why-missing')
    expect((await step({ on, words: 'Made-up: the list is late' })).status).toBe(200)
    const [after] = (await inspector.get(`${url}/${id}`)).body.decisions
    expect(after).toMatchObject({ dueOn: on, events: [{ step: 'new-day', dueOn: on }] })
  })
})

describe('a meeting called ahead', () => {
  const call = (more: object = {}, client = inspector) =>
    client.post(`${url}/${id}/calls`, {
      on: addDays(today, 10),
      time: '11:00',
      place: 'Made-up hall of the district',
      agenda: 'Made-up: kilns of the tehsil\nMade-up: legal aid',
      invited: [member],
      ...more,
    })
  const calls = async () => (await inspector.get(`${url}/${id}`)).body.calls
  const off = (callId: string, words: string | null, version: number, client = inspector) =>
    client.post(`/api/worksites/meeting-calls/${callId}/off`, { words, version })

  test('is not called, changed or read by another office or province', async () => {
    const { body } = await call()
    const karachi = await house.as('labour-karachi')
    expect((await call({}, karachi)).body.code).toBe('worksites/no-such-committee')
    expect((await off(body.id, 'Made-up', 1, karachi)).body.code).toBe(
      'worksites/no-such-committee',
    )
    const gujrat = await house.as('investigator-gujrat')
    const notice = `/api/worksites/meeting-calls/${body.id}/notice?lang=en`
    expect((await gujrat.get(notice)).status).toBe(403)
    expect((await karachi.get(notice)).status).toBe(404)
    expect(await calls()).toMatchObject([{ state: 'coming', version: 1 }])
  })

  test('for a day that passed, a year ahead, without guests, agenda or place, names the field', async () => {
    for (const [more, field] of [
      [{ on: addDays(today, -1) }, 'on'],
      [{ on: addDays(today, 400) }, 'on'],
      [{ invited: [] }, 'invited'],
      [{ invited: [id] }, 'invited'],
      [{ agenda: ' ' }, 'agenda'],
      [{ place: '' }, 'place'],
      [{ time: '25:00' }, 'time'],
    ] as const)
      expect(Object.keys((await call(more)).body.fields), field).toEqual([field])
    expect(await calls()).toEqual([])
  })

  test('does not count as held: a late district stays late, and shows for when it is called', async () => {
    await supervisor.post(`${url}/term`, { months: 3, grade: 'not-verified' })
    await meet({ on: addMonths(today, -5) })
    const on = addDays(today, 3)
    const { body } = await call({ on })
    expect(await district()).toMatchObject({
      standing: 'late',
      lastMeetingOn: addMonths(today, -5),
      calledOn: on,
    })
    expect((await off(body.id, 'Made-up: the hall is closed', 1)).status).toBe(200)
    expect((await district()).calledOn).toBeNull()
    expect(await calls()).toMatchObject([
      { state: 'called-off', offOn: today, offWords: 'Made-up: the hall is closed' },
    ])
    expect((await off(body.id, null, 2)).status).toBe(200)
    expect((await district()).calledOn).toBe(on)
  })

  test('is held with its minutes, once; struck out, it stands as called again', async () => {
    const { body } = await call({ on: today })
    const held = await meet({ callId: body.id, decisions: [decision()] })
    expect(held.status).toBe(200)
    expect((await meet({ callId: body.id })).body.code).toBe('worksites/call-closed')
    expect((await off(body.id, 'Made-up', 2)).body.code).toBe('worksites/call-closed')
    expect(await district()).toMatchObject({ lastMeetingOn: today, calledOn: null })
    const meeting = await inspector.get(`/api/worksites/meetings/${held.body.id}`)
    expect(meeting.body.call).toMatchObject({ state: 'held', time: '11:00', invited: [member] })
    await inspector.post(`/api/worksites/meetings/${held.body.id}/strike`, {
      words: 'Made-up: nobody came',
      version: 1,
    })
    expect(await district()).toMatchObject({ lastMeetingOn: null, calledOn: today })
    expect(await calls()).toMatchObject([{ state: 'coming' }])
  })

  test('gets another day; a stale page changes nothing; its notice prints in both languages', async () => {
    const { body } = await call()
    const on = addDays(today, 20)
    const change = (place: string) =>
      inspector.post(`/api/worksites/meeting-calls/${body.id}`, {
        on,
        place,
        agenda: 'Made-up agenda',
        invited: [member],
        version: 1,
      })
    expect((await change('Made-up office')).status).toBe(200)
    expect((await change('Made-up park')).body.code).toBe('core/changed-since')
    expect(await calls()).toMatchObject([{ on, time: null, place: 'Made-up office', version: 2 }])
    for (const lang of ['ur', 'en']) {
      const notice = await inspector.get(
        `/api/worksites/meeting-calls/${body.id}/notice?lang=${lang}`,
      )
      expect(notice.headers['content-type']).toBe('application/pdf')
    }
    const kept = await house.asSystem(async (db) =>
      JSON.stringify((await sql`select * from worksites.meeting_call`.execute(db)).rows),
    )
    expect(kept).not.toMatch(/office|agenda"?: ?"Made|hall/)
  })
})
