import { base64, fromBase64, hex, joined, utf8 } from './bytes.ts'
import { publicKeyOf, sign, verify } from './ed25519.ts'
import { LogFault } from './fault.ts'
import { sha256 } from './hash.ts'

/** Signature types of C2SP signed-note that are used here: a log's signature, and a witness's with its time. */
export const LOG_KEY = 0x01
export const WITNESS_KEY = 0x04
export type KeyType = typeof LOG_KEY | typeof WITNESS_KEY

/** A public key with the name it signs under. */
export interface NoteKey {
  name: string
  /** Eight hexadecimal digits. */
  id: string
  type: KeyType
  publicKey: Uint8Array
}

export interface Signature {
  name: string
  id: string
  /** What follows the key's id. */
  bytes: Uint8Array
}

export interface Note {
  text: string
  signatures: Signature[]
}

// A limit that the standard asks for; a quorum of thirty witnesses fits many times.
const MOST_SIGNATURES = 100
const LONGEST = 1_000_000

const isName = (name: string) => name !== '' && !/[\s+\p{Zs}]/u.test(name)

/** Key id = SHA-256(name ‖ 0x0A ‖ type ‖ public key)[:4]. C2SP signed-note, "Signatures". */
export function keyId(name: string, type: KeyType, publicKey: Uint8Array): string {
  return hex(sha256(joined(utf8(`${name}\n`), Uint8Array.of(type), publicKey)).subarray(0, 4))
}

/** Reads `name+id+base64(type ‖ key)`; throws where the id does not fit the key. */
export function keyFrom(text: string): NoteKey {
  const [, name, id, material] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? []
  const bytes = material ? fromBase64(material) : undefined
  const type = bytes?.[0]
  const known = type === LOG_KEY || type === WITNESS_KEY
  if (!name || !isName(name) || !id || !known || bytes?.length !== 33)
    throw new LogFault('malformed', `"${text.slice(0, 120)}" is not a key of a log or a witness.`)
  const publicKey = bytes.subarray(1)
  if (keyId(name, type, publicKey) !== id)
    throw new LogFault('malformed', `The key of "${name}" does not fit its own number.`)
  return { name, id, type, publicKey }
}

export function keyText({ name, id, type, publicKey }: NoteKey): string {
  return `${name}+${id}+${base64(joined(Uint8Array.of(type), publicKey))}`
}

/** Takes a note apart without verifying anything. */
export function noteFrom(note: string): Note {
  const malformed = (why: string) => new LogFault('malformed', `This is no signed note: ${why}.`)
  if (note.length > LONGEST) throw malformed('it is too long')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the standard forbids them
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note) || !note.isWellFormed())
    throw malformed('it has signs that do not belong into one')
  const end = note.lastIndexOf('\n\n')
  if (end < 0) throw malformed('there is no empty line before the signatures')
  const lines = note.slice(end + 2).split('\n')
  if (lines.pop() !== '' || !lines.length) throw malformed('the signatures do not end with a line')
  if (lines.length > MOST_SIGNATURES) throw malformed('there are too many signatures')
  return { text: note.slice(0, end + 1), signatures: lines.map(signatureFrom) }
}

/** Reads one signature line without its newline. */
export function signatureFrom(line: string): Signature {
  const [, name, material] = /^— (\S+) (\S+)$/u.exec(line) ?? []
  const bytes = name && material && isName(name) ? fromBase64(material) : undefined
  if (!bytes || bytes.length < 5)
    throw new LogFault('malformed', `"${line.slice(0, 120)}" is not a line with a signature.`)
  return { name: name!, id: hex(bytes.subarray(0, 4)), bytes: bytes.subarray(4) }
}

/** What a key of this type signs: the text itself, or for a witness also the time (C2SP tlog-cosignature). */
function messageOf(type: KeyType, text: string, signature: Uint8Array): Uint8Array {
  if (type === LOG_KEY) return utf8(text)
  return utf8(`cosignature/v1\ntime ${timeOf(signature)}\n${text}`)
}

/** The POSIX time in a witness's signature. */
function timeOf(signature: Uint8Array): bigint {
  if (signature.length !== 72) throw new LogFault('signature', 'A cosignature has 72 bytes.')
  return new DataView(signature.buffer, signature.byteOffset).getBigUint64(0)
}

export interface Verified {
  key: NoteKey
  /** POSIX seconds; of a witness's signature only. */
  time?: number
}

/**
 * Opens a note: which of the known keys have signed it. Signatures of unknown keys are passed over;
 * a wrong signature of a known one spoils the note, and so does having none (C2SP signed-note).
 */
export function openNote(
  note: string | Note,
  keys: readonly NoteKey[],
): { text: string; by: Verified[] } {
  const { text, signatures } = typeof note === 'string' ? noteFrom(note) : note
  const by: Verified[] = []
  for (const { name, id, bytes } of signatures) {
    const key = keys.find((one) => one.name === name && one.id === id)
    if (!key || by.some((one) => one.key === key)) continue
    if (!isSignedBy(key, text, bytes))
      throw new LogFault('signature', `The signature of ${name} does not fit the text.`)
    by.push({ key, ...(key.type === WITNESS_KEY && { time: Number(timeOf(bytes)) }) })
  }
  if (!by.length) throw new LogFault('signature', 'No known key has signed this note.')
  return { text, by }
}

function isSignedBy(key: NoteKey, text: string, signature: Uint8Array): boolean {
  const raw = key.type === WITNESS_KEY ? signature.subarray(8) : signature
  return verify(raw, messageOf(key.type, text, signature), key.publicKey)
}

/** Signs under a name. `line` is one signature line with its newline, to be put after a note. */
export interface NoteSigner {
  key: NoteKey
  line(text: string): string
}

/** The signer of a log, from a secret of 32 bytes. */
export function logSigner(name: string, seed: Uint8Array): NoteSigner {
  const key = publicOf(name, LOG_KEY, seed)
  return { key, line: (text) => lineOf(key, sign(utf8(text), seed)) }
}

/** The signer of a witness; `now` gives POSIX milliseconds. */
export function witnessSigner(name: string, seed: Uint8Array, now: () => number): NoteSigner {
  const key = publicOf(name, WITNESS_KEY, seed)
  return {
    key,
    line(text) {
      const time = new Uint8Array(8)
      new DataView(time.buffer).setBigUint64(0, BigInt(Math.floor(now() / 1000)))
      const message = messageOf(WITNESS_KEY, text, joined(time, new Uint8Array(64)))
      return lineOf(key, joined(time, sign(message, seed)))
    },
  }
}

function publicOf(name: string, type: KeyType, seed: Uint8Array): NoteKey {
  if (!isName(name)) throw new LogFault('malformed', `"${name}" cannot be the name of a key.`)
  const publicKey = publicKeyOf(seed)
  return { name, type, publicKey, id: keyId(name, type, publicKey) }
}

function lineOf(key: NoteKey, signature: Uint8Array): string {
  const id = Uint8Array.from(key.id.match(/../g)!, (two) => Number.parseInt(two, 16))
  return `— ${key.name} ${base64(joined(id, signature))}\n`
}
