import { createHash, createPublicKey } from 'node:crypto'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { base64 } from './bytes.ts'
import { MadeUpLog, madeUpEntries } from './made-up-log.ts'
import { proveInclusion } from './reader.ts'

// A verifier that nobody here wrote. What it verifies with is not among its exports, so it is reached by path.
const require = createRequire(import.meta.url)
const inside = join(dirname(require.resolve('@sigstore/verify/package.json')), 'dist/tlog')
const { verifyCheckpoint } = require(join(inside, 'checkpoint.js'))
const { verifyMerkleInclusion } = require(join(inside, 'merkle.js'))

const log = new MadeUpLog('made-up.example').append(madeUpEntries(1000))
const spki = Buffer.concat([
  Buffer.from('302a300506032b6570032100', 'hex'),
  log.signer.key.publicKey,
])
const trusted = [
  {
    logID: Buffer.from(log.signer.key.id, 'hex'),
    publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }),
    baseURL: 'https://made-up.example/',
  },
]
const entryOf = async (index: number, note = log.note()) => ({
  canonicalizedBody: Buffer.from(madeUpEntries(1, index)[0]!),
  inclusionProof: {
    logIndex: String(index),
    hashes: (await proveInclusion(log, index, 1000)).map((hash) => Buffer.from(hash)),
    checkpoint: { envelope: note },
  },
})

describe('@sigstore/verify', () => {
  test('verifies our checkpoint and reads in it what we wrote', async () => {
    const read = verifyCheckpoint(await entryOf(0), trusted)
    expect(read).toMatchObject({ origin: 'made-up.example', logSize: 1000n })
    expect(read.logHash.toString('base64')).toBe(base64(log.edge.root()))
  })

  test('refuses it with one digit changed', async () => {
    const entry = await entryOf(0, log.note().replace('\n1000\n', '\n1001\n'))
    expect(() => verifyCheckpoint(entry, trusted)).toThrow('invalid checkpoint signature')
  })

  test('verifies our paths, and none for another entry', async () => {
    for (const index of [0, 1, 255, 256, 511, 512, 767, 768, 998, 999]) {
      const entry = await entryOf(index)
      const checkpoint = verifyCheckpoint(entry, trusted)
      expect(() => verifyMerkleInclusion(entry, checkpoint)).not.toThrow()
      const other = { ...entry, canonicalizedBody: createHash('sha256').digest() }
      expect(() => verifyMerkleInclusion(other, checkpoint)).toThrow()
    }
  })
})
