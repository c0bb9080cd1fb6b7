import { BrokenSeal } from './broken-seal.ts'
import { type Bytes, base64, fromBase64, sha256, utf8 } from './bytes.ts'
import { isSignedBy, signerOf } from './ed25519.ts'
import { isRecipient, type Recipient } from './identity.ts'

/** What the organisation root says about one epoch of one desk: these two keys are its keys. */
export interface EpochStatement {
  version: 1
  deskId: string
  name: { en: string; ur: string }
  epoch: number
  recipient: Recipient
  /** Ed25519, base64: the desk's replies of this epoch are signed with it. */
  signingKey: string
  /** ISO 8601 instants. */
  validFrom: string
  validUntil: string
}

/** The statement exactly as it was signed, and the root's Ed25519 signature in base64. */
export interface Certificate {
  statement: string
  signature: string
}

const DOMAIN = 'panah/desk-epoch/v1\n'

/** The text that the root signs; made apart from signing, because the root is kept offline. */
export function statementText(statement: EpochStatement): string {
  return JSON.stringify(statement)
}

export async function certify(statement: string, rootSeed: Bytes): Promise<Certificate> {
  const sign = await signerOf(rootSeed)
  return { statement, signature: base64(await sign(utf8(DOMAIN + statement))) }
}

/** What a certificate must be about, to be accepted. */
export interface Expected {
  deskId: string
  epoch: number
  /** Sealing to a key needs it valid now; reading what was once signed does not. */
  at?: Date
}

/** The statement of a certificate; throws {@link BrokenSeal} unless the root signed it for this desk and epoch. */
export function verified(
  certificate: Certificate,
  root: string,
  expected: Expected,
): EpochStatement {
  if (!isSignedBy(root, signatureOf(certificate), utf8(DOMAIN + certificate.statement))) {
    throw new BrokenSeal('not-certified')
  }
  const statement = JSON.parse(certificate.statement) as EpochStatement
  if (statement.version !== 1 || !isRecipient(statement.recipient))
    throw new BrokenSeal('malformed')
  if (statement.deskId !== expected.deskId) throw new BrokenSeal('other-desk')
  if (statement.epoch !== expected.epoch) throw new BrokenSeal('other-desk')
  if (expected.at) refuseOutside(statement, expected.at)
  return statement
}

function signatureOf(certificate: Certificate): Bytes {
  try {
    return fromBase64(certificate.signature)
  } catch {
    throw new BrokenSeal('malformed')
  }
}

function refuseOutside(statement: EpochStatement, at: Date): void {
  // Written as "unless inside", so that a date that cannot be read is refused too.
  if (!(at.getTime() >= Date.parse(statement.validFrom))) throw new BrokenSeal('not-yet-valid')
  if (!(at.getTime() < Date.parse(statement.validUntil))) throw new BrokenSeal('expired')
}

/** Six groups of five digits that two people can compare aloud: the first 100 bits of the SHA-256 of a public key. */
export async function fingerprintOf(publicKey: string): Promise<string> {
  const hash = await sha256(utf8(`panah/fingerprint/v1\n${publicKey}`))
  const groups: string[] = []
  for (let at = 0; at < 6; at++) {
    const word = (hash[at * 3]! << 16) | (hash[at * 3 + 1]! << 8) | hash[at * 3 + 2]!
    groups.push(String(word % 100_000).padStart(5, '0'))
  }
  return groups.join(' ')
}
