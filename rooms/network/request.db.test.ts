import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forgetPeople, madeUpFile, madeUpPerson } from '../../tests/made-up-files.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { dayInPakistan } from '../cases/door.ts'
import { remind } from './request-records.ts'
import type { RequestView } from './shapes.ts'

let house: TestHouse
let gujrat: Client
let karachi: Client
let lahore: Client
let hidden: { caseId: string; personId: string }
let own: string

const rafiq = {
  roles: ['accused' as const],
  name: 'رفیق بٹ (فرضی)',
  sex: 'Masculine' as const,
  phone: '0300 0000077',
}

beforeAll(async () => {
  house = await testHouse()
  gujrat = await house.as('investigator-gujrat')
  karachi = await house.as('investigator-karachi')
  lahore = await house.as('investigator-police-lahore')
})
afterAll(() => house?.close())
beforeEach(async () => {
  await forgetPeople(house)
  const caseId = await madeUpFile(house, 'investigator-gujrat')
  hidden = { caseId, personId: await madeUpPerson(house, 'investigator-gujrat', caseId, rafiq) }
  own = await madeUpFile(house, 'investigator-karachi')
})

const typed = { name: 'Rafiq Butt', phone: '+92-300-0000077' }
const hints = (client: Client, body: object = {}) =>
  client.post('/api/network/hints', { typed, ...body })

async function ask(client: Client, more: object = {}) {
  const { body } = await hints(client, { caseId: own })
  return client.post('/api/network/requests', {
    caseId: own,
    typed,
    ask: body.elsewhere[0]?.ask ?? 'nobody',
    purpose: 'joint-investigation',
    words: 'Made up: the same agent here.',
    urgent: false,
    ...more,
  })
}
/** Requests about this test's file, or from it. */
const list = async (client: Client, side: 'incoming' | 'outgoing'): Promise<RequestView[]> => {
  const { items } = (await client.get(`/api/network/requests?side=${side}`)).body
  return items.filter(
    ({ caseId, about }: RequestView) => caseId === own || about?.personId === hidden.personId,
  )
}
const first = async (client: Client, side: 'incoming' | 'outgoing') =>
  (await list(client, side))[0]!
const move = async (client: Client, id: string, what: string, body: object = {}) =>
  client.post(`/api/network/requests/${id}/${what}`, { version: 1, ...body })

describe('a hint', () => {
  test('of a closed file tells the agency and by what, and nothing of the file', async () => {
    const { status, body, bytes } = await hints(karachi)
    expect(status).toBe(200)
    expect(body.near).toEqual([])
    expect(body.elsewhere).toHaveLength(1)
    expect(body.elsewhere[0]).toMatchObject({
      agency: { kind: 'federal-investigation' },
      by: ['phone'],
      own: false,
      asked: null,
    })
    for (const secret of [hidden.caseId, hidden.personId, 'رفیق', '0000077'])
      expect(bytes.toString()).not.toContain(secret)
  })

  test('of an open file shows the person, whatever script it is typed in, without a number', async () => {
    const { body, bytes } = await hints(gujrat)
    expect(body.elsewhere).toEqual([])
    expect(body.near[0].person).toMatchObject({ personId: hidden.personId, name: rafiq.name })
    expect(bytes.toString()).not.toContain('0000077')
    expect((await hints(gujrat, { personId: hidden.personId })).body.near).toEqual([])
  })

  test('is refused for a case that is not one’s own to read', async () => {
    expect((await hints(karachi, { caseId: hidden.caseId })).body.code).toBe('cases/not-yours')
  })

  test('tells a shelter nothing', async () => {
    const shelter = await house.as('shelter-lahore')
    expect((await hints(shelter)).body).toEqual({ near: [], noted: [], elsewhere: [] })
  })

  test('names no office that looks after children before it has answered', async () => {
    const caseId = await madeUpFile(house, 'case-worker-lahore')
    await madeUpPerson(house, 'case-worker-lahore', caseId, { ...rafiq, phone: '0300 0000078' })
    const { body } = await hints(karachi, { typed: { phone: '0300 0000078' } })
    expect(body.elsewhere[0].agency).toEqual({ kind: 'child-protection', name: null })
  })

  test('of a name that many share says nothing across a border', async () => {
    const caseId = await madeUpFile(house, 'investigator-gujrat')
    const ali = { ...rafiq, name: 'محمد علی (فرضی)', fatherName: 'محمد اکرم', phone: null }
    const asked = { typed: { name: 'Muhammad Ali (فرضی)', fatherName: 'Mohd Akram' } }
    await madeUpPerson(house, 'investigator-gujrat', caseId, ali)
    expect((await hints(karachi, asked)).body.elsewhere[0].by).toEqual(['name-father'])
    for (let n = 0; n < 5; n++) await madeUpPerson(house, 'investigator-gujrat', caseId, ali)
    expect((await hints(karachi, asked)).body.elsewhere).toEqual([])
  })

  test('leaves a line in the audit trail: who, for which case and whom she saw, not what she typed', async () => {
    await hints(karachi, { caseId: own })
    await hints(gujrat)
    const { rows } = await house.asSystem((db) =>
      sql<{ line: { about: string[] } }>`select to_jsonb(a) as line from core.audit_line a
        where what = 'network.hint' order by id desc limit 2`.execute(db),
    )
    expect(rows.map(({ line }) => line.about)).toEqual([[hidden.personId], [own]])
    expect(JSON.stringify(rows)).not.toMatch(/Rafiq|0000077/)
  })

  test('half a number, half a date and no name are no error', async () => {
    const { status, body } = await hints(karachi, {
      typed: { phone: '03', cnic: '3420', name: '' },
    })
    expect([status, body]).toEqual([200, { near: [], noted: [], elsewhere: [] }])
  })
})

