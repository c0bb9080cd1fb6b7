import { type Blocks, countRule, keyWords } from './blocking.ts'
import type { FieldWeights } from './compare.ts'
import { type Plan, recordsOf, type Unit, unitsOf, Walker } from './kernel.ts'
import { type Family, keysOf, levelsOf } from './kinds.ts'
import { textsOf } from './pool.ts'
import type { Field, Prepared } from './prepare.ts'
import { Random } from './random.ts'
import { firstGuess } from './rules.ts'
import { float64, int32, sharedCopy } from './shared.ts'

/** A level of one field, as learnt. */
export interface Level {
  level: string
  /** How often two records of one person are on this level. */
  m: number
  /** How often two records of different people are. */
  u: number
  /** log₂(m / u). */
  weight: number
  /** Why m or u is no more than a floor, where it is. */
  untrained?: string
}

export interface Learnt {
  /** The share of all possible pairs that are matches. */
  prior: number
  fields: { name: string; levels: Level[] }[]
}

/** Pairs that a person has judged: rows of the tables as they were read (second table after the first). */
export interface Label {
  a: number
  b: number
  match: boolean
}

const RANDOM_PAIRS = 600_000
const RANDOM_PARTS = 4
const SESSION_PAIRS = 60_000
const MOST_SESSIONS = 14
const EMPTY = 255

/** All pairs there could be. */
export const allPairs = (rows: number, split: number): number =>
  split > 0 ? split * (rows - split) : (rows * (rows - 1)) / 2

/** Weights that say nothing: for walking through pairs when only their levels are wanted. */
export const blankWeights = (fields: readonly Field[]): FieldWeights[] =>
  fields.map(({ family }) => ({ levels: new Float64Array(levelsOf[family].length) }))

/** How often random pairs are on each level, by field; the last entry counts the empty ones. */
export type LevelCounts = Float64Array[]

/** The levels of about `most` random pairs; another seed, other pairs. */
export function randomLevels(plan: Plan, rows: number, seed: number, most: number): LevelCounts {
  const walker = new Walker({ ...plan, blocks: [] })
  const random = new Random(seed)
  const counts = plan.fields.map(({ family }) => new Float64Array(levelsOf[family].length + 1))
  const levels = new Uint8Array(4096)
  const half = 1000
  let pairs = 0
  while (pairs < most) {
    const left = plan.split || rows
    const ours = Array.from({ length: half }, () => random.below(left))
    const theirs = Array.from({ length: half }, () => plan.split + random.below(rows - plan.split))
    walker.loadRows([...ours, ...theirs])
    let count = 0
    while (count < 4000) {
      const [one, two] = [random.below(half), random.below(half)]
      if (ours[one] === theirs[two]) {
        if (rows < 2) return counts
        continue
      }
      walker.batch.one[count] = one * walker.stride
      walker.batch.two[count++] = (half + two) * walker.stride
    }
    plan.fields.forEach(({ family }, field) => {
      walker.comparers[field]!.levels(walker.batch, count, levels)
      const own = counts[field]!
      const other = levelsOf[family].length
      for (let at = 0; at < count; at++) own[levels[at] === EMPTY ? other : levels[at]!]!++
    })
    pairs += count
  }
  return counts
}

/** In parts that do not depend on how many threads there are. */
async function allRandomLevels(plan: Plan, rows: number, crew: Crew): Promise<LevelCounts> {
  const most = Math.min(RANDOM_PAIRS, Math.max(20_000, allPairs(rows, plan.split)))
  const parts = await Promise.all(
    Array.from({ length: RANDOM_PARTS }, (_, part) =>
      crew.levels(plan, rows, 11 + part, most / RANDOM_PARTS),
    ),
  )
  return plan.fields.map((_, field) =>
    parts[0]![field]!.map((_, level) =>
      parts.reduce((sum, counts) => sum + counts[field]![level]!, 0),
    ),
  )
}

