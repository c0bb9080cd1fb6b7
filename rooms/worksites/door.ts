/** Everything that later rooms may know of worksites: answers, not tables. */
export { type PartyRole, partyRoles, type SiteKind, siteKinds } from './site.ts'
export { indexPartyPhones } from './site-records.ts'
export {
  casesOfPartyPhone,
  casesOfSite,
  listTiedSites,
  phonesOfSite,
  type TiedParty,
  type TiedSite,
} from './tie-records.ts'
