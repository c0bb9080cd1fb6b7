import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Prepared } from './prepare.ts'
import { bytes } from './shared.ts'

/** Prepared columns in a folder, so that a large table is read once: by what decides them. */
export interface Kept {
  find(what: string): Prepared | undefined
  put(what: string, prepared: Prepared): void
}

/** Changes whenever prepared columns do: what another version has kept is prepared anew. */
const VERSION = 1
const ALIGN = 8

/**
 * Opens a folder of prepared columns; they hold what the file holds, so that only the owner may read
 * them. A column that was written in part is no column.
 */
export function keptIn(folder: string): Kept {
  openKept(folder)
  const pathOf = (what: string) =>
    join(folder, `${createHash('sha256').update(`${VERSION} ${what}`).digest('hex')}.column`)
  return {
    find(what) {
      const path = pathOf(what)
      return existsSync(path) ? readPrepared(path) : undefined
    },
    put(what, prepared) {
      const path = pathOf(what)
      writePrepared(`${path}.part`, prepared)
      renameSync(`${path}.part`, path)
    },
  }
}

export const openKept = (folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
}

const arrays = { Int32Array, Uint16Array, Float64Array }
interface Place {
  array: keyof typeof arrays
  at: number
  length: number
}

/** A length, as much JSON, in which arrays are places, and behind it the arrays. */
function writePrepared(path: string, prepared: Prepared): void {
  const parts: (Int32Array | Uint16Array | Float64Array)[] = []
  let end = 0
  const text = JSON.stringify(prepared, (_, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value
    const part = value as Int32Array
    const place: Place = {
      array: part.constructor.name as Place['array'],
      at: end,
      length: part.length,
    }
    parts.push(part)
    end += Math.ceil(part.byteLength / ALIGN) * ALIGN
    return place
  })
  const head = Buffer.from(text)
  const size = Buffer.alloc(ALIGN)
  size.writeUInt32LE(head.length)
  const file = openSync(path, 'w', 0o600)
  try {
    writeSync(file, size)
    writeSync(file, head)
    let at = ALIGN + head.length
    for (const part of parts) {
      const own = Buffer.from(part.buffer, part.byteOffset, part.byteLength)
      for (let done = 0; done < own.length; )
        done += writeSync(file, own, done, own.length - done, at + done)
      at += Math.ceil(part.byteLength / ALIGN) * ALIGN
    }
  } finally {
    closeSync(file)
  }
}

function readPrepared(path: string): Prepared | undefined {
  const file = openSync(path, 'r')
  try {
    const size = Buffer.alloc(ALIGN)
    readSync(file, size, 0, ALIGN, 0)
    const head = Buffer.alloc(size.readUInt32LE())
    readSync(file, head, 0, head.length, ALIGN)
    const start = ALIGN + head.length
    return JSON.parse(head.toString(), (_, value: unknown) => {
      if (!isPlace(value)) return value
      const array = arrays[value.array]
      const own = bytes(Math.max(ALIGN, value.length * array.BYTES_PER_ELEMENT))
      const wanted = value.length * array.BYTES_PER_ELEMENT
      for (let done = 0; done < wanted; ) {
        const read = readSync(file, own, done, wanted - done, start + value.at + done)
        if (read === 0) throw new Error(`${path} ends early.`)
        done += read
      }
      return new array(own.buffer as unknown as ArrayBuffer, 0, value.length)
    }) as Prepared
  } finally {
    closeSync(file)
  }
}

const isPlace = (value: unknown): value is Place =>
  typeof value === 'object' && value !== null && 'array' in value && 'at' in value
