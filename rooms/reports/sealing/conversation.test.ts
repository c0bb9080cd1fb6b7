import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { base64, fromBase64, utf8 } from './bytes.ts'
import { openReport, sealNote, sealReply } from './desk.ts'
import { newSigningKey, signerOf } from './ed25519.ts'
import { provedByReporter, sealEnvelope } from './envelope.ts'
import { seal } from './identity.ts'
import {
  add,
  type MadeUpDesk,
  type MadeUpReport,
  madeUpDesk,
  madeUpReport,
  NOW,
  quick,
  viewOf,
} from './made-up.ts'
import { mailboxOf } from './receipt.ts'
import { openMailbox, sealFollowUp, sealReport } from './reporter.ts'

let desk: MadeUpDesk
beforeAll(async () => {
  desk = await madeUpDesk()
})

const open = (report: MadeUpReport) =>
  openMailbox(report.answer, report.mailbox, desk.root.publicKey)
const faultsOf = async (report: MadeUpReport) =>
  (await open(report)).conversation.messages.map((message) => message.fault)

async function reply(report: MadeUpReport, words: string, by = desk): Promise<void> {
  const view = {
    ...viewOf(report),
    envelopes: report.answer.envelopes.map((one) => ({ ...one, by: null })),
  }
  const opened = await openReport(view, [desk.epoch, by.epoch], desk.root.publicKey)
  add(report, await sealReply(opened, by.epoch, words), 'out')
}

async function followUp(report: MadeUpReport, words: string): Promise<void> {
  const { sequence, body } = await sealFollowUp(await open(report), { words, files: [] })
  add(report, { sequence, ...body }, 'in')
}

async function talk(): Promise<MadeUpReport> {
  const report = await madeUpReport(desk)
  await reply(report, 'پہلا جواب')
  await followUp(report, 'پہلی بات')
  await reply(report, 'دوسرا جواب')
  await followUp(report, 'دوسری بات')
  return report
}

