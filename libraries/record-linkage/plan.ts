import { type Blocks, largestBlocks, pairsIn, type RuleCount } from './blocking.ts'
import { type Plan, Scorer, unitsOf } from './kernel.ts'
import { absurdity, type Input, type Options, sharedValues, withBlocks } from './link.ts'
import type { Settings } from './settings.ts'
import { int32 } from './shared.ts'
import { blankWeights } from './train.ts'

/** A rule and the blocks that make most of its pairs. */
export interface PlannedRule extends RuleCount {
  largestBlocks: {
    rows: number
    pairs: number
    /** Of the rule's pairs. */
    share: number
    /** What its rows share, masked. */
    values: string
  }[]
}

/** What a run would compare, known before it begins. */
export interface RunPlan {
  rows: number
  rules: readonly PlannedRule[]
  /** A pair that several rules find is counted at each, though it is compared once. */
  pairs: number
  /** Comparing them, at most: every text read, on so many threads of this machine as it is now. */
  seconds: number
  threads: number
  /** Why a run would be refused. */
  refused?: string
}

const BLOCKS_SHOWN = 3

/** Counts what a run would compare, rule by rule, and measures how long on a few of its pairs. */
export const planRun = (
  input: Input,
  settings: Settings,
  options: Options = {},
): Promise<RunPlan> =>
  withBlocks(input, settings, options, async ({ rules, bare, threads }) => {
    const planned = await Promise.all(
      rules.map(async (count, at): Promise<PlannedRule> => {
        const blocks = largestBlocks(bare.blocks[at]!, input.split, BLOCKS_SHOWN)
        const named = blocks.map(async ({ row, rows, pairs }) => ({
          rows,
          pairs,
          share: pairs / count.pairs,
          values: await sharedValues(input, settings, count.rule, row),
        }))
        return { ...count, largestBlocks: await Promise.all(named) }
      }),
    )
    const pairs = rules.reduce((sum, one) => sum + one.pairs, 0)
    const refused = absurdity(rules, settings)
    return {
      rows: input.rows,
      rules: planned,
      pairs,
      seconds: (pairs * secondsAPair(bare)) / threads.count,
      threads: threads.count,
      ...(refused && { refused }),
    }
  })

const SAMPLED = 60
const SIDE = 100

/** Measured on blocks that lie evenly among the pairs, of each block no more than its first rows. */
function secondsAPair(bare: Plan): number {
  const some = sampleOf(bare)
  const scorer = new Scorer({
    ...bare,
    blocks: [some],
    weights: blankWeights(bare.fields),
    prune: false,
    least: Number.POSITIVE_INFINITY,
  })
  const started = performance.now()
  let compared = 0
  for (const unit of unitsOf([some], bare.split)) compared += scorer.score(unit).compared
  return compared ? (performance.now() - started) / 1000 / compared : 0
}

function sampleOf({ blocks, split }: Plan): Blocks {
  const pairsOf = ({ rows, starts }: Blocks, block: number) =>
    pairsIn(rows, starts[block]!, starts[block + 1]!, split)
  let all = 0
  for (const one of blocks)
    for (let block = 0; block + 1 < one.starts.length; block++) all += pairsOf(one, block)
  const list: number[] = []
  const starts = [0]
  let met = 0
  for (const one of blocks)
    for (let block = 0; block + 1 < one.starts.length; block++) {
      met += pairsOf(one, block)
      if (met < ((starts.length - 1) * all) / SAMPLED) continue
      const rows = one.rows.subarray(one.starts[block]!, one.starts[block + 1]!)
      const left = split > 0 ? rows.findIndex((row) => row >= split) : Math.min(SIDE, rows.length)
      list.push(...rows.subarray(0, Math.min(SIDE, left)), ...rows.subarray(left, left + SIDE))
      starts.push(list.length)
    }
  return { rows: shared(list), starts: shared(starts) }
}

function shared(list: readonly number[]): Int32Array {
  const words = int32(list.length)
  words.set(list)
  return words
}
