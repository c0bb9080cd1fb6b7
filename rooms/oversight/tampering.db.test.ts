import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { base64, textOf, utf8 } from '../../libraries/transparency-log/index.ts'
import type { TestHouse } from '../../tests/test-house.ts'
import { filed, gujrat, Officer, reportsHouse } from '../reports/stage.ts'
import { checkSteps, searchLog } from '../reports/web/public/log-proof.ts'
import { verifyAudit } from './audit-check.ts'
import { readDisclosure } from './disclosure.ts'
import { type Memory, visit } from './follower.ts'
import { logsOf, openLogs } from './logs.ts'
import { renewLog } from './renewal.ts'
import { fetcherOf, readLog } from './stage.ts'

let house: TestHouse
// A house takes seconds to set up: each group has one, and mends what it has broken.
async function newHouse(): Promise<void> {
  house = await reportsHouse()
  for (let i = 0; i < 3; i++) await filed(house)
  await logsOf(house).settle()
}
const closeHouse = () => house.close()

const change = (statement: ReturnType<typeof sql>) =>
  house.asSystem((db) => statement.execute(db)).then(() => undefined)
const look = (memory?: Memory) =>
  visit({
    base: 'http://x',
    now: house.now(),
    fetcher: fetcherFor(house),
    ...(memory && { memory }),
  })
const fetcherFor = (of: TestHouse): typeof fetch => {
  const log = fetcherOf(of)
  return async (url) => {
    const { pathname } = new URL(String(url))
    if (!pathname.startsWith('/api')) return log(url)
    const { status, body } = await of.anyone().get(pathname)
    return new Response(JSON.stringify(body), { status })
  }
}

describe('the verifier finds', () => {
  beforeAll(newHouse)
  afterAll(closeHouse)

  test('nothing in a log that nobody has touched', async () => {
    expect((await look()).findings).toEqual([])
  })

  test('a changed line in the database', async () => {
    const flip = () =>
      change(
        sql`update oversight.log_bundle set bytes = set_byte(bytes, 20, get_byte(bytes, 20) # 1)`,
      )
    await flip()
    await expect(look()).rejects.toMatchObject({ code: 'content' })
    await flip()
  })

  test('a count that the office has changed', async () => {
    const setOpen = (count: string) =>
      change(
        sql`update oversight.figures set tallies = jsonb_set(tallies, '{tryout-desk-gujrat,open}', ${count}::jsonb)`,
      )
    await setOpen('1')
    expect((await look()).findings).toEqual([
      {
        kind: 'tampering',
        what: 'tryout-desk-gujrat, open: 3 by the log, 1 by the official figures.',
      },
    ])
    await setOpen('3')
  })

  test('a checkpoint whose signature has been taken from another', async () => {
    const { checkpoint } = await readLog(house)
    const { note, size } = checkpoint
    await show(note.replace(`\n${size}\n`, `\n${size - 1}\n`))
    await expect(look()).rejects.toMatchObject({ code: 'signature' })
    await show(note)
  })

  test('a checkpoint that too few witnesses have cosigned', async () => {
    const { checkpoint } = await readLog(house)
    await show(checkpoint.note.replaceAll(/— made-up.*\n/g, ''))
    await expect(look()).rejects.toMatchObject({ code: 'quorum' })
    await show(checkpoint.note)
  })

  const show = (note: string) =>
    change(sql`update oversight.log set note = ${note} where name = 'public'`)
})

describe('the monitor, who was here before, finds', () => {
  beforeAll(newHouse)
  afterAll(closeHouse)

  test('a log that was rewritten from its beginning', async () => {
    const { memory } = await look()
    const { lines } = await readLog(house)
    await change(sql`delete from oversight.log_key where log = 'public'`)
    await change(sql`delete from oversight.log_tile where log = 'public'`)
    await change(sql`delete from oversight.log_bundle where log = 'public'`)
    await change(sql`delete from oversight.log where name = 'public'`)
    // The owner of the machine has the key too, and makes his own memory forget.
    writeFileSync(join(house.config.dataFolder, 'log-memory.json'), '{}')
    const { writeForgery } = await forgery(lines.slice(1))
    await writeForgery()
    await expect(look(memory)).rejects.toMatchObject({ code: 'rollback' })
  })
})

/** The house's own key over other lines, without witnesses: what an owner of the machine can do. */
async function forgery(lines: readonly string[]) {
  const { Edge, logSigner, signCheckpoint } = await import(
    '../../libraries/transparency-log/index.ts'
  )
  const { publicLog, seedOf, transactionOf } = await import('./logs.ts')
  const signer = logSigner(logsOf(house).key.name, seedOf(house.config, 'public'))
  const edge = new Edge()
  const grown = edge.append(lines.map(utf8))
  const after = { size: edge.size, root: edge.root() }
  return {
    async writeForgery() {
      await transactionOf(house)(async (query) => {
        await publicLog.create(query, signer.key.name)
        const before = await publicLog.getHead(query)
        const placed = lines.map((_, index) => ({ key: `forged ${index}`, index }))
        await publicLog.write(query, { grown, placed, before, after })
        const note = signCheckpoint({ origin: signer.key.name, ...after }, signer)
        await publicLog.publish(query, after, note + (await oldCosignatures(note)))
      })
    },
  }
}

