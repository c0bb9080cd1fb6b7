import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { announce } from '../../core/events.ts'
import type { Client, TestHouse } from '../../tests/test-house.ts'
import { addIncident, addPerson, openCase } from '../cases/door.ts'
import { filed, Officer, type Reporter, reportsHouse } from '../reports/stage.ts'
import { rebuildFunnel } from './funnel-recount.ts'

let house: TestHouse
let investigator: Client
let statistician: Client
let officer: Officer

interface MadeUp {
  openedOn: string
  fir?: { on: string; section: string }
  steps?: object[]
  close?: string
  reportId?: string
}

const blank = {
  accusedId: null,
  victimId: null,
  nextOn: null,
  court: 'Made-up court',
  outcome: null,
  delay: null,
  cited: [],
  months: null,
  life: false,
  death: false,
  finePkr: null,
  amountPkr: null,
  words: '',
  correctsId: null,
}
const toCourt = [
  { kind: 'challan', onDay: '2025-03-20', outcome: 'complete' },
  { kind: 'charge-framed', onDay: '2025-05-01' },
]
const verdict = { kind: 'verdict', onDay: '2025-11-01', cited: ['PTPA 3(2)'] }

// What was made in 2024 falls under PTPA 3(2): two to ten years.
const cases: Record<string, MadeUp> = {
  convicted: {
    openedOn: '2025-03-01',
    fir: { on: '2025-03-06', section: 'PTPA 3(2)' },
    steps: [
      ...toCourt,
      { ...verdict, outcome: 'convicted' },
      { kind: 'sentence', onDay: '2025-11-03', cited: ['PTPA 3(2)'], months: 6, finePkr: 100_000 },
    ],
  },
  acquitted: {
    openedOn: '2025-03-01',
    fir: { on: '2025-03-11', section: 'PTPA 3(2)' },
    steps: [...toCourt, { ...verdict, outcome: 'acquitted', because: 'witness-turned' }],
  },
  waiting: { openedOn: '2025-03-01', fir: { on: '2025-03-21', section: 'PPC 374' } },
  closed: { openedOn: '2025-03-01', close: 'accused-not-found' },
}
const made = new Map<string, string>()
let lost: Reporter
let waits: Reporter
let becameCase: Reporter

async function make(name: string, one: MadeUp) {
  const holder = await house.person('investigator-gujrat')
  const { id, accused } = await house.acting('investigator-gujrat', async (db) => {
    const { id } = await openCase(db, house, {
      jurisdiction: holder.jurisdiction,
      agencyId: holder.agencyId,
      teamId: holder.teamId,
      holderId: holder.id,
      title: 'Made up',
      openedAt: new Date(`${one.openedOn}T08:00:00Z`),
      ...(one.reportId && { reportId: one.reportId }),
    })
    const accused = await addPerson(db, house, id, { roles: ['accused'], name: 'Made-up Accused' })
    await addIncident(db, house, id, {
      kind: 'Exploitation',
      fromOn: '2024-02-01',
      untilOn: '2024-11-30',
      placeCode: 'PK-PB-lahore',
    })
    return { id, accused }
  })
  made.set(name, id)
  const post = async (url: string, body: object) => {
    const answer = await investigator.post(`/api/cases/${id}${url}`, body)
    expect([url, answer.status, answer.body]).toEqual([url, 200, expect.anything()])
  }
  if (one.fir) {
    const { on: registeredOn, section } = one.fir
    const fir = { number: `${made.size}/2025`, station: 'Made up', registeredOn, otherSections: '' }
    await post('/charges/firs', { ...fir, sections: [section] })
  }
  for (const step of one.steps ?? []) {
    const ofOne = 'kind' in step && ['verdict', 'sentence'].includes(String(step.kind))
    // The challan is in time for one FIR and late for the other: a reason fits both.
    await post('/outcomes', {
      ...blank,
      delay: 'workload',
      ...step,
      accusedId: ofOne ? accused : null,
    })
  }
  if (one.close) {
    const { body } = await investigator.get(`/api/cases/${id}`)
    await post('/status', {
      status: 'closed',
      words: 'Made up: he was never found.',
      because: one.close,
      version: body.version,
    })
  }
}

async function closeReport({ sealed: { id } }: Reporter) {
  const { version } = await officer.view(id)
  const { status, body } = await officer.client.post(`/api/desk/reports/${id}/triage`, {
    version,
    decision: 'outside-this-law',
    reason: 'labour-dispute',
    concerns: [],
    note: { sequence: 1, epoch: 1, sealed: 'AAAA' },
  })
  expect([status, body.status]).toEqual([200, 'closed'])
}

