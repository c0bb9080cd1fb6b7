import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { proofFrom, utf8, verifyProof } from '../../libraries/transparency-log/index.ts'
import type { TestHouse } from '../../tests/test-house.ts'
import {
  differencesOf,
  isLeafOf,
  leafOf,
  nonceOf,
  remainderOf,
  type StepEvent,
} from '../reports/door.ts'
import { handOverWrap } from '../reports/sealing/desk.ts'
import { filed, gujrat, karachi, Officer, type Reporter, reportsHouse } from '../reports/stage.ts'
import { watchDeadlines } from './jobs.ts'
import { logsOf, publicLog } from './logs.ts'
import { eraseThread, findFigures, queryOf } from './records.ts'
import { readLog } from './stage.ts'

const gujratUnit = 'tryout-desk-gujrat'
const karachiUnit = 'tryout-desk-karachi'

let house: TestHouse
let officer: Officer
beforeAll(async () => {
  house = await reportsHouse()
  officer = await Officer.named(house, 'desk-gujrat')
})
afterAll(() => house.close())

const stepsOf = async (reporter: Reporter) => {
  const { body } = await reporter.get('/api/mailbox/log')
  return (body.steps as { event: string; line: string; proof: string | null }[]).map((step) => ({
    ...step,
    event: JSON.parse(step.event) as StepEvent,
  }))
}
const kindsOf = async (reporter: Reporter) => {
  await logsOf(house).settle()
  return (await stepsOf(reporter)).map(({ event }) => event.kind)
}
const figures = () => house.asSystem((db) => findFigures(db))

async function triage(id: string, decision: string, reason: string) {
  const { version, envelopes } = await officer.view(id)
  const notes = envelopes.filter((one) => one.direction === 'internal').length
  const note = { sequence: notes + 1, epoch: 1, sealed: 'AAAA' }
  const body = { version, decision, reason, concerns: [], note }
  return officer.client.post(`/api/desk/reports/${id}/triage`, body)
}

test('the witnesses of the policy have names in both languages', async () => {
  const { witnesses } = (await house.anyone().get('/api/register')).body
  const policy = (await house.anyone().get('/log/policy')).bytes.toString()
  const inPolicy = [...policy.matchAll(/^witness (\S+) /gm)].map(([, name]) => name!)
  expect(inPolicy).toHaveLength(3)
  for (const name of inPolicy) {
    expect(witnesses[name].en).toMatch(/^[\x20-\x7e]+$/)
    expect(witnesses[name].ur).toMatch(/^[\u0600-\u06ff ()]+$/)
  }
})

describe('a stranger', () => {
  test('gets no steps without the receipt of the report', async () => {
    expect((await house.anyone().get('/api/mailbox/log')).status).toBe(401)
  })

  test.each([
    '/log/span/0',
    '/log/tile/0/5',
    '/log/tile/0/000.p/256',
    '/log/tile/9/000',
    '/log/tile/entries/x001/000',
  ])('gets 404 for %s, which is no part of the log', async (url) => {
    expect((await house.anyone().get(url)).status).toBe(404)
  })

  test('may keep the tiles for ever and must fetch the checkpoint again', async () => {
    await filed(house)
    await logsOf(house).settle()
    const { headers } = await house.anyone().get('/log/checkpoint')
    expect(headers['cache-control']).toBe('public, max-age=2')
    const tile = await house.anyone().get('/log/tile/0/000.p/1')
    expect(tile.bytes).toHaveLength(32)
    expect(tile.headers['cache-control']).toContain('immutable')
  })
})

