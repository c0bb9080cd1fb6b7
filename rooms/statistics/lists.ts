/**
 * From cases to lists. A list is a kind of agency: everyone whom an agency of that kind found to
 * be a victim is on it. A referral puts nobody on a list: whoever was only told about a victim did
 * not find them.
 */
export interface Found {
  agencyKind: string
  /** Keyed blind indexes by which the same person is known again; they say nothing by themselves. */
  marks: readonly string[]
}

export interface PeopleOnLists {
  lists: string[]
  /** People by combination of lists. */
  rows: { on: number[]; count: number }[]
  people: number
  /** Rows that turned out to be somebody already met. */
  joined: number
}

/** Joins what belongs to one person, by any mark in common, and counts people by their lists. */
export function listsFrom(found: readonly Found[]): PeopleOnLists {
  const group = joinByMarks(found)
  const kinds = [...new Set(found.map(({ agencyKind }) => agencyKind))].sort()
  const onOf = new Map<number, Set<string>>()
  found.forEach(({ agencyKind }, at) => {
    const person = group(at)
    onOf.set(person, (onOf.get(person) ?? new Set()).add(agencyKind))
  })
  const counts = new Map<string, number>()
  for (const on of onOf.values()) {
    const key = kinds.map((kind) => (on.has(kind) ? 1 : 0)).join()
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return {
    lists: kinds,
    rows: [...counts].map(([key, count]) => ({ on: key.split(',').map(Number), count })),
    people: onOf.size,
    joined: found.length - onOf.size,
  }
}

/** The number of the person a row is about: the same for all rows with a mark in common. */
export function joinByMarks(found: readonly Pick<Found, 'marks'>[]): (at: number) => number {
  const parent = found.map((_, at) => at)
  const root = (at: number): number => {
    let top = at
    while (parent[top] !== top) top = parent[top]!
    parent[at] = top
    return top
  }
  const first = new Map<string, number>()
  found.forEach(({ marks }, at) => {
    for (const mark of marks) {
      const earlier = first.get(mark)
      if (earlier === undefined) first.set(mark, at)
      else parent[root(at)] = root(earlier)
    }
  })
  return root
}

/** Counts below five can point at a person: in anything that leaves the house they are not told. */
export const SMALLEST_TOLD = 5
export const told = (count: number): number | null =>
  count > 0 && count < SMALLEST_TOLD ? null : count
