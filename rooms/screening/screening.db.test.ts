import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { addAllegation, addIncident, addPerson, openCase } from '../cases/door.ts'
import { listDecisions, listVulnerabilities, screenedFacts } from './door.ts'

let house: TestHouse
let screener: Client
let caseId: string
let cousin: string
let girl: string

beforeAll(async () => {
  house = await testHouse()
  screener = await house.as('screener-gujrat')
})
afterAll(() => house.close())

beforeEach(async () => {
  const holder = await house.person('investigator-gujrat')
  await house.acting('investigator-gujrat', async (db) => {
    const file = await openCase(db, house, {
      jurisdiction: holder.jurisdiction,
      agencyId: holder.agencyId,
      teamId: holder.teamId,
      holderId: holder.id,
      title: 'Held in a compound',
    })
    caseId = file.id
    cousin = await addPerson(db, house, caseId, {
      roles: ['victim'],
      name: 'Adeel Made-up',
      ageStated: 24,
      ageStatedOn: '2026-11-09',
    })
    girl = await addPerson(db, house, caseId, {
      roles: ['victim'],
      name: 'Hina Made-up',
      ageStated: 13,
      ageStatedOn: '2026-11-09',
    })
    await addIncident(db, house, caseId, {
      kind: 'Exploitation',
      fromOn: '2026-10-02',
      country: 'KHM',
    })
    await addAllegation(db, house, caseId, {
      fact: 'documents-withheld',
      victimId: cousin,
      saidByWords: 'his brother',
      restsOn: 'statement',
      certainty: 'said',
      saidOn: '2026-11-12',
      words: 'They took the passport at the gate.',
    })
  })
})

const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Karachi' }).format(new Date())
const setting = {
  set: 'adult-labour',
  language: 'pan',
  interpreter: 'none',
  othersPresent: [],
  companyWords: null,
  vulnerabilities: ['poverty', 'imitation'],
}
const begin = async (personId: string, more = {}, client = screener) =>
  client.post(`/api/cases/${caseId}/screening/interviews`, { personId, ...setting, ...more })
const answer = (indicator: string, value = 'yes', more = {}) => ({
  indicator,
  value,
  restsOn: ['said-now'],
  allegationIds: [],
  facts: [],
  note: null,
  at: new Date().toISOString(),
  version: 0,
  ...more,
})
const save = (id: string, answers: unknown[], client = screener) =>
  client.put(`/api/screening/interviews/${id}/answers`, { answers })
const decision = {
  status: 'presumed',
  reasons: ['signs-point-to-it'],
  words: null,
  exploitation: ['forced-criminality'],
}
const compound = ['AC01', 'DR01', 'DR02', 'CD01', 'CD03', 'EX01', 'EX02'].map((id) => answer(id))

describe('an interview is refused', () => {
  test.each(['desk-gujrat', 'desk-karachi', 'investigator-police-lahore', 'shelter-lahore'])(
    'to %s',
    async (handle) => {
      const client = await house.as(handle)
      expect([403, 404]).toContain((await begin(cousin, {}, client)).status)
      const { body } = await begin(cousin)
      expect([403, 404]).toContain(
        (await client.get(`/api/screening/interviews/${body.id}`)).status,
      )
      expect([403, 404]).toContain((await save(body.id, compound, client)).status)
      expect([403, 404]).toContain((await client.get(`/api/cases/${caseId}/screening`)).status)
    },
  )

  test('to nobody signed in', async () => {
    expect((await begin(cousin, {}, house.anyone())).status).toBe(401)
  })

  test('to somebody who is not in the case', async () => {
    const answered = await begin('0190a000-0000-7000-8000-000000000000')
    expect(answered.body.code).toBe('screening/not-in-this-case')
  })

  test('on the adult path to a child', async () => {
    const answered = await begin(girl)
    expect(answered.status).toBe(409)
    expect(answered.body.code).toBe('screening/child-needs-child-path')
    expect((await begin(girl, { set: 'child-labour' })).status).toBe(200)
  })
})

describe('no row leaves the case', () => {
  test('for somebody of another jurisdiction, whatever the query', async () => {
    const { body } = await begin(cousin)
    await save(body.id, compound)
    await screener.post(`/api/screening/interviews/${body.id}/decision`, decision)
    await house.acting('supervisor-karachi', async (db) => {
      for (const table of ['interview', 'answer', 'decision', 'reconsideration_request']) {
        const { rows } = await sql`select * from ${sql.table(`screening.${table}`)}`.execute(db)
        expect(rows, table).toEqual([])
      }
    })
  })

  test('and what was said stays closed to a desk officer who may see the case', async () => {
    const { body } = await begin(cousin)
    await save(body.id, compound)
    await screener.post(`/api/screening/interviews/${body.id}/decision`, decision)
    await house.acting('desk-gujrat', async (db) => {
      expect((await sql`select * from screening.answer`.execute(db)).rows).toEqual([])
      expect(await listDecisions(db, caseId)).toHaveLength(1)
    })
  })

  test('and words are sealed at rest', async () => {
    const { body } = await begin(cousin, { companyWords: 'Aunt Zubaida interpreted' })
    await save(body.id, [answer('CD03', 'yes', { note: 'a guard named Tariq' })])
    const stored = await house.asSystem(async (db) => [
      (await sql`select * from screening.interview where id = ${body.id}`.execute(db)).rows,
      (await sql`select * from screening.answer where interview_id = ${body.id}`.execute(db)).rows,
    ])
    expect(JSON.stringify(stored)).not.toMatch(/Zubaida|Tariq/)
    const read = await screener.get(`/api/screening/interviews/${body.id}`)
    expect(read.body.companyWords).toBe('Aunt Zubaida interpreted')
    expect(read.body.answers[0].note).toBe('a guard named Tariq')
  })
})

