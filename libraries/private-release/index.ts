export { deltaOf, deltaUnit, epsilonOf, rhoUnit, rhoUnitsFor } from './accountant.ts'
export { type Combinations, countCombinations, eachCombination } from './combinations.ts'
export { type DpTables, dpTables } from './dp-tables.ts'
export { countsOf, type Loss, lossOf } from './evaluation.ts'
export { type KTables, kAnonymousTables } from './k-tables.ts'
export { attributesOfKey, type Released, type Schema } from './keys.ts'
export {
  type Budget,
  type Entry,
  type Ledger,
  LedgerRefusal,
  ledgerKeptElsewhere,
  openLedger,
  readLedger,
  refusalOf,
  type Spending,
} from './ledger.ts'
export { madeUpVictims } from './made-up-victims.ts'
export { type CodedColumn, encode, type Microdata, type MultiValued, nameOf } from './microdata.ts'
export { type Randomness, systemRandomness } from './randomness.ts'
export {
  budgetOf,
  type ExactRelease,
  type ExactRequest,
  exactSpending,
  type NoisyRelease,
  type NoisyRequest,
  noisySpending,
  promiseOf,
  releaseExact,
  releaseNoisy,
} from './release.ts'
export type { ResultOf, Task } from './tasks.ts'
export { inThread } from './thread.ts'
export type { Trial, Weighed } from './weighing.ts'
