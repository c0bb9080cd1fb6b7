import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { addAllegation, addIncident, addPerson, type Fact, openCase } from '../cases/door.ts'
import { findProvision } from './law.ts'
import { law } from './library.ts'

let house: TestHouse
let first: Client
let second: Client

beforeAll(async () => {
  house = await testHouse()
  first = await house.as('legal-officer')
  second = await house.as('legal-officer-second')
})
afterAll(() => house.close())

const standing = findProvision(law, 'PTPA 3(1)')!.provision.versions.find(
  (one) => one.key === '2018',
)!
/** A made-up amendment: from 2026 on, four to ten years. */
const draft = (more: object = {}, version: object = {}) => ({
  cited: 'PTPA 3(1)',
  version: {
    ...standing,
    key: 'made-up-2026',
    from: '2026-01-01',
    penalty: { ...standing.penalty!, years: [4, 10] },
    grade: 'memory',
    sources: ['MADEUP'],
    ...version,
  },
  sources: { MADEUP: { title: 'Made-up gazette of 1 January 2026', where: null } },
  reason: 'Made up: an amendment for this test.',
  ...more,
})

describe('who is refused', () => {
  test.each(['investigator-gujrat', 'supervisor-gujrat', 'administrator', 'prosecutor-gujrat'])(
    '%s drafts, imports and signs no law',
    async (handle) => {
      const client = await house.as(handle)
      const id = '00000000-0000-7000-8000-000000000000'
      const decide = { state: 'signed', words: '', asLawyer: false, version: 1 }
      expect((await client.post('/api/law/changes', draft())).status).toBe(403)
      expect((await client.post('/api/law/changes/check', draft())).status).toBe(403)
      expect((await client.post('/api/law/import', { library: law, reason: 'x' })).status).toBe(403)
      expect((await client.post(`/api/law/changes/${id}/decide`, decide)).status).toBe(403)
    },
  )
  test('nobody reads the law without signing in', async () => {
    for (const url of ['/api/law', '/api/law/export', '/api/law/changes'])
      expect((await house.anyone().get(url)).status).toBe(401)
  })
  test('the one who drafted it does not sign it, not even in the database', async () => {
    const { id } = (await first.post('/api/law/changes', draft())).body
    const sign = { state: 'signed', words: '', asLawyer: false, version: 1 }
    const answer = await first.post(`/api/law/changes/${id}/decide`, sign)
    expect([answer.status, answer.body.code]).toEqual([403, 'charges/second-person-signs'])
    const person = await house.person('legal-officer')
    await house.acting('legal-officer', async (db) => {
      const done = await db
        .withTables<{ 'charges.law_change': { id: string; state: string; decided_by: string } }>()
        .updateTable('charges.law_change')
        .set({ state: 'signed', decided_by: person.id })
        .where('id', '=', id)
        .executeTakeFirst()
      expect(done.numUpdatedRows).toBe(0n)
    })
    const back = { ...sign, state: 'returned', words: '' }
    expect((await second.post(`/api/law/changes/${id}/decide`, back)).body.code).toBe(
      'charges/reason-in-words',
    )
    expect(
      (await second.post(`/api/law/changes/${id}/decide`, { ...back, words: 'Made up: a trial.' }))
        .status,
    ).toBe(200)
  })
})

test.each([
  ['an unknown source', {}, { sources: ['NOWHERE'] }, /unknown source NOWHERE/],
  ['a key that is taken', {}, { key: '2018' }, /already the key/],
  ['no first day', {}, { from: null }, /first day/],
  ['a day that does not exist', {}, { from: '2026-02-30' }, /is no day/],
  ['an Act that is not held', { cited: 'XYZ 3' }, {}, /no Act/],
  ['a field that nobody knows', {}, { extra: 1 }, /extra|additional/],
  [
    'a fact that no case can state',
    {},
    {
      elements: [{ id: 'act', role: 'act', text: { en: 'x', ur: 'x' }, when: 'flew-to-the-moon' }],
    },
    /unknown fact "flew-to-the-moon"/,
  ],
])('a draft with %s is refused and the fault is named', async (_title, more, version, fault) => {
  const { reason: _, ...asked } = draft(more, version)
  const { faults } = (await first.post('/api/law/changes/check', asked)).body
  expect(faults.join('\n')).toMatch(fault)
  expect((await first.post('/api/law/changes', draft(more, version))).body.code).toBe(
    'charges/law-has-faults',
  )
})

