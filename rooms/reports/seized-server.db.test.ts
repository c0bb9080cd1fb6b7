import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asSystem } from '../../core/database.ts'
import type { TestHouse } from '../../tests/test-house.ts'
import { fileReport } from './filing.ts'
import { nodeStretch } from './node-stretch.ts'
import { type Bytes, fromBase64, textOf } from './sealing/bytes.ts'
import { openEpoch } from './sealing/epoch.ts'
import { type Identity, unseal } from './sealing/identity.ts'
import { type PassphraseLock, unlockWithPassphrase } from './sealing/member-lock.ts'
import { mailboxOf, newReceipt } from './sealing/receipt.ts'
import { unwrapReportKey } from './sealing/report-key.ts'
import { sealReport } from './sealing/reporter.ts'
import type { DesksAnswer } from './shapes.ts'
import { gujrat, karachi, quick, reportsHouse } from './stage.ts'
import { tryoutPassphrase } from './tryout-passphrase.ts'

/** 2,000 reports in two desks; every hundredth receipt is stretched at full cost, as all are in life. */
const REPORTS = 2000
const planted = (number: number) => `راز-${number}-کامران کو ایجنٹ نے بیچ دیا`

let house: TestHouse
const deskOf = (number: number) => (number % 2 ? karachi : gujrat)

beforeAll(async () => {
  house = await reportsHouse()
  const { root, salt, desks } = (await house.anyone().get('/api/reports/desks')).body as DesksAnswer
  for (let batch = 0; batch < REPORTS; batch += 100) {
    await asSystem(house, async (db) => {
      for (let number = batch; number < batch + 100; number++) {
        const slow = number % 100 === 0 ? nodeStretch : quick
        const mailbox = await mailboxOf(newReceipt(), fromBase64(salt), slow)
        const desk = desks.find((one) => one.id === deskOf(number))!
        const routing = {
          kind: 'not-sure' as const,
          placeCode: null,
          dangerNow: false,
          language: 'ur',
        }
        const answers = { what: planted(number) }
        const now = new Date()
        const sealed = await sealReport({ desk, root, mailbox, routing, answers, files: [], now })
        await fileReport(db, sealed.id, sealed.body, now)
      }
    })
  }
}, 600_000)
afterAll(() => house.close())

type Rows = Record<string, unknown>[]

/** Everything the database holds, read as its owner with row-level security taken off: as from the disk. */
async function wholeDatabase(): Promise<Map<string, Rows>> {
  const db = house.database.kysely
  const { rows: tables } = await sql<{
    name: string
  }>`select format('%I.%I', schemaname, tablename) as name
    from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`.execute(db)
  const all = new Map<string, Rows>()
  for (const { name } of tables) {
    await sql`alter table ${sql.raw(name)} no force row level security`.execute(db)
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.raw(name)}`.execute(db)
    all.set(name, rows)
  }
  return all
}

/** The ways in which bytes may hide a text: as they are, and as hex or base64 of something. */
function readings(value: unknown): string[] {
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')]
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return [
    text,
    Buffer.from(text, 'base64').toString('utf8'),
    Buffer.from(text.replace(/^\\x/, ''), 'hex').toString('utf8'),
  ]
}

function plantedIn(text: string): number[] {
  return [...text.matchAll(/راز-(\d+)-/g)].map((match) => Number(match[1]))
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesUnder(path) : [path]
  })
}

/** What a thief with one officer's account and passphrase can open: her wraps, then reports, then messages. */
async function openedBy(database: Map<string, Rows>, handle: string): Promise<Set<number>> {
  const accountId = (await house.person(handle)).id
  const of = (table: string, key: string, value: unknown) =>
    database.get(table)!.filter((row) => row[key] === value)
  const locks = of('reports.member_lock', 'account_id', accountId)[0]!.locks as PassphraseLock[]
  const member = await unlockWithPassphrase(locks[0]!, tryoutPassphrase, quick)
  const epochs: Identity[] = []
  for (const wrap of database.get('reports.epoch_wrap')!) {
    const epoch = of('reports.desk_epoch', 'desk_id', wrap.desk_id)[0]!
    const opened = await openEpoch(
      wrap.blob as Bytes,
      member,
      JSON.parse(epoch.statement as string),
    ).catch(() => undefined)
    if (opened) epochs.push(opened.identity)
  }
  const keys: Identity[] = [member, ...epochs]
  const found = new Set<number>()
  const messages = new Map(
    database.get('reports.envelope')!.map((row) => [row.report_id, row.sealed as Bytes]),
  )
  for (const wrap of database.get('reports.key_wrap')!) {
    for (const key of keys) {
      const report = await unwrapReportKey(wrap.blob as Bytes, key).catch(() => undefined)
      if (!report) continue
      const plain = textOf(await unseal(messages.get(wrap.report_id)!, report.identity))
      for (const number of plantedIn(plain)) found.add(number)
    }
  }
  return found
}

it('from the whole database and disk nothing can be read; with one officer’s account exactly her desk’s share', async () => {
  const database = await wholeDatabase()
  expect(database.get('reports.report')).toHaveLength(REPORTS)
  expect(database.get('reports.mailbox')).toHaveLength(REPORTS)
  expect(database.get('reports.envelope')).toHaveLength(REPORTS)
  const bare: number[] = []
  for (const rows of database.values()) {
    for (const row of rows)
      for (const value of Object.values(row)) bare.push(...readings(value).flatMap(plantedIn))
  }
  expect(bare).toEqual([])
  for (const file of filesUnder(house.config.dataFolder)) {
    expect(plantedIn(readFileSync(file).toString('utf8')), file).toEqual([])
  }
  const found = await openedBy(database, 'desk-karachi')
  const hers = Array.from({ length: REPORTS }, (_, number) => number).filter(
    (number) => deskOf(number) === karachi,
  )
  expect([...found].sort((one, other) => one - other)).toEqual(hers)
}, 120_000)

it('the database has nothing by which a guessed receipt could be tried against all reports at less than full cost', async () => {
  const database = await wholeDatabase()
  const columns = Object.keys(database.get('reports.mailbox')![0]!)
  // Locator, token hash, log secret and wrap all lie behind Argon2id; body_hash is of sealed bytes.
  expect(columns.sort()).toEqual([
    'body_hash',
    'jurisdiction',
    'locator',
    'log_secret',
    'report_id',
    'token_hash',
    'wrap',
  ])
})

it('the search finds a planted sentence where there is one', () => {
  const hidden = Buffer.from(planted(7)).toString('base64')
  expect(readings(hidden).flatMap(plantedIn)).toEqual([7])
  expect(readings(Buffer.from(planted(8)).toString('hex')).flatMap(plantedIn)).toEqual([8])
  expect(readings(Buffer.from(planted(9))).flatMap(plantedIn)).toEqual([9])
})
