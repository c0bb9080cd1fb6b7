import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpFile, madeUpPerson } from '../../tests/made-up-files.ts'
import { type TestHouse, testHouse } from '../../tests/test-house.ts'
import { addAllegation } from '../cases/door.ts'
import { chosenPart, courtPrint } from './court-print.ts'
import { identitiesOf } from './door.ts'
import { gather } from './gathering.ts'
import { printingIn } from './printing.ts'

let house: TestHouse
let caseId: string
const people: Record<string, string> = {}

beforeAll(async () => {
  house = await testHouse()
  caseId = await madeUpFile(house, 'investigator-gujrat')
  people.accused = await madeUpPerson(house, 'investigator-gujrat', caseId, {
    roles: ['accused'],
    name: 'نعیم (فرضی)',
    otherName: 'Naim (made up)',
    phone: '0300 0666001',
  })
  people.victim = await madeUpPerson(house, 'investigator-gujrat', caseId, {
    roles: ['victim'],
    name: 'Sheltered (made up)',
  })
  await house.acting('investigator-gujrat', async (db) => {
    await addAllegation(db, house, caseId, {
      fact: 'recruited',
      accusedId: people.accused,
      victimId: people.victim,
      saidByPersonId: people.victim,
      restsOn: 'statement',
      certainty: 'said',
      saidOn: '2026-02-03',
    })
  })
})
afterAll(() => house?.close())

const body = (lang: string) => ({
  caseIds: [caseId],
  nodes: [`case:${caseId}`, `person:${people.accused}`, `person:${people.victim}`],
  lang,
})

test('another unit prints nothing of a file that it may not open', async () => {
  const karachi = await house.as('investigator-karachi')
  expect(await karachi.post('/api/network/graph/print', body('en'))).toMatchObject({
    status: 404,
    body: { code: 'network/nothing-to-print' },
  })
})

test('suspects and licences are taken out by a supervisor alone', async () => {
  for (const handle of ['investigator-gujrat', 'prosecutor-gujrat', 'statistician'])
    expect((await (await house.as(handle)).get('/api/network/ftm')).status, handle).toBe(403)
  const answer = await (await house.as('supervisor-gujrat')).get('/api/network/ftm')
  expect(answer.status).toBe(200)
  expect(JSON.stringify(answer.body)).not.toContain('Sheltered')
})

test.each(['en', 'ur'] as const)(
  'the print for court in %s says on what each tie rests, that it is no proof, and shelters the victim',
  async (lang) => {
    const document = await house.acting('investigator-gujrat', async (db) => {
      const graph = await gather(db, house, [caseId], false)
      const references = new Map([[caseId, 'REF-1']])
      const words = await printingIn(db, house, lang)
      return courtPrint(words, chosenPart(graph, body(lang).nodes), {
        by: 'An officer',
        on: '2026-11-26',
        references,
      })
    })
    const t = (key: string) => String(house.words.t(lang)(key))
    const text = JSON.stringify(document)
    for (const key of [
      'network.not-proof',
      'fact.recruited',
      'certainty.said',
      'resting.statement',
    ])
      expect(text).toContain(t(key))
    expect(text).toContain('REF-1')
    expect(text).not.toContain('Sheltered')
    expect(text).not.toContain('666001')
  },
)

test('it comes as a PDF', async () => {
  const gujrat = await house.as('investigator-gujrat')
  for (const lang of ['en', 'ur'])
    expect((await gujrat.post('/api/network/graph/print', body(lang))).status).toBe(200)
})

test('the lists for estimation learn through the door who is one person, and only what was judged', async () => {
  const ids = Object.values(people)
  expect(await house.asSystem((db) => identitiesOf(db, ids))).toEqual(new Map())
})
