import { blockTable, countRule, keyWords, type Rule, type RuleCount } from './blocking.ts'
import { assign, type Clusters, clusterPairs, type Pairs } from './cluster.ts'
import type { Kept } from './kept.ts'
import { type Found, type Plan, recordsOf, Scorer, type Unit, unitsOf } from './kernel.ts'
import { familyOf } from './kinds.ts'
import type { Packet } from './packets.ts'
import type { FieldReport, Prepared } from './prepare.ts'
import { inPlace, sortedBy } from './radix.ts'
import { chooseRules } from './rules.ts'
import {
  type FieldPlan,
  fieldPlans,
  LinkageProblem,
  readRules,
  type Settings,
  weightAt,
} from './settings.ts'
import { sharedCopy } from './shared.ts'
import { openThreads, type Threads, usualThreads } from './threads.ts'
import { blankWeights, type Label, type Learnt, train, weightsFor } from './train.ts'

/** A table, or two one after the other, by field. */
export interface Input {
  rows: number
  /** Rows of the first table; 0 where there is only one. */
  split: number
  /** A field of one table, in the order of its rows. */
  packets(plan: FieldPlan, table: 0 | 1): Promise<Packet[]>
  /** A field of some rows (of both tables, one after the other) as it was written. */
  texts(plan: FieldPlan, rows: readonly number[]): Promise<string[]>
  /** Tells the file of a table from every other file and from itself after a change. */
  identity?(table: 0 | 1): string
}

/** Units of an earlier, cut-off run of the same linkage, and where to put those of this one. */
export interface Journal {
  find(unit: number): Found | undefined
  put(unit: number, found: Found): void
}

export interface Options {
  threads?: number
  labels?: readonly Label[]
  signal?: AbortSignal
  /** What is being done, and how much of it. */
  progress?(what: string, share?: number): void
  /** What each rule costs: before a run is refused for it, and before anything is learnt or compared. */
  blocked?(rules: readonly RuleCount[]): void
  journal?(learnt: Learnt, rules: readonly Rule[]): Journal | undefined
  clusters?: boolean
  /** Columns of files that were prepared before, and where to put those of this run ({@link keptIn}). */
  kept?: Kept
  /** Only for measuring. */
  prune?: boolean
}

export interface Linkage {
  rows: number
  split: number
  fields: readonly Prepared[]
  reports: readonly FieldReport[]
  rules: readonly RuleCount[]
  learnt: Learnt
  pairs: Pairs
  clusters?: Clusters
  /** Pairs compared, and those of them that needed no text. */
  compared: number
  pruned: number
  plan: Plan
}

const MOST_PAIRS = 1_000_000_000

/** How many pairs a choice of rules may cost: generous where the table is small. */
export const budgetFor = (rows: number): number =>
  Math.min(200_000_000, Math.max(15_000_000, Math.min(rows * 200, 10_000_000 + rows * 40)))

/** Links a table with itself, or two tables. */
export const link = (input: Input, settings: Settings, options: Options = {}): Promise<Linkage> =>
  withBlocks(input, settings, options, (blocked) => run(input, settings, options, blocked))

/** Everything that is known before a pair is compared. */
export interface Blocked {
  fields: readonly Prepared[]
  rules: readonly RuleCount[]
  /** Without weights: nothing has been learnt yet. */
  bare: Plan
  threads: Threads
}

/** Reads the fields, chooses the rules and forms their blocks; the threads are there until `then` is done. */
export async function withBlocks<T>(
  input: Input,
  settings: Settings,
  options: Options,
  then: (blocked: Blocked) => Promise<T>,
): Promise<T> {
  const { mostInBlock } = settings
  if (mostInBlock !== undefined && !(Number.isInteger(mostInBlock) && mostInBlock >= 2))
    throw new LinkageProblem('bad-settings', 'mostInBlock is a whole number of rows, 2 or more.')
  const plans = fieldPlans(settings)
  const asked = readRules(settings, plans)
  const threads = await openThreads(options.threads ?? usualThreads())
  try {
    const fields = await prepareAll(input, plans, options, threads)
    refuseUnusable(fields)
    options.progress?.('choosing rules')
    const rules =
      asked ??
      chooseRules(
        fields,
        input.rows,
        input.split,
        Math.min(settings.mostPairs ?? MOST_PAIRS, budgetFor(input.rows)),
      )
    if (!rules.length)
      throw new LinkageProblem(
        'no-rules',
        'No blocking rule is affordable: every field has too few different values. Give a field that tells rows apart, or rules of your own.',
      )
    return await then(await block(input, settings, options, fields, rules, threads))
  } finally {
    await threads.close()
  }
}

/** Texts take longest to prepare: they are begun first. */
const slowFirst = ({ kind }: FieldPlan): number =>
  ['digits', 'date'].includes(familyOf[kind]) ? 1 : 0