describe('a signed version counts from its first day', () => {
  let caseId: string
  const say = (fact: Fact, accusedId: string, victimId: string) =>
    house.acting('investigator-gujrat', (db) =>
      addAllegation(db, house, caseId, {
        fact,
        accusedId,
        victimId,
        saidByWords: 'his brother',
        restsOn: 'statement',
        certainty: 'said',
        saidOn: '2026-06-12',
      }),
    )
  const versions = async () =>
    (
      await (await house.as('investigator-gujrat')).get(`/api/cases/${caseId}/charges`)
    ).body.proposals
      .filter((one: { cited: string }) => one.cited === 'PTPA 3(1)')
      .map((one: { version: string; penalty: { years: number[] } }) => [
        one.version,
        one.penalty.years[0],
      ])

  test('the charge page of a case of 2026 reads by the new text only once it is signed', async () => {
    const holder = await house.person('investigator-gujrat')
    await house.acting('investigator-gujrat', async (db) => {
      const file = await openCase(db, house, {
        jurisdiction: holder.jurisdiction,
        agencyId: holder.agencyId,
        teamId: holder.teamId,
        holderId: holder.id,
        title: 'Made up',
      })
      caseId = file.id
      await addIncident(db, house, caseId, {
        kind: 'Exploitation',
        fromOn: '2026-02-01',
        untilOn: '2026-05-01',
      })
    })
    const [accused, victim] = await house.acting('investigator-gujrat', async (db) => [
      await addPerson(db, house, caseId, { roles: ['accused'], name: 'Made-up Owner' }),
      await addPerson(db, house, caseId, {
        roles: ['victim'],
        name: 'Made-up Man',
        sex: 'Masculine',
        ageStated: 30,
        ageStatedOn: '2026-06-01',
      }),
    ])
    for (const fact of ['recruited', 'false-promise', 'forced-labour'] as const)
      await say(fact, accused!, victim!)
    const { id } = (await first.post('/api/law/changes', draft())).body
    expect(await versions()).toEqual([['2018', null]])
    const { body } = await second.get(`/api/law/changes/${id}`)
    expect(body).toMatchObject({ own: false, faults: [], ends: ['2018'], state: 'drafted' })
    const sign = {
      state: 'signed',
      words: 'Read in the gazette.',
      asLawyer: true,
      version: body.version,
    }
    expect((await second.post(`/api/law/changes/${id}/decide`, sign)).status).toBe(200)
    expect(await versions()).toEqual([['made-up-2026', 4]])
  })
  test('the day before, the text of 2018 stands; it was ended and not rewritten', async () => {
    const read = async (on: string) =>
      (
        await first.get(`/api/law?on=${on}&act=PTPA&section=3(1)`)
      ).body.acts[0].provisions[0].versions.filter(
        (one: { standing: string }) => one.standing === 'in-force',
      )
    expect(await read('2025-12-31')).toMatchObject([
      { key: '2018', until: '2026-01-01', penalty: standing.penalty },
    ])
    expect(await read('2026-01-01')).toMatchObject([
      { key: 'made-up-2026', reviewedByLawyer: { by: 'Tariq Mehmood Lodhi' } },
    ])
  })
  test('a second version from the same day would stand beside it, and is refused', async () => {
    const { reason: _, ...asked } = draft({}, { key: 'again' })
    const { faults } = (await first.post('/api/law/changes/check', asked)).body
    expect(faults.join()).toMatch(/overlaps with the version "made-up-2026"/)
  })
})

describe('the whole library in one file', () => {
  test('what is exported is imported again without a difference', async () => {
    const file = await first.get('/api/law/export')
    const library = JSON.parse(file.bytes.toString())
    expect((await first.post('/api/law/import/check', { library })).body).toEqual({
      faults: [],
      ends: [],
      differences: [],
    })
  })
  test('every fault is named, and nothing is kept', async () => {
    const library = structuredClone(law)
    library.acts[0]!.provisions[0]!.versions[0]!.sources = ['NOWHERE']
    library.acts[1]!.provisions[0]!.versions[0]!.from = '2030-01-01'
    library.acts[1]!.provisions[0]!.versions[0]!.until = '2029-01-01'
    const before = (await first.get('/api/law/changes')).body.length
    const { faults } = (await first.post('/api/law/import/check', { library })).body
    expect(faults.filter((one: string) => /NOWHERE|ends before it begins/.test(one))).toHaveLength(
      2,
    )
    expect((await first.post('/api/law/import', { library, reason: 'x' })).body.code).toBe(
      'charges/law-has-faults',
    )
    expect((await first.get('/api/law/changes')).body).toHaveLength(before)
  })
  test('a library is previewed section by section and counts once a second person signs', async () => {
    const library = structuredClone(law)
    const act = library.acts.find((one) => one.act === 'PTPA')!
    act.provisions = act.provisions.filter((one) => one.section !== '13')
    const asked = (await first.post('/api/law/import/check', { library })).body
    expect(asked.differences).toContainEqual({
      cited: 'PTPA 13',
      what: 'removed',
      versions: ['2018'],
    })
    const { id } = (
      await first.post('/api/law/import', { library, reason: 'Made up: another country.' })
    ).body
    const has13 = async () =>
      (await first.get('/api/law?act=PTPA&section=13')).body.acts[0].provisions.length
    expect(await has13()).toBe(1)
    await second.post(`/api/law/changes/${id}/decide`, {
      state: 'signed',
      words: '',
      asLawyer: false,
      version: 1,
    })
    expect(await has13()).toBe(0)
  })
})
