import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { addAllegation, addIncident, addPerson, type Fact, openCase } from '../cases/door.ts'

let house: TestHouse
let investigator: Client
let supervisor: Client
let caseId: string
let accused: string
let victim: string

beforeAll(async () => {
  house = await testHouse()
  investigator = await house.as('investigator-gujrat')
  supervisor = await house.as('supervisor-gujrat')
})
afterAll(() => house.close())

const say = (fact: Fact) =>
  house.acting('investigator-gujrat', (db) =>
    addAllegation(db, house, caseId, {
      fact,
      accusedId: accused,
      victimId: victim,
      saidByWords: 'her aunt',
      restsOn: 'statement',
      certainty: 'said',
      saidOn: '2025-05-12',
    }),
  )

/** A woman made to work for nothing in 2024: PTPA 3(2), two to ten years. */
beforeEach(async () => {
  const holder = await house.person('investigator-gujrat')
  await house.acting('investigator-gujrat', async (db) => {
    const file = await openCase(db, house, {
      jurisdiction: holder.jurisdiction,
      agencyId: holder.agencyId,
      teamId: holder.teamId,
      holderId: holder.id,
      title: 'Made up: kept in a house',
    })
    caseId = file.id
    accused = await addPerson(db, house, caseId, { roles: ['accused'], name: 'Made-up Buyer' })
    victim = await addPerson(db, house, caseId, {
      roles: ['victim'],
      name: 'Made-up Woman',
      sex: 'Feminine',
      ageStated: 30,
      ageStatedOn: '2025-05-12',
    })
    await addIncident(db, house, caseId, {
      kind: 'Exploitation',
      fromOn: '2024-02-01',
      untilOn: '2024-11-30',
    })
  })
})
const trafficked = async () => {
  for (const fact of [
    'harboured',
    'threat-of-harm',
    'forced-labour',
    'moved-within-pakistan',
  ] as const)
    await say(fact)
}

const outcomes = () => `/api/cases/${caseId}/outcomes`
const step = (more: object = {}) => ({
  kind: 'hearing',
  accusedId: null,
  victimId: null,
  onDay: '2025-09-01',
  nextOn: null,
  court: 'Made-up Magistrate',
  outcome: 'held',
  delay: null,
  cited: [],
  months: null,
  life: false,
  death: false,
  finePkr: null,
  amountPkr: null,
  words: '',
  correctsId: null,
  ...more,
})
const fir = (sections: string[]) =>
  investigator.post(`/api/cases/${caseId}/charges/firs`, {
    number: '12/2025',
    station: 'Made-up station',
    registeredOn: '2025-06-01',
    sections,
    otherSections: '',
  })

describe('who is refused', () => {
  test.each(['administrator', 'statistician', 'oversight', 'legal-officer'])(
    '%s reads no outcomes, no transfers and no gaps',
    async (handle) => {
      const client = await house.as(handle)
      for (const url of [outcomes(), `/api/cases/${caseId}/transfers`, '/api/gaps'])
        expect([url, (await client.get(url)).status]).toEqual([url, 403])
    },
  )
  test('a screener reads the steps and records none', async () => {
    const screener = await house.as('screener-gujrat')
    expect((await screener.get(outcomes())).body).toMatchObject({ mayRecord: false })
    expect((await screener.post(outcomes(), step())).status).toBe(403)
  })
  test.each(['investigator-karachi', 'prosecutor-gujrat', 'desk-police-lahore'])(
    '%s does not find a case that was not shared',
    async (handle) => {
      const client = await house.as(handle)
      expect([403, 404]).toContain((await client.get(outcomes())).status)
      expect([403, 404]).toContain((await client.post(outcomes(), step())).status)
      expect([403, 404]).toContain((await client.get(`/api/cases/${caseId}/transfers`)).status)
    },
  )
  test('an investigator does not mark an alert as seen by the supervisor', async () => {
    expect((await investigator.post(`/api/gaps/${caseId}/seen`, { version: 1 })).status).toBe(403)
  })
})

