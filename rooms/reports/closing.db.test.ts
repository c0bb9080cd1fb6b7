import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client, TestHouse } from '../../tests/test-house.ts'
import { logsOf } from '../oversight/logs.ts'
import { findFigures } from '../oversight/records.ts'
import { readLog } from '../oversight/stage.ts'
import { differencesOf, remainderOf, totalOf } from './log/tally.ts'
import { filed, gujrat, Officer, type Reporter, reportsHouse } from './stage.ts'

let house: TestHouse
let sadia: Officer
let supervisor: Client
let oversight: Client
beforeAll(async () => {
  house = await reportsHouse()
  sadia = await Officer.named(house, 'desk-gujrat')
  supervisor = await house.as('supervisor-gujrat')
  oversight = await house.as('oversight')
})
afterAll(() => house.close())

const talk = { by: 'woman-officer', how: 'in-person', day: '2026-11-20', accusedAbsent: true }

async function decide(reporter: Reporter, more: object) {
  const { id } = reporter.sealed
  const { version, envelopes } = await sadia.view(id)
  const notes = envelopes.filter((one) => one.direction === 'internal').length
  const note = { sequence: notes + 1, epoch: 1, sealed: 'AAAA' }
  const duplicate = { decision: 'duplicate', reason: 'same-report-again' }
  return sadia.client.post(`/api/desk/reports/${id}/triage`, {
    version,
    ...duplicate,
    note,
    ...more,
  })
}

async function waitingOf(client: Client, reporter: Reporter): Promise<string | undefined> {
  const { items } = (await client.get('/api/desk/closings')).body
  const { id } = reporter.sealed
  const reference = `${id.slice(0, 4)}-${id.slice(4, 8)}`.toUpperCase()
  return items.find((one: { reference: string }) => one.reference === reference)?.id
}

const answer = (client: Client, id: string | undefined, body: object) =>
  client.post(`/api/desk/closings/${id}/answer`, body)

const kindsOf = async (reporter: Reporter) => {
  await logsOf(house).settle()
  const { steps } = (await reporter.get('/api/mailbox/log')).body
  return steps.map(({ event }: { event: string }) => JSON.parse(event).kind)
}

describe('one person alone', () => {
  it.each([
    ['about an official', { concerns: ['official'] }],
    ['about a child', { concerns: ['child'] }],
    ['about a death', { concerns: ['death'] }],
    ['of which nobody has said that it is none of these', {}],
    ['that was settled', { concerns: [], decision: 'taken-back', reason: 'settled', talk }],
    ['that was withdrawn', { concerns: [], decision: 'taken-back', reason: 'withdrawn', talk }],
  ])('may not close a report %s: the server refuses', async (_what, body) => {
    const reporter = await filed(house)
    expect(await decide(reporter, body)).toMatchObject({
      status: 409,
      body: { code: 'reports/second-person-needed' },
    })
    expect((await reporter.get('/api/mailbox')).body.status).not.toBe('closed')
  })

  it('may not close what came as a report about a child, whatever she says about it', async () => {
    const reporter = await filed(house, gujrat, {}, { kind: 'child' })
    expect((await decide(reporter, { concerns: [] })).body.code).toBe(
      'reports/second-person-needed',
    )
  })

  it('may not agree to her own proposal, not even past the routes', async () => {
    const reporter = await filed(house)
    await decide(reporter, { concerns: ['death'], propose: true })
    const id = (await waitingOf(supervisor, reporter))!
    expect(await waitingOf(sadia.client, reporter)).toBeUndefined()
    expect(await answer(sadia.client, id, { agree: true })).toMatchObject({
      status: 403,
      body: { code: 'reports/not-the-second-person' },
    })
    await expect(
      house.acting('desk-gujrat', (db) =>
        sql`update reports.closing set state = 'agreed', answered_by = core.viewer() where id = ${id}`.execute(
          db,
        ),
      ),
    ).rejects.toThrow()
  })

  it('closes another one, with a reason and with words', async () => {
    const reporter = await filed(house)
    expect((await decide(reporter, { concerns: [], note: undefined })).body.code).toBe(
      'reports/words-needed',
    )
    expect((await decide(reporter, { concerns: [] })).body.status).toBe('closed')
  })
})

