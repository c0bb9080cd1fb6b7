import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { addPerson, openCase } from '../cases/door.ts'
import { recordFir } from '../charges/door.ts'

/** One file with an FIR and two accused: one acquitted first and then, in appeal, nothing; one convicted. */
let house: TestHouse
let statistician: Client
let caseId: string
const accused: string[] = []

beforeAll(async () => {
  house = await testHouse()
  statistician = await house.as('statistician')
  const holder = await house.person('investigator-gujrat')
  await house.acting('investigator-gujrat', async (db) => {
    const file = await openCase(db, house, {
      jurisdiction: holder.jurisdiction,
      agencyId: holder.agencyId,
      teamId: holder.teamId,
      holderId: holder.id,
      title: 'Made up',
    })
    caseId = file.id
    for (const sex of ['Masculine', 'Feminine'] as const)
      accused.push(await addPerson(db, house, caseId, { roles: ['accused'], name: 'Made-up', sex }))
    await recordFir(db, house, caseId, {
      number: '1/2025',
      station: 'Made-up station',
      registeredOn: '2025-03-01',
      sections: ['PTPA 3(1)', 'PPC 371-A'],
      otherSections: '',
      recordedBy: holder.id,
    })
  })
  await court('2025-03-10', { kind: 'challan', outcome: 'complete' })
  await court('2025-05-01', { kind: 'verdict', outcome: 'acquitted', accusedId: accused[0]! })
  await court('2025-06-01', {
    kind: 'verdict',
    outcome: 'convicted',
    accusedId: accused[1]!,
    cited: ['PTPA 3(1)'],
  })
})
afterAll(() => house?.close())

async function court(
  onDay: string,
  of: { kind: string; outcome: string; accusedId?: string; cited?: string[] },
) {
  const investigator = await house.as('investigator-gujrat')
  const { status, body } = await investigator.post(`/api/cases/${caseId}/outcomes`, {
    victimId: null,
    nextOn: null,
    court: 'Made-up court',
    delay: null,
    months: null,
    life: false,
    death: false,
    finePkr: null,
    amountPkr: null,
    words: '',
    correctsId: null,
    accusedId: null,
    cited: [],
    onDay,
    ...of,
  })
  expect(status, JSON.stringify(body)).toBe(200)
}

