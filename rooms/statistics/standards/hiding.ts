import type { Cube } from './cube.ts'

/** Counts below this point at people. */
export const SMALL = 5
/** More people than there are: what a reader knows of a number that is hidden. */
const MOST = 1e9

/**
 * The keys whose numbers must not be shown: counts of 1 to 4, and as many more as it takes that
 * none of those can be worked out from a sum. What is hidden in a sum is at least two numbers that
 * together are not small.
 */
export function hiddenIn(cube: Cube): ReadonlySet<string> {
  const { cells, sums } = cube
  const n = (key: string) => cells.get(key) ?? 0
  const hidden = new Set([...cells].filter(([, count]) => isSmall(count)).map(([key]) => key))
  // Each round hides at least one more number, so that there is an end.
  for (let before = -1; before !== hidden.size; ) {
    before = hidden.size
    for (const { total, parts } of sums) protect(parts, total, n, hidden)
    for (const key of leaksIn(cube, hidden)) hideBeside(key, cube, hidden)
  }
  return hidden
}

/** Small hidden numbers that follow from all sums together, as a reader of every table can work out. */
function leaksIn({ cells, sums }: Cube, hidden: ReadonlySet<string>): string[] {
  const low = new Map([...cells].map(([key, n]) => [key, hidden.has(key) ? 0 : n]))
  const high = new Map([...cells].map(([key, n]) => [key, hidden.has(key) ? MOST : n]))
  let moved = true
  const narrow = (key: string, from: number, to: number) => {
    if (from > low.get(key)!) low.set(key, from)
    else if (to < high.get(key)!) high.set(key, to)
    else return
    moved = true
  }
  // Bounds may creep; what has not met after so many rounds will not be worked out by a reader either.
  for (let round = 0; moved && round < 200; round++) {
    moved = false
    for (const { total, parts } of sums) {
      const lows = parts.reduce((all, key) => all + low.get(key)!, 0)
      const highs = parts.reduce((all, key) => all + high.get(key)!, 0)
      narrow(total, lows, highs)
      for (const key of parts) {
        const others = { low: lows - low.get(key)!, high: highs - high.get(key)! }
        narrow(key, low.get(total)! - others.high, high.get(total)! - others.low)
      }
    }
  }
  return [...hidden].filter((key) => isSmall(cells.get(key) ?? 0) && low.get(key) === high.get(key))
}

/** Hides the smallest number that still shows in a sum with this one. */
function hideBeside(key: string, { cells, sums }: Cube, hidden: Set<string>): void {
  const beside = sums
    .map(({ total, parts }) => [total, ...parts])
    .filter((keys) => keys.includes(key))
    .flat()
    .filter((one) => !hidden.has(one))
  const rankOf = (one: string) => rank(cells.get(one) ?? 0)
  const [next] = beside.toSorted((a, b) => rankOf(a) - rankOf(b) || a.localeCompare(b))
  if (next) hidden.add(next)
}

function isSmall(count: number): boolean {
  return count > 0 && count < SMALL
}

function protect(
  parts: readonly string[],
  total: string,
  n: (key: string) => number,
  hidden: Set<string>,
): void {
  const shown = parts
    .filter((key) => !hidden.has(key))
    .toSorted((a, b) => rank(n(a)) - rank(n(b)) || a.localeCompare(b))
  const sum = () => parts.filter((key) => hidden.has(key)).reduce((all, key) => all + n(key), 0)
  const count = () => parts.length - shown.length
  if (hidden.has(total)) {
    // All parts shown would give the total away.
    if (count() === 0 && shown.length > 0) hidden.add(shown.shift()!)
    return
  }
  while (count() > 0 && (count() < 2 || isSmall(sum())) && shown.length > 0) {
    hidden.add(shown.shift()!)
  }
  // A single part cannot hide behind anything: its total goes too.
  if (count() === 1 || isSmall(sum())) hidden.add(total)
}

/** The smallest real number is hidden first; a nought hides little. */
function rank(count: number): number {
  return count === 0 ? Number.POSITIVE_INFINITY : count
}
