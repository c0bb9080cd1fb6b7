import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { madeUpFile, madeUpPerson } from '../../tests/made-up-files.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { addAllegation, addIncident } from '../cases/door.ts'
import { type NetworkGraph, without } from './graph.ts'

let house: TestHouse
let gujrat: Client
let karachi: Client
/** One file in each circle; the same made-up phone in both. */
const files = { gujrat: '', karachi: '' }

beforeAll(async () => {
  house = await testHouse()
  gujrat = await house.as('investigator-gujrat')
  karachi = await house.as('investigator-karachi')
  for (const circle of ['gujrat', 'karachi'] as const) {
    const handle = `investigator-${circle}`
    const id = await madeUpFile(house, handle)
    files[circle] = id
    const accused = await madeUpPerson(house, handle, id, {
      roles: ['accused'],
      name: `Suspect of ${circle} (made up)`,
      phone: '0300 0777001',
    })
    const victim = await madeUpPerson(house, handle, id, {
      roles: ['victim'],
      name: `Sheltered of ${circle} (made up)`,
      phone: '0300 0777002',
    })
    await house.acting(handle, async (db) => {
      await addIncident(db, house, id, { kind: 'Recruitment', placeCode: 'PK-PB-gujrat' })
      await addAllegation(db, house, id, {
        fact: 'recruited',
        accusedId: accused,
        victimId: victim,
        saidByPersonId: victim,
        restsOn: 'statement',
        certainty: 'said',
      })
    })
  }
})
afterAll(() => house?.close())

const read = async (client: Client, body: object = {}): Promise<NetworkGraph> =>
  (await client.post('/api/network/graph', body)).body
/** Gujrat's file, for Karachi to read. */
async function share(caseId: string) {
  const { agencyId } = await house.person('supervisor-karachi')
  const holder = await house.person('investigator-gujrat')
  await house.asSystem((db) =>
    sql`insert into cases.share (jurisdiction, id, case_id, agency_id, reason, words_sealed, until, shared_by)
      values ('PK-PB', gen_random_uuid(), ${caseId}, ${agencyId}, 'joint-investigation',
        ${house.fields.seal('made up')}, current_date + 5, ${holder.id})`.execute(db),
  )
}
const endShares = () =>
  house.asSystem((db) => sql`update cases.share set withdrawn_at = now()`.execute(db))
const of = (graph: NetworkGraph, kind: string) => graph.nodes.filter((node) => node.kind === kind)
const tie = (client: Client, body: object) =>
  client.post('/api/network/ties', {
    kind: 'vehicle',
    value: 'LEB-19 1234',
    restsOn: 'observation',
    certainty: 'supported',
    ...body,
  })

describe('the network', () => {
  test('is closed to whoever counts, oversees or administers', async () => {
    for (const handle of ['statistician', 'oversight', 'administrator', 'desk-gujrat'])
      expect((await (await house.as(handle)).post('/api/network/graph', {})).status).toBe(403)
  })

  test('shows nothing of a file that is not the viewer’s, by whatever way it is asked for', async () => {
    const mine = await read(gujrat)
    const phone = of(mine, 'phone')[0]!
    const asked = [
      {},
      { caseId: files.karachi },
      { around: `case:${files.karachi}` },
      { around: phone.id },
      { around: 'place:PK-PB-gujrat' },
    ]
    for (const body of asked) {
      const text = JSON.stringify(await read(gujrat, body))
      expect(text, JSON.stringify(body)).not.toContain(files.karachi)
      expect(text, JSON.stringify(body)).not.toContain('of karachi')
    }
  })

  test('leaves victims out unless everyone is asked for, and never sends a number', async () => {
    const suspects = await read(gujrat)
    expect(of(suspects, 'person').map(({ label }) => label)).toEqual([
      'Suspect of gujrat (made up)',
    ])
    const everyone = await read(gujrat, { everyone: true })
    expect(of(everyone, 'person')).toHaveLength(2)
    for (const graph of [suspects, everyone]) {
      expect(JSON.stringify(graph)).not.toMatch(/0777001|777002/)
      expect(of(graph, 'phone').map(({ label }) => label)).toContain('••• 001')
    }
  })

  test('opens from a number to the other files in which it stands, where both may be read', async () => {
    const phone = of(await read(karachi), 'phone')[0]!
    expect(of(await read(karachi, { around: phone.id }), 'case')).toHaveLength(1)
    await share(files.gujrat)
    const shared = await read(karachi, { around: phone.id })
    expect(of(shared, 'case')).toHaveLength(2)
    expect(shared).toMatchObject({ mayNote: [files.karachi] })
    expect(of(shared, 'case')[0]).not.toHaveProperty('agencyId')
    expect(of(shared, 'person')).toHaveLength(2)
    expect(of(shared, 'phone')).toHaveLength(1)
    await endShares()
  })

  test('names in the audit trail whose files and whose entries were read', async () => {
    const [person] = of(await read(gujrat, { caseId: files.gujrat }), 'person')
    const { rows } = await house.asSystem((db) =>
      sql<{ about: string[] }>`select about from core.audit_line where what = 'network.read-graph'
        order by id desc limit 1`.execute(db),
    )
    expect(rows[0]!.about).toEqual(expect.arrayContaining([files.gujrat, ...person!.personIds]))
  })

  test('answers with nothing where a node is none', async () => {
    for (const around of ['case:xx', 'person:abc', 'phone:__', 'nothing:at-all', 'agent:12'])
      expect((await read(gujrat, { around })).nodes, around).toEqual([])
  })
})

