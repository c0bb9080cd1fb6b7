import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkpointFrom, noteFrom, type Policy } from '../../libraries/transparency-log/index.ts'
import type { Client, TestHouse } from '../../tests/test-house.ts'
import { staffIdOf } from '../../tryout/staff.ts'
import { drawOrder, leafFrom, rosterFrom, type StepEvent } from '../reports/door.ts'
import {
  oversightDesk as desk,
  filed,
  gujrat,
  Officer,
  type Reporter,
  reportsHouse,
} from '../reports/stage.ts'
import { logsOf } from './logs.ts'
import { LotReader, type LotVerdict, lotsOverHttp } from './lot-check.ts'
import { fetcherOf, madeOf, readLog } from './stage.ts'

const unit = 'tryout-desk-oversight'
const handles = ['desk-oversight', 'desk-oversight-two', 'desk-oversight-three'] as const

let house: TestHouse
beforeAll(async () => {
  house = await reportsHouse()
  await logsOf(house).settle()
})
afterAll(() => house.close())

const settle = () => logsOf(house).settle()

async function drawnReport(more = {}): Promise<{ reporter: Reporter; id: string; holder: string }> {
  const reporter = await filed(house, desk, { what: 'Made up' }, more)
  await settle()
  const { id } = reporter.sealed
  return { reporter, id, holder: await holderOf(id) }
}

async function holderOf(id: string): Promise<string> {
  const { rows } = await house.asSystem((db) =>
    sql<{
      handle: string | null
    }>`select a.handle from reports.report r left join core.account a on a.id = r.holder_id
      where r.id = ${id}`.execute(db),
  )
  return rows[0]!.handle ?? 'nobody'
}

const others = (holder: string) => handles.filter((one) => one !== holder)
const versionOf = async (client: Client, id: string) =>
  (await client.get(`/api/desk/reports/${id}`)).body.version as number
const kindsOf = async (reporter: Reporter) =>
  ((await reporter.get('/api/mailbox/log')).body.steps as { event: string }[]).map(
    ({ event }) => (JSON.parse(event) as StepEvent).kind,
  )

async function verdicts(change: (lines: string[]) => string[] = (lines) => lines) {
  const { lines, policy } = await readLog(house)
  return judged(change(lines), policy)
}

async function judged(lines: readonly string[], policy: Policy): Promise<LotVerdict[]> {
  const reader = new LotReader()
  for (const [index, line] of lines.entries()) reader.enter(line, leafFrom(line)!, index)
  return reader.verdicts(madeOf(lines, policy), lotsOverHttp('http://x', fetcherOf(house)))
}

describe('who refuses whom', () => {
  test('a colleague for whom it was not drawn neither takes nor decides, hands over or gives it back', async () => {
    const { id, holder } = await drawnReport()
    const client = await house.as(others(holder)[0]!)
    const version = await versionOf(client, id)
    const to = { toDeskId: gujrat, toEpoch: 1, wrap: 'AAAA', reason: 'other-district' }
    for (const [act, body, code] of [
      ['take', { take: true }, 'reports/given-by-lot'],
      [
        'triage',
        { decision: 'duplicate', reason: 'same-report-again' },
        'reports/drawn-for-another',
      ],
      ['redraw', { reason: 'knows-somebody-in-it' }, 'reports/not-yours-to-give-back'],
    ] as const) {
      const { status, body: answer } = await client.post(`/api/desk/reports/${id}/${act}`, {
        version,
        ...body,
      })
      expect([act, status, answer.code]).toEqual([act, 409, code])
    }
    const handed = await client.post(`/api/desk/reports/${id}/hand-over`, { version, ...to })
    expect(handed.body.code).toBe('reports/drawn-for-another')
    expect(await holderOf(id)).toBe(holder)
  }, 120_000)

  test('nobody takes or decides between arrival and draw', async () => {
    const reporter = await filed(house, desk, { what: 'Made up' })
    const client = await house.as('desk-oversight')
    // The log may have drawn already: then the other refusal stands; never a success by somebody else.
    const { id } = reporter.sealed
    const version = await versionOf(client, id)
    const { status, body } = await client.post(`/api/desk/reports/${id}/take`, {
      version,
      take: true,
    })
    expect([status, ['reports/not-drawn-yet', 'reports/given-by-lot'].includes(body.code)]).toEqual(
      [409, true],
    )
    await settle()
  })

  test.each(['desk-gujrat', 'supervisor-gujrat', 'oversight', 'administrator'])(
    '%s gives no report of this desk to anybody by hand',
    async (handle) => {
      const { id, holder } = await drawnReport()
      const client = await house.as(handle)
      const answer = await client.post(`/api/desk/reports/${id}/assign`, {
        version: 3,
        accountId: staffIdOf(others(holder)[0]!),
        reason: 'danger-now',
      })
      expect([403, 404]).toContain(answer.status)
      expect(await holderOf(id)).toBe(holder)
    },
  )
})

