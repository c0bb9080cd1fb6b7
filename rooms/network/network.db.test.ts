import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  forgetPeople,
  type MadeUpPerson,
  madeUpFile,
  madeUpPerson,
} from '../../tests/made-up-files.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { identitiesOf } from './door.ts'
import { catchUp } from './learning.ts'

let house: TestHouse
let gujrat: Client
let gujratSupervisor: Client
let karachi: Client

beforeAll(async () => {
  house = await testHouse()
  gujrat = await house.as('investigator-gujrat')
  gujratSupervisor = await house.as('supervisor-gujrat')
  karachi = await house.as('investigator-karachi')
})
afterAll(() => house?.close())
// Each test begins with people nobody is like.
beforeEach(() => forgetPeople(house))

const fileOf = (handle: string) => madeUpFile(house, handle)
const personIn = (handle: string, caseId: string, of: MadeUpPerson) =>
  madeUpPerson(house, handle, caseId, of)

const imran = {
  roles: ['accused'],
  name: 'عمران خان',
  sex: 'Masculine',
  birthOn: '1988-04-03',
  phone: '0300 1112223',
} satisfies MadeUpPerson
const imranInRoman = {
  ...imran,
  name: 'Imran Khan',
  phone: '+92 300 1112223',
} satisfies MadeUpPerson

/** Two files of Gujrat with one man in both, in two scripts. */
async function twoOfGujrat(): Promise<[string, string]> {
  const one = await personIn('investigator-gujrat', await fileOf('investigator-gujrat'), imran)
  const two = await personIn(
    'investigator-gujrat',
    await fileOf('investigator-gujrat'),
    imranInRoman,
  )
  return [one, two].sort() as [string, string]
}

const open = async (client: Client) => (await client.get('/api/network/pairs')).body.items
const judged = async (client: Client) =>
  (await client.get('/api/network/pairs?state=judged')).body.items

async function say(client: Client, [one, two]: [string, string], said: string) {
  const all = [...(await open(client)), ...(await judged(client))]
  const pair = all.find((item) => item.one.personId === one && item.two.personId === two)
  return client.post(`/api/network/pairs/${one}/${two}/say`, {
    said,
    version: pair?.version ?? 1,
  })
}

