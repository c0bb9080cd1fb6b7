import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Route } from '../../core/routes.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { agencyIdOf } from '../../tryout/staff.ts'
import { routes } from './routes.ts'

let house: TestHouse
let investigator: Client
let supervisor: Client
let caseId: string
let victimId: string
let accusedId: string

const nowhere = '00000000-0000-7000-8000-000000000000'
const key = (text: string) => ({ 'idempotency-key': text })

beforeAll(async () => {
  house = await testHouse()
  investigator = await house.as('investigator-gujrat')
  supervisor = await house.as('supervisor-gujrat')
  const opened = await investigator.post('/api/cases', {
    title: 'Two brothers held in a compound',
    persons: [
      {
        roles: ['victim'],
        name: 'Bilal Ahmed',
        otherName: 'بلال احمد',
        cnic: '34201-1234567-9',
        phone: '0300 1234567',
      },
      {
        roles: ['accused'],
        name: 'Rana Sajid',
        account: 'PK36 SCBL 0000 0011 2345 6702',
        passport: 'AB1234567',
      },
    ],
  })
  expect(opened.status).toBe(200)
  caseId = opened.body.id
  const { body } = await investigator.get(`/api/cases/${caseId}`)
  victimId = body.persons[0].id
  accusedId = body.persons[1].id
})
afterAll(() => house.close())

const ids = () => ({ id: caseId, personId: victimId })
const urlOf = (route: Route, params: Record<string, string>) =>
  route.url.replace(/:(\w+)/g, (_all, name: string) => params[name] ?? nowhere)

/** A body that its schema takes, for each route that writes in a case. */
const bodies: Record<string, () => unknown> = {
  'cases.change': () => ({ title: 'x', summary: null, version: 1 }),
  'cases.set-status': () => ({ status: 'closed', words: 'x', version: 1 }),
  'cases.add-person': () => ({ roles: ['witness'] }),
  'cases.change-person': () => ({ roles: ['witness'], version: 1 }),
  'cases.reveal-identifiers': () => undefined,
  'cases.add-incident': () => ({ kind: 'Transit' }),
  'cases.change-incident': () => ({ kind: 'Transit', version: 1 }),
  'cases.add-allegation': () => ({
    fact: 'recruited',
    saidByWords: 'x',
    restsOn: 'report',
    certainty: 'said',
  }),
  'cases.correct-allegation': () => ({
    fact: 'recruited',
    saidByWords: 'x',
    restsOn: 'report',
    certainty: 'said',
    correctionWords: 'x',
  }),
  'cases.dispute-allegation': () => ({ words: 'x' }),
  'cases.set-task': () => ({ words: 'x', dueAt: new Date().toISOString() }),
  'cases.task-done': () => undefined,
  'cases.task-undo': () => undefined,
  'cases.hand-over': () => ({ to: nowhere, reason: 'leave', words: '', version: 1 }),
  'cases.share': () => ({ agencyId: nowhere, reason: 'other', words: 'x', until: '2026-12-01' }),
  'cases.withdraw-share': () => undefined,
}

function ask(client: Client, route: Route, params: Record<string, string>) {
  const url = urlOf(route, params)
  if (route.method === 'GET') return client.get(url)
  const body = bodies[route.name]?.()
  return route.method === 'PUT' ? client.put(url, body) : client.post(url, body)
}

const ofOneCase = routes.filter((route) => route.url.includes('/:id'))

describe.each(ofOneCase.map((route) => [route.name, route] as const))('%s', (_name, route) => {
  test.each(['administrator', 'statistician', 'oversight'])('refuses the %s', async (handle) => {
    const answer = await ask(await house.as(handle), route, ids())
    expect([answer.status, answer.body.code]).toEqual([403, 'core/not-your-duty'])
  })

  test('tells a shelter of the same town that there is no such case', async () => {
    const answer = await ask(await house.as('shelter-lahore'), route, ids())
    expect([answer.status, answer.body.code]).toEqual([404, 'cases/no-such-case'])
  })

  test.each([
    'investigator-karachi',
    'investigator-gujrat-two',
    'investigator-gujrat-self',
    'desk-police-lahore',
  ])('tells %s only that the case is not theirs, and nothing of it', async (handle) => {
    const answer = await ask(await house.as(handle), route, ids())
    expect([answer.status, answer.body.code]).toEqual([403, 'cases/not-yours'])
    expect(JSON.stringify(answer.body)).not.toMatch(/Bilal|GJT|brothers/)
  })

  test('tells everyone that a case which does not exist does not exist', async () => {
    const answer = await ask(investigator, route, { id: nowhere })
    expect([answer.status, answer.body.code]).toEqual([404, 'cases/no-such-case'])
  })
})

