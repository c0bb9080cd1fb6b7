import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayInPakistan } from '../../core/days.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { addDays, addMonths } from './days.ts'

let house: TestHouse
let inspector: Client
let siteId: string

const today = dayInPakistan(new Date())
const day = (days: number) => addDays(today, days)

beforeAll(async () => {
  house = await testHouse()
  inspector = await house.as('labour-lahore')
  const site = { kind: 'kiln', name: 'Made-up kiln, Kahna', placeCode: 'PK-PB-lahore' }
  siteId = (await inspector.post('/api/worksites', site)).body.id
})
afterAll(() => house.close())

async function asked() {
  const family = { name: 'Made-up family Sadiq', members: [{ sex: 'Feminine', age: 30 }] }
  const familyId = (await inspector.post(`/api/worksites/${siteId}/families`, family)).body.id
  const url = `/api/worksites/families/${familyId}/releases`
  const { id } = (await inspector.post(url, { askedOn: day(-400), authority: 'magistrate' })).body
  const read = async () =>
    (await inspector.get(`/api/worksites/families/${familyId}`)).body.releases[0]
  const move = async (what: string, on: string, more: object = {}) =>
    inspector.post(`/api/worksites/releases/${id}/moves`, {
      move: what,
      on,
      version: (await read()).version,
      ...more,
    })
  return { id, familyId, url, read, move }
}

describe('who is refused', () => {
  test('another office and another kind of agency neither read nor move a release', async () => {
    const { id, url } = await asked()
    const body = { askedOn: today, authority: 'magistrate' }
    const move = { move: 'order', on: today, version: 1 }
    for (const [handle, code] of [
      ['investigator-gujrat', 'worksites/not-a-labour-office'],
      ['labour-karachi', 'worksites/no-such-'],
      ['labour-lahore-self', 'worksites/no-such-'],
    ] as const) {
      const other = await house.as(handle)
      expect((await other.post(url, body)).body.code, handle).toContain(code)
      expect(
        (await other.post(`/api/worksites/releases/${id}/moves`, move)).body.code,
        handle,
      ).toContain(code)
      const due = await other.get('/api/worksites/due')
      expect(due.body.items ?? [], handle).toEqual([])
      expect(due.body.back ?? [], handle).toEqual([])
    }
    for (const table of ['release', 'release_event', 'step', 'case_link']) {
      const rows = await house.acting('supervisor-gujrat', (db) =>
        db
          .selectFrom(`worksites.${table}` as never)
          .selectAll()
          .execute(),
      )
      expect(rows, table).toEqual([])
    }
  })

  test('a second release beside an open one, and a certificate nobody issued', async () => {
    const { id, url } = await asked()
    const again = await inspector.post(url, { askedOn: today, authority: 'magistrate' })
    expect(again.body.code).toBe('worksites/release-open-already')
    const certificate = await inspector.get(`/api/worksites/releases/${id}/certificate?lang=en`)
    expect(certificate.body.code).toBe('worksites/release-not-certified')
  })
})