describe('an interview', () => {
  test('shows what the case already says beside the question it touches', async () => {
    const { body } = await begin(cousin)
    const read = await screener.get(`/api/screening/interviews/${body.id}`)
    expect(read.body.alreadySaid).toHaveLength(1)
    expect(read.body.alreadySaid[0]).toMatchObject({
      fact: 'documents-withheld',
      restsOn: 'statement',
      saidOn: '2026-11-12',
      saidBy: 'his brother',
    })
    expect(read.body.alreadySaid[0].indicators).toEqual(expect.arrayContaining(['CD01', 'CR05']))
    // A suggestion is not an answer: nothing is counted until a screener confirms it.
    expect(read.body.answers).toEqual([])
    expect(read.body.result.outcome).toBe('not-indicated-so-far')
  })

  test('says nothing of one victim beside the questions to another', async () => {
    const { body } = await begin(girl, { set: 'child-labour' })
    expect((await screener.get(`/api/screening/interviews/${body.id}`)).body.alreadySaid).toEqual(
      [],
    )
  })

  test('saves answers as they come, and a batch sent twice once', async () => {
    const { body } = await begin(cousin)
    const first = await save(body.id, compound)
    expect(first.body.result.outcome).toBe('indicated')
    const second = await save(body.id, compound)
    expect(second.body.saved).toEqual(first.body.saved)
    expect((await screener.get(`/api/screening/interviews/${body.id}`)).body.answers).toHaveLength(
      7,
    )
  })

  test('does not let one screener write over another’s answer unseen', async () => {
    const { body } = await begin(cousin)
    await save(body.id, [answer('CD04', 'yes')])
    const investigator = await house.as('investigator-gujrat')
    const late = await save(
      body.id,
      [answer('CD04', 'no', { at: new Date(Date.now() + 1000).toISOString() })],
      investigator,
    )
    expect(late.body.saved).toEqual([])
    expect(late.body.others[0]).toMatchObject({ indicator: 'CD04', value: 'yes', version: 1 })
    const seen = await save(body.id, [answer('CD04', 'no', { version: 1 })], investigator)
    expect(seen.body.saved).toEqual([{ indicator: 'CD04', version: 2 }])
  })

  test('keeps every one of many batches that arrive at once', async () => {
    const { body } = await begin(cousin)
    const ids = ['EX01', 'EX02', 'EX03', 'EX04', 'EX05', 'EX06']
    const answered = await Promise.all(ids.map((id) => save(body.id, [answer(id), answer('AC01')])))
    expect(answered.map((one) => one.status)).toEqual(ids.map(() => 200))
    const read = await screener.get(`/api/screening/interviews/${body.id}`)
    expect(read.body.answers.map((one: { indicator: string }) => one.indicator)).toEqual([
      'AC01',
      ...ids,
    ])
  })

  test('refuses a question that no instrument has, a value outside the list, and keeps the rest out', async () => {
    const { body } = await begin(cousin)
    expect((await save(body.id, [answer('EX01'), answer('ZZ99')])).body.code).toBe(
      'screening/unknown-indicator',
    )
    expect((await save(body.id, [answer('EX01', 'certainly')])).status).toBe(400)
    expect(
      (await save(body.id, [answer('EX01', 'yes', { note: 'x'.repeat(100_000) })])).status,
    ).toBe(400)
    expect((await screener.get(`/api/screening/interviews/${body.id}`)).body.answers).toEqual([])
  })

  test('takes wild clocks without harm, and cites only what its own case says', async () => {
    const { body } = await begin(cousin)
    for (const at of ['0000-01-01T00:00:00Z', '2016-12-31T23:59:60Z', '9999-12-31T23:59:59Z']) {
      expect((await save(body.id, [answer('EX01', 'yes', { at })])).status, at).toBe(200)
    }
    expect((await save(body.id, [answer('EX01', 'no')])).body.saved).toHaveLength(1)
    const foreign = answer('CD01', 'yes', {
      allegationIds: ['0190a000-0000-7000-8000-000000000000'],
    })
    expect((await save(body.id, [foreign])).body.code).toBe('screening/unknown-allegation')
  })

  test('is paused, finished and opened again; a finished one takes no answers', async () => {
    const { body } = await begin(cousin)
    const change = (state: string, version: number) =>
      screener.put(`/api/screening/interviews/${body.id}`, { ...setting, state, version })
    expect((await change('paused', 1)).body.pausedAt).not.toBeNull()
    expect((await change('finished', 1)).status).toBe(412)
    expect((await change('finished', 2)).body.state).toBe('finished')
    expect((await save(body.id, compound)).body.code).toBe('screening/interview-finished')
    expect((await change('open', 3)).body.state).toBe('open')
    expect((await save(body.id, compound)).status).toBe(200)
  })
})

