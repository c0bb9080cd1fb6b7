import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestHouse } from '../../tests/test-house.ts'
import { workingDaysAfter } from './calendar.ts'
import { getDeadlines } from './deadline-records.ts'
import { openAttachment, part, prepareFile, sealAttachment } from './sealing/attachment.ts'
import { joined, utf8 } from './sealing/bytes.ts'
import { sealFollowUp } from './sealing/reporter.ts'
import { filed, gujrat, Officer, Reporter, reportsHouse } from './stage.ts'

let house: TestHouse
beforeAll(async () => {
  house = await reportsHouse()
})
afterAll(() => house.close())

const pdf = (size: number) =>
  prepareFile(
    'خط.pdf',
    joined(utf8('%PDF-'), crypto.getRandomValues(new Uint8Array(60_000)), new Uint8Array(size)),
  )

async function sealedFile(reporter: Reporter, size = 1_200_000) {
  const { key, answer } = await reporter.open()
  return sealAttachment(pdf(size), answer.id, key.recipient)
}

describe('a mailbox stays shut', () => {
  it.each([
    ['without a header', {}],
    ['with an empty one', { 'panah-mailbox': '' }],
    ['with one that is no receipt’s', { 'panah-mailbox': `${'A'.repeat(22)}.${'B'.repeat(43)}` }],
    ['with SQL in it', { 'panah-mailbox': "' or 1=1 --" }],
  ])('%s', async (_what, headers) => {
    const answer = await house.anyone().get('/api/mailbox', headers as Record<string, string>)
    expect(answer).toMatchObject({ status: 401, body: { code: 'reports/receipt-not-known' } })
  })

  it('to the right locator with another token, and to another locator with the right token', async () => {
    const [one, other] = [await filed(house), await filed(house)]
    for (const [locator, token] of [
      [one.mailbox.locator, other.mailbox.token],
      [other.mailbox.locator, one.mailbox.token],
    ]) {
      const answer = await house
        .anyone()
        .get('/api/mailbox', { 'panah-mailbox': `${locator}.${token}` })
      expect(answer.status).toBe(401)
    }
  })

  it('to a receipt in the address, where it would be written down on the way', async () => {
    const one = await filed(house)
    const answer = await house
      .anyone()
      .get(`/api/mailbox?panah-mailbox=${one.header['panah-mailbox']}`)
    expect(answer.status).toBe(401)
  })

  it('for every way of writing to it', async () => {
    const id = crypto.randomUUID()
    const client = house.anyone()
    const wrong = { 'panah-mailbox': `${'A'.repeat(22)}.${'B'.repeat(43)}` }
    const tries = [
      client.put('/api/mailbox/follow-ups/2', { sealed: 'AAAA', epoch: 1 }, wrong),
      client.put(
        `/api/mailbox/attachments/${id}`,
        { sealedSize: 10, sha256: `${'A'.repeat(43)}=` },
        wrong,
      ),
      client.put(`/api/mailbox/attachments/${id}/parts/0`, new Uint8Array(10), wrong),
      client.get(`/api/mailbox/attachments/${id}`, wrong),
      client.post(`/api/mailbox/attachments/${id}/complete`, undefined, wrong),
    ]
    for (const answer of await Promise.all(tries)) expect(answer.status).toBe(401)
  })
})

it('the reporter never gets a note, a reason or an officer’s name', async () => {
  const reporter = await filed(house)
  const { id } = reporter.sealed
  const officer = await Officer.named(house, 'desk-gujrat')
  const { version } = await officer.view(id)
  const triage = {
    version,
    decision: 'ask-for-more',
    reason: 'place-unclear',
    note: { sequence: 1, epoch: 1, sealed: 'AAAA' },
  }
  expect((await officer.client.post(`/api/desk/reports/${id}/triage`, triage)).status).toBe(200)
  const answer = await reporter.get('/api/mailbox')
  expect(answer.body.envelopes).toHaveLength(1)
  const text = JSON.stringify(answer.body)
  for (const hidden of ['internal', 'place-unclear', 'Sadia', 'سعدیہ'])
    expect(text).not.toContain(hidden)
  expect(answer.body.steps.map((one: { step: string }) => one.step)).toEqual([
    'received',
    'read',
    'decided',
  ])
})

