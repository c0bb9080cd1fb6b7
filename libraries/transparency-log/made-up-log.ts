import { signCheckpoint } from './checkpoint.ts'
import { Edge } from './edge.ts'
import { LogFault } from './fault.ts'
import { HASH } from './hash.ts'
import { logSigner } from './note.ts'
import type { Source } from './reader.ts'
import { bundlePath, cutBundle, tilePath, WIDTH } from './tile.ts'

/** A log in memory, as the tests and the benchmark need it: everything in it is made up. */
export class MadeUpLog implements Source {
  readonly signer
  readonly files = new Map<string, Uint8Array>()
  edge = new Edge()
  readonly origin: string

  constructor(origin = 'made-up.example/log', seed = new Uint8Array(32).fill(42)) {
    this.origin = origin
    this.signer = logSigner(origin, seed)
  }

  append(entries: readonly Uint8Array[]): this {
    const { tiles, bundles } = this.edge.append(entries)
    for (const { level, n, bytes } of tiles)
      this.files.set(tilePath({ level, n, width: WIDTH }), bytes)
    for (const { n, bytes } of bundles) this.files.set(bundlePath(n, WIDTH), bytes)
    return this
  }

  note(): string {
    return signCheckpoint(
      { origin: this.origin, size: this.edge.size, root: this.edge.root() },
      this.signer,
    )
  }

  async checkpoint(): Promise<string> {
    return this.note()
  }

  async tile({ level, n, width }: { level: number; n: number; width: number }) {
    const bytes = this.files.get(tilePath({ level, n, width: WIDTH }))?.subarray(0, width * HASH)
    if (bytes?.length !== width * HASH) throw new LogFault('missing', 'no such tile')
    return bytes
  }

  async bundle(n: number, width: number) {
    const bytes = cutBundle(this.files.get(bundlePath(n, WIDTH)) ?? new Uint8Array(), width)
    if (!bytes) throw new LogFault('missing', 'no such bundle')
    return bytes
  }
}

export function madeUpEntries(count: number, from = 0): Uint8Array[] {
  return Array.from({ length: count }, (_, at) => new TextEncoder().encode(`entry ${from + at}`))
}
