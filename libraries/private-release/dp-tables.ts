import { deltaUnit, gaussianCostUnits, varianceFor } from './accountant.ts'
import { countCombinations, eachCombination } from './combinations.ts'
import { discreteGaussian, gaussianTail, type Rational } from './exact-noise.ts'
import { attributesOfKey, baseFor, keyOf, keyWithout, type Released, type Schema } from './keys.ts'
import { type Microdata, withCells } from './microdata.ts'
import { below, type Randomness } from './randomness.ts'

export interface DpOptions {
  longest: number
  /** ρ and δ to spend, in whole units. */
  rho: number
  thresholdDelta: number
  /**
   * The most attributes that one person's record may hold; further ones are dropped by lot. It must
   * not be read off the data.
   */
  cap: number
  /** The most records that one person may have; further ones are dropped by lot. */
  records: number
  /** Which person each row belongs to; without it each row is a person of its own. */
  person?: Int32Array
  /** The columns' values are public knowledge (a code list): then none has to earn its mention. */
  publicValues?: boolean
}

export interface DpTables extends Released {
  /** Standard deviation of the noise on the number of records, on single counts, on pairs … */
  deviations: number[]
  /** A single value is named from this noisy count on. */
  threshold: number
  /** What was spent, in whole units: no more than was allowed. */
  rho: number
  thresholdDelta: number
}

/**
 * Noisy counts of combinations, from single values upward. A longer combination is looked at only
 * if all its parts were released, so that which are looked at tells nothing that was not released.
 * Proof of the guarantee: METHOD.md.
 */
export function dpTables(data: Microdata, options: DpOptions, random: Randomness): DpTables {
  const { longest, rho, publicValues } = options
  const bounded = boundContributions(data, options, random)
  const base = baseFor(data, longest)
  const truth = trueCounts(bounded, longest, base)
  const squares = sensitivities(options)
  const shares = shareOut(rho, squares)
  const variances = squares.map((square, i) => varianceFor(square, shares[i]!))
  const spent = squares.reduce(
    (sum, square, i) => sum + gaussianCostUnits(square, variances[i]!),
    0,
  )
  if (spent > rho) throw new Error('more would be spent than was granted')
  const noisy = (key: number, length: number) =>
    (truth.get(key) ?? 0) + discreteGaussian(random, variances[length]!)
  const threshold = publicValues ? 1 : thresholdFor(variances[1]!, options)
  const counts = new Map<number, number>()
  const total =
    Math.max(0, data.rows === 0 ? 0 : bounded.rows) + discreteGaussian(random, variances[0]!)
  // Without a public code list only values that occur are tried; a value of one person's alone
  // passes the threshold with probability below δ.
  for (let a = 0; a < data.values.length; a++) {
    if (!publicValues && !truth.has(a + 1)) continue
    const count = noisy(a + 1, 1)
    if (count >= threshold) counts.set(a + 1, count)
  }
  let shorter = [...counts.keys()]
  for (let length = 2; length <= longest; length++) {
    const longer: number[] = []
    for (const key of candidates(shorter, length, data, counts, base)) {
      const count = noisy(key, length)
      if (count < 1) continue
      counts.set(key, count)
      longer.push(key)
    }
    shorter = longer
  }
  keepBelowParts(counts, base)
  const { columns, first, values, columnOf } = data
  return {
    schema: { columns, first, values, columnOf },
    longest,
    records: Math.max(1, total),
    counts,
    deviations: variances.map((one) => Math.sqrt(Number(one.numerator) / Number(one.denominator))),
    threshold,
    rho: spent,
    thresholdDelta: publicValues ? 0 : options.thresholdDelta,
  }
}

/** Squared L2 sensitivity of the number of records and of each length's counts, to one person. */
function sensitivities({ longest, cap, records }: DpOptions): number[] {
  const out = [records * records]
  for (let length = 1; length <= longest; length++)
    // All of a person's records may hold the same attributes: counts move by `records` at once.
    out.push(records * records * choose(cap, length))
  return out
}

function choose(n: number, k: number): number {
  let out = 1
  for (let i = 1; i <= k; i++) out = (out * (n - k + i)) / i
  return Math.max(0, Math.round(out))
}

/**
 * Shares of ρ by public figures alone. Single counts are what most readers use: they get what
 * brings their mean error to about 12, within limits; longer combinations share the rest.
 */
