import { countCombinations, eachCombination } from './combinations.ts'
import { baseFor, keyOf, type Released } from './keys.ts'
import type { Microdata } from './microdata.ts'

/** What a reader of a release has lost, for combinations of one length or of all. */
export interface Loss {
  length: number | 'all'
  /** Combinations that people really share, and that were released. */
  real: number
  released: number
  /** Percent of the real ones that are missing. */
  suppressed: number
  /** Percent of the released ones that nobody shares. */
  fabricated: number
  /** Mean absolute error of the count where both have it, and over all real ones of k people or more. */
  error: number
  errorOfLarge: number
}

export type Counts = ReadonlyMap<number, number>

export function countsOf(data: Microdata, longest: number): Map<number, number> {
  const base = baseFor(data, longest)
  const out = new Map<number, number>()
  eachCombination(countCombinations(data, { longest }), (attributes, count) => {
    out.set(keyOf(attributes, base), count)
  })
  return out
}

/** Compares numbers with the truth. The comparison itself must not be published with a noisy release. */
export function lossOf(
  real: Counts,
  released: Counts,
  { schema, longest }: Pick<Released, 'schema' | 'longest'>,
  large = 10,
): Loss[] {
  const base = schema.values.length + 1
  const lengthOf = (key: number) => {
    let length = 0
    for (let rest = key; rest > 0; rest = Math.floor(rest / base)) length++
    return length
  }
  const sums = Array.from({ length: longest + 1 }, () => ({
    real: 0,
    released: 0,
    both: 0,
    off: 0,
    large: 0,
    offLarge: 0,
  }))
  for (const [key, count] of real) {
    const found = released.get(key)
    const off = Math.abs(count - (found ?? 0))
    for (const sum of [sums[0]!, sums[lengthOf(key)]!]) {
      sum.real++
      if (found !== undefined) {
        sum.both++
        sum.off += off
      }
      if (count >= large) {
        sum.large++
        sum.offLarge += off
      }
    }
  }
  for (const key of released.keys()) {
    sums[0]!.released++
    sums[lengthOf(key)]!.released++
  }
  const percent = (part: number, whole: number) => (whole > 0 ? (100 * part) / whole : 0)
  return sums.map((sum, length) => ({
    length: length === 0 ? 'all' : length,
    real: sum.real,
    released: sum.released,
    suppressed: percent(sum.real - sum.both, sum.real),
    fabricated: percent(sum.released - sum.both, sum.released),
    error: sum.both > 0 ? sum.off / sum.both : 0,
    errorOfLarge: sum.large > 0 ? sum.offLarge / sum.large : 0,
  }))
}
