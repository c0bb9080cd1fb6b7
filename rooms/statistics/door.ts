/** For the command line: the numbers counted afresh, whether that changes them, and the register of figures. */

export { checkFigures, type Figure, type Finding, faultsOf } from './figures.ts'
export { publishedFigures } from './published.ts'
export type { Comparison } from './records.ts'
export { compareWithCases, rebuild } from './recount.ts'
export { doReleases } from './releasing.ts'
/** The past that the try-out makes up, and the first look at it. */
export { addPastEvents, countPastEvents, type PastEvent } from './warning-records.ts'
export { askNightly, doLooks } from './warning-running.ts'
