import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestHouse } from '../../tests/test-house.ts'
import { logsOf } from '../oversight/logs.ts'
import { openAccused } from './sealing/accused.ts'
import { handOverWrap } from './sealing/desk.ts'
import { filed, gujrat, karachi, Officer, type Reporter, reportsHouse } from './stage.ts'

const named = { what: 'Made up', recruiter: 'Made-up Agent of Made-up Street', official: 'police' }

let house: TestHouse
let officer: Officer
beforeAll(async () => {
  house = await reportsHouse()
  officer = await Officer.named(house, 'desk-gujrat')
}, 240_000)
afterAll(() => house.close())

const report = () => filed(house, gujrat, named)
const url = (id: string) => `/api/desk/reports/${id}/accused`

async function decide(id: string, decision: string, reason: string, by = officer) {
  const { version, envelopes } = await by.view(id)
  const notes = envelopes.filter((one) => one.direction === 'internal').length
  const note = { sequence: notes + 1, epoch: 1, sealed: 'AAAA' }
  const body = { version, decision, reason, concerns: [], note }
  expect((await by.client.post(`/api/desk/reports/${id}/triage`, body)).status).toBe(200)
}

async function opened(id: string, by = officer) {
  const { body } = await by.client.get(url(id))
  const { conversation, key } = await by.open(id)
  const first = conversation.messages[0]!.body as { macKey: string; accused: string }
  return openAccused(body.sealed, { report: id, key, macKey: first.macKey, hash: first.accused })
}

/** Everything that the server hands out of a report, by every route that names it. */
async function handedOut(reporter: Reporter, by = officer): Promise<string> {
  const { id } = reporter.sealed
  const answers = await Promise.all([
    by.client.get(`/api/desk/reports/${id}`),
    by.client.get(url(id)),
    by.client.get(`/api/desk/reports/${id}/allocation`),
    by.client.get(`/api/desk/${gujrat}/reports?status=all`),
    reporter.get('/api/mailbox'),
    reporter.get('/api/mailbox/log'),
    house.anyone().get('/api/register'),
  ])
  return answers.map(({ body }) => JSON.stringify(body)).join('\n')
}