/** The chance that two random rows agree exactly, in closed form from the counts of values. */
export function exactAgreement(field: Field, rows: number, split: number): number | undefined {
  if (field.forms) return numberedAgreement(field, rows, split)
  const left = valuesOf(field, 0, split || rows)
  if (split === 0) {
    let agree = 0
    eachRun(left, (value, count) => {
      if (isFullDay(field, value)) agree += count * (count - 1)
    })
    return left.length > 1 ? agree / (left.length * (left.length - 1)) : undefined
  }
  const right = valuesOf(field, split, rows)
  let agree = 0
  let at = 0
  eachRun(left, (value, count) => {
    while (at < right.length && right[at]! < value) at++
    const from = at
    while (at < right.length && right[at] === value) at++
    if (isFullDay(field, value)) agree += count * (at - from)
  })
  return left.length && right.length ? agree / (left.length * right.length) : undefined
}

/** The same where values are numbered: nothing need be put in order. */
function numberedAgreement({ words, forms }: Field, rows: number, split: number) {
  const left = countWords(words[0]!.subarray(0, split || rows), forms)
  const right = split > 0 ? countWords(words[0]!.subarray(split, rows), forms) : left
  const own = split > 0 ? 0 : 1
  let agree = 0
  for (let form = 0; form < forms; form++) {
    const count = left[form]!
    if (count) agree += count * (right[form]! - own)
  }
  const ours = totalOf(left)
  const all = ours * (totalOf(right) - own)
  return all > 0 ? agree / all : undefined
}

/** The values of some rows as numbers, in order; empty ones and digits known in part left out. */
function valuesOf({ family, words }: Field, from: number, to: number): Float64Array {
  const [first, second] = words
  const values = new Float64Array(to - from)
  let count = 0
  for (let row = from; row < to; row++) {
    const word = first![row]!
    if (word === -1 || (family === 'digits' && word >>> 28 !== 0)) continue
    values[count++] = family === 'digits' ? word * 4_294_967_296 + (second![row]! >>> 0) : word
  }
  return values.subarray(0, count).sort()
}

function eachRun(values: Float64Array, each: (value: number, count: number) => void): void {
  for (let from = 0; from < values.length; ) {
    let to = from + 1
    while (to < values.length && values[to] === values[from]) to++
    each(values[from]!, to - from)
    from = to
  }
}
const isFullDay = ({ family }: Field, word: number) =>
  family !== 'date' || ((word & 0xffff) !== 0x0101 && (word & 0xff) !== 0)

/** What patterns of levels some pairs show, and how often. */
export interface Patterns {
  levels: Uint8Array[]
  counts: Float64Array
}

/** The levels of up to about {@link SESSION_PAIRS} pairs of a rule's blocks, evenly spread over them. */
export function patternsOf(plan: Plan, blocks: Blocks): Patterns {
  const walker = new Walker({ ...plan, blocks: [blocks] })
  const fields = plan.fields.length
  const counts = new Map<number, number>()
  const levels = plan.fields.map(() => new Uint8Array(4096))
  const sizes = plan.fields.map(({ family }) => levelsOf[family].length + 1)
  for (const unit of chosenUnits(unitsOf([blocks], plan.split, 2000), SESSION_PAIRS)) {
    walker.walk(unit, (count) => {
      walker.comparers.forEach((comparer, field) => {
        comparer.levels(walker.batch, count, levels[field]!)
      })
      for (let at = 0; at < count; at++) {
        let pattern = 0
        for (let field = 0; field < fields; field++) {
          const level = levels[field]![at]!
          pattern = pattern * sizes[field]! + (level === EMPTY ? sizes[field]! - 1 : level)
        }
        counts.set(pattern, (counts.get(pattern) ?? 0) + 1)
      }
    })
  }
  const patterns = [...counts.keys()].sort((a, b) => a - b)
  return {
    levels: patterns.map((pattern) => {
      const out = new Uint8Array(fields)
      let rest = pattern
      for (let field = fields - 1; field >= 0; field--) {
        out[field] = rest % sizes[field]!
        rest = Math.floor(rest / sizes[field]!)
      }
      return out
    }),
    counts: Float64Array.from(patterns, (pattern) => counts.get(pattern)!),
  }
}

function chosenUnits(units: readonly Unit[], most: number): Unit[] {
  const total = units.reduce((sum, unit) => sum + unit.pairs, 0)
  const count = Math.max(1, Math.round(units.length * Math.min(1, most / Math.max(1, total))))
  return units.length
    ? Array.from(
        { length: count },
        (_, at) => units[Math.floor(((at + 0.5) * units.length) / count)]!,
      )
    : []
}