describe('a decision is refused', () => {
  test('to whoever investigates, and to whoever only reads', async () => {
    const { body } = await begin(cousin)
    for (const handle of ['investigator-gujrat', 'case-worker-gujrat', 'supervisor-gujrat']) {
      const client = await house.as(handle)
      const answered = await client.post(`/api/screening/interviews/${body.id}/decision`, decision)
      expect(answered.status, handle).toBe(403)
    }
  })

  test('without reasons, and against the result without words', async () => {
    const { body } = await begin(cousin)
    await save(body.id, compound)
    const url = `/api/screening/interviews/${body.id}/decision`
    expect((await screener.post(url, { ...decision, reasons: [] })).body.code).toBe(
      'screening/reason-missing',
    )
    const against = { ...decision, status: 'not-so-far', reasons: ['too-little-known'] }
    expect((await screener.post(url, against)).body.code).toBe('screening/words-missing')
  })

  test('where somebody has decided meanwhile', async () => {
    const { body } = await begin(cousin)
    await save(body.id, compound)
    const url = `/api/screening/interviews/${body.id}/decision`
    expect((await screener.post(url, decision)).status).toBe(200)
    expect((await screener.post(url, decision)).status).toBe(412)
  })

  test('to change, even in the database', async () => {
    const { body } = await begin(cousin)
    await save(body.id, compound)
    await screener.post(`/api/screening/interviews/${body.id}/decision`, decision)
    await expect(
      house.asSystem((db) => sql`update screening.decision set status = 'not-so-far'`.execute(db)),
    ).rejects.toThrow()
  })
})

describe('a decision', () => {
  test('stands, is announced, and gives later rooms its status and facts', async () => {
    const { body } = await begin(cousin)
    await save(body.id, [...compound, answer('CR03', 'yes', { facts: ['abducted', 'death'] })])
    const made = await screener.post(`/api/screening/interviews/${body.id}/decision`, decision)
    expect(made.body).toMatchObject({
      status: 'presumed',
      outcome: 'indicated',
      supersedesId: null,
    })
    await house.acting('investigator-gujrat', async (db) => {
      const standing = await listDecisions(db, caseId)
      expect(standing).toMatchObject([
        { personId: cousin, status: 'presumed', exploitation: ['forced-criminality'] },
      ])
      const facts = (await screenedFacts(db, caseId)).map((one) => `${one.indicatorId} ${one.fact}`)
      expect(facts).toEqual(
        expect.arrayContaining([
          'CD01 documents-withheld',
          'CD03 confined-or-guarded',
          'CR03 abducted',
        ]),
      )
      expect(facts).not.toContain('CR03 death')
      expect(await listVulnerabilities(db, caseId)).toEqual([
        { personId: cousin, vulnerabilities: ['poverty', 'imitation'] },
      ])
      const { rows } = await sql<{
        kind: string
      }>`select kind from core.event where file_id = ${caseId}
        and kind like 'screening.%' order by id`.execute(db)
      expect(rows.map((row) => row.kind)).toEqual(['screening.started', 'screening.decided'])
    })
  })

  test('can be reconsidered when the person asks, and both are kept', async () => {
    const { body } = await begin(cousin)
    const url = `/api/screening/interviews/${body.id}`
    const early = await screener.post(`${url}/decision`, {
      ...decision,
      status: 'not-so-far',
      reasons: ['too-little-known'],
      exploitation: [],
    })
    const ask = { cause: 'asked-by-person', words: 'He wants to tell more.', askedOn: today }
    const asked = await screener.post(
      `/api/screening/decisions/${early.body.id}/reconsideration-requests`,
      ask,
    )
    expect(asked.status).toBe(200)
    await save(body.id, compound)
    const again = { ...decision, supersedes: early.body.id, cause: 'asked-by-person' }
    expect((await screener.post(`${url}/reconsidered`, again)).body.code).toBe(
      'screening/words-missing',
    )
    const words = 'He spoke of the guards and of the passport today.'
    expect((await screener.post(`${url}/reconsidered`, { ...again, words })).status).toBe(200)
    // A second screener who still has the first decision before her is told.
    expect(
      (await screener.post(`${url}/reconsidered`, { ...again, words: `${words} Again.` })).status,
    ).toBe(412)
    const list = await screener.get(`/api/cases/${caseId}/screening`)
    const person = list.body.persons.find(
      (one: { person: { id: string } }) => one.person.id === cousin,
    )
    expect(person.decisions.map((one: { status: string }) => one.status)).toEqual([
      'not-so-far',
      'presumed',
    ])
    expect(person.requests).toHaveLength(1)
    await house.acting('screener-gujrat', async (db) => {
      expect((await listDecisions(db, caseId)).map((one) => one.status)).toEqual(['presumed'])
    })
  })
})
