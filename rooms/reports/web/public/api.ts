/** The server said no; `code` is the key of its text: `problem.<code>`. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly values: Record<string, string | number> | undefined
  constructor(
    status: number,
    problem: { code?: string; values?: Record<string, string | number> },
  ) {
    super(problem.code ?? `status ${status}`)
    this.status = status
    this.code = problem.code ?? 'core/our-fault'
    this.values = problem.values
  }
}

/** Nothing came back: no network, or the server is gone. Worth another try. */
export class Unreachable extends Error {}

interface Asked {
  body?: unknown
  mailbox?: string
  signal?: AbortSignal | undefined
}

/** Asks the API; JSON both ways, raw bytes where `body` is bytes. */
export async function ask<Answer>(
  method: 'GET' | 'PUT' | 'POST',
  url: string,
  of: Asked = {},
): Promise<Answer> {
  const answer = await reach(method, url, of)
  if (answer.ok) return (await answer.json()) as Answer
  const problem = await answer.json().catch(() => ({}))
  // A gateway in front of the server, or the server restarting: the same as no network.
  if (answer.status >= 502) throw new Unreachable(`status ${answer.status}`)
  throw new Refused(answer.status, problem as { code?: string })
}

async function reach(
  method: string,
  url: string,
  { body, mailbox, signal }: Asked,
): Promise<Response> {
  const raw = body instanceof Uint8Array
  const headers: Record<string, string> = { accept: 'application/json' }
  if (body !== undefined)
    headers['content-type'] = raw ? 'application/octet-stream' : 'application/json'
  if (mailbox) headers['panah-mailbox'] = mailbox
  try {
    return await fetch(url, {
      method,
      headers,
      cache: 'no-store',
      // The public pages never act as a signed-in officer, whoever holds this browser.
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      ...(body !== undefined && {
        body: raw ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body),
      }),
      ...(signal && { signal }),
    })
  } catch (trouble) {
    if (signal?.aborted) throw trouble
    throw new Unreachable(String(trouble))
  }
}

/** Keeps trying while nothing can be reached; at once when the browser says that the network is back. */
export async function patiently<T>(
  work: () => Promise<T>,
  waiting: () => void,
  signal?: AbortSignal,
): Promise<T> {
  for (let pause = 2000; ; pause = Math.min(pause * 2, 30_000)) {
    signal?.throwIfAborted()
    try {
      return await work()
    } catch (trouble) {
      if (!(trouble instanceof Unreachable)) throw trouble
      waiting()
      await pauseOrOnline(pause, signal)
    }
  }
}

function pauseOrOnline(pause: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer)
      removeEventListener('online', go)
      removeEventListener('panah-retry', go)
      signal?.removeEventListener('abort', go)
      resolve()
    }
    const timer = setTimeout(go, pause)
    addEventListener('online', go)
    addEventListener('panah-retry', go)
    signal?.addEventListener('abort', go)
  })
}

/** "Try again now": ends every waiting pause. */
export function retryNow(): void {
  dispatchEvent(new Event('panah-retry'))
}
