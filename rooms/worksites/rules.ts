import type { FindingCode } from './visit.ts'

export const grades = [
  'gazette',
  'official-copy',
  'secondary',
  'press',
  'memory',
  'not-verified',
] as const
export type Grade = (typeof grades)[number]

export interface Rule {
  /** The law's short name: a key of the words, `worksites.act.<act>`. */
  act: string
  section: string
  grade: Grade
  source: string
}

const BLSAA = {
  act: 'BLSAA',
  grade: 'gazette' as const,
  source:
    'Bonded Labour System (Abolition) Act 1992 (III of 1992), Punjab edition as amended by Punjab Act XXIV of 2012',
}
const PPC = {
  act: 'PPC',
  grade: 'official-copy' as const,
  source: 'Pakistan Penal Code, Pakistan Code copy',
}
export const wages: Rule = {
  act: 'wages',
  section: '',
  grade: 'not-verified',
  source: 'The wage laws of the province were not read; look up the section before citing it.',
}

/** The laws against paying less than the minimum wage, by province and the day each began; the latest first. */
const minimumWageLaws: readonly { province: string | null; from: string; rule: Rule }[] = [
  {
    province: 'PK-PB',
    from: '2019-12-13',
    rule: {
      act: 'PMWA',
      section: '11',
      grade: 'official-copy',
      source:
        'Punjab Minimum Wages Act 2019 (XXVIII of 2019), punjablaws.gov.pk: contents and s. 1; it applies to industrial and commercial establishments',
    },
  },
  {
    province: 'PK-SD',
    from: '2016-04-12',
    rule: {
      act: 'SMWA',
      section: '',
      grade: 'secondary',
      source:
        'Sindh Minimum Wages Act 2015 (VIII of 2016), copy of its notification of 12 April 2016: opening text only; it applies to industrial and commercial establishments',
    },
  },
  {
    province: 'PK-KP',
    from: '2013-03-19',
    rule: {
      act: 'KPMWA',
      section: '',
      grade: 'secondary',
      source:
        'Khyber Pakhtunkhwa Minimum Wages Act 2013 (XII of 2013), copy of its notification of 19 March 2013: opening text only; it applies to industrial and commercial establishments',
    },
  },
  {
    province: null,
    from: '1961-09-29',
    rule: {
      act: 'MWO',
      section: '9',
      grade: 'official-copy',
      source:
        'Minimum Wages Ordinance 1961 (XXXIX of 1961), punjablaws.gov.pk: contents only; it applies to certain industrial undertakings',
    },
  },
]

/** The rule against paying less than the minimum wage, in a province on a day. */
export function minimumWageRule(province: string, day: string): Rule {
  // Whether the Ordinance reached Gilgit-Baltistan and Kashmir was not found.
  if (province === 'PK-GB' || province === 'PK-JK') return wages
  const law = minimumWageLaws.find(
    (one) => (one.province === null || one.province === province) && one.from <= day,
  )
  return law?.rule ?? wages
}

/**
 * The Acts on bonded labour by province and the day from which each is taken to apply; before it, and
 * where nothing else is named, the federal Act of 1992 does. Only the 1992 Act was read in full.
 */
interface BondedLabourAct {
  province: string
  act: string
  grade: Grade
  source: string
  /** Its text was read: sections may be cited by number. */
  read: boolean
  start: Start
  /** Where the province only amended the Act of 1992: the day from which its edition is cited. */
  citedFrom?: string
}

/** The day from which an Act applies, with what is known of it: the later day where two are possible. */
export interface Start {
  on: string
  grade: Grade
  source: string
}

