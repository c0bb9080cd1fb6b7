import { BrokenSeal } from './broken-seal.ts'
import { type Bytes, base64, fromBase64, randomBytes, textOf, utf8 } from './bytes.ts'
import { held, type Identity, identityFromSeed, recipientOf, seal, unseal } from './identity.ts'
import { COST, type Cost, derive, hkdfKey, type Stretch, stretch } from './receipt.ts'

/** A member's identity under one lock; the server keeps it and cannot open it. Byte fields are base64. */
export type Lock = PassphraseLock | PasskeyLock

export interface PassphraseLock extends Cost {
  lock: 'passphrase'
  salt: string
  sealed: string
}

export interface PasskeyLock {
  lock: 'passkey'
  /** WebAuthn credential, base64url. */
  credentialId: string
  /** The input of the PRF extension (WebAuthn Level 3, section 10.1.4). */
  salt: string
  sealed: string
}

/** Shorter ones are refused where a lock is made. Characters. */
export const SHORTEST_PASSPHRASE = 12

/** Seals a secret under Argon2id of a passphrase; also keeps the organisation root. */
export async function lockWithPassphrase(
  secret: string,
  passphrase: string,
  slow: Stretch = stretch,
  cost: Cost = COST,
): Promise<PassphraseLock> {
  const salt = randomBytes(16)
  const key = await slow(passphrase.normalize('NFKC'), salt, cost)
  return { lock: 'passphrase', ...cost, salt: base64(salt), sealed: await sealUnder(key, secret) }
}

/** The secret's text; throws {@link BrokenSeal} `wrong-passphrase`. */
export async function secretBehind(
  lock: PassphraseLock,
  passphrase: string,
  slow: Stretch = stretch,
): Promise<string> {
  const key = await slow(passphrase.normalize('NFKC'), fromBase64(lock.salt), lock)
  return unsealUnder(key, lock.sealed)
}

/** A member's identity, held by the platform where it can. */
export async function unlockWithPassphrase(
  lock: PassphraseLock,
  passphrase: string,
  slow: Stretch = stretch,
): Promise<Identity> {
  return held(await secretBehind(lock, passphrase, slow))
}

/** `output` is the PRF result of the passkey for `salt`, 32 bytes: already hard to guess, so nothing is stretched. */
export async function lockWithPasskey(
  identity: string,
  credentialId: string,
  salt: Uint8Array,
  output: Uint8Array,
): Promise<PasskeyLock> {
  return {
    lock: 'passkey',
    credentialId,
    salt: base64(salt),
    sealed: await sealUnder(output, identity),
  }
}

export async function unlockWithPasskey(lock: PasskeyLock, output: Uint8Array): Promise<Identity> {
  return held(await unsealUnder(output, lock.sealed))
}

async function sealUnder(key: Uint8Array, secret: string): Promise<string> {
  return base64(await seal(utf8(secret), await recipientOf(await lockIdentity(key))))
}

async function unsealUnder(key: Uint8Array, sealed: string): Promise<string> {
  let plain: Bytes
  try {
    plain = await unseal(fromBase64(sealed), await lockIdentity(key))
  } catch {
    throw new BrokenSeal('wrong-passphrase')
  }
  return textOf(plain)
}

async function lockIdentity(key: Uint8Array): Promise<string> {
  return identityFromSeed(await derive(await hkdfKey(key), 'panah/member-lock/v1', 32))
}