describe('a follow-up', () => {
  it('in a place that is taken or beyond the next is refused, and nothing is lost', async () => {
    const reporter = await filed(house)
    const open = await reporter.open()
    const first = await sealFollowUp(open, { words: 'ایک', files: [] })
    const second = await sealFollowUp(open, { words: 'دو', files: [] })
    expect((await reporter.put('/api/mailbox/follow-ups/3', first.body)).body.code).toBe(
      'reports/conversation-moved-on',
    )
    expect((await reporter.put('/api/mailbox/follow-ups/2', first.body)).status).toBe(200)
    expect(await reporter.put('/api/mailbox/follow-ups/2', second.body)).toMatchObject({
      status: 409,
      body: { code: 'reports/conversation-moved-on' },
    })
    expect((await reporter.put('/api/mailbox/follow-ups/1', second.body)).status).toBe(409)
  })

  it('sent twice is stored once and answered alike; the desk owes an answer within three working days', async () => {
    const reporter = await filed(house)
    const { id } = reporter.sealed
    const officer = await Officer.named(house, 'desk-gujrat')
    const { version } = await officer.view(id)
    await officer.client.post(`/api/desk/reports/${id}/triage`, {
      version,
      decision: 'ask-for-more',
      reason: 'people-unclear',
    })
    await officer.reply(id, 'کون لے گیا؟')
    expect((await officer.view(id)).owes).toBe('nothing')
    const { sequence, body } = await sealFollowUp(await reporter.open(), {
      words: 'سلیم نام ہے',
      files: [],
    })
    const sent = await reporter.put(`/api/mailbox/follow-ups/${sequence}`, body)
    const again = await reporter.put(`/api/mailbox/follow-ups/${sequence}`, body)
    expect(again).toMatchObject({ status: 200, body: sent.body })
    const deadlines = await house.asSystem(getDeadlines)
    const three = workingDaysAfter(new Date(sent.body.at), 3, deadlines.calendar)
    expect(sent.body.dueAt).toBe(three.toISOString())
    const seen = await officer.open(id)
    expect(seen.view).toMatchObject({ owes: 'reply', status: 'read' })
    expect(seen.conversation.messages.map((one) => one.fault)).toEqual([null, null, null])
    expect(seen.conversation.messages[2]!.body).toMatchObject({ words: 'سلیم نام ہے' })
  })
})

describe('an attachment that does not count', () => {
  it('is one over 25 MiB', async () => {
    const reporter = await filed(house)
    const announced = { sealedSize: 27 * 1024 * 1024, sha256: `${'A'.repeat(43)}=` }
    const answer = await reporter.put(`/api/mailbox/attachments/${crypto.randomUUID()}`, announced)
    expect(answer).toMatchObject({ status: 413, body: { code: 'reports/attachment-too-large' } })
  })

  it('is the eleventh at a time', async () => {
    const reporter = await filed(house)
    const announce = () =>
      reporter.put(`/api/mailbox/attachments/${crypto.randomUUID()}`, {
        sealedSize: 10,
        sha256: `${'A'.repeat(43)}=`,
      })
    for (let count = 0; count < 10; count++) expect((await announce()).status).toBe(200)
    expect(await announce()).toMatchObject({
      status: 409,
      body: { code: 'reports/too-many-attachments' },
    })
  })

  it('has a part of a wrong size, a part that is not there, or a part too large', async () => {
    const reporter = await filed(house)
    const { upload } = await sealedFile(reporter)
    const url = `/api/mailbox/attachments/${upload.id}`
    await reporter.put(url, { sealedSize: upload.sealedSize, sha256: upload.sha256 })
    expect((await reporter.put(`${url}/parts/0`, new Uint8Array(10))).body.code).toBe(
      'reports/part-of-wrong-size',
    )
    expect((await reporter.put(`${url}/parts/2`, new Uint8Array(10))).body.code).toBe(
      'reports/part-of-wrong-size',
    )
    expect((await reporter.put(`${url}/parts/0`, new Uint8Array(1_048_577))).status).toBe(413)
    expect((await reporter.get(url)).body).toMatchObject({ partsHere: [], complete: false })
  })

  it('lacks a part: the connection was lost, and the desk does not get half a file', async () => {
    const reporter = await filed(house)
    const { upload } = await sealedFile(reporter)
    const url = `/api/mailbox/attachments/${upload.id}`
    await reporter.put(url, { sealedSize: upload.sealedSize, sha256: upload.sha256 })
    await reporter.put(`${url}/parts/1`, part(upload.sealed, 1))
    expect(await reporter.post(`${url}/complete`)).toMatchObject({
      status: 409,
      body: { code: 'reports/parts-missing', values: { here: 1, parts: 2 } },
    })
    const officer = await Officer.named(house, 'desk-gujrat')
    const download = await officer.client.get(
      `/api/desk/reports/${reporter.sealed.id}/attachments/${upload.id}`,
    )
    expect(download).toMatchObject({
      status: 409,
      body: { code: 'reports/attachment-not-here-yet' },
    })
    // After the connection is back only what is missing is sent.
    expect((await reporter.get(url)).body.partsHere).toEqual([1])
    await reporter.put(`${url}/parts/0`, part(upload.sealed, 0))
    expect((await reporter.post(`${url}/complete`)).body.complete).toBe(true)
  })

  it('was changed on its way, and counts after the part is sent again', async () => {
    const reporter = await filed(house)
    const { upload } = await sealedFile(reporter)
    const url = `/api/mailbox/attachments/${upload.id}`
    await reporter.put(url, { sealedSize: upload.sealedSize, sha256: upload.sha256 })
    await reporter.put(`${url}/parts/0`, part(upload.sealed, 0))
    const spoiled = part(upload.sealed, 1)
    spoiled[3]! ^= 1
    await reporter.put(`${url}/parts/1`, spoiled)
    expect(await reporter.post(`${url}/complete`)).toMatchObject({
      status: 409,
      body: { code: 'reports/attachment-damaged' },
    })
    await reporter.put(`${url}/parts/1`, part(upload.sealed, 1))
    expect((await reporter.post(`${url}/complete`)).status).toBe(200)
  })

  it('has the number of another', async () => {
    const reporter = await filed(house)
    const { upload } = await sealedFile(reporter)
    await reporter.upload(upload)
    const answer = await reporter.put(`/api/mailbox/attachments/${upload.id}`, {
      sealedSize: 10,
      sha256: upload.sha256,
    })
    expect(answer).toMatchObject({ status: 409, body: { code: 'reports/another-attachment' } })
  })
})

