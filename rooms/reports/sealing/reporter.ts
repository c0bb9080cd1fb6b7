import type { Answers } from '../questions.ts'
import type { MailboxAnswer, PublicDesk, SubmitBody } from '../shapes.ts'
import { sealAccused, takenApart } from './accused.ts'
import { type ReadyFile, sealAttachment, type Upload } from './attachment.ts'
import { base64, fromBase64 } from './bytes.ts'
import { verified } from './certificate.ts'
import { type Conversation, openConversation } from './conversation.ts'
import { provedByReporter, sealEnvelope } from './envelope.ts'
import type { Mailbox } from './receipt.ts'
import { newReportKey, type ReportKey, unwrapReportKey, wrapReportKey } from './report-key.ts'

/** The plain fields that a report is routed by; everything else is sealed. */
export type Routing = Pick<SubmitBody, 'kind' | 'placeCode' | 'dangerNow' | 'language' | 'cameBy'>

export interface SealedReport {
  id: string
  body: SubmitBody
  uploads: Upload[]
  /** The same report for another epoch of the desk, or another desk: for when the key changed while the form was open. */
  resealFor(desk: PublicDesk, now: Date): Promise<SubmitBody>
}

/**
 * Seals a report for a desk. Throws BrokenSeal where the desk's key is not certified by `root`
 * (base64) for this desk, this epoch and this moment.
 */
export async function sealReport(of: {
  desk: PublicDesk
  root: string
  mailbox: Mailbox
  routing: Routing
  answers: Answers
  files: readonly ReadyFile[]
  now: Date
}): Promise<SealedReport> {
  const { desk, root, mailbox, routing, answers, now } = of
  const id = crypto.randomUUID()
  const key = await newReportKey()
  const files = await sealFiles(of.files, id, key)
  const deskWrapFor = async (to: PublicDesk, at: Date) => {
    const { recipient } = verified(to.certificate, root, { deskId: to.id, epoch: to.epoch, at })
    return base64(await wrapReportKey(key, recipient))
  }
  const deskWrap = await deskWrapFor(desk, now)
  const header = {
    version: 1 as const,
    report: id,
    sequence: 1,
    direction: 'in' as const,
    previous: null,
    deskId: desk.id,
    epoch: desk.epoch,
  }
  const { open, accused } = takenApart(answers)
  const { deskId, epoch } = header
  const { macKey } = mailbox
  const apart = await sealAccused({ report: id, deskId, epoch, key, macKey, answers: accused })
  const content = {
    kind: 'report' as const,
    answers: open,
    language: routing.language,
    macKey: base64(mailbox.macKey),
    files: files.map((file) => file.note),
    accused: apart.hash,
  }
  const prove = provedByReporter(mailbox.macKey)
  const envelope = await sealEnvelope({ header, body: content }, key.recipient, prove)
  const body: SubmitBody = {
    ...routing,
    deskId: desk.id,
    epoch: desk.epoch,
    envelope: base64(envelope),
    accused: base64(apart.sealed),
    deskWrap,
    mailboxWrap: base64(await wrapReportKey(key, mailbox.recipient)),
    locator: mailbox.locator,
    tokenHash: mailbox.tokenHash,
    logSecret: base64(mailbox.logSecret),
  }
  return {
    id,
    body,
    uploads: files.map((file) => file.upload),
    resealFor: async (to, at) => ({
      ...body,
      deskId: to.id,
      epoch: to.epoch,
      deskWrap: await deskWrapFor(to, at),
    }),
  }
}

export interface OpenMailbox {
  answer: MailboxAnswer
  conversation: Conversation
  key: ReportKey
  mailbox: Mailbox
}

/** Opens what the mailbox holds; single messages that are spoiled say so and leave the others readable. */
export async function openMailbox(
  answer: MailboxAnswer,
  mailbox: Mailbox,
  root: string,
): Promise<OpenMailbox> {
  const key = await unwrapReportKey(fromBase64(answer.mailboxWrap), mailbox.identity)
  const conversation = await openConversation(answer.envelopes, {
    report: answer.id,
    root,
    keys: answer.keys,
    identityFor: () => key.identity,
  })
  return { answer, conversation, key, mailbox }
}

export interface SealedFollowUp {
  sequence: number
  body: { sealed: string; epoch: number }
  uploads: Upload[]
}

export async function sealFollowUp(
  open: OpenMailbox,
  what: { words: string; files: readonly ReadyFile[] },
): Promise<SealedFollowUp> {
  const { answer, conversation, key, mailbox } = open
  const files = await sealFiles(what.files, answer.id, key)
  const header = {
    version: 1 as const,
    report: answer.id,
    sequence: conversation.next,
    direction: 'in' as const,
    previous: conversation.previous,
    deskId: answer.deskId,
    epoch: answer.epoch,
  }
  const body = {
    kind: 'follow-up' as const,
    words: what.words,
    files: files.map((file) => file.note),
  }
  const prove = provedByReporter(mailbox.macKey)
  const sealed = await sealEnvelope({ header, body }, key.recipient, prove)
  return {
    sequence: header.sequence,
    body: { sealed: base64(sealed), epoch: answer.epoch },
    uploads: files.map((file) => file.upload),
  }
}

// One after the other: a cheap phone has memory for one large file, not for ten.
async function sealFiles(files: readonly ReadyFile[], report: string, key: ReportKey) {
  const sealed: Awaited<ReturnType<typeof sealAttachment>>[] = []
  for (const file of files) sealed.push(await sealAttachment(file, report, key.recipient))
  return sealed
}
