import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACCUSED_LENGTH, openAccused, sealAccused, takenApart } from './accused.ts'
import { base64 } from './bytes.ts'
import { openConversation } from './conversation.ts'
import { openReport } from './desk.ts'
import { unseal } from './identity.ts'
import { madeUpDesk, madeUpReport, viewOf } from './made-up.ts'
import { newReportKey } from './report-key.ts'

const macKey = new Uint8Array(32).fill(9)
const deskId = '018f0000-0000-7000-8000-00000000000d'
const place = { deskId, epoch: 1, macKey }

describe('the part that says who is accused', () => {
  it('is there and of one length whatever is answered, so that neither tells anything', async () => {
    const key = await newReportKey()
    const sealed = (answers: object) => sealAccused({ ...place, report: 'r', key, answers })
    const { length } = (await sealed({})).sealed
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ maxLength: 2000, unit: 'binary' }), fc.string({ maxLength: 2000 })),
        fc.constantFrom('police', 'not-sure', undefined),
        async (text, official) => {
          const recruiter = text.slice(0, 2000)
          const part = await sealed({ recruiter, ...(official && { official }) })
          expect(part.sealed).toHaveLength(length)
        },
      ),
      { numRuns: 30 },
    )
    // The longest there can be: every character is six bytes of JSON.
    const worst = await sealed({ recruiter: '\u0001'.repeat(2000), official: 'protector' })
    expect(worst.sealed).toHaveLength(length)
    expect(await unseal(worst.sealed, key.identity)).toHaveLength(ACCUSED_LENGTH)
  })

  it('is not opened with another report, another reporter or another part in its place', async () => {
    const key = await newReportKey()
    const of = { report: 'r', key, answers: { recruiter: 'made up' } }
    const { sealed, hash } = await sealAccused({ ...place, ...of })
    const good = { report: 'r', key, macKey: base64(macKey), hash }
    const opened = (change: Partial<typeof good>, text = base64(sealed)) =>
      openAccused(text, { ...good, ...change })
    await expect(opened({ report: 'other' })).rejects.toMatchObject({ fault: 'other-report' })
    await expect(opened({ macKey: base64(new Uint8Array(32)) })).rejects.toMatchObject({
      fault: 'forged',
    })
    await expect(opened({ key: await newReportKey() })).rejects.toMatchObject({
      fault: 'cannot-open',
    })
    const other = await sealAccused({ ...place, ...of, answers: {} })
    await expect(opened({}, base64(other.sealed))).rejects.toMatchObject({ fault: 'chain-broken' })
    expect(await opened({})).toEqual({ recruiter: 'made up' })
  })

  it('leaves nothing of itself among the other answers', () => {
    expect(takenApart({ what: 'w', recruiter: 'r', official: 'fia' })).toEqual({
      open: { what: 'w' },
      accused: { recruiter: 'r', official: 'fia' },
    })
    expect(takenApart({ what: 'w' })).toEqual({ open: { what: 'w' }, accused: {} })
  })

  it('is bound to the first message, which opens without it; as old reports do', async () => {
    const desk = await madeUpDesk()
    const report = await madeUpReport(desk)
    const open = await openReport(viewOf(report), [desk.epoch], desk.root.publicKey)
    const [first] = open.conversation.messages
    expect(first!.fault).toBeNull()
    const body = first!.body as { macKey: string; accused: string; answers: object }
    expect(body.answers).toEqual({ what: 'ایک سچی بات' })
    const of = { report: report.sealed.id, key: open.key, macKey: body.macKey, hash: body.accused }
    expect(await openAccused(report.sealed.body.accused!, of)).toEqual({})
    // It is no message of the conversation: put there, it is refused.
    const chain = await openConversation(
      [{ ...report.answer.envelopes[0]!, sealed: report.sealed.body.accused! }],
      {
        report: report.sealed.id,
        root: desk.root.publicKey,
        keys: report.answer.keys,
        identityFor: () => open.key.identity,
      },
    )
    expect(chain.messages[0]).toMatchObject({ body: null, fault: 'wrong-direction' })
  })
})
