import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayInPakistan } from '../../core/days.ts'
import { madeUpPerson } from '../../tests/made-up-files.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { chosenPart, courtPrint } from './court-print.ts'
import { gather } from './gathering.ts'
import type { NetworkGraph } from './graph.ts'
import { rhythms } from './jobs.ts'
import { printingIn } from './printing.ts'

let house: TestHouse
let inspector: Client
let siteId: string
const caseIds: string[] = []

const KILN = 'Made-up kiln, Manga'
const OWNER = 'Made-up Rafiq'
const visitedOn = dayInPakistan(new Date(Date.now() - 3 * 86_400_000))

/** One family of the kiln, and the criminal file that is opened for its father. */
async function openedFor(family: string): Promise<string> {
  const body = { name: family, members: [{ name: family, sex: 'Masculine', age: 30 }] }
  const { id } = (await inspector.post(`/api/worksites/${siteId}/families`, body)).body
  const { members } = (await inspector.get(`/api/worksites/families/${id}`)).body
  const agencies: { id: string; kind: string; name: { en: string } }[] = (
    await inspector.get('/api/agencies')
  ).body
  const { agencyId } = await house.person('investigator-gujrat')
  expect(agencies.map((one) => one.id)).toContain(agencyId)
  const opened = await inspector.post(`/api/worksites/families/${id}/cases`, {
    memberId: members[0].id,
    agencyId,
    title: 'Made-up case of bonded labour',
    how: 'spoken',
    language: 'pan',
    understood: true,
  })
  return opened.body.caseId
}

beforeAll(async () => {
  house = await testHouse()
  inspector = await house.as('labour-lahore')
  const site = { kind: 'kiln', name: KILN, placeCode: 'PK-PB-lahore' }
  const visit = { site, reason: 'complaint', on: visitedOn, findings: [], orders: [] }
  siteId = (await inspector.post('/api/worksites/visits', visit)).body.siteId
  const party = { role: 'owner', name: OWNER, phone: '0300 0888001' }
  await inspector.post(`/api/worksites/${siteId}/parties`, party)
  caseIds.push(await openedFor('Made-up Yusuf'), await openedFor('Made-up Jameel'))
  // Of the same name as the owner, and with the same phone.
  await madeUpPerson(house, 'labour-lahore', caseIds[1]!, {
    roles: ['accused'],
    name: OWNER,
    phone: '0300-0888001',
  })
})
afterAll(() => house?.close())

const read = async (client: Client, body: object): Promise<NetworkGraph> =>
  (await client.post('/api/network/graph', body)).body
const ids = (graph: NetworkGraph, kind: string) =>
  graph.nodes.filter((node) => node.kind === kind).map(({ id }) => id)
const between = (graph: NetworkGraph, a: string, b: string) =>
  graph.edges.find(({ one, two }) => (one === a && two === b) || (one === b && two === a))

describe('who is refused', () => {
  test('an agency with which the case is shared reads the case, and of the kiln and who runs it nothing', async () => {
    for (const handle of ['investigator-gujrat', 'supervisor-gujrat']) {
      const other = await house.as(handle)
      const shared = await read(other, { caseId: caseIds[1], everyone: true })
      expect(ids(shared, 'case'), handle).toEqual([`case:${caseIds[1]}`])
      const [party] = ids(await read(inspector, { caseId: caseIds[1] }), 'party')
      for (const body of [
        { caseId: caseIds[0] },
        { everyone: true },
        { around: `case:${caseIds[1]}` },
        { around: `worksite:${siteId}` },
        { around: party },
      ]) {
        const graph = await read(other, body)
        expect([...ids(graph, 'worksite'), ...ids(graph, 'party')], handle).toEqual([])
        expect(JSON.stringify(graph), handle).not.toMatch(new RegExp(`${siteId}|${KILN}`))
      }
      expect((await read(other, { around: `worksite:${siteId}` })).nodes, handle).toEqual([])
    }
  })

  test('another labour office, and a colleague who sees only their own, are told of no tie', async () => {
    for (const handle of ['labour-karachi', 'labour-lahore-self'])
      expect(
        (await read(await house.as(handle), { around: `worksite:${siteId}` })).nodes,
        handle,
      ).toEqual([])
  })
})

describe('two cases of one kiln', () => {
  test('meet in it, each by its file and the visit before it', async () => {
    const graph = await read(inspector, { around: `case:${caseIds[0]}` })
    expect(ids(graph, 'worksite')).toEqual([`worksite:${siteId}`])
    const opened = await read(inspector, { around: `worksite:${siteId}` })
    expect(ids(opened, 'case').sort()).toEqual(caseIds.map((id) => `case:${id}`).sort())
    for (const id of caseIds) {
      const tie = between(opened, `case:${id}`, `worksite:${siteId}`)!
      expect(tie.evidence).toMatchObject([
        { kind: 'opened', caseId: id, certainty: null },
        { kind: 'visit', caseId: id, on: visitedOn, certainty: null },
      ])
    }
    const around = await read(inspector, { around: ids(opened, 'party')[0] })
    expect(ids(around, 'case')).toHaveLength(2)
  })

  test('bring no worker with them, whose name nobody asked for', async () => {
    const graph = await read(inspector, { around: `worksite:${siteId}` })
    expect(JSON.stringify(graph)).not.toMatch(/Yusuf|Jameel/)
  })

  test('the owner is tied to the kiln by the labour file, and to the accused of his name by the phone alone', async () => {
    const graph = await read(inspector, { around: `worksite:${siteId}` })
    const [party] = ids(graph, 'party') as [string]
    const [person] = ids(graph, 'person') as [string]
    expect(between(graph, party, `worksite:${siteId}`)!.evidence).toMatchObject([
      { kind: 'party', code: 'owner', caseId: null },
    ])
    expect(between(graph, party, person)).toBeUndefined()
    const [phone] = ids(graph, 'phone') as [string]
    expect(between(graph, party, phone)).toBeDefined()
    expect(between(graph, person, phone)).toBeDefined()
    expect(JSON.stringify(graph)).not.toContain('0888001')
  })

  test('the look into the labour file stands in the audit trail', async () => {
    await read(inspector, { around: `worksite:${siteId}` })
    const { rows } = await house.asSystem((db) =>
      sql<{ about: string[] }>`select about from core.audit_line where what = 'network.read-graph'
        order by id desc limit 1`.execute(db),
    )
    expect(rows[0]!.about).toContain(siteId)
  })
})