describe('a draw', () => {
  test('is what anybody computes from the log, the roster and the first seal over the report', async () => {
    const { reporter, id, holder } = await drawnReport()
    const { lines } = await readLog(house)
    const steps = (await reporter.get('/api/mailbox/log')).body.steps as { line: string }[]
    const call = lines.indexOf(steps[0]!.line)
    const outcome = leafFrom(steps[1]!.line)!
    expect(outcome).toMatchObject({ kind: 'assigned', unit, more: { call: String(call) } })
    const note = await house.anyone().get(`/log/checkpoint/${outcome.more.size}`)
    const { root, size } = checkpointFrom(noteFrom(note.bytes.toString()).text)
    expect(size).toBeGreaterThan(call)
    const line = lines.findLast(
      (one, at) => at < call && one.startsWith(`panah/1 roster ${unit} `),
    )!
    const { commitment } = leafFrom(line)!
    const text = (await house.anyone().get(`/log/roster/${commitment}`)).bytes.toString()
    expect(rosterFrom(text)!.seats).toHaveLength(3)
    const [first] = drawOrder({ root, line: steps[0]!.line, roster: text })
    expect(outcome.more.seat).toBe(first)
    // The officer herself can be shown that this seat was hers before the report came.
    const { rows } = await house.acting(holder, (db) =>
      sql<{
        seat: string
      }>`select seat from reports.seat where roster_hash = ${commitment}`.execute(db),
    )
    expect(rows).toEqual([{ seat: first }])
    expect(await kindsOf(reporter)).toEqual(['received', 'assigned'])
    const view = (await (await house.as(holder)).get(`/api/desk/reports/${id}/allocation`)).body
    expect(view).toMatchObject({
      state: 'drawn',
      mine: true,
      takes: false,
      draw: { seats: 3, call },
    })
  })

  test('names nobody: neither roster nor lines hold an account, a name or a place', async () => {
    const { lines } = await readLog(house)
    const hashes = lines.flatMap((line) => /^panah\/1 roster \S+ \S+ - (\S+)/.exec(line)?.[1] ?? [])
    const texts = await Promise.all(
      hashes.map(async (hash) =>
        (await house.anyone().get(`/log/roster/${hash}`)).bytes.toString(),
      ),
    )
    const all = [...lines, ...texts].join('\n')
    for (const handle of handles) expect(all).not.toContain(staffIdOf(handle))
    expect(all).not.toMatch(/Nadia|PK-PB|work-abroad/)
  })

  test('passes over who declared beforehand that it must not come, and says how many', async () => {
    const away = await house.as('desk-oversight-two')
    const declared = await away.post('/api/desk/duty/conflicts', {
      placeCode: 'PK-PB-gujrat',
      kind: null,
      reason: 'family-there',
    })
    expect(declared.status).toBe(200)
    await settle()
    for (let n = 0; n < 8; n++)
      expect((await drawnReport({ placeCode: 'PK-PB-gujrat' })).holder).not.toBe(
        'desk-oversight-two',
      )
    const found = (await verdicts()).filter(({ passed }) => passed.length)
    for (const verdict of found)
      expect(verdict).toMatchObject({ passed: ['conflict'], fault: null })
    const [{ id }] = (await away.get('/api/desk/duty')).body.conflicts
    expect((await away.post(`/api/desk/duty/conflicts/${id}/withdraw`)).status).toBe(200)
    await settle()
  })

  test('is among those who are there: who is away today stands on no roster', async () => {
    const client = await house.as('desk-oversight-three')
    const { today } = (await client.get('/api/desk/duty')).body
    const absence = { from: today, to: today, reason: 'leave' }
    expect((await client.post('/api/desk/duty/absences', absence)).status).toBe(200)
    await settle()
    const duty = (await client.get('/api/desk/duty')).body
    expect(duty.desks[0]).toMatchObject({ onRoster: false, seats: 2 })
    for (let n = 0; n < 4; n++)
      expect((await drawnReport()).holder).not.toBe('desk-oversight-three')
    await client.post(`/api/desk/duty/absences/${duty.absences[0].id}/withdraw`)
    await settle()
    expect((await client.get('/api/desk/duty')).body.desks[0]).toMatchObject({
      onRoster: true,
      seats: 3,
    })
  })

  test('is made again, without her, when the officer must not handle it', async () => {
    const { reporter, id, holder } = await drawnReport()
    const client = await house.as(holder)
    const version = await versionOf(client, id)
    const answer = await client.post(`/api/desk/reports/${id}/redraw`, {
      version,
      reason: 'knows-somebody-in-it',
    })
    expect(answer.status).toBe(200)
    await settle()
    const next = await holderOf(id)
    expect(others(holder)).toContain(next)
    expect(await kindsOf(reporter)).toEqual(['received', 'assigned', 'read', 'redrawn', 'assigned'])
    const again = await (await house.as(next)).post(`/api/desk/reports/${id}/redraw`, {
      version: await versionOf(await house.as(next), id),
      reason: 'is-named-in-it',
    })
    expect(again.status).toBe(200)
    await settle()
    const third = await holderOf(id)
    expect([holder, next, 'nobody']).not.toContain(third)
    await (await house.as(third)).post(`/api/desk/reports/${id}/redraw`, {
      version: await versionOf(await house.as(third), id),
      reason: 'cannot-be-here',
    })
    await settle()
    expect(await holderOf(id)).toBe('nobody')
    expect((await kindsOf(reporter)).at(-1)).toBe('nobody-drawn')
    // Where nobody could be drawn, somebody may take it.
    const taker = await house.as('desk-oversight')
    const taken = await taker.post(`/api/desk/reports/${id}/take`, {
      version: await versionOf(taker, id),
      take: true,
    })
    expect(taken.status).toBe(200)
  })

  test('does not take place at a desk with one officer: who takes it has it', async () => {
    const reporter = await filed(house)
    await settle()
    const officer = await Officer.named(house, 'desk-gujrat')
    const { version } = await officer.view(reporter.sealed.id)
    const taken = await officer.client.post(`/api/desk/reports/${reporter.sealed.id}/take`, {
      version,
      take: true,
    })
    expect(taken.status).toBe(200)
  })
})

