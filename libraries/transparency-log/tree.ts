import { isSame } from './bytes.ts'
import { LogFault } from './fault.ts'
import { emptyRoot, nodeHash } from './hash.ts'

/** The hash over the 2^level leaves from index × 2^level on. */
export type ReadNode = (level: number, index: number) => Uint8Array

const isPower = (n: number) => Number.isInteger(Math.log2(n))

/** The largest power of two below n (n > 1): where RFC 6962 splits. */
function splitOf(n: number): number {
  return 2 ** Math.floor(Math.log2(n - 1))
}

/** The hash over the leaves of [from, to). */
function rangeHash(from: number, to: number, read: ReadNode): Uint8Array {
  const count = to - from
  if (isPower(count) && from % count === 0) return read(Math.log2(count), from / count)
  const split = from + splitOf(count)
  return nodeHash(rangeHash(from, split, read), rangeHash(split, to, read))
}

/** RFC 6962, section 2.1. */
export function rootHash(size: number, read: ReadNode): Uint8Array {
  return size === 0 ? emptyRoot : rangeHash(0, size, read)
}

/** The path from a leaf to the root, RFC 6962, section 2.1.1: the leaf's sibling first. */
export function inclusionProof(index: number, size: number, read: ReadNode): Uint8Array[] {
  if (!(index >= 0 && index < size))
    throw new LogFault('missing', `Entry ${index} is not in ${size}.`)
  const path = (m: number, from: number, to: number): Uint8Array[] => {
    if (to - from === 1) return []
    const split = from + splitOf(to - from)
    return m < split
      ? [...path(m, from, split), rangeHash(split, to, read)]
      : [...path(m, split, to), rangeHash(from, split, read)]
  }
  return path(index, 0, size)
}

/** That the first `old` entries of a tree are the whole of an earlier tree, RFC 6962, section 2.1.2. */
export function consistencyProof(old: number, size: number, read: ReadNode): Uint8Array[] {
  if (!(old >= 0 && old <= size)) throw new LogFault('rollback', `${old} is more than ${size}.`)
  if (old === 0 || old === size) return []
  const proof = (from: number, to: number, whole: boolean): Uint8Array[] => {
    if (old === to) return whole ? [] : [rangeHash(from, to, read)]
    const split = from + splitOf(to - from)
    return old <= split
      ? [...proof(from, split, whole), rangeHash(split, to, read)]
      : [...proof(split, to, false), rangeHash(from, split, read)]
  }
  return proof(0, size, true)
}

/** The root that a path leads to from a leaf (RFC 9162, section 2.1.3.2); throws where the path has a wrong length. */
export function rootFromPath(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Uint8Array {
  const wrong = () => new LogFault('proof', `This is no path from entry ${index} of ${size}.`)
  if (!(index >= 0 && index < size)) throw wrong()
  let [node, last, hash] = [index, size - 1, leaf]
  for (const step of path) {
    if (last === 0) throw wrong()
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(step, hash)
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)]
    } else hash = nodeHash(hash, step)
    ;[node, last] = [Math.floor(node / 2), Math.floor(last / 2)]
  }
  if (last !== 0) throw wrong()
  return hash
}

export interface TreeHead {
  size: number
  root: Uint8Array
}

/** Throws unless the leaf stands at `index` of the tree. */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  tree: TreeHead,
  path: readonly Uint8Array[],
): void {
  if (!isSame(rootFromPath(leaf, index, tree.size, path), tree.root))
    throw new LogFault('proof', `Entry ${index} is not what stands in the log.`)
}

/** Throws unless the older tree is a beginning of the newer one (RFC 9162, section 2.1.4.2). */
export function verifyConsistency(
  older: TreeHead,
  newer: TreeHead,
  proof: readonly Uint8Array[],
): void {
  const forked = (why: string) =>
    new LogFault('fork', `${older.size} entries are no beginning of ${newer.size}: ${why}.`)
  if (older.size > newer.size)
    throw new LogFault('rollback', `The log has shrunk from ${older.size} to ${newer.size}.`)
  if (older.size === newer.size || older.size === 0) {
    if (proof.length) throw forked('the proof should be empty')
    const before = older.size === 0 ? emptyRoot : newer.root
    if (!isSame(older.root, before)) throw forked('the roots differ')
    return
  }
  const steps = isPower(older.size) ? [older.root, ...proof] : [...proof]
  let [node, last] = [older.size - 1, newer.size - 1]
  while (node % 2 === 1) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)]
  const first = steps.shift()
  if (!first) throw forked('the proof is too short')
  let [old, now] = [first, first]
  for (const step of steps) {
    if (last === 0) throw forked('the proof is too long')
    if (node % 2 === 1 || node === last) {
      old = nodeHash(step, old)
      now = nodeHash(step, now)
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)]
    } else now = nodeHash(now, step)
    ;[node, last] = [Math.floor(node / 2), Math.floor(last / 2)]
  }
  if (last !== 0) throw forked('the proof is too short')
  if (!isSame(old, older.root)) throw forked('the older root differs')
  if (!isSame(now, newer.root)) throw forked('the newer root differs')
}
