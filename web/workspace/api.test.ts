import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { api, ProblemError, whenSessionEnds } from './api.ts'

interface Sent {
  url: string
  key: string | undefined
}
let sent: Sent[] = []
let answers: (() => Response)[] = []

const ok = (body: unknown) => () => Response.json(body)
const refused = (status: number, body: object) => () => Response.json(body, { status })
const lost = () => {
  throw new TypeError('network')
}

beforeEach(() => {
  sent = []
  answers = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const headers = init.headers as Record<string, string>
    sent.push({ url, key: headers['idempotency-key'] })
    return Promise.resolve().then(() => answers.shift()!())
  })
})
afterEach(() => vi.unstubAllGlobals())

describe('sending', () => {
  it('throws the code, the fields and the values of a refusal', async () => {
    answers = [
      refused(400, {
        code: 'staff/no-duty',
        fields: { duties: 'staff/no-duty' },
        values: { n: 1 },
      }),
    ]
    const problem = await api.post('/api/accounts', {}).catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(ProblemError)
    expect(problem).toMatchObject({
      status: 400,
      code: 'staff/no-duty',
      fields: { duties: 'staff/no-duty' },
      values: { n: 1 },
    })
  })
  it('gives an answer without a code one of its own', async () => {
    answers = [() => new Response('<html>', { status: 404 })]
    await expect(api.get('/api/x')).rejects.toMatchObject({ code: 'core/not-found' })
  })
  it('names a lost connection', async () => {
    answers = [lost]
    await expect(api.get('/api/x')).rejects.toMatchObject({ code: 'core/no-connection' })
  })
  it('sends the same submit again under the same key after a lost connection', async () => {
    answers = [lost, ok({})]
    await api.post('/api/cases', { title: 'a' }).catch(() => undefined)
    await api.post('/api/cases', { title: 'a' })
    expect(sent[0]!.key).toBeTruthy()
    expect(sent[1]!.key).toBe(sent[0]!.key)
  })
  it('takes a new key once the first was answered, and for other content', async () => {
    answers = [ok({}), ok({}), ok({})]
    await api.post('/api/cases', { title: 'a' })
    await api.post('/api/cases', { title: 'a' })
    await api.post('/api/cases', { title: 'b' })
    expect(new Set(sent.map((one) => one.key)).size).toBe(3)
  })
  it('leaves empty filters out of the address', async () => {
    answers = [ok({})]
    await api.get('/api/audit', { query: { person: '', what: undefined, from: '2026-01-01' } })
    expect(sent[0]!.url).toBe('/api/audit?from=2026-01-01')
  })
})

describe('a session that ends', () => {
  it('asks for a new sign-in and then sends the same thing under the same key', async () => {
    const back = vi.fn(() => Promise.resolve())
    whenSessionEnds(back)
    answers = [refused(401, { code: 'core/sign-in-first' }), ok({ id: '1' })]
    await expect(api.post('/api/cases', { title: 'c' })).resolves.toEqual({ id: '1' })
    expect(back).toHaveBeenCalledOnce()
    expect(sent[1]!.key).toBe(sent[0]!.key)
  })
  it('sends nothing again when somebody else has signed in', async () => {
    whenSessionEnds(() => Promise.reject(new ProblemError(401, 'core/other-person')))
    answers = [refused(401, {})]
    await expect(api.post('/api/cases', { title: 'd' })).rejects.toMatchObject({
      code: 'core/other-person',
    })
    expect(sent).toHaveLength(1)
  })
})
