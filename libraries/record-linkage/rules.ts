import { buildBlocks, keyWords, pairsIn, type Rule } from './blocking.ts'
import { type Family, keysOf, levelsOf } from './kinds.ts'
import type { Prepared } from './prepare.ts'
import { Random } from './random.ts'

/**
 * How often a key of two records of one person agrees, by family, as a rule of thumb before anything
 * is known of the data; and how often a part of it (`first`, `year`, `tail` …) still agrees when the
 * whole does not. Only the choice of rules leans on it, never a weight.
 */
const agreement: Record<Family, number> = {
  tokens: 0.7,
  text: 0.7,
  words: 0.6,
  short: 0.8,
  code: 0.95,
  digits: 0.85,
  date: 0.8,
}
const PART = 0.5

const SAMPLE = 20_000
const ALL_PAIRS = 15_000_000
const WORLDS = 4000
const MOST_RULES = 14

interface Key {
  name: string
  field: number
  words: Int32Array[]
  /** One bit per imagined match in which this key agrees. */
  agrees: Uint8Array
}

/**
 * Chooses blocking rules without labels: of all rules of one to three keys whose pairs are
 * affordable (counted on a sample of rows), again and again the one that finds most of the matches
 * that the rules so far would miss, in an imagined population in which fields go wrong at random.
 */
export function chooseRules(
  prepared: readonly Prepared[],
  rows: number,
  split: number,
  budget: number,
): Rule[] {
  // A small table needs no rule: every pair is compared.
  if (
    pairsIn(
      Int32Array.from({ length: rows }, (_, row) => row),
      0,
      rows,
      split,
    ) <= Math.min(budget, ALL_PAIRS)
  )
    return [[]]
  const random = new Random(7)
  const picked = sampleRows(rows, split, random)
  const keys = imagine(prepared, picked, rows, random)
  const scale = (rows / picked.length) ** 2
  const found = new Uint8Array(WORLDS)
  const chosen: Rule[] = []
  let left = budget
  const options = affordable(keys, picked, split, scale, budget / 3)
  while (chosen.length < MOST_RULES) {
    let best: { rule: Key[]; pairs: number; gain: number } | undefined
    for (const { rule, pairs } of options) {
      if (pairs > left) continue
      const gain = gainOf(rule, found)
      // Of two that find as much, the cheaper.
      if (!best || gain > best.gain * 1.001 || (gain > best.gain * 0.999 && pairs < best.pairs))
        best = { rule, pairs, gain }
    }
    if (!best || best.gain < WORLDS * 0.0005) break
    for (let world = 0; world < WORLDS; world++)
      if (best.rule.every((key) => key.agrees[world])) found[world] = 1
    left -= best.pairs
    chosen.push(best.rule.map((key) => key.name))
  }
  return chosen
}

function sampleRows(rows: number, split: number, random: Random): Int32Array {
  if (rows <= SAMPLE) return Int32Array.from({ length: rows }, (_, row) => row)
  const step = rows / SAMPLE
  const picked = Int32Array.from({ length: SAMPLE }, (_, at) =>
    Math.min(rows - 1, Math.floor((at + random.next()) * step)),
  )
  return split > 0 && !picked.some((row) => row < split) ? Int32Array.from([0, ...picked]) : picked
}

function imagine(
  prepared: readonly Prepared[],
  picked: Int32Array,
  rows: number,
  random: Random,
): Key[] {
  return prepared.flatMap((one, field) => {
    const { family } = one.field
    const filled = one.report.filled / Math.max(1, rows)
    if (filled < 0.02 || one.report.distinct < 2) return []
    const whole = new Uint8Array(WORLDS)
    const missing = new Uint8Array(WORLDS)
    for (let world = 0; world < WORLDS; world++) {
      missing[world] = random.next() < filled * filled ? 0 : 1
      whole[world] = missing[world] === 0 && random.next() < agreement[family] ? 1 : 0
    }
    const single = !one.field.tokens || one.field.tokens.starts.at(-1)! < one.field.forms * 1.2
    const names = keysOf[family].filter(
      (key) => !(family === 'tokens' && single && key !== 'skeleton'),
    )
    return names.map((name, at) => ({
      name: `${one.field.name}.${name}`,
      field,
      words: keyWords(one, name).map((words) =>
        picked.length === rows ? words : Int32Array.from(picked, (row) => words[row]!),
      ),
      agrees:
        at === 0
          ? whole
          : whole.map((yes, world) => (yes || (!missing[world] && random.next() < PART) ? 1 : 0)),
    }))
  })
}

function affordable(
  keys: readonly Key[],
  picked: Int32Array,
  split: number,
  scale: number,
  most: number,
) {
  const sampleSplit = split === 0 ? 0 : picked.findIndex((row) => row >= split)
  const cost = (rule: readonly Key[]) => {
    const { rows: sorted, starts } = buildBlocks(
      rule.flatMap((key) => key.words),
      picked.length,
      sampleSplit,
    )
    let pairs = 0
    for (let block = 0; block + 1 < starts.length; block++)
      pairs += pairsIn(sorted, starts[block]!, starts[block + 1]!, sampleSplit)
    return pairs * scale
  }
  const out: { rule: Key[]; pairs: number }[] = []
  const grow = (rule: Key[], from: number) => {
    for (let at = from; at < keys.length; at++) {
      const key = keys[at]!
      if (rule.some((one) => one.field === key.field)) continue
      const longer = [...rule, key]
      const pairs = cost(longer)
      // A longer rule finds nothing that a shorter one inside it does not.
      if (pairs <= most) out.push({ rule: longer, pairs })
      else if (longer.length < (keys.length > 16 ? 2 : 3)) grow(longer, at + 1)
    }
  }
  grow([], 0)
  return out
}

function gainOf(rule: readonly Key[], found: Uint8Array): number {
  let gain = 0
  const [a, b, c] = [rule[0]!.agrees, rule[1]?.agrees, rule[2]?.agrees]
  for (let world = 0; world < WORLDS; world++)
    if (found[world] === 0 && a[world] === 1 && (!b || b[world] === 1) && (!c || c[world] === 1))
      gain++
  return gain
}

/** Where levels begin to speak for a match when nothing has been learnt: for EM to start from. */
export function firstGuess(family: Family): number[] {
  const levels = levelsOf[family].length
  const raw = Array.from({ length: levels }, (_, level) => (level === 0 ? 0.7 : 0.3 / 2 ** level))
  const sum = raw.reduce((a, b) => a + b, 0)
  return raw.map((one) => one / sum)
}
