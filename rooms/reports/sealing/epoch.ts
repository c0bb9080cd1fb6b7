import { BrokenSeal } from './broken-seal.ts'
import { type Bytes, base64, fromBase64, textOf, utf8 } from './bytes.ts'
import type { EpochStatement } from './certificate.ts'
import { newSigningKey, type Signer, signerOf, signingKeyFrom } from './ed25519.ts'
import {
  held,
  type Identity,
  newIdentity,
  type Recipient,
  recipientOf,
  seal,
  unseal,
} from './identity.ts'

/** The two secrets of a desk's epoch, as they are wrapped to each member. */
export interface EpochSecrets {
  version: 1
  deskId: string
  epoch: number
  identity: string
  /** Base64, 32 bytes. */
  signingSeed: string
}

/** Public halves, for the certificate. */
export interface EpochPublic {
  recipient: Recipient
  signingKey: string
}

export async function newEpoch(
  deskId: string,
  epoch: number,
): Promise<{ secrets: EpochSecrets; public: EpochPublic }> {
  const identity = await newIdentity()
  const signing = newSigningKey()
  return {
    secrets: { version: 1, deskId, epoch, identity, signingSeed: base64(signing.seed) },
    public: { recipient: await recipientOf(identity), signingKey: signing.publicKey },
  }
}

export function wrapEpoch(secrets: EpochSecrets, to: Recipient): Promise<Bytes> {
  return seal(utf8(JSON.stringify(secrets)), to)
}

/** An epoch that a member has opened; its secrets are held by the platform where it can. */
export interface OpenEpoch {
  deskId: string
  epoch: number
  recipient: Recipient
  signingKey: string
  identity: Identity
  sign: Signer
}

/** Opens a member's wrap; refuses keys that are not the ones of the certificate. */
export async function openEpoch(
  wrap: Uint8Array,
  member: Identity,
  certified: EpochStatement,
): Promise<OpenEpoch> {
  const secrets = await secretsOf(wrap, member)
  const seed = fromBase64(secrets.signingSeed)
  const recipient = await recipientOf(secrets.identity)
  const { publicKey } = signingKeyFrom(seed)
  if (recipient !== certified.recipient || publicKey !== certified.signingKey) {
    throw new BrokenSeal('not-certified')
  }
  if (secrets.deskId !== certified.deskId || secrets.epoch !== certified.epoch) {
    throw new BrokenSeal('other-desk')
  }
  return {
    deskId: secrets.deskId,
    epoch: secrets.epoch,
    recipient,
    signingKey: publicKey,
    identity: await held(secrets.identity),
    sign: await signerOf(seed),
  }
}

/** Lets a newcomer in: the member's wrap of an epoch, wrapped again. Compare the newcomer's fingerprint first. */
export async function rewrapEpoch(
  wrap: Uint8Array,
  member: Identity,
  to: Recipient,
): Promise<Bytes> {
  return wrapEpoch(await secretsOf(wrap, member), to)
}

async function secretsOf(wrap: Uint8Array, member: Identity): Promise<EpochSecrets> {
  const plain = await unseal(wrap, member)
  try {
    const secrets = JSON.parse(textOf(plain)) as EpochSecrets
    if (secrets.version === 1) return secrets
  } catch {
    // Falls through to the refusal.
  }
  throw new BrokenSeal('malformed')
}
