import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestHouse } from '../../tests/test-house.ts'
import { filed, gujrat, Officer, reportsHouse } from './stage.ts'

let house: TestHouse
beforeAll(async () => {
  house = await reportsHouse()
})
afterAll(() => house.close())

const rule = {
  step: 'triage',
  kind: null,
  amount: 12,
  unit: 'hours',
  validFrom: '2035-01-01',
  validUntil: null,
  source: 'Standing order 1 of 2034 (made up)',
  grade: 'official-copy',
}
const feast = {
  day: '2035-03-01',
  off: true,
  name: { en: 'A feast (made up)', ur: 'عید (فرضی)' },
  source: 'Announcement (made up)',
  grade: 'press',
}

describe('a time limit', () => {
  it('is set by no desk and by no supervisor, and a holiday neither', async () => {
    for (const handle of ['desk-gujrat', 'supervisor-karachi', 'statistician']) {
      const client = await house.as(handle)
      expect((await client.post('/api/deadlines/rules', rule)).status, handle).toBe(403)
      expect((await client.post('/api/deadlines/holidays', feast)).status, handle).toBe(403)
      expect((await client.get('/api/deadlines')).status, handle).toBe(200)
    }
  })

  it('is never changed for what has come already: not from today, not by changing a row', async () => {
    const client = await house.as('oversight')
    const today = new Date(house.now().getTime() + 5 * 3_600_000).toISOString().slice(0, 10)
    expect(await client.post('/api/deadlines/rules', { ...rule, validFrom: today })).toMatchObject({
      status: 400,
      body: { fields: { validFrom: 'reports/not-in-the-future' } },
    })
    expect(
      (await client.post('/api/deadlines/rules', { ...rule, validUntil: '2034-01-01' })).body.code,
    ).toBe('reports/ends-before-it-begins')
    for (const handle of ['oversight', 'administrator'])
      for (const table of ['deadline_rule', 'holiday'])
        await expect(
          house.acting(handle, (db) =>
            sql`update ${sql.table(`reports.${table}`)} set source = 'another'`.execute(db),
          ),
        ).rejects.toThrow(/permission denied/)
  })

  it('from a coming day on is added by the oversight body, beside the one before it', async () => {
    const client = await house.as('oversight')
    const { body } = await client.post('/api/deadlines/rules', rule)
    const own = body.rules.filter((one: typeof rule) => one.step === 'triage')
    expect(own).toMatchObject([{ amount: 24, validFrom: '2026-01-01' }, rule])
    expect((await client.post('/api/deadlines/rules', rule)).body.code).toBe(
      'reports/rule-begins-that-day',
    )
    const reporter = await filed(house)
    const { receivedAt, dueAt } = (await reporter.get('/api/mailbox')).body
    expect(Date.parse(dueAt) - Date.parse(receivedAt)).toBe(24 * 3_600_000)
  })

  it('in working days passes over a day that was entered meanwhile', async () => {
    const officer = await Officer.named(house, 'desk-gujrat')
    const decided = async () => {
      const reporter = await filed(house, gujrat)
      const { version } = await officer.view(reporter.sealed.id)
      const decision = { version, decision: 'open-case', reason: 'danger-to-life' }
      const url = `/api/desk/reports/${reporter.sealed.id}/triage`
      return (await officer.client.post(url, decision)).body.dueAt as string
    }
    const before = await decided()
    const administrator = await house.as('administrator')
    const day = before.slice(0, 10)
    await administrator.post('/api/deadlines/holidays', { ...feast, day })
    const moved = await decided()
    expect(moved > before).toBe(true)
    expect(moved.slice(11)).toBe('12:00:00.000Z')
    await administrator.post('/api/deadlines/holidays', { ...feast, day, off: false })
    expect(await decided()).toBe(before)
  })
})

it('the reporter is told the terms that hold for the report, the short one where somebody is in danger', async () => {
  const reporter = await filed(house, gujrat, {}, { dangerNow: true })
  expect((await reporter.get('/api/mailbox')).body.terms).toEqual([
    { step: 'danger', amount: 60, unit: 'minutes' },
    { step: 'reply', amount: 3, unit: 'working-days' },
    { step: 'final', amount: 30, unit: 'working-days' },
  ])
})
