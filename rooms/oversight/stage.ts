/** What the tests of this room read the log with: only what anybody gets over HTTP. */

import {
  Edge,
  Frontier,
  overHttp,
  type Policy,
  policyFrom,
  readOn,
  textOf,
  tilePath,
  utf8,
  type VerifiedCheckpoint,
  verifyCheckpoint,
  WIDTH,
} from '../../libraries/transparency-log/index.ts'
import { countLeaf, type Leaf, leafFrom, type Tallies } from '../reports/door.ts'
import type { LogRead } from './lot-check.ts'

/** A house, as far as anybody reaches it. */
export interface Reached {
  anyone(): { get(url: string): Promise<{ status: number; bytes: Uint8Array }> }
}

export interface ReadLog {
  policy: Policy
  checkpoint: VerifiedCheckpoint
  lines: string[]
  leaves: Leaf[]
  tallies: Tallies
}

export function fetcherOf(house: Reached): typeof fetch {
  return async (url) => {
    const { pathname } = new URL(String(url))
    const { status, bytes } = await house.anyone().get(pathname)
    return new Response(new Uint8Array(bytes), { status })
  }
}

/** Reads and verifies the whole public log as a stranger does. */
export async function readLog(house: Reached): Promise<ReadLog> {
  const fetcher = fetcherOf(house)
  const policy = policyFrom(await (await fetcher('http://x/log/policy')).text())
  const source = overHttp('http://x/log', fetcher)
  const checkpoint = verifyCheckpoint(await source.checkpoint(), policy)
  const lines: string[] = []
  await readOn(source, new Frontier(), checkpoint, (entry) => lines.push(textOf(entry)))
  const leaves = lines.map((line) => leafFrom(line)!)
  const tallies: Tallies = {}
  for (const leaf of leaves) countLeaf(tallies, leaf)
  return { policy, checkpoint, lines, leaves, tallies }
}

/** The log that these lines make, whoever has signed it. */
export function madeOf(lines: readonly string[], policy: Policy): LogRead {
  const edge = new Edge()
  const tiles = new Map(
    edge
      .append(lines.map(utf8))
      .tiles.map((tile) => [tilePath({ ...tile, width: WIDTH }), tile.bytes]),
  )
  return {
    policy,
    head: { size: edge.size, root: edge.root() },
    source: {
      tile: async ({ level, n }) => tiles.get(tilePath({ level, n, width: WIDTH }))!,
    },
  }
}
