import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { base64, fromBase64 } from './bytes.ts'
import type { TreeHead } from './tree.ts'
import type { WitnessMemory } from './witness.ts'

/** Writes a file so that after a crash either the old or the new content is there, whole. */
export function writeDurably(file: string, text: string): void {
  const half = `${file}.half`
  const handle = openSync(half, 'w', 0o600)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(half, file)
  const folder = openSync(dirname(file), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

interface Kept {
  [origin: string]: { size: number; root: string }
}

/** A witness's memory in one JSON file; for one process alone. */
export function fileMemory(file: string): WitnessMemory & {
  read(origin: string): TreeHead | undefined
} {
  const kept: Kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : {}
  const read = (origin: string) => {
    const one = Object.hasOwn(kept, origin) ? kept[origin] : undefined
    return one && { size: one.size, root: fromBase64(one.root) }
  }
  return {
    read,
    // Synchronous from reading to writing: nothing can come between.
    async update(origin, decide) {
      const decision = decide(read(origin))
      if (decision.next) {
        kept[origin] = { size: decision.next.size, root: base64(decision.next.root) }
        writeDurably(file, `${JSON.stringify(kept, null, 2)}\n`)
      }
      return decision
    },
  }
}
