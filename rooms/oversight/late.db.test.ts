import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client, TestHouse } from '../../tests/test-house.ts'
import { differencesOf, remainderOf } from '../reports/door.ts'
import { filed, karachi, Officer, type Reporter, reportsHouse } from '../reports/stage.ts'
import { watchDeadlines } from './jobs.ts'
import { logsOf } from './logs.ts'
import { findFigures } from './records.ts'
import { readLog } from './stage.ts'

let house: TestHouse
let officer: Officer
let supervisor: Client
let oversight: Client
beforeAll(async () => {
  house = await reportsHouse()
  officer = await Officer.named(house, 'desk-gujrat')
  supervisor = await house.as('supervisor-gujrat')
  oversight = await house.as('oversight')
})
afterAll(() => house.close())

const HOUR = 3_600_000
/** Runs the watch as it would at a later hour. */
async function watchAfter(hours: number): Promise<void> {
  await watchDeadlines({ ...house, now: () => new Date(house.now().getTime() + hours * HOUR) })
}
const late = async (client: Client, query = '') =>
  (await client.get(`/api/late${query}`)).body.items
const of = async (client: Client, reporter: Reporter) => {
  const reference =
    `${reporter.sealed.id.slice(0, 4)}-${reporter.sealed.id.slice(4, 8)}`.toUpperCase()
  return (await late(client)).filter((one: { reference: string }) => one.reference === reference)
}
async function linesOf(reporter: Reporter): Promise<string[]> {
  await logsOf(house).settle()
  const { body } = await reporter.get('/api/mailbox/log')
  return (body.steps as { line: string }[]).map(({ line }) => {
    const [, kind, , , , , ...more] = line.split(' ')
    return [kind, ...more].join(' ')
  })
}
async function lateReport(desk?: string, danger = false): Promise<Reporter> {
  const reporter = await filed(house, desk, undefined, { dangerNow: danger })
  await logsOf(house).settle()
  await house.asSystem((db) =>
    sql`update reports.report set due_at = now() - interval '1 minute' where id = ${reporter.sealed.id}`.execute(
      db,
    ),
  )
  return reporter
}

