import { argon2id } from 'hash-wasm'
import { type Bytes, base64, base64url, sha256, utf8 } from './bytes.ts'
import { identityFromSeed, type Recipient, recipientOf } from './identity.ts'

/** 24 decimal digits: 79.7 bits. With 100,000 reports behind one salt, sixteen would leave a guesser 10^11 tries. */
export const RECEIPT_DIGITS = 24

/** A new receipt, made where the reporter is; it is never sent and never part of an address. */
export function newReceipt(): string {
  let digits = ''
  while (digits.length < RECEIPT_DIGITS) {
    for (const byte of crypto.getRandomValues(new Uint8Array(RECEIPT_DIGITS))) {
      // 250…255 are thrown away: keeping them would make the digits 0 to 5 likelier than the others.
      if (byte < 250 && digits.length < RECEIPT_DIGITS) digits += byte % 10
    }
  }
  return digits
}

/** Six groups of four, as they are shown and asked for again. */
export function groupsOf(receipt: string): string[] {
  return receipt.match(/\d{4}/g) ?? []
}

/**
 * The 24 digits of what somebody typed: Latin, Urdu (۰–۹) or Arabic (٠–٩) digits, with spaces,
 * dashes, full stops or invisible direction marks between. `undefined` where anything else is in it or the count is wrong.
 */
export function receiptFrom(typed: string): string | undefined {
  const latin = typed
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
  const digits = latin.replace(/[\s\p{Pd}\p{Cf}._۔]/gu, '')
  return new RegExp(`^\\d{${RECEIPT_DIGITS}}$`).test(digits) ? digits : undefined
}

/** What one guess costs. */
export interface Cost {
  memoryKiB: number
  passes: number
}

/** RFC 9106, section 4, second recommended option (64 MiB, t=3), with one lane: a cheap phone has few cores. */
export const COST: Cost = { memoryKiB: 64 * 1024, passes: 3 }

/** Makes a secret that a person can copy down slow to guess: 32 bytes. Runs in a worker where there is one. */
export type Stretch = (secret: string, salt: Uint8Array, cost: Cost) => Promise<Uint8Array>

/** Argon2id, version 1.3 (RFC 9106). */
export const stretch: Stretch = (secret, salt, cost) =>
  argon2id({
    password: secret,
    salt,
    memorySize: cost.memoryKiB,
    iterations: cost.passes,
    parallelism: 1,
    hashLength: 32,
    outputType: 'binary',
  })

export interface Mailbox {
  /** Opens the reporter's copy of the report key. */
  identity: string
  recipient: Recipient
  /** Finds the mailbox; 16 bytes, base64url (22 characters). */
  locator: string
  /** Opens the mailbox at the server; 32 bytes, base64url (43 characters). */
  token: string
  /** What the server keeps of the token: its SHA-256, base64. */
  tokenHash: string
  /** Marks follow-ups as the reporter's; the first sealed message tells it to the desk. 32 bytes. */
  macKey: Bytes
  /** Ties the report's steps in the public log together; the server gets it with the report. 32 bytes. */
  logSecret: Bytes
}

/**
 * Everything a receipt stands for: Argon2id over the digits with the salt of the installation,
 * then HKDF-SHA-256 (RFC 5869) once for each purpose, so that none tells anything about another.
 */
export async function mailboxOf(
  receipt: string,
  salt: Uint8Array,
  slow: Stretch = stretch,
): Promise<Mailbox> {
  const root = await hkdfKey(await slow(receipt, salt, COST))
  const [seed, locator, token, macKey, logSecret] = await Promise.all([
    derive(root, 'panah/mailbox/identity/v1', 32),
    derive(root, 'panah/mailbox/locator/v1', 16),
    derive(root, 'panah/mailbox/token/v1', 32),
    derive(root, 'panah/mailbox/follow-up-mac/v1', 32),
    derive(root, 'panah/mailbox/log/v1', 32),
  ])
  const identity = identityFromSeed(seed)
  return {
    identity,
    recipient: await recipientOf(identity),
    locator: base64url(locator),
    token: base64url(token),
    tokenHash: base64(await sha256(token)),
    macKey,
    logSecret,
  }
}

/** The value of the `Panah-Mailbox` header. */
export function mailboxHeader(mailbox: Pick<Mailbox, 'locator' | 'token'>): string {
  return `${mailbox.locator}.${mailbox.token}`
}

export function hkdfKey(secret: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', secret as Bytes, 'HKDF', false, ['deriveBits'])
}

export async function derive(root: CryptoKey, purpose: string, length: number): Promise<Bytes> {
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8(purpose) }
  return new Uint8Array(await crypto.subtle.deriveBits(how, root, length * 8))
}