test('only the holder and the supervisor share, hand over or close', async () => {
  const screener = await house.as('screener-gujrat')
  for (const name of [
    'cases.share',
    'cases.hand-over',
    'cases.set-status',
    'cases.withdraw-share',
  ]) {
    const route = routes.find((one) => one.name === name)!
    const answer = await ask(screener, route, ids())
    expect([name, answer.status, answer.body.code]).toEqual([
      name,
      403,
      'cases/only-holder-or-supervisor',
    ])
  }
})

test('a list reaches no further than the person sees', async () => {
  for (const whose of ['agency', 'jurisdiction']) {
    const { status, body } = await investigator.get(`/api/cases?whose=${whose}`)
    expect([status, body.code]).toEqual([403, 'cases/beyond-your-reach'])
  }
})

test('a screener opens no case', async () => {
  const answer = await (await house.as('screener-gujrat')).post('/api/cases', { title: 'x' })
  expect([answer.status, answer.body.code]).toEqual([403, 'cases/may-not-open'])
})

test('what was opened is held by its opener, listed for the team and read by it', async () => {
  const { body } = await (await house.as('screener-gujrat')).get(
    '/api/cases?whose=team&status=open',
  )
  const listed = body.items.find((one: { id: string }) => one.id === caseId)
  expect(listed).toMatchObject({
    title: 'Two brothers held in a compound',
    victims: 1,
    accused: 1,
    nextDueAt: null,
  })
  expect(listed.reference).toMatch(/^GJT-20\d\d-0001$/)
  const read = await (await house.as('screener-gujrat')).get(`/api/cases/${caseId}`)
  expect(read.body.may).toEqual({ write: true, lead: false })
})

test('identifiers come only when asked for, and every asking leaves a line in the audit trail', async () => {
  const read = await investigator.get(`/api/cases/${caseId}`)
  expect(JSON.stringify(read.body)).not.toContain('1234567')
  expect(read.body.persons[0].has).toEqual(['cnic', 'phone'])
  const revealed = await investigator.post(`/api/cases/${caseId}/persons/${victimId}/reveal`)
  expect(revealed.body).toMatchObject({
    cnic: '3420112345679',
    phone: '+923001234567',
    address: null,
  })
  const { rows } = await house.asSystem((db) =>
    sql<{
      about: string[]
    }>`select about from core.audit_line where what = 'cases.reveal-identifiers' and outcome = 'done'`.execute(
      db,
    ),
  )
  expect(rows.at(-1)!.about.sort()).toEqual([caseId, victimId].sort())
})

test('nothing that names anyone lies open in the database', async () => {
  const found = await house.asSystem(async (db) => {
    const texts: string[] = []
    for (const table of [
      'cases.case_file',
      'cases.person',
      'cases.task',
      'core.event',
      'core.audit_line',
      'core.idempotency',
    ]) {
      const { rows } = await sql<{
        text: string
      }>`select t::text as text from ${sql.table(table)} t`.execute(db)
      texts.push(...rows.map((row) => row.text))
    }
    return texts.join('\n')
  })
  expect(found).not.toMatch(/Bilal|بلال|Sajid|brothers|3420112345679|3001234567|SCBL|AB1234567/)
})