describe('what is late', () => {
  test('is shown to nobody but supervisors and the oversight body', async () => {
    expect((await house.anyone().get('/api/late')).status).toBe(401)
    for (const handle of ['desk-gujrat', 'statistician', 'administrator'])
      expect((await (await house.as(handle)).get('/api/late')).status, handle).toBe(403)
  })

  test('at another agency is neither shown to a supervisor nor his to explain', async () => {
    const reporter = await lateReport(karachi)
    await watchDeadlines(house)
    expect(await of(supervisor, reporter)).toEqual([])
    const [one] = await of(oversight, reporter)
    const said = { kind: 'explained', code: 'officer-absent' }
    expect((await supervisor.post(`/api/late/${one.id}/words`, said)).status).toBe(404)
    expect(await linesOf(reporter)).not.toContain('late-explained')
  })

  test('is explained by no one of the oversight body, and asked about by no supervisor', async () => {
    const reporter = await lateReport()
    await watchDeadlines(house)
    const [{ id }] = await of(oversight, reporter)
    const refused = await oversight.post(`/api/late/${id}/words`, {
      kind: 'explained',
      code: 'officer-absent',
    })
    expect(refused.status).toBe(403)
    const asked = { kind: 'asked', code: 'why-late' }
    expect((await supervisor.post(`/api/late/${id}/words`, asked)).status).toBe(403)
    const mixed = { kind: 'explained', code: 'why-late' }
    const wrong = await supervisor.post(`/api/late/${id}/words`, mixed)
    expect([wrong.status, wrong.body.code]).toEqual([400, 'oversight/code-of-another-word'])
  })

  test('is written by a supervisor for oversight nowhere: the database refuses it too', async () => {
    const reporter = await lateReport()
    await watchDeadlines(house)
    const [{ id }] = await of(oversight, reporter)
    const write = (handle: string, kind: string) =>
      house.acting(handle, (db) =>
        sql`insert into oversight.late_word (jurisdiction, id, overdue_id, kind, code, by_id, at)
          values ('PK-PB', gen_random_uuid(), ${id}, ${kind}, 'seen', core.viewer(), now())`.execute(
          db,
        ),
      )
    for (const [handle, kind] of [
      ['supervisor-gujrat', 'acknowledged'],
      ['oversight', 'explained'],
      ['supervisor-karachi', 'explained'],
      ['desk-gujrat', 'explained'],
    ] as const)
      await expect(write(handle, kind), handle).rejects.toThrow(/row-level security/)
  })

  test('tells the oversight body nothing of what the report is about', async () => {
    const reporter = await lateReport()
    await watchDeadlines(house)
    const [one] = await of(oversight, reporter)
    const told = JSON.stringify(one)
    for (const hidden of [reporter.sealed.id, 'work-abroad', 'PK-PB-gujrat'])
      expect(told).not.toContain(hidden)
    expect(one.deskId).toBeNull()
  })

  test('goes to the supervisor at once and to oversight when his time is over, once each', async () => {
    const reporter = await lateReport()
    await watchDeadlines(house)
    await watchAfter(23)
    expect((await of(supervisor, reporter))[0]).toMatchObject({ level: 1, step: 'triage' })
    expect(await linesOf(reporter)).toEqual([
      'received',
      'overdue step=triage',
      'escalated level=1 step=triage',
    ])
    await watchAfter(25)
    // As after a restart: the same work is done again, and by two at once.
    await Promise.all([watchAfter(26), watchAfter(26)])
    expect((await linesOf(reporter)).slice(3)).toEqual(['escalated level=2 step=triage'])
    expect((await of(oversight, reporter))[0]).toMatchObject({ level: 2 })
  })

  test('goes up sooner where somebody is in danger now', async () => {
    const reporter = await lateReport(undefined, true)
    await watchDeadlines(house)
    await watchAfter(0.9)
    expect((await of(oversight, reporter))[0].level).toBe(1)
    await watchAfter(1.1)
    expect((await of(oversight, reporter))[0].level).toBe(2)
  })

  test('stays late when it has been explained, asked about and acknowledged: each is a line', async () => {
    const reporter = await lateReport()
    await watchDeadlines(house)
    const [{ id }] = await of(oversight, reporter)
    const say = (who: Client, kind: string, code: string) =>
      who.post(`/api/late/${id}/words`, { kind, code })
    expect((await say(oversight, 'asked', 'why-late')).status).toBe(200)
    expect((await say(supervisor, 'explained', 'officer-absent')).status).toBe(200)
    expect((await say(oversight, 'acknowledged', 'seen')).status).toBe(200)
    expect((await linesOf(reporter)).slice(3)).toEqual([
      'late-asked reason=why-late step=triage',
      'late-explained reason=officer-absent step=triage',
      'late-acknowledged reason=seen step=triage',
    ])
    const [one] = await of(supervisor, reporter)
    expect(one.words.map(({ kind }: { kind: string }) => kind)).toEqual([
      'asked',
      'explained',
      'acknowledged',
    ])
  })

  test('is gone from the page when it has been done, and the counts agree', async () => {
    const reporter = await lateReport()
    await watchDeadlines(house)
    const { version } = await officer.view(reporter.sealed.id)
    await officer.client.post(`/api/desk/reports/${reporter.sealed.id}/triage`, {
      version,
      decision: 'ask-for-more',
      reason: 'place-unclear',
    })
    await watchDeadlines(house)
    expect(await of(supervisor, reporter)).toEqual([])
    expect((await linesOf(reporter)).at(-1)).toBe('caught-up step=triage')
    const { tallies } = await readLog(house)
    const official = (await house.asSystem((db) => findFigures(db)))!
    expect(differencesOf(tallies, official.tallies)).toEqual([])
    for (const tally of Object.values(tallies)) expect(remainderOf(tally)).toBe(0)
  })

  test('can be looked at by step and level', async () => {
    await lateReport()
    await watchDeadlines(house)
    const second = await late(oversight, '?level=1&step=triage')
    expect(second.length).toBeGreaterThan(0)
    expect(second.every((one: { level: number }) => one.level === 1)).toBe(true)
    expect(await late(oversight, '?step=second')).toEqual([])
    expect((await oversight.get('/api/late?step=nothing')).status).toBe(400)
  })
})

describe('the final decision', () => {
  const decideBy = async (reporter: Reporter) => (await reporter.get('/api/mailbox')).body.decideBy

  test('is owed from the day on which the desk opened the report, and no question puts it off', async () => {
    const reporter = await filed(house)
    const { id } = reporter.sealed
    expect(await decideBy(reporter)).toBeNull()
    const { version } = await officer.view(id)
    const first = await decideBy(reporter)
    expect(Date.parse(first)).toBeGreaterThan(house.now().getTime() + 40 * 24 * HOUR)
    await officer.client.post(`/api/desk/reports/${id}/triage`, {
      version,
      decision: 'ask-for-more',
      reason: 'place-unclear',
    })
    expect(await decideBy(reporter)).toBe(first)
  })

  test('that is late goes up like everything else, beside what else is owed', async () => {
    const reporter = await filed(house)
    const { id } = reporter.sealed
    await officer.view(id)
    await logsOf(house).settle()
    await house.asSystem((db) =>
      sql`update reports.report set due_at = now() - interval '1 minute', decide_by = now() - interval '1 minute'
        where id = ${id}`.execute(db),
    )
    await watchDeadlines(house)
    const steps = (await of(supervisor, reporter)).map((one: { step: string }) => one.step)
    expect(steps.sort()).toEqual(['decision', 'triage'])
  })

  test('is no longer owed when there is a case', async () => {
    const reporter = await filed(house)
    const { id } = reporter.sealed
    const { version } = await officer.view(id)
    await officer.client.post(`/api/desk/reports/${id}/triage`, {
      version,
      decision: 'open-case',
      reason: 'signs-of-trafficking',
    })
    expect(await decideBy(reporter)).toBeNull()
  })
})