test.each(['en', 'ur'] as const)(
  'the print for court in %s names the kiln, whose file says so, and on what each tie rests',
  async (lang) => {
    const { document, words, office } = await house.acting('labour-lahore', async (db) => {
      const graph = await gather(db, house, caseIds, false)
      const words = await printingIn(db, house, lang)
      const part = chosenPart(graph, [
        `worksite:${siteId}`,
        ...ids(graph, 'party'),
        ...ids(graph, 'case'),
      ])
      const references = new Map(caseIds.map((id, i) => [id, `REF-${i}`]))
      const office = graph.nodes.find(({ kind }) => kind === 'worksite')!.name![lang]
      const of = { by: 'An officer', on: visitedOn, references }
      return { document: courtPrint(words, part, of), words, office }
    })
    const text = JSON.stringify(document)
    for (const said of [
      KILN,
      OWNER,
      'REF-0',
      'REF-1',
      words.t('worksites.kind.kiln'),
      words.t('network.labour-file', { office }),
      words.t('network.evidence.opened'),
      `${words.t('network.evidence.visit')} · ${words.date(visitedOn)}`,
      words.t('network.evidence.party', { role: words.t('worksites.party.owner') }),
    ])
      expect(text).toContain(said)
    expect(text).not.toMatch(/Yusuf|Jameel/)
    // The office's name has brackets of its own: none stand within others.
    expect(text).not.toMatch(/\([^()]*\(/)
    const printed = await inspector.post('/api/network/graph/print', {
      caseIds,
      nodes: [`worksite:${siteId}`, ...caseIds.map((id) => `case:${id}`)],
      lang,
    })
    expect(printed.status).toBe(200)
  },
)

describe('a worksite from which no case was opened', () => {
  const PHONE = '0300 0888002'
  const WORKSHOP = 'Made-up workshop, Kasur'
  let workshopId: string
  let fileId: string

  beforeAll(async () => {
    const site = { kind: 'workshop', name: WORKSHOP, placeCode: 'PK-PB-lahore' }
    const visit = { site, reason: 'planned', on: visitedOn, findings: [], orders: [] }
    workshopId = (await inspector.post('/api/worksites/visits', visit)).body.siteId
    const party = { role: 'manager', name: 'Made-up Saleem', phone: PHONE }
    await inspector.post(`/api/worksites/${workshopId}/parties`, party)
    fileId = caseIds[0]!
  })

  test('is not led to by the phone of somebody who is not shown', async () => {
    await madeUpPerson(house, 'labour-lahore', fileId, {
      roles: ['victim'],
      name: 'Made-up Yusuf',
      phone: PHONE,
    })
    expect(JSON.stringify(await read(inspector, { caseId: fileId }))).not.toContain(workshopId)
  })

  test('is led to by the phone of a suspect, and from it to the file; for those alone who may open it', async () => {
    await madeUpPerson(house, 'labour-lahore', fileId, {
      roles: ['accused'],
      name: 'Made-up Saleem the elder',
      phone: PHONE,
    })
    const graph = await read(inspector, { caseId: fileId })
    expect(ids(graph, 'worksite')).toContain(`worksite:${workshopId}`)
    const phone = graph.nodes.find(
      ({ id, kind }) => kind === 'phone' && graph.edges.some((e) => [e.one, e.two].includes(id)),
    )!
    for (const around of [`worksite:${workshopId}`, phone.id])
      expect(ids(await read(inspector, { around }), 'case'), around).toContain(`case:${fileId}`)
    for (const handle of ['investigator-gujrat', 'labour-karachi', 'labour-lahore-self'])
      for (const body of [{ caseId: fileId }, { around: phone.id }])
        expect(JSON.stringify(await read(await house.as(handle), body)), handle).not.toContain(
          workshopId,
        )
  })

  test('is found too where who runs it was written down before phones had an index', async () => {
    const indexes = () =>
      house.asSystem((db) =>
        sql`select phone_index from worksites.party where site_id = ${workshopId}`
          .execute(db)
          .then(({ rows }) => rows),
      )
    const before = await indexes()
    await house.asSystem((db) =>
      sql`update worksites.party set phone_index = null where site_id = ${workshopId}`.execute(db),
    )
    await rhythms.find(({ name }) => name === 'network.catch-up')!.run(house)
    expect(await indexes()).toEqual(before)
  })
})
