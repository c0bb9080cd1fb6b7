import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client, TestHouse } from '../../tests/test-house.ts'
import { filed, karachi, Officer, type Reporter, reportsHouse } from '../reports/stage.ts'
import { logsOf } from './logs.ts'

let house: TestHouse
let officer: Officer
let oversight: Client
beforeAll(async () => {
  house = await reportsHouse()
  officer = await Officer.named(house, 'desk-gujrat')
  oversight = await house.as('oversight')
})
afterAll(() => house.close())

const url = '/api/mailbox/retaliation'
const list = async () => (await oversight.get('/api/retaliation')).body.items
const raised = async () => {
  const reporter = await filed(house)
  expect((await reporter.post(url)).status).toBe(200)
  return reporter
}
async function linesOf(reporter: Reporter): Promise<string[]> {
  await logsOf(house).settle()
  const { body } = await reporter.get('/api/mailbox/log')
  return (body.steps as { line: string }[]).map(({ line }) => line)
}

describe('revenge for a report', () => {
  test('is said by nobody without the receipt, and by no officer of another desk', async () => {
    expect((await house.anyone().post(url)).status).toBe(401)
    const elsewhere = await filed(house, karachi)
    const { id } = elsewhere.sealed
    expect((await officer.client.post(`/api/desk/reports/${id}/retaliation`, {})).status).toBe(404)
    const supervisor = await house.as('supervisor-karachi')
    expect((await supervisor.post(`/api/desk/reports/${id}/retaliation`, {})).status).toBe(403)
    expect(await list()).toEqual([])
  })

  test('is read by the oversight body alone', async () => {
    await raised()
    for (const handle of ['desk-gujrat', 'supervisor-gujrat', 'administrator', 'statistician']) {
      expect((await (await house.as(handle)).get('/api/retaliation')).status, handle).toBe(403)
      const { rows } = await house.acting(handle, (db) =>
        sql`select 1 from reports.retaliation`.execute(db),
      )
      expect(rows, handle).toEqual([])
    }
  })

  test('that the reporter has said shows on no page of the desk, and its line names no desk', async () => {
    const reporter = await filed(house)
    const { id } = reporter.sealed
    const seen = async () => JSON.stringify(await officer.view(id))
    await officer.view(id)
    const before = await seen()
    await reporter.post(url)
    const lines = await linesOf(reporter)
    expect(await seen()).toBe(before)
    expect(lines.at(-1)).toMatch(/^panah\/1 retaliation-raised oversight-body /)
    expect(lines.at(-1)).not.toContain('gujrat')
    const { rows } = await house.acting('desk-gujrat', (db) =>
      sql`select 1 from core.event where kind like 'report.retaliation%'`.execute(db),
    )
    expect(rows).toEqual([])
  })

  test('said twice is said once, until the oversight body has acted', async () => {
    const reporter = await raised()
    await reporter.post(url)
    expect((await linesOf(reporter)).filter((line) => line.includes('retaliation'))).toHaveLength(1)
  })

  test('is seen, acted on with a code, and said again if it goes on; the reporter is told each', async () => {
    const reporter = await raised()
    const reference =
      `${reporter.sealed.id.slice(0, 4)}-${reporter.sealed.id.slice(4, 8)}`.toUpperCase()
    const flag = (await list()).find((one: { reference: string }) => one.reference === reference)
    const answer = (done: string | null) =>
      oversight.post(`/api/retaliation/${flag.id}/answer`, { done })
    expect((await reporter.get(url)).body).toMatchObject({ seenAt: null, doneAt: null })
    expect((await answer(null)).status).toBe(200)
    expect((await reporter.get(url)).body.seenAt).not.toBeNull()
    expect((await answer('a word of our own')).status).toBe(400)
    expect((await answer('unit-warned')).status).toBe(200)
    expect((await answer('unit-warned')).body.code).toBe('reports/retaliation-dealt-with')
    expect(JSON.stringify((await reporter.get(url)).body)).not.toContain('unit-warned')
    await reporter.post(url)
    const kinds = (await linesOf(reporter)).map((line) => line.split(' ')[1])
    expect(kinds).toEqual([
      'received',
      'retaliation-raised',
      'retaliation-seen',
      'retaliation-answered',
      'retaliation-raised',
    ])
  })

  test('is said by an officer of the desk that has the report, in one go', async () => {
    const reporter = await filed(house)
    const { id } = reporter.sealed
    const answer = await officer.client.post(`/api/desk/reports/${id}/retaliation`, {})
    expect(answer.status).toBe(200)
    expect((await list())[0]).toMatchObject({ raisedBy: 'desk', seenAt: null })
    // The reporter sees the line of his report, and nobody's name.
    expect((await reporter.get(url)).body.raisedAt).toBeNull()
  })
})
