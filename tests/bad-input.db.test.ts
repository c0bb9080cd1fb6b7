import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestHouse, testHouse } from './test-house.ts'

/** What the API does with what no form would send: a clear refusal that names the field, never a 5xx. */
let house: TestHouse
let investigator: Client
let caseId = ''

beforeAll(async () => {
  house = await testHouse()
  investigator = await house.as('investigator-gujrat')
  caseId = (await investigator.post('/api/cases', { title: 'Made up' })).body.id
})
afterAll(() => house.close())

const names = [
  'عدیل رانجھا',
  'Adeel Rānjhā',
  'ਅਦੀਲ ਰਾਂਝਾ',
  'অদীল',
  '李小龍',
  'Αδέλ',
  'Адиль',
  '𞤀𞤣𞤢𞤥',
  'O’Neill-Müller, Jr.',
  '👩‍👧 (signs with this)',
]
const hostile = [
  `'; drop table cases.case_file; --`,
  `" or 1=1 --`,
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
  '$t(work.close)',
  '#{7*7}',
  '%00%0a..%2f..%2fetc/passwd',
  '=HYPERLINK("http://example.org")',
  '\u202Egpj.exe',
]

describe('a text is kept letter by letter', () => {
  test.each([...names, ...hostile])('%s', async (text) => {
    const { status, body } = await investigator.post('/api/cases', {
      title: text,
      summary: text,
      persons: [{ roles: ['victim'], name: text, fatherName: text, address: text }],
      incidents: [{ kind: 'Exploitation', placeWords: text, description: text }],
    })
    expect(status).toBe(200)
    const file = (await investigator.get(`/api/cases/${body.id}`)).body
    expect(file).toMatchObject({ title: text, summary: text })
    expect(file.persons[0]).toMatchObject({ name: text, fatherName: text })
    const { address } = (
      await investigator.post(`/api/cases/${body.id}/persons/${file.persons[0].id}/reveal`)
    ).body
    expect(address).toBe(text)
    const [incident] = (await investigator.get(`/api/cases/${body.id}/incidents`)).body
    expect(incident).toMatchObject({ placeWords: text, description: text })
    const search = encodeURIComponent(text)
    expect((await investigator.get(`/api/cases?whose=team&q=${search}`)).status).toBeLessThan(500)
  })
})

describe('100,000 characters', () => {
  test('fit where a story is told, and one more is refused by its field', async () => {
    const open = (summary: string) => investigator.post('/api/cases', { title: 'Long', summary })
    const long = 'ب'.repeat(100_000)
    const made = await open(long)
    expect((await investigator.get(`/api/cases/${made.body.id}`)).body.summary).toBe(long)
    const refused = await open(`${long}ب`)
    expect([refused.status, refused.body.code]).toEqual([400, 'core/not-as-asked'])
    expect(refused.body.fields.summary).toContain('core/maxLength')
  })

  test.each([
    ['title', '/api/cases', (text: string) => ({ title: text })],
    [
      'words',
      '/api/break-glass',
      (text: string) => ({ caseId, reason: 'court-order', words: text }),
    ],
  ] as const)('are too many for a %s, which the answer names', async (field, url, bodyOf) => {
    const { status, body } = await investigator.post(url, bodyOf('x'.repeat(100_000)))
    expect(status).toBe(400)
    expect(Object.keys(body.fields)).toContain(field)
  })
})

