import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { madeUpMp3, madeUpTag } from './made-up-sound.ts'
import type { Page } from './page-text.ts'
import { LARGEST_RECORDING } from './recording.ts'

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
const sound = madeUpMp3(12)

const write = async (slug: string) =>
  (await writer.post(`/api/guide/texts/${slug}/versions`, { page, note: 'Made up.' })).body.id
const publishText = (id: string) =>
  second.post(`/api/guide/versions/${id}/decide`, { state: 'published', words: '' })
const out = async (slug: string) => {
  const id = await write(slug)
  expect((await publishText(id)).status).toBe(200)
  return id
}
const add = (client: Client, version: string, bytes: Uint8Array = sound, language = 'ur') =>
  client.post(`/api/guide/versions/${version}/recordings?language=${language}&seconds=95`, bytes)
const decide = (client: Client, id: string, state: string, words = '') =>
  client.post(`/api/guide/recordings/${id}/decide`, { state, words })
const see = async (slug: string, language = 'ur') =>
  (await house.app.inject({ method: 'GET', url: `/${language}/for/${slug}` })).body
const play = (id: string, range?: string) =>
  house.anyone().get(`/api/guide/audio/${id}`, range ? { range } : {})

describe('who is refused', () => {
  test.each(['desk-gujrat', 'supervisor-gujrat', 'oversight', 'administrator'])(
    '%s adds, hears and publishes no recording',
    async (handle) => {
      const client = await house.as(handle)
      const text = await write('refused')
      const { id } = (await add(writer, text)).body
      expect((await add(client, text)).status).toBe(403)
      expect((await client.get(`/api/guide/recordings/${id}`)).status).toBe(403)
      expect((await client.get('/api/guide/texts/refused/recordings')).status).toBe(403)
      expect((await decide(client, id, 'published')).status).toBe(403)
    },
  )
  test('the public hears nothing that nobody has reviewed', async () => {
    const { id } = (await add(writer, await out('not-heard'))).body
    expect((await house.anyone().get(`/api/guide/recordings/${id}`)).status).toBe(401)
    expect((await play(id)).status).toBe(404)
    expect(await see('not-heard')).not.toContain('<audio')
  })
  test('nobody publishes what he added, not past the rule of the database either', async () => {
    const { id } = (await add(writer, await out('own'))).body
    const answer = await decide(writer, id, 'published')
    expect([answer.status, answer.body.code]).toEqual([403, 'guide/second-person-hears'])
    const person = await house.person('content-officer')
    await house.acting('content-officer', (db) =>
      expect(
        sql`update guide.recording set state = 'published', decided_by = ${person.id},
          decided_at = now() where id = ${id}`.execute(db),
      ).rejects.toThrow(/check constraint/),
    )
  })
  test('a picture under the name of a recording is not taken', async () => {
    const answer = await add(writer, await write('picture'), new Uint8Array([0xff, 0xd8, 0xff, 1]))
    expect([answer.status, answer.body.code]).toEqual([400, 'guide/no-recording'])
  })
  test('what the file says of its maker is not kept', async () => {
    const tagged = Buffer.concat([madeUpTag('Recorded by Madeup Khan'), sound])
    const { id } = (await add(writer, await write('tagged'), tagged)).body
    const heard = await writer.get(`/api/guide/recordings/${id}`)
    expect(heard.bytes.equals(sound)).toBe(true)
  })
  test('a file that cannot be stripped is not taken', async () => {
    const answer = await add(writer, await write('odd'), madeUpTag('made up'))
    expect([answer.status, answer.body.code]).toEqual([400, 'guide/recording-not-stripped'])
  })
  test('more than 8 MB are not taken', async () => {
    const large = new Uint8Array(LARGEST_RECORDING + 1)
    large.set(sound)
    expect((await add(writer, await write('large'), large)).status).toBe(413)
  })
  test('no recording is added to a version that is none', async () => {
    const none = '00000000-0000-7000-8000-000000000000'
    expect((await add(writer, none)).status).toBe(404)
  })
  test('returning and taking down need a reason in words', async () => {
    const { id } = (await add(writer, await write('reason'))).body
    expect((await decide(second, id, 'returned', ' ')).body.code).toBe('guide/reason-in-words')
  })
})

