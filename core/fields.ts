import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

export type IndexKind = 'name' | 'cnic' | 'passport' | 'phone' | 'account' | 'email' | 'link'

/** Seals direct identifiers under a key that is not in the database. */
export interface Fields {
  /** `text` as `v1.<base64>`; sealing the same text twice gives different results. */
  seal(text: string): string
  /** The text behind a sealed field. Throws where the key is not the one it was sealed with. */
  open(sealed: string): string
  /** The keyed blind index of a value that has been brought into its normal form. */
  index(kind: IndexKind, normal: string): string
  /** Base64 of 32 bytes under which one person's devices keep what was written without a network. */
  deviceKey(personId: string): string
}

const NONCE = 12
const TAG = 16

/**
 * Field sealing with AES-256-GCM and blind indexes with HMAC-SHA-256, both keys derived
 * from one 32-byte field key by HKDF (NIST SP 800-38D; RFC 5869).
 */
export function fieldsUnder(fieldKey: Uint8Array): Fields {
  if (fieldKey.length !== 32) throw new Error('The field key must be 32 bytes.')
  const sealing = derive(fieldKey, 'panah/field/seal/v1')
  const indexing = derive(fieldKey, 'panah/field/index/v1')
  return {
    seal(text) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `v1.${Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64')}`
    },
    open(sealed) {
      if (!sealed.startsWith('v1.')) throw new Error('A sealed field of an unknown version.')
      const bytes = Buffer.from(sealed.slice(3), 'base64')
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, NONCE))
      decipher.setAuthTag(bytes.subarray(bytes.length - TAG))
      const text = decipher.update(bytes.subarray(NONCE, bytes.length - TAG))
      return Buffer.concat([text, decipher.final()]).toString('utf8')
    },
    index(kind, normal) {
      return createHmac('sha256', indexing).update(`${kind}\0${normal}`).digest('base64url')
    },
    deviceKey: (personId) => derive(fieldKey, `panah/device/v1/${personId}`).toString('base64'),
  }
}

function derive(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, new Uint8Array(), purpose, 32))
}