describe('a supervisor', () => {
  const draw = (client: Client, id: string, body: object) =>
    client.post(`/api/desk/reports/${id}/draw-again`, body)
  const state = async (id: string) =>
    (await (await house.as('supervisor-oversight')).get(`/api/desk/reports/${id}/assignable`)).body

  test.each(['desk-oversight', 'supervisor-gujrat', 'oversight', 'administrator'])(
    'of another desk, and %s, has nothing drawn again',
    async (handle) => {
      const { id, holder } = await drawnReport()
      const answer = await draw(await house.as(handle), id, { version: 3, reason: 'late' })
      expect([403, 404]).toContain(answer.status)
      expect(await holderOf(id)).toBe(holder)
    },
  )

  test('has a report drawn again with a reason, to somebody else, and the log says so', async () => {
    const { reporter, id, holder } = await drawnReport()
    const supervisor = await house.as('supervisor-oversight')
    const { version, draws } = await state(id)
    expect(draws).toBe(true)
    expect((await draw(supervisor, id, { version, reason: 'because' })).status).toBe(400)
    expect((await draw(supervisor, id, { version: version + 1, reason: 'late' })).status).toBe(412)
    expect((await draw(supervisor, id, { version, reason: 'late' })).status).toBe(200)
    await settle()
    expect(others(holder)).toContain(await holderOf(id))
    const { steps } = (await reporter.get('/api/mailbox/log')).body
    const lines = (steps as { line: string }[]).map(({ line }) => leafFrom(line)!)
    expect(lines.map(({ kind }) => kind)).toEqual(['received', 'assigned', 'redrawn', 'assigned'])
    expect(lines[2]).toMatchObject({ unit, more: { reason: 'late' } })
    const all = await verdicts()
    expect(all.filter(({ fault, line }) => fault || line === null)).toEqual([])
  })

  test('gives a report by hand with a reason: the log says so, and that officer may decide', async () => {
    const { reporter, id, holder } = await drawnReport()
    const supervisor = await house.as('supervisor-oversight')
    const to = others(holder)[0]!
    const { version, members } = await state(id)
    expect(members).toHaveLength(3)
    const body = { version, accountId: staffIdOf(to), reason: 'officer-not-reachable' }
    const stranger = { ...body, accountId: staffIdOf('desk-gujrat') }
    const give = (of: object) => supervisor.post(`/api/desk/reports/${id}/assign`, of)
    expect((await give(stranger)).body.code).toBe('reports/no-member')
    expect((await give(body)).status).toBe(200)
    await settle()
    expect(await holderOf(id)).toBe(to)
    const { steps } = (await reporter.get('/api/mailbox/log')).body
    expect(leafFrom(steps.at(-1).line)).toMatchObject({
      kind: 'assigned-by-hand',
      unit,
      more: { reason: 'officer-not-reachable' },
    })
    const allocation = async (handle: string) =>
      (await (await house.as(handle)).get(`/api/desk/reports/${id}/allocation`)).body
    expect(await allocation(to)).toMatchObject({ state: 'by-hand', mine: true })
    expect(await allocation(holder)).toMatchObject({ state: 'by-hand', mine: false })
  })

  test('has nothing drawn again where no lot was drawn: he gives it by hand', async () => {
    const reporter = await filed(house)
    await settle()
    const supervisor = await house.as('supervisor-gujrat')
    const { id } = reporter.sealed
    const { version, draws } = (await supervisor.get(`/api/desk/reports/${id}/assignable`)).body
    expect(draws).toBe(false)
    expect((await draw(supervisor, id, { version, reason: 'late' })).body.code).toBe(
      'reports/no-lot-here',
    )
  })
})

