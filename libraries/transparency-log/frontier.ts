import { base64, fromBase64 } from './bytes.ts'
import { LogFault } from './fault.ts'
import { emptyRoot, HASH, leafHash, nodeHash } from './hash.ts'

/**
 * A tree that only grows, as the roots of its perfect subtrees from left to right: at most one for
 * each bit of its size. Whoever keeps it can read on where he stopped, and checks the entries and
 * that nothing before them has changed in one go.
 */
export class Frontier {
  size = 0
  #hashes: Uint8Array[] = []

  /** Adds an entry. */
  push(entry: Uint8Array): void {
    this.pushHash(leafHash(entry))
  }

  pushHash(leaf: Uint8Array): void {
    let hash = leaf
    for (let rest = this.size; rest % 2 === 1; rest = (rest - 1) / 2)
      hash = nodeHash(this.#hashes.pop()!, hash)
    this.#hashes.push(hash)
    this.size++
  }

  root(): Uint8Array {
    if (!this.size) return emptyRoot
    return this.#hashes.reduceRight((right, left) => nodeHash(left, right))
  }

  copy(): Frontier {
    const other = new Frontier()
    other.size = this.size
    other.#hashes = [...this.#hashes]
    return other
  }

  /** As it is kept in a state file. */
  toJSON(): { size: number; hashes: string[] } {
    return { size: this.size, hashes: this.#hashes.map(base64) }
  }

  static from(kept: { size: number; hashes: readonly string[] }): Frontier {
    const hashes = kept.hashes.map(fromBase64)
    const bits = kept.size.toString(2).replaceAll('0', '').length
    if (hashes.length !== bits || hashes.some((hash) => hash.length !== HASH))
      throw new LogFault('malformed', 'What was remembered of the log is damaged.')
    const frontier = new Frontier()
    frontier.size = kept.size
    frontier.#hashes = hashes
    return frontier
  }
}
