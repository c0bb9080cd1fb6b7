import { BrokenSeal } from './broken-seal.ts'
import { type Bytes, base64, fromBase64, joined, sha256, textOf, utf8 } from './bytes.ts'
import { isSignedBy, type Signer } from './ed25519.ts'
import { type Identity, type Recipient, seal, unseal } from './identity.ts'
import { padded } from './padding.ts'

/** `accused` is the reporter's part that is opened after the decision. */
export type Direction = 'in' | 'out' | 'internal' | 'accused'

/**
 * What age does not have: which report, where in its order, from whom to whom, after which message.
 * Without it the server could splice, swap, replay or reorder what it cannot read.
 */
export interface Header {
  version: 1
  report: string
  /** From 1. The conversation (in, out) is one chain and the internal notes are another. */
  sequence: number
  direction: Direction
  /** SHA-256 of the sealed bytes of the message before it in its chain, base64; null for the first. */
  previous: string | null
  deskId: string
  epoch: number
}

export interface Envelope<Body> {
  header: Header
  body: Body
}

export type Proof = `hmac-sha256 ${string}` | `ed25519 ${string}`
/** Makes the proof that goes in with a message: the reporter's MAC or the desk's signature. */
export type Prove = (direction: Direction, message: Bytes) => Promise<Proof>
/** Checks it. `envelope` is what the message says; nothing of it may be trusted before this returns true. */
export type Check = (proof: string, message: Bytes, envelope: Envelope<unknown>) => Promise<boolean>

const FIRST_LINE = 'panah-envelope/1'
const NEWLINE = '\n'
const SPACE = 0x20

// The direction is part of what is proved, so that no message can be turned around.
const domainOf = (direction: Direction) => utf8(`panah/envelope/${direction}/v1\n`)

/**
 * The plaintext is UTF-8 text, so that it can be read after `age -d` by a tool we did not write:
 * a line naming the format, a line with the proof, a line of JSON, then spaces up to its Padmé bucket.
 */
export async function sealEnvelope(
  envelope: Envelope<unknown>,
  to: Recipient,
  prove: Prove,
  shortest?: number,
): Promise<Bytes> {
  const message = utf8(JSON.stringify(envelope))
  const proof = await prove(envelope.header.direction, message)
  const plain = joined(utf8([FIRST_LINE, proof, ''].join(NEWLINE)), message, utf8(NEWLINE))
  return seal(padded(plain, SPACE, shortest), to)
}

/** Where an envelope must stand. */
export type Place = Pick<Header, 'report' | 'sequence' | 'direction' | 'previous'>

/** Carries the message of an envelope whose proof holds but which stands in the wrong place. */
export class Misplaced<Body> extends BrokenSeal {
  readonly envelope: Envelope<Body>
  constructor(fault: 'wrong-order' | 'chain-broken', envelope: Envelope<Body>) {
    super(fault)
    this.envelope = envelope
  }
}

/** Opens and verifies; throws {@link BrokenSeal} with the first fault there is. */
export async function openEnvelope<Body>(
  sealed: Uint8Array,
  identity: Identity,
  place: Place,
  check: Check,
): Promise<Envelope<Body>> {
  const { proof, message, envelope } = parse<Body>(await unseal(sealed, identity))
  const { header } = envelope
  if (header.report !== place.report) throw new BrokenSeal('other-report')
  if (header.direction !== place.direction) throw new BrokenSeal('wrong-direction')
  if (!(await check(proof, message, envelope))) throw new BrokenSeal('forged')
  if (header.sequence !== place.sequence) throw new Misplaced('wrong-order', envelope)
  if (header.previous !== place.previous) throw new Misplaced('chain-broken', envelope)
  return envelope
}

export async function hashOf(sealed: Uint8Array): Promise<string> {
  return base64(await sha256(sealed))
}

function parse<Body>(plain: Bytes): { proof: string; message: Bytes; envelope: Envelope<Body> } {
  try {
    const [first, proof, json, filling, ...rest] = textOf(plain).split(NEWLINE)
    const whole = rest.length === 0 && /^ *$/.test(filling ?? '-')
    const envelope = JSON.parse(json ?? '') as Envelope<Body>
    if (first === FIRST_LINE && proof && whole && envelope.header.version === 1 && envelope.body) {
      return { proof, message: utf8(json!), envelope }
    }
  } catch {
    // Falls through to the refusal.
  }
  throw new BrokenSeal('malformed')
}

/** The reporter's proof: HMAC-SHA-256 under a key that only the reporter and the desk's readers know. */
export function provedByReporter(macKey: Bytes): Prove {
  return async (direction, message) => {
    const key = await hmacKey(macKey)
    const mac = await crypto.subtle.sign('HMAC', key, joined(domainOf(direction), message))
    return `hmac-sha256 ${base64(new Uint8Array(mac))}`
  }
}

export async function isFromReporter(
  macKey: Bytes,
  proof: string,
  message: Bytes,
  direction: 'in' | 'accused' = 'in',
): Promise<boolean> {
  const mac = proofBytes(proof, 'hmac-sha256 ')
  if (!mac) return false
  const key = await hmacKey(macKey)
  return crypto.subtle.verify('HMAC', key, mac, joined(domainOf(direction), message))
}

/** The desk's proof: Ed25519 with the signing key of its epoch. */
export function provedByDesk(sign: Signer): Prove {
  return async (direction, message) =>
    `ed25519 ${base64(await sign(joined(domainOf(direction), message)))}`
}

export function isFromDesk(
  signingKey: string,
  direction: 'out' | 'internal',
  proof: string,
  message: Bytes,
): boolean {
  const signature = proofBytes(proof, 'ed25519 ')
  return (
    signature !== undefined &&
    isSignedBy(signingKey, signature, joined(domainOf(direction), message))
  )
}

function proofBytes(proof: string, kind: string): Bytes | undefined {
  if (!proof.startsWith(kind)) return undefined
  try {
    return fromBase64(proof.slice(kind.length))
  } catch {
    return undefined
  }
}

function hmacKey(macKey: Bytes): Promise<CryptoKey> {
  const how = { name: 'HMAC', hash: 'SHA-256' }
  return crypto.subtle.importKey('raw', macKey, how, false, ['sign', 'verify'])
}