/** Reads and prepares every field; while threads prepare one, the next is read. */
async function prepareAll(
  input: Input,
  plans: readonly FieldPlan[],
  { progress = () => {}, signal, kept }: Options,
  threads: Threads,
): Promise<Prepared[]> {
  const tables = input.split > 0 ? ([0, 1] as const) : ([0] as const)
  const sizes = input.split > 0 ? [input.split, input.rows - input.split] : [input.rows]
  const prepared = new Map<string, Promise<Prepared>>()
  const underWay = new Set<Promise<Prepared>>()
  for (const plan of [...plans].sort((a, b) => slowFirst(a) - slowFirst(b))) {
    signal?.throwIfAborted()
    progress(`reading ${plan.name}`)
    const parts: Promise<Prepared>[] = []
    for (const table of tables) {
      // What was read waits in memory: no more than the threads can take on.
      while (underWay.size > threads.count) await Promise.race(underWay)
      const what = JSON.stringify([input.identity?.(table), plan])
      const known = input.identity && kept?.find(what)
      if (known) {
        parts.push(Promise.resolve(known))
        continue
      }
      const packets = await input.packets(plan, table)
      const part = threads.prepare({
        name: plan.name,
        kind: plan.kind,
        packets,
        rows: sizes[table]!,
      })
      if (input.identity && kept)
        part
          .then((one) => kept.put(what, one))
          .catch(({ message }: Error) => progress(`${plan.name} could not be kept: ${message}`))
      underWay.add(part)
      part.then(
        () => underWay.delete(part),
        () => underWay.delete(part),
      )
      parts.push(part)
    }
    const whole = Promise.all(parts).then(([one, two]) => (two ? threads.join(one!, two) : one!))
    whole.catch(() => {})
    prepared.set(plan.name, whole)
  }
  return Promise.all(plans.map(({ name }) => prepared.get(name)!))
}

/** A field of which nothing can be used is a mistake in the settings or the file, not a finding. */
function refuseUnusable(fields: readonly Prepared[]): void {
  for (const { report } of fields) {
    if (report.filled > 0) continue
    const [worst] = report.troubles.filter(({ used }) => !used)
    throw new LinkageProblem(
      'field-empty',
      worst
        ? `Nothing in the field "${report.name}" can be read as ${report.kind}: ${worst.what} (for example "${worst.example}"). Give it another kind, or leave the field out.`
        : `The field "${report.name}" is empty in every row. Leave it out, or name the column that holds it.`,
    )
  }
}

async function block(
  input: Input,
  settings: Settings,
  options: Options,
  fields: readonly Prepared[],
  rules: readonly Rule[],
  threads: Threads,
): Promise<Blocked> {
  const { rows, split } = input
  options.progress?.('blocking')
  const keys = new Map<string, Int32Array[]>()
  const wordsOf = (key: string): Int32Array[] => {
    const [name, part] = key.split('.') as [string, string]
    const words =
      keys.get(key) ??
      keyWords(fields.find(({ field }) => field.name === name)!, part).map(sharedCopy)
    keys.set(key, words)
    return words
  }
  const table = blockTable(rows, rules.length)
  const blocksToBe = threads.blocks(
    rules.map((rule) => rule.flatMap(wordsOf)),
    rows,
    split,
    table,
    settings.mostInBlock,
  )
  const ready = fields.map(({ field }) => field)
  const records = recordsOf(ready, rows)
  const blocks = await blocksToBe
  const counts = await Promise.all(
    rules.map(async (rule, at): Promise<RuleCount> => {
      const { leftOut } = blocks[at]!
      const count = countRule(rule, blocks[at]!, split)
      if (!leftOut) return count
      const example = await sharedValues(input, settings, rule, leftOut.largest.row)
      return { ...count, leftOut: { ...leftOut, example } }
    }),
  )
  const bare: Plan = {
    fields: ready,
    weights: [],
    prior: 0,
    records,
    blocks,
    table,
    split,
    least: 0,
  }
  return { fields, rules: counts, bare, threads }
}

/** What the rows of a block share, as one of them has it and masked: `name.skeleton A••• B•••`. */
export async function sharedValues(
  input: Input,
  settings: Settings,
  rule: Rule,
  row: number,
): Promise<string> {
  const plans = fieldPlans(settings)
  const values = await Promise.all(
    rule.map(async (key) => {
      const plan = plans.find(({ name }) => name === key.split('.')[0])!
      const [text] = await input.texts(plan, [row])
      return `${key} ${masked(text!)}`
    }),
  )
  return values.join(', ')
}

/** Of each word or number its first letter or digit; of those of one or two nothing. */
export const masked = (text: string): string =>
  text.replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => {
    const [first, ...rest] = word
    return (rest.length > 1 ? first! : '•') + '•'.repeat(rest.length)
  })

