import { joined } from './bytes.ts'
import { LogFault } from './fault.ts'
import { HASH, nodeHash } from './hash.ts'
import type { ReadNode } from './tree.ts'

/** Hashes in a full tile, entries in a full bundle. C2SP tlog-tiles, "Merkle Tree". */
export const WIDTH = 256
const HEIGHT = 8

/** A tile of hashes; `width` is below 256 where it is partial. */
export interface TileId {
  level: number
  n: number
  width: number
}

/** `x001/x234/067`, C2SP tlog-tiles. */
function numberPath(n: number): string {
  const digits = String(n)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g)!
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
}

const partial = (width: number) => (width === WIDTH ? '' : `.p/${width}`)

export function tilePath({ level, n, width }: TileId): string {
  return `tile/${level}/${numberPath(n)}${partial(width)}`
}

export function bundlePath(n: number, width: number): string {
  return `tile/entries/${numberPath(n)}${partial(width)}`
}

/** Reads `<N>[.p/<W>]`; undefined where it is not written exactly as the standard writes it. */
export function tileFrom(path: string): { n: number; width: number } | undefined {
  const [, number, width] = /^((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path) ?? []
  if (!number) return undefined
  const id = {
    n: Number(number.replaceAll(/[x/]/g, '')),
    width: width ? Number(width) : WIDTH,
  }
  const canonical = numberPath(id.n) === number && (!width || id.width < WIDTH)
  return canonical ? id : undefined
}

/** How many hashes of a level a tree of this size has that are not in a full tile's past: floor(size / 256^level). */
export function countAt(level: number, size: number): number {
  return Math.floor(size / WIDTH ** level)
}

/** The tile that holds a node, at the width it has in a tree of this size. */
export function tileOf(level: number, index: number, size: number): TileId {
  const tileLevel = Math.floor(level / HEIGHT)
  const n = Math.floor((index * 2 ** (level % HEIGHT)) / WIDTH)
  return { level: tileLevel, n, width: Math.min(WIDTH, countAt(tileLevel, size) - n * WIDTH) }
}

/** The hash of a node out of the tile that holds it. */
export function nodeFromTile(bytes: Uint8Array, level: number, index: number): Uint8Array {
  const span = 2 ** (level % HEIGHT)
  const start = (index * span) % WIDTH
  let row = Array.from({ length: span }, (_, at) =>
    bytes.subarray((start + at) * HASH, (start + at + 1) * HASH),
  )
  if (row.some((hash) => hash.length !== HASH))
    throw new LogFault('missing', 'The tile is narrower than the tree needs.')
  while (row.length > 1) row = halved(row)
  return row[0]!
}

function halved(row: readonly Uint8Array[]): Uint8Array[] {
  return Array.from({ length: row.length / 2 }, (_, at) => nodeHash(row[2 * at]!, row[2 * at + 1]!))
}

/** The hash that a full tile has in the level above. */
export function foldTile(hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes.slice()
  while (row.length > 1) row = halved(row)
  return row[0]!
}

/** The nodes that a computation asks for. It is run once with made-up hashes: only where it looks depends on nothing else. */
export function nodesFor(compute: (read: ReadNode) => unknown): { level: number; index: number }[] {
  const asked: { level: number; index: number }[] = []
  const blank = new Uint8Array(HASH)
  compute((level, index) => {
    asked.push({ level, index })
    return blank
  })
  return asked
}

/** So many full bundles, one behind another, are a span: one answer where the standard's files are many. */
export const BUNDLES_IN_SPAN = 16

/** The longest entry that a bundle can hold, in bytes. */
export const LONGEST_ENTRY = 65_535

/** Entries, each behind its length as a big-endian uint16. C2SP tlog-tiles, "Log entries". */
export function writeBundle(entries: readonly Uint8Array[]): Uint8Array {
  return joined(
    ...entries.flatMap((entry) => {
      if (entry.length > LONGEST_ENTRY)
        throw new LogFault('malformed', `An entry of ${entry.length} bytes is too long.`)
      return [Uint8Array.of(entry.length >> 8, entry.length & 255), entry]
    }),
  )
}

/** The first `width` entries of a bundle; throws where there are fewer, or where more is there than whole entries. */
export function readBundle(bytes: Uint8Array, width: number): Uint8Array[] {
  const entries: Uint8Array[] = []
  let at = 0
  while (entries.length < width) {
    const length = (bytes[at]! << 8) | bytes[at + 1]!
    const end = at + 2 + length
    if (!(end <= bytes.length))
      throw new LogFault('content', `The bundle ends before entry ${entries.length} of ${width}.`)
    entries.push(bytes.subarray(at + 2, end))
    at = end
  }
  if (at !== bytes.length)
    throw new LogFault('content', 'There is more in the bundle than entries.')
  return entries
}

/** The bytes of the first `width` entries of a bundle that may hold more. */
export function cutBundle(bytes: Uint8Array, width: number): Uint8Array | undefined {
  let at = 0
  for (let i = 0; i < width; i++) {
    if (at + 2 > bytes.length) return undefined
    at += 2 + ((bytes[at]! << 8) | bytes[at + 1]!)
  }
  return at <= bytes.length ? bytes.subarray(0, at) : undefined
}