describe('a report', () => {
  test('stands in the log at once, with a proof that its holder verifies with the receipt alone', async () => {
    const reporter = await filed(house)
    await logsOf(house).settle()
    const [step] = await stepsOf(reporter)
    const { policy } = await readLog(house)
    // The line is made anew from the receipt: the server cannot have put another one there.
    const line = leafOf(reporter.mailbox.logSecret, step!.event)
    expect(step!.line).toBe(line)
    expect(step!.event).toMatchObject({ n: 1, kind: 'received', unit: gujratUnit })
    const proof = proofFrom(step!.proof!)
    expect(verifyProof(proof, utf8(line), policy).cosigned.length).toBeGreaterThanOrEqual(2)
    const later = { ...step!.event, due: '2030-01-01T00:00:00.000Z' }
    expect(() =>
      verifyProof(proof, utf8(leafOf(reporter.mailbox.logSecret, later)), policy),
    ).toThrow()
  })

  test('is never in the log itself: no word of it, not its number, not its place', async () => {
    const reporter = await filed(house, gujrat, { what: 'خفیہ بات', victim: 'Bushra' })
    const { id } = reporter.sealed
    await officer.reply(id, 'جواب')
    await logsOf(house).settle()
    const { lines } = await readLog(house)
    for (const word of ['Bushra', 'خفیہ', id, id.slice(0, 8), 'PK-PB-gujrat', 'work-abroad'])
      expect(lines.join('\n')).not.toContain(word)
    for (const line of lines.filter((one) => !one.startsWith('panah/1 site ')))
      expect(line).toMatch(
        /^panah\/1 [a-z-]+ [a-z-]+ \d{4}-W\d\d ([\w-]{22}|-) [\w-]{43}( (to|from|was|reason|decision)=[a-z-]+| seats=\d+)*$/,
      )
  })

  test('has every step there: read, taken, answered, decided, closed, woken up, closed again', async () => {
    const reporter = await filed(house)
    const { id } = reporter.sealed
    const { version } = await officer.view(id)
    await officer.client.post(`/api/desk/reports/${id}/take`, { version, take: true })
    await officer.reply(id, 'جواب')
    expect((await triage(id, 'duplicate', 'same-report-again')).status).toBe(200)
    expect(await kindsOf(reporter)).toEqual([
      'received',
      'read',
      'assigned',
      'replied',
      'decided',
      'closed',
    ])
    expect((await triage(id, 'open-case', 'child-at-risk')).status).toBe(200)
    expect((await kindsOf(reporter)).slice(6)).toEqual(['reopened', 'decided', 'case-opened'])
    const { tallies } = await readLog(house)
    expect(differencesOf(tallies, (await figures())!.tallies)).toEqual([])
  })

  test('that its officer lays back has that step in the log, and is taken anew after it', async () => {
    const reporter = await filed(house)
    const { id } = reporter.sealed
    for (const take of [true, false, true]) {
      const { version } = await officer.view(id)
      const answer = await officer.client.post(`/api/desk/reports/${id}/take`, { version, take })
      expect(answer.status).toBe(200)
    }
    const kinds = (await kindsOf(reporter)).filter((kind) => kind !== 'read')
    expect(kinds).toEqual(['received', 'assigned', 'laid-back', 'assigned'])
    const step = (await stepsOf(reporter)).find(({ event }) => event.kind === 'laid-back')!
    expect(step.event.unit).toBe(gujratUnit)
    expect((await readLog(house)).lines).toContain(leafOf(reporter.mailbox.logSecret, step.event))
  })

  test('that is handed over is the giver’s until the taker has opened it', async () => {
    const reporter = await filed(house)
    const { id } = reporter.sealed
    const open = await officer.open(id)
    const before = (await settledTallies())[gujratUnit]!
    const desk = open.view.otherDesks.find((one) => one.id === karachi)!
    const { recipient: _, ...wrapped } = await handOverWrap(open, desk, officer.root, house.now())
    const handed = await officer.client.post(`/api/desk/reports/${id}/hand-over`, {
      version: open.view.version,
      ...wrapped,
      reason: 'other-district',
    })
    expect(handed).toMatchObject({ status: 200 })
    const between = await settledTallies()
    expect(between[gujratUnit]).toEqual(before)
    expect(differencesOf(between, (await figures())!.tallies)).toEqual([])
    const taker = await Officer.named(house, 'desk-karachi')
    await taker.view(id)
    const after = await settledTallies()
    expect(after[gujratUnit]!.open).toBe(before.open - 1)
    expect(after[gujratUnit]!.handedOver).toBe(before.handedOver + 1)
    expect(after[karachiUnit]).toMatchObject({ takenOver: 1, open: 1, received: 1 })
    expect(differencesOf(after, (await figures())!.tallies)).toEqual([])
    expect(await kindsOf(reporter)).toEqual([
      'received',
      'read',
      'handed-over',
      'acknowledged',
      'read',
    ])
  })

  test('that is overdue is said to be, once, and again when the debt is paid', async () => {
    const reporter = await filed(house)
    const { id } = reporter.sealed
    await logsOf(house).settle()
    await house.asSystem((db) =>
      sql`update reports.report set due_at = now() - interval '1 minute' where id = ${id}`.execute(
        db,
      ),
    )
    await watchDeadlines(house)
    await watchDeadlines(house)
    expect(await kindsOf(reporter)).toEqual(['received', 'overdue', 'escalated'])
    expect((await settledTallies())[gujratUnit]!.overdue).toBe(1)
    expect(differencesOf((await readLog(house)).tallies, (await figures())!.tallies)).toEqual([])
    const steps = await stepsOf(reporter)
    await triage(id, 'ask-for-more', 'place-unclear')
    await watchDeadlines(house)
    expect((await kindsOf(reporter)).slice(3)).toEqual(['read', 'decided', 'caught-up'])
    expect((await settledTallies())[gujratUnit]!.overdue).toBe(0)
    // To show one step is to show that step, its nonce, and nothing else.
    const { event, line } = steps[1]!
    expect(isLeafOf(line, event, nonceOf(reporter.mailbox.logSecret, 2))).toBe(true)
    expect(isLeafOf(line, event, nonceOf(reporter.mailbox.logSecret, 1))).toBe(false)
  })
})

async function settledTallies() {
  await logsOf(house).settle()
  return (await readLog(house)).tallies
}

