export { type Answer, compareShares, compareTimes, type How } from './compare.ts'
export { dealtTest, type UnitStratum } from './dealt.ts'
export { type CountedStratum, exactTest } from './exact.ts'
export { exactInterval } from './exact-share.ts'
export { benjaminiHochberg, holm } from './many-tests.ts'
export { type Association, type ScoredStratum, scoreTest } from './scores.ts'
export { shareInterval } from './shares.ts'
export {
  type LogRank,
  logRank,
  logRankScores,
  type Median,
  medianInterval,
  medianTime,
  type Timed,
} from './times.ts'
export { commonOdds, type FourCells, mantelHaenszel, type Odds } from './two-groups.ts'
