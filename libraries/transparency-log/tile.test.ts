import { describe, expect, test } from 'vitest'
import { hex } from './bytes.ts'
import { Frontier } from './frontier.ts'
import { leafHash } from './hash.ts'
import { MadeUpLog, madeUpEntries } from './made-up-log.ts'
import { trusting } from './policy.ts'
import { proofFrom, proofText, verifyProof } from './proof.ts'
import { proveConsistency, proveInclusion, readOn } from './reader.ts'
import { bundlePath, countAt, readBundle, tileFrom, tilePath, WIDTH, writeBundle } from './tile.ts'
import { verifyConsistency, verifyInclusion } from './tree.ts'

describe('the paths of C2SP tlog-tiles', () => {
  test('index 1234067 is x001/x234/067, as the standard says', () => {
    expect(tilePath({ level: 0, n: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067')
    expect(tilePath({ level: 2, n: 0, width: 1 })).toBe('tile/2/000.p/1')
    expect(bundlePath(5, 12)).toBe('tile/entries/005.p/12')
    expect(tileFrom('x001/x234/067')).toEqual({ n: 1_234_067, width: 256 })
    expect(tileFrom('005.p/12')).toEqual({ n: 5, width: 12 })
  })

  test.each([
    '5',
    '0005',
    'x000/005',
    '005.p/0',
    '005.p/012',
    '005.p/256',
    '005/',
    '005.p/',
    '../005',
  ])('"%s" is no path of a tile', (path) => {
    expect(tileFrom(path)).toBeUndefined()
  })

  test('a tree of 70,000 has the tiles that the standard counts', () => {
    const size = 70_000
    expect(Math.floor(countAt(0, size) / WIDTH)).toBe(273)
    expect(countAt(0, size) % WIDTH).toBe(112)
    expect(Math.floor(countAt(1, size) / WIDTH)).toBe(1)
    expect(countAt(1, size) % WIDTH).toBe(17)
    expect(countAt(2, size) % WIDTH).toBe(1)
  })

  test('the log writes exactly those', () => {
    const log = new MadeUpLog().append(madeUpEntries(70_000))
    const paths = [...log.files.keys()]
    expect(paths.filter((path) => path.startsWith('tile/0/'))).toHaveLength(274)
    expect(paths.filter((path) => path.startsWith('tile/1/'))).toHaveLength(2)
    expect(paths.filter((path) => path.startsWith('tile/2/'))).toHaveLength(1)
    expect(log.files.get('tile/0/273')).toHaveLength(112 * 32)
    expect(log.files.get('tile/1/001')).toHaveLength(17 * 32)
    expect(log.files.get('tile/2/000')).toHaveLength(32)
  })

  test('a tree of 256 has a full tile and one hash above it', () => {
    const log = new MadeUpLog().append(madeUpEntries(256))
    expect(log.files.get('tile/0/000')).toHaveLength(8192)
    expect(log.files.get('tile/1/000')).toHaveLength(32)
  })
})

describe('bundles', () => {
  test('entries come out as they went in, the empty one and the longest too', () => {
    const entries = [new Uint8Array(), new Uint8Array(65_535).fill(7), Uint8Array.of(1, 2)]
    expect(readBundle(writeBundle(entries), 3)).toEqual(entries)
    expect(() => writeBundle([new Uint8Array(65_536)])).toThrow('too long')
  })

  test('one that ends early, or goes on, is refused', () => {
    const bytes = writeBundle(madeUpEntries(3))
    expect(() => readBundle(bytes.subarray(0, -1), 3)).toThrow('ends before')
    expect(() => readBundle(bytes, 4)).toThrow('ends before')
    expect(() => readBundle(bytes, 2)).toThrow('more in the bundle')
  })
})

describe('a log that grows', () => {
  test('has the root of all its entries at every size, however they came', () => {
    const log = new MadeUpLog()
    const frontier = new Frontier()
    for (let size = 0, step = 1; size < 1100; size += step, step = (step * 7) % 97) {
      const entries = madeUpEntries(step, size)
      log.append(entries)
      for (const entry of entries) frontier.push(entry)
      expect(hex(log.edge.root())).toBe(hex(frontier.root()))
    }
  })

  test('its tiles prove every entry and every earlier size', async () => {
    const size = 66_000
    const log = new MadeUpLog().append(madeUpEntries(size))
    const tree = { size, root: log.edge.root() }
    for (const index of [0, 255, 256, 511, 65_535, 65_536, 65_999]) {
      const path = await proveInclusion(log, index, size)
      verifyInclusion(leafHash(madeUpEntries(1, index)[0]!), index, tree, path)
    }
    const frontier = new Frontier()
    const olds = [1, 255, 256, 257, 65_535, 65_536, 65_537, 66_000]
    for (const entry of madeUpEntries(size)) {
      frontier.push(entry)
      if (!olds.includes(frontier.size)) continue
      const older = { size: frontier.size, root: frontier.root() }
      verifyConsistency(older, tree, await proveConsistency(log, older.size, size))
    }
  })

  test('is read on where the reader stopped', async () => {
    const log = new MadeUpLog().append(madeUpEntries(300))
    const read: number[] = []
    const first = await readOn(log, new Frontier(), { size: 300, root: log.edge.root() }, (_, at) =>
      read.push(at),
    )
    log.append(madeUpEntries(400, 300))
    const second = await readOn(log, first, { size: 700, root: log.edge.root() }, (_, at) =>
      read.push(at),
    )
    expect(second.size).toBe(700)
    expect(read).toEqual(Array.from({ length: 700 }, (_, at) => at))
  })
})

describe('proofs to keep (C2SP tlog-proof)', () => {
  const log = new MadeUpLog().append(madeUpEntries(10))
  const policy = trusting(log.signer.key)

  test('come back from their text and verify', async () => {
    const extra = Uint8Array.of(1, 2, 3)
    const proof = {
      index: 7,
      path: await proveInclusion(log, 7, 10),
      checkpoint: log.note(),
      extra,
    }
    const text = proofText(proof)
    expect(text.split('\n').slice(0, 3)).toEqual([
      'c2sp.org/tlog-proof@v1',
      'extra AQID',
      'index 7',
    ])
    expect(proofText(proofFrom(text))).toBe(text)
    expect(verifyProof(proofFrom(text), madeUpEntries(1, 7)[0]!, policy).size).toBe(10)
    expect(() => verifyProof(proofFrom(text), madeUpEntries(1, 8)[0]!, policy)).toThrow(
      'not what stands',
    )
  })

  test('of a tree of one entry have no path', () => {
    const one = new MadeUpLog().append(madeUpEntries(1))
    const text = proofText({ index: 0, path: [], checkpoint: one.note() })
    expect(text.startsWith('c2sp.org/tlog-proof@v1\nindex 0\n\nmade-up.example/log\n')).toBe(true)
    verifyProof(proofFrom(text), madeUpEntries(1)[0]!, trusting(one.signer.key))
  })

  test.each([
    'not a proof at all',
    'c2sp.org/tlog-proof@v1\n',
    'c2sp.org/tlog-proof@v1\nindex x\n\nc\n',
    'c2sp.org/tlog-proof@v1\nextra !!\nindex 0\n\nc\n',
    'c2sp.org/tlog-proof@v1\nindex 01\n\nc\n',
  ])('%j is none', (text) => {
    expect(() => proofFrom(text)).toThrow()
  })
})
