import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Route } from '../core/routes.ts'
import { routes } from '../main.ts'
import { bodiesFor, valuesOf } from './arbitraries.ts'
import { type Client, type TestHouse, testHouse } from './test-house.ts'

const callers = [
  'desk-gujrat',
  'investigator-gujrat',
  'supervisor-gujrat',
  'shelter-lahore',
  'statistician',
  'legal-officer',
  'content-officer',
  'administrator',
]
const RUNS = Number(process.env.PANAH_FUZZ_RUNS ?? 12)

let house: TestHouse
let clients: Client[]
const ajv = new Ajv({ strict: false })
;(addFormats as unknown as (ajv: Ajv) => void)(ajv)

beforeAll(async () => {
  house = await testHouse()
  clients = [house.anyone(), ...(await Promise.all(callers.map((handle) => house.as(handle))))]
})
afterAll(() => house.close())

/** Signing out or ending sessions would leave the callers at the door. */
const endsSessions = new Set([
  'staff.sign-out',
  'staff.end-all-sessions',
  'staff.end-session',
  'staff.change-account',
])

function send(
  client: Client,
  route: Route,
  params: Record<string, unknown>,
  query: Record<string, unknown>,
  body: unknown,
) {
  const path = route.url.replace(/:(\w+)/g, (_all, name: string) =>
    encodeURIComponent(wellFormed(params[name] ?? 'x')),
  )
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, wellFormed(value)]),
  )
  const url = search.size ? `${path}?${search}` : path
  if (route.method === 'GET') return client.get(url)
  if (route.method === 'DELETE') return client.delete(url)
  const bytes = route.raw ? new TextEncoder().encode(JSON.stringify(body ?? null)) : body
  return client[route.method === 'POST' ? 'post' : 'put'](url, bytes)
}

function wellFormed(value: unknown): string {
  return String(value).toWellFormed()
}

describe.each(
  routes
    .filter((route) => !endsSessions.has(route.name))
    .map((route) => [route.name, route] as const),
)('%s', (_name, route) => {
  test('never fails from what it is sent, and answers as its schema says', async () => {
    const matches =
      route.answer === 'file' ? undefined : ajv.compile(JSON.parse(JSON.stringify(route.answer)))
    const params = route.params ? valuesOf(route.params) : fc.constant({})
    const query = route.query ? valuesOf(route.query) : fc.constant({})
    const cases = fc.tuple(params, query, bodiesFor(route.body), fc.nat(clients.length - 1))
    await fc.assert(
      fc.asyncProperty(cases, async ([p, q, body, who]) => {
        const answer = await send(
          clients[who]!,
          route,
          p as Record<string, unknown>,
          q as Record<string, unknown>,
          body,
        )
        expect(answer.status, JSON.stringify(answer.body).slice(0, 300)).toBeLessThan(500)
        if (answer.status === 200 && matches)
          expect(matches(answer.body), ajv.errorsText(matches.errors)).toBe(true)
        if (answer.status >= 400) expect(answer.body.code).toMatch(/^[a-z-]+\/[a-zA-Z0-9-]+$/)
      }),
      { numRuns: RUNS },
    )
  })
})