/** Two of the three witnesses are the machine owner's friends and sign whatever he brings. */
async function oldCosignatures(note: string): Promise<string> {
  const { noteFrom, witnessSigner } = await import('../../libraries/transparency-log/index.ts')
  const { seedOf } = await import('./logs.ts')
  return ['made-up-university', 'made-up-court']
    .map((name) =>
      witnessSigner(`${name}.example`, seedOf(house.config, name), () => Date.now()).line(
        noteFrom(note).text,
      ),
    )
    .join('')
}

describe('the log itself refuses to go on', () => {
  beforeEach(async () => {
    await newHouse()
    return closeHouse
  })

  test('after a rollback to an older backup, by its own memory', async () => {
    const older = await house.asSystem(async (db) => {
      const { rows } = await sql<{
        size: number
        root: Buffer
      }>`select size, root from oversight.log where name = 'public'`.execute(db)
      return rows[0]!
    })
    await filed(house)
    await logsOf(house).settle()
    await change(
      sql`update oversight.log set size = ${older.size}, root = ${older.root}, note = null, signed_size = 0 where name = 'public'`,
    )
    await expect(openLogs(house)).rejects.toMatchObject({ code: 'rollback' })
  })

  test('after a rollback that took its memory along, by its witnesses', async () => {
    const memory = join(house.config.dataFolder, 'log-memory.json')
    const kept = readFileSync(memory, 'utf8')
    const older = await house.asSystem(async (db) => {
      const { rows } = await sql<{
        size: number
        root: Buffer
      }>`select size, root from oversight.log where name = 'public'`.execute(db)
      return rows[0]!
    })
    await filed(house)
    await logsOf(house).settle()
    await logsOf(house).close()
    writeFileSync(memory, kept)
    await change(
      sql`update oversight.log set size = ${older.size}, root = ${older.root}, note = null, signed_size = 0 where name = 'public'`,
    )
    await expect(openLogs(house)).rejects.toMatchObject({ code: 'rollback' })
  })

  test('and goes on only under another name, publicly', async () => {
    await filed(house)
    await logsOf(house).settle()
    await logsOf(house).close()
    const renewed = await renewLog(house, 'disk lost, backup of the night')
    expect(renewed.origin).toBe(`${renewed.before}.2`)
    const logs = await openLogs(house)
    await logs.settle()
    const { checkpoint, lines } = await readLog(house)
    expect(checkpoint.origin).toBe(renewed.origin)
    expect(lines.at(-1)).toContain(`panah/1 renewed panah`)
    await logs.close()
  })
})

describe('the reporter’s own page finds', () => {
  beforeAll(newHouse)
  afterAll(closeHouse)

  test('a step that is kept from him, in the whole log', async () => {
    const reporter = await filed(house)
    const officer = await Officer.named(house, 'desk-gujrat')
    await officer.reply(reporter.sealed.id, 'جواب')
    await logsOf(house).settle()
    await withFetch(reporter, async () => {
      const steps = await checkSteps(reporter.mailbox)
      expect(steps.map(({ event, state }) => [event.kind, state])).toEqual([
        ['received', 'proved'],
        ['read', 'proved'],
        ['replied', 'proved'],
      ])
      expect(await searchLog(reporter.mailbox.logSecret, 3)).toMatchObject({ found: 3 })
      await change(
        sql`delete from oversight.step where report_id = ${reporter.sealed.id} and n = 3`,
      )
      expect(await checkSteps(reporter.mailbox)).toHaveLength(2)
      // Found: more of his marks stand in the log than he is shown steps.
      expect((await searchLog(reporter.mailbox.logSecret, 2)).found).toBe(3)
    })
  })

  test('steps in another order, and one with another deadline', async () => {
    const reporter = await filed(house)
    const officer = await Officer.named(house, 'desk-gujrat')
    await officer.view(reporter.sealed.id)
    await logsOf(house).settle()
    const id = reporter.sealed.id
    await withFetch(reporter, async () => {
      await change(
        sql`update oversight.step set event = regexp_replace(event, '"due":"20', '"due":"21') where report_id = ${id} and n = 1`,
      )
      expect((await checkSteps(reporter.mailbox))[0]!.state).toBe('wrong')
      await change(
        sql`update oversight.step set event = regexp_replace(event, '"due":"21', '"due":"20') where report_id = ${id} and n = 1`,
      )
      await change(sql`update oversight.step set n = n + 10 where report_id = ${id} and n = 1`)
      expect((await checkSteps(reporter.mailbox)).map(({ state }) => state)).toEqual([
        'wrong',
        'wrong',
      ])
    })
  })

  test('a line of somebody else’s report passed off as his', async () => {
    const [mine, other] = [await filed(house), await filed(house)]
    await logsOf(house).settle()
    await change(sql`update oversight.step s set line = o.line, index = o.index, event = o.event from oversight.step o
      where s.report_id = ${mine.sealed.id} and o.report_id = ${other.sealed.id}`)
    await withFetch(mine, async () => {
      expect((await checkSteps(mine.mailbox))[0]!.state).toBe('wrong')
    })
  })
})

