import { isSame } from './bytes.ts'
import { LogFault } from './fault.ts'
import type { Frontier } from './frontier.ts'
import {
  BUNDLES_IN_SPAN,
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
  /**
   * Span n: the full bundles {@link BUNDLES_IN_SPAN} · n and on, one behind another. Not of the standard:
   * throws LogFault('missing') where a log does not offer it, and then its bundles are read.
   */
  span?(n: number): Promise<Uint8Array>
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
    span: (n) => bytes(`span/${n}`),
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

// Spans, or bundles, that are fetched at the same time: enough for a far server, few enough for a phone's memory.
const AHEAD = 6

interface Stretch {
  from: number
  count: number
  bytes: Promise<Uint8Array>
}

/** The entries of a log in order, a span at a time where one is full and the log offers it. */
class Stretches {
  readonly #source: Pick<Source, 'bundle' | 'span'>
  readonly #until: number
  readonly #coming: Stretch[] = []
  #at: number
  #spans: boolean

  constructor(source: Pick<Source, 'bundle' | 'span'>, from: number, until: number) {
    this.#source = source
    this.#until = until
    this.#at = Math.floor(from / WIDTH) * WIDTH
    this.#spans = source.span !== undefined
  }

  async next(): Promise<{ from: number; entries: Uint8Array[] } | undefined> {
    while (this.#coming.length < AHEAD && this.#at < this.#until) this.#ask()
    const first = this.#coming.shift()
    if (!first) return undefined
    try {
      return { from: first.from, entries: readBundle(await first.bytes, first.count) }
    } catch (trouble) {
      const absent = trouble instanceof LogFault && trouble.code === 'missing'
      if (!absent || first.count <= WIDTH) throw trouble
      // A log of the standard and no more: from here on by its bundles.
      this.#spans = false
      this.#coming.length = 0
      this.#at = first.from
      return this.next()
    }
  }

  #ask(): void {
    const from = this.#at
    const long = WIDTH * BUNDLES_IN_SPAN
    const whole = this.#spans && from % long === 0 && from + long <= this.#until
    const count = whole ? long : Math.min(WIDTH, this.#until - from)
    const bytes = whole ? this.#source.span!(from / long) : this.#source.bundle(from / WIDTH, count)
    // The first that fails ends the reading; the others must not end the process.
    bytes.catch(() => undefined)
    this.#coming.push({ from, count, bytes })
    this.#at = from + count
  }
}

/**
 * Reads a log on from where `before` stands up to a verified checkpoint, gives each entry to `visit`,
 * and throws unless all of it together hashes to the checkpoint's root: what had been read before has
 * then not changed, nothing is missing and the order is right. `before` moves on only at the end.
 */
export async function readOn(
  source: Pick<Source, 'bundle' | 'span'>,
  before: Frontier,
  upTo: TreeHead,
  visit: (entry: Uint8Array, index: number) => void,
): Promise<Frontier> {
  if (before.size > upTo.size)
    throw new LogFault('rollback', `The log has shrunk from ${before.size} to ${upTo.size}.`)
  const now = before.copy()
  const stretches = new Stretches(source, before.size, upTo.size)
  for (let next = await stretches.next(); next; next = await stretches.next()) {
    for (const [at, entry] of next.entries.entries()) {
      const index = next.from + at
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