beforeAll(async () => {
  house = await reportsHouse()
  investigator = await house.as('investigator-gujrat')
  statistician = await house.as('statistician')
  officer = await Officer.named(house, 'desk-gujrat')
  for (const [name, one] of Object.entries(cases)) await make(name, one)
  lost = await filed(house)
  waits = await filed(house)
  becameCase = await filed(house)
  await closeReport(lost)
  await make('reported', {
    openedOn: house.now().toISOString().slice(0, 10),
    reportId: becameCase.sealed.id,
  })
  await house.settle()
}, 180_000)
afterAll(() => house?.close())

const exact = 'small=show'
async function funnel(client: Client, query = '') {
  const { status, body } = await client.get(`/api/funnel?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const counts = (body: { stages: Record<string, number | null>[] }, key: string) =>
  body.stages.map((one) => one[key])

describe('who is refused', () => {
  test.each([
    '/api/funnel',
    '/api/funnel/files?stage=fir&state=reached',
    '/api/funnel/funnel.csv',
    '/api/funnel/funnel.xlsx',
  ])('nobody without a sign-in, and no administrator, opens %s', async (url) => {
    expect((await house.anyone().get(url)).status).toBe(401)
    expect((await (await house.as('administrator')).get(url)).status).toBe(403)
  })

  test('a case worker takes no small counts out', async () => {
    const client = await house.as('case-worker-gujrat')
    const { status, body } = await client.get(`/api/funnel/funnel.csv?${exact}`)
    expect([status, body.code]).toEqual([403, 'statistics/small-numbers'])
  })

  test('an investigator of another province counts nothing of it, by the page or in the database', async () => {
    expect((await funnel(await house.as('investigator-karachi'))).total).toBe(0)
    const rows = await house.acting('investigator-karachi', async (db) => [
      ...(await sql`select 1 from statistics.course`.execute(db)).rows,
      ...(
        await sql`select 1 from statistics.courses_in_reach('1900-01-01', '2100-01-01', '2026-01-01')`.execute(
          db,
        )
      ).rows,
    ])
    expect(rows).toEqual([])
  })

  test('a statistician reads no row, and is told no id of a case', async () => {
    const rows = await house.acting('statistician', (db) =>
      sql`select 1 from statistics.course`.execute(db),
    )
    expect(rows.rows).toEqual([])
    const text = JSON.stringify(await funnel(statistician, exact))
    for (const id of made.values()) expect(text).not.toContain(id)
  })

  test('nobody but the system writes a row', async () => {
    await house.acting('investigator-gujrat', (db) =>
      sql`delete from statistics.course`.execute(db),
    )
    expect((await funnel(statistician, exact)).total).toBe(7)
  })
})

describe('the counts', () => {
  test('are those reasoned by hand, for who counts everything', async () => {
    const body = await funnel(statistician, exact)
    // Three reports, of which one became a case; four cases without one.
    expect(counts(body, 'reached')).toEqual([3, 5, 3, 2, 2, 2, 1])
    expect(counts(body, 'began')).toEqual([3, 4, 0, 0, 0, 0, 0])
    expect(counts(body, 'lost')).toEqual([1, 1, 0, 0, 0, 1, 0])
    expect(counts(body, 'waiting')).toEqual([1, 1, 1, 0, 0, 0, 0])
    // 5, 10 and 20 days from the case to the FIR; two wait for one or never had it.
    expect(body.stages[1].time).toMatchObject({ moved: 3, hidden: false })
    expect(body.stages[0].reasons).toEqual([
      { ending: 'outside-this-law', reason: 'labour-dispute', n: 1 },
    ])
    expect(body.stages[1].reasons).toEqual([
      { ending: 'case-closed', reason: 'accused-not-found', n: 1 },
    ])
    expect(body.stages[5].reasons).toEqual([
      { ending: 'acquitted', reason: 'witness-turned', n: 1 },
    ])
    expect(body.convictions.ofJudged).toMatchObject({ hits: 1, of: 2, share: 0.5 })
    // Six months where the text of that day says two years at least.
    expect(body.sentences).toEqual([
      expect.objectContaining({
        cited: 'PTPA 3(2)',
        middle: 6,
        least: 2,
        most: 10,
        findings: [{ finding: 'below-least', n: 1 }],
      }),
    ])
  })

  test('hide what is small unless the statistician asks for it', async () => {
    const body = await funnel(statistician)
    expect(body).toMatchObject({ hidden: true, counted: 'reach', total: 5 })
    expect(counts(body, 'reached')).toEqual([null, 5, null, null, null, null, null])
    expect(body.convictions.ofJudged).toMatchObject({ share: null, hits: null })
    expect(body.sentences[0]).toMatchObject({ n: null, middle: null, lowest: null })
  })

  test('are those of the own cases for an investigator, and of the own reports for a desk', async () => {
    const own = await funnel(investigator)
    expect(own).toMatchObject({ hidden: false, counted: 'seen', total: 5 })
    expect(counts(own, 'reached')).toEqual([1, 5, 3, 2, 2, 2, 1])
    const desk = await funnel(officer.client)
    expect(counts(desk, 'reached').at(0)).toBe(3)
  })

  test('follow the filters', async () => {
    expect((await funnel(statistician, `${exact}&act=PPC`)).total).toBe(1)
    expect((await funnel(statistician, `${exact}&district=PK-PB-lahore`)).total).toBe(5)
    expect((await funnel(statistician, `${exact}&until=2025-12-31`)).total).toBe(4)
    const years = await funnel(statistician, `${exact}&by=year&until=2025-12-31`)
    expect(years.groups.lines.map((one: { code: string }) => one.code)).toEqual(['2025'])
  })
})

describe('a count opens', () => {
  test('to the cases and reports that one may read', async () => {
    const { body } = await investigator.get('/api/funnel/files?stage=verdict&state=lost')
    expect(body).toEqual({
      matters: 1,
      files: [{ id: made.get('acquitted'), file: 'case', reference: expect.any(String) }],
      more: 0,
      closed: 0,
    })
    const reports = await officer.client.get('/api/funnel/files?stage=report&state=waiting')
    expect(reports.body.files).toEqual([
      { id: waits.sealed.id, file: 'report', reference: expect.any(String) },
    ])
  })

  test('to nothing for a statistician, who is not even told how few', async () => {
    const { body } = await statistician.get('/api/funnel/files?stage=verdict&state=lost')
    expect(body).toEqual({ matters: null, files: [], more: 0, closed: null })
  })
})

describe('each matter is counted once', () => {
  test('a report that became a case is told by the case alone', async () => {
    const { rows } = await house.asSystem((db) =>
      sql<{ id: string; file: string }>`select id, file from statistics.course
        where reported_on is not null`.execute(db),
    )
    expect(rows.map(({ id, file }) => `${file} ${id}`).sort()).toEqual(
      [
        `case ${made.get('reported')}`,
        `report ${lost.sealed.id}`,
        `report ${waits.sealed.id}`,
      ].sort(),
    )
  })

  test('however often its event comes, and after everything is counted afresh', async () => {
    const rows = () =>
      house.asSystem(
        async (db) => (await sql`select * from statistics.course order by id`.execute(db)).rows,
      )
    const before = await rows()
    await house.asSystem((db) =>
      announce(db, {
        kind: 'charges.court-step',
        about: made.get('convicted')!,
        fileId: made.get('convicted')!,
        jurisdiction: 'PK-PB',
      }),
    )
    await house.settle()
    await rebuildFunnel(house)
    expect(await rows()).toEqual(before)
  })

  test('a verdict put right by a further step counts as put right', async () => {
    const { body } = await investigator.get(`/api/cases/${made.get('acquitted')}/outcomes`)
    const wrong = body.steps.find((one: { kind: string }) => one.kind === 'verdict')
    const { status } = await investigator.post(`/api/cases/${made.get('acquitted')}/outcomes`, {
      ...blank,
      ...verdict,
      accusedId: wrong.accusedId,
      outcome: 'convicted',
      correctsId: wrong.id,
    })
    expect(status).toBe(200)
    await house.settle()
    expect((await funnel(statistician, exact)).convictions.ofJudged).toMatchObject({
      hits: 2,
      of: 2,
    })
  })
})

describe('why it was lost', () => {
  test('a reason for losing does not go with a conviction', async () => {
    const { body } = await investigator.post(`/api/cases/${made.get('convicted')}/outcomes`, {
      ...blank,
      kind: 'hearing',
      onDay: '2025-06-01',
      outcome: 'held',
      because: 'witness-turned',
    })
    expect(body.code).toBe('charges/nothing-was-lost')
  })
})

describe('the export', () => {
  test('is CSV with a line for each count, and small counts hidden', async () => {
    const { body, headers } = await statistician.get('/api/funnel/funnel.csv')
    expect(headers['content-type']).toContain('text/csv')
    const text = String(body)
    expect(text.charCodeAt(0)).toBe(0xfeff)
    expect(text).toContain('stage,case,,reached,came here')
    expect(text).toContain('lost,report,outside-this-law,labour-dispute,outside this law,')
    const shown = String((await statistician.get(`/api/funnel/funnel.csv?${exact}`)).body)
    expect(shown).toContain('stage,case,,reached,came here,یہاں پہنچے,5,,')
    expect(shown).not.toContain('<5')
  })

  test('is a workbook with its definitions', async () => {
    const { status, bytes, headers } = await investigator.get('/api/funnel/funnel.xlsx')
    expect([status, bytes.subarray(0, 2).toString()]).toEqual([200, 'PK'])
    expect(headers['content-disposition']).toMatch(/panah-funnel-\d{4}-\d\d-\d\d\.xlsx/)
  })
})
