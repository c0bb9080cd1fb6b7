import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { asCsv, madeUpLicensee, madeUpList } from './made-up-list.ts'

let house: TestHouse
let protector: Client
let director: Client

beforeAll(async () => {
  house = await testHouse({ smsKey: 'made-up-gateway-key' })
  protector = await house.as('protector-lahore')
  director = await house.as('director-emigration')
})
afterAll(() => house.close())

const today = new Date().toISOString().slice(0, 10)
const bring = (client: Client, text: string, asOf = '2026-01-31') =>
  client.post(
    `/api/recruiters/imports?kind=overseas-employment-promoter&asOf=${asOf}&fileName=list.csv`,
    Buffer.from(text),
  )
async function bringIn(text: string): Promise<string> {
  const { body } = await bring(protector, text)
  const { body: preview } = await protector.get(`/api/recruiters/imports/${body.id}`)
  const url = `/api/recruiters/imports/${body.id}/apply`
  expect((await protector.post(url, { version: preview.version })).status).toBe(200)
  return body.id
}
const find = async (text: string) =>
  (await protector.post('/api/recruiters/search', { text })).body.items as {
    why: string
    licensee: { id: string; licenceNumber: string; status: string; version: number }
  }[]

describe('who is refused', () => {
  test('an investigator of another kind of agency neither brings lists nor records steps or complaints', async () => {
    const other = await house.as('investigator-gujrat')
    const refused = { status: 403, code: 'recruiters/not-the-authority' }
    expect((await bring(other, asCsv([]))).body).toMatchObject(refused)
    expect((await other.get('/api/recruiters/imports')).body).toMatchObject(refused)
    expect((await other.get('/api/recruiters/inspect-first')).body).toMatchObject(refused)
    const complaint = { named: 'Somebody', kind: 'overcharge', receivedOn: today, words: 'made up' }
    expect((await other.post('/api/recruiters/complaints', complaint)).body).toMatchObject(refused)
  })

  test('a file that is no list changes nothing', async () => {
    expect((await bring(protector, 'hello')).body.code).toBe('recruiters/list-without-headings')
    expect((await protector.get('/api/recruiters/imports')).body.items).toEqual([])
  })

  test('a list from the future is refused', async () => {
    expect((await bring(protector, asCsv([]), '2199-01-01')).body.code).toBe(
      'recruiters/day-in-future',
    )
  })
})

