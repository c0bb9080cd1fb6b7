type Ps = readonly (number | undefined)[]

/**
 * Holm (1979): p-values so adjusted that, of all of them, one falsely below α has a chance of at most
 * α, however the tests depend on one another. What was not tested stays out.
 */
export function holm(ps: Ps): (number | undefined)[] {
  const sorted = tested(ps).sort((one, other) => one.p - other.p)
  let most = 0
  return placed(ps, sorted, (p, rank) => {
    most = Math.max(most, Math.min(1, p * (sorted.length - rank)))
    return most
  })
}

/** Benjamini and Hochberg (1995): of all that lie below q, a share of q is expected to be false. */
export function benjaminiHochberg(ps: Ps): (number | undefined)[] {
  const sorted = tested(ps).sort((one, other) => other.p - one.p)
  let least = 1
  return placed(ps, sorted, (p, rank) => {
    least = Math.min(least, (p * sorted.length) / (sorted.length - rank))
    return least
  })
}

const tested = (ps: Ps) => ps.flatMap((p, at) => (p === undefined ? [] : [{ p, at }]))

function placed(
  ps: Ps,
  sorted: readonly { p: number; at: number }[],
  adjust: (p: number, rank: number) => number,
): (number | undefined)[] {
  const out: (number | undefined)[] = ps.map(() => undefined)
  for (const [rank, { p, at }] of sorted.entries()) out[at] = adjust(p, rank)
  return out
}
