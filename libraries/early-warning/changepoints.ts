export interface ChangepointOptions {
  /** `mbic` (Zhang and Siegmund 2007) charges each segment log of its length besides 3 log n. */
  penalty: 'mbic' | 'bic' | number
  /** The shortest segment. */
  shortest: number
}

export interface Changepoints {
  /** Index of the first period of each segment after the first. */
  starts: number[]
  /** Mean count of each segment. */
  means: number[]
  penalty: number
}

/**
 * Where the level of a Poisson series changed: the segmentation of least cost, found exactly.
 * Pruning as in PELT (Killick et al. 2012), but with a rule that stays exact under MBIC and a
 * shortest segment: METHOD.md.
 */
export function changepoints(
  counts: ArrayLike<number>,
  given: Partial<ChangepointOptions> = {},
): Changepoints {
  const n = counts.length
  const { penalty: kind, shortest }: ChangepointOptions = {
    penalty: 'mbic',
    shortest: 2,
    ...given,
  }
  const penalty = typeof kind === 'number' ? kind : (kind === 'mbic' ? 3 : 2) * Math.log(n)
  const before = bestSplits(counts, penalty, shortest, kind === 'mbic')
  const ends: number[] = []
  for (let end = n; end > 0; end = before[end]!) ends.unshift(end)
  const starts = [0, ...ends.slice(0, -1)]
  const means = ends.map((end, i) => {
    let sum = 0
    for (let t = starts[i]!; t < end; t++) sum += counts[t]!
    return sum / (end - starts[i]!)
  })
  return { starts: starts.slice(1), means, penalty }
}

/** For each length of the series, where its last segment begins. */
function bestSplits(
  counts: ArrayLike<number>,
  penalty: number,
  shortest: number,
  byLength: boolean,
): Int32Array {
  const n = counts.length
  const sums = new Float64Array(n + 1)
  for (let t = 0; t < n; t++) sums[t + 1] = sums[t]! + counts[t]!
  const fit = (from: number, to: number) => {
    const sum = sums[to]! - sums[from]!
    return sum > 0 ? 2 * sum * (Math.log(to - from) - Math.log(sum)) : 0
  }
  const best = new Float64Array(n + 1)
  best[0] = -penalty
  const before = new Int32Array(n + 1)
  /** Starts still in play, and until which end a pruned one must be kept. */
  let open = [0]
  const keptUntil = new Int32Array(n + 1).fill(n + 1)
  for (let end = shortest; end <= n; end++) {
    const newest = end - shortest
    if (newest >= shortest) open.push(newest)
    let least = Infinity
    for (const start of open) {
      // A segment without a case is charged nothing for its length, as in R's changepoint.
      const charge = byLength && sums[end]! > sums[start]! ? Math.log(end - start) : 0
      const cost = best[start]! + fit(start, end) + charge + penalty
      if (cost < least) {
        least = cost
        before[end] = start
      }
    }
    best[end] = least
    for (const start of open) {
      // A later start at `end` beats this one for every series that goes on at least `shortest`
      // further; until then this one may still be the best.
      if (best[start]! + fit(start, end) >= least)
        keptUntil[start] = Math.min(keptUntil[start]!, end + shortest - 1)
    }
    open = open.filter((start) => keptUntil[start]! > end)
  }
  return before
}
