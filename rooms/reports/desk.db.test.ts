import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestHouse } from '../../tests/test-house.ts'
import { fromBase64 } from './sealing/bytes.ts'
import { verified } from './sealing/certificate.ts'
import { handOverWrap, openReport, sealNote, sealReply } from './sealing/desk.ts'
import { filed, gujrat, karachi, lahore, Officer, type Reporter, reportsHouse } from './stage.ts'

let house: TestHouse
let sadia: Officer
beforeAll(async () => {
  house = await reportsHouse()
  sadia = await Officer.named(house, 'desk-gujrat')
})
afterAll(() => house.close())

const everybody = [
  'desk-karachi',
  'desk-police-lahore',
  'investigator-gujrat',
  'screener-gujrat',
  'case-worker-gujrat',
  'supervisor-karachi',
  'prosecutor-gujrat',
  'statistician',
  'oversight',
  'administrator',
]

function routesOf(id: string) {
  const unsealed = { version: 1, sealed: 'AAAA', epoch: 1 }
  return [
    ['GET', `/api/desk/reports/${id}`, undefined],
    ['GET', `/api/desk/reports/${id}/attachments/${id}`, undefined],
    ['GET', `/api/desk/${gujrat}/reports`, undefined],
    ['GET', `/api/desk/${gujrat}/keys`, undefined],
    ['GET', `/api/desk/${gujrat}/open-wraps`, undefined],
    ['POST', `/api/desk/reports/${id}/take`, { version: 1, take: true }],
    [
      'POST',
      `/api/desk/reports/${id}/triage`,
      { version: 1, decision: 'open-case', reason: 'child-at-risk' },
    ],
    ['PUT', `/api/desk/reports/${id}/replies/2`, { sealed: unsealed.sealed, epoch: 1 }],
    ['PUT', `/api/desk/reports/${id}/notes/1`, { sealed: unsealed.sealed, epoch: 1 }],
    [
      'POST',
      `/api/desk/reports/${id}/hand-over`,
      { version: 1, toDeskId: karachi, toEpoch: 1, wrap: 'AAAA', reason: 'other-district' },
    ],
    [
      'POST',
      `/api/desk/${gujrat}/certify`,
      { recipient: `age1${'q'.repeat(58)}`, signingKey: 'AAAA' },
    ],
    [
      'POST',
      `/api/desk/${gujrat}/rewraps`,
      { epoch: 1, rewraps: [{ reportId: id, blob: 'AAAA' }] },
    ],
    ['POST', `/api/desk/${gujrat}/members/${id}/remove`, {}],
  ] as const
}

async function ask(
  handle: string | undefined,
  [method, url, body]: ReturnType<typeof routesOf>[number],
) {
  const client = handle ? await house.as(handle) : house.anyone()
  if (method === 'GET') return client.get(url)
  return method === 'POST' ? client.post(url, body) : client.put(url, body)
}

describe('who gets nothing of a desk’s reports', () => {
  it('is anybody who has not signed in', async () => {
    for (const route of routesOf(crypto.randomUUID()))
      expect((await ask(undefined, route)).status, route[1]).toBe(401)
  })

  it.each(everybody)('is %s', async (handle) => {
    const reporter = await filed(house)
    for (const route of routesOf(reporter.sealed.id)) {
      const answer = await ask(handle, route)
      expect([403, 404], `${route[0]} ${route[1]}`).toContain(answer.status)
    }
    expect((await reporter.get('/api/mailbox')).body).toMatchObject({
      status: 'new',
      envelopes: [{}],
    })
  })

  it('is a supervisor of the agency who is no member: the queue’s plain fields, and nothing sealed', async () => {
    const reporter = await filed(house, karachi)
    const supervisor = await house.as('supervisor-karachi')
    const { body } = await supervisor.get(`/api/desk/${karachi}/reports`)
    expect(body.items.map((row: { id: string }) => row.id)).toContain(reporter.sealed.id)
    expect(JSON.stringify(body)).not.toContain(reporter.sealed.body.envelope.slice(0, 40))
    expect((await supervisor.get(`/api/desk/reports/${reporter.sealed.id}`)).status).toBe(403)
  })
})

