/** How well a statement about the law of travel agencies is known. */
export type LawGrade = 'official-copy' | 'secondary' | 'press' | 'memory'

interface LawFact {
  code: string
  /** Where it holds: the country, or a province or territory of it. */
  territory: string
  /** Section or rule; empty where the source names none. */
  rule: string
  grade: LawGrade
  /** Where it was read; empty for what is from memory. */
  source: string
}

/**
 * What could be read of the law of travel agencies, which is not the Emigration Ordinance. Of the
 * Act of 1976 sections 1 and 2 and an account of section 6 were read; its penalties, appeals and
 * the time of a renewal were not. Texts stand under `recruiters.travel-law.<code>`.
 */
export const travelAgencyLaw = [
  {
    code: 'act-1976',
    territory: 'PK',
    rule: 'Travel Agencies Act 1976 (XXX of 1976), ss. 1, 2',
    grade: 'secondary',
    source: 'paklaws2014.blogspot.com/2015/01/travel-agencies-act-1976.html',
  },
  {
    code: 'licence-needed',
    territory: 'PK',
    rule: 'Travel Agencies Act 1976, s. 6',
    grade: 'secondary',
    source: 'learntourism.com.pk/how-to-acquire-a-license-for-your-travel-agency-in-pakistan',
  },
  {
    code: 'conditions',
    territory: 'PK',
    rule: 'Travel Agencies Rules 1977',
    grade: 'secondary',
    source: 'learntourism.com.pk/how-to-acquire-a-license-for-your-travel-agency-in-pakistan',
  },
  {
    code: 'no-workers',
    territory: 'PK',
    rule: 'Emigration Ordinance 1979, s. 22(b); Emigration Rules 1979, r. 7',
    grade: 'secondary',
    source: 'internationallawyer.info/2014/03/emigration-ordinance-1979.html',
  },
  {
    code: 'punjab-department',
    territory: 'PK-PB',
    rule: '',
    grade: 'official-copy',
    source: 'yasat.punjab.gov.pk/node/77',
  },
  {
    code: 'punjab-ordinance',
    territory: 'PK-PB',
    rule: 'Punjab Travel Agencies (Amendment) Ordinance, March 2021',
    grade: 'press',
    source: 'thenews.com.pk/print/810673-fia-s-wings-clipped-in-punjab',
  },
  {
    code: 'sindh-directorate',
    territory: 'PK-SD',
    rule: 'Travel Agencies Act 1976',
    grade: 'official-copy',
    source: 'sindhdts.gos.pk/About.aspx',
  },
  {
    code: 'sindh-papers',
    territory: 'PK-SD',
    rule: '',
    grade: 'official-copy',
    source: 'sindhdts.gos.pk/TravelAgenciesRegistration',
  },
  {
    code: 'kp-wing',
    territory: 'PK-KP',
    rule: '',
    grade: 'press',
    source: 'urdupoint.com/en/pakistan/kpcta-seals-unregistered-travel-agencies-hot-1933186.html',
  },
  {
    code: 'balochistan',
    territory: 'PK-BA',
    rule: 'Travel Agencies Act 1976',
    grade: 'memory',
    source: '',
  },
  {
    code: 'islamabad-department',
    territory: 'PK-IS',
    rule: '',
    grade: 'official-copy',
    source: 'dts.gov.pk/Detail/NWNhM2ZkYTgtYjNjYS00OTdlLWJiNzUtMDg4ZWYwYWZiNTAx',
  },
  {
    code: 'gb-directorate',
    territory: 'PK-GB',
    rule: 'Gilgit-Baltistan Travel Agency and Tour Operators Act',
    grade: 'official-copy',
    source: 'visitgilgitbaltistan.gov.pk/news/33',
  },
  {
    code: 'ajk-act',
    territory: 'PK-JK',
    rule: 'Travel Agencies Act 2018 (Azad Jammu and Kashmir)',
    grade: 'official-copy',
    source: 'ajktourism.gov.pk/travel-agencies-tour-operator',
  },
] as const satisfies readonly LawFact[]

/** What is known for an agency at a place such as `PK-PB-lahore`; of the whole country where none is given. */
export function lawFor(placeCode: string | null): readonly LawFact[] {
  const province = placeCode?.split('-').slice(0, 2).join('-')
  return travelAgencyLaw.filter(({ territory }) => territory === 'PK' || territory === province)
}