it('what was settled is proposed only with a talk with the victim, the accused absent', async () => {
  const reporter = await filed(house)
  const settled = { concerns: [], decision: 'taken-back', reason: 'settled', propose: true }
  expect((await decide(reporter, settled)).body.code).toBe('reports/talk-needed')
  const present = { ...talk, accusedAbsent: false }
  expect((await decide(reporter, { ...settled, talk: present })).status).toBe(400)
  expect((await decide(reporter, { ...settled, talk })).body.owes).toBe('second')
})

it('what was said to concern a child stays said', async () => {
  const reporter = await filed(house)
  const ask = { decision: 'ask-for-more', reason: 'events-unclear' }
  expect((await decide(reporter, { ...ask, concerns: ['child'] })).status).toBe(200)
  expect((await decide(reporter, { ...ask, concerns: [] })).body.code).toBe('reports/concern-stays')
  expect((await decide(reporter, { ...ask, concerns: ['child', 'death'] })).status).toBe(200)
  expect((await sadia.view(reporter.sealed.id)).concerns).toEqual(['child', 'death'])
})

describe('that an official is accused, known only when the report is decided,', () => {
  const say = async (reporter: Reporter, kind: string) => {
    const { id } = reporter.sealed
    const { version } = await sadia.view(id)
    return sadia.client.post(`/api/desk/reports/${id}/accused/kind`, { version, kind })
  }

  it('opens again what one person has closed: the oversight body must agree', async () => {
    const reporter = await filed(house)
    expect((await decide(reporter, { concerns: [] })).body.status).toBe('closed')
    expect((await say(reporter, 'official')).body).toMatchObject({ status: 'read', owes: 'second' })
    expect((await reporter.get('/api/mailbox')).body.status).toBe('read')
    expect(await waitingOf(supervisor, reporter)).toBeUndefined()
    const id = await waitingOf(oversight, reporter)
    expect((await answer(supervisor, id, { agree: true })).status).toBe(403)
    expect((await answer(oversight, id, { agree: true })).body.status).toBe('closed')
    expect((await kindsOf(reporter)).slice(2)).toEqual([
      'decided',
      'closed',
      'reopened',
      'close-proposed',
      'decided',
      'closed',
    ])
  })

  it('does so too where a second one of the desk has agreed, and keeps the talk with the victim', async () => {
    const reporter = await filed(house)
    const settled = { decision: 'taken-back', reason: 'settled', concerns: [], talk, propose: true }
    await decide(reporter, settled)
    await answer(supervisor, await waitingOf(supervisor, reporter), { agree: true })
    expect((await say(reporter, 'official')).body.owes).toBe('second')
    const { items } = (await oversight.get('/api/desk/closings')).body
    const id = await waitingOf(oversight, reporter)
    expect(items.find((one: { id: string }) => one.id === id)).toMatchObject({
      reason: 'settled',
      talk,
      concerns: ['official'],
    })
  })

  it('changes nothing where the oversight body has agreed, where a case was opened, or another is accused', async () => {
    const one = await filed(house)
    await decide(one, { concerns: ['official'], propose: true })
    await answer(oversight, await waitingOf(oversight, one), { agree: true })
    expect((await say(one, 'official')).body.status).toBe('closed')
    const other = await filed(house)
    const opened = { decision: 'open-case', reason: 'signs-of-trafficking' }
    await decide(other, { ...opened, concerns: [] })
    expect((await say(other, 'official')).body.status).toBe('case-opened')
    expect((await sadia.view(other.sealed.id)).concerns).toEqual(['official'])
    const third = await filed(house)
    await decide(third, { concerns: [] })
    expect((await say(third, 'employer')).body.status).toBe('closed')
  })
})

