/** Record linkage: the same person, phone or agent in two lists, whatever the script. See README.md. */
export { type Blocks, countRule, type Rule, type RuleCount } from './blocking.ts'
export { type Bucket, candidatesSql, type Dialect, writeKeys } from './candidates.ts'
export { assign, type Clusters, clusterPairs, type Pairs, type Split } from './cluster.ts'
export { readDate } from './dates.ts'
export { type Refused, readCnic, readPhone } from './digits.ts'
export {
  type AtThreshold,
  atThresholds,
  bCubed,
  clusterQuality,
  type JudgedPair,
  pairQuality,
  type Quality,
  wilson,
} from './evaluate.ts'
export { type Explanation, explain, waterfall, weightChart } from './explain.ts'
export { type Guess, guessSettings, type Look } from './guess.ts'
export { type FileJournal, openJournal } from './journal.ts'
export { type Kept, keptIn } from './kept.ts'
export type { Kind } from './kinds.ts'
export {
  budgetFor,
  clustersOf,
  type Input,
  type Journal,
  type Linkage,
  link,
  type Options,
} from './link.ts'
export { matchNames, type NameMatch } from './match-names.ts'
export { type NameForm, nameKey, readName } from './names.ts'
export { type PlannedRule, planRun, type RunPlan } from './plan.ts'
export type { FieldReport } from './prepare.ts'
export {
  type Candidate,
  type ReadRow,
  Register,
  type RegisterModel,
  registerModel,
} from './register.ts'
export { fromRows, type Row } from './rows.ts'
export {
  type FieldPlan,
  fieldPlans as fieldPlansOf,
  LinkageProblem,
  probabilityOf,
  type Settings,
  weightAt,
} from './settings.ts'
export {
  findRow,
  isDatabase,
  lookAt,
  openTables,
  requireColumns,
  type Source,
  type Tables,
  writeClusters,
  writePairs,
} from './table.ts'
export { usualThreads } from './threads.ts'
export type { Label, Learnt, Level, Rarity } from './train.ts'
