export { type CheckAnswer, type CheckedLicensee, checkAgent } from './check-agent.ts'
export { chargeAllowed, type FeeRule, feeRules } from './fees.ts'
export { asCsv, madeUpLicensee, madeUpList } from './made-up-list.ts'