interface View {
  tables: {
    code: string
    columns: string[]
    rows: { code: string; cells: { value: number | null; status: string }[] }[]
  }[]
  laws: string[]
}
async function told(standard: string, query = 'year=2025&small=show'): Promise<View> {
  const { status, body } = await statistician.get(`/api/standards/${standard}?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
function at(view: View, table: string, row: string, column: string) {
  const found = view.tables.find(({ code }) => code === table)!
  return found.rows.find(({ code }) => code === row)!.cells[found.columns.indexOf(column)]!
}

describe('who is refused', () => {
  test.each([
    '/api/standards',
    '/api/standards/glotip?year=2025',
    '/api/standards/sdg-16-2-2/data.csv?year=2025',
    '/api/standards/glotip/table.xlsx?year=2025',
  ])('whoever does not count everything gets nothing of %s', async (url) => {
    expect((await house.anyone().get(url)).status).toBe(401)
    for (const handle of ['administrator', 'investigator-gujrat', 'supervisor-gujrat'])
      expect((await (await house.as(handle)).get(url)).status).toBe(403)
  })

  test('an investigator gets nothing through the function that statisticians count by', async () => {
    const { rows } = await house.acting('investigator-gujrat', (db) =>
      sql`select * from statistics.justice_in_reach('1900-01-01', '2100-01-01')`.execute(db),
    )
    expect(rows).toEqual([])
  })

  test('oversight looks on and loads no codes', async () => {
    const oversight = await house.as('oversight')
    const list = { edition: 'x', source: 'x', csv: 'x' }
    expect((await oversight.post('/api/standards/ic-tip/codes', list)).status).toBe(403)
    await expect(
      house.acting('oversight', (db) =>
        sql`insert into statistics.code_list (jurisdiction, id, standard, edition, source, entries, loaded_by, loaded_at)
          values ('PK', gen_random_uuid(), 'ic-tip', 'x', 'x', '[]', core.viewer(), now())`.execute(
          db,
        ),
      ),
    ).rejects.toThrow(/row-level security/)
  })

  test('a standard without a file of its own says so', async () => {
    const { status, body } = await statistician.get('/api/standards/glotip/data.csv?year=2025')
    expect([status, body.code]).toEqual([404, 'statistics/standard-no-file'])
  })
})

describe('steps of justice', () => {
  test('are counted once a person, by sex and by the law of the FIR or the verdict', async () => {
    const view = await told('glotip')
    expect(at(view, 'offences', 'offence', 'total').value).toBe(1)
    // The challan names nobody: it is against both.
    expect(at(view, 'prosecutions', 'prosecuted', 'M').value).toBe(1)
    expect(at(view, 'prosecutions', 'prosecuted', 'total').value).toBe(2)
    expect(at(view, 'convictions', 'convicted', 'F').value).toBe(1)
    expect(at(view, 'articles', 'prosecuted', 'PPC + PTPA').value).toBe(2)
    expect(at(view, 'articles', 'convicted', 'PTPA').value).toBe(1)
    expect(view.laws).toEqual(['PPC', 'PTPA'])
  })

  test('stand in the year in which they were taken, by the report’s own year', async () => {
    // The FIR of 1 March 2025 is in the US report of 2025, the verdicts in that of 2026.
    expect(at(await told('us-tip'), 'law-enforcement', 'offence', 'total').value).toBe(1)
    expect(at(await told('us-tip'), 'law-enforcement', 'convicted', 'total').value).toBe(0)
    const next = await told('us-tip', 'year=2026&small=show')
    expect(at(next, 'law-enforcement', 'convicted', 'total').value).toBe(1)
  })

  test('a step that was taken back is not counted', async () => {
    const { rows } = await house.asSystem((db) =>
      sql<{ id: string }>`select id from charges.court_step where kind = 'verdict'
        and accused_id = ${accused[0]}`.execute(db),
    )
    const investigator = await house.as('investigator-gujrat')
    const { status, body } = await investigator.post(`/api/cases/${caseId}/outcomes`, {
      kind: 'taken-back',
      correctsId: rows[0]!.id,
      words: 'Made up: written into the wrong file.',
      onDay: '2025-05-02',
      accusedId: null,
      victimId: null,
      nextOn: null,
      court: '',
      outcome: null,
      delay: null,
      cited: [],
      months: null,
      life: false,
      death: false,
      finePkr: null,
      amountPkr: null,
    })
    expect(status, JSON.stringify(body)).toBe(200)
    const view = await told('national-police')
    expect(at(view, 'police-by-law', 'acquitted', 'total').value).toBe(0)
  })

  test('small numbers are hidden until they are asked for', async () => {
    const view = await told('glotip', 'year=2025')
    expect(at(view, 'convictions', 'convicted', 'total')).toEqual({ value: null, status: 'hidden' })
  })
})

describe('files', () => {
  test('begin with the byte order mark, carry law and period, and leave an audit line', async () => {
    const { status, body } = await statistician.get(
      '/api/standards/glotip/table.csv?year=2025&small=show',
    )
    expect(status).toBe(200)
    const lines = (body as string).trimEnd().split('\r\n')
    expect(lines[0]).toMatch(/^\uFEFF?standard,table,section,grade,unit,row/)
    const convicted = lines.find((line) => line.includes(',convictions,') && line.includes(',F,'))
    expect(convicted).toContain(',1,counted,PPC;PTPA,PK,2025-01-01,2025-12-31,')
    expect(lines.some((line) => line.includes('not-answered,GLOTIP Q9'))).toBe(true)
    expect(lines.some((line) => line.includes(',victims-by-citizenship,GLOTIP Q8,'))).toBe(true)
    const { rows } = await house.asSystem((db) =>
      sql<{ n: number }>`select count(*)::int as n from core.audit_line
        where what = 'statistics.standard-csv'`.execute(db),
    )
    expect(rows[0]!.n).toBeGreaterThan(0)
  })

  test('SDMX-CSV and the workbook and JSON are made', async () => {
    for (const url of [
      'sdg-16-2-2/data.csv',
      'ctdc/data.csv',
      'us-tip/table.xlsx',
      'ic-tip/table.json',
    ])
      expect((await statistician.get(`/api/standards/${url}?year=2025`)).status, url).toBe(200)
  })
})

describe('code lists', () => {
  const csv = 'variable,code,name_en,name_ur,htcds\nprs_Gender,9.1,Female,عورت,Feminine\n'
  test('are loaded, used, and taken back', async () => {
    const { body: bad } = await statistician.post('/api/standards/ic-tip/codes', {
      edition: 'made up',
      source: 'made up',
      csv: csv.replace('Feminine', 'Woman'),
    })
    expect(bad).toMatchObject({
      code: 'statistics/standard-list-htcds',
      values: { line: 2, code: 'Woman' },
    })
    const { body } = await statistician.post('/api/standards/ic-tip/codes', {
      edition: 'made up',
      source: 'made up',
      csv,
    })
    const codes = async () =>
      (await told('ic-tip')).tables
        .find(({ code }) => code === 'prs_Gender')!
        .rows.map(({ code }) => code)
    expect(await codes()).toContain('9.1')
    const back = `/api/standards/ic-tip/codes/${body.id}/take-back`
    expect((await statistician.post(back)).status).toBe(200)
    expect(await codes()).not.toContain('9.1')
    expect((await statistician.post(back)).status).toBe(404)
  })
})