describe('a server that lies is found out', () => {
  it('when the receipt is another: nothing opens', async () => {
    const report = await madeUpReport(desk)
    const other = await mailboxOf('999999999999999999999999', utf8('sixteen bytes ok'), quick)
    await expect(openMailbox(report.answer, other, desk.root.publicKey)).rejects.toMatchObject({
      fault: 'cannot-open',
    })
  })

  it('when it changes a byte of a message: that one is spoiled and the next one shows it', async () => {
    const report = await talk()
    const bytes = fromBase64(report.answer.envelopes[2]!.sealed)
    bytes[bytes.length - 5]! ^= 1
    report.answer.envelopes[2]!.sealed = base64(bytes)
    expect(await faultsOf(report)).toEqual([null, null, 'cannot-open', 'chain-broken', null])
  })

  it('when it leaves a message out', async () => {
    const report = await talk()
    report.answer.envelopes.splice(1, 1)
    expect((await faultsOf(report)).slice(1)).toEqual(['wrong-order', 'wrong-order', 'wrong-order'])
  })

  it('when it repeats an earlier message in a later place', async () => {
    const report = await talk()
    report.answer.envelopes[3] = { ...report.answer.envelopes[1]!, sequence: 4 }
    expect((await faultsOf(report))[3]).toBe('wrong-order')
  })

  it('when it exchanges two messages, whichever two (property)', async () => {
    const report = await talk()
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 2 }),
        async ([a, b]) => {
          const envelopes = [...report.answer.envelopes]
          ;[envelopes[a!], envelopes[b!]] = [envelopes[b!]!, envelopes[a!]!]
          const faults = await faultsOf({ ...report, answer: { ...report.answer, envelopes } })
          expect(faults[a!]).not.toBeNull()
          expect(faults[b!]).not.toBeNull()
        },
      ),
      { numRuns: 10 },
    )
  })

  it('when it puts a message of another report in: the other key does not open, and a resealed one names its report', async () => {
    const [report, other] = [await talk(), await talk()]
    report.answer.envelopes[1] = other.answer.envelopes[1]!
    expect((await faultsOf(report))[1]).toBe('cannot-open')
    const { key } = await open(report)
    const header = {
      version: 1 as const,
      report: other.answer.id,
      sequence: 2,
      direction: 'in' as const,
      previous: null,
      deskId: desk.public.id,
      epoch: 1,
    }
    const spliced = await sealEnvelope(
      { header, body: { kind: 'follow-up' } },
      key.recipient,
      provedByReporter(report.mailbox.macKey),
    )
    report.answer.envelopes[1] = {
      ...report.answer.envelopes[1]!,
      direction: 'in',
      sealed: base64(spliced),
    }
    expect((await faultsOf(report))[1]).toBe('other-report')
  })

  it('when it hands a reply out as the reporter’s own message', async () => {
    const report = await talk()
    report.answer.envelopes[1] = { ...report.answer.envelopes[1]!, direction: 'in' }
    expect((await faultsOf(report))[1]).toBe('wrong-direction')
  })

  it('when it forges a reply with a key of its own', async () => {
    const report = await madeUpReport(desk)
    const forger = { ...desk, epoch: { ...desk.epoch, sign: await signerOf(newSigningKey().seed) } }
    await reply(report, 'جھوٹا جواب', forger)
    const { conversation } = await open(report)
    expect(conversation.messages[1]).toMatchObject({ fault: 'forged', body: null })
  })

  it('when it forges a follow-up without the reporter’s key', async () => {
    const report = await madeUpReport(desk)
    const thief = { ...report, mailbox: { ...report.mailbox, macKey: utf8('x'.repeat(32)) } }
    await followUp(thief, 'جھوٹی بات')
    const view = await openReport(viewOf(report), [desk.epoch], desk.root.publicKey)
    expect(view.conversation.messages[1]).toMatchObject({ fault: 'forged', body: null })
  })

  it('when it names a signing key of another root for the desk', async () => {
    const report = await talk()
    const impostor = await madeUpDesk({ deskId: desk.public.id })
    report.answer.keys = [{ ...report.answer.keys[0]!, certificate: impostor.public.certificate }]
    expect((await faultsOf(report)).slice(1, 2)).toEqual(['not-certified'])
  })

  it('when a removed member signs with the old epoch after the desk has used a newer one', async () => {
    const report = await madeUpReport(desk)
    const newer = await madeUpDesk({ deskId: desk.public.id, epoch: 2 }, desk.root)
    report.answer.keys.push({
      ...report.answer.keys[0]!,
      epoch: 2,
      certificate: newer.public.certificate,
    })
    await reply(report, 'نئی چابی سے', newer)
    await reply(report, 'پرانی چابی سے', desk)
    const { messages } = (await open(report)).conversation
    expect(messages.map((message) => message.fault)).toEqual([null, null, 'older-epoch'])
    expect(messages[2]!.body).toBeNull()
  })

  it('when the sealed bytes are any bytes at all (property)', async () => {
    const report = await madeUpReport(desk)
    const { key } = await open(report)
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.boolean(),
        async (junk, wellSealed) => {
          const bytes = wellSealed ? await seal(junk, key.recipient) : junk
          const envelopes = [{ ...report.answer.envelopes[0]!, sealed: base64(bytes) }]
          const faults = await faultsOf({ ...report, answer: { ...report.answer, envelopes } })
          expect(['cannot-open', 'malformed']).toContain(faults[0])
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('a desk key that is not the desk’s', () => {
  const submit = (other: MadeUpDesk, root = desk.root.publicKey, now = NOW) =>
    madeUpReport(desk).then(({ mailbox }) =>
      sealReport({
        desk: other.public,
        root,
        mailbox,
        routing: { kind: 'child', placeCode: null, dangerNow: false, language: 'ur' },
        answers: {},
        files: [],
        now,
      }),
    )

  it('is refused when another root signed it', async () => {
    await expect(submit(await madeUpDesk())).rejects.toMatchObject({ fault: 'not-certified' })
  })

  it('is refused when the server put another recipient into the signed text', async () => {
    const thief = await madeUpDesk()
    const statement = desk.public.certificate.statement.replace(
      desk.statement.recipient,
      thief.statement.recipient,
    )
    const swapped = {
      ...desk,
      public: { ...desk.public, certificate: { ...desk.public.certificate, statement } },
    }
    await expect(submit(swapped)).rejects.toMatchObject({ fault: 'not-certified' })
  })

  it('is refused when it is certified for another desk, or another epoch', async () => {
    const other = await madeUpDesk({}, desk.root)
    const lent = { ...desk, public: { ...desk.public, certificate: other.public.certificate } }
    await expect(submit(lent)).rejects.toMatchObject({ fault: 'other-desk' })
    const older = { ...desk, public: { ...desk.public, epoch: 2 } }
    await expect(submit(older)).rejects.toMatchObject({ fault: 'other-desk' })
  })

  it('is refused before it begins, after it ends, and with dates that cannot be read', async () => {
    const early = await madeUpDesk({ validFrom: '2027-01-01T00:00:00Z' }, desk.root)
    await expect(submit(early)).rejects.toMatchObject({ fault: 'not-yet-valid' })
    const late = await madeUpDesk({ validUntil: '2026-11-24T10:00:00.000Z' }, desk.root)
    await expect(submit(late)).rejects.toMatchObject({ fault: 'expired' })
    const odd = await madeUpDesk({ validUntil: 'for ever' }, desk.root)
    await expect(submit(odd)).rejects.toMatchObject({ fault: 'expired' })
  })
})

describe('an honest conversation', () => {
  it('reads the same at both ends', async () => {
    const report = await talk()
    const words = ['پہلا جواب', 'پہلی بات', 'دوسرا جواب', 'دوسری بات']
    const atReporter = (await open(report)).conversation
    const atDesk = (await openReport(viewOf(report), [desk.epoch], desk.root.publicKey))
      .conversation
    for (const { messages } of [atReporter, atDesk]) {
      expect(messages.map((message) => message.fault)).toEqual([null, null, null, null, null])
      expect(messages.slice(1).map((message) => message.body)).toMatchObject(
        words.map((text) => ({ words: text })),
      )
      expect(messages[1]!.desk).toEqual(desk.public.name)
    }
  })

  it('keeps the desk’s notes from the reporter’s key', async () => {
    const report = await madeUpReport(desk)
    const opened = await openReport(viewOf(report), [desk.epoch], desk.root.publicKey)
    add(report, await sealNote(opened, desk.epoch, 'اندرونی بات'), 'internal')
    const again = await openReport(viewOf(report), [desk.epoch], desk.root.publicKey)
    expect(again.notes.messages[0]).toMatchObject({ fault: null, body: { words: 'اندرونی بات' } })
    // Even if the server handed the note out.
    const leaked = { ...report.answer.envelopes[1]!, sequence: 1 }
    const seen = await openMailbox(
      { ...report.answer, envelopes: [leaked] },
      report.mailbox,
      desk.root.publicKey,
    )
    expect(seen.conversation.messages[0]).toMatchObject({ fault: 'cannot-open', body: null })
  })
})

it('long and short answers of one bucket have the same sealed size', async () => {
  const sizes = new Set<number>()
  for (const length of [0, 1, 50, 200]) {
    sizes.add((await madeUpReport(desk, 'ا'.repeat(length))).sealed.body.envelope.length)
  }
  expect(sizes.size).toBe(1)
})