describe('search', () => {
  const find = (client: Client, by: string, text: string) =>
    client.post('/api/cases/search', { by, text })

  test.each([
    ['name', 'Bilal Ahmed'],
    ['cnic', '3420112345679'],
    ['phone', '+923001234567'],
  ])('by %s finds nothing beyond one’s reach', async (by, text) => {
    for (const handle of [
      'investigator-karachi',
      'investigator-gujrat-two',
      'desk-police-lahore',
      'shelter-lahore',
    ]) {
      const { status, body } = await find(await house.as(handle), by, text)
      expect([handle, status, body.items]).toEqual([handle, 200, []])
    }
  })

  test.each([
    ['name', ' bilal  AHMED'],
    ['name', 'بِلال احمد'],
    ['cnic', '34201 1234567 9'],
    ['phone', '0092-300-1234567'],
    ['passport', 'ab 1234567'],
    ['account', 'pk36 scbl 0000001123456702'],
  ])('by %s finds %s in whichever way it is written', async (by, text) => {
    const { body } = await find(investigator, by, text)
    expect(body.items.map((one: { caseId: string }) => one.caseId)).toEqual([caseId])
  })

  test('by reference finds the case, and a malformed number says what is wrong', async () => {
    const { body: read } = await investigator.get(`/api/cases/${caseId}`)
    const { body } = await find(investigator, 'reference', ` ${read.reference.toLowerCase()}`)
    expect(body.items).toHaveLength(1)
    const wrong = await find(investigator, 'cnic', '123')
    expect([wrong.status, wrong.body.code]).toEqual([400, 'cases/cnic-not-13-digits'])
    expect(JSON.stringify(wrong.body)).not.toContain('123')
  })

  test('leaves an audit line without the words that were searched for', async () => {
    await find(investigator, 'name', 'Zebunnisa Zzz')
    const { rows } = await house.asSystem((db) =>
      sql<{
        text: string
      }>`select a::text as text from core.audit_line a where what = 'cases.search'`.execute(db),
    )
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.map((row) => row.text).join()).not.toMatch(/zebunnisa|bilal/i)
  })
})

describe('bad input', () => {
  test.each([
    ['a phone number of five digits', { phone: '12345' }, 'cases/phone-not-readable', 'phone'],
    ['a CNIC of 12 digits', { cnic: '342011234567' }, 'cases/cnic-not-13-digits', 'cnic'],
    ['a birth in the future', { birthOn: '2099-01-01' }, 'cases/date-in-future', 'birthOn'],
    [
      'an age the birth date contradicts',
      { birthOn: '2000-01-01', ageStated: 15, ageStatedOn: '2026-01-01' },
      'cases/age-contradicts-birth',
      'ageStated',
    ],
  ])('%s is refused by its field, and nothing is written', async (_what, wrong, code, field) => {
    const before = (await investigator.get(`/api/cases/${caseId}/persons`)).body.length
    const answer = await investigator.post(`/api/cases/${caseId}/persons`, {
      roles: ['witness'],
      name: 'Kept',
      ...wrong,
    })
    expect([answer.status, answer.body.code]).toEqual([400, code])
    expect(answer.body.fields).toEqual({ [field]: code })
    expect((await investigator.get(`/api/cases/${caseId}/persons`)).body).toHaveLength(before)
  })

  test('a case whose third person is wrong is not opened at all', async () => {
    const title = 'half a case'
    const answer = await investigator.post('/api/cases', {
      title,
      persons: [{ roles: ['victim'] }, { roles: ['accused'], cnic: '1' }],
    })
    expect(answer.status).toBe(400)
    const { body } = await investigator.get('/api/cases')
    expect(body.items.map((one: { title: string }) => one.title)).not.toContain(title)
  })

  test.each([
    ['SQL', "Robert'); drop table cases.person; --"],
    ['script', '<img src=x onerror="alert(1)"><script>alert(1)</script>'],
    ['Burmese', 'ကျော်ဇော'],
    ['right to left marks', '\u202Eعلی\u202C 👩🏽‍🦱'],
    ['braces', '{{name}} $t(problem)'],
  ])('%s in a name comes back letter for letter', async (_what, name) => {
    const { status, body } = await investigator.post(`/api/cases/${caseId}/persons`, {
      roles: ['witness'],
      name,
    })
    expect([status, body.name]).toEqual([200, name])
    const found = await investigator.post('/api/cases/search', { by: 'name', text: name })
    expect(found.body.items.length).toBeGreaterThan(0)
  })

  test('100,000 letters of Urdu are kept whole; one more is refused', async () => {
    const description = 'ظ'.repeat(100_000)
    const incident = {
      kind: 'Exploitation',
      fromOn: '2026-01-02',
      country: 'KHM',
      placeWords: 'گودام',
      description,
    }
    const answer = await investigator.post(`/api/cases/${caseId}/incidents`, incident)
    expect(answer.status).toBe(200)
    const { body } = await investigator.get(`/api/cases/${caseId}/incidents`)
    expect(body.find((one: { id: string }) => one.id === answer.body.id)).toMatchObject(incident)
    const more = await investigator.post(`/api/cases/${caseId}/incidents`, {
      ...incident,
      description: `${description}ظ`,
    })
    expect([more.status, more.body.fields]).toEqual([400, { description: 'core/maxLength' }])
  })

  test('a value outside its code list is refused', async () => {
    const allegation = { fact: 'was-sad', saidByWords: 'x', restsOn: 'report', certainty: 'said' }
    expect((await investigator.post(`/api/cases/${caseId}/allegations`, allegation)).status).toBe(
      400,
    )
    const incident = { kind: 'Transit', placeCode: 'PK-nowhere' }
    expect((await investigator.post(`/api/cases/${caseId}/incidents`, incident)).body.code).toBe(
      'cases/unknown-place',
    )
  })
})

