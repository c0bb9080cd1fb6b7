import { existsSync, readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { base64, fromBase64 } from './bytes.ts'
import type { TreeHead } from './tree.ts'
import type { WitnessMemory } from './witness.ts'

/** Writes a file so that after a crash either the old or the new content is there, whole. */
export async function writeDurably(file: string, text: string, durable = true): Promise<void> {
  const half = `${file}.half`
  const handle = await open(half, 'w', 0o600)
  try {
    await handle.writeFile(text)
    if (durable) await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(half, file)
  if (!durable) return
  const folder = await open(dirname(file), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

interface Kept {
  [origin: string]: { size: number; root: string }
}

/**
 * The memory of a witness in one JSON file; for one process alone. Without `durable` it does not wait
 * for the disk: only for witnesses that are made up.
 */
export function fileMemory(
  file: string,
  durable = true,
): WitnessMemory & { read(origin: string): TreeHead | undefined } {
  const kept: Kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : {}
  let turn: Promise<unknown> = Promise.resolve()
  const read = (origin: string) => {
    const one = Object.hasOwn(kept, origin) ? kept[origin] : undefined
    return one && { size: one.size, root: fromBase64(one.root) }
  }
  async function take<T extends { next?: TreeHead }>(
    origin: string,
    decide: (latest: TreeHead | undefined) => T,
  ): Promise<T> {
    const decision = decide(read(origin))
    const { next } = decision
    if (!next) return decision
    const after = { ...kept, [origin]: { size: next.size, root: base64(next.root) } }
    await writeDurably(file, `${JSON.stringify(after, null, 2)}\n`, durable)
    kept[origin] = after[origin]!
    return decision
  }
  return {
    read,
    update(origin, decide) {
      const mine = turn.then(() => take(origin, decide))
      turn = mine.catch(() => undefined)
      return mine
    },
  }
}
