/** For the command line: the numbers counted afresh, and whether that changes them. */

export type { Comparison } from './records.ts'
export { compareWithCases, rebuild } from './recount.ts'
