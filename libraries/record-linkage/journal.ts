import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import type { Found } from './kernel.ts'
import type { Journal } from './link.ts'

/** A journal on disk; `units` of an earlier run are known where it was the same work. */
export interface FileJournal extends Journal {
  units: number
  close(): void
  /** The run is whole: nothing is left to resume. */
  remove(): void
}

/**
 * Opens the journal of a run. `work` is everything that decides the result (files, settings, what
 * was learnt, rules): a journal of other work is begun anew. A record that was cut off is dropped.
 */
export function openJournal(path: string, work: unknown): FileJournal {
  const head = Buffer.from(`${createHash('sha256').update(JSON.stringify(work)).digest('hex')}\n`)
  const known = new Map<number, Found>()
  const whole = existsSync(path) ? readRecords(readFileSync(path), head, known) : 0
  if (whole === 0) writeFileSync(path, head)
  else if (existsSync(path)) writeFileSync(path, readFileSync(path).subarray(0, whole))
  const file = openSync(path, 'a')
  let open = true
  const close = () => {
    if (open) closeSync(file)
    open = false
  }
  return {
    units: known.size,
    find: (unit) => known.get(unit),
    put(unit, found) {
      writeSync(file, recordOf(unit, found))
    },
    close,
    remove() {
      close()
      rmSync(path, { force: true })
    },
  }
}

const HEAD = 32

function recordOf(unit: number, { a, b, weight, compared, pruned }: Found): Buffer {
  const size = a.length
  const record = Buffer.alloc(HEAD + size * 16)
  record.writeInt32LE(unit, 0)
  record.writeInt32LE(size, 4)
  record.writeDoubleLE(compared, 8)
  record.writeDoubleLE(pruned, 16)
  bytesOf(weight).copy(record, HEAD)
  bytesOf(a).copy(record, HEAD + size * 8)
  bytesOf(b).copy(record, HEAD + size * 12)
  // Written last, so that a record that ends early cannot look whole.
  record.writeUInt32LE(checksum(record.subarray(0, 24), record.subarray(HEAD)), 24)
  return record
}
const bytesOf = (array: Int32Array | Float64Array): Buffer =>
  Buffer.from(array.buffer, array.byteOffset, array.byteLength)

function checksum(...parts: Buffer[]): number {
  const hash = createHash('sha1')
  for (const part of parts) hash.update(part)
  return hash.digest().readUInt32LE(0)
}

/** How many bytes of the file are whole records of this work. */
function readRecords(file: Buffer, head: Buffer, known: Map<number, Found>): number {
  if (!file.subarray(0, head.length).equals(head)) return 0
  let at = head.length
  while (at + HEAD <= file.length) {
    const size = file.readInt32LE(at + 4)
    const end = at + HEAD + size * 16
    if (size < 0 || end > file.length) break
    const record = file.subarray(at, end)
    if (record.readUInt32LE(24) !== checksum(record.subarray(0, 24), record.subarray(HEAD))) break
    const body = new Uint8Array(record.subarray(HEAD)).buffer
    known.set(record.readInt32LE(0), {
      compared: record.readDoubleLE(8),
      pruned: record.readDoubleLE(16),
      weight: new Float64Array(body, 0, size),
      a: new Int32Array(body, size * 8, size),
      b: new Int32Array(body, size * 12, size),
    })
    at = end
  }
  return at
}
