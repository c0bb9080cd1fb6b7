import type { ComplaintKind } from './complaint.ts'
import { harmOf, type Reason, reasonsOf } from './risk.ts'

/** One complaint about somebody who stands in no register. */
export interface SeenName {
  /** Keyed indexes of the name in any spelling, and of the phones. */
  keys: readonly string[]
  kind: ComplaintKind
}

export interface RankedName<Seen> {
  rank: number
  seen: readonly Seen[]
  /** Weighted complaints; how many were sent without a licence nobody knows, so it is no rate. */
  harm: number
  reasons: readonly Reason[]
}

/**
 * Names without a licence by the weight of what is complained of. Complaints that share a name or a
 * phone, directly or by another complaint between them, are taken to be about one.
 */
export function rankUnlicensed<Seen extends SeenName>(all: readonly Seen[]): RankedName<Seen>[] {
  const ranked = groupsOf(all).map((seen) => {
    const complaints: { [kind in ComplaintKind]?: number } = {}
    for (const { kind } of seen) complaints[kind] = (complaints[kind] ?? 0) + 1
    const record = {
      complaints,
      substituted: 0,
      repeatDirectors: 0,
      overdueOrders: 0,
      alarmedPlacements: 0,
    }
    return { seen, harm: harmOf(record), reasons: reasonsOf(record) }
  })
  return ranked.sort((a, b) => b.harm - a.harm).map((one, i) => ({ ...one, rank: i + 1 }))
}

function groupsOf<Seen extends SeenName>(all: readonly Seen[]): Seen[][] {
  let groups: { keys: Set<string>; seen: Seen[] }[] = []
  for (const one of all) {
    const joined = groups.filter(({ keys }) => one.keys.some((key) => keys.has(key)))
    const group = {
      keys: new Set([...one.keys, ...joined.flatMap(({ keys }) => [...keys])]),
      seen: [...joined.flatMap(({ seen }) => seen), one],
    }
    groups = [...groups.filter((other) => !joined.includes(other)), group]
  }
  return groups.map(({ seen }) => seen)
}