describe('a tie', () => {
  test('is noted only in a file of one’s own agency, and of a person of that file', async () => {
    // She could break the glass and read it; to write in it is never hers.
    expect((await tie(karachi, { caseId: files.gujrat })).status).toBe(403)
    const [person] = of(await read(karachi), 'person')
    const other = await tie(gujrat, { caseId: files.gujrat, personId: person!.personIds[0] })
    expect(other).toMatchObject({ status: 400, body: { code: 'network/person-of-another-file' } })
  })

  test('that cannot be read is refused by name', async () => {
    const refused = async (body: object) =>
      (await tie(gujrat, { caseId: files.gujrat, ...body })).body.code
    expect(await refused({ value: '!!' })).toBe('network/plate-not-readable')
    expect(await refused({ kind: 'agent', value: 'MPD/9999/XXX' })).toBe('network/no-such-licence')
    expect(await refused({ kind: 'phone', value: 'abc' })).toBe('cases/phone-not-readable')
  })

  test('stands in the network masked, is opened with a line in the trail, and is withdrawn by its agency alone', async () => {
    const { id } = (await tie(gujrat, { caseId: files.gujrat })).body
    const [vehicle] = of(await read(gujrat), 'vehicle')
    expect(vehicle).toMatchObject({ label: '••• 234', tieIds: [id] })
    expect((await karachi.post(`/api/network/ties/${id}/reveal`)).status).toBe(404)
    expect((await gujrat.post(`/api/network/ties/${id}/reveal`)).body.value).toBe('LEB191234')
    const entered = { reason: 'entered-wrong' }
    for (const [path, body] of [['withdraw', entered], ['put-back']] as const)
      expect((await karachi.post(`/api/network/ties/${id}/${path}`, body)).status).toBe(404)
    expect((await karachi.get(`/api/network/ties?case=${files.gujrat}`)).status).toBe(403)
    expect((await gujrat.post(`/api/network/ties/${id}/withdraw`, entered)).status).toBe(200)
    expect(of(await read(gujrat), 'vehicle')).toEqual([])
  })

  test('of a shared file is read by the other agency and withdrawn by its own alone', async () => {
    const { id } = (await tie(gujrat, { caseId: files.gujrat, value: 'GUJ 77' })).body
    await share(files.gujrat)
    const seen = (await karachi.get(`/api/network/ties?case=${files.gujrat}`)).body
    expect(seen).toMatchObject({ mayChange: false })
    expect(seen.items.map((one: { id: string }) => one.id)).toContain(id)
    const refused = await karachi.post(`/api/network/ties/${id}/withdraw`, {
      reason: 'found-untrue',
    })
    expect(refused).toMatchObject({ status: 403, body: { code: 'network/file-of-another-agency' } })
    await endShares()
  })

  test('is withdrawn with a reason, stays in the file with it, and is put back as it was', async () => {
    const { id } = (
      await tie(gujrat, {
        caseId: files.gujrat,
        value: 'LXB 5150',
        saidBy: 'A neighbour (made up)',
      })
    ).body
    const before = await read(gujrat)
    const url = `/api/network/ties/${id}`
    const say = async (path: string, body?: object) =>
      (await gujrat.post(`${url}/${path}`, body)).body.code
    expect((await gujrat.post(`${url}/withdraw`, {})).status).toBe(400)
    expect(await say('withdraw', { reason: 'other', words: ' ' })).toBe('network/say-why')
    expect(await say('put-back')).toBe('network/tie-stands')
    const words = 'The plate was another’s (made up)'
    expect(await say('withdraw', { reason: 'another-person', words })).toBeUndefined()
    expect(await say('withdraw', { reason: 'another-person' })).toBe(
      'network/tie-withdrawn-already',
    )
    expect(await read(gujrat)).toEqual({
      ...without(before, id),
      mayNote: [files.gujrat],
      more: false,
    })
    const noted = (await gujrat.get(`/api/network/ties?case=${files.gujrat}`)).body
    expect(noted.mayChange).toBe(true)
    expect(noted.items.find((one: { id: string }) => one.id === id)).toMatchObject({
      label: '••• 150',
      saidBy: 'A neighbour (made up)',
      withdrawn: {
        reason: 'another-person',
        words,
        by: (await house.person('investigator-gujrat')).name,
      },
    })
    expect(await say('put-back')).toBeUndefined()
    expect(await read(gujrat)).toEqual(before)
    const { rows } = await house.asSystem((db) =>
      sql<{ said: string; what: string }>`select w.said, l.what from network.tie_word w
        join core.audit_line l on w.tie_id::text = any (l.about::text[])
          and l.what like '%' || replace(w.said, 'withdrawn', 'withdraw') || '-tie'
        where w.tie_id = ${id} group by w.id, w.said, l.what order by w.id`.execute(db),
    )
    expect(rows).toEqual([
      { said: 'withdrawn', what: 'network.withdraw-tie' },
      { said: 'put-back', what: 'network.put-back-tie' },
    ])
  })
})
