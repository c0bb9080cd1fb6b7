import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import type { Page } from './page-text.ts'

let house: TestHouse
let writer: Client
let second: Client

beforeAll(async () => {
  house = await testHouse()
  writer = await house.as('content-officer')
  second = await house.as('content-officer-second')
})
afterAll(() => house.close())

const page: Page = {
  en: { title: 'For fishers (made up)', lead: 'A page of a test.', body: '# One\n- a point' },
  ur: { title: 'ماہی گیروں کے لیے (فرضی)', lead: 'جانچ کا صفحہ۔', body: '# ایک\n- ایک بات' },
  sources: [{ about: { en: 'All of it', ur: 'سب' }, grade: 'M', source: 'made up for a test' }],
}
const write = (client: Client, more: object = {}, slug = 'fishers') =>
  client.post(`/api/guide/texts/${slug}/versions`, { page, note: 'Made up.', ...more })
const decide = (client: Client, id: string, state: string, words = '') =>
  client.post(`/api/guide/versions/${id}/decide`, { state, words })
const read = (slug = 'fishers', language = 'ur') =>
  house.app.inject({ method: 'GET', url: `/${language}/for/${slug}` })

describe('who is refused', () => {
  test.each(['desk-gujrat', 'supervisor-gujrat', 'oversight', 'administrator'])(
    '%s writes and publishes nothing that the public reads',
    async (handle) => {
      const client = await house.as(handle)
      expect((await write(client)).status).toBe(403)
      expect(
        (await client.post('/api/guide/texts/families/publish-shipped', { words: '' })).status,
      ).toBe(403)
    },
  )
  test('what nobody has reviewed is not out, neither a new text nor one of the software', async () => {
    await write(writer, {}, 'not-reviewed')
    expect((await read('not-reviewed')).statusCode).toBe(404)
    expect((await read('teachers')).statusCode).toBe(404)
  })
  test('nobody publishes what he wrote', async () => {
    const { id } = (await write(writer)).body
    const answer = await decide(writer, id, 'published')
    expect([answer.status, answer.body.code]).toEqual([403, 'guide/second-person-publishes'])
    await house.acting('content-officer', async (db) => {
      const { sql } = await import('kysely')
      const person = await house.person('content-officer')
      // Not past the rule of the database either.
      await expect(
        sql`update guide.text_version set state = 'published', decided_by = ${person.id},
          decided_at = now(), review_again_on = current_date where id = ${id}`.execute(db),
      ).rejects.toThrow(/check constraint/)
    })
  })
  test('a page without its Urdu, or with Urdu in English letters, is not taken', async () => {
    const empty = { ...page, ur: { title: '', lead: '', body: '' } }
    expect((await write(writer, { page: empty })).body.code).toBe('guide/title-missing')
    const roman = { ...page, ur: { title: 'Machhere', lead: 'Safha.', body: '# Aik\n- baat' } }
    expect((await write(writer, { page: roman })).body.code).toBe('guide/written-in-roman')
  })
  test('returning and taking down need a reason in words', async () => {
    const { id } = (await write(writer)).body
    expect((await decide(second, id, 'returned', ' ')).body.code).toBe('guide/reason-in-words')
  })
})