describe('a pair', () => {
  test('is hidden from whoever may not open both files, and judged by nobody else', async () => {
    const one = await personIn('investigator-gujrat', await fileOf('investigator-gujrat'), imran)
    const two = await personIn(
      'investigator-karachi',
      await fileOf('investigator-karachi'),
      imranInRoman,
    )
    const pair = [one, two].sort() as [string, string]
    for (const client of [gujrat, gujratSupervisor, karachi]) {
      expect(await open(client)).toEqual([])
      expect(await say(client, pair, 'proposed')).toMatchObject({
        status: 404,
        body: { code: 'network/no-such-pair' },
      })
    }
  })

  test('is shown in both scripts with what agrees, and without a number of anybody', async () => {
    await twoOfGujrat()
    const [pair, ...more] = await open(gujrat)
    expect(more).toEqual([])
    expect([pair.one.name, pair.two.name].sort()).toEqual(['Imran Khan', 'عمران خان'])
    const signs = Object.fromEntries(
      pair.signs.map((sign: { field: string; sign: string }) => [sign.field, sign.sign]),
    )
    expect(signs).toMatchObject({ phone: 'same', born: 'same', sex: 'same' })
    expect(JSON.stringify(pair)).not.toContain('3001112223')
  })

  test('is not confirmed by the one who proposed it', async () => {
    const pair = await twoOfGujrat()
    expect((await say(gujrat, pair, 'proposed')).status).toBe(200)
    expect(await say(gujrat, pair, 'confirmed')).toMatchObject({
      status: 403,
      body: { code: 'network/second-person' },
    })
    expect(await house.asSystem((db) => identitiesOf(db, pair))).toEqual(new Map())
    expect((await say(gujratSupervisor, pair, 'confirmed')).status).toBe(200)
    expect((await house.asSystem((db) => identitiesOf(db, pair))).size).toBe(2)
  })

  test('that was answered is not asked again, until the facts are others', async () => {
    const pair = await twoOfGujrat()
    await say(gujrat, pair, 'different')
    await house.asSystem((db) =>
      sql`update network.known set version = 0 where person_id = any (${`{${pair.join(',')}}`}::uuid[])`.execute(
        db,
      ),
    )
    await catchUp(house)
    expect(await open(gujrat)).toEqual([])
    const [{ one }] = await judged(gujrat)
    const people = (await gujrat.get(`/api/cases/${one.caseId}/persons`)).body
    await gujrat.put(`/api/cases/${one.caseId}/persons/${one.personId}`, {
      roles: people[0].roles,
      name: people[0].name,
      sex: people[0].sex,
      birthOn: '1988-03-04',
      version: people[0].version,
    })
    await house.settle()
    expect(await open(gujrat)).toHaveLength(1)
  })

  test('of a person who is erased is gone, with keys and judgements', async () => {
    const pair = await twoOfGujrat()
    await say(gujrat, pair, 'different')
    await house.asSystem(async (db) => {
      // Erasing is the owner's work; the keys go with the person by themselves.
      await sql`reset role`.execute(db)
      await sql`alter table cases.person no force row level security`.execute(db)
      await sql`delete from cases.person where id = ${pair[0]}`.execute(db)
      await sql`alter table cases.person force row level security`.execute(db)
    })
    const left = await house.asSystem((db) =>
      sql<{ n: number }>`select (select count(*) from network.key where person_id = ${pair[0]})
        + (select count(*) from network.pair) + (select count(*) from network.judgement
           where one = ${pair[0]} or two = ${pair[0]}) as n`.execute(db),
    )
    expect(left.rows[0]!.n).toBe(0)
  })
})

test('undoing puts everything back: the question, its place, and who is one person', async () => {
  const pair = await twoOfGujrat()
  const third = await personIn('investigator-gujrat', await fileOf('investigator-gujrat'), {
    ...imran,
    otherName: 'Imran Khan',
  })
  const queue = async () =>
    (await open(gujrat)).map(
      (item: { one: { personId: string }; two: { personId: string } }) =>
        `${item.one.personId} ${item.two.personId}`,
    )
  const before = await queue()
  expect(before).toHaveLength(3)
  await say(gujrat, pair, 'proposed')
  await say(gujratSupervisor, pair, 'confirmed')
  const other = [pair[0], third].sort() as [string, string]
  await say(gujrat, other, 'proposed')
  await say(gujratSupervisor, other, 'confirmed')
  expect(await queue(), 'the third question is answered by the two others').toEqual([])
  await say(gujratSupervisor, other, 'undone')
  await say(gujratSupervisor, pair, 'undone')
  expect(await queue()).toEqual(before)
  expect(await house.asSystem((db) => identitiesOf(db, [...pair, third]))).toEqual(new Map())
})

test('each night whoever no event told of is learnt, once', async () => {
  await twoOfGujrat()
  await house.asSystem((db) => sql`delete from network.known`.execute(db))
  await house.asSystem((db) => sql`delete from network.pair`.execute(db))
  expect(await catchUp(house)).toBeGreaterThan(1)
  expect(await open(gujrat)).not.toEqual([])
  expect(await catchUp(house)).toBe(0)
})

test('judged patterns are given out as counts of codes, to those who count', async () => {
  const pair = await twoOfGujrat()
  await say(gujrat, pair, 'different')
  expect((await gujrat.get('/api/network/labels')).status).toBe(403)
  const labels = (await (await house.as('statistician')).get('/api/network/labels')).body
  expect(labels).toHaveLength(1)
  expect(labels[0]).toMatchObject({ same: 0, different: 1, cannotTell: 0 })
  expect(Object.keys(labels[0].signs[0]).sort()).toEqual(['field', 'sign'])
})