describe('a release', () => {
  test('leaving makes the follow-ups; who is back in bondage shows', async () => {
    const { read, move } = await asked()
    expect((await move('leave', day(-398))).body.code).toBe('worksites/release-out-of-turn')
    await move('order', day(-399), { number: 'made-up 12/2026' })
    await move('leave', day(-398), { wentTo: 'Made-up village' })
    const { steps } = await read()
    expect(steps.map((one: { dueOn: string }) => one.dueOn)).toEqual(
      [1, 6, 12].map((months) => addMonths(day(-398), months)),
    )
    const [first] = steps
    const finish = (body: object) =>
      inspector.post(`/api/worksites/steps/${first.id}`, { version: 1, ...body })
    expect((await finish({ doneOn: today })).body.code).toBe('worksites/outcome-missing')
    expect((await finish({ doneOn: day(-399), outcome: 'free' })).body.code).toBe(
      'worksites/day-too-old',
    )
    expect((await finish({ doneOn: today, outcome: 'back-in-bondage' })).status).toBe(200)
    expect((await read()).steps[0]).toMatchObject({ outcome: 'back-in-bondage', doneOn: today })
    const due = async () => (await inspector.get('/api/worksites/due')).body
    expect((await due()).items.map((one: { code: string }) => one.code)).toContain('follow-up-12')
    const back = async () =>
      (await due()).back.filter((one: { foundOn: string }) => one.foundOn === today).length
    expect(await back()).toBe(1)
    // Found free by a later follow-up, they stand on the list no more.
    const [, second] = (await read()).steps
    const free = { version: 1, doneOn: today, outcome: 'free' }
    await inspector.post(`/api/worksites/steps/${second.id}`, free)
    expect(await back()).toBe(0)
  })

  test('a step back takes its untouched follow-ups with it, and not those that were made', async () => {
    const { id, read, move } = await asked()
    await move('order', day(-60))
    await move('leave', day(-59))
    const back = async () =>
      inspector.post(`/api/worksites/releases/${id}/back`, {
        words: 'They had not left',
        version: (await read()).version,
      })
    await back()
    expect(await read()).toMatchObject({ status: 'ordered', leftOn: null, steps: [] })
    await move('leave', day(-58))
    const [first] = (await read()).steps
    const found = { version: 1, doneOn: today, outcome: 'free' }
    await inspector.post(`/api/worksites/steps/${first.id}`, found)
    expect((await back()).body.code).toBe('worksites/release-followed-up')
    expect((await read()).status).toBe('left')
  })

  test('is certified and printed in both languages; where they went is sealed', async () => {
    const { id, move } = await asked()
    await move('order', day(-9))
    await move('leave', day(-8), { wentTo: 'Made-up hideaway' })
    await move('certify', day(-7), { number: 'made-up 7' })
    for (const lang of ['ur', 'en']) {
      const sheet = await inspector.get(`/api/worksites/releases/${id}/certificate?lang=${lang}`)
      expect(sheet.headers['content-type']).toBe('application/pdf')
    }
    const rows = await house.asSystem((db) =>
      db
        .selectFrom('worksites.release' as never)
        .selectAll()
        .execute(),
    )
    expect(JSON.stringify(rows)).not.toMatch(/hideaway|made-up/)
  })
})

describe('from an inspection to a case', () => {
  async function family(age: number) {
    const body = {
      name: 'Made-up family Yaqub',
      members: [{ name: 'Made-up Yaqub', sex: 'Masculine', age }],
    }
    const { id } = (await inspector.post(`/api/worksites/${siteId}/families`, body)).body
    const read = async () => (await inspector.get(`/api/worksites/families/${id}`)).body
    const memberId = (await read()).members[0].id
    const agencies = (await inspector.get('/api/agencies')).body
    const agencyId = agencies.find((one: { kind: string }) => one.kind === 'provincial-police').id
    const open = (more: object = {}, client = inspector) =>
      client.post(`/api/worksites/families/${id}/cases`, {
        memberId,
        agencyId,
        title: 'Made-up case of bonded labour',
        how: 'spoken',
        language: 'pan',
        understood: true,
        ...more,
      })
    return { read, open }
  }

  test('nobody opens one without a consent that was understood, nor for a child without a guardian', async () => {
    const adult = await family(30)
    expect((await adult.open({ understood: false })).body.code).toBe('protection/not-understood')
    expect((await (await family(12)).open()).body.code).toBe('protection/guardian-missing')
    const other = await house.as('labour-karachi')
    expect((await adult.open({}, other)).body.code).toBe('worksites/no-such-family')
    expect((await adult.read()).cases).toEqual([])
  })

  test('one step opens a file with the person, the consent and a share; a second is refused', async () => {
    const { read, open } = await family(30)
    const { caseId } = (await open()).body
    const { people } = (await inspector.get(`/api/cases/${caseId}/protection`)).body
    expect(people).toMatchObject([
      { name: 'Made-up Yaqub', consents: [{ purpose: 'agency-sharing' }] },
    ])
    expect((await read()).cases).toMatchObject([{ caseId }])
    expect((await open()).body.code).toBe('worksites/case-open-already')
  })
})