describe('a recording goes out and is taken down', () => {
  let text: string
  let recording: string
  beforeAll(async () => {
    text = await out('fishers')
    recording = (await add(writer, text)).body.id
  })
  test('the second officer hears it, byte for byte, before it is out', async () => {
    const heard = await second.get(`/api/guide/recordings/${recording}`)
    expect(heard.headers['content-type']).toBe('audio/mpeg')
    expect(heard.bytes.equals(sound)).toBe(true)
  })
  test('published, its page has a player that loads nothing by itself, in that language alone', async () => {
    expect((await decide(second, recording, 'published')).status).toBe(200)
    const urdu = await see('fishers')
    expect(urdu).toMatch(/<audio[^>]*preload="none"/)
    expect(urdu).not.toContain('autoplay')
    expect(urdu).toContain(`/api/guide/audio/${recording}`)
    expect(await see('fishers', 'en')).not.toContain('<audio')
  })
  test('its page may play from here and no other page may', async () => {
    const policy = async (url: string) =>
      String((await house.anyone().get(url)).headers['content-security-policy'])
    expect(await policy('/ur/for/fishers')).toContain("media-src 'self'")
    expect(await policy('/ur/help')).not.toContain('media-src')
  })
  test('a player gets the piece that it asks for, and nothing stays on the phone', async () => {
    const piece = await play(recording, 'bytes=3-10')
    expect(piece.status).toBe(206)
    expect(piece.headers['content-range']).toBe(`bytes 3-10/${sound.length}`)
    expect(piece.headers['cache-control']).toBe('no-store')
    expect(piece.bytes.equals(sound.subarray(3, 11))).toBe(true)
    const whole = await play(recording)
    expect([whole.status, whole.headers['accept-ranges']]).toEqual([200, 'bytes'])
    expect(whole.bytes.equals(sound)).toBe(true)
    expect((await play(recording, `bytes=${sound.length}-`)).status).toBe(416)
  })
  test('a newer text silences the recording of the older one', async () => {
    const slug = 'newer'
    const { id } = (await add(writer, await out(slug))).body
    await decide(second, id, 'published')
    expect(await see(slug)).toContain('<audio')
    await out(slug)
    expect(await see(slug)).not.toContain('<audio')
    expect((await play(id)).status).toBe(404)
  })
  test('a page that is taken down is not heard either', async () => {
    const version = await out('gone')
    const { id } = (await add(writer, version)).body
    await decide(second, id, 'published')
    await writer.post(`/api/guide/versions/${version}/decide`, {
      state: 'withdrawn',
      words: 'Made up.',
    })
    expect((await play(id)).status).toBe(404)
  })
  test('what is taken down is gone, and no older recording comes up in its place', async () => {
    const later = (await add(writer, text)).body.id
    await decide(second, later, 'published')
    expect((await play(recording)).status).toBe(404)
    const older = await decide(writer, recording, 'withdrawn', 'Made up.')
    expect(older.body.code).toBe('guide/recording-not-out')
    expect((await decide(writer, later, 'withdrawn', 'Made up: a slip.')).status).toBe(200)
    expect(await see('fishers')).not.toContain('<audio')
    for (const id of [recording, later]) expect((await play(id)).status).toBe(404)
  })
  test('what is decided once is not decided again', async () => {
    const { id } = (await add(writer, text)).body
    await decide(second, id, 'returned', 'Made up: too fast.')
    expect((await decide(second, id, 'published')).body.code).toBe(
      'guide/recording-already-decided',
    )
  })
})