describe('personal data', () => {
  test('of any kind leaves no trace: a line follows from the receipt and the step alone', async () => {
    const answers = fc.record({
      what: fc.string({ minLength: 1, maxLength: 200 }),
      victim: fc.string({ maxLength: 40 }),
      contact: fc.string({ maxLength: 40 }),
    })
    const routing = fc.record({
      kind: fc.constantFrom('child' as const, 'begging' as const, 'organ' as const),
      placeCode: fc.constantFrom('PK-PB-gujrat', 'PK-PB', null),
      language: fc.constantFrom('ur', 'pa', 'en'),
    })
    await fc.assert(
      fc.asyncProperty(answers, routing, async (said, routed) => {
        const reporter = await filed(house, gujrat, said, routed)
        await logsOf(house).settle()
        const [step] = await stepsOf(reporter)
        const { n, kind, unit, at, due } = step!.event
        const bare = { n, kind, unit, at, due, more: {} }
        expect(step!.event).toEqual(bare)
        expect(step!.line).toBe(leafOf(reporter.mailbox.logSecret, bare))
        // Nor do the steps that come by themselves, or of revenge: codes, and nothing else.
        await house.asSystem((db) =>
          sql`update reports.report set due_at = now() - interval '1 minute'
            where id = ${reporter.sealed.id}`.execute(db),
        )
        await watchDeadlines(house)
        await reporter.post('/api/mailbox/retaliation')
        await logsOf(house).settle()
        const later = (await stepsOf(reporter)).slice(1)
        expect(later.map(({ event }) => [event.kind, event.unit, event.more])).toEqual([
          ['overdue', gujratUnit, { step: 'triage' }],
          ['escalated', gujratUnit, { step: 'triage', level: '1' }],
          ['retaliation-raised', 'oversight-body', {}],
        ])
        for (const { event, line } of later)
          expect(line).toBe(leafOf(reporter.mailbox.logSecret, event))
      }),
      { numRuns: 6 },
    )
  })

  test('that changes in the tables changes no tile, no line and no public answer', async () => {
    const reporter = await filed(house)
    await logsOf(house).settle()
    const seen = async () => {
      const { checkpoint, lines } = await readLog(house)
      const width = checkpoint.size % 256
      const tile = (await house.anyone().get(`/log/tile/0/000.p/${width}`)).bytes.toString('hex')
      const register = (await house.anyone().get('/api/register')).body
      return { note: checkpoint.note, lines, tile, register }
    }
    const before = await seen()
    const { id } = reporter.sealed
    await house.asSystem(async (db) => {
      await sql`update reports.envelope set sealed = '\\x00' where report_id = ${id}`.execute(db)
      await sql`update reports.report set kind = 'organ', place_code = null, language = 'en' where id = ${id}`.execute(
        db,
      )
    })
    await logsOf(house).settle()
    expect(await seen()).toEqual(before)
  })

  test('that is erased leaves lines that belong to nobody', async () => {
    const reporter = await filed(house)
    await logsOf(house).settle()
    const [step] = await stepsOf(reporter)
    await house.asSystem(async (db) => {
      await eraseThread(db, reporter.sealed.id)
    })
    expect(await stepsOf(reporter)).toEqual([])
    const { lines } = await readLog(house)
    expect(lines).toContain(step!.line)
    const { rows } = await house.asSystem((db) =>
      sql`select from oversight.thread where report_id = ${reporter.sealed.id}`.execute(db),
    )
    expect(rows).toEqual([])
  })
})

describe('the counts', () => {
  test('are the same from the log and from the reports, and nothing remains', async () => {
    await logsOf(house).settle()
    const { tallies, checkpoint } = await readLog(house)
    const official = (await figures())!
    expect(official.size).toBe(checkpoint.size)
    expect(differencesOf(tallies, official.tallies)).toEqual([])
    for (const tally of [...Object.values(tallies), ...Object.values(official.tallies)])
      expect(remainderOf(tally)).toBe(0)
  })

  test('no longer are when a report vanishes from the tables', async () => {
    const reporter = await filed(house)
    await logsOf(house).settle()
    await house.asSystem(async (db) => {
      await sql`update reports.report set status = 'closed' where id = ${reporter.sealed.id}`.execute(
        db,
      )
    })
    await filed(house)
    await logsOf(house).settle()
    const { tallies } = await readLog(house)
    const different = differencesOf(tallies, (await figures())!.tallies)
    expect(different.map(({ figure }) => figure)).toContain('open')
  })
})

test('a span, once its sixteen bundles are full, is their bytes one behind another', async () => {
  const full = 16 * 256
  await house.asSystem(async (db) => {
    for (let i = 0; i < full; i++)
      await publicLog.enqueue(queryOf(db), { key: `made-up/${i}`, entry: utf8(`made up ${i}`) })
  })
  await logsOf(house).settle()
  const bytesOf = async (url: string) => (await house.anyone().get(url)).bytes
  const bundles = Array.from({ length: 16 }, (_, n) => String(n).padStart(3, '0'))
  const parts = await Promise.all(bundles.map((n) => bytesOf(`/log/tile/entries/${n}`)))
  expect(await bytesOf('/log/span/0')).toEqual(Buffer.concat(parts))
  expect((await house.anyone().get('/log/span/1')).status).toBe(404)
}, 60_000)
