import { createHash } from 'node:crypto'
import { deltaUnit, epsilonOf, rhoUnit, rhoUnitsFor } from './accountant.ts'
import { type DpTables, dpTables } from './dp-tables.ts'
import type { KTables } from './k-tables.ts'
import { kAnonymousTables } from './k-tables.ts'
import type { Budget, Entry, Ledger, Spending } from './ledger.ts'
import type { Microdata } from './microdata.ts'
import type { Randomness } from './randomness.ts'
import { shuffled, synthesise } from './synthesis.ts'

/** What a budget (ε, δ) is worth: half of δ pays for naming values, half turns ρ into ε. */
export function budgetOf(dataset: string, epsilon: string, delta: string): Budget {
  const [e, d] = [Number(epsilon), Number(delta)]
  if (!(e > 0 && e <= 100)) throw new RangeError('ε is a number above 0, at most 100')
  if (!(d > 0 && d <= 0.001)) throw new RangeError('δ is a number above 0, at most 0.001')
  return {
    dataset,
    epsilon,
    delta,
    rho: rhoUnitsFor({ epsilon: e, delta: d / 2 }),
    thresholdDelta: Math.floor((d / 2 / deltaUnit) * (1 - 1e-12)),
  }
}

export interface NoisyRequest {
  /** ε of this release alone; it takes its share of the ledger's ρ and δ. */
  epsilon: string
  longest: number
  cap: number
  records: number
  person?: Int32Array
  publicValues?: boolean
  /** Noisy counts below this are not shown either. */
  least?: number
  /** Passes of the search for synthetic records. */
  sweeps?: number
  signal?: AbortSignal
  onProgress?: (done: number, of: number) => void
}

/** What a noisy release takes out of a budget. */
export function noisySpending(
  budget: Budget,
  request: Pick<NoisyRequest, 'epsilon' | 'longest' | 'publicValues'>,
): Spending {
  const half = Number(budget.delta) / 2
  const rho = Math.min(budget.rho, rhoUnitsFor({ epsilon: Number(request.epsilon), delta: half }))
  return {
    kind: 'dp',
    what: `noisy counts to length ${request.longest}, ε ${request.epsilon}`,
    rho,
    thresholdDelta: request.publicValues
      ? 0
      : Math.floor(budget.thresholdDelta * (rho / budget.rho)),
  }
}

export interface NoisyRelease {
  tables: DpTables
  synthetic: Microdata
  entry: Entry
}

/**
 * Tables with noise and synthetic records made from them. The budget is taken from the ledger, and
 * is on the disk, before the data are looked at; it stays taken whatever happens then.
 */
export async function releaseNoisy(
  data: Microdata,
  request: NoisyRequest,
  ledger: Ledger,
  random: Randomness,
): Promise<NoisyRelease> {
  const spending = noisySpending(ledger.budget, request)
  const { rho, thresholdDelta } = spending
  const entry = ledger.spend(spending)
  const tables = dpTables(data, { ...request, rho, thresholdDelta }, random)
  const last = tables.deviations[tables.longest]!
  const synthetic = await synthesise(
    tables,
    {
      sweeps: request.sweeps ?? 30,
      constrained: false,
      // What the noise cannot tell from nothing is not to be made up: METHOD.md has the figures.
      strangeness: 2 * last,
      weights: tables.deviations.slice(1).map((deviation) => (last / deviation) ** 2),
      ...(request.signal && { signal: request.signal }),
      ...(request.onProgress && { onProgress: request.onProgress }),
    },
    random,
  )
  const { least } = request
  if (least) for (const [key, count] of tables.counts) if (count < least) tables.counts.delete(key)
  return { tables, synthetic: shuffled(synthetic, random), entry }
}

export interface ExactRequest {
  k: number
  longest: number
  /** Also no whole synthetic record that fewer than k people share; on unless switched off. */
  wholeRecords?: boolean
  sweeps?: number
  signal?: AbortSignal
  onProgress?: (done: number, of: number) => void
}

export interface ExactRelease {
  tables: KTables
  synthetic: Microdata
  entry: Entry
}

/** An exact release costs nothing, but names its rows: of other rows it would be another release. */
export function exactSpending(
  data: Microdata,
  { k, longest }: Pick<ExactRequest, 'k' | 'longest'>,
): Spending {
  const { buffer, byteOffset, byteLength } = data.cells
  const print = createHash('sha256')
    .update(Buffer.from(buffer, byteOffset, byteLength))
    .update(data.columns.join('\n'))
  return {
    kind: 'exact',
    what: `tables of at least ${k} to length ${longest}, print ${print.digest('hex').slice(0, 16)}`,
    rho: 0,
    thresholdDelta: 0,
  }
}

/** k-anonymous tables without noise, and synthetic records in which nothing rarer appears. */
export async function releaseExact(
  data: Microdata,
  request: ExactRequest,
  ledger: Ledger,
  random: Randomness,
): Promise<ExactRelease> {
  const { k, longest, wholeRecords = true } = request
  const entry = ledger.spend(exactSpending(data, request))
  const tables = kAnonymousTables(data, { k, longest })
  const synthetic = await synthesise(
    tables,
    {
      sweeps: request.sweeps ?? 30,
      constrained: true,
      weights: [10, 1, 1],
      ...(wholeRecords && { wholeRecords: { real: data, k } }),
      ...(request.signal && { signal: request.signal }),
      ...(request.onProgress && { onProgress: request.onProgress }),
    },
    random,
  )
  return { tables, synthetic: shuffled(synthetic, random), entry }
}

/** What all releases of a ledger together promise, from what was granted and not from what was planned. */
export function promiseOf(ledger: Ledger): { epsilon: number; delta: number; rho: number } {
  const { rho, thresholdDelta } = ledger.remaining()
  const spent = ledger.budget.rho - rho
  const half = Number(ledger.budget.delta) / 2
  return {
    // ρ was rounded down from the budget's ε: all of it together promises no less than that.
    epsilon:
      spent > 0 ? Math.min(Number(ledger.budget.epsilon), epsilonOf(spent * rhoUnit, half)) : 0,
    delta: half + (ledger.budget.thresholdDelta - thresholdDelta) * deltaUnit,
    rho: spent * rhoUnit,
  }
}