describe('a second person', () => {
  it('is nobody of another agency, and sees nothing of it', async () => {
    const reporter = await filed(house)
    await decide(reporter, { concerns: ['child'], propose: true })
    const id = await waitingOf(supervisor, reporter)
    for (const handle of ['supervisor-karachi', 'desk-karachi', 'oversight']) {
      const client = await house.as(handle)
      expect(await waitingOf(client, reporter), handle).toBeUndefined()
      expect([403, 404], handle).toContain((await answer(client, id, { agree: true })).status)
    }
  })

  it('closes it by agreeing: the log and the reporter hear of both', async () => {
    const reporter = await filed(house)
    await decide(reporter, { concerns: ['child'], propose: true })
    expect((await sadia.view(reporter.sealed.id)).owes).toBe('second')
    const id = await waitingOf(supervisor, reporter)
    expect((await answer(supervisor, id, { agree: true })).body).toMatchObject({
      status: 'closed',
      owes: 'reply',
    })
    expect((await answer(supervisor, id, { agree: true })).status).toBe(409)
    expect(await kindsOf(reporter)).toEqual([
      'received',
      'read',
      'close-proposed',
      'decided',
      'closed',
    ])
    const { steps, status } = (await reporter.get('/api/mailbox')).body
    expect(status).toBe('closed')
    expect(steps.map((one: { step: string }) => one.step)).toContain('close-proposed')
    expect((await sadia.view(reporter.sealed.id)).closings).toMatchObject([
      { state: 'agreed', answeredBy: { en: expect.any(String) } },
    ])
  })

  it('refuses with a reason, and the desk must decide anew in time', async () => {
    const reporter = await filed(house)
    await decide(reporter, { concerns: ['death'], propose: true })
    const id = await waitingOf(supervisor, reporter)
    expect((await answer(supervisor, id, { agree: false })).body.code).toBe(
      'reports/refusal-needs-reason',
    )
    const refusal = 'should-become-a-case'
    expect((await answer(supervisor, id, { agree: false, refusal })).body.owes).toBe('triage')
    const view = await sadia.view(reporter.sealed.id)
    expect(view).toMatchObject({ owes: 'triage', closings: [{ state: 'refused', refusal }] })
    expect(Date.parse(view.dueAt)).toBeGreaterThan(Date.now())
    expect(await kindsOf(reporter)).toContain('close-refused')
  })

  it('for a report about an official is somebody of the oversight body alone', async () => {
    const reporter = await filed(house)
    await decide(reporter, { concerns: ['official'], propose: true })
    expect(await waitingOf(supervisor, reporter)).toBeUndefined()
    const id = await waitingOf(oversight, reporter)
    expect((await answer(supervisor, id, { agree: true })).status).toBe(403)
    expect((await answer(oversight, id, { agree: true })).body.status).toBe('closed')
    expect(await kindsOf(reporter)).toContain('closed')
  })

  it('has nothing to agree to any more once the reporter has written again', async () => {
    const reporter = await filed(house)
    await decide(reporter, { concerns: ['death'], propose: true })
    const id = await waitingOf(supervisor, reporter)
    const { sealFollowUp } = await import('./sealing/reporter.ts')
    const { sequence, body } = await sealFollowUp(await reporter.open(), {
      words: 'ایک بات اور',
      files: [],
    })
    expect((await reporter.put(`/api/mailbox/follow-ups/${sequence}`, body)).status).toBe(200)
    expect(await answer(supervisor, id, { agree: true })).toMatchObject({
      status: 409,
      body: { code: 'reports/closing-answered' },
    })
  })
})

it('after all of it the log gives the official figures, and nothing is left over', async () => {
  await logsOf(house).settle()
  const { tallies } = await readLog(house)
  const figures = (await house.asSystem((db) => findFigures(db)))!
  expect(differencesOf(tallies, figures.tallies)).toEqual([])
  expect(remainderOf(totalOf(tallies))).toBe(0)
})