it('row-level security alone keeps a desk’s rows from everybody else, whatever they ask', async () => {
  const reporter = await filed(house, gujrat)
  const { id } = reporter.sealed
  await reporter.upload(
    (
      await (
        await import('./sealing/attachment.ts')
      ).sealAttachment(
        (await import('./sealing/attachment.ts')).prepareFile('a.pdf', Buffer.from('%PDF-1')),
        id,
        (
          await reporter.open()
        ).key.recipient,
      )
    ).upload,
  )
  const tables = ['report', 'key_wrap', 'envelope', 'attachment', 'attachment_part', 'mailbox']
  for (const handle of everybody) {
    for (const table of tables) {
      const column = table === 'report' ? 'id' : 'report_id'
      const found = await house.acting(handle, async (db) => {
        const { rows } =
          await sql`select 1 from ${sql.table(`reports.${table}`)} where ${sql.ref(column)} = ${id}`.execute(
            db,
          )
        return rows.length
      })
      expect(found, `${handle} ${table}`).toBe(0)
    }
  }
  const hers = await house.acting('desk-gujrat', (db) =>
    sql`select 1 from reports.envelope where report_id = ${id}`.execute(db),
  )
  expect(hers.rows).toHaveLength(1)
  const mailboxes = await house.acting('desk-gujrat', (db) =>
    sql`select 1 from reports.mailbox`.execute(db),
  )
  expect(mailboxes.rows).toHaveLength(0)
})

describe('the queue', () => {
  it('refuses a cursor that is none and a filter outside the lists', async () => {
    expect((await sadia.client.get(`/api/desk/${gujrat}/reports?after=x`)).status).toBe(400)
    expect(
      (
        await sadia.client.get(
          `/api/desk/${gujrat}/reports?after=2026-99-99T00:00:00.000Z_${gujrat}`,
        )
      ).status,
    ).toBe(400)
    expect((await sadia.client.get(`/api/desk/${gujrat}/reports?status=lost`)).status).toBe(400)
  })

  it('shows the nearest deadline first, page by page, each report once', async () => {
    const urgent = await filed(
      house,
      lahore,
      {},
      { dangerNow: true, kind: 'child', placeCode: 'PK-PB-lahore' },
    )
    for (let count = 0; count < 6; count++)
      await filed(house, lahore, {}, { placeCode: 'PK-PB-kasur' })
    const officer = await Officer.named(house, 'desk-police-lahore')
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const { body }: { body: { items: { id: string }[]; next: string | null } } =
        await officer.client.get(
          `/api/desk/${lahore}/reports?limit=3${next && `&after=${encodeURIComponent(next)}`}`,
        )
      seen.push(...body.items.map((row) => row.id))
      next = body.next
    }
    expect(seen[0]).toBe(urgent.sealed.id)
    expect(seen).toHaveLength(7)
    expect(new Set(seen).size).toBe(7)
    const filtered = async (query: string) =>
      (await officer.client.get(`/api/desk/${lahore}/reports?${query}`)).body.items.length
    expect(await filtered('danger=true')).toBe(1)
    expect(await filtered('place=PK-PB-kasur')).toBe(6)
    expect(await filtered('status=closed')).toBe(0)
    expect(await filtered('kind=child&owes=triage')).toBe(1)
    expect(await filtered('mine=true')).toBe(0)
  })
})

describe('opening a report', () => {
  it('unseals in the officer’s hands, is told to the reporter, and is in the audit trail with her name', async () => {
    const reporter = await filed(house, gujrat, { what: 'وہ نکل نہیں سکتا' })
    const { id } = reporter.sealed
    expect((await reporter.get('/api/mailbox')).body.steps).toHaveLength(1)
    const open = await sadia.open(id)
    expect(open.conversation.messages[0]).toMatchObject({
      fault: null,
      body: { answers: { what: 'وہ نکل نہیں سکتا' } },
    })
    expect(open.view.status).toBe('read')
    expect(
      (await reporter.get('/api/mailbox')).body.steps.map((one: { step: string }) => one.step),
    ).toEqual(['received', 'read'])
    const person = await house.person('desk-gujrat')
    const lines = await house.asSystem((db) =>
      sql`select outcome from core.audit_line
      where what = 'reports.open' and person_id = ${person.id} and ${id}::uuid = any (about)`.execute(
        db,
      ),
    )
    expect(lines.rows).toEqual([{ outcome: 'done' }])
  })

  it('by somebody who may not is in the audit trail as refused', async () => {
    const reporter = await filed(house)
    await (await house.as('investigator-gujrat')).get(`/api/desk/reports/${reporter.sealed.id}`)
    const person = await house.person('investigator-gujrat')
    const lines = await house.asSystem((db) =>
      sql`select outcome, why from core.audit_line
      where what = 'reports.open' and person_id = ${person.id} order by at desc limit 1`.execute(
        db,
      ),
    )
    expect(lines.rows).toEqual([{ outcome: 'refused', why: 'core/not-your-duty' }])
  })
})