describe('who is accused', () => {
  test('is withheld until the decision, on every route and from every role', async () => {
    const reporter = await report()
    const { id, body } = reporter.sealed
    expect((await house.anyone().get(url(id))).status).toBe(401)
    for (const [handle, status] of [
      ['desk-gujrat', 409],
      ['supervisor-gujrat', 409],
      ['desk-karachi', 404],
      ['supervisor-karachi', 403],
      ['oversight', 403],
      ['administrator', 403],
      ['investigator-gujrat', 403],
    ] as const)
      expect([handle, (await (await house.as(handle)).get(url(id))).status]).toEqual([
        handle,
        status,
      ])
    expect(await handedOut(reporter)).not.toContain(body.accused!.slice(0, 400))
    // Not even a statement that somebody smuggles in finds it: the table itself says no.
    for (const handle of [
      'desk-gujrat',
      'supervisor-gujrat',
      'desk-karachi',
      'oversight',
      'administrator',
    ]) {
      const { rows } = await house.acting(handle, (db) =>
        sql`select 1 from reports.accused_part`.execute(db),
      )
      expect([handle, rows.length]).toEqual([handle, 0])
    }
  }, 120_000)

  test('stays withheld when the desk only asks for more', async () => {
    const { id } = (await report()).sealed
    await decide(id, 'ask-for-more', 'place-unclear')
    expect((await officer.client.get(url(id))).body.code).toBe('reports/decide-first')
    expect((await officer.view(id)).accused).toBe('sealed')
  }, 60_000)

  test('is not among the answers that the desk opens, and opens after the decision', async () => {
    const { id } = (await report()).sealed
    const { conversation } = await officer.open(id)
    expect(JSON.stringify(conversation)).not.toMatch(/Agent|police/)
    await decide(id, 'open-case', 'signs-of-trafficking')
    expect((await officer.view(id)).accused).toBe('open')
    expect(await opened(id)).toEqual({ recruiter: named.recruiter, official: 'police' })
  }, 60_000)

  test('opens before only with a reason from the list, once, and never for another desk; the log says so', async () => {
    const reporter = await report()
    const { id } = reporter.sealed
    const early = (by: Officer['client'], reason: string) =>
      by.post(`${url(id)}/open-early`, { reason })
    expect((await early(officer.client, 'curiosity')).status).toBe(400)
    expect((await early(await house.as('desk-karachi'), 'danger-to-life')).status).toBe(404)
    expect((await officer.client.get(url(id))).status).toBe(409)
    expect((await early(officer.client, 'danger-to-life')).status).toBe(200)
    expect(await opened(id)).toMatchObject({ official: 'police' })
    expect((await early(officer.client, 'danger-to-life')).body.code).toBe(
      'reports/accused-already-open',
    )
    const { rows } = await house.asSystem((db) =>
      sql<{ reason: string }>`select data->>'reason' as reason from core.event
        where kind = 'report.accused-opened-early' and about = ${id}`.execute(db),
    )
    expect(rows).toEqual([{ reason: 'danger-to-life' }])
    await logsOf(house).settle()
    const { steps } = (await reporter.get('/api/mailbox/log')).body
    expect(steps.map(({ line }: { line: string }) => line)).toContainEqual(
      expect.stringMatching(
        /^panah\/1 accused-opened-early tryout-desk-gujrat .* reason=danger-to-life$/,
      ),
    )
  }, 60_000)

  test('is withheld again from the desk that a report is handed to, until that desk decides', async () => {
    const { id } = (await report()).sealed
    await decide(id, 'duplicate', 'same-report-again')
    const said = { version: (await officer.view(id)).version, kind: 'agent' }
    expect((await officer.client.post(`${url(id)}/kind`, said)).status).toBe(200)
    const open = await officer.open(id)
    const to = open.view.otherDesks.find((one) => one.id === karachi)!
    const { recipient: _, ...wrapped } = await handOverWrap(open, to, officer.root, house.now())
    const handed = await officer.client.post(`/api/desk/reports/${id}/hand-over`, {
      version: open.view.version,
      ...wrapped,
      reason: 'other-district',
    })
    expect(handed.status).toBe(200)
    expect((await officer.client.get(url(id))).status).toBe(410)
    const taker = await Officer.named(house, 'desk-karachi')
    expect((await taker.client.get(url(id))).status).toBe(409)
    expect(await taker.view(id)).toMatchObject({ accused: 'sealed', accusedKind: 'not-yet' })
    await decide(id, 'open-case', 'signs-of-trafficking', taker)
    expect(await opened(id, taker)).toMatchObject({ official: 'police' })
    expect((await taker.view(id)).accusedKind).toBe('ask')
  }, 120_000)

  test('is said in kind after the decision only, once, and by nobody but who decided', async () => {
    const { id } = (await report()).sealed
    const say = async (client: Officer['client'], kind: string) => {
      const { version } = await officer.view(id)
      return client.post(`${url(id)}/kind`, { version, kind })
    }
    expect((await say(house.anyone(), 'agent')).status).toBe(401)
    expect((await say(officer.client, 'agent')).body.code).toBe('reports/decide-first')
    const smuggled = (handle: string) =>
      house.acting(handle, (db) =>
        sql`insert into reports.accused_kind (jurisdiction, report_id, desk_id, kind, by_id, at)
          values ('PK-PB', ${id}, ${gujrat}, 'agent', core.viewer(), now())`.execute(db),
      )
    await expect(smuggled('desk-gujrat')).rejects.toThrow(/row-level security/)
    await decide(id, 'ask-for-more', 'place-unclear')
    expect((await say(officer.client, 'agent')).body.code).toBe('reports/decide-first')
    expect((await officer.view(id)).accusedKind).toBe('not-yet')
    await decide(id, 'open-case', 'signs-of-trafficking')
    for (const [handle, status] of [
      ['desk-karachi', 404],
      ['supervisor-karachi', 403],
      ['oversight', 403],
      ['administrator', 403],
    ] as const)
      expect([handle, (await say(await house.as(handle), 'agent')).status]).toEqual([
        handle,
        status,
      ])
    await expect(smuggled('desk-karachi')).rejects.toThrow(/row-level security/)
    expect((await officer.view(id)).accusedKind).toBe('ask')
    expect((await say(officer.client, 'a word of my own')).status).toBe(400)
    expect((await say(officer.client, 'agent')).status).toBe(200)
    expect((await officer.view(id)).accusedKind).toBe('agent')
    expect((await say(officer.client, 'family')).body.code).toBe('reports/accused-kind-said')
    for (const handle of ['desk-karachi', 'oversight', 'administrator']) {
      const { rows } = await house.acting(handle, (db) =>
        sql`select 1 from reports.accused_kind where report_id = ${id}`.execute(db),
      )
      expect([handle, rows.length]).toEqual([handle, 0])
    }
  }, 60_000)

  test('is not asked with the decision: an answer given there is refused', async () => {
    const { id } = (await report()).sealed
    const { version } = await officer.view(id)
    const body = { version, decision: 'open-case', reason: 'child-at-risk', accused: 'official' }
    expect((await officer.client.post(`/api/desk/reports/${id}/triage`, body)).status).toBe(400)
  })

  test('stands among the answers of a report from before it was sealed apart, which still opens', async () => {
    const reporter = await report()
    const { id, body } = await reporter.seal(gujrat, named)
    const { accused: _, ...old } = body
    expect((await reporter.send(old, id)).body.code).toBe('reports/receipt-already-used')
    const other = await filed(house, gujrat, named)
    await house.asSystem(async (db) => {
      await sql`update reports.report set accused_apart = false where id = ${other.sealed.id}`.execute(
        db,
      )
    })
    expect((await officer.view(other.sealed.id)).accused).toBe('none')
    expect((await officer.client.get(url(other.sealed.id))).status).toBe(404)
    expect((await officer.open(other.sealed.id)).conversation.messages[0]!.fault).toBeNull()
  }, 60_000)
})