/** The levels that agreement on a field's first key stands for. */
const agreeing: Record<Family, readonly number[]> = {
  tokens: [0, 1, 2],
  text: [0],
  words: [0, 1, 2],
  short: [0],
  code: [0],
  digits: [0],
  date: [0, 1],
}

/** Who does the long parts of learning. */
export interface Crew {
  blocks(keys: readonly Int32Array[][], rows: number, split: number): Promise<Blocks[]>
  levels(plan: Plan, rows: number, seed: number, most: number): Promise<LevelCounts>
  patterns(plan: Plan, blocks: Blocks): Promise<Patterns>
}

/** More rows than these teach nothing more: of one table, and of two together. */
const LEARN_FROM = 400_000
const LEARN_FROM_TWO = 1_000_000

/** A large table, or two, as some of their rows, evenly spread: shares of pairs stay what they are. */
function sampled(plan: Plan, prepared: readonly Prepared[], rows: number) {
  const { split } = plan
  const most = split > 0 ? LEARN_FROM_TWO : LEARN_FROM
  if (rows <= most) return { plan, prepared, rows }
  const random = new Random(23)
  const pick = (from: number, end: number, count: number): number[] => {
    const step = (end - from) / count
    return step <= 1
      ? Array.from({ length: end - from }, (_, at) => from + at)
      : Array.from({ length: count }, (_, at) => from + Math.floor((at + random.next()) * step))
  }
  const smaller = Math.min(split, rows - split, most / 2)
  const first = split > rows - split ? most - smaller : smaller
  const left = split > 0 ? pick(0, split, first) : []
  const picked = Int32Array.from([...left, ...pick(split, rows, split > 0 ? most - first : most)])
  const share = picked.length / rows
  const some = prepared.map(({ field, report }) => {
    const words = field.words.map((column) => {
      const own = int32(picked.length)
      for (let at = 0; at < picked.length; at++) own[at] = column[picked[at]!]!
      return own
    })
    return { field: { ...field, words }, report: { ...report, filled: report.filled * share } }
  })
  const fields = some.map(({ field }) => field)
  return {
    plan: {
      ...plan,
      fields,
      records: recordsOf(fields, picked.length),
      split: left.length,
    },
    prepared: some,
    rows: picked.length,
  }
}

interface Session {
  /** The two fields that agree in all its pairs. */
  fields: [number, number]
  patterns: Patterns
  pairs: number
}

/**
 * Two fields at a time are made to agree; among the pairs that do, the other fields tell matches
 * from the rest. Fields that depend on each other (a village and its district) are thereby kept
 * from passing for two witnesses while m is learnt.
 */
async function sessionsOf(
  plan: Plan,
  prepared: readonly Prepared[],
  rows: number,
  crew: Crew,
): Promise<Session[]> {
  const keys = prepared.map((one) => keyWords(one, keysOf[one.field.family][0]!))
  const usable = prepared.flatMap(({ report }, at) =>
    report.filled > rows * 0.02 && report.distinct > 1 ? [at] : [],
  )
  const couples = usable.flatMap((one) =>
    usable.filter((two) => two > one).map((two): [number, number] => [one, two]),
  )
  const found = await crew.blocks(
    couples.map(([one, two]) => [...keys[one]!, ...keys[two]!].map(sharedCopy)),
    rows,
    plan.split,
  )
  const sessions = couples.flatMap((fields, at) => {
    const blocks = found[at]!
    const { pairs } = countRule([], blocks, plan.split)
    return pairs >= 20 ? [{ fields, pairs, blocks }] : []
  })
  // The fewer pairs two fields leave, the more of them are matches.
  sessions.sort((a, b) => a.pairs - b.pairs)
  const chosen: typeof sessions = []
  const held = new Map<number, number>()
  for (const session of sessions) {
    if (chosen.length >= MOST_SESSIONS) break
    if (session.fields.some((field) => (held.get(field) ?? 0) >= 4)) continue
    for (const field of session.fields) held.set(field, (held.get(field) ?? 0) + 1)
    chosen.push(session)
  }
  return Promise.all(
    chosen.map(async ({ fields, pairs, blocks }) => ({
      fields,
      pairs,
      patterns: await crew.patterns(plan, blocks),
    })),
  )
}