describe('a stranger who draws again', () => {
  test('finds every draw right', async () => {
    const all = await verdicts()
    expect(all.length).toBeGreaterThan(15)
    expect(all.filter(({ fault, line }) => fault || line === null)).toEqual([])
  })

  test.each([
    [
      'another seat',
      (line: string) => line.replace(/seat=\S+/, `seat=${'A'.repeat(43)}`),
      'other-seat',
    ],
    [
      'one passed over less or more',
      (line: string) =>
        line.replace(/ seat=/, ' passed=away seat=').replace(/passed=\S+ passed/, 'passed'),
      'other-seat',
    ],
    [
      'another checkpoint',
      (line: string) => line.replace(/size=\d+/, 'size=1'),
      'other-checkpoint',
    ],
    ['a call that is none', (line: string) => line.replace(/call=\d+/, 'call=0'), 'no-such-call'],
  ] as const)('names the draw that was tampered with: %s', async (_what, change, fault) => {
    const { lines, policy } = await readLog(house)
    // The last draw, so that the roots that the others follow from stay as they are.
    const at = lines.findLastIndex((line) => line.includes(' call=') && !line.includes('passed='))
    const bad = lines.map((line, index) => (index === at ? change(line) : line)).slice(0, at + 1)
    const found = (await judged(bad, policy)).filter((one) => one.fault)
    expect(found.map((one) => one.fault)).toEqual([fault])
    expect(found[0]!.line).toBe(at)
  })

  test('sees a report that no lot was drawn for', async () => {
    const { lines, policy } = await readLog(house)
    const at = lines.findLastIndex((line) => line.includes(' call='))
    const waiting = (await judged(lines.slice(0, at), policy)).filter(({ line }) => line === null)
    expect(waiting).toHaveLength(1)
  })
})
