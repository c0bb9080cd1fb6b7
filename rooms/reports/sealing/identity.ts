import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { BrokenSeal } from './broken-seal.ts'
import { type Bytes, joined } from './bytes.ts'

/**
 * An age X25519 identity: its text `AGE-SECRET-KEY-1…`, or a key that the platform holds and
 * does not give out. Classic X25519 and not the hybrid kind, because installed age tools
 * (Debian's among them) open only the classic one. Format: C2SP age v1.
 */
export type Identity = string | CryptoKey
/** An age recipient, `age1…` (62 characters). */
export type Recipient = string

export function newIdentity(): Promise<string> {
  return generateX25519Identity()
}

export function recipientOf(identity: Identity): Promise<Recipient> {
  return identityToRecipient(identity)
}

export function isRecipient(text: string): boolean {
  return /^age1[02-9ac-hj-np-z]{58}$/.test(text)
}

/** Encrypts to one recipient, age v1 binary. */
export async function seal(plain: Uint8Array, recipient: Recipient): Promise<Bytes> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return (await encrypter.encrypt(plain)) as Bytes
}

/** Throws {@link BrokenSeal} `cannot-open` where the key is another or a byte has changed. */
export async function unseal(sealed: Uint8Array, identity: Identity): Promise<Bytes> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  try {
    return (await decrypter.decrypt(sealed)) as Bytes
  } catch {
    throw new BrokenSeal('cannot-open')
  }
}

/** The identity whose secret scalar is `seed` (32 bytes), in age's writing (Bech32, BIP 173, upper case). */
export function identityFromSeed(seed: Uint8Array): string {
  return bech32('age-secret-key-', seed).toUpperCase()
}

// RFC 8410: a PKCS #8 wrapper around the 32 bytes of an X25519 private key.
const PKCS8 = [
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20,
]

/**
 * Hands an identity over to the platform as a key that scripts can use but not read.
 * Where the platform has no X25519 the text comes back unchanged.
 */
export async function held(identity: string): Promise<Identity> {
  const pkcs8 = joined(Uint8Array.from(PKCS8), seedOf(identity))
  try {
    return await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'X25519' }, false, ['deriveBits'])
  } catch {
    return identity
  } finally {
    pkcs8.fill(0)
  }
}

const LETTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'

function bech32(prefix: string, bytes: Uint8Array): string {
  const words = regroup(bytes, 8, 5)
  const sum = checksum([...spread(prefix), ...words, 0, 0, 0, 0, 0, 0]) ^ 1
  const check = [25, 20, 15, 10, 5, 0].map((shift) => (sum >>> shift) & 31)
  return `${prefix}1${[...words, ...check].map((word) => LETTERS[word]).join('')}`
}

function seedOf(identity: string): Bytes {
  const letters = identity.toLowerCase().slice('age-secret-key-1'.length, -6)
  const words = [...letters].map((letter) => LETTERS.indexOf(letter))
  return Uint8Array.from(regroup(words, 5, 8).slice(0, 32))
}

function spread(prefix: string): number[] {
  const codes = [...prefix].map((letter) => letter.charCodeAt(0))
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)]
}

function checksum(words: readonly number[]): number {
  const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]
  let sum = 1
  for (const word of words) {
    const top = sum >>> 25
    sum = ((sum & 0x1ffffff) << 5) ^ word
    generators.forEach((generator, bit) => {
      if ((top >>> bit) & 1) sum ^= generator
    })
  }
  return sum
}

function regroup(values: Iterable<number>, from: number, to: number): number[] {
  const out: number[] = []
  let held = 0
  let bits = 0
  for (const value of values) {
    held = ((held << from) | value) & 0xfff
    bits += from
    while (bits >= to) {
      bits -= to
      out.push((held >> bits) & (2 ** to - 1))
    }
  }
  if (bits > 0 && to < from) out.push((held << (to - bits)) & (2 ** to - 1))
  return out
}
