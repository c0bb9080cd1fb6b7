import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'

let house: TestHouse
let statistician: Client
let oversight: Client

beforeAll(async () => {
  house = await testHouse()
  statistician = await house.as('statistician')
  oversight = await house.as('oversight')
})
afterAll(() => house?.close())

const written = {
  measure: 'made-up-measure',
  nameEn: 'Made-up victims',
  nameUr: '',
  value: '100',
  unit: 'persons',
  place: 'PK',
  period: '2024',
  source: 'a made-up report',
  url: '',
  grade: 'N',
  state: 'verified',
  rough: false,
  note: '',
  parts: [
    { name: 'women', value: '60' },
    { name: 'men', value: '30' },
  ],
}
async function register() {
  const { status, body } = await statistician.get('/api/figures')
  expect(status).toBe(200)
  return body as {
    figures: { key: string; value: number }[]
    findings: { kind: string; figure?: string }[]
    waiting: { key: string; version: number; mayConfirm: boolean; findings: unknown[] }[]
  }
}

describe('who is refused', () => {
  test('nobody else enters, checks or confirms a figure', async () => {
    for (const handle of ['investigator-gujrat', 'supervisor-gujrat', 'administrator']) {
      const client = await house.as(handle)
      for (const url of ['/api/figures', '/api/figures/check'])
        expect((await client.post(url, written)).status).toBe(403)
      expect((await client.post('/api/figures/own-a/confirm', { version: 1 })).status).toBe(403)
    }
    expect((await oversight.post('/api/figures', written)).status).toBe(403)
    await expect(
      house.acting('oversight', (db) =>
        sql`insert into statistics.figure_version (jurisdiction, key, version, body, written_by, written_at)
          values ('PK', 'own-forged', 1, '{}', core.viewer(), now())`.execute(db),
      ),
    ).rejects.toThrow(/row-level security/)
  })

  test('a figure that is not whole comes back with its fields, and nothing is kept', async () => {
    const { status, body } = await statistician.post('/api/figures', { ...written, value: 'many' })
    expect([status, body.fields.value]).toEqual([400, 'statistics/figure-value'])
    expect((await register()).waiting).toEqual([])
  })

  test('a figure that came with Panah is not changed here', async () => {
    const { status } = await statistician.post('/api/figures', {
      ...written,
      key: 'victims-pk-2021',
      version: 1,
    })
    expect(status).toBe(400)
  })
})

describe('a figure is entered by two', () => {
  let key: string
  test('checking says what does not add up and keeps nothing', async () => {
    const { body } = await statistician.post('/api/figures/check', written)
    expect(body.findings).toEqual([
      expect.objectContaining({ kind: 'parts-do-not-close', sum: 90, total: 100, missing: 10 }),
    ])
    expect((await register()).waiting).toEqual([])
  })

  test('it waits, and whoever wrote it does not confirm it', async () => {
    key = (await statistician.post('/api/figures', written)).body.key
    const before = await register()
    expect(before.figures.map((one) => one.key)).not.toContain(key)
    expect(before.waiting).toMatchObject([{ key, version: 1, mayConfirm: false }])
    const own = await statistician.post(`/api/figures/${key}/confirm`, { version: 1 })
    expect([own.status, own.body.code]).toEqual([403, 'statistics/figure-needs-second'])
    await expect(
      house.acting('statistician', (db) =>
        sql`update statistics.figure_version set confirmed_by = core.viewer(), confirmed_at = now()
          where key = ${key}`.execute(db),
      ),
    ).rejects.toThrow(/check constraint/)
  })

  test('confirmed, it stands in the register with what the checks say; the seeded ones stay', async () => {
    expect((await oversight.post(`/api/figures/${key}/confirm`, { version: 1 })).status).toBe(200)
    const { figures, findings } = await register()
    expect(figures.find((one) => one.key === key)!.value).toBe(100)
    expect(findings).toContainEqual(
      expect.objectContaining({ kind: 'parts-do-not-close', figure: key }),
    )
    expect(figures.map((one) => one.key)).toContain('victims-pk-2021')
  })

  test('a change is a version of its own; who read an older one is told', async () => {
    const changed = { ...written, value: '90', key, version: 1 }
    expect((await statistician.post('/api/figures', changed)).status).toBe(200)
    expect((await statistician.post('/api/figures', changed)).status).toBe(412)
    // Until it is confirmed the one before stands.
    expect((await register()).figures.find((one) => one.key === key)!.value).toBe(100)
    await oversight.post(`/api/figures/${key}/confirm`, { version: 2 })
    expect((await register()).figures.find((one) => one.key === key)!.value).toBe(90)
  })

  test('taken back, the version before stands again', async () => {
    const back = { version: 2, reason: 'Made up: misread.' }
    expect((await statistician.post(`/api/figures/${key}/take-back`, back)).status).toBe(200)
    expect((await register()).figures.find((one) => one.key === key)!.value).toBe(100)
  })
})

test('a CSV is entered whole or not at all', async () => {
  const head = 'measure,name_en,value,unit,place,period,source,grade,state,parts'
  const good = 'made-up-cases,Made-up cases,10,cases,PK,2024,a made-up report,N,verified,a=6;b=3'
  const bad = good.replace(',10,', ',ten,')
  const before = (await register()).waiting.length
  const { status, body } = await statistician.post('/api/figures/import', {
    csv: [head, good, bad].join('\n'),
    check: false,
  })
  expect([status, body.code, body.values]).toEqual([
    400,
    'statistics/figures-line',
    { line: 3, field: 'value' },
  ])
  expect((await register()).waiting.length).toBe(before)
  const checked = await statistician.post('/api/figures/import', {
    csv: [head, good].join('\n'),
    check: true,
  })
  expect(checked.body).toMatchObject({ figures: 1, findings: [{ kind: 'parts-do-not-close' }] })
  expect((await register()).waiting.length).toBe(before)
  await statistician.post('/api/figures/import', { csv: [head, good].join('\n'), check: false })
  expect((await register()).waiting.length).toBe(before + 1)
})