test('a page that has gone stale overwrites nothing', async () => {
  const { body: opened } = await investigator.post('/api/cases', { title: 'first' })
  const url = `/api/cases/${opened.id}`
  expect((await investigator.put(url, { title: 'second', summary: null, version: 1 })).status).toBe(
    200,
  )
  const late = await investigator.put(url, { title: 'third', summary: null, version: 1 })
  expect([late.status, late.body.code]).toEqual([412, 'core/changed-since'])
  expect((await investigator.get(url)).body.title).toBe('second')
  const { body: person } = await investigator.post(`${url}/persons`, {
    roles: ['victim'],
    phone: '03001234567',
  })
  const change = { roles: ['victim'], name: 'Now named', version: person.version }
  const changed = await investigator.put(`${url}/persons/${person.id}`, change)
  // The number was left out of the change: it stays.
  expect(changed.body).toMatchObject({ name: 'Now named', has: ['phone'], version: 2 })
  expect((await investigator.put(`${url}/persons/${person.id}`, change)).status).toBe(412)
  const gone = await investigator.put(`${url}/persons/${person.id}`, {
    ...change,
    phone: null,
    version: 2,
  })
  expect(gone.body.has).toEqual([])
})

test('a repeat with the same key opens one case, and adds one person', async () => {
  const title = 'asked for twice'
  const first = await investigator.post('/api/cases', { title }, key('once'))
  const again = await investigator.post('/api/cases', { title }, key('once'))
  expect(again.body).toEqual(first.body)
  const url = `/api/cases/${first.body.id}/persons`
  await investigator.post(url, { roles: ['victim'], name: 'Once' }, key('person'))
  await investigator.post(url, { roles: ['victim'], name: 'Once' }, key('person'))
  expect((await investigator.get(url)).body).toHaveLength(1)
})

test('twenty cases opened at once get twenty references', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => investigator.post('/api/cases', { title: `many ${i}` })),
  )
  const references = answers.map((one) => one.body.reference)
  expect(new Set(references).size).toBe(20)
  const lahore = await (await house.as('case-worker-lahore')).post('/api/cases', { title: 'child' })
  const police = await (await house.as('investigator-police-lahore')).post('/api/cases', {
    title: 'kiln',
  })
  expect(lahore.body.reference).toMatch(/^LHR-20\d\d-0001$/)
  expect(police.body.reference).toMatch(/^LHR2-20\d\d-0001$/)
})

