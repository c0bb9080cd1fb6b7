import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestHouse } from '../../tests/test-house.ts'
import { differencesOf, remainderOf } from '../reports/door.ts'
import { watchSilence } from '../reports/jobs.ts'
import { sealFollowUp } from '../reports/sealing/reporter.ts'
import { filed, Officer, type Reporter, reportsHouse } from '../reports/stage.ts'
import { logsOf } from './logs.ts'
import { findFigures } from './records.ts'
import { readLog } from './stage.ts'

let house: TestHouse
let officer: Officer
beforeAll(async () => {
  house = await reportsHouse()
  officer = await Officer.named(house, 'desk-gujrat')
})
afterAll(() => house.close())

const DAY = 86_400_000
async function watchAfter(days: number): Promise<void> {
  await watchSilence({ ...house, now: () => new Date(house.now().getTime() + days * DAY) })
}
async function linesOf(reporter: Reporter): Promise<string[]> {
  await logsOf(house).settle()
  const { body } = await reporter.get('/api/mailbox/log')
  return (body.steps as { line: string }[]).map(({ line }) => {
    const [, kind, , , , , ...more] = line.split(' ')
    return [kind, ...more].join(' ')
  })
}
async function asked(concerns: string[] | undefined): Promise<Reporter> {
  const reporter = await filed(house)
  const { id } = reporter.sealed
  const { version } = await officer.view(id)
  const decision = { decision: 'ask-for-more', reason: 'place-unclear' }
  const body = { version, ...decision, ...(concerns && { concerns }) }
  expect((await officer.client.post(`/api/desk/reports/${id}/triage`, body)).status).toBe(200)
  expect((await officer.reply(id, 'کہاں؟')).status).toBe(200)
  return reporter
}
/** Longer than any two reminders and the last wait together. */
async function longSilence(): Promise<void> {
  for (const days of [20, 40, 60, 80]) await watchAfter(days)
}
const mailboxOf = async (reporter: Reporter) => (await reporter.get('/api/mailbox')).body

describe('a report that the desk asked about', () => {
  test.each([
    ['a child', ['child']],
    ['an official', ['official']],
    ['a death', ['death']],
    ['nobody said what', undefined],
  ])('and that concerns %s is never ended by silence', async (_, concerns) => {
    const reporter = await asked(concerns)
    await longSilence()
    expect((await mailboxOf(reporter)).status).toBe('asked-more')
    expect((await mailboxOf(reporter)).endsAt).toBeNull()
    expect(await linesOf(reporter)).not.toContain('expired rule=unanswered')
  })

  test('is not ended before two reminders, each of which comes once', async () => {
    const reporter = await asked([])
    await watchAfter(5)
    expect((await linesOf(reporter)).filter((line) => line === 'reminded')).toEqual([])
    await Promise.all([watchAfter(20), watchAfter(20)])
    await watchAfter(21)
    expect((await linesOf(reporter)).filter((line) => line === 'reminded')).toHaveLength(1)
    expect((await mailboxOf(reporter)).status).toBe('asked-more')
  })

  test('ends by rule after them, is counted as ended by rule, and a word opens it again', async () => {
    const reporter = await asked([])
    expect(Date.parse((await mailboxOf(reporter)).endsAt)).toBeGreaterThan(
      house.now().getTime() + 35 * DAY,
    )
    await longSilence()
    const ended = await mailboxOf(reporter)
    expect(ended.status).toBe('expired')
    expect(ended.steps.map(({ step }: { step: string }) => step).slice(-3)).toEqual([
      'reminded',
      'reminded',
      'expired',
    ])
    expect((await linesOf(reporter)).slice(-3)).toEqual([
      'reminded',
      'reminded',
      'expired rule=unanswered',
    ])
    const unit = 'tryout-desk-gujrat'
    const before = (await readLog(house)).tallies[unit]!
    expect(before.expired).toBeGreaterThan(0)
    const open = await reporter.open()
    const { sequence, body } = await sealFollowUp(open, { words: 'وہاں', files: [] })
    await reporter.put(`/api/mailbox/follow-ups/${sequence}`, body)
    expect((await linesOf(reporter)).slice(-2)).toEqual(['wrote-again', 'reopened was=expired'])
    expect(await mailboxOf(reporter)).toMatchObject({ status: 'read', owes: 'reply' })
    const { tallies } = await readLog(house)
    expect(tallies[unit]).toMatchObject({ expired: before.expired - 1, open: before.open + 1 })
    const official = (await house.asSystem((db) => findFigures(db)))!
    expect(differencesOf(tallies, official.tallies)).toEqual([])
    for (const tally of [...Object.values(tallies), ...Object.values(official.tallies)])
      expect(remainderOf(tally)).toBe(0)
  })
})
