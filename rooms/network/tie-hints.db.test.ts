import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpFile, madeUpPerson } from '../../tests/made-up-files.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { dayInPakistan } from '../cases/door.ts'
import { asCsv, madeUpLicensee } from '../recruiters/door.ts'
import type { RequestView } from './shapes.ts'

/** What is noted in a file beside its people is met while somebody types it, as people are. */
let house: TestHouse
let gujrat: Client
let karachi: Client
const licensee = madeUpLicensee(1, 'Valid')

beforeAll(async () => {
  house = await testHouse()
  gujrat = await house.as('investigator-gujrat')
  karachi = await house.as('investigator-karachi')
  const protector = await house.as('protector-lahore')
  const { body } = await protector.post(
    '/api/recruiters/imports?kind=overseas-employment-promoter&asOf=2026-01-31&fileName=list.csv',
    Buffer.from(asCsv([licensee])),
  )
  const url = `/api/recruiters/imports/${body.id}`
  const { version } = (await protector.get(url)).body
  expect((await protector.post(`${url}/apply`, { version })).status).toBe(200)
})
afterAll(() => house?.close())

const note = async (
  client: Client,
  caseId: string,
  kind: string,
  value: string,
  personId?: string,
) => {
  const tie = {
    caseId,
    kind,
    value,
    restsOn: 'observation',
    certainty: 'supported',
    personId: personId ?? null,
  }
  const { status, body } = await client.post('/api/network/ties', tie)
  expect(status, JSON.stringify(body)).toBe(200)
  return body.id as string
}
const hints = (client: Client, typed: object) => client.post('/api/network/hints', { typed })

test.each([
  ['vehicle', 'LEB-19 8001', 'leb 19-8001', '198001'],
  ['account', 'PK36SCBL0000001123456702', 'pk36 scbl 0000 0011 2345 6702', '3456702'],
  ['phone', '0300 0555001', '+92 300 0555001', '0555001'],
  ['agent', licensee.licence, licensee.licence.toLowerCase(), licensee.licence],
])(
  'of a %s noted in a closed file another unit is told the agency and by what, and nothing else',
  async (kind, noted, typed, secret) => {
    const caseId = await madeUpFile(house, 'investigator-gujrat')
    const tieId = await note(gujrat, caseId, kind, noted)
    const { body, bytes } = await hints(karachi, { [kind]: typed })
    expect(body).toMatchObject({ near: [], noted: [] })
    expect(body.elsewhere).toMatchObject([
      { agency: { kind: 'federal-investigation' }, by: [kind], own: false },
    ])
    for (const hidden of [caseId, tieId, secret]) expect(bytes.toString()).not.toContain(hidden)
    // Whoever may open the file is told which it is.
    expect((await hints(gujrat, { [kind]: typed })).body).toMatchObject({
      noted: [{ caseId, by: [kind] }],
      elsewhere: [],
    })
    // Withdrawn, it is told to nobody.
    await gujrat.post(`/api/network/ties/${tieId}/withdraw`, { reason: 'entered-wrong' })
    for (const client of [gujrat, karachi])
      expect((await hints(client, { [kind]: typed })).body).toEqual({
        near: [],
        noted: [],
        elsewhere: [],
      })
  },
)

test('half a plate, and a licence that the register does not know, find nothing and are no error', async () => {
  for (const typed of [{ vehicle: '!!' }, { vehicle: 'LEB' }, { agent: 'MPD/0000/ZZZ' }])
    expect(await hints(karachi, typed)).toMatchObject({
      status: 200,
      body: { near: [], noted: [], elsewhere: [] },
    })
})

test('what more than twelve files note tells nobody apart, and is not told across a border', async () => {
  for (let n = 0; n < 12; n++)
    await note(gujrat, await madeUpFile(house, 'investigator-gujrat'), 'vehicle', 'TAXI 12')
  expect((await hints(karachi, { vehicle: 'TAXI 12' })).body.elsewhere).toHaveLength(1)
  await note(gujrat, await madeUpFile(house, 'investigator-gujrat'), 'vehicle', 'TAXI 12')
  expect((await hints(karachi, { vehicle: 'TAXI 12' })).body.elsewhere).toEqual([])
}, 60_000)

test.each(['of a file alone', 'of a person'])(
  'the unit that notes a vehicle %s is asked about it, and lets the other read the file',
  async (whose) => {
    const caseId = await madeUpFile(house, 'investigator-gujrat')
    const person = { roles: ['accused' as const], name: 'Driver (made up)' }
    const personId =
      whose === 'of a person'
        ? await madeUpPerson(house, 'investigator-gujrat', caseId, person)
        : undefined
    const plate = `GAF ${caseId.replace(/\D/g, '').slice(-6)}`
    await note(gujrat, caseId, 'vehicle', plate, personId)
    const own = await madeUpFile(house, 'investigator-karachi')
    const typed = { vehicle: plate }
    const asking = {
      caseId: own,
      typed,
      ask: (await hints(karachi, typed)).body.elsewhere[0].ask,
      purpose: 'joint-investigation',
      words: 'Made up: the same car here.',
      urgent: false,
    }
    expect((await karachi.post('/api/network/requests', asking)).status).toBe(200)
    expect((await karachi.post('/api/network/requests', asking)).body.code).toBe(
      'network/asked-already',
    )
    const { items } = (await gujrat.get('/api/network/requests?side=incoming')).body
    const request: RequestView = items[0]
    expect(request).toMatchObject({ by: ['vehicle'], words: asking.words, may: { answer: true } })
    expect(request.about?.personId ?? request.aboutFile?.caseId).toBe(personId ?? caseId)
    const outgoing = await karachi.get('/api/network/requests?side=outgoing')
    expect(outgoing.bytes.toString()).not.toContain(caseId)
    const until = dayInPakistan(new Date(Date.now() + 86_400_000))
    const given = { given: 'file', until, version: request.version }
    expect((await gujrat.post(`/api/network/requests/${request.id}/grant`, given)).status).toBe(200)
    expect((await hints(karachi, typed)).body).toMatchObject({
      noted: [{ caseId, by: ['vehicle'] }],
      elsewhere: [],
    })
  },
)
