import {
  type FileType,
  fileTypes,
  findFileType,
  nameFor,
  plainName,
} from '../../../core/file-type.ts'
import { losesMetadata, withoutMetadata } from '../../../core/image-metadata.ts'
import { BrokenSeal } from './broken-seal.ts'
import { type Bytes, base64, joined, sha256, textOf, utf8 } from './bytes.ts'
import { type Identity, type Recipient, seal, unseal } from './identity.ts'
import { padded } from './padding.ts'

/** Bytes. */
export const LARGEST_FILE = 25 * 1024 * 1024
/** Bytes of sealed file sent in one request, so that a lost connection costs at most one. */
export const PART = 1024 * 1024
export const MOST_FILES = 10

/** Why a file is not taken; shown as `file.<why>`. */
export type FileFault = 'empty' | 'too-large' | 'unknown-type' | 'damaged' | 'too-many'

export class RefusedFile extends Error {
  readonly why: FileFault
  constructor(why: FileFault) {
    super(`file: ${why}`)
    this.why = why
  }
}

/** A file that may be sealed. `metadata` says whether what it told about itself was taken out. */
export interface ReadyFile {
  name: string
  type: FileType
  bytes: Uint8Array
  metadata: 'removed' | 'kept'
}

/** Checks size and type by the bytes, and takes the metadata out of pictures; throws {@link RefusedFile}. */
export function prepareFile(name: string, bytes: Uint8Array): ReadyFile {
  if (bytes.length === 0) throw new RefusedFile('empty')
  if (bytes.length > LARGEST_FILE) throw new RefusedFile('too-large')
  const type = findFileType(bytes)
  if (!type) throw new RefusedFile('unknown-type')
  const clean = withoutMetadata(bytes, type)
  // A picture that cannot be taken apart cannot be cleaned: sending it could tell where it was taken.
  if (!clean) throw new RefusedFile('damaged')
  return {
    name: nameFor(name, type),
    type,
    bytes: clean,
    metadata: losesMetadata(type) ? 'removed' : 'kept',
  }
}

/** What the sealed message says about a file that comes beside it: the hash ties the two together. */
export interface FileNote {
  id: string
  /** SHA-256 of the sealed file, base64. */
  sha256: string
  sealedSize: number
  name: string
  type: FileType
  size: number
}

/** A sealed file on its way to the server. */
export interface Upload {
  id: string
  sha256: string
  sealedSize: number
  sealed: Bytes
}

interface FileHeader {
  version: 1
  report: string
  id: string
  name: string
  type: string
  size: number
}

const FIRST_LINE = 'panah-attachment/1'

/**
 * Seals a whole file to the report key. The plaintext is a line naming the format, a line of
 * JSON {version, report, id, name, type, size}, the file, and zeros up to its Padmé bucket.
 */
export async function sealAttachment(
  file: ReadyFile,
  report: string,
  to: Recipient,
): Promise<{ note: FileNote; upload: Upload }> {
  const id = crypto.randomUUID()
  const { name, type } = file
  const size = file.bytes.length
  const header: FileHeader = { version: 1, report, id, name, type, size }
  const plain = joined(utf8(`${FIRST_LINE}\n${JSON.stringify(header)}\n`), file.bytes)
  const sealed = await seal(padded(plain, 0), to)
  const sealedSize = sealed.length
  const hash = base64(await sha256(sealed))
  return {
    note: { id, sha256: hash, sealedSize, name, type, size },
    upload: { id, sha256: hash, sealedSize, sealed },
  }
}

export interface OpenFile {
  name: string
  /** By its bytes: a file that only says it is a picture comes out as something to save, not to show. */
  type: FileType | 'application/octet-stream'
  bytes: Bytes
}

/** Opens a sealed file against the note in the verified message that brought it. */
export async function openAttachment(
  sealed: Uint8Array,
  identity: Identity,
  report: string,
  note: FileNote,
): Promise<OpenFile> {
  if (base64(await sha256(sealed)) !== note.sha256) throw new BrokenSeal('other-attachment')
  const plain = await unseal(sealed, identity)
  const { header, start } = headerOf(plain)
  if (header.report !== report || header.id !== note.id) throw new BrokenSeal('other-attachment')
  if (start + header.size > plain.length) throw new BrokenSeal('malformed')
  const bytes = plain.slice(start, start + header.size)
  const type = findFileType(bytes)
  if (!type)
    return { name: `${plainName(header.name)}.bin`, type: 'application/octet-stream', bytes }
  return { name: nameFor(header.name, type), type, bytes }
}

/** How many parts a sealed file is sent in. */
export function partsOf(sealedSize: number): number {
  return Math.max(1, Math.ceil(sealedSize / PART))
}

export function part(sealed: Bytes, number: number): Bytes {
  return sealed.slice(number * PART, (number + 1) * PART)
}

/** The `accept` of a file field. */
export const acceptedFiles = Object.entries(fileTypes)
  .flatMap(([type, { endings }]) => [type, ...endings.map((ending) => `.${ending}`)])
  .join(',')

function headerOf(plain: Bytes): { header: FileHeader; start: number } {
  const first = plain.indexOf(0x0a)
  const second = plain.indexOf(0x0a, first + 1)
  try {
    const header = JSON.parse(textOf(plain.subarray(first + 1, second))) as FileHeader
    const named = textOf(plain.subarray(0, first)) === FIRST_LINE && header.version === 1
    if (named && Number.isInteger(header.size) && header.size >= 0)
      return { header, start: second + 1 }
  } catch {
    // Falls through to the refusal.
  }
  throw new BrokenSeal('malformed')
}
