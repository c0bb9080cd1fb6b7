export { type CheckAnswer, type CheckedLicensee, checkAgent, checkAgentIn } from './check-agent.ts'
export { findLicenseesByPhones, type LicenseeBrief, listLicenseeBriefs } from './licensee-briefs.ts'
export { asCsv, madeUpLicensee, madeUpList } from './made-up-list.ts'
export { licencesIn, phonesIn } from './numbers.ts'