describe('allegations', () => {
  const said = () => ({
    fact: 'documents-withheld',
    accusedId,
    victimId,
    saidByPersonId: victimId,
    restsOn: 'statement',
    certainty: 'said',
    saidOn: '2026-11-01',
    words: 'He took our passports at the gate.',
  })

  test('one that nobody said, about a stranger, or from the future is refused', async () => {
    const url = `/api/cases/${caseId}/allegations`
    const codeOf = async (wrong: object) =>
      (await investigator.post(url, { ...said(), ...wrong })).body.code
    expect(await codeOf({ saidByPersonId: null })).toBe('cases/said-by-whom')
    expect(await codeOf({ accusedId: nowhere })).toBe('cases/person-not-in-case')
    expect(await codeOf({ accusedId: victimId })).toBe('cases/person-not-accused')
    expect(await codeOf({ saidOn: '2099-01-01' })).toBe('cases/date-in-future')
  })

  test('a correction stands in its place, and the first can still be read', async () => {
    const url = `/api/cases/${caseId}/allegations`
    const first = (await investigator.post(url, said())).body.id
    const correction = {
      ...said(),
      certainty: 'documented',
      correctionWords: 'The embassy confirmed it.',
    }
    const second = (await investigator.post(`${url}/${first}/correct`, correction)).body.id
    const all = (await investigator.get(url)).body as {
      id: string
      supersededById: string | null
      certainty: string
      saidBy: string
    }[]
    expect(all.find((one) => one.id === first)).toMatchObject({
      supersededById: second,
      certainty: 'said',
    })
    expect(all.find((one) => one.id === second)).toMatchObject({
      certainty: 'documented',
      saidBy: 'Bilal Ahmed',
    })
    const again = await investigator.post(`${url}/${first}/correct`, correction)
    expect([again.status, again.body.code]).toEqual([409, 'cases/already-corrected'])
    expect((await investigator.post(`${url}/${first}/dispute`, { words: 'no' })).body.code).toBe(
      'cases/already-corrected',
    )
  })

  test('a dispute lowers what counts, and keeps what was', async () => {
    const url = `/api/cases/${caseId}/allegations`
    const id = (await investigator.post(url, { ...said(), certainty: 'supported' })).body.id
    expect(
      (await investigator.post(`${url}/${id}/dispute`, { words: 'He says he never met them.' }))
        .status,
    ).toBe(200)
    const all = (await investigator.get(url)).body as { id: string }[]
    expect(all.find((one) => one.id === id)).toMatchObject({
      certainty: 'disputed',
      certaintyBefore: 'supported',
    })
    expect((await investigator.post(`${url}/${id}/dispute`, { words: 'x' })).body.code).toBe(
      'cases/already-disputed',
    )
  })
})

test('a task done and undone moves the next deadline, and doing it twice is doing it once', async () => {
  const { body: opened } = await investigator.post('/api/cases', { title: 'with a task' })
  const url = `/api/cases/${opened.id}/tasks`
  const dueAt = new Date(Date.now() + 3_600_000).toISOString()
  const task = (await investigator.post(url, { words: 'Call the family', dueAt })).body
  const nextDue = async () => (await investigator.get(`/api/cases/${opened.id}`)).body.nextDueAt
  expect(await nextDue()).toBe(dueAt)
  const due = await investigator.get('/api/cases?whose=me&due=true')
  expect(due.body.items[0].id).toBe(opened.id)
  await investigator.post(`${url}/${task.id}/done`)
  expect((await investigator.post(`${url}/${task.id}/done`)).body.doneAt).not.toBeNull()
  expect(await nextDue()).toBeNull()
  await investigator.post(`${url}/${task.id}/undo`)
  expect(await nextDue()).toBe(dueAt)
  const stranger = (await house.person('investigator-karachi')).id
  expect((await investigator.post(url, { words: 'x', dueAt, forId: stranger })).body.code).toBe(
    'cases/not-a-colleague',
  )
})

test('a shared case is read by the other agency until the share is withdrawn, and never written by it', async () => {
  const { body: opened } = await investigator.post('/api/cases', { title: 'for the prosecutor' })
  const url = `/api/cases/${opened.id}`
  const prosecutor = await house.as('prosecutor-gujrat')
  const share = (agency: string) => ({
    agencyId: agencyIdOf(agency),
    reason: 'prosecution',
    words: 'Charge decision',
    until: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
  })
  expect((await prosecutor.get(url)).status).toBe(403)
  const toShelter = await investigator.post(`${url}/shares`, share('tryout-shelter-lahore'))
  expect([toShelter.status, toShelter.body.code]).toEqual([403, 'cases/agency-may-not-receive'])
  const { body } = await investigator.post(`${url}/shares`, share('tryout-prosecution-gujrat'))
  expect(
    (await investigator.post(`${url}/shares`, share('tryout-prosecution-gujrat'))).body.code,
  ).toBe('cases/already-shared')
  expect((await prosecutor.get(url)).body.may).toEqual({ write: false, lead: false })
  expect(
    (await prosecutor.get('/api/cases?whose=shared')).body.items.map(
      (one: { id: string }) => one.id,
    ),
  ).toEqual([opened.id])
  await investigator.post(`${url}/shares`, share('tryout-police-lahore'))
  const police = await house.as('desk-police-lahore')
  const written = await police.post(`${url}/persons`, { roles: ['witness'] })
  expect([written.status, written.body.code]).toEqual([403, 'cases/only-own-agency-writes'])
  expect(
    (await prosecutor.get(`${url}/timeline`)).body.items.map((one: { kind: string }) => one.kind),
  ).toContain('case.shared')
  await investigator.post(`${url}/shares/${body.id}/withdraw`)
  expect((await prosecutor.get(url)).status).toBe(403)
  expect((await prosecutor.get('/api/cases?whose=shared')).body.items).toEqual([])
})

