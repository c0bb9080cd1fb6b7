import { isSame } from './bytes.ts'
import { LogFault } from './fault.ts'
import type { Frontier } from './frontier.ts'
import {
  bundlePath,
  nodeFromTile,
  nodesFor,
  readBundle,
  type TileId,
  tileOf,
  tilePath,
  WIDTH,
} from './tile.ts'
import { consistencyProof, inclusionProof, type ReadNode, type TreeHead } from './tree.ts'

/** Where the files of a log come from. Nothing that it gives is trusted before it is verified. */
export interface Source {
  checkpoint(): Promise<string>
  tile(tile: TileId): Promise<Uint8Array>
  bundle(n: number, width: number): Promise<Uint8Array>
}

/** A log over HTTP; `prefix` is its address, to which `/checkpoint` and `/tile/…` are added. */
export function overHttp(prefix: string, fetcher: typeof fetch = fetch): Source {
  const base = prefix.replace(/\/$/, '')
  async function get(path: string): Promise<Response> {
    const answer = await fetcher(`${base}/${path}`)
    if (!answer.ok) throw new LogFault('missing', `${base}/${path}: ${answer.status}`)
    return answer
  }
  const bytes = async (path: string) => new Uint8Array(await (await get(path)).arrayBuffer())
  return {
    checkpoint: async () => (await get('checkpoint')).text(),
    tile: (tile) => bytes(tilePath(tile)),
    bundle: (n, width) => bytes(bundlePath(n, width)),
  }
}

/** Runs a computation on the nodes of a tree of this size, of which only the tiles it needs are fetched. */
export async function withNodes<T>(
  source: Pick<Source, 'tile'>,
  size: number,
  compute: (read: ReadNode) => T,
): Promise<T> {
  const tiles = new Map<string, Promise<Uint8Array>>()
  for (const { level, index } of nodesFor(compute)) {
    const tile = tileOf(level, index, size)
    const path = tilePath(tile)
    if (!tiles.has(path)) tiles.set(path, source.tile(tile))
  }
  const fetched = new Map<string, Uint8Array>()
  for (const [path, bytes] of tiles) fetched.set(path, await bytes)
  return compute((level, index) =>
    nodeFromTile(fetched.get(tilePath(tileOf(level, index, size)))!, level, index),
  )
}

export function proveInclusion(
  source: Pick<Source, 'tile'>,
  index: number,
  size: number,
): Promise<Uint8Array[]> {
  return withNodes(source, size, (read) => inclusionProof(index, size, read))
}

export function proveConsistency(
  source: Pick<Source, 'tile'>,
  old: number,
  size: number,
): Promise<Uint8Array[]> {
  return withNodes(source, size, (read) => consistencyProof(old, size, read))
}

// Bundles that are fetched at the same time: enough for a far server, few enough for a phone's memory.
const AHEAD = 6

/**
 * Reads a log on from where `before` stands up to a verified checkpoint, gives each entry to `visit`,
 * and throws unless all of it together hashes to the checkpoint's root: what had been read before has
 * then not changed, nothing is missing and the order is right. `before` moves on only at the end.
 */
export async function readOn(
  source: Pick<Source, 'bundle'>,
  before: Frontier,
  upTo: TreeHead,
  visit: (entry: Uint8Array, index: number) => void,
): Promise<Frontier> {
  if (before.size > upTo.size)
    throw new LogFault('rollback', `The log has shrunk from ${before.size} to ${upTo.size}.`)
  const now = before.copy()
  const first = Math.floor(before.size / WIDTH)
  const count = Math.ceil(upTo.size / WIDTH)
  const widthOf = (n: number) => Math.min(WIDTH, upTo.size - n * WIDTH)
  const coming = new Map<number, Promise<Uint8Array>>()
  for (let n = first; n < count; n++) {
    for (let next = n; next < Math.min(n + AHEAD, count); next++) {
      if (coming.has(next)) continue
      const bundle = source.bundle(next, widthOf(next))
      // The first that fails ends the reading; the others must not end the process.
      bundle.catch(() => undefined)
      coming.set(next, bundle)
    }
    const entries = readBundle(await coming.get(n)!, widthOf(n))
    coming.delete(n)
    for (const [at, entry] of entries.entries()) {
      const index = n * WIDTH + at
      if (index < before.size) continue
      visit(entry, index)
      now.push(entry)
    }
  }
  if (!isSame(now.root(), upTo.root)) {
    throw before.size === 0
      ? new LogFault('content', 'The entries are not those that the log has signed for.')
      : new LogFault(
          'fork',
          `What stands before entry ${before.size}, or after it, is not what was.`,
        )
  }
  return now
}
