import { sha256 as portable } from '@noble/hashes/sha2.js'

// Node's own is faster; a browser's own is asynchronous, which a tree of a million nodes cannot afford.
const crypto = globalThis.process?.getBuiltinModule?.('node:crypto')

type Hash = (bytes: Uint8Array) => Uint8Array

let inUse: Hash =
  crypto && 'hash' in crypto
    ? // By way of a string: three times faster than letting it make the buffer.
      (bytes) => Buffer.from(crypto.hash('sha256', bytes, 'binary'), 'latin1')
    : portable

export const sha256: Hash = (bytes) => inUse(bytes)

/**
 * Fetches a WebAssembly SHA-256 and uses it from here on, in a browser: worth its 6 kB before a whole
 * log is read. Where WebAssembly is refused, everything goes on as before.
 */
export async function quickenHashing(): Promise<void> {
  if (inUse !== portable) return
  const { quickHash } = await import('./quick-hash.ts')
  inUse = (await quickHash()) ?? portable
}

/** Length of every hash of a log, in bytes. */
export const HASH = 32

/** RFC 6962, section 2.1: MTH of a single entry. */
export function leafHash(entry: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + entry.length)
  input.set(entry, 1)
  return sha256(input)
}

const pair = new Uint8Array(1 + 2 * HASH).fill(1, 0, 1)

/** RFC 6962, section 2.1: the hash of an inner node. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  pair.set(left, 1)
  pair.set(right, 1 + HASH)
  return sha256(pair)
}

/** The root of the tree without entries. */
export const emptyRoot = sha256(new Uint8Array())
