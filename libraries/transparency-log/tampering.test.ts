import { beforeEach, describe, expect, test } from 'vitest'
import { verifyCheckpoint } from './checkpoint.ts'
import { LogFault } from './fault.ts'
import { Frontier } from './frontier.ts'
import { leafHash } from './hash.ts'
import { MadeUpLog, madeUpEntries } from './made-up-log.ts'
import { trusting } from './policy.ts'
import { proveInclusion, readOn, type Source } from './reader.ts'
import { readBundle, writeBundle } from './tile.ts'
import { verifyInclusion } from './tree.ts'

/** Whoever keeps nothing but the log's key: he reads the whole log. */
async function verifier(source: Source, log: MadeUpLog): Promise<Frontier> {
  const checkpoint = verifyCheckpoint(await source.checkpoint(), trusting(log.signer.key))
  return readOn(source, new Frontier(), checkpoint, () => undefined)
}

/** Whoever has read it before, and reads on. */
async function monitor(source: Source, log: MadeUpLog, before: Frontier): Promise<Frontier> {
  const checkpoint = verifyCheckpoint(await source.checkpoint(), trusting(log.signer.key))
  return readOn(source, before, checkpoint, () => undefined)
}

let log: MadeUpLog
let before: Frontier
beforeEach(async () => {
  log = new MadeUpLog().append(madeUpEntries(700))
  before = await verifier(log, log)
})

const change = (path: string, how: (bytes: Uint8Array) => Uint8Array) =>
  log.files.set(path, how(log.files.get(path)!.slice()))

describe('by the verifier, who has only the key', () => {
  test('a changed entry', async () => {
    change('tile/entries/001', (bytes) => bytes.with(10, bytes[10]! ^ 1))
    await expect(verifier(log, log)).rejects.toMatchObject({ code: 'content' })
  })

  test('two entries that have changed places', async () => {
    change('tile/entries/001', (bytes) => {
      const [first, second, ...rest] = readBundle(bytes, 256)
      return writeBundle([second!, first!, ...rest])
    })
    await expect(verifier(log, log)).rejects.toMatchObject({ code: 'content' })
  })

  describe('in a span of many bundles', () => {
    let long: MadeUpLog
    const spanOf = (n: number) => writeBundle(madeUpEntries(4096, n * 4096))
    beforeEach(() => {
      long = new MadeUpLog().append(madeUpEntries(9000))
    })

    test('a changed entry', async () => {
      const span = async (n: number) => (n === 1 ? spanOf(1).with(10, 0) : spanOf(n))
      const source = { ...sourceOf(long), span }
      await expect(verifier(source, long)).rejects.toMatchObject({ code: 'content' })
    })

    test('none, where the log is right: with spans, and where it offers none after the first', async () => {
      const asked: number[] = []
      const span = async (n: number) => {
        asked.push(n)
        return spanOf(n)
      }
      expect((await verifier({ ...sourceOf(long), span }, long)).size).toBe(9000)
      expect(asked).toEqual([0, 1])
      const absent = async (n: number) => {
        if (n === 1) throw new LogFault('missing', 'no such span')
        return spanOf(n)
      }
      expect((await verifier({ ...sourceOf(long), span: absent }, long)).size).toBe(9000)
    })
  })

  test('an entry left out', async () => {
    change('tile/entries/001', (bytes) => writeBundle(readBundle(bytes, 256).slice(1)))
    await expect(verifier(log, log)).rejects.toThrow()
  })

  test('a changed tile, by whoever proves an entry with it', async () => {
    change('tile/0/001', (bytes) => bytes.with(100, bytes[100]! ^ 1))
    const path = await proveInclusion(log, 256, 700)
    const tree = { size: 700, root: log.edge.root() }
    expect(() => verifyInclusion(leafHash(madeUpEntries(1, 256)[0]!), 256, tree, path)).toThrow(
      'not what stands',
    )
  })

  test('a changed count, root or signature in the checkpoint', async () => {
    const note = log.note()
    for (const forged of [
      note.replace('\n700\n', '\n699\n'),
      note.replace(/\n(.)(.{43}=?)\n\n/, (_, a, rest) => `\n${a === 'A' ? 'B' : 'A'}${rest}\n\n`),
      note.replace(/.{9}\n$/, 'AAAAAAAA=\n'),
    ]) {
      expect(forged).not.toBe(note)
      const source = { ...sourceOf(log), checkpoint: async () => forged }
      await expect(verifier(source, log)).rejects.toThrow()
    }
  })
})

describe('by the monitor, who remembers', () => {
  test('a rollback to an older backup', async () => {
    const older = new MadeUpLog().append(madeUpEntries(600))
    await expect(monitor(older, log, before)).rejects.toMatchObject({ code: 'rollback' })
    // The verifier alone cannot know.
    await verifier(older, log)
  })

  test('a rollback that has grown again to the old size and beyond', async () => {
    const again = new MadeUpLog().append(madeUpEntries(600)).append(madeUpEntries(200, 5000))
    await expect(monitor(again, log, before)).rejects.toMatchObject({ code: 'fork' })
    await verifier(again, log)
  })

  test('one old entry rewritten, and the log signed anew', async () => {
    const entries = madeUpEntries(800)
    entries[3] = new TextEncoder().encode('nothing has happened')
    const rewritten = new MadeUpLog().append(entries)
    await expect(monitor(rewritten, log, before)).rejects.toMatchObject({ code: 'fork' })
    await verifier(rewritten, log)
  })

  test('a fork at the same size', async () => {
    const twin = new MadeUpLog().append(madeUpEntries(700, 1))
    await expect(monitor(twin, log, before)).rejects.toMatchObject({ code: 'fork' })
  })
})

function sourceOf(of: MadeUpLog): Source {
  return {
    checkpoint: () => of.checkpoint(),
    tile: (id) => of.tile(id),
    bundle: (n, width) => of.bundle(n, width),
  }
}