/**
 * Learns the prior, m and u from the data themselves. u is counted: in closed form for exact
 * agreement, on random pairs else. m comes from EM over the patterns of pairs in which two fields
 * agree, with u held fixed and those two left out; what several such sessions say of a field is
 * averaged by how many matches each has seen. The prior follows from how many matches a session
 * finds and how often matches agree on its two fields. Then u is freed of the matches among the
 * random pairs (observed = prior·m + (1 − prior)·u), and all is done again. Labels, where there are
 * enough, take the place of EM for m.
 */
export async function train(
  whole: Plan,
  wholePrepared: readonly Prepared[],
  wholeRows: number,
  labels: readonly Label[],
  crew: Crew,
): Promise<Learnt> {
  const { plan, prepared, rows } = sampled({ ...whole, blocks: [] }, wholePrepared, wholeRows)
  const pairs = allPairs(rows, plan.split)
  const sessionsToBe = sessionsOf(plan, prepared, rows, crew)
  const randomToBe = allRandomLevels(plan, rows, crew)
  const exact = plan.fields.map((field) => exactAgreement(field, rows, plan.split))
  const [sessions, random] = await Promise.all([sessionsToBe, randomToBe])
  const seen = plan.fields.map((field, at) => observed(field, random[at]!, exact[at]))
  const labelled = labels.length ? labelledLevels(whole, labels) : undefined
  let u = seen.map(({ rates }) => rates)
  let m = plan.fields.map(({ family }) => firstGuess(family))
  let prior = 0
  let evidence: Float64Array[] = []
  for (let round = 0; round < 3; round++) {
    const learnt = learnSessions(sessions, plan.fields, m, u)
    evidence = labelled ?? learnt.evidence
    m = evidence.map((sums, field) =>
      totalOf(sums) < 3
        ? firstGuess(plan.fields[field]!.family)
        : normalised(Array.from(sums, (count) => count + 0.01)),
    )
    prior = priorFrom(learnt.matches, sessions, prepared, m, pairs, rows) ?? lonePrior(seen, pairs)
    u = seen.map(({ rates }, field) =>
      rates.map((rate, level) =>
        Math.max((rate - prior * m[field]![level]!) / (1 - prior), rate * 0.05, 1e-12),
      ),
    )
  }
  return {
    prior,
    fields: plan.fields.map((field, at) => ({
      name: field.name,
      levels: levelsOf[field.family].map((level, number) => {
        const trained =
          totalOf(evidence[at]!) < 3
            ? { untrained: 'too few likely matches to learn from: m is a rule of thumb' }
            : describe(evidence[at]![number]!, seen[at]!.counts[number]!)
        return {
          level,
          m: m[at]![number]!,
          u: u[at]![number]!,
          weight: Math.log2(m[at]![number]! / u[at]![number]!),
          ...trained,
        }
      }),
    })),
  }
}

/** By field and level, the matches that sessions have seen there; and by session, its matches. */
function learnSessions(
  sessions: readonly Session[],
  fields: readonly Field[],
  m: readonly number[][],
  u: readonly number[][],
) {
  const evidence = fields.map(({ family }) => new Float64Array(levelsOf[family].length))
  const matches = sessions.map((session) => {
    const learnt = expectMaximise(session, fields, m, u)
    if (learnt.matches < 5) return 0
    learnt.sums.forEach((sums, field) => {
      if (!session.fields.includes(field))
        sums.forEach((count, level) => {
          evidence[field]![level]! += count * learnt.share
        })
    })
    return learnt.share * session.pairs
  })
  return { evidence, matches }
}

const totalOf = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0)

/**
 * Where no two fields agree often enough to learn from (one field, or hardly any match), agreement
 * on the field that tells most apart is taken to be a match nine times in ten.
 */
function lonePrior(seen: readonly { rates: number[] }[], pairs: number): number {
  const rates = seen.map(({ rates }) => rates[0]!).filter((rate) => rate * pairs >= 1)
  return Math.min(0.5, Math.max(0.5 / pairs, 0.9 * (rates.length ? Math.min(...rates) : 0)))
}