describe('triage', () => {
  const decide = (id: string, body: object) =>
    sadia.client.post(`/api/desk/reports/${id}/triage`, body)

  it('without a reason, with the reason of another decision, or on a stale page changes nothing', async () => {
    const reporter = await filed(house)
    const { id } = reporter.sealed
    const { version } = await sadia.view(id)
    expect((await decide(id, { version, decision: 'duplicate' })).status).toBe(400)
    expect(
      await decide(id, { version, decision: 'duplicate', reason: 'child-at-risk' }),
    ).toMatchObject({
      status: 400,
      body: { code: 'reports/reason-of-another-decision' },
    })
    expect(
      (
        await decide(id, {
          version: version + 5,
          decision: 'open-case',
          reason: 'child-at-risk',
        })
      ).status,
    ).toBe(412)
    expect(await sadia.view(id)).toMatchObject({ status: 'read', triage: [] })
  })

  it('with a reason decides, and then owes an answer', async () => {
    const reporter = await filed(house)
    const { id } = reporter.sealed
    const { version } = await sadia.view(id)
    const answer = await decide(id, {
      version,
      decision: 'open-case',
      reason: 'signs-of-trafficking',
      victimSex: 'male',
    })
    expect(answer.body).toMatchObject({ status: 'case-opened', owes: 'reply' })
    const view = await sadia.view(id)
    expect(view.triage).toMatchObject([
      {
        decision: 'open-case',
        reason: 'signs-of-trafficking',
        victimSex: 'male',
        by: { en: 'Sadia Warraich' },
      },
    ])
    expect((await reporter.get('/api/mailbox')).bytes.toString()).not.toMatch(/"male"/)
    expect((await sadia.reply(id, 'ہم نے فائل کھول لی ہے')).status).toBe(200)
    expect(await sadia.view(id)).toMatchObject({ owes: 'nothing', overdue: false })
  })
})

