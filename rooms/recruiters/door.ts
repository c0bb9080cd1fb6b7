export { type CheckAnswer, type CheckedLicensee, checkAgent } from './check-agent.ts'
export { asCsv, madeUpLicensee, madeUpList } from './made-up-list.ts'