function shareOut(rho: number, squares: readonly number[]): number[] {
  const total = Math.max(1, Math.floor(rho * 0.01))
  const left = rho - total
  if (squares.length === 2) return [total, left]
  const wanted = (squares[1]! / (2 * 15 ** 2)) * 1e12
  const single = Math.floor(Math.min(0.75 * left, Math.max(0.2 * left, wanted)))
  const longer = squares.slice(2)
  // Noise that grows with the length: rarer combinations are read less closely.
  const weights = longer.map((square) => square ** 0.25)
  const sum = weights.reduce((a, b) => a + b, 0)
  return [total, single, ...weights.map((weight) => Math.floor(((left - single) * weight) / sum))]
}

/** The least threshold at which a value held by one person alone is named with probability ≤ δ. */
function thresholdFor(variance: Rational, { thresholdDelta, cap, records }: DpOptions): number {
  const allowed = (thresholdDelta * deltaUnit) / (cap * records)
  let step = 1
  const fits = (above: number) => gaussianTail(variance, above) <= allowed
  while (!fits(step)) step *= 2
  let low = step >> 1
  while (step - low > 1) {
    const middle = (low + step) >> 1
    if (fits(middle)) step = middle
    else low = middle
  }
  return records + step
}

/** Keeps at most `records` rows a person and `cap` attributes a row, by lot, and one order for all. */
function boundContributions(
  data: Microdata,
  { cap, records, person }: DpOptions,
  random: Randomness,
): Microdata {
  const width = data.columns.length
  const kept = person
    ? rowsByLot(person, records, random)
    : Array.from({ length: data.rows }, (_, i) => i)
  const cells = new Int32Array(kept.length * width)
  const held: number[] = []
  for (const [i, row] of kept.entries()) {
    cells.set(data.cells.subarray(row * width, (row + 1) * width), i * width)
    held.length = 0
    for (let c = 0; c < width; c++) if (cells[i * width + c]! >= 0) held.push(c)
    while (held.length > cap) {
      const drop = below(random, held.length)
      cells[i * width + held[drop]!] = -1
      held[drop] = held.pop()!
    }
  }
  return withCells(data, cells)
}

function rowsByLot(person: Int32Array, most: number, random: Randomness): number[] {
  const rowsOf = new Map<number, number[]>()
  person.forEach((one, row) => {
    const list = rowsOf.get(one)
    if (list) list.push(row)
    else rowsOf.set(one, [row])
  })
  const kept: number[] = []
  for (const rows of rowsOf.values()) {
    while (rows.length > most) {
      const drop = below(random, rows.length)
      rows[drop] = rows[rows.length - 1]!
      rows.pop()
    }
    kept.push(...rows)
  }
  return kept
}

function trueCounts(data: Microdata, longest: number, base: number): Map<number, number> {
  const out = new Map<number, number>()
  eachCombination(countCombinations(data, { longest }), (attributes, count) => {
    out.set(keyOf(attributes, base), count)
  })
  return out
}

/** Combinations one longer than those given, all of whose parts were released. */
function* candidates(
  shorter: readonly number[],
  length: number,
  { columnOf, first, values }: Schema,
  counts: ReadonlyMap<number, number>,
  base: number,
): Generator<number> {
  const single: number[] = []
  for (let a = 0; a < values.length; a++) if (counts.has(a + 1)) single.push(a)
  for (const key of shorter) {
    const attributes = attributesOfKey(key, base)
    const last = attributes[length - 2]!
    // Attributes ascend with their columns: what follows the last column can be added.
    const from = first[columnOf[last]! + 1]!
    for (const a of single) {
      if (a < from) continue
      const longer = [...attributes, a]
      let whole = true
      for (let i = 0; whole && i < length - 1; i++) whole = counts.has(keyWithout(longer, i, base))
      if (whole) yield key * base + a + 1
    }
  }
}

/** No combination is more frequent than its parts; noise may have said so. */
function keepBelowParts(counts: Map<number, number>, base: number): void {
  for (const [key, count] of counts) {
    const attributes = attributesOfKey(key, base)
    if (attributes.length < 2) continue
    let most = count
    for (let i = 0; i < attributes.length; i++)
      most = Math.min(most, counts.get(keyWithout(attributes, i, base)) ?? most)
    if (most < count) counts.set(key, most)
  }
}
