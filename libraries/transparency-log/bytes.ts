import { LogFault } from './fault.ts'

/** Bytes that own their memory. */
export type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

export function utf8(text: string): Bytes {
  return encoder.encode(text)
}

export function textOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new LogFault('malformed', 'These bytes are not well-formed UTF-8.')
  }
}

export function joined(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

/** Standard base64 with its padding (RFC 4648, section 4), and only in its one canonical form. */
export function fromBase64(text: string): Bytes {
  let bytes: Bytes | undefined
  try {
    bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  } catch {
    bytes = undefined
  }
  if (!bytes || base64(bytes) !== text)
    throw new LogFault('malformed', `"${text.slice(0, 60)}" is not base64.`)
  return bytes
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}

/** A whole number of the standards: decimal, no sign, no leading zero, small enough to be exact here. */
export function sizeFrom(text: string): number {
  const size = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(size)) throw new LogFault('malformed', `"${text}" is not a size.`)
  return size
}