describe('a request', () => {
  test('is refused for another agency’s file, and where nobody was told of', async () => {
    expect(await ask(karachi, { caseId: hidden.caseId })).toMatchObject({ status: 403 })
    expect(await ask(karachi, { ask: 'guessed' })).toMatchObject({
      status: 409,
      body: { code: 'network/nobody-to-ask' },
    })
    // A token is good for whoever was given it.
    const others = (await hints(lahore)).body.elsewhere[0].ask
    expect((await ask(karachi, { ask: others })).status).toBe(409)
  })

  test('is read by both sides and by nobody else, each with its own file alone', async () => {
    expect(await ask(karachi)).toMatchObject({ status: 200 })
    expect((await ask(karachi)).body.code).toBe('network/asked-already')
    const [sent] = await list(karachi, 'outgoing')
    expect(sent).toMatchObject({ status: 'asked', about: null, caseId: own, by: ['phone'] })
    expect(JSON.stringify(sent)).not.toContain(hidden.caseId)
    expect(JSON.stringify(sent)).not.toContain(hidden.personId)
    const [got] = await list(gujrat, 'incoming')
    expect(got).toMatchObject({ caseId: null, about: { personId: hidden.personId } })
    expect(JSON.stringify(got)).not.toContain(own)
    expect(await list(lahore, 'incoming')).toEqual([])
    expect(await list(await house.as('investigator-gujrat-two'), 'incoming')).toEqual([])
    for (const what of ['grant', 'refuse', 'withdraw', 'note'])
      expect(
        (await move(lahore, sent!.id, what, { given: 'contact', reason: 'other' })).status,
        what,
      ).toBeGreaterThanOrEqual(400)
  })

  test('shows the asking side nobody even in the database, and is moved by the other side alone', async () => {
    await ask(karachi)
    const { id } = await first(karachi, 'outgoing')
    const targets = await house.acting('investigator-karachi', (db) =>
      sql`select from network.request_target`.execute(db),
    )
    expect(targets.rows).toEqual([])
    for (const [handle, to] of [
      ['investigator-karachi', `status = 'granted', given = 'contact', ended_at = now()`],
      ['investigator-gujrat', `status = 'withdrawn', ended_at = now()`],
      ['investigator-karachi', `due_at = now()`],
    ] as const)
      await expect(
        house.acting(handle, (db) =>
          sql`update network.request set ${sql.raw(to)} where id = ${id}`.execute(db),
        ),
        `${handle}: ${to}`,
      ).rejects.toThrow('whose turn it is')
    const others = await house.acting('investigator-police-lahore', (db) =>
      sql`update network.request set noted_at = now() where id = ${id}`.execute(db),
    )
    expect(others.numAffectedRows).toBe(0n)
  })

  test('is answered by the side that was asked, and by whoever holds the file', async () => {
    await ask(karachi)
    const { id } = await first(gujrat, 'incoming')
    const give = { given: 'contact', answer: 'Imran Cheema, desk 4' }
    expect((await move(karachi, id, 'grant', give)).body.code).toBe('network/not-asked-of-you')
    const colleague = await house.as('desk-gujrat')
    expect((await move(colleague, id, 'grant', give)).body.code).toBe('network/only-holder-answers')
    expect((await move(gujrat, id, 'withdraw')).body.code).toBe('network/not-your-request')
    expect((await move(gujrat, id, 'grant', { given: 'contact' })).body.fields).toEqual({
      answer: 'network/say-whom-to-call',
    })
    expect((await move(gujrat, id, 'grant', give)).status).toBe(200)
    expect((await move(gujrat, id, 'refuse', { reason: 'court-first', version: 2 })).status).toBe(
      409,
    )
  })

  test('granted with a contact tells whom to call and opens no file', async () => {
    await ask(karachi)
    const { id } = await first(gujrat, 'incoming')
    await move(gujrat, id, 'grant', { given: 'contact', answer: 'Imran Cheema, desk 4' })
    expect(await first(karachi, 'outgoing')).toMatchObject({
      status: 'granted',
      answer: 'Imran Cheema, desk 4',
      about: null,
    })
    expect((await karachi.get(`/api/cases/${hidden.caseId}`)).status).toBe(403)
  })

  test('granted with the file is a share of the case, until its day', async () => {
    await ask(karachi)
    const { id } = await first(gujrat, 'incoming')
    const until = dayInPakistan(new Date(Date.now() + 30 * 86_400_000))
    expect((await move(gujrat, id, 'grant', { given: 'file', until })).status).toBe(200)
    const shares = (await gujrat.get(`/api/cases/${hidden.caseId}/shares`)).body
    expect(shares).toHaveLength(1)
    expect(shares[0]).toMatchObject({ reason: 'joint-investigation', until })
    expect((await karachi.get(`/api/cases/${hidden.caseId}`)).status).toBe(200)
    expect((await first(karachi, 'outgoing')).about).toMatchObject({ personId: hidden.personId })
    // What is shared is a hint like one's own from now on.
    expect((await hints(karachi)).body.near[0].person.personId).toBe(hidden.personId)
  })

  test('refused says why in a code, shares nothing, and can be asked again', async () => {
    await ask(karachi)
    const { id } = await first(gujrat, 'incoming')
    await move(gujrat, id, 'refuse', { reason: 'operation-running' })
    expect(await first(karachi, 'outgoing')).toMatchObject({
      status: 'refused',
      refusedFor: 'operation-running',
    })
    expect((await karachi.get(`/api/cases/${hidden.caseId}`)).status).toBe(403)
    expect((await ask(karachi)).status).toBe(200)
  })

  test('withdrawn can be answered no longer', async () => {
    await ask(karachi)
    const { id } = await first(karachi, 'outgoing')
    expect((await move(karachi, id, 'withdraw')).status).toBe(200)
    const late = await move(gujrat, id, 'refuse', { reason: 'court-first', version: 2 })
    expect(late.body.code).toBe('network/request-ended')
  })

  test('is counted where it waits, until it is answered and noted', async () => {
    const count = async (client: Client) =>
      (await client.get('/api/network/requests/count')).body.count
    const before = [await count(gujrat), await count(karachi)] as [number, number]
    const told = async () => [(await count(gujrat)) - before[0], (await count(karachi)) - before[1]]
    await ask(karachi)
    expect(await told()).toEqual([1, 0])
    const { id } = await first(gujrat, 'incoming')
    await move(gujrat, id, 'refuse', { reason: 'court-first' })
    expect(await told()).toEqual([0, 1])
    await move(karachi, id, 'note', { version: 2 })
    expect(await told()).toEqual([0, 0])
  })

  test('that nobody answers in time is told in both files, once', async () => {
    await ask(karachi, { urgent: true })
    const overdue = new Date(Date.now() + 25 * 3_600_000)
    expect(await house.asSystem((db) => remind(db, new Date()))).toBe(0)
    expect(await house.asSystem((db) => remind(db, overdue))).toBe(1)
    expect(await house.asSystem((db) => remind(db, overdue))).toBe(0)
    for (const [client, file] of [
      [gujrat, hidden.caseId],
      [karachi, own],
    ] as const) {
      const { items } = (await client.get(`/api/cases/${file}/timeline`)).body
      expect(items[0].kind).toBe('network.request-overdue')
    }
  })

  test('leaves in the asking file no trace of whose file or whom', async () => {
    await ask(karachi)
    const { bytes } = await karachi.get(`/api/cases/${own}/timeline`)
    expect(bytes.toString()).toContain('network.request-asked')
    expect(bytes.toString()).not.toContain(hidden.caseId)
    expect(bytes.toString()).not.toContain(hidden.personId)
  })
})