test('a share that has run out lets nobody in', async () => {
  const { body: opened } = await investigator.post('/api/cases', { title: 'expired' })
  await house.asSystem(async (db) => {
    await sql`insert into cases.share (jurisdiction, id, case_id, agency_id, reason, words_sealed, until, shared_by)
      values ('PK-PB', ${opened.id}, ${opened.id}, ${agencyIdOf('tryout-prosecution-gujrat')}, 'other', 'v1.', '2026-01-01',
        ${(await house.person('investigator-gujrat')).id})`.execute(db)
  })
  expect((await (await house.as('prosecutor-gujrat')).get(`/api/cases/${opened.id}`)).status).toBe(
    403,
  )
})

test('a file handed on is out of the reach of whoever saw only their own, and says why it moved', async () => {
  const self = await house.as('investigator-gujrat-self')
  const { body: opened } = await self.post('/api/cases', { title: 'moved in mid-case' })
  const url = `/api/cases/${opened.id}`
  const to = (await house.person('investigator-gujrat')).id
  const karachi = (await house.person('investigator-karachi')).id
  const over = { to, reason: 'transfer', words: 'Posted to Sialkot by order 44', version: 1 }
  expect((await self.post(`${url}/hand-over`, { ...over, to: karachi })).body.code).toBe(
    'cases/not-a-colleague',
  )
  const screener = (await house.person('screener-gujrat')).id
  expect((await self.post(`${url}/hand-over`, { ...over, to: screener })).body.code).toBe(
    'cases/cannot-hold',
  )
  expect((await self.post(`${url}/hand-over`, { ...over, version: 9 })).status).toBe(412)
  expect((await self.post(`${url}/hand-over`, over)).status).toBe(200)
  expect((await self.get(url)).status).toBe(403)
  const { body } = await investigator.get(`${url}/history`)
  expect(body.holdings).toHaveLength(2)
  expect(body.holdings[0]).toMatchObject({ reason: 'transfer', words: over.words, until: null })
  expect(body.holdings[1].until).not.toBeNull()
})

test('a closed case keeps its reason, is read, and is not written until it is taken up again', async () => {
  const { body: opened } = await investigator.post('/api/cases', { title: 'closing' })
  const url = `/api/cases/${opened.id}`
  expect(
    (await investigator.post(`${url}/status`, { status: 'closed', words: ' ', version: 1 })).status,
  ).toBe(400)
  await investigator.post(`${url}/status`, {
    status: 'closed',
    words: 'Challan sent to court',
    version: 1,
  })
  expect((await investigator.post(`${url}/persons`, { roles: ['victim'] })).body.code).toBe(
    'cases/closed',
  )
  expect((await investigator.get(url)).body.status).toBe('closed')
  expect((await investigator.get(`${url}/history`)).body.statuses[0]).toMatchObject({
    status: 'closed',
    words: 'Challan sent to court',
  })
  await supervisor.post(`${url}/status`, { status: 'open', words: 'New witness', version: 2 })
  expect((await investigator.post(`${url}/persons`, { roles: ['victim'] })).status).toBe(200)
})

test('a broken glass opens one case for reading to whoever broke it, and to no shelter', async () => {
  const { body: opened } = await supervisor.post('/api/cases', { title: 'urgent' })
  const url = `/api/cases/${opened.id}`
  const reason = {
    caseId: opened.id,
    reason: 'danger-to-life',
    words: 'The holder cannot be reached and a child is missing',
  }
  const karachi = await house.as('investigator-karachi')
  const shelter = await house.as('shelter-lahore')
  const administrator = await house.as('administrator')
  const broken = await Promise.all(
    [shelter, administrator, supervisor, karachi].map((client) =>
      client.post('/api/break-glass', reason),
    ),
  )
  expect(broken.map(({ status, body }) => body.code ?? status)).toEqual([
    'staff/may-not-break-glass',
    'core/not-your-duty',
    'cases/already-within-reach',
    200,
  ])
  const nothing = { ...reason, caseId: '01900000-0000-7000-8000-00000000dead' }
  expect((await karachi.post('/api/break-glass', nothing)).body.code).toBe('cases/no-such-case')
  expect((await shelter.get(url)).status).toBe(404)
  expect((await administrator.get(url)).status).toBe(403)
  expect((await karachi.get(url)).status).toBe(200)
  expect(
    (await karachi.get('/api/cases?whose=shared')).body.items.map((one: { id: string }) => one.id),
  ).toContain(opened.id)
  expect((await karachi.post(`${url}/persons`, { roles: ['victim'] })).body.code).toBe(
    'cases/only-own-agency-writes',
  )
  expect((await (await house.as('desk-karachi')).get(url)).status).toBe(403)
})

