import { lnChoose } from './distributions.ts'

/** One stratum: for each group how many there were, and how many of them had the outcome. */
export interface CountedStratum {
  sizes: readonly number[]
  hits: readonly number[]
}

// Totals that are as likely as the observed ones up to rounding count as such.
const AS_LIKELY = 1 + 1e-7

/**
 * The exact test that the outcome does not depend on the group: given how many had it in each
 * stratum, the chance of totals by group that are no likelier than the observed ones. One stratum of
 * two groups is Fisher's test, of several Freeman and Halton's; several strata of two groups are the
 * exact conditional test of a common odds ratio of 1. Undefined where it would take more than `most`
 * steps.
 */
export function exactTest(strata: readonly CountedStratum[], most = 4_000_000): number | undefined {
  const telling = strata.filter(({ sizes, hits }) => {
    const [n, m] = [sum(sizes), sum(hits)]
    return m > 0 && m < n && sizes.filter((one) => one > 0).length > 1
  })
  if (!telling.length) return undefined
  const groups = telling[0]!.sizes.length
  const places = placesOf(telling)
  if (!Number.isSafeInteger(places.at(-1)! * 2)) return undefined
  // By the key of the totals; the last group's total follows from the others.
  let chances = new Map<number, number>([[0, 1]])
  let steps = 0
  for (const stratum of telling) {
    const ways = waysOf(stratum, places, most)
    if (!ways) return undefined
    steps += ways.length * chances.size
    if (steps > most) return undefined
    const next = new Map<number, number>()
    for (const [before, chance] of chances)
      for (const [key, one] of ways)
        next.set(before + key, (next.get(before + key) ?? 0) + chance * one)
    chances = next
  }
  const observed = Array.from({ length: groups - 1 }, (_, g) =>
    sum(telling.map(({ hits }) => hits[g]!)),
  )
  const limit = chances.get(keyOf(observed, places))! * AS_LIKELY
  let p = 0
  for (const chance of chances.values()) if (chance <= limit) p += chance
  return Math.min(1, p)
}

/** The value of one in each group's place of a key, and one past the last. */
function placesOf(strata: readonly CountedStratum[]): number[] {
  const hits = sum(strata.map((one) => sum(one.hits)))
  const places = [1]
  for (let g = 0; g < strata[0]!.sizes.length - 1; g++) {
    const size = sum(strata.map(({ sizes }) => sizes[g]!))
    places.push(places[g]! * (Math.min(size, hits) + 1))
  }
  return places
}

const keyOf = (totals: readonly number[], places: readonly number[]) =>
  totals.reduce((key, one, g) => key + one * places[g]!, 0)

/** All ways to deal the outcomes of a stratum out to its groups, with their chances. */
function waysOf(
  { sizes, hits }: CountedStratum,
  places: readonly number[],
  most: number,
): [key: number, chance: number][] | undefined {
  const ways: [number, number][] = []
  const all = lnChoose(sum(sizes), sum(hits))
  const last = sizes.length - 1
  const room = sizes.map((_, g) => sum(sizes.slice(g + 1)))
  const deal = (g: number, left: number, key: number, ln: number): boolean => {
    if (g === last) {
      ways.push([key, Math.exp(ln + lnChoose(sizes[g]!, left) - all)])
      return ways.length <= most
    }
    for (let here = Math.max(0, left - room[g]!); here <= Math.min(sizes[g]!, left); here++)
      if (!deal(g + 1, left - here, key + here * places[g]!, ln + lnChoose(sizes[g]!, here)))
        return false
    return true
  }
  return deal(0, sum(hits), 0, 0) ? ways : undefined
}

const sum = (of: readonly number[]) => of.reduce((all, one) => all + one, 0)
