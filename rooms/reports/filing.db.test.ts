import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestHouse } from '../../tests/test-house.ts'
import { filed, gujrat, karachi, Reporter, reportsHouse } from './stage.ts'

let house: TestHouse
beforeAll(async () => {
  house = await reportsHouse()
})
afterAll(() => house.close())

const countOf = (id: string) =>
  house.asSystem(async (db) => {
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from reports.report where id = ${id}`.execute(db)
    return rows[0]!.n
  })

describe('a report that is not taken', () => {
  it('is one for a desk that is not there', async () => {
    const reporter = await Reporter.at(house)
    const { body } = await reporter.seal()
    const answer = await reporter.send({ ...body, deskId: '018f0000-0000-7000-8000-000000000000' })
    expect(answer).toMatchObject({ status: 404, body: { code: 'reports/no-such-desk' } })
  })

  it('is one for keys that are no longer the desk’s, and it can be sealed again without loss', async () => {
    const reporter = await Reporter.at(house)
    const { body, id, resealFor } = await reporter.seal()
    expect(await reporter.send({ ...body, epoch: 7 })).toMatchObject({
      status: 409,
      body: { code: 'reports/epoch-has-changed' },
    })
    expect(await countOf(id)).toBe(0)
    const again = await resealFor(reporter.desk(gujrat), new Date())
    expect(again.envelope).toBe(body.envelope)
    expect((await reporter.send(again)).status).toBe(200)
  })

  it.each([
    ['a kind outside the list', { kind: 'gossip' }, 400],
    ['a place outside the list', { placeCode: "PK'; drop table reports.report; --" }, 400],
    ['a place that is no code of ours', { placeCode: 'PK-XX-nowhere' }, 400],
    ['more than is asked', { phone: '0300 1234567' }, 400],
    ['an envelope that is no base64', { envelope: '<script>alert(1)</script>' }, 400],
    ['an envelope beyond 512 KiB', { envelope: 'A'.repeat(720_000) }, 400],
    ['a body beyond what is read at all', { envelope: 'A'.repeat(1_100_000) }, 413],
    ['a locator of another length', { locator: 'abc' }, 400],
  ])('has %s', async (_what, change, status) => {
    const reporter = await Reporter.at(house)
    const { body, id } = await reporter.seal()
    const answer = await reporter.send({ ...body, ...change })
    expect(answer.status).toBe(status)
    expect(answer.body.title.length).toBeGreaterThan(10)
    expect(await countOf(id)).toBe(0)
    // What was sealed is still whole: the page sends it again.
    expect((await reporter.send()).status).toBe(200)
  })

  it('has an id that is no id', async () => {
    const reporter = await Reporter.at(house)
    const { body } = await reporter.seal()
    expect((await reporter.send(body, "1' or '1'='1")).status).toBe(400)
  })

  it('would take the place of another: same number, other bytes', async () => {
    const one = await filed(house)
    const other = await Reporter.at(house)
    const { body } = await other.seal()
    expect(await other.send(body, one.sealed.id)).toMatchObject({
      status: 409,
      body: { code: 'reports/already-filed' },
    })
    const kept = await one.open()
    expect(kept.conversation.messages[0]).toMatchObject({ fault: null })
    // The other report is not lost: it goes in under its own number.
    expect((await other.send()).status).toBe(200)
  })

  it('has the receipt of another report', async () => {
    const one = await filed(house)
    await one.seal(karachi)
    expect(await one.send()).toMatchObject({
      status: 409,
      body: { code: 'reports/receipt-already-used' },
    })
  })
})

describe('a report that is sent again', () => {
  it('gets the same answer and is stored once', async () => {
    const reporter = await Reporter.at(house)
    await reporter.seal()
    const first = await reporter.send()
    const second = await reporter.send()
    expect(first.status).toBe(200)
    expect(second).toMatchObject({ status: 200, body: first.body })
    expect(await countOf(reporter.sealed.id)).toBe(1)
  })

  it('by ten requests at one moment is stored once, and all ten are told so', async () => {
    const reporter = await Reporter.at(house)
    await reporter.seal()
    const answers = await Promise.all(Array.from({ length: 10 }, () => reporter.send()))
    expect(
      new Set(answers.map((answer) => JSON.stringify([answer.status, answer.body]))),
    ).toHaveLength(1)
    expect(answers[0]!.status).toBe(200)
    expect(await countOf(reporter.sealed.id)).toBe(1)
  })

  it('is announced once', async () => {
    const reporter = await filed(house)
    const { dueAt } = (await reporter.send()).body
    const events = await house.asSystem(async (db) => {
      const { rows } =
        await sql`select kind, data from core.event where about = ${reporter.sealed.id}`.execute(db)
      return rows
    })
    expect(events).toEqual([
      {
        kind: 'report.received',
        data: {
          deskId: gujrat,
          kind: 'work-abroad',
          placeCode: 'PK-PB-gujrat',
          dangerNow: false,
          dueAt,
        },
      },
    ])
  })
})

it('somebody in danger now is owed a decision within the hour, anybody else within a day', async () => {
  for (const [dangerNow, minutes] of [
    [true, 60],
    [false, 24 * 60],
  ] as const) {
    const reporter = await Reporter.at(house)
    await reporter.seal(gujrat, {}, [], { dangerNow })
    const { body } = await reporter.send()
    expect(Date.parse(body.dueAt) - Date.parse(body.receivedAt)).toBe(minutes * 60_000)
  }
})
