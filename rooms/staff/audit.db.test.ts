import { CompiledQuery, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHouse, testHouse } from '../../tests/test-house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

test('only administrators, supervisors and oversight read the audit trail', async () => {
  for (const handle of ['investigator-gujrat', 'desk-gujrat', 'statistician', 'shelter-lahore']) {
    expect((await (await house.as(handle)).get('/api/audit')).status, handle).toBe(403)
  }
  for (const handle of ['administrator', 'oversight', 'supervisor-gujrat']) {
    expect((await (await house.as(handle)).get('/api/audit')).status, handle).toBe(200)
  }
})

test('a read leaves a line that says who read what', async () => {
  await (await house.as('investigator-gujrat')).get('/api/sessions')
  const person = await house.person('investigator-gujrat')
  const found = await (await house.as('administrator')).get(
    `/api/audit?person=${person.id}&what=staff.list-sessions`,
  )
  expect(found.body.items[0]).toMatchObject({
    what: 'staff.list-sessions',
    outcome: 'done',
    person: person.name,
  })
})

test('a refusal leaves a line too, although its request was rolled back', async () => {
  await (await house.as('investigator-gujrat')).get('/api/accounts')
  const found = await (await house.as('administrator')).get(
    '/api/audit?outcome=refused&what=staff.list-accounts',
  )
  expect(found.body.items[0]).toMatchObject({ outcome: 'refused', why: 'core/not-your-duty' })
})

test('a supervisor reads the lines of their own agency only', async () => {
  await (await house.as('investigator-karachi')).get('/api/sessions')
  const lines = (await (await house.as('supervisor-gujrat')).get('/api/audit')).body.items
  const gujrat = await house.person('supervisor-gujrat')
  const names = new Set(lines.map((line: { agency: { en: string } }) => line.agency.en))
  expect(names.size).toBe(1)
  expect(gujrat.agencyKind).toBe('federal-investigation')
  expect([...names][0]).toContain('Gujrat')
})

test('nobody changes, removes or empties the audit trail, not even the owner of the table', async () => {
  for (const statement of [
    'update core.audit_line set what = $$x$$',
    'delete from core.audit_line',
    'truncate core.audit_line',
  ]) {
    const attempt = house.database.kysely.executeQuery(CompiledQuery.raw(statement))
    await expect(attempt, statement).rejects.toThrow('append-only')
  }
})

test('a line is not written in another person’s name', async () => {
  const other = await house.person('desk-gujrat')
  const forged = house.acting('investigator-gujrat', (db) =>
    sql`insert into core.audit_line (jurisdiction, id, person_id, agency_id, what, about, outcome)
      values ('PK-PB', gen_random_uuid(), ${other.id}, ${other.agencyId}, 'x.y', '{}', 'done')`.execute(
      db,
    ),
  )
  await expect(forged).rejects.toThrow(/row-level security/)
})

test('those who must see no cases cannot break the glass; the supervisor sees who did, and why', async () => {
  const supervisor = await house.as('supervisor-gujrat')
  const { body: file } = await supervisor.post('/api/cases', { title: 'Of no team' })
  const opening = {
    caseId: file.id,
    reason: 'danger-to-life',
    words: 'Made-up: a threat came in at night.',
  }
  for (const handle of ['administrator', 'statistician', 'oversight']) {
    expect((await (await house.as(handle)).post('/api/break-glass', opening)).status, handle).toBe(
      403,
    )
  }
  const answer = await (await house.as('investigator-gujrat')).post('/api/break-glass', opening)
  expect(answer.status).toBe(200)
  const hours = (Date.parse(answer.body.until) - Date.now()) / 3_600_000
  expect(hours).toBeGreaterThan(23.9)
  expect(hours).toBeLessThanOrEqual(24)
  const seen = await supervisor.get('/api/break-glass')
  expect(seen.body[0]).toMatchObject({ reason: 'danger-to-life', words: opening.words })
  expect((await (await house.as('supervisor-karachi')).get('/api/break-glass')).body).toEqual([])
})
