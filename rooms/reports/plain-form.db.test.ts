import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction } from '../../core/database.ts'
import type { TestHouse } from '../../tests/test-house.ts'
import { type Form, sealOnArrival } from './plain-form.ts'
import { fromBase64 } from './sealing/bytes.ts'
import { mailboxHeader, mailboxOf } from './sealing/receipt.ts'
import { openMailbox } from './sealing/reporter.ts'
import { Officer, quick, reportsHouse } from './stage.ts'

let house: TestHouse
beforeAll(async () => {
  house = await reportsHouse()
})
afterAll(() => house.close())

const once = () => crypto.randomUUID()
const send = (form: Form) =>
  inTransaction(house.database, (db) => sealOnArrival(house, db, form, quick))

describe('the form without JavaScript is refused', () => {
  it.each([
    ['empty', {}, 'reports/nothing-said'],
    ['without its mark', { once: 'short', what: 'x' }, 'reports/form-too-old'],
    ['with an answer outside the list', { danger: 'maybe' }, 'reports/answers-not-as-asked'],
    [
      'with two answers where one is asked',
      { danger: ['yes', 'no'] },
      'reports/answers-not-as-asked',
    ],
    ['with 100,000 characters', { what: 'ا'.repeat(100_000) }, 'reports/answers-not-as-asked'],
    ['with a place that is no code', { place: "'; drop table" }, 'reports/no-such-place'],
  ])('%s', async (_what, form, code) => {
    await expect(send({ once: once(), ...form })).rejects.toMatchObject({ code })
  })
})

it('seals on arrival: the receipt opens the mailbox, the desk reads it, and the rows hold no word of it', async () => {
  const what = "بھائی <script>alert(1)</script> ' or 1=1 --"
  const { receipt, id } = await send({
    once: once(),
    what,
    danger: 'yes',
    kind: 'child',
    place: 'PK-PB-lahore',
    language: 'en',
  })
  const { root, salt } = (await house.anyone().get('/api/reports/desks')).body
  const mailbox = await mailboxOf(receipt, fromBase64(salt), quick)
  const answer = await house
    .anyone()
    .get('/api/mailbox', { 'panah-mailbox': mailboxHeader(mailbox) })
  const opened = await openMailbox(answer.body, mailbox, root)
  expect(opened.conversation.messages[0]).toMatchObject({
    fault: null,
    body: { answers: { what } },
  })
  const view = await (await Officer.named(house, 'desk-police-lahore')).view(id)
  expect(view).toMatchObject({
    sealedOnArrival: true,
    dangerNow: true,
    language: 'en',
    kind: 'child',
  })
  const { rows } = await house.asSystem((db) =>
    sql<{ text: string }>`select r::text || e::text as text
    from reports.report r join reports.envelope e on e.report_id = r.id where r.id = ${id}`.execute(
      db,
    ),
  )
  expect(rows[0]!.text).not.toContain('بھائی')
})

it('sent twice is one report with one receipt', async () => {
  const form = { once: once(), what: 'دو بار دبایا' }
  const first = await send(form)
  expect(await send(form)).toEqual(first)
  expect((await send({ ...form, once: once() })).receipt).not.toBe(first.receipt)
  expect(first.receipt).toMatch(/^\d{24}$/)
})
