import { ed25519 } from '@noble/curves/ed25519.js'
import { type Bytes, base64, fromBase64, joined, randomBytes } from './bytes.ts'

/** Signs; whether its secret can be read is the platform's affair. */
export type Signer = (bytes: Uint8Array) => Promise<Bytes>

/** A secret of 32 bytes and its public key in base64 (RFC 8032). */
export interface SigningKey {
  seed: Bytes
  publicKey: string
}

export function newSigningKey(): SigningKey {
  return signingKeyFrom(randomBytes(32))
}

export function signingKeyFrom(seed: Bytes): SigningKey {
  return { seed, publicKey: base64(ed25519.getPublicKey(seed)) }
}

// RFC 8410: a PKCS #8 wrapper around the 32 bytes of an Ed25519 private key.
const PKCS8 = [
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
]

/** Signs with a key that the platform holds and does not give out, or with our own arithmetic where it cannot. */
export async function signerOf(seed: Bytes): Promise<Signer> {
  try {
    const pkcs8 = joined(Uint8Array.from(PKCS8), seed)
    const key = await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'Ed25519' }, false, ['sign'])
    return async (bytes) =>
      new Uint8Array(await crypto.subtle.sign({ name: 'Ed25519' }, key, bytes as Bytes))
  } catch {
    return async (bytes) => ed25519.sign(bytes, seed) as Bytes
  }
}

/** False for a wrong signature and for anything that is not a signature or a key. */
export function isSignedBy(publicKey: string, signature: Uint8Array, bytes: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, bytes, fromBase64(publicKey), { zip215: false })
  } catch {
    return false
  }
}
