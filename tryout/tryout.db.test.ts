import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareGround } from '../commands/prepare.ts'
import type { Config } from '../core/config.ts'
import { asSystem, type Db } from '../core/database.ts'
import { duties } from '../core/people.ts'
import { type RunningHouse, startHouse } from '../main.ts'
import { logsOf } from '../rooms/oversight/logs.ts'
import { findFigures } from '../rooms/oversight/records.ts'
import { readLog } from '../rooms/oversight/stage.ts'
import { differencesOf } from '../rooms/reports/door.ts'
import { type TestDatabase, testDatabase } from '../tools/test-database.ts'
import { readCases } from './cases.ts'
import { madeUpCourtCases } from './courts.ts'
import { loadTryout } from './load.ts'
import { readStaff } from './staff.ts'
import { staffDesk } from './staff-desk.ts'

const quiet = () => undefined
const config: Config = {
  mode: 'tryout',
  host: '127.0.0.1',
  port: 0,
  origin: 'http://127.0.0.1',
  databaseUrl: undefined,
  dataFolder: mkdtempSync(join(tmpdir(), 'panah-tryout-test-')),
  fieldKey: new Uint8Array(32).fill(7),
  organisationRoot: undefined,
  trustProxy: false,
  idleMinutes: 20,
}
let scratch: TestDatabase
let running: RunningHouse

beforeAll(async () => {
  scratch = await testDatabase()
  await prepareGround(config, scratch, quiet)
  running = await startHouse(config, scratch.connection)
  await loadTryout(running, quiet)
})
afterAll(async () => {
  await running.close()
  await scratch.drop()
  rmSync(config.dataFolder, { recursive: true, force: true })
})

const count = (db: Db, table: string) =>
  sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`
    .execute(db)
    .then(({ rows }) => rows[0]!.n)
const countAll = () =>
  asSystem(running.house, async (db) => ({
    cases: await count(db, 'cases.case_file'),
    persons: await count(db, 'cases.person'),
    allegations: await count(db, 'cases.allegation'),
    decisions: await count(db, 'screening.decision'),
    referrals: await count(db, 'protection.referral'),
    reports: await count(db, 'reports.report'),
    requests: await count(db, 'network.request'),
  }))

describe('the try-out', () => {
  test('does not load into a live installation', async () => {
    const live = {
      ...running,
      house: { ...running.house, config: { ...config, mode: 'live' as const } },
    }
    await expect(loadTryout(live, quiet)).rejects.toThrow()
  })

  test('shows the oversight body something at once: an audit that finds it, one word of revenge, figures that agree', async () => {
    const { house } = running
    const desk = staffDesk(running)
    const get = <T>(url: string) => desk.ask<T>('oversight', 'GET', url)
    const { comparisons } = await get<{
      comparisons: { by: string; measure: string; verdict: string }[]
    }>('/api/fairness?from=2020-01-01&until=2100-01-01')
    const found = comparisons.filter(({ verdict }) => verdict === 'stands-out')
    expect(found.map(({ by, measure }) => `${by} ${measure}`)).toEqual(
      expect.arrayContaining(['accused case-opened', 'accused decision']),
    )
    const { items } = await get<{ items: { raisedBy: string }[] }>('/api/retaliation')
    expect(items).toMatchObject([{ raisedBy: 'case-worker' }])
    await logsOf(house).settle()
    const { tallies } = await readLog({
      anyone: () => ({
        get: async (url) => {
          const { statusCode: status, rawPayload: bytes } = await running.app.inject(url)
          return { status, bytes }
        },
      }),
    })
    const figures = (await asSystem(house, (db) => findFigures(db)))!
    expect(differencesOf(tallies, figures.tallies)).toEqual([])
    await desk.leave()
  })

  test('leaves nobody signed in', async () => {
    const open = await asSystem(running.house, (db) =>
      sql`select from core.session where ended_at is null`.execute(db),
    )
    expect(open.rows).toHaveLength(0)
  })

  test('has the cases that its file tells, with their people and what was said', async () => {
    const cases = readCases()
    const older = madeUpCourtCases()
    const sum = (of: (one: (typeof cases)[number]) => readonly unknown[] | undefined) =>
      cases.reduce((all, one) => all + (of(one)?.length ?? 0), 0)
    expect(await countAll()).toMatchObject({
      cases: cases.length + older.length,
      persons: sum((one) => one.persons) + older.length,
      allegations: sum((one) => one.allegations),
      decisions: sum((one) => one.screenings),
      referrals: sum((one) => one.referrals),
    })
  })

  test('loads again without adding anything', async () => {
    const before = await countAll()
    await asSystem(running.house, (db) =>
      sql`update core.setting set value = '"half"' where key = 'tryout-loaded'`.execute(db),
    )
    await loadTryout(running, quiet)
    expect(await countAll()).toEqual(before)
  })

  test('gives the clock back', () => {
    expect(Math.abs(running.house.now().getTime() - Date.now())).toBeLessThan(5_000)
  })

  test('has somebody of every duty, and cases for two provinces', async () => {
    const { staff } = readStaff()
    expect(new Set(staff.flatMap((one) => one.duties))).toEqual(new Set(duties))
    const desk = staffDesk(running)
    const gujrat = await desk.ask<{ items: unknown[] }>('investigator-gujrat', 'GET', '/api/cases')
    const karachi = await desk.ask<{ items: unknown[] }>(
      'investigator-karachi',
      'GET',
      '/api/cases',
    )
    expect(gujrat.items.length).toBeGreaterThan(3)
    expect(karachi.items.length).toBeGreaterThan(2)
    await desk.leave()
  })

  test('keeps administrators, statisticians and the oversight body away from cases', () => {
    const { staff } = readStaff()
    const away = staff.filter((one) =>
      one.duties.some((duty) =>
        ['administrator', 'statistician', 'oversight', 'legal-officer', 'content-officer'].includes(
          duty,
        ),
      ),
    )
    expect(away.map((one) => one.sees)).toEqual(away.map(() => 'nothing'))
  })
})