/** The federal Act: assent on 11 March 1992, gazette of 17 March, in force "at once" (s. 1(3)). */
export const COMMENCEMENT = '1992-03-17'
const federalStart: Start = {
  on: COMMENCEMENT,
  grade: 'gazette',
  source:
    'Act III of 1992: assent 11 March 1992, Gazette of Pakistan (Extraordinary) 17 March 1992; s. 1(3): at once. The day of the gazette is used, the later one',
}
const acts: readonly BondedLabourAct[] = [
  {
    province: 'PK-PB',
    ...BLSAA,
    act: 'BLSAA-PB',
    read: true,
    citedFrom: '2012-02-11',
    start: {
      ...federalStart,
      source: `${federalStart.source}. Amended for the Punjab by Punjab Act XXIV of 2012, with effect from 11 February 2012 (footnotes of the Punjab edition)`,
    },
  },
  {
    province: 'PK-SD',
    act: 'SBLA',
    grade: 'secondary',
    source: 'Sindh Act XX of 2016, opening text only',
    read: false,
    start: {
      on: '2016-06-28',
      grade: 'secondary',
      source:
        'Copy of notification PAS/Legis-B-33/2015 (scribd.com/document/580675569): passed 29 April 2016, assent 21 June, published 28 June 2016; s. 1(3): at once. The day it was published is used, the later one',
    },
  },
  {
    province: 'PK-KP',
    act: 'KPBLA',
    grade: 'press',
    source:
      'The News, 7 April 2015, on the vote of the day before: 28 sections, repeals the Act of 1992',
    read: false,
    start: {
      on: '2015-04-06',
      grade: 'memory',
      source:
        'Passed on 6 April 2015, to be in force at once (The News, 7 April 2015); assent and gazette were not found, so it began on that day or later. Former PATA districts: extended in April 2017 (Express Tribune, 20 April 2017)',
    },
  },
  {
    province: 'PK-BA',
    act: 'BBLA',
    grade: 'memory',
    source:
      'From memory; the cabinet approved a bill on 9 September 2020 (Dawn); no text was found',
    read: false,
    start: {
      on: '2021-12-31',
      grade: 'memory',
      source:
        'Only the year 2021, from memory: the last day of it is used; neither vote nor gazette was found',
    },
  },
  {
    province: 'PK-GB',
    act: 'GBBLA',
    grade: 'secondary',
    source: 'Named by paycheck.pk; no text was found',
    read: false,
    start: {
      on: '2020-12-31',
      grade: 'memory',
      source:
        'Only the year 2020, by its title (paycheck.pk): the last day of it is used; no day was found',
    },
  },
]

export interface ActInForce {
  act: string
  grade: Grade
  source: string
  read: boolean
  /** Null where not even the year is known. */
  start: Start | null
}

/** The Act on bonded labour that applies in a province on a day. */
export function actOn(province: string, day: string): ActInForce {
  const own = acts.find(
    (one) => one.province === province && (one.citedFrom ?? one.start.on) <= day,
  )
  if (own) {
    const { act, grade, source, read, start } = own
    return { act, grade, source, read, start }
  }
  // Kashmir is reported to have a law of its own; its name and text were not found.
  if (province === 'PK-JK')
    return {
      act: 'AJK',
      grade: 'secondary',
      source: 'A law is reported (app.com.pk, 2018); neither name nor text was found',
      read: false,
      start: null,
    }
  return { ...BLSAA, read: true, start: federalStart }
}

/**
 * A section of the Act of 1992 as a rule in a province on a day. Where the province's own Act was
 * not read, the number is that of 1992 and the grade is the province's: the number has to be checked.
 */
export function bondedLabourRule(section: string, province: string, day: string): Rule {
  const { act, grade, source } = actOn(province, day)
  return { act, section, grade, source }
}

const childLabour = (province: string): Rule =>
  province === 'PK-PB'
    ? {
        act: 'PRECA',
        section: '11(a)',
        grade: 'secondary',
        source: 'Punjab Restriction on Employment of Children Act 2016, official page',
      }
    : {
        act: 'ECA',
        section: '3, 14',
        grade: 'gazette',
        source: 'Employment of Children Act 1991, gazette; the province may have an Act of its own',
      }

const kilnChildren: Rule = {
  act: 'PB-KILN',
  section: '',
  grade: 'secondary',
  source: 'Punjab Prohibition of Child Labour at Brick Kilns Act 2016, title only',
}

/** The rules that a finding rests on, in that province on that day, and in a kiln or not. */
export function rulesFor(
  code: FindingCode,
  { province, day, kind }: { province: string; day: string; kind: string },
): Rule[] {
  const section = (number: string) => bondedLabourRule(number, province, day)
  const rules: Record<FindingCode, Rule[]> = {
    'advance-held': [section('2(e)'), section('4(2)')],
    'wages-withheld': [section('2(e)(1)'), section('8(1)'), wages],
    'below-minimum-wage': [section('2(g)'), minimumWageRule(province, day)],
    'deductions-not-agreed': [section('8(1)'), wages],
    'no-wage-record': [wages],
    'movement-restricted': [section('2(e)(3)'), section('11'), { ...PPC, section: '342–344' }],
    'may-not-leave-job': [section('2(e)(2)'), section('11'), { ...PPC, section: '374' }],
    'may-not-sell-own': [section('2(e)(4)')],
    'documents-held': [section('2(e)(3)')],
    'children-working': [
      childLabour(province),
      ...(kind === 'kiln' && province === 'PK-PB' ? [kilnChildren] : []),
    ],
    'violence-or-threats': [section('11'), { ...PPC, section: '506' }],
    'debt-passed-on': [section('2(e)'), section('5')],
    'unsafe-work': [wages],
    'no-bonded-labour-seen': [],
  }
  return rules[code]
}
