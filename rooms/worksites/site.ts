export const siteKinds = [
  'kiln',
  'farm',
  'mine',
  'loom',
  'fishery',
  'workshop',
  'home',
  'other',
] as const
export type SiteKind = (typeof siteKinds)[number]

/** Who runs it: the owner, the contractor who brings workers (jamadar), the manager (munshi), the landlord. */
export const partyRoles = ['owner', 'contractor', 'manager', 'landlord'] as const
export type PartyRole = (typeof partyRoles)[number]

/** HTCDS 2.0 prs_Gender (IOM, CC BY 4.0), as in the files of cases. */
export const sexes = [
  'Feminine',
  'Masculine',
  'TransgenderFeminine',
  'TransgenderMasculine',
  'NonConforming',
  'NonSpecifiedUnknown',
] as const
export type Sex = (typeof sexes)[number]

export interface Member {
  name: string | null
  sex: Sex
  /** Years, on the day it was said or seen; null where nobody knows. */
  age: number | null
  works: boolean | null
  atSchool: boolean | null
}

export interface Children {
  children: number
  atWork: number
  atSchool: number
  /** Children of whom nobody wrote down whether they work, or go to school. */
  notKnown: number
}

/** Children among the members: under eighteen by the age that was written down. */
export function countChildren(members: readonly Member[]): Children {
  const children = members.filter((one) => one.age !== null && one.age < 18)
  return {
    children: children.length,
    atWork: children.filter((one) => one.works === true).length,
    atSchool: children.filter((one) => one.atSchool === true).length,
    notKnown: children.filter((one) => one.works === null || one.atSchool === null).length,
  }
}

/** The province of a district code: 'PK-PB-lahore' → 'PK-PB'. */
export const provinceOf = (placeCode: string): string => placeCode.split('-').slice(0, 2).join('-')

/** A site stands in a district: a whole province or country is no place that can be visited. */
export const isDistrict = (placeCode: string): boolean => placeCode.split('-').length > 2
