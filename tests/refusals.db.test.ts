import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Duty, duties } from '../core/people.ts'
import type { Route } from '../core/routes.ts'
import { routes } from '../main.ts'
import { valuesOf } from './arbitraries.ts'
import { type Client, type TestHouse, testHouse } from './test-house.ts'

/** One made-up person for each duty, who has that duty alone. */
const holders: Record<Duty, string> = {
  'desk-officer': 'desk-gujrat',
  investigator: 'investigator-gujrat',
  screener: 'screener-gujrat',
  'case-worker': 'case-worker-gujrat',
  prosecutor: 'prosecutor-gujrat',
  supervisor: 'supervisor-gujrat',
  'legal-officer': 'legal-officer',
  'content-officer': 'content-officer',
  statistician: 'statistician',
  oversight: 'oversight',
  administrator: 'administrator',
}

let house: TestHouse
const clients = new Map<Duty, { client: Client; duties: readonly Duty[] }>()

beforeAll(async () => {
  house = await testHouse()
  for (const duty of duties) {
    const person = await house.person(holders[duty])
    clients.set(duty, { client: await house.as(holders[duty]), duties: person.duties })
  }
})
afterAll(() => house.close())

function sample(schema: object | undefined): unknown {
  return schema ? fc.sample(valuesOf(schema), { numRuns: 1, seed: 7 })[0] : undefined
}

function ask(client: Client, route: Route): Promise<{ status: number; body: { code?: string } }> {
  const params = (sample(route.params) ?? {}) as Record<string, string>
  const url = route.url.replace(/:(\w+)/g, (_all, name: string) =>
    encodeURIComponent(params[name] ?? '1'),
  )
  const body = route.raw ? new Uint8Array(10) : sample(route.body)
  if (route.method === 'GET') return client.get(url)
  if (route.method === 'DELETE') return client.delete(url)
  return client[route.method === 'POST' ? 'post' : 'put'](url, body)
}

const titled = (some: readonly Route[]) =>
  some.map((route) => [`${route.method} ${route.url}`, route] as const)
const forStaff = titled(routes.filter((route) => route.who !== 'anyone'))
const forDuties = titled(routes.filter((route) => Array.isArray(route.who)))

test.each(forStaff)(
  '%s refuses whoever is not signed in, before it looks at what was sent',
  async (_title, route) => {
    const answer = await ask(house.anyone(), route)
    expect([answer.status, answer.body.code]).toEqual([401, 'core/sign-in-first'])
  },
)

test.each(forDuties)(
  '%s refuses every duty it is not for, before it looks at what was sent',
  async (_title, route) => {
    const allowed = route.who as readonly Duty[]
    for (const [duty, { client, duties: held }] of clients) {
      if (held.some((one) => allowed.includes(one))) continue
      const answer = await ask(client, route)
      expect([duty, answer.status, answer.body.code]).toEqual([duty, 403, 'core/not-your-duty'])
    }
  },
)

test('a route that changes anything and is open to anyone says so on this list', () => {
  // Read aloud before adding to it: each of these can be called by the whole world.
  const open = routes
    .filter((route) => route.who === 'anyone' && route.method !== 'GET')
    .map((route) => route.name)
  expect(open.sort()).toEqual(openToTheWorld.sort())
})

const openToTheWorld = [
  'recruiters.answer-sms',
  'staff.sign-in-with-password',
  'staff.passkey-sign-in-options',
  'staff.sign-in-with-passkey',
  'staff.enrol-password',
  'staff.enrol-totp',
  'staff.confirm-totp',
  'staff.enrol-passkey-options',
  'staff.enrol-passkey',
  'staff.tryout-sign-in',
  'reports.submit',
  'reports.follow-up',
  'reports.raise-retaliation',
  'reports.announce-attachment',
  'reports.send-part',
  'reports.complete-attachment',
]
