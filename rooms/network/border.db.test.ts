import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgetPeople, madeUpFile, madeUpPerson } from '../../tests/made-up-files.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { dayInPakistan } from '../cases/door.ts'
import { identitiesOf } from './door.ts'
import type { HintView, PairView, RequestView } from './shapes.ts'

/** Random histories over real files: who is told what, and whether an undo leaves a trace. */
let house: TestHouse
const officers = [
  'investigator-gujrat',
  'investigator-karachi',
  'investigator-police-lahore',
] as const
const clients = new Map<string, Client>()

beforeAll(async () => {
  house = await testHouse()
  for (const handle of [...officers, 'supervisor-gujrat'])
    clients.set(handle, await house.as(handle))
})
afterAll(() => house?.close())

const until = () => dayInPakistan(new Date(Date.now() + 10 * 86_400_000))
const officer = fc.nat(officers.length - 1)
/** Few numbers and names, so that the same turn up in several files. */
const people = [
  { name: 'عمران خان', phone: '0300 1110001' },
  { name: 'Imran Khan', phone: '+92 300 1110001' },
  { name: 'ساجدہ پروین', phone: '0300 1110002' },
  { name: 'Sajida Parveen', fatherName: 'Muhammad Aslam' },
  { name: 'ساجدہ پروین', fatherName: 'محمد اسلم' },
]
const which = fc.nat(people.length - 1)

type Step =
  | { do: 'write'; by: number; person: number }
  | { do: 'share'; file: number; to: number }
  | { do: 'end'; file: number }
  | { do: 'ask'; by: number; person: number }
  | { do: 'answer'; by: number; how: 'file' | 'contact' | 'refuse' }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant('write' as const), by: officer, person: which }),
    },
    fc.record({ do: fc.constant('share' as const), file: fc.nat(9), to: officer }),
    fc.record({ do: fc.constant('end' as const), file: fc.nat(9) }),
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('ask' as const), by: officer, person: which }),
    },
    fc.record({
      do: fc.constant('answer' as const),
      by: officer,
      how: fc.constantFrom('file' as const, 'contact' as const, 'refuse' as const),
    }),
  ),
  { minLength: 6, maxLength: 18 },
)

interface File {
  by: number
  caseId: string
  personId: string
  name: string
}

const clientOf = (by: number) => clients.get(officers[by]!)!
const inboxOf = async (by: number, side: 'incoming' | 'outgoing'): Promise<RequestView[]> =>
  (await clientOf(by).get(`/api/network/requests?side=${side}`)).body.items

async function hintFor(by: number, person: number): Promise<{ view: HintView; text: string }> {
  const { body, bytes } = await clientOf(by).post('/api/network/hints', { typed: people[person] })
  return { view: body, text: bytes.toString() }
}

async function take(step: Step, files: File[]): Promise<void> {
  if (step.do === 'write') {
    const handle = officers[step.by]!
    const caseId = await madeUpFile(house, handle)
    const { name, ...rest } = people[step.person]!
    // No two are written alike, in this history or an earlier one.
    const told = `${name} ${caseId.slice(-12)}`
    const personId = await madeUpPerson(house, handle, caseId, {
      roles: ['accused'],
      name,
      otherName: told,
      ...rest,
    })
    files.push({ by: step.by, caseId, personId, name: told })
    return
  }
  if (step.do === 'ask') {
    const own = files.find(({ by }) => by === step.by)
    const { view } = await hintFor(step.by, step.person)
    if (!own || !view.elsewhere[0]) return
    await clientOf(step.by).post('/api/network/requests', {
      caseId: own.caseId,
      typed: people[step.person],
      ask: view.elsewhere[0].ask,
      purpose: 'joint-investigation',
      words: 'Made up.',
      urgent: false,
    })
    return
  }
  if (step.do === 'answer') {
    const waiting = (await inboxOf(step.by, 'incoming')).find(({ may }) => may.answer)
    if (!waiting) return
    const { id, version } = waiting
    const url = `/api/network/requests/${id}`
    const answer = 'Made up.'
    if (step.how === 'refuse')
      await clientOf(step.by).post(`${url}/refuse`, { reason: 'court-first', answer, version })
    else
      await clientOf(step.by).post(`${url}/grant`, {
        given: step.how,
        answer,
        until: until(),
        version,
      })
    return
  }
  const file = files[step.file % Math.max(1, files.length)]
  if (!file) return
  const shares = `/api/cases/${file.caseId}/shares`
  if (step.do === 'share') {
    const { agencyId } = await house.person(officers[step.to]!)
    const of = { agencyId, reason: 'joint-investigation', words: 'Made up.', until: until() }
    await clientOf(file.by).post(shares, of)
    return
  }
  for (const { id } of (await clientOf(file.by).get(shares)).body)
    await clientOf(file.by).post(`${shares}/${id}/withdraw`)
}

