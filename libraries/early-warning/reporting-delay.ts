export interface Delay {
  /** Days by which half, and the wanted share, of cases were known; of cases old enough to tell. */
  median: number
  quantile: number
  /** The last day of which the wanted share of cases should be known by now. */
  completeUntil: number
  cases: number
}

/**
 * How long cases take to be reported, and which days are complete. Cases that happened less than
 * the longest delay seen before the last report are left out of the measure: of those only the
 * quickly reported are known, and they would make the delay look short.
 */
export function reportingDelay(
  happened: ArrayLike<number>,
  reported: ArrayLike<number>,
  share = 0.9,
): Delay | undefined {
  let last = -Infinity
  const delays: { day: number; delay: number }[] = []
  for (let i = 0; i < happened.length; i++) {
    const delay = reported[i]! - happened[i]!
    // Reported before it happened: a slip of a date, not a delay.
    if (!(delay >= 0)) continue
    delays.push({ day: happened[i]!, delay })
    last = Math.max(last, reported[i]!)
  }
  if (delays.length === 0) return undefined
  const longest = quantileOf(
    delays.map((one) => one.delay),
    0.99,
  )
  const old = delays.filter((one) => one.day <= last - longest)
  const measured = (old.length > 0 ? old : delays).map((one) => one.delay)
  const quantile = quantileOf(measured, share)
  return {
    median: quantileOf(measured, 0.5),
    quantile,
    completeUntil: last - quantile,
    cases: measured.length,
  }
}

/** The smallest value that at least a share of the values do not exceed. */
function quantileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!
}