describe('the way through the courts', () => {
  test('a step before the FIR, and one about somebody outside the case, are refused', async () => {
    await fir(['PPC 374'])
    expect((await investigator.post(outcomes(), step({ onDay: '2025-05-31' }))).body).toMatchObject(
      {
        code: 'charges/step-before-fir',
      },
    )
    const stranger = '00000000-0000-7000-8000-000000000000'
    expect((await investigator.post(outcomes(), step({ accusedId: stranger }))).body.code).toBe(
      'charges/not-in-this-case',
    )
  })

  test('from FIR to appeal, with the time between, and the sentence beside its range', async () => {
    await trafficked()
    await fir(['PTPA 3(2)'])
    const of = { accusedId: accused, cited: ['PTPA 3(2)'] }
    const record = async (more: object) => {
      const { status, body } = await investigator.post(outcomes(), step(more))
      expect([status, body]).toEqual([200, { id: expect.any(String) }])
      return body.id as string
    }
    await record({
      kind: 'challan',
      outcome: 'complete',
      onDay: '2025-06-20',
      delay: 'report-awaited',
    })
    await record({ kind: 'charge-framed', outcome: null, onDay: '2025-07-10', ...of })
    await record({ outcome: 'put-off', delay: 'witness-absent', nextOn: '2025-10-01' })
    await record({ kind: 'verdict', outcome: 'convicted', onDay: '2026-01-15', ...of })
    expect((await investigator.get(outcomes())).body.compensationOpen).toBe(true)
    const sentence = await record({
      kind: 'sentence',
      outcome: null,
      onDay: '2026-01-15',
      months: 12,
      ...of,
    })
    await record({
      kind: 'compensation',
      outcome: 'ordered',
      amountPkr: 200_000,
      onDay: '2026-01-15',
      victimId: victim,
    })
    await record({ kind: 'appeal-filed', outcome: 'by-state', onDay: '2026-02-01', ...of })
    const { body } = await investigator.get(outcomes())
    expect(
      body.milestones.map((one: { kind: string; days: number }) => [one.kind, one.days]),
    ).toEqual([
      ['fir', null],
      ['challan', 19],
      ['charge-framed', 20],
      ['verdict', 189],
      ['sentence', 0],
      ['appeal-filed', 17],
    ])
    const told = body.steps.find((one: { id: string }) => one.id === sentence)
    expect(told.ranges).toMatchObject([
      { version: '2018', adequacy: 'below-least', penalty: { years: [2, 10] } },
    ])
    expect(body.compensationOpen).toBe(false)
  })

  test('a mistake is put right by a further step, once, and both stay', async () => {
    const first = (await investigator.post(outcomes(), step())).body.id
    const right = step({ onDay: '2025-09-02', correctsId: first })
    expect((await investigator.post(outcomes(), right)).status).toBe(200)
    expect((await supervisor.post(outcomes(), right)).body.code).toBe('core/changed-since')
    const { steps } = (await investigator.get(outcomes())).body
    expect(steps.map((one: { stands: boolean }) => one.stands)).toEqual([false, true])
  })

  test('each step is an event for the numbers', async () => {
    await investigator.post(outcomes(), step())
    const events = await house.asSystem(
      async (db) =>
        await db
          .selectFrom('core.event')
          .selectAll()
          .where('kind', '=', 'charges.court-step')
          .execute(),
    )
    expect(events.find((one) => one.file_id === caseId)?.data).toMatchObject({
      step: 'hearing',
      outcome: 'held',
    })
  })
})

describe('the gap between facts and FIR', () => {
  const gapOf = async (client: Client) => {
    await house.settle()
    return (await client.get('/api/gaps')).body.gaps.find(
      (one: { caseId: string }) => one.caseId === caseId,
    )
  }
  test('the supervisor is told while it stands, and no longer once the FIR cites the section', async () => {
    await fir(['PPC 374'])
    expect(await gapOf(supervisor)).toBeUndefined()
    await trafficked()
    const before = (await supervisor.get('/api/gaps/count')).body.count
    const gap = await gapOf(supervisor)
    expect(gap).toMatchObject({ kind: 'act-missing', seenAt: null })
    expect(gap.missing).toContain('PTPA 3(2)')
    expect((await supervisor.get('/api/gaps/count')).body.count).toBeGreaterThanOrEqual(before)
    expect(
      (await supervisor.post(`/api/gaps/${gap.id}/seen`, { version: gap.version })).status,
    ).toBe(200)
    expect(await gapOf(supervisor)).toMatchObject({ seenBy: { en: expect.any(String) } })
    const { body } = await investigator.get(`/api/cases/${caseId}/charges`)
    const firOf = body.firs[0]
    await investigator.put(`/api/cases/${caseId}/charges/firs/${firOf.id}`, {
      number: firOf.number,
      station: firOf.station,
      registeredOn: firOf.registeredOn,
      sections: ['PPC 374', ...body.gap.missing.map((one: { cited: string }) => one.cited)],
      otherSections: '',
      version: firOf.version,
    })
    expect(await gapOf(supervisor)).toBeUndefined()
  })
  test('another circle’s supervisor is not told', async () => {
    await trafficked()
    expect(await gapOf(supervisor)).toMatchObject({ kind: 'no-fir' })
    const other = await house.as('investigator-karachi')
    expect(await gapOf(other)).toBeUndefined()
  })
})

describe('the file moves', () => {
  const transfers = () => `/api/cases/${caseId}/transfers`
  const sent = (more: object = {}) => ({
    toAgency: '',
    rule: 'PTPA 8',
    reason: 'section-8-within',
    sections: ['PTPA 3(2)'],
    sentOn: '2025-06-10',
    letter: 'G-12',
    words: 'Made up: nobody crossed a border.',
    ...more,
  })
  test('to another agency that investigates, once at a time, and the answer is kept', async () => {
    const { agencies } = (await investigator.get(transfers())).body
    const toAgency = agencies[0].id
    const holder = await house.person('investigator-gujrat')
    const shelter = await house.person('shelter-lahore')
    expect(
      (await investigator.post(transfers(), sent({ toAgency: holder.agencyId }))).body.code,
    ).toBe('charges/transfer-to-itself')
    expect(
      (await investigator.post(transfers(), sent({ toAgency: shelter.agencyId }))).body.code,
    ).toBe('charges/agency-does-not-investigate')
    expect((await investigator.post(transfers(), sent({ toAgency, words: ' ' }))).body.code).toBe(
      'charges/reason-in-words',
    )
    const { id } = (await investigator.post(transfers(), sent({ toAgency }))).body
    expect(
      (await investigator.post(transfers(), sent({ toAgency, letter: 'G-13' }))).body.code,
    ).toBe('charges/transfer-under-way')
    const answer = { answer: 'received', answeredOn: '2025-06-09', words: '', version: 1 }
    expect((await investigator.post(`${transfers()}/${id}/answer`, answer)).body.code).toBe(
      'charges/answered-before-sent',
    )
    expect(
      (
        await investigator.post(`${transfers()}/${id}/answer`, {
          ...answer,
          answeredOn: '2025-06-12',
        })
      ).status,
    ).toBe(200)
    expect((await investigator.get(transfers())).body.transfers).toMatchObject([
      { answer: 'received', answeredOn: '2025-06-12', rule: 'PTPA 8' },
    ])
  })
})
