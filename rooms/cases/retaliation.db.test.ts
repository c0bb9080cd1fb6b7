import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client, TestHouse } from '../../tests/test-house.ts'
import { filed, type Reporter, reportsHouse } from '../reports/stage.ts'

let house: TestHouse
let worker: Client
let oversight: Client
let caseId: string
let reference: string
beforeAll(async () => {
  house = await reportsHouse()
  worker = await house.as('investigator-gujrat')
  oversight = await house.as('oversight')
  const { body } = await worker.post('/api/cases', { title: 'Made up: a case that came on paper' })
  caseId = body.id
  reference = body.reference
}, 120_000)
afterAll(() => house.close())

const url = (id = caseId) => `/api/cases/${id}/retaliation`
const list = async () => (await oversight.get('/api/retaliation')).body.items

async function caseFromReport(): Promise<{ id: string; reporter: Reporter }> {
  const reporter = await filed(house)
  const desk = await house.as('desk-gujrat')
  const body = { title: 'Made up: from a report', reportId: reporter.sealed.id }
  return { id: (await desk.post('/api/cases', body)).body.id, reporter }
}

describe('revenge for a case', () => {
  test('is said by nobody who does not see the case', async () => {
    expect((await house.anyone().post(url(), {})).status).toBe(401)
    for (const handle of ['investigator-karachi', 'oversight', 'administrator', 'statistician'])
      expect([403, 404], handle).toContain((await (await house.as(handle)).post(url(), {})).status)
    // Nor past the routes: neither of a case that is not his, nor in another's name.
    const smuggle = (handle: string, by: string, file = caseId) =>
      house.acting(handle, (db) =>
        sql`insert into reports.retaliation (jurisdiction, id, case_id, case_reference, agency_id, raised_by, by_id, raised_at)
          select 'PK-PB', gen_random_uuid(), ${file}, 'GJT-1', core.viewer_agency(), 'case-worker', ${sql.raw(by)}, now()`.execute(
          db,
        ),
      )
    await expect(smuggle('investigator-karachi', 'core.viewer()')).rejects.toThrow(
      /row-level security/,
    )
    await expect(
      smuggle('investigator-gujrat', "'00000000-0000-7000-8000-000000000000'"),
    ).rejects.toThrow(/row-level security/)
    expect(await list()).toEqual([])
  })

  test('is said in one go and read by the oversight body, with the number of the case alone', async () => {
    const said = await worker.post(url(), {})
    expect(said.body).toMatchObject({ raisedAt: expect.any(String), seenAt: null })
    await worker.post(url(), {})
    const items = await list()
    expect(items).toMatchObject([
      {
        raisedBy: 'case-worker',
        caseReference: reference,
        reference: null,
        unit: { en: expect.stringContaining('Gujrat') },
      },
    ])
    expect(JSON.stringify(items)).not.toMatch(/paper|investigator|Made up/)
  })

  test('is hidden from colleagues and supervisors: on their pages, in the table and in the audit trail', async () => {
    for (const handle of ['supervisor-gujrat', 'desk-gujrat', 'administrator']) {
      const client = await house.as(handle)
      if (handle !== 'administrator')
        expect((await client.get(url())).body, handle).toMatchObject({ raisedAt: null })
      for (const from of [
        sql`reports.retaliation`,
        sql`core.audit_line where what = 'cases.raise-retaliation'`,
        sql`core.event where kind like '%retaliation%'`,
      ]) {
        const { rows } = await house.acting(handle, (db) => sql`select 1 from ${from}`.execute(db))
        expect(rows, handle).toEqual([])
      }
    }
    const supervisor = await house.as('supervisor-gujrat')
    const { items } = (await supervisor.get(`/api/cases/${caseId}/timeline`)).body
    expect(JSON.stringify(items)).not.toContain('retaliation')
    expect((await supervisor.get('/api/audit?what=cases.raise-retaliation')).body.items).toEqual([])
    const seen = (await oversight.get('/api/audit?what=cases.raise-retaliation')).body.items
    expect(seen.length).toBeGreaterThan(0)
  })

  test('is told back when the oversight body has seen it and acted; then it can be said again', async () => {
    const [{ id }] = await list()
    const answer = (done: string | null) =>
      oversight.post(`/api/retaliation/${id}/answer`, { done })
    expect((await answer(null)).status).toBe(200)
    expect((await worker.get(url())).body.seenAt).not.toBeNull()
    expect((await answer('unit-warned')).status).toBe(200)
    expect((await worker.get(url())).body.doneAt).not.toBeNull()
    await worker.post(url(), {})
    expect((await worker.get(url())).body.doneAt).toBeNull()
  })

  test('is a line on the thread of the report that the case came from', async () => {
    const { id, reporter } = await caseFromReport()
    const desk = await house.as('desk-gujrat')
    expect((await desk.post(url(id), {})).status).toBe(200)
    const { rows } = await house.asSystem((db) =>
      sql`select about, file_id, data from core.event where kind = 'report.retaliation-raised'`.execute(
        db,
      ),
    )
    // Nothing that a page of desk or case follows from.
    expect(rows).toEqual([{ about: reporter.sealed.id, file_id: null, data: {} }])
  })
})
