export {
  type Cases,
  independentBaseline,
  populationBaseline,
  tally,
} from './baselines.ts'
export { dayOf, isoOf, shiftDate } from './calendar.ts'
export { type ChangepointOptions, type Changepoints, changepoints } from './changepoints.ts'
export {
  type FarringtonOptions,
  type FarringtonPoint,
  farrington,
  farringtonOptions,
  periodsWithHistory,
  type Series,
} from './farrington.ts'
export {
  farringtonOriginal,
  type OriginalOptions,
  type OriginalPoint,
} from './farrington-original.ts'
export { adjustForStreams, recurrenceInterval } from './many-streams.ts'
export { type Random, seededRandom } from './random.ts'
export { type Delay, reportingDelay } from './reporting-delay.ts'
export {
  type Cluster,
  gumbelTail,
  type ScanInput,
  type ScanOptions,
  type ScanResult,
  scanPermutation,
  scanPoisson,
} from './scan.ts'
export {
  type CusumOptions,
  type CusumPoint,
  cusum,
  type EarsOptions,
  ears,
  type ShortPoint,
} from './short-history.ts'
export {
  allIntervals,
  type Interval,
  logLikelihoodRatio,
  recentIntervals,
} from './windows.ts'
export {
  type GraphZones,
  type PlaceZones,
  type Zones,
  zonesAroundPlaces,
  zonesInGraph,
} from './zones.ts'
