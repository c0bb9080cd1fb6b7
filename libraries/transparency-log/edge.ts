import { isSame, joined } from './bytes.ts'
import { LogFault } from './fault.ts'
import { HASH, leafHash } from './hash.ts'
import { countAt, foldTile, nodeFromTile, readBundle, tileOf, WIDTH, writeBundle } from './tile.ts'
import { rootHash, type TreeHead } from './tree.ts'

/** A tile or bundle as it is stored: whole, or with as much as there is so far. */
export interface StoredTile {
  level: number
  n: number
  bytes: Uint8Array
}
export interface StoredBundle {
  n: number
  bytes: Uint8Array
}

/** What an append has to write. */
export interface Grown {
  tiles: StoredTile[]
  bundles: StoredBundle[]
}

/**
 * The right edge of a log: its unfinished tiles and its unfinished bundle, all that is needed to go
 * on. It has one tile for each level, so the cost of an append does not depend on the log's size.
 */
export class Edge {
  size = 0
  /** hashes[level]: those of the unfinished tile of that level. */
  #hashes: Uint8Array[][] = []
  #entries: Uint8Array[] = []

  /** Takes up a log of this size from its stored edge; throws unless it has the root that it should have. */
  static from(head: TreeHead, tiles: readonly StoredTile[], bundle: Uint8Array | undefined): Edge {
    const edge = new Edge()
    edge.size = head.size
    for (const { level, bytes } of tiles) {
      const width = countAt(level, head.size) % WIDTH
      edge.#hashes[level] = Array.from({ length: width }, (_, at) =>
        bytes.slice(at * HASH, (at + 1) * HASH),
      )
    }
    const width = head.size % WIDTH
    edge.#entries = bundle && width ? readBundle(bundle, width).map((entry) => entry.slice()) : []
    if (edge.#entries.length !== width || !isSame(edge.root(), head.root))
      throw new LogFault('content', 'The stored tiles do not hash to the root of the log.')
    return edge
  }

  copy(): Edge {
    const other = new Edge()
    other.size = this.size
    other.#hashes = this.#hashes.map((level) => level.slice())
    other.#entries = this.#entries.slice()
    return other
  }

  root(): Uint8Array {
    return rootHash(this.size, (level, index) => {
      const { level: tileLevel } = tileOf(level, index, this.size)
      const hashes = this.#hashes[tileLevel] ?? []
      // A node of the edge never lies in a finished tile: those stand in the level above.
      return nodeFromTile(joined(...hashes), level, index)
    })
  }

  /** Adds entries; gives the tiles and bundles that have changed, each once, as they are at the end. */
  append(entries: readonly Uint8Array[]): Grown {
    const bundles = new Map<number, StoredBundle>()
    const tiles = new Map<string, StoredTile>()
    for (const entry of entries) {
      const n = Math.floor(this.size / WIDTH)
      this.#entries.push(entry)
      if (this.#entries.length === WIDTH) {
        bundles.set(n, { n, bytes: writeBundle(this.#entries) })
        this.#entries = []
      }
      this.#pushHash(leafHash(entry), 0, this.size, tiles)
      this.size++
    }
    if (this.#entries.length) {
      const n = Math.floor(this.size / WIDTH)
      bundles.set(n, { n, bytes: writeBundle(this.#entries) })
    }
    for (const [level, hashes] of this.#hashes.entries()) {
      if (!hashes?.length || !entries.length) continue
      const n = Math.floor(countAt(level, this.size) / WIDTH)
      tiles.set(`${level} ${n}`, { level, n, bytes: joined(...hashes) })
    }
    return { tiles: [...tiles.values()], bundles: [...bundles.values()] }
  }

  #pushHash(hash: Uint8Array, level: number, index: number, tiles: Map<string, StoredTile>): void {
    this.#hashes[level] ??= []
    const row = this.#hashes[level]!
    row.push(hash)
    if (row.length < WIDTH) return
    const n = Math.floor(index / WIDTH)
    tiles.set(`${level} ${n}`, { level, n, bytes: joined(...row) })
    this.#hashes[level] = []
    this.#pushHash(foldTile(row), level + 1, n, tiles)
  }
}