describe('a reply', () => {
  it('out of its place or under a key that is not the newest is refused', async () => {
    const reporter = await filed(house)
    const open = await sadia.open(reporter.sealed.id)
    const [epoch] = await sadia.epochs(gujrat)
    const sealed = await sealReply(open, epoch!, 'جواب')
    expect((await sadia.send(open.view.id, 'replies', { ...sealed, sequence: 3 })).body.code).toBe(
      'reports/conversation-moved-on',
    )
    expect((await sadia.send(open.view.id, 'replies', { ...sealed, epoch: 2 })).body.code).toBe(
      'reports/epoch-has-changed',
    )
  })

  it('reaches the reporter signed by the desk; sent twice it is there once', async () => {
    const reporter = await filed(house)
    const open = await sadia.open(reporter.sealed.id)
    const [epoch] = await sadia.epochs(gujrat)
    const sealed = await sealReply(open, epoch!, 'ہم دیکھ رہے ہیں')
    for (let time = 0; time < 2; time++)
      expect((await sadia.send(open.view.id, 'replies', sealed)).status).toBe(200)
    const { messages } = (await reporter.open()).conversation
    expect(messages).toHaveLength(2)
    expect(messages[1]).toMatchObject({
      fault: null,
      body: { words: 'ہم دیکھ رہے ہیں' },
      desk: { en: expect.stringContaining('Gujrat') },
    })
  })

  it('of two officers at one moment goes in once; the other is told to read first', async () => {
    const reporter = await filed(house)
    const tariq = await Officer.named(house, 'supervisor-gujrat')
    const [one, other] = await Promise.all(
      [sadia, tariq].map(async (officer) => {
        const open = await officer.open(reporter.sealed.id)
        return {
          officer,
          sealed: await sealReply(open, (await officer.epochs(gujrat))[0]!, 'جواب'),
        }
      }),
    )
    const answers = await Promise.all(
      [one!, other!].map(({ officer, sealed }) =>
        officer.send(reporter.sealed.id, 'replies', sealed),
      ),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  })
})

it('taking in hand shows whose it is, and laying it back frees it', async () => {
  const reporter = await filed(house)
  const { id } = reporter.sealed
  const { version } = await sadia.view(id)
  const taken = await sadia.client.post(`/api/desk/reports/${id}/take`, { version, take: true })
  expect(taken.body.status).toBe('in-hand')
  expect(await sadia.view(id)).toMatchObject({
    holder: { name: { en: 'Sadia Warraich' } },
    status: 'in-hand',
  })
  expect(
    (await sadia.client.post(`/api/desk/reports/${id}/take`, { version, take: false })).status,
  ).toBe(412)
  await sadia.client.post(`/api/desk/reports/${id}/take`, {
    version: taken.body.version,
    take: false,
  })
  expect(await sadia.view(id)).toMatchObject({ holder: null, status: 'read' })
})

describe('handing over', () => {
  async function handed(): Promise<Reporter> {
    const reporter = await filed(house, gujrat, { what: 'کراچی کا معاملہ' })
    const open = await sadia.open(reporter.sealed.id)
    const [epoch] = await sadia.epochs(gujrat)
    const to = open.view.otherDesks.find((desk) => desk.id === karachi)!
    const { recipient, ...wrapped } = await handOverWrap(open, to, sadia.root, new Date())
    const note = await sealNote(open, epoch!, 'یہ آپ کے شہر کا ہے', { recipient })
    const body = { version: open.view.version, reason: 'other-district', ...wrapped, note }
    expect(
      await sadia.client.post(`/api/desk/reports/${open.view.id}/hand-over`, body),
    ).toMatchObject({ status: 200 })
    return reporter
  }

  it('to itself, to a desk that is not there, or on a stale page changes nothing', async () => {
    const reporter = await filed(house)
    const { id } = reporter.sealed
    const { version } = await sadia.view(id)
    const give = (more: object) =>
      sadia.client.post(`/api/desk/reports/${id}/hand-over`, {
        version,
        toDeskId: karachi,
        toEpoch: 1,
        wrap: 'AAAA',
        reason: 'other-district',
        ...more,
      })
    expect((await give({ toDeskId: gujrat })).status).toBe(400)
    expect((await give({ toDeskId: crypto.randomUUID() })).status).toBe(404)
    expect((await give({ toEpoch: 3 })).status).toBe(409)
    expect((await give({ version: 99 })).status).toBe(412)
    expect(await sadia.view(id)).toMatchObject({ deskId: gujrat, handOvers: [] })
  })

  it('ends the giver’s access, and both desks keep the record', async () => {
    const reporter = await handed()
    const { id } = reporter.sealed
    expect(await sadia.client.get(`/api/desk/reports/${id}`)).toMatchObject({
      status: 410,
      body: { code: 'reports/handed-over' },
    })
    for (const handle of ['desk-gujrat', 'desk-karachi']) {
      const { rows } = await house.acting(handle, (db) =>
        sql`select reason from reports.hand_over where report_id = ${id}`.execute(db),
      )
      expect(rows, handle).toEqual([{ reason: 'other-district' }])
    }
    const wraps = await house.acting('desk-gujrat', (db) =>
      sql`select 1 from reports.key_wrap where report_id = ${id}`.execute(db),
    )
    expect(wraps.rows).toEqual([])
  })

  it('lets the other desk read all of the conversation, the note for it, and answer; the reporter sees who has it', async () => {
    const reporter = await handed()
    const shazia = await Officer.named(house, 'desk-karachi')
    const view = await shazia.view(reporter.sealed.id)
    const open = await openReport(view, await shazia.epochs(karachi), shazia.root)
    expect(open.conversation.messages[0]).toMatchObject({
      fault: null,
      body: { answers: { what: 'کراچی کا معاملہ' } },
    })
    expect(open.notes.messages[0]).toMatchObject({
      fault: null,
      body: { words: 'یہ آپ کے شہر کا ہے' },
    })
    expect(view).toMatchObject({
      status: 'read',
      owes: 'triage',
      handOvers: [{ reason: 'other-district' }],
    })
    expect((await shazia.reply(view.id, 'اب ہم دیکھیں گے')).status).toBe(200)
    const mailbox = await reporter.open()
    expect(mailbox.conversation.messages[1]).toMatchObject({
      fault: null,
      desk: { en: expect.stringContaining('Karachi') },
    })
    expect(mailbox.answer.steps.map((one) => one.step)).toContain('handed-over')
    expect(mailbox.answer.deskId).toBe(karachi)
  })

  it('to a desk whose key was swapped is refused in the officer’s browser', async () => {
    const reporter = await filed(house)
    const open = await sadia.open(reporter.sealed.id)
    const [to, other] = open.view.otherDesks
    const swapped = { ...to!, certificate: other!.certificate }
    await expect(handOverWrap(open, swapped, sadia.root, new Date())).rejects.toMatchObject({
      fault: 'other-desk',
    })
  })
})

it('the certificates that the server publishes verify against the root, and say whose they are', async () => {
  const { body } = await house.anyone().get('/api/reports/desks')
  expect(body.desks).toHaveLength(4)
  expect(fromBase64(body.salt)).toHaveLength(16)
  for (const desk of body.desks) {
    const said = verified(desk.certificate, body.root, {
      deskId: desk.id,
      epoch: desk.epoch,
      at: new Date(),
    })
    expect(said.name).toEqual(desk.name)
  }
})
