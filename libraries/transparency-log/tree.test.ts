import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hex } from './bytes.ts'
import { Frontier } from './frontier.ts'
import { emptyRoot, leafHash, nodeHash } from './hash.ts'
import {
  consistencyProof,
  inclusionProof,
  type ReadNode,
  rootFromPath,
  rootHash,
  verifyConsistency,
  verifyInclusion,
} from './tree.ts'

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'))

// The reference tree of the Certificate Transparency project (cpp/merkletree/merkle_tree_test.cc and
// go/merkletree/merkle_verifier_test.go of github.com/google/certificate-transparency).
const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(bytes)
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

/** RFC 6962, section 2.1, word for word: slow, and right. */
function mth(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length === 0) return emptyRoot
  if (entries.length === 1) return leafHash(entries[0]!)
  let k = 1
  while (k * 2 < entries.length) k *= 2
  return nodeHash(mth(entries.slice(0, k)), mth(entries.slice(k)))
}
const readerOf =
  (entries: readonly Uint8Array[]): ReadNode =>
  (level, index) =>
    mth(entries.slice(index * 2 ** level, (index + 1) * 2 ** level))

const entriesOf = (count: number) =>
  Array.from({ length: count }, (_, at) => new TextEncoder().encode(`entry ${at}`))

describe('the published tree of Certificate Transparency', () => {
  test('its roots at every size', () => {
    for (const [size, root] of roots.entries()) {
      const some = leaves.slice(0, size)
      expect(hex(rootHash(size, readerOf(some)))).toBe(root)
      const frontier = new Frontier()
      for (const leaf of some) frontier.push(leaf)
      expect(hex(frontier.root())).toBe(root)
    }
  })

  test.each([
    [0, 1, []],
    [
      0,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      5,
      8,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  ])('its path from entry %i of %i', (index, size, path) => {
    expect(inclusionProof(index, size, readerOf(leaves.slice(0, size))).map(hex)).toEqual(path)
    const tree = { size, root: bytes(roots[size]!) }
    verifyInclusion(leafHash(leaves[index]!), index, tree, path.map(bytes))
  })

  test.each([
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [
      2,
      5,
      [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('its proof that %i entries begin %i', (old, size, proof) => {
    expect(consistencyProof(old, size, readerOf(leaves.slice(0, size))).map(hex)).toEqual(proof)
    const tree = (n: number) => ({ size: n, root: bytes(roots[n]!) })
    verifyConsistency(tree(old), tree(size), proof.map(bytes))
  })
})

describe('proofs', () => {
  test('a path with one bit changed, one step more or one step less proves nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 70 }), fc.nat(), fc.nat(), (size, at, where) => {
        const all = entriesOf(size)
        const index = at % size
        const tree = { size, root: mth(all) }
        const path = inclusionProof(index, size, readerOf(all))
        const leaf = leafHash(all[index]!)
        verifyInclusion(leaf, index, tree, path)
        const spoiled = path.map((hash) => hash.slice())
        spoiled[where % path.length]![where % 32]! ^= 1 << (where % 8)
        expect(() => verifyInclusion(leaf, index, tree, spoiled)).toThrow('not what stands')
        expect(() => verifyInclusion(leaf, index, tree, path.slice(1))).toThrow()
        expect(() => verifyInclusion(leaf, index, tree, [...path, path[0]!])).toThrow()
        expect(() => verifyInclusion(leaf, (index + 1) % size, tree, path)).toThrow()
        expect(() =>
          verifyInclusion(leafHash(all[(index + 1) % size]!), index, tree, path),
        ).toThrow()
      }),
      { numRuns: 60 },
    )
  })

  test('every two sizes of a tree are consistent; with one entry changed, no two that hold it are', () => {
    const all = entriesOf(40)
    for (let old = 0; old <= 40; old++) {
      for (let size = old; size <= 40; size++) {
        const older = { size: old, root: mth(all.slice(0, old)) }
        const proof = consistencyProof(old, size, readerOf(all.slice(0, size)))
        verifyConsistency(older, { size, root: mth(all.slice(0, size)) }, proof)
        if (old === 0) continue
        const other = all.with(old - 1, new Uint8Array([1]))
        const forked = { size, root: mth(other.slice(0, size)) }
        const theirs = consistencyProof(old, size, readerOf(other.slice(0, size)))
        expect(() => verifyConsistency(older, forked, theirs)).toThrow()
      }
    }
  })

  test('a log that has shrunk is said to have shrunk', () => {
    const tree = (size: number) => ({ size, root: mth(entriesOf(size)) })
    expect(() => verifyConsistency(tree(5), tree(4), [])).toThrow('shrunk from 5 to 4')
  })

  test('a path for an index beyond the tree is refused', () => {
    expect(() => rootFromPath(leafHash(leaves[0]!), 8, 8, [])).toThrow('no path')
    expect(() => rootFromPath(leafHash(leaves[0]!), -1, 8, [])).toThrow('no path')
  })
})

describe('the frontier', () => {
  test('gives the root that the whole tree gives, at every size, also after it was written down', () => {
    let frontier = new Frontier()
    const all = entriesOf(130)
    for (const [at, entry] of all.entries()) {
      frontier.push(entry)
      frontier = Frontier.from(JSON.parse(JSON.stringify(frontier)) as never)
      expect(hex(frontier.root())).toBe(hex(mth(all.slice(0, at + 1))))
    }
  })

  test('one that was damaged is refused', () => {
    expect(() => Frontier.from({ size: 3, hashes: [] })).toThrow('damaged')
  })
})
