/**
 * The service worker of the workspace: it answers with the page and its parts where there is no
 * network. It keeps only what a page asked it to keep, and never an answer of the server.
 */
const CACHE = 'panah-pages'
const SHELL = '/staff'

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface Asked extends Lasting {
  request: Request
  respondWith(answer: Promise<Response>): void
}
interface Told extends Lasting {
  data: { keep?: readonly string[] }
  ports: readonly MessagePort[]
}
interface Scope {
  addEventListener(type: 'install' | 'activate', act: (event: Lasting) => void): void
  addEventListener(type: 'fetch', act: (event: Asked) => void): void
  addEventListener(type: 'message', act: (event: Told) => void): void
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
}
const scope = self as unknown as Scope

scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()))
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()))

scope.addEventListener('message', (event) => {
  if (!event.data.keep) return
  const told = keep(event.data.keep).then(
    () => event.ports[0]?.postMessage('kept'),
    () => event.ports[0]?.postMessage('failed'),
  )
  event.waitUntil(told)
})

/** Keeps the shell and these parts, and lets go of those of an earlier build. */
async function keep(parts: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE)
  const wanted = new Set([SHELL, ...parts].map((one) => new URL(one, location.origin).href))
  await cache.addAll([...wanted])
  for (const request of await cache.keys()) {
    if (!wanted.has(request.url)) await cache.delete(request)
  }
}

scope.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url)
  if (origin !== location.origin || event.request.method !== 'GET') return
  if (event.request.mode === 'navigate') event.respondWith(networkFirst(event.request, SHELL))
  else if (pathname.startsWith('/staff/assets/')) event.respondWith(keptFirst(event.request))
  else if (pathname.startsWith('/words/'))
    event.respondWith(networkFirst(event.request, event.request.url))
})

async function networkFirst(request: Request, kept: string): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    const answer = await caches.match(kept)
    if (answer) return answer
    throw error
  }
}

// The names of the parts carry a hash of what is in them: one that is kept is never stale.
async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request.url)) ?? fetch(request)
}
