import { dpTables } from './dp-tables.ts'
import { countsOf, type Loss, lossOf } from './evaluation.ts'
import { kAnonymousTables } from './k-tables.ts'
import type { Budget } from './ledger.ts'
import type { Microdata } from './microdata.ts'
import type { Randomness } from './randomness.ts'
import { noisySpending } from './release.ts'
import { synthesise } from './synthesis.ts'

/** One promise to be tried out: an ε with noise, or a k without. */
export type Trial = { epsilon: string } | { k: number }

export interface Weighed {
  trial: Trial
  /** Combinations that would be shown. */
  shown: number
  tables: Loss[]
  /** Of synthetic records; none without noise, where only tables are weighed. */
  records: Loss[] | null
}

/**
 * What a reader would lose under each of several promises, measured on the real people. Nothing is
 * spent, and therefore nothing of it may be published: the noise is drawn, looked at and thrown away.
 */
export async function weigh(
  data: Microdata,
  asked: {
    budget: Budget | undefined
    longest: number
    cap: number
    /** Noisy counts below this would not be shown. */
    least: number
    trials: readonly Trial[]
    onProgress?: (part: number) => void
  },
  random: Randomness,
): Promise<Weighed[]> {
  const { longest, cap, least, trials, onProgress } = asked
  const real = countsOf(data, longest)
  const out: Weighed[] = []
  for (const trial of trials) {
    if ('k' in trial) {
      const tables = kAnonymousTables(data, { k: trial.k, longest })
      const shown = tables.counts.size
      out.push({ trial, shown, tables: lossOf(real, tables.counts, tables), records: null })
    } else {
      if (!asked.budget) throw new RangeError('noise is weighed against a budget')
      const spending = noisySpending(asked.budget, { ...trial, longest })
      const tables = dpTables(data, { ...spending, longest, cap, records: 1 }, random)
      const last = tables.deviations[longest]!
      const synthetic = await synthesise(
        tables,
        {
          sweeps: 15,
          constrained: false,
          strangeness: 3 * last,
          weights: tables.deviations.slice(1).map((deviation) => (last / deviation) ** 2),
        },
        random,
      )
      for (const [key, count] of tables.counts) if (count < least) tables.counts.delete(key)
      out.push({
        trial,
        shown: tables.counts.size,
        tables: lossOf(real, tables.counts, tables),
        records: lossOf(real, countsOf(synthetic, longest), tables),
      })
    }
    onProgress?.(out.length / trials.length)
  }
  return out
}
