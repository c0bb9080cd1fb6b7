import type { Answers } from '../questions.ts'
import type { FileNote } from './attachment.ts'
import { BrokenSeal, type SealFault } from './broken-seal.ts'
import { fromBase64 } from './bytes.ts'
import { type Certificate, type EpochStatement, verified } from './certificate.ts'
import {
  type Check,
  type Direction,
  type Envelope,
  hashOf,
  isFromDesk,
  isFromReporter,
  Misplaced,
  openEnvelope,
} from './envelope.ts'
import type { Identity } from './identity.ts'

/** The first message: what was answered, and the key by which later messages prove that they are the reporter's. */
export interface ReportBody {
  kind: 'report'
  answers: Answers
  language: string
  /** Base64, 32 bytes. */
  macKey: string
  files: FileNote[]
  /** SHA-256 of the part that says who is accused, base64; reports from before it have none. */
  accused?: string
}

export interface FollowUpBody {
  kind: 'follow-up'
  words: string
  files: FileNote[]
}

export interface ReplyBody {
  kind: 'reply'
  words: string
}

export interface NoteBody {
  kind: 'note'
  words: string
}

export type Body = ReportBody | FollowUpBody | ReplyBody | NoteBody

/** A sealed message as the server hands it out. Nothing in it is believed before it is verified. */
export interface SealedMessage {
  sequence: number
  direction: Direction
  deskId: string
  epoch: number
  at: string
  /** Base64. */
  sealed: string
}

export interface DeskKey {
  deskId: string
  epoch: number
  certificate: Certificate
}

/**
 * One message after opening. With `fault: null` it is genuine and in its place. With a fault, `body` is there
 * only if the message itself is genuine and something about its place is wrong.
 */
export interface OpenedMessage {
  sequence: number
  direction: Direction
  at: string
  deskId: string
  epoch: number
  /** The desk that signed, by its certificate; only for its messages. */
  desk: { en: string; ur: string } | null
  body: Body | null
  fault: SealFault | null
}

export interface Conversation {
  messages: OpenedMessage[]
  /** Hash that the next message names as the one before it. */
  previous: string | null
  /** Sequence of the next message. */
  next: number
}

/** What a reader brings to open a chain. */
export interface Reader {
  report: string
  root: string
  keys: readonly DeskKey[]
  /** The identity that opens a message; undefined where the reader has none for it. */
  identityFor(message: SealedMessage): Identity | undefined
}

/**
 * Opens one chain from its start. Each message must name the one before it, so a message taken out, put in
 * or exchanged shows at the next one. What a server can still do is to hold back the newest messages.
 */
export async function openConversation(
  sealed: readonly SealedMessage[],
  reader: Reader,
): Promise<Conversation> {
  const messages: OpenedMessage[] = []
  const memory: Memory = { macKey: undefined, newestEpoch: new Map() }
  let previous: string | null = null
  for (const [index, message] of sealed.entries()) {
    const bytes = fromBase64(message.sealed)
    const place = {
      report: reader.report,
      sequence: index + 1,
      direction: message.direction,
      previous,
    }
    messages.push(await openOne(message, bytes, place, reader, memory))
    previous = await hashOf(bytes)
  }
  return { messages, previous, next: sealed.length + 1 }
}

interface Memory {
  macKey: ReturnType<typeof fromBase64> | undefined
  newestEpoch: Map<string, number>
}

async function openOne(
  message: SealedMessage,
  bytes: Uint8Array,
  place: Parameters<typeof openEnvelope>[2],
  reader: Reader,
  memory: Memory,
): Promise<OpenedMessage> {
  const { direction, at } = message
  let desk: EpochStatement | undefined
  const show = (envelope: Envelope<Body> | null, fault: SealFault | null): OpenedMessage => ({
    sequence: message.sequence,
    direction,
    at,
    deskId: envelope?.header.deskId ?? message.deskId,
    epoch: envelope?.header.epoch ?? message.epoch,
    desk: desk?.name ?? null,
    body: envelope?.body ?? null,
    fault,
  })
  const check: Check = async (proof, text, envelope) => {
    if (envelope.header.direction === 'in') {
      return isFromReporter(macKeyFor(envelope, memory), proof, text)
    }
    desk = certifiedDesk(envelope, reader)
    const { direction: said } = envelope.header
    return said !== 'accused' && isFromDesk(desk.signingKey, said, proof, text)
  }
  try {
    const identity = reader.identityFor(message)
    if (!identity) throw new BrokenSeal('cannot-open')
    const envelope = await openEnvelope<Body>(bytes, identity, place, check)
    refuseOlderEpoch(envelope, memory)
    remember(envelope, memory)
    return show(envelope, null)
  } catch (trouble) {
    if (trouble instanceof Misplaced) return show(trouble.envelope as Envelope<Body>, trouble.fault)
    if (trouble instanceof BrokenSeal) return show(null, trouble.fault)
    throw trouble
  }
}

// The first message carries the key itself; every later one must be proved with that same key.
function macKeyFor(envelope: Envelope<unknown>, memory: Memory) {
  if (memory.macKey) return memory.macKey
  const { header, body } = envelope as Envelope<Body>
  if (header.sequence !== 1 || body.kind !== 'report') throw new BrokenSeal('forged')
  return fromBase64(body.macKey)
}

function certifiedDesk({ header }: Envelope<unknown>, reader: Reader): EpochStatement {
  const { deskId, epoch } = header
  const key = reader.keys.find((one) => one.deskId === deskId && one.epoch === epoch)
  if (!key) throw new BrokenSeal('not-certified')
  return verified(key.certificate, reader.root, { deskId, epoch })
}

// A member who was removed still has the signing key of her epochs: once the desk has written under a
// newer one, the older ones speak no more.
function refuseOlderEpoch({ header }: Envelope<Body>, memory: Memory): void {
  if (header.direction === 'in') return
  if (header.epoch < (memory.newestEpoch.get(header.deskId) ?? 0))
    throw new BrokenSeal('older-epoch')
}

function remember({ header, body }: Envelope<Body>, memory: Memory): void {
  if (body.kind === 'report') memory.macKey = fromBase64(body.macKey)
  if (header.direction !== 'in') memory.newestEpoch.set(header.deskId, header.epoch)
}
