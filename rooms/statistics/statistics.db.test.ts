import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { announce } from '../../core/events.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { addAllegation, addIncident, addPerson, openCase } from '../cases/door.ts'
import { compareWithCases, rebuild } from './door.ts'
import { columns } from './export.ts'

let house: TestHouse
let statistician: Client
let screener: Client

interface MadeUp {
  sex: 'Feminine' | 'Masculine' | 'NonSpecifiedUnknown'
  age: number | null
  exploitation: string[]
  country: string | null
  place: string | null
  status: 'presumed' | 'not-so-far'
}

const cases: MadeUp[] = [
  {
    sex: 'Masculine',
    age: 24,
    exploitation: ['forced-criminality', 'forced-labour'],
    country: 'KHM',
    place: null,
    status: 'presumed',
  },
  {
    sex: 'Masculine',
    age: 31,
    exploitation: ['forced-criminality'],
    country: 'KHM',
    place: null,
    status: 'presumed',
  },
  {
    sex: 'Feminine',
    age: 19,
    exploitation: ['commercial-sex'],
    country: null,
    place: 'PK-PB-lahore',
    status: 'presumed',
  },
  {
    sex: 'Feminine',
    age: 13,
    exploitation: ['servitude'],
    country: null,
    place: 'PK-PB-lahore',
    status: 'presumed',
  },
  {
    sex: 'NonSpecifiedUnknown',
    age: null,
    exploitation: [],
    country: null,
    place: null,
    status: 'presumed',
  },
  { sex: 'Masculine', age: 40, exploitation: [], country: null, place: null, status: 'not-so-far' },
]
const detected = cases.filter(({ status }) => status === 'presumed')

const made: { caseId: string; personId: string; interviewId: string }[] = []
const today = new Date().toISOString().slice(0, 10)

async function make(one: MadeUp) {
  const holder = await house.person('investigator-gujrat')
  const { caseId, personId } = await house.acting('investigator-gujrat', async (db) => {
    const { id: caseId } = await openCase(db, house, {
      jurisdiction: holder.jurisdiction,
      agencyId: holder.agencyId,
      teamId: holder.teamId,
      holderId: holder.id,
      title: 'Made up',
    })
    const personId = await addPerson(db, house, caseId, {
      roles: ['victim'],
      name: 'Made-up Person',
      sex: one.sex,
      citizenship: one.country ? 'BGD' : 'PAK',
      ...(one.age !== null && { ageStated: one.age, ageStatedOn: today }),
    })
    await addIncident(db, house, caseId, {
      kind: 'Exploitation',
      fromOn: '2026-02-01',
      country: one.country,
      placeCode: one.place,
    })
    return { caseId, personId }
  })
  const started = await screener.post(`/api/cases/${caseId}/screening/interviews`, {
    personId,
    set: one.age !== null && one.age < 18 ? 'child-labour' : 'adult-labour',
    language: 'urd',
    interpreter: 'none',
    othersPresent: [],
    companyWords: null,
    vulnerabilities: [],
  })
  expect(started.status, JSON.stringify(started.body)).toBe(200)
  await decide(started.body.id, one.status, one.exploitation)
  made.push({ caseId, personId, interviewId: started.body.id })
}

async function decide(interviewId: string, status: string, exploitation: string[]) {
  const { status: answered, body } = await screener.post(
    `/api/screening/interviews/${interviewId}/decision`,
    {
      status,
      reasons: [status === 'presumed' ? 'signs-point-to-it' : 'too-little-known'],
      words: 'Made-up words that are long enough to be a reason.',
      exploitation,
    },
  )
  expect(answered, JSON.stringify(body)).toBe(200)
}

beforeAll(async () => {
  house = await testHouse()
  statistician = await house.as('statistician')
  screener = await house.as('screener-gujrat')
  for (const one of cases) await make(one)
  await house.settle()
}, 120_000)

afterAll(() => house?.close())