/** All matches there are, as each session implies it; the median of them over all pairs. */
function priorFrom(
  matches: readonly number[],
  sessions: readonly Session[],
  prepared: readonly Prepared[],
  m: readonly number[][],
  pairs: number,
  rows: number,
): number | undefined {
  const totals = sessions.flatMap(({ fields }, at) => {
    if (!matches[at]) return []
    const seen = fields.reduce((product, field) => {
      const { family } = prepared[field]!.field
      const filled = prepared[field]!.report.filled / rows
      return (
        product *
        filled *
        filled *
        agreeing[family].reduce((sum, level) => sum + m[field]![level]!, 0)
      )
    }, 1)
    return [matches[at]! / Math.max(seen, 1e-6)]
  })
  totals.sort((a, b) => a - b)
  const middle = totals[totals.length >> 1]
  if (middle === undefined) return undefined
  return Math.min(0.5, Math.max(middle, 0.5) / pairs)
}

function describe(amongMatches: number, amongRandom: number): { untrained?: string } {
  if (amongMatches < 0.5 && amongRandom < 1) return { untrained: 'never met' }
  if (amongMatches < 0.5) return { untrained: 'not met among likely matches: m is a floor' }
  if (amongRandom < 1) return { untrained: 'not met among random pairs: u is a ceiling' }
  return {}
}

/** u before matches are taken out: rates over the pairs where both are filled. */
function observed(field: Field, counts: Float64Array, exact: number | undefined) {
  const levels = levelsOf[field.family].length
  let filled = 0
  for (let level = 0; level < levels; level++) filled += counts[level]!
  const rates = Array.from(
    { length: levels },
    (_, level) => (counts[level]! + 0.5) / (filled + 0.5 * levels),
  )
  const own = Array.from(counts.subarray(0, levels))
  if (exact !== undefined && exact > 0) {
    const rest = rates.slice(1).reduce((sum, rate) => sum + rate, 0)
    rates.forEach((rate, level) => {
      rates[level] = level === 0 ? exact : (rate * (1 - exact)) / rest
    })
    own[0] = Math.max(own[0]!, 1)
  }
  return { rates, counts: own }
}

/** EM over a session's patterns for m of the fields it leaves free, and for the share of matches. */
function expectMaximise(
  { patterns: { levels, counts }, fields: held }: Session,
  fields: readonly Field[],
  startM: readonly number[][],
  u: readonly number[][],
) {
  let m = startM.map((one) => [...one])
  const all = counts.reduce((sum, count) => sum + count, 0)
  let share = 0.5
  const sums = fields.map(({ family }) => new Float64Array(levelsOf[family].length))
  let matches = 0
  for (let round = 0; round < 100; round++) {
    for (const sum of sums) sum.fill(0)
    const logs = m.map((one, field) =>
      held.includes(field) ? [] : one.map((rate, level) => Math.log(rate / u[field]![level]!)),
    )
    const odds = Math.log(share / (1 - share))
    matches = 0
    for (let at = 0; at < counts.length; at++) {
      const own = levels[at]!
      let log = odds
      for (let field = 0; field < fields.length; field++) log += logs[field]![own[field]!] ?? 0
      const weight = counts[at]! / (1 + Math.exp(-log))
      matches += weight
      for (let field = 0; field < fields.length; field++)
        if (own[field]! < sums[field]!.length) sums[field]![own[field]!]! += weight
    }
    const next = sums.map((one) => normalised(Array.from(one, (count) => count + 0.01)))
    const nextShare = Math.min(1 - 1e-6, Math.max(1e-9, matches / all))
    const moved = Math.max(
      ...next.map((one, field) =>
        Math.max(...one.map((rate, level) => Math.abs(rate - m[field]![level]!))),
      ),
    )
    m = next
    const still = Math.abs(nextShare - share) < 1e-5
    share = nextShare
    if (moved < 1e-4 && still) break
  }
  return { sums, share, matches }
}
const normalised = (raw: readonly number[]): number[] => {
  const sum = raw.reduce((a, b) => a + b, 0)
  return raw.map((one) => one / sum)
}

