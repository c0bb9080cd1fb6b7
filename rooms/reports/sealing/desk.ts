import type { PublicDesk, ReportView } from '../shapes.ts'
import { BrokenSeal } from './broken-seal.ts'
import { base64, fromBase64 } from './bytes.ts'
import { verified } from './certificate.ts'
import { type Conversation, openConversation, type Reader } from './conversation.ts'
import { provedByDesk, sealEnvelope } from './envelope.ts'
import type { OpenEpoch } from './epoch.ts'
import { type ReportKey, rewrapReportKey, unwrapReportKey, wrapReportKey } from './report-key.ts'

export interface OpenReport {
  view: ReportView
  /** Sealed to the report key: the reporter and the desk read it. */
  conversation: Conversation
  /** Sealed to the desk's epoch: the reporter's key does not open it. */
  notes: Conversation
  key: ReportKey
}

/** Opens a report with the epochs that the member has opened; `root` is the pinned key of the organisation. */
export async function openReport(
  view: ReportView,
  epochs: readonly OpenEpoch[],
  root: string,
): Promise<OpenReport> {
  const epoch = epochs.find((one) => one.deskId === view.deskId && one.epoch === view.wrap.epoch)
  if (!epoch) throw new BrokenSeal('cannot-open')
  const key = await unwrapReportKey(fromBase64(view.wrap.blob), epoch.identity)
  const reader: Reader = {
    report: view.id,
    root,
    keys: view.keys,
    identityFor: (message) =>
      message.direction === 'internal'
        ? epochs.find((one) => one.deskId === message.deskId && one.epoch === message.epoch)
            ?.identity
        : key.identity,
  }
  const chain = (internal: boolean) =>
    view.envelopes.filter((one) => (one.direction === 'internal') === internal)
  return {
    view,
    conversation: await openConversation(chain(false), reader),
    notes: await openConversation(chain(true), reader),
    key,
  }
}

export interface SealedByDesk {
  sequence: number
  epoch: number
  /** Base64. */
  sealed: string
}

/** A signed reply to the reporter, under the newest epoch of the desk that holds the report. */
export async function sealReply(
  open: OpenReport,
  epoch: OpenEpoch,
  words: string,
): Promise<SealedByDesk> {
  const { next: sequence, previous } = open.conversation
  const header = {
    version: 1 as const,
    report: open.view.id,
    sequence,
    direction: 'out' as const,
    previous,
    deskId: epoch.deskId,
    epoch: epoch.epoch,
  }
  const body = { kind: 'reply' as const, words }
  const sealed = await sealEnvelope({ header, body }, open.key.recipient, provedByDesk(epoch.sign))
  return { sequence, epoch: epoch.epoch, sealed: base64(sealed) }
}

/** A signed note that stays at the desk. With `forDesk` it is sealed to the desk that the report is handed to. */
export async function sealNote(
  open: OpenReport,
  epoch: OpenEpoch,
  words: string,
  forDesk?: { recipient: string },
): Promise<SealedByDesk> {
  const { next: sequence, previous } = open.notes
  const header = {
    version: 1 as const,
    report: open.view.id,
    sequence,
    direction: 'internal' as const,
    previous,
    deskId: epoch.deskId,
    epoch: epoch.epoch,
  }
  const body = { kind: 'note' as const, words }
  const to = forDesk?.recipient ?? epoch.recipient
  const sealed = await sealEnvelope({ header, body }, to, provedByDesk(epoch.sign))
  return { sequence, epoch: epoch.epoch, sealed: base64(sealed) }
}

/** The report key for the desk that takes over; refuses a key that the root did not certify for it, or that has expired. */
export async function handOverWrap(
  open: OpenReport,
  to: PublicDesk,
  root: string,
  now: Date,
): Promise<{ toDeskId: string; toEpoch: number; wrap: string; recipient: string }> {
  const { recipient } = verified(to.certificate, root, { deskId: to.id, epoch: to.epoch, at: now })
  const wrap = base64(await wrapReportKey(open.key, recipient))
  return { toDeskId: to.id, toEpoch: to.epoch, wrap, recipient }
}

/** Wraps open reports for a new epoch; `wraps` are base64, as `/open-wraps` hands them out. */
export async function rewrapAll(
  wraps: readonly { reportId: string; epoch: number; blob: string }[],
  epochs: readonly OpenEpoch[],
  deskId: string,
  to: { recipient: string },
): Promise<{ reportId: string; blob: string }[]> {
  const rewrapped: { reportId: string; blob: string }[] = []
  for (const { reportId, epoch, blob } of wraps) {
    const old = epochs.find((one) => one.deskId === deskId && one.epoch === epoch)
    if (!old) throw new BrokenSeal('cannot-open')
    const wrap = await rewrapReportKey(fromBase64(blob), old.identity, to.recipient)
    rewrapped.push({ reportId, blob: base64(wrap) })
  }
  return rewrapped
}