/** The page's own code, with the house behind fetch. */
async function withFetch<T>(reporter: { header: Record<string, string> }, work: () => Promise<T>) {
  const before = globalThis.fetch
  const log = fetcherOf(house)
  globalThis.fetch = async (url) => {
    const path = String(url)
    if (!path.startsWith('/api')) return log(`http://x${path}`)
    const { status, body } = await house.anyone().get(path, reporter.header)
    return new Response(JSON.stringify(body), { status })
  }
  try {
    return await work()
  } finally {
    globalThis.fetch = before
  }
}

describe('a proof that a reporter shows', () => {
  beforeAll(newHouse)
  afterAll(closeHouse)

  test('tells the step and its deadline, and is refused with a word changed', async () => {
    const reporter = await filed(house)
    await logsOf(house).settle()
    const file = await withFetch(
      reporter,
      async () => (await checkSteps(reporter.mailbox))[0]!.file!,
    )
    const { policy } = await readLog(house)
    const shown = readDisclosure(file, policy)
    expect(shown.event).toMatchObject({ kind: 'received', unit: 'tryout-desk-gujrat' })
    const [, extra] = /^extra (\S+)$/m.exec(file)!
    const told = textOf(Uint8Array.from(Buffer.from(extra!, 'base64')))
    for (const secret of [reporter.sealed.id, base64(reporter.mailbox.logSecret), reporter.receipt])
      expect(told).not.toContain(secret)
    const forged = file.replace(extra!, base64(utf8(told.replace('received', 'replied'))))
    expect(() => readDisclosure(forged, policy)).toThrow()
  })
})

describe('the audit trail', () => {
  beforeAll(newHouse)
  afterAll(closeHouse)

  beforeAll(async () => {
    const officer = await Officer.named(house, 'desk-gujrat')
    await officer.client.get(`/api/desk/${gujrat}/reports`)
    await logsOf(house).settleAudit()
  })
  // What somebody with the password of the database's owner can do, and row-level security and triggers cannot stop.
  const asOwner = (statement: string) =>
    house.database.kysely.transaction().execute(async (db) => {
      await sql`reset role`.execute(db)
      await sql`alter table core.audit_line disable trigger append_only`.execute(db)
      await sql`alter table core.audit_line no force row level security`.execute(db)
      await sql.raw(statement).execute(db)
      await sql`alter table core.audit_line force row level security`.execute(db)
      await sql`alter table core.audit_line enable trigger append_only`.execute(db)
    })

  test('is compared line by line, and nothing is found in an untouched one', async () => {
    const verdict = await verifyAudit(house)
    expect(verdict.size).toBeGreaterThan(0)
    expect(verdict.findings).toEqual([])
  })

  test('shows a line that was changed, and what it was', async () => {
    await asOwner(`update core.audit_line set what = 'staff.nothing' where what = 'reports.queue'`)
    const { findings } = await verifyAudit(house)
    expect(findings).toMatchObject([{ what: 'changed', logged: { what: 'reports.queue' } }])
    await asOwner(`update core.audit_line set what = 'reports.queue' where what = 'staff.nothing'`)
  })

  test('shows a line that was taken out', async () => {
    await asOwner(`delete from core.audit_line where what = 'reports.queue'`)
    expect((await verifyAudit(house)).findings).toMatchObject([{ what: 'missing' }])
  })

  test('shows a line that was put in from behind', async () => {
    await asOwner(`insert into core.audit_line select jurisdiction, gen_random_uuid(), at - interval '3 days', person_id,
      agency_id, what, about, outcome, why from core.audit_line limit 1`)
    await logsOf(house).settleAudit()
    expect((await verifyAudit(house)).findings.map(({ what }) => what)).toEqual([
      'missing',
      'put-in',
    ])
  })

  test('shows that the log was changed along with it', async () => {
    await change(
      sql`update oversight.log_bundle set bytes = set_byte(bytes, 40, 65) where log = 'audit'`,
    )
    await expect(verifyAudit(house)).rejects.toMatchObject({ code: 'content' })
  })
})