describe('the register', () => {
  let listId: string

  test('a list of 5,104 is looked at first: its sum does not close and 28 lines have no state', async () => {
    const { body } = await bring(protector, asCsv(madeUpList()))
    listId = body.id
    const { body: read } = await protector.get(`/api/recruiters/imports/${listId}`)
    const stated = {
      total: 5104,
      valid: 2760,
      surrendered: 832,
      invalid: 9,
      expired: 668,
      cancelled: 807,
    }
    const named = await protector.put(`/api/recruiters/imports/${listId}`, {
      mapping: read.mapping,
      stated,
      version: read.version,
    })
    expect(named.body.preview).toMatchObject({ added: 5076, changed: 0, asideInAll: 28 })
    expect(named.body.preview.sums).toMatchObject({
      partsSum: 5076,
      partsMissing: 28,
      closes: false,
    })
    expect(named.body.preview.aside[0].doubts).toEqual(['status-not-known'])
    expect((await protector.get('/api/recruiters')).body.items).toEqual([])
  })

  test('brought in, it counts as the list does, and a second time it is refused', async () => {
    const { body } = await protector.get(`/api/recruiters/imports/${listId}`)
    const url = `/api/recruiters/imports/${listId}/apply`
    expect((await protector.post(url, { version: body.version })).status).toBe(200)
    const counts = (await protector.get('/api/recruiters/counts')).body.items
    expect(
      Object.fromEntries(counts.map((one: { status: string; n: number }) => [one.status, one.n])),
    ).toEqual({
      valid: 2760,
      surrendered: 832,
      invalid: 9,
      expired: 668,
      cancelled: 807,
    })
    expect((await protector.post(url, { version: body.version + 1 })).body.code).toBe(
      'recruiters/list-is-applied',
    )
  })

  test('a licensee is found by number, part of it, phone, and name in Urdu or Roman letters', async () => {
    const one = madeUpLicensee(45, 'Valid')
    const [byNumber] = await find(one.licence.toLowerCase())
    expect(byNumber).toMatchObject({ why: 'same-number', licensee: { licenceNumber: one.licence } })
    expect((await find('1045')).map((hit) => hit.licensee.licenceNumber)).toEqual([one.licence])
    const [byPhone] = await find('+92 300 0000045')
    expect(byPhone).toMatchObject({ why: 'same-phone', licensee: { licenceNumber: one.licence } })
    const words = one.nameEn.split(' ').slice(0, 2).join(' ')
    const urdu = one.nameUr.split(' ').slice(0, 2).join(' ')
    for (const asked of [words, words.toUpperCase(), urdu]) {
      expect(
        (await find(asked)).map((hit) => hit.licensee.licenceNumber),
        asked,
      ).toContain(one.licence)
    }
  })

  test('a name that nobody has finds nobody', async () => {
    expect(await find('Xylophone Quartzite Overseas')).toEqual([])
  })

  test('a pasted advert is read for its phones', async () => {
    const [hit] = await find('Dubai jobs! Visa free. Call now 0300-0000007 salary 5000 dirham')
    expect(hit).toMatchObject({ why: 'same-phone' })
  })

  test('the next list changes states and keeps what it leaves empty; undoing it puts all back', async () => {
    const [before] = await find('MPD/1001/KHI')
    const next = `Licence No,Name,Status,Phone\n1001/KHI ignored,X,Valid,\nMPD/1001/KHI,,Suspended,\n`
    const { body } = await bring(
      protector,
      next.replace('1001/KHI ignored', 'MPD/9999/KHI'),
      '2026-02-28',
    )
    const { body: read } = await protector.get(`/api/recruiters/imports/${body.id}`)
    // The second line has no name: it is kept aside until the mapping or the file says one.
    expect(read.preview).toMatchObject({ added: 1, asideInAll: 1 })
    const named = `Licence No,Name,Status,Phone\nMPD/9999/KHI,New Made Up Firm,Valid,\nMPD/1001/KHI,${madeUpLicensee(1, '').nameEn},Suspended,\n`
    const second = await bringIn(named)
    const [during] = await find('MPD/1001/KHI')
    expect(during!.licensee).toMatchObject({ status: 'suspended' })
    expect((await find('0300-0000001'))[0]!.licensee.licenceNumber).toBe('MPD/1001/KHI')
    const { body: applied } = await protector.get(`/api/recruiters/imports/${second}`)
    expect(applied.outcome).toMatchObject({ added: 1, changed: 1 })
    const url = `/api/recruiters/imports/${second}/undo`
    expect((await protector.post(url, { version: applied.version })).status).toBe(200)
    const [after] = await find('MPD/1001/KHI')
    expect(after!.licensee.status).toBe(before!.licensee.status)
    expect(await find('MPD/9999/KHI')).toEqual([])
  })
})

describe('orders', () => {
  test('an officer of the authority cannot suspend; the director can, with a number, and the public page says so', async () => {
    const one = madeUpLicensee(120, 'Valid')
    const licensee = (await find(one.licence))[0]!.licensee
    const url = `/api/recruiters/licensees/${licensee.id}/steps`
    const body = {
      why: 'order-of-suspension',
      on: today,
      orderNumber: 'DG/77/2026',
      version: licensee.version,
    }
    expect((await protector.post(url, body)).body.code).toBe('recruiters/not-the-authority')
    expect((await director.post(url, { ...body, orderNumber: '' })).body.code).toBe(
      'recruiters/order-number-missing',
    )
    expect((await director.post(url, body)).status).toBe(200)
    expect((await director.post(url, body)).body.code).toBe('recruiters/step-out-of-order')
    const { body: read } = await director.get(`/api/recruiters/licensees/${licensee.id}`)
    expect(read.history.at(-1)).toMatchObject({ to: 'suspended', orderNumber: 'DG/77/2026' })
    const page = await ask('en', one.licence)
    expect(page).toContain('Not licensed now')
    expect(page).toContain('DG/77/2026')
  })
})

async function ask(lang: string, question: string): Promise<string> {
  const answer = await house.app.inject({
    method: 'POST',
    url: `/${lang}/agent`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ question }).toString(),
  })
  expect(answer.statusCode).toBe(200)
  return answer.body.replaceAll(/<\/?bdi[^>]*>/g, '')
}