describe('a value outside its list', () => {
  test.each([
    ['a role', '/persons', { roles: ['trafficker'] }, 'roles'],
    ['a sex', '/persons', { roles: ['victim'], sex: 'Unknown' }, 'sex'],
    ['a kind of event', '/incidents', { kind: 'Robbery' }, 'kind'],
    [
      'a fact',
      '/allegations',
      { fact: 'is-guilty', restsOn: 'statement', certainty: 'said', saidByWords: 'x' },
      'fact',
    ],
    [
      'a certainty',
      '/allegations',
      { fact: 'recruited', restsOn: 'statement', certainty: 'sure', saidByWords: 'x' },
      'certainty',
    ],
  ])('of %s is refused, and the answer names the field', async (_what, path, body, field) => {
    const answer = await investigator.post(`/api/cases/${caseId}${path}`, body)
    expect([answer.status, answer.body.code]).toEqual([400, 'core/not-as-asked'])
    expect(Object.keys(answer.body.fields).join()).toContain(field)
  })

  test('is told in the language of the reader', async () => {
    const ask = (language: string) =>
      investigator.post(
        `/api/cases/${caseId}/persons`,
        { roles: ['trafficker'] },
        { 'accept-language': language },
      )
    const words = (language: string) => String(house.words.t(language)('problem.core/not-as-asked'))
    expect((await ask('ur')).body.title).toBe(words('ur'))
    expect((await ask('en')).body.title).toBe(words('en'))
  })
})

describe('what is no text of this form at all', () => {
  test.each([
    ['no JSON', '{"title":'],
    ['a list', '[]'],
    ['nothing', ''],
    ['a number', JSON.stringify({ title: 7 })],
    ['a field that is not there', JSON.stringify({ title: 'x', holderId: 'me' })],
    ['a deep nest', `{"title":${'['.repeat(5000)}${']'.repeat(5000)}}`],
    ['a poisoned prototype', '{"title":"x","__proto__":{"admin":true}}'],
  ])('%s is refused as the sender’s mistake, with nothing stored', async (_what, payload) => {
    const before = (await investigator.get('/api/cases/count')).body.count
    const answer = await investigator.post('/api/cases', payload, {
      'content-type': 'application/json',
    })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(answer.body.code).toMatch(/^core\//)
    expect((await investigator.get('/api/cases/count')).body.count).toBe(before)
  })
})

test.each([
  ['a zero byte', JSON.stringify({ title: 'a\u0000b' })],
  ['half a letter', '{"title":"\\ud800"}'],
])('%s in a text is no fault of the house', async (_what, payload) => {
  const json = { 'content-type': 'application/json' }
  expect((await investigator.post('/api/cases', payload, json)).status).toBeLessThan(500)
  const search = JSON.parse(payload).title
  const asked = await investigator.get(`/api/cases?q=${encodeURIComponent(search.toWellFormed())}`)
  expect(asked.status).toBeLessThan(500)
})

test('half a letter is refused also where the text would be kept within another', async () => {
  const officer = await house.as('desk-gujrat')
  const answer = await officer.put('/api/desk/my-key', {
    recipient: `age1${'q'.repeat(58)}`,
    locks: [{ lock: 'passkey', credentialId: '\ud800', salt: '', sealed: '' }],
  })
  expect(answer.body.code).toBe('core/unreadable')
})

describe('a repeated submission', () => {
  test('with the same key is stored once and answered alike, also when both come at one moment', async () => {
    const key = { 'idempotency-key': 'made-up-repeat-1' }
    const body = { title: 'Sent twice' }
    const both = await Promise.all([1, 2, 3].map(() => investigator.post('/api/cases', body, key)))
    expect(new Set(both.map((one) => one.body.id)).size).toBe(1)
    const other = await investigator.post('/api/cases', { title: 'Another' }, key)
    expect(other.body.code).toBe('core/key-used-for-something-else')
  })

  test('on a stale page changes nothing and says so', async () => {
    const { version } = (await investigator.get(`/api/cases/${caseId}`)).body
    const change = (title: string) =>
      investigator.put(`/api/cases/${caseId}`, { title, summary: null, version })
    expect((await change('First')).status).toBe(200)
    const late = await change('Second')
    expect([late.status, late.body.code]).toEqual([412, 'core/changed-since'])
    expect((await investigator.get(`/api/cases/${caseId}`)).body.title).toBe('First')
  })
})
