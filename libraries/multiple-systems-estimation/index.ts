/** Multiple systems estimation: from overlapping lists to how many people no list holds. */
export { type Averaged, averageModels } from './averaging.ts'
export { acceleration, bcaLimits, type Limits, quantile } from './bca.ts'
export {
  decomposableGraphs,
  decomposablePosterior,
  type GraphPosterior,
  usualGrid,
} from './decomposable.ts'
export { type EstimateOptions, estimate, type Progress } from './estimate.ts'
export type { ExistenceCode } from './existence.ts'
export { type Fit, Fitter } from './fit.ts'
export { type LatentChain, latentChain } from './latent-classes.ts'
export { allModels, type Model, modelName, modelOf, parseModel } from './model.ts'
export { Random } from './random.ts'
export {
  accelerations,
  bestByNumber,
  type Ranked,
  type Ranking,
  rank,
  rankAll,
  searchRanking,
} from './ranking.ts'
export {
  type Checks,
  type Estimate,
  type Grade,
  type Method,
  methods,
  type Range,
  type Reach,
  type Report,
  type Warning,
} from './report.ts'
export {
  dropOneList,
  highestOrderTilts,
  internalCheck,
  linkageShifts,
  lowerBound,
  outOfReach,
  SHARES_OUT_OF_REACH,
} from './sensitivity.ts'
export { type Selected, stepwise, thresholdPath } from './stepwise.ts'
export {
  type ListTable,
  MOST_LISTS,
  type Row,
  refuseHopeless,
  TableProblem,
  table,
  tableOf,
  withoutList,
} from './table.ts'
export { resamples, stepwiseAcceleration } from './tasks.ts'
export { bayesianThresholding, type Thresholded } from './thresholding.ts'
export { type Unequal, unequalChances } from './unequal.ts'