describe('the public check', () => {
  test('an empty question is told what to write', async () => {
    const answer = await house.app.inject({
      method: 'POST',
      url: '/en/agent',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'question=+',
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('Write a number, a phone or a name')
  })

  test('who is licensed, who was cancelled and who is not there get three different answers', async () => {
    expect(await ask('en', madeUpLicensee(200, 'Valid').licence)).toContain('Licensed</b>')
    expect(await ask('en', madeUpLicensee(5000, 'Cancelled').licence)).toContain('Not licensed now')
    const nobody = await ask('en', 'MPD/77777/LHR')
    expect(nobody).toContain('Not in the register')
    expect(nobody).toContain('no proof')
  })

  test('a script in the question stays a text', async () => {
    const page = await ask('en', '<script>alert(1)</script>')
    expect(page).not.toContain('<script>alert')
  })

  test('an offer is weighed without a script; what is not answered is not a no', async () => {
    const answer = await house.app.inject({
      method: 'POST',
      url: '/ur/offer',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'visit-visa=yes&hurry=no',
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain('رُک جائیں')
  })
})

describe('complaints', () => {
  const complaint = {
    kind: 'overcharge',
    receivedOn: today,
    contractOn: '2010-06-01',
    joinedOn: '2010-07-01',
    paid: 250_000,
    receiptedCosts: 90_000,
    salaryUsd: 500,
    complainant: 'Made Up Complainant',
    phone: '0300 0000999',
    words: 'He took the money and gave no receipt. (made up)',
  }

  test('a complaint against nobody, or with days that cannot be, is named field by field', async () => {
    const { body } = await protector.post('/api/recruiters/complaints', {
      ...complaint,
      joinedOn: '1925-01-01',
      contractOn: '2199-01-01',
    })
    expect(body).toMatchObject({ status: 400, code: 'recruiters/complaint-not-as-asked' })
    expect(Object.keys(body.fields).sort()).toEqual(['contractOn', 'joinedOn', 'named'])
  })

  test('goes from the protector to an order, and nobody outside the agency reads it before it is sent on', async () => {
    const licensee = (await find(madeUpLicensee(300, 'Valid').licence))[0]!.licensee
    const { body: made } = await protector.post('/api/recruiters/complaints', {
      ...complaint,
      licenseeId: licensee.id,
    })
    const url = `/api/recruiters/complaints/${made.id}`
    const outside = await house.as('investigator-gujrat')
    expect((await outside.get(url)).status).toBe(404)
    const { body: read } = await protector.get(url)
    expect(read).toMatchObject({ allowed: 96_000, over: 154_000, sixMonths: { tooLate: true } })
    let version = read.version
    for (const [to, outcome] of [
      ['before-director-general', null],
      ['show-cause', null],
      ['hearing', null],
      ['ordered', 'licence-suspended'],
    ] as const) {
      const moved = await protector.post(`${url}/steps`, { to, on: today, outcome, version })
      expect(moved.status, to).toBe(200)
      version += 1
    }
    const { body: after } = await protector.get(url)
    expect(after.steps.map((step: { stage: string }) => step.stage)).toEqual([
      'before-director-general',
      'show-cause',
      'hearing',
      'ordered',
    ])
    const sent = await protector.post(`${url}/steps`, { to: 'sent-to-fia', on: today, version })
    expect(sent.status).toBe(200)
    // Rule 29(4): the file goes to the federal investigators, and to nobody else.
    expect((await outside.get(url)).status).toBe(200)
    expect((await (await house.as('investigator-police-lahore')).get(url)).status).toBe(404)
    expect((await (await house.as('shelter-lahore')).get(url)).status).toBe(403)
  })

  test('whoever is named without a licence is met again under another spelling', async () => {
    const named = { kind: 'no-job-after-payment', receivedOn: today, words: 'made up' }
    const first = await protector.post('/api/recruiters/complaints', {
      ...named,
      named: 'Akram Bajwa',
    })
    const second = await protector.post('/api/recruiters/complaints', {
      ...named,
      named: 'اکرم باجوہ',
    })
    expect([first.status, second.status]).toEqual([200, 200])
    const { body } = await protector.get(`/api/recruiters/complaints/${second.body.id}`)
    expect(body).toMatchObject({ alike: 1, limb: '22(b)' })
    const step = { to: 'before-director-general', on: today, version: 1 }
    await protector.post(`/api/recruiters/complaints/${second.body.id}/steps`, step)
    const heard = await protector.post(`/api/recruiters/complaints/${second.body.id}/steps`, {
      to: 'show-cause',
      on: today,
      version: 2,
    })
    expect(heard.body.code).toBe('recruiters/no-licence-to-hear')
  })

  test('names and words are sealed at rest', async () => {
    const { rows } = await house.asSystem(async (db) => {
      return sql<{
        text: string
      }>`select to_jsonb(c)::text as text from recruiters.complaint c`.execute(db)
    })
    const all = rows.map((row) => row.text).join('\n')
    for (const word of ['Complainant', 'gave no receipt', 'Akram', 'باجوہ', '0000999'])
      expect(all).not.toContain(word)
  })

  test('the firm complained of stands where to inspect first, with the reason', async () => {
    const { body } = await protector.get('/api/recruiters/inspect-first')
    expect(body.items[0].licensee.licenceNumber).toBe(madeUpLicensee(300, 'Valid').licence)
    expect(body.items[0].reasons).toContainEqual({ code: 'complaints', count: 1 })
  })

  test('a phone of a licensee’s office, named without its licence, leads to that licensee and its other complaints', async () => {
    const { licence, phone } = madeUpLicensee(301, 'Valid')
    const licensee = (await find(licence))[0]!.licensee
    const complaint = { kind: 'overcharge', receivedOn: today, words: 'made up' }
    const record = async (of: object) => {
      const { status, body } = await protector.post('/api/recruiters/complaints', {
        ...complaint,
        ...of,
      })
      expect(status, JSON.stringify(body)).toBe(200)
      return (await protector.get(`/api/recruiters/complaints/${body.id}`)).body
    }
    const against = await record({ licenseeId: licensee.id, namedPhones: [phone] })
    expect(against).toMatchObject({ alike: 0, phoneOf: [] })
    const nameless = await record({ named: 'A man at a stall (made up)', namedPhones: [phone] })
    expect(nameless).toMatchObject({
      licensee: null,
      alike: 1,
      phoneOf: [{ id: licensee.id, licenceNumber: licence }],
    })
    const elsewhere = await record({
      named: 'Another man (made up)',
      namedPhones: ['0300 9999123'],
    })
    expect(elsewhere).toMatchObject({ alike: 0, phoneOf: [] })
    const of = await protector.get(`/api/recruiters/complaints?licensee=${licensee.id}`)
    expect(of.body.items.map(({ id }: { id: string }) => id).sort()).toEqual(
      [against.id, nameless.id].sort(),
    )
  })
})

describe('SMS', () => {
  const send = (
    text: string | Buffer,
    more: Record<string, string> = {},
    key = 'made-up-gateway-key',
  ) =>
    house.app.inject({
      method: 'POST',
      url: `/api/recruiters/sms?key=${key}`,
      headers: {
        'content-type': 'text/plain',
        'x-kannel-from': '+923000000123',
        'x-kannel-time': String(Math.random()),
        ...more,
      },
      payload: text,
    })

  test('whoever does not have the key is not answered', async () => {
    expect((await send('MPD/1002/RWP', {}, 'wrong')).statusCode).toBe(403)
  })

  test('Roman letters get Roman Urdu, Urdu letters get Urdu', async () => {
    const one = madeUpLicensee(2, 'Valid')
    const roman = await send(one.licence)
    expect(roman.body).toContain('DURUST')
    const urdu = Buffer.from(one.nameUr.split(' ').slice(0, 2).join(' '), 'utf16le').swap16()
    const answer = await send(urdu, { 'content-type': 'text/plain; charset=UTF-16BE' })
    expect(answer.body).toMatch(/لائسنس|ملتے/)
  })

  test('rubbish gets an answer that says how to ask, and one sent twice is answered once', async () => {
    const first = await send('???', { 'x-kannel-id': 'same' })
    const again = await send('???', { 'x-kannel-id': 'same' })
    expect(first.body).toContain('1234/LHR')
    expect(again.body).toBe(first.body)
    expect(await rowsOf('same')).toBe(1)
  })

  test('600 messages of one sender get twenty answers in an hour, the rest silence', {
    timeout: 120_000,
  }, async () => {
    const answers = []
    for (let i = 0; i < 600; i++)
      answers.push((await send('MPD/1002/RWP', { 'x-kannel-from': '+923009999999' })).body)
    expect(answers.filter(Boolean)).toHaveLength(20)
  })

  test('no row tells who asked', async () => {
    const { rows } = await house.asSystem((db) =>
      sql<{ text: string }>`select to_jsonb(m)::text as text from recruiters.message m`.execute(db),
    )
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.map((row) => row.text).join()).not.toContain('92300')
  })
})

async function rowsOf(id: string): Promise<number> {
  const { rows } = await house.asSystem((db) =>
    sql<{ n: number }>`select count(*)::int as n from recruiters.message where id = ${id}`.execute(
      db,
    ),
  )
  return rows[0]!.n
}