/** What the database itself says is shared with an officer's agency now: apart from the code under test. */
async function sharedWith(by: number): Promise<Set<string>> {
  const { agencyId } = await house.person(officers[by]!)
  const { rows } = await house.asSystem((db) =>
    sql<{ case_id: string }>`select case_id from cases.share where agency_id = ${agencyId}
      and withdrawn_at is null and until >= ${dayInPakistan(new Date())}`.execute(db),
  )
  return new Set(rows.map((row) => row.case_id))
}

test('nothing of a file is told across a border unless the file was shared', async () => {
  let closed = 0
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      await forgetPeople(house)
      const files: File[] = []
      for (const step of history) await take(step, files)
      for (const by of officers.keys()) {
        const shared = await sharedWith(by)
        const hints = await Promise.all(people.map((_, person) => hintFor(by, person)))
        const lists = [
          ...(await inboxOf(by, 'incoming')),
          ...(await inboxOf(by, 'outgoing')),
          ...(await clientOf(by).get('/api/network/pairs')).body.items,
        ]
        const told = `${hints.map(({ text }) => text).join()} ${JSON.stringify(lists)}`
        for (const file of files) {
          if (file.by === by || shared.has(file.caseId)) continue
          closed++
          for (const secret of [file.caseId, file.personId, file.name])
            expect(told, `${officers[by]} is told of a file of ${officers[file.by]}`).not.toContain(
              secret,
            )
        }
      }
    }),
    { numRuns: 8, seed: 20261127 },
  )
  // The histories did hold files that were closed to somebody.
  expect(closed).toBeGreaterThan(20)
}, 180_000)

type Said = { pair: number; said: 'proposed' | 'confirmed' | 'different'; second: boolean }
const sayings = fc.array(
  fc.record({
    pair: fc.nat(9),
    said: fc.constantFrom('proposed' as const, 'confirmed' as const, 'different' as const),
    second: fc.boolean(),
  }),
  { maxLength: 6 },
)

test('a merge that is undone leaves everything as it was, after any history', async () => {
  const gujrat = clientOf(0)
  const supervisor = clients.get('supervisor-gujrat')!
  const all = async (state: string): Promise<PairView[]> =>
    (await gujrat.get(`/api/network/pairs?state=${state}`)).body.items
  const say = async (client: Client, { one, two }: PairView, said: string) => {
    const pairs = [...(await all('open')), ...(await all('judged'))]
    const now = pairs.find(
      (p) => p.one.personId === one.personId && p.two.personId === two.personId,
    )
    // A pair that another merge has answered stands in no list; its version is in the database.
    const { rows } = await house.asSystem((db) =>
      sql<{ version: number }>`select version from network.pair
        where one = ${one.personId} and two = ${two.personId}`.execute(db),
    )
    return client.post(`/api/network/pairs/${one.personId}/${two.personId}/say`, {
      said,
      version: now?.version ?? rows[0]!.version,
    })
  }
  const picture = async (ids: readonly string[]) => ({
    open: (await all('open')).map(({ one, two, status, signs }) => [one, two, status, signs]),
    judged: (await all('judged'))
      .map(({ one, two, status, signs }) => [one, two, status, signs])
      .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
    people: await Promise.all(
      ids.map((id) => house.asSystem((db) => identitiesOf(db, [id]).then((of) => [...of].sort()))),
    ),
  })
  let undone = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(which, { minLength: 3, maxLength: 5 }),
      sayings,
      fc.nat(9),
      async (written, history: Said[], chosen) => {
        await forgetPeople(house)
        const files: File[] = []
        for (const person of written) await take({ do: 'write', by: 0, person }, files)
        const pairs = await all('open')
        for (const { pair, said, second } of history)
          if (pairs.length)
            await say(second ? supervisor : gujrat, pairs[pair % pairs.length]!, said)
        const ids = files.map(({ personId }) => personId)
        const before = await picture(ids)
        const waiting = (await all('open')).filter(({ status }) => status === 'waiting')
        const merged = waiting[chosen % Math.max(1, waiting.length)]
        if (!merged) return
        expect((await say(gujrat, merged, 'proposed')).status).toBe(200)
        expect((await say(supervisor, merged, 'confirmed')).status).toBe(200)
        expect(await picture(ids)).not.toEqual(before)
        expect((await say(gujrat, merged, 'undone')).status).toBe(200)
        expect(await picture(ids)).toEqual(before)
        undone++
      },
    ),
    { numRuns: 12, seed: 20261127 },
  )
  expect(undone).toBeGreaterThan(3)
}, 180_000)