async function table(client: Client, query: string) {
  const { status, body } = await client.get(`/api/numbers?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body as {
    total: number
    rows: { code: string; n: number; cells: Record<string, number> }[]
    notes: unknown[]
    counted: string
  }
}

describe('who is refused', () => {
  test.each([
    '/api/numbers',
    '/api/numbers/cases',
    '/api/numbers/victims.csv',
    '/api/numbers/victims.xlsx',
  ])('nobody without a sign-in, and no administrator, opens %s', async (url) => {
    expect((await house.anyone().get(url)).status).toBe(401)
    expect((await (await house.as('administrator')).get(url)).status).toBe(403)
  })

  test('a case worker takes no small numbers out', async () => {
    const client = await house.as('case-worker-gujrat')
    const { status, body } = await client.get('/api/numbers/victims.csv?small=show')
    expect([status, body.code]).toEqual([403, 'statistics/small-numbers'])
  })

  test('a period that ends before it begins is sent back', async () => {
    const { status, body } = await statistician.get('/api/numbers?from=2026-05-01&until=2026-04-01')
    expect([status, body.code]).toEqual([400, 'statistics/period-backwards'])
  })

  test('nobody but the system writes a count', async () => {
    const forged = house.acting('investigator-gujrat', (db) =>
      sql`delete from statistics.detected_victim`.execute(db),
    )
    await forged
    expect((await table(statistician, 'by=sex')).total).toBe(detected.length)
  })
})

describe('the counts', () => {
  test('are those of a slow count over the cases', async () => {
    const sexes = await table(statistician, 'by=sex&across=age')
    expect(sexes.total).toBe(detected.length)
    for (const row of sexes.rows) {
      const ofSex = detected.filter(({ sex }) => sex === row.code)
      expect([row.code, row.n]).toEqual([row.code, ofSex.length])
      expect(row.cells['<18']).toBe(ofSex.filter(({ age }) => age !== null && age < 18).length)
      expect(row.cells['18+']).toBe(ofSex.filter(({ age }) => age !== null && age >= 18).length)
      expect(row.cells['not-recorded']).toBe(ofSex.filter(({ age }) => age === null).length)
    }
    const forms = await table(statistician, 'by=form')
    for (const row of forms.rows) {
      const slow = detected.filter(({ exploitation }) =>
        row.code === 'not-recorded' ? exploitation.length === 0 : exploitation.includes(row.code),
      )
      expect([row.code, row.n]).toEqual([row.code, slow.length])
    }
    const places = await table(statistician, 'by=place')
    const of = (code: string) => places.rows.find((row) => row.code === code)?.n
    expect([of('KHM'), of('PK-PB'), of('not-recorded')]).toEqual([2, 2, 1])
  })

  test('say where a victim stands in two rows', async () => {
    const { notes } = await table(statistician, 'by=form')
    expect(notes).toContainEqual({ code: 'adds-up-to-more', dimension: 'form', n: 6, total: 5 })
  })

  test('are only of what one may see, for whoever works cases', async () => {
    const own = await table(await house.as('investigator-gujrat'), 'by=sex')
    expect([own.total, own.counted]).toEqual([detected.length, 'seen'])
    for (const handle of ['investigator-karachi', 'investigator-gujrat-two', 'shelter-lahore']) {
      expect((await table(await house.as(handle), 'by=sex')).total).toBe(0)
    }
  })

  test('open down to the cases, for who may see them', async () => {
    const client = await house.as('investigator-gujrat')
    const { body } = await client.get('/api/numbers/cases?place=KHM')
    expect(body).toMatchObject({ victims: 2, more: 0, closed: 0 })
    expect(body.cases.map((one: { id: string }) => one.id).sort()).toEqual(
      [made[0]!.caseId, made[1]!.caseId].sort(),
    )
    expect(body.cases[0].reference).toMatch(/^[A-Z]{3}-\d{4}-\d{4}$/)
  })

  test('open to no case for a statistician, who is told how many there are', async () => {
    for (const handle of ['statistician', 'oversight']) {
      const { body } = await (await house.as(handle)).get('/api/numbers/cases?place=KHM')
      expect(body).toEqual({ victims: 2, cases: [], more: 0, closed: 2 })
    }
  })

  test('give a statistician no row of a case, neither through the answer nor in the database', async () => {
    const answer = await statistician.get('/api/numbers?by=form&across=sex')
    for (const { caseId, personId } of made) {
      expect(JSON.stringify(answer.body)).not.toContain(caseId)
      expect(JSON.stringify(answer.body)).not.toContain(personId)
    }
    const rows = await house.acting('statistician', (db) =>
      sql`select case_id from statistics.detected_victim`.execute(db),
    )
    expect(rows.rows).toEqual([])
  })

  test('give an investigator nothing through the way that statisticians count by', async () => {
    const rows = await house.acting('investigator-karachi', (db) =>
      sql`select * from statistics.counted_in_reach('1900-01-01', '2100-01-01')`.execute(db),
    )
    expect(rows.rows).toEqual([])
  })
})

describe('each victim is counted once', () => {
  test('when the same event comes twice', async () => {
    const { caseId, personId } = made[0]!
    for (let i = 0; i < 2; i += 1) {
      await house.asSystem((db) =>
        announce(db, {
          kind: 'screening.decided',
          about: caseId,
          fileId: caseId,
          jurisdiction: 'PK-PB',
          data: { personId, status: 'presumed' },
        }),
      )
    }
    await house.settle()
    expect((await table(statistician, 'by=sex')).total).toBe(detected.length)
  })

  test('and the rows kept by events are those of a fresh count', async () => {
    expect(await compareWithCases(house)).toMatchObject({
      victims: detected.length,
      missing: 0,
      superfluous: 0,
      different: 0,
    })
  })

  test('and a row that went astray is found, and mended by a rebuild', async () => {
    await house.asSystem(async (db) => {
      await sql`delete from statistics.detected_victim where case_id = ${made[0]!.caseId}`.execute(
        db,
      )
      await sql`update statistics.detected_victim set sex = 'NonConforming' where case_id = ${made[1]!.caseId}`.execute(
        db,
      )
    })
    expect(await compareWithCases(house)).toMatchObject({
      missing: 1,
      different: 1,
      superfluous: 0,
    })
    await rebuild(house)
    expect(await compareWithCases(house)).toMatchObject({
      missing: 0,
      different: 0,
      superfluous: 0,
    })
  })
})

test('the numbers follow a decision that was reconsidered', async () => {
  const { interviewId, personId, caseId } = made[4]!
  const { body: interview } = await screener.get(`/api/screening/interviews/${interviewId}`)
  const decision = interview.decisions.at(-1)
  const changed = await screener.post(`/api/screening/interviews/${interviewId}/reconsidered`, {
    supersedes: decision.id,
    cause: 'new-facts',
    status: 'not-so-far',
    reasons: ['too-little-known'],
    words: 'Made-up words that are long enough to be a reason.',
    exploitation: [],
  })
  expect(changed.status, JSON.stringify(changed.body)).toBe(200)
  await house.settle()
  expect((await table(statistician, 'by=sex')).total).toBe(detected.length - 1)
  const left = await house.asSystem((db) =>
    sql`select person_id from statistics.detected_victim where person_id = ${personId} and case_id = ${caseId}`.execute(
      db,
    ),
  )
  expect(left.rows).toEqual([])
})

test('the numbers follow a correction of what is known about a person', async () => {
  const { caseId } = made[2]!
  await house.acting('investigator-gujrat', (db) =>
    addIncident(db, house, caseId, { kind: 'Exploitation', fromOn: '2026-06-01', country: 'ARE' }),
  )
  await house.settle()
  const places = await table(statistician, 'by=place')
  expect(places.rows.find(({ code }) => code === 'ARE')?.n).toBe(1)
})

test('citizenship is counted, and means of control until somebody disputes them', async () => {
  const citizens = (await table(statistician, 'by=citizenship')).rows
  const abroad = detected.filter(({ country }) => country !== null).length
  expect(citizens.find(({ code }) => code === 'BGD')?.n).toBe(abroad)
  const { caseId, personId } = made[0]!
  const alleged = (fact: 'false-promise' | 'recruited') =>
    house.acting('investigator-gujrat', (db) =>
      addAllegation(db, house, caseId, {
        fact,
        victimId: personId,
        saidByPersonId: personId,
        restsOn: 'statement',
        certainty: 'said',
      }),
    )
  await alleged('recruited')
  const id = await alleged('false-promise')
  await house.settle()
  const promised = async () =>
    (await table(statistician, 'by=means')).rows.find(({ code }) => code === 'false-promise')?.n
  expect(await promised()).toBe(1)
  expect((await table(statistician, 'by=sex&means=false-promise&citizenship=BGD')).total).toBe(1)
  const investigator = await house.as('investigator-gujrat')
  const disputed = await investigator.post(`/api/cases/${caseId}/allegations/${id}/dispute`, {
    words: 'Made up: he says it was another.',
  })
  expect(disputed.status, JSON.stringify(disputed.body)).toBe(200)
  await house.settle()
  expect(await promised()).toBe(0)
  const { different, missing } = await compareWithCases(house)
  expect([different, missing]).toEqual([0, 0])
})

test('an answer that is given, and changed, after the decision is counted as it now stands', async () => {
  const { interviewId } = made[1]!
  // DR01 of the ILO's indicators, deceived about the work, states a false promise.
  const answer = async (value: 'yes' | 'no', version: number) => {
    const { status, body } = await screener.put(
      `/api/screening/interviews/${interviewId}/answers`,
      {
        answers: [
          {
            indicator: 'DR01',
            value,
            restsOn: ['said-now'],
            allegationIds: [],
            facts: [],
            note: null,
            at: new Date().toISOString(),
            version,
          },
        ],
      },
    )
    expect(status, JSON.stringify(body)).toBe(200)
    await house.settle()
  }
  const promised = async () =>
    (await table(statistician, 'by=means')).rows.find(({ code }) => code === 'false-promise')?.n
  const before = (await promised())!
  await answer('yes', 0)
  expect(await promised()).toBe(before + 1)
  expect(await compareWithCases(house)).toMatchObject({ missing: 0, superfluous: 0, different: 0 })
  await answer('no', 1)
  expect(await promised()).toBe(before)
  expect(await compareWithCases(house)).toMatchObject({ missing: 0, superfluous: 0, different: 0 })
})

describe('the export', () => {
  test('is CSV with a byte order mark, HTCDS columns, and adds up to the victims', async () => {
    const { body, headers } = await statistician.get('/api/numbers/victims.csv?small=show')
    const text = String(body)
    expect(headers['content-type']).toContain('text/csv')
    expect(text.charCodeAt(0)).toBe(0xfeff)
    const [head, ...lines] = text.slice(1).trimEnd().split('\r\n')
    expect(head).toBe(columns.join(','))
    const { total } = await table(statistician, 'by=sex')
    expect(lines.reduce((all, line) => all + Number(line.split(',').at(-1)), 0)).toBe(total)
    expect(text).toContain('PossibleVictimOfTrafficking')
  })

  test('hides small numbers unless they are asked for', async () => {
    const { body } = await statistician.get('/api/numbers/victims.csv')
    const counts = String(body)
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',').at(-1))
    expect(new Set(counts)).toEqual(new Set(['<5']))
  })

  test('is a workbook with labels, definitions and crosswalk, and leaves an audit line', async () => {
    const { status, bytes, headers } = await statistician.get('/api/numbers/victims.xlsx')
    expect(status).toBe(200)
    expect(headers['content-disposition']).toMatch(/panah-victims-\d{4}-\d\d-\d\d\.xlsx/)
    expect(bytes.subarray(0, 2).toString()).toBe('PK')
    const lines = await house.asSystem((db) =>
      sql`select 1 from core.audit_line where what = 'statistics.export-xlsx' and outcome = 'done'`.execute(
        db,
      ),
    )
    expect(lines.rows).toHaveLength(1)
  })
})