/** By field and level: how many labelled matches show it. */
function labelledLevels(plan: Plan, labels: readonly Label[]): Float64Array[] | undefined {
  const walker = new Walker({ ...plan, blocks: [] })
  const sums = plan.fields.map(({ family }) => new Float64Array(levelsOf[family].length))
  const out = new Uint8Array(1)
  const matches = labels.filter(({ match }) => match)
  if (matches.length < 20) return undefined
  for (const { a, b } of matches) {
    walker.loadRows([a, b])
    walker.batch.one[0] = 0
    walker.batch.two[0] = walker.stride
    plan.fields.forEach((_, field) => {
      walker.comparers[field]!.levels(walker.batch, 1, out)
      if (out[0] !== EMPTY) sums[field]![out[0]!]!++
    })
  }
  return sums
}

/** What rarity adds to an agreement, by value; a value that is not listed is as rare as can be. */
export interface RarityTable {
  values: Record<string, number>
  unlisted: number
}

/** By field: rarity of whole values, and for names of skeleton keys and of single words. */
export type Rarity = Record<
  string,
  { form: RarityTable; skeletonKey?: RarityTable; token?: RarityTable }
>

/** Weights for scoring: those of the levels, and what rarity adds (term frequencies). */
export function weightsFor(
  one: Prepared,
  levels: readonly Level[],
  rows: number,
  frozen?: Rarity,
): FieldWeights {
  const { field } = one
  const weights: FieldWeights = { levels: float64(levels.length) }
  levels.forEach(({ weight }, at) => {
    weights.levels[at] = weight
  })
  if (field.family === 'digits' || field.family === 'date') return weights
  const known = frozen?.[field.name]
  weights.form = known
    ? listed(textsOf(field.pool!), known.form)
    : rarity(countWords(field.words[0]!, field.forms))
  if (!field.tokens) return weights
  weights.skeletonKey = known?.skeletonKey
    ? listed(textsOf(field.tokens.skeletonKeys), known.skeletonKey)
    : rarity(countWords(field.words[1]!, field.skeletonKeys))
  weights.token = known?.token
    ? listed(textsOf(field.tokens.skeletons), known.token)
    : rarity(countTokens(field, rows))
  return weights
}

const listed = (texts: readonly string[], { values, unlisted }: RarityTable): Float64Array => {
  const out = float64(texts.length)
  texts.forEach((text, at) => {
    out[at] = Object.hasOwn(values, text) ? values[text]! : unlisted
  })
  return out
}

/** The rarity of everything in a linkage, to be kept and used for rows that come later. */
export function rarityOf(prepared: readonly Prepared[], weights: readonly FieldWeights[]): Rarity {
  const table = (texts: readonly string[], added: Float64Array): RarityTable => ({
    values: Object.fromEntries(texts.map((text, at) => [text, added[at]!])),
    unlisted: added.reduce((most, one) => Math.max(most, one), 0),
  })
  return Object.fromEntries(
    prepared.flatMap(({ field }, at) => {
      const { form, skeletonKey, token } = weights[at]!
      if (!form) return []
      return [
        [
          field.name,
          {
            form: table(textsOf(field.pool!), form),
            ...(skeletonKey && {
              skeletonKey: table(textsOf(field.tokens!.skeletonKeys), skeletonKey),
            }),
            ...(token && { token: table(textsOf(field.tokens!.skeletons), token) }),
          },
        ],
      ]
    }),
  )
}

function countTokens(field: Field, rows: number): Float64Array {
  const { starts, tokens, skeleton } = field.tokens!
  const counts = new Float64Array(field.tokenSkeletons)
  for (let row = 0; row < rows; row++) {
    const form = field.words[0]![row]!
    if (form >= 0)
      for (let at = starts[form]!; at < starts[form + 1]!; at++) counts[skeleton[tokens[at]!]!]!++
  }
  return counts
}

function countWords(words: Int32Array, size: number): Float64Array {
  const counts = new Float64Array(size)
  for (const word of words) if (word >= 0) counts[word]!++
  return counts
}

/** log₂(mean frequency / own frequency): an agreement on a rare value is worth more. */
function rarity(counts: Float64Array): Float64Array {
  let sum = 0
  let squares = 0
  for (const count of counts) {
    sum += count
    squares += count * count
  }
  const out = float64(counts.length)
  const mean = squares / Math.max(1, sum)
  for (let at = 0; at < counts.length; at++) out[at] = Math.log2(mean / Math.max(1, counts[at]!))
  return out
}
