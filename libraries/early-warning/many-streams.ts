/**
 * Benjamini–Hochberg (1995): adjusted p-values, so that of all streams with one below q, at most a
 * share q is expected to be a false alarm. Undefined p-values (nothing could be tested) stay out.
 */
export function adjustForStreams(ps: readonly (number | undefined)[]): (number | undefined)[] {
  const tested = ps.flatMap((p, i) => (p === undefined ? [] : [{ p, i }]))
  tested.sort((a, b) => b.p - a.p)
  const out: (number | undefined)[] = ps.map(() => undefined)
  let least = 1
  tested.forEach(({ p, i }, rank) => {
    least = Math.min(least, (p * tested.length) / (tested.length - rank))
    out[i] = least
  })
  return out
}

/** How many looks pass between two alarms as strong by chance alone, given looks at so many streams. */
export function recurrenceInterval(p: number, streams = 1): number {
  return 1 / -Math.expm1(streams * Math.log1p(-p))
}