describe('a page goes out and is taken down', () => {
  test('the second officer publishes it; both languages, the office and the day stand on it', async () => {
    const { id } = (await write(writer)).body
    expect((await decide(second, id, 'published')).status).toBe(200)
    const urdu = (await read()).body
    expect(urdu).toContain(page.ur.title)
    expect(urdu).toContain('ایک بات')
    const english = (await read('fishers', 'en')).body
    expect(english).toContain(page.en.title)
    // The office, never the person.
    const person = await house.person('content-officer-second')
    expect(english).not.toContain(person.name.en)
    const home = await house.app.inject({ method: 'GET', url: '/ur/' })
    expect(home.body).toContain('/ur/for/fishers')
  })
  test('a page that is taken down is gone, and no older version comes up in its place', async () => {
    const again = (await write(writer, { note: 'Made up: second version.' })).body.id
    await decide(second, again, 'published')
    expect((await decide(writer, again, 'withdrawn', 'Made up: a number was wrong.')).status).toBe(
      200,
    )
    expect((await read()).statusCode).toBe(404)
    const [first] = (await writer.get('/api/guide/texts/fishers')).body.versions.filter(
      (one: { state: string }) => one.state === 'published',
    )
    expect((await decide(writer, first.id, 'withdrawn', 'x')).body.code).toBe('guide/text-not-out')
    expect((await writer.get('/api/guide/texts/fishers')).body.outId).toBeNull()
    const listed = (await writer.get('/api/guide/texts')).body
    expect(listed.find((one: { slug: string }) => one.slug === 'fishers').out).toBe(false)
  })
  test('what is decided once is not decided again', async () => {
    const { id } = (await write(writer)).body
    await decide(second, id, 'returned', 'Made up: shorter.')
    expect((await decide(second, id, 'published')).body.code).toBe('guide/text-already-decided')
  })
  test('a text of the software goes out once an officer has read it', async () => {
    await second.post('/api/guide/texts/families/publish-shipped', { words: '' })
    expect((await read('families')).statusCode).toBe(200)
  })
})

test('an old link leads to a page in its language that says so, and shows the ways on', async () => {
  for (const url of ['/ur/for/no-such-page', '/ur/nowhere/at/all']) {
    const answer = await house.app.inject({ method: 'GET', url })
    expect([url, answer.statusCode, answer.headers['content-type']]).toEqual([
      url,
      404,
      'text/html; charset=utf-8',
    ])
    expect(answer.body).toContain('role="alert"')
    expect(answer.body).toContain('href="/ur/help"')
  }
})

test('an address typed without its language leads a person to its page, and tells a program', async () => {
  const ask = (accept: string) =>
    house.app.inject({
      method: 'GET',
      url: '/help?from=poster',
      headers: { accept, cookie: 'lang=en' },
    })
  const person = await ask('text/html,*/*;q=0.8')
  expect([person.statusCode, person.headers.location]).toEqual([302, '/en/help'])
  const program = await ask('application/json')
  expect([program.statusCode, program.json().code]).toEqual([404, 'core/no-such-page'])
})

test('a picture to pass on is a PNG of 1080 by 1350 pixels, in both languages', async () => {
  await second.post('/api/guide/texts/kiln-and-farm-workers/publish-shipped', { words: '' })
  for (const language of ['ur', 'en']) {
    const answer = await house.app.inject({
      method: 'GET',
      url: `/api/guide/pictures/${language}/kiln-and-farm-workers`,
    })
    expect(answer.headers['content-type']).toBe('image/png')
    const bytes = answer.rawPayload
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1080, 1350])
  }
})

describe('offices near a district', () => {
  const ask = (district: string) =>
    house.app.inject({
      method: 'POST',
      url: '/ur/help',
      payload: `district=${district}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  test('a district that is none is said to be none', async () => {
    expect((await ask('PK-PB-atlantis')).statusCode).toBe(400)
  })
  test('Gujrat is shown its own offices, and none of Karachi or any shelter', async () => {
    const { statusCode, body } = await ask('PK-PB-gujrat')
    expect(statusCode).toBe(200)
    expect(body).toContain('وفاقی سرکل گجرات')
    expect(body).not.toContain('وفاقی سرکل کراچی')
    expect(body).not.toContain('سائبان گھر')
  })
})

test('a picture without a number comes back on its page, says so, and takes a typed one', async () => {
  const ask = (parts: string, url = '/en/agent/photo') =>
    house.app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'multipart/form-data; boundary=made-up' },
      payload: Buffer.from(parts, 'latin1'),
    })
  const part = (bytes: string) =>
    `--made-up\r\ncontent-disposition: form-data; name="picture"; filename="a.jpg"\r\n\r\n${bytes}\r\n--made-up--\r\n`
  expect((await ask(part('x'), '/en/agent')).statusCode).toBe(415)
  const none = await ask('--made-up--\r\n')
  const large = await ask(part('x'.repeat(12_000_001)))
  const text = await ask(part('a text'))
  expect([none, large, text].map(({ statusCode }) => statusCode)).toEqual([400, 413, 415])
  for (const { body } of [none, large, text]) {
    expect(body).toContain('role="alert"')
    expect(body).toContain('name="question"')
  }
})
