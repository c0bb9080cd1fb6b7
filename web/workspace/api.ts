/** What the server refused, by its stable code; the text is found under `problem.<code>`. */
export class ProblemError extends Error {
  readonly status: number
  readonly code: string
  readonly fields: Record<string, string>
  readonly values: Record<string, string | number>

  constructor(
    status: number,
    code: string,
    more: { fields?: Record<string, string>; values?: Record<string, string | number> } = {},
  ) {
    super(code)
    this.name = 'ProblemError'
    this.status = status
    this.code = code
    this.fields = more.fields ?? {}
    this.values = more.values ?? {}
  }
}

type Query = Record<string, string | number | boolean | null | undefined>

interface Ask {
  query?: Query
  headers?: Record<string, string>
  signal?: AbortSignal
  /** Do not wait for a new sign-in when the session has ended (the sign-in page itself). */
  bare?: boolean
}

// Set by the session: shows the sign-in over the page and resolves when the same person is back,
// so that a form whose session ended is sent after all and nothing typed is lost.
let signInAgain: (() => Promise<void>) | undefined

export function whenSessionEnds(ask: () => Promise<void>): void {
  signInAgain = ask
}

// One key per logical submit: the same body sent again before the server has answered
// (a lost connection, a double click) carries the same key, so it is done once.
const unanswered = new Map<string, string>()

function submitKey(submit: string): string {
  const known = unanswered.get(submit)
  if (known) return known
  const key = crypto.randomUUID()
  unanswered.set(submit, key)
  return key
}

function withQuery(url: string, query?: Query): string {
  const pairs = Object.entries(query ?? {}).filter(([, v]) => v != null && v !== '')
  if (!pairs.length) return url
  return `${url}?${new URLSearchParams(pairs.map(([k, v]) => [k, String(v)]))}`
}

async function problemOf(response: Response): Promise<ProblemError> {
  const body = await response.json().catch(() => ({}))
  const unnamed: Record<number, string> = {
    401: 'core/session-ended',
    403: 'core/not-permitted',
    404: 'core/not-found',
    413: 'core/too-large',
    429: 'core/too-many',
  }
  const code = body.code ?? unnamed[response.status] ?? 'core/unexpected'
  return new ProblemError(response.status, code, body)
}

async function fetchOnce(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { credentials: 'same-origin', ...init })
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new ProblemError(0, 'core/no-connection')
  }
}

async function request(url: string, init: RequestInit, ask: Ask): Promise<Response> {
  const response = await fetchOnce(url, { ...init, signal: ask.signal ?? null })
  if (response.ok) return response
  const problem = await problemOf(response)
  if (problem.status !== 401 || ask.bare || !signInAgain) throw problem
  await signInAgain()
  return request(url, init, { ...ask, bare: true })
}

async function answerOf<T>(response: Response): Promise<T> {
  const text = await response.text()
  return (text ? JSON.parse(text) : undefined) as T
}

async function send<T>(method: string, url: string, body: unknown, ask: Ask): Promise<T> {
  const bytes = body instanceof Uint8Array || body instanceof Blob
  const payload = body === undefined ? null : bytes ? (body as BodyInit) : JSON.stringify(body)
  const headers: Record<string, string> = { accept: 'application/json', ...ask.headers }
  if (payload !== null)
    headers['content-type'] = bytes ? 'application/octet-stream' : 'application/json'
  const submit = `${method} ${withQuery(url, ask.query)}\n${bytes ? crypto.randomUUID() : payload}`
  if (method === 'POST') headers['idempotency-key'] ??= submitKey(submit)
  try {
    const response = await request(
      withQuery(url, ask.query),
      { method, headers, body: payload },
      ask,
    )
    unanswered.delete(submit)
    return await answerOf<T>(response)
  } catch (error) {
    if (error instanceof ProblemError && error.status > 0 && error.status < 500)
      unanswered.delete(submit)
    throw error
  }
}

/** Every request of the workspace goes through here. Throws ProblemError. */
export const api = {
  get: async <T>(url: string, ask: Ask = {}): Promise<T> =>
    answerOf<T>(
      await request(
        withQuery(url, ask.query),
        { headers: { accept: 'application/json', ...ask.headers } },
        ask,
      ),
    ),
  post: <T = void>(url: string, body?: unknown, ask: Ask = {}) => send<T>('POST', url, body, ask),
  put: <T = void>(url: string, body?: unknown, ask: Ask = {}) => send<T>('PUT', url, body, ask),
  delete: <T = void>(url: string, body?: unknown, ask: Ask = {}) =>
    send<T>('DELETE', url, body, ask),
  bytes: async (url: string, ask: Ask = {}): Promise<Uint8Array> =>
    new Uint8Array(
      await (
        await request(withQuery(url, ask.query), ask.headers ? { headers: ask.headers } : {}, ask)
      ).arrayBuffer(),
    ),
}