test('of a broken glass both supervisors are told, and each marks it for their own side', async () => {
  const { body: opened } = await supervisor.post('/api/cases', { title: 'told to both' })
  const words = 'The child was seen at the bus stand an hour ago'
  const karachi = await house.as('investigator-karachi')
  const glass = { caseId: opened.id, reason: 'child-at-risk', words }
  const { body: opening } = await karachi.post('/api/break-glass', glass)
  const theirs = await house.as('supervisor-karachi')
  const seenBy = async (client: Client) => {
    const { body } = await client.get('/api/break-glass')
    return body.find((one: { id: string }) => one.id === opening.id)
  }
  expect(await seenBy(supervisor)).toMatchObject({ words, seenAt: null })
  expect(await seenBy(theirs)).toMatchObject({ words, seenAt: null })
  const waiting = (await supervisor.get('/api/break-glass/unseen')).body.count
  expect((await supervisor.post(`/api/break-glass/${opening.id}/seen`)).status).toBe(200)
  expect((await supervisor.get('/api/break-glass/unseen')).body.count).toBe(waiting - 1)
  expect((await seenBy(supervisor)).seenAt).not.toBeNull()
  expect((await seenBy(theirs)).seenAt).toBeNull()
  expect((await theirs.post(`/api/break-glass/${opening.id}/seen`)).status).toBe(200)
})

test('the database itself refuses a broken glass for a case that is not there, or by a shelter', async () => {
  const { body: opened } = await supervisor.post('/api/cases', { title: 'behind glass' })
  const agency = (await house.person('investigator-gujrat')).agencyId
  const breakAs = (handle: string, caseId: string, holding = agency) =>
    house.acting(handle, async (db) => {
      const { id, agencyId } = await house.person(handle)
      return sql`insert into core.break_glass
        (id, person_id, agency_id, holding_agency_id, jurisdiction, case_id, reason, words_sealed, until)
        values (gen_random_uuid(), ${id}, ${agencyId}, ${holding}, 'PK-PB', ${caseId}, 'court-order', 'v1.',
          now() + interval '1 hour')`.execute(db)
    })
  const refused = /row-level security/
  await expect(breakAs('shelter-lahore', opened.id)).rejects.toThrow(refused)
  await expect(
    breakAs('investigator-karachi', '01900000-0000-7000-8000-00000000dead'),
  ).rejects.toThrow(refused)
  const own = (await house.person('investigator-karachi')).agencyId
  await expect(breakAs('investigator-karachi', opened.id, own)).rejects.toThrow(refused)
  await expect(breakAs('investigator-karachi', opened.id)).resolves.toBeDefined()
})

test('a case is tied to a report only by those who answer for it', async () => {
  const reportId = '01900000-0000-7000-8000-00000000beef'
  const tied = await investigator.post('/api/cases', { title: 'not my desk', reportId })
  expect([tied.status, tied.body.code]).toEqual([404, 'reports/no-such-report'])
})

test('what happened is told with who did it, and pages follow one another without a gap', async () => {
  const { body } = await investigator.get(`/api/cases/${caseId}/timeline`)
  expect(body.items.every((one: { by: { en: string } | null }) => one.by?.en)).toBe(true)
  const seen: string[] = []
  for (let after = ''; ; ) {
    const page = (
      await investigator.get(
        `/api/cases?whose=team${after && `&after=${encodeURIComponent(after)}`}`,
      )
    ).body
    seen.push(...page.items.map((one: { id: string }) => one.id))
    if (!page.next) break
    after = page.next
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect((await investigator.get('/api/cases?after=nonsense')).status).toBe(400)
})