it('an attachment goes to the desk once, byte for byte, however often its parts are repeated', async () => {
  const file = pdf(2_000_000)
  const reporter = await Reporter.at(house)
  const { uploads } = await reporter.seal(gujrat, { what: 'تصویر ساتھ ہے' }, [file])
  await reporter.send()
  await reporter.upload(uploads[0]!)
  expect((await reporter.upload(uploads[0]!)).body.complete).toBe(true)
  const officer = await Officer.named(house, 'desk-gujrat')
  const open = await officer.open(reporter.sealed.id)
  expect(open.view.attachments).toHaveLength(1)
  const body = open.conversation.messages[0]!.body
  if (body?.kind !== 'report') throw new Error('no report')
  const note = body.files[0]!
  const { bytes } = await officer.client.get(
    `/api/desk/reports/${open.view.id}/attachments/${note.id}`,
  )
  const opened = await openAttachment(bytes, open.key.identity, open.view.id, note)
  expect(opened.name).toBe('خط.pdf')
  expect(Buffer.from(opened.bytes).equals(Buffer.from(file.bytes))).toBe(true)
})

it('an upload that nobody finished is forgotten after a week, a finished one never', async () => {
  const reporter = await filed(house)
  const { upload } = await sealedFile(reporter)
  await reporter.upload(upload)
  const left = crypto.randomUUID()
  await reporter.put(`/api/mailbox/attachments/${left}`, { sealedSize: 10, sha256: upload.sha256 })
  const { rhythms } = await import('./jobs.ts')
  await rhythms[0]!.run({ ...house, now: () => new Date(Date.now() + 6.9 * 86_400_000) })
  expect((await reporter.get(`/api/mailbox/attachments/${left}`)).status).toBe(200)
  await rhythms[0]!.run({ ...house, now: () => new Date(Date.now() + 7.1 * 86_400_000) })
  expect((await reporter.get(`/api/mailbox/attachments/${left}`)).status).toBe(404)
  expect((await reporter.get(`/api/mailbox/attachments/${upload.id}`)).status).toBe(200)
  const { rows } = await house.asSystem((db) =>
    sql`select 1 from reports.attachment_part where attachment_id = ${left}`.execute(db),
  )
  expect(rows).toEqual([])
})