async function run(
  input: Input,
  settings: Settings,
  options: Options,
  { fields, rules, bare, threads }: Blocked,
): Promise<Linkage> {
  const { progress = () => {}, signal } = options
  const { rows, split } = input
  options.blocked?.(rules)
  const tooMany = absurdity(rules, settings)
  if (tooMany) throw new LinkageProblem('too-many-pairs', tooMany)
  progress('learning')
  const learnt =
    settings.learnt ??
    (await train(
      { ...bare, weights: blankWeights(bare.fields) },
      fields,
      rows,
      options.labels ?? [],
      threads,
    ))
  const least = weightAt(settings.keep ?? 0.5)
  const plan: Plan = {
    ...bare,
    weights: fields.map((one) =>
      weightsFor(one, levelsFor(learnt, one.field.name), rows, settings.rarity),
    ),
    prior: Math.log2(learnt.prior / (1 - learnt.prior)),
    least,
    ...(options.prune === false && { prune: false }),
  }
  const units = unitsOf(plan.blocks, split)
  const journal = options.journal?.(
    learnt,
    rules.map(({ rule }) => rule),
  )
  const found = await scoreAll(plan, units, threads, journal, progress, signal)
  let pairs = inOrder(found)
  if (settings.partners && settings.partners !== 'any' && split > 0)
    pairs = assign(pairs, settings.partners)
  const linkage: Linkage = {
    rows,
    split,
    fields,
    reports: fields.map(({ report }) => report),
    rules,
    learnt,
    pairs,
    plan,
    compared: found.reduce((sum, one) => sum + one.compared, 0),
    pruned: found.reduce((sum, one) => sum + one.pruned, 0),
  }
  if (options.clusters) {
    progress('clustering')
    linkage.clusters = clustersOf(linkage, settings)
  }
  return linkage
}

export function clustersOf(linkage: Linkage, settings: Settings): Clusters {
  const scorer = new Scorer({ ...linkage.plan, blocks: [] })
  const known = knownWeights(linkage)
  return clusterPairs(linkage.rows, linkage.pairs, {
    least: weightAt(settings.join ?? 0.9),
    weightOf: (a, b) => known(a, b) ?? scorer.weightOf(a, b),
  })
}

/** The weight of a pair that was kept. */
function knownWeights({ rows, pairs: { a, b, weight } }: Linkage) {
  const starts = new Int32Array(rows + 1)
  for (const row of a) starts[row + 1]!++
  for (let row = 0; row < rows; row++) starts[row + 1]! += starts[row]!
  // The pairs come by their first row, then the second, unless they were chosen from (`assign`).
  const order = sortedBy(a, sortedBy(b, inPlace(a.length)))
  return (one: number, two: number): number | undefined => {
    for (let at = starts[one]!; at < starts[one + 1]!; at++)
      if (b[order[at]!] === two) return weight[order[at]!]
    return undefined
  }
}

function levelsFor(learnt: Learnt, name: string) {
  const found = learnt.fields.find((field) => field.name === name)
  if (!found)
    throw new LinkageProblem(
      'not-learnt',
      `The model has learnt nothing of the field "${name}". Leave "learnt" out of the settings to learn it anew.`,
    )
  return found.levels
}

/** Why a run would be refused, with the remedy; undefined where it would not. */
export function absurdity(
  counts: readonly RuleCount[],
  { mostPairs = MOST_PAIRS }: Settings,
): string | undefined {
  const total = counts.reduce((sum, { pairs }) => sum + pairs, 0)
  if (total <= mostPairs) return undefined
  const worst = counts.reduce((a, b) => (b.pairs > a.pairs ? b : a))
  return `The rules would compare ${round(total)} pairs; the limit is ${round(mostPairs)}. The rule ${worst.rule.join(' + ')} alone makes ${round(worst.pairs)}: its largest block has ${round(worst.largest)} rows and ${Math.round(worst.largestShare * 100)} % of its pairs. Add a key to that rule, leave it out, leave large blocks out (mostInBlock), or raise mostPairs.`
}
const round = (count: number): string => Math.round(count).toLocaleString('en')

async function scoreAll(
  plan: Plan,
  units: readonly Unit[],
  threads: Threads,
  journal: Journal | undefined,
  progress: NonNullable<Options['progress']>,
  signal?: AbortSignal,
): Promise<Found[]> {
  const out: Found[] = new Array(units.length)
  const open: number[] = []
  units.forEach((_, at) => {
    const known = journal?.find(at)
    if (known) out[at] = known
    else open.push(at)
  })
  const total = units.reduce((sum, { pairs }) => sum + pairs, 0)
  let done = total - open.reduce((sum, at) => sum + units[at]!.pairs, 0)
  await threads.score(
    plan,
    open.map((at) => units[at]!),
    (at, found) => {
      const unit = open[at]!
      out[unit] = found
      journal?.put(unit, found)
      done += units[unit]!.pairs
      progress('comparing', done / total)
    },
    signal,
  )
  return out
}

/** By first row, then second: the same list whatever the rules' order, the threads or the blocks. */
function inOrder(found: readonly Found[]): Pairs {
  const size = found.reduce((sum, one) => sum + one.a.length, 0)
  const a = new Int32Array(size)
  const b = new Int32Array(size)
  const weight = new Float64Array(size)
  let end = 0
  for (const one of found) {
    a.set(one.a, end)
    b.set(one.b, end)
    weight.set(one.weight, end)
    end += one.a.length
  }
  const order = sortedBy(a, sortedBy(b, inPlace(size)))
  return {
    a: order.map((at) => a[at]!),
    b: order.map((at) => b[at]!),
    weight: Float64Array.from(order, (at) => weight[at]!),
  }
}
