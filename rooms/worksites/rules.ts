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
const wages = {
  act: 'wages',
  section: '',
  grade: 'not-verified' as const,
  source: 'The wage laws of the province were not read; look up the section before citing it.',
}

/**
 * The Acts on bonded labour by province and the day from which each applies; before it, and where
 * nothing else is named, the federal Act of 1992 does. Only the 1992 Act was read in full.
 */
interface BondedLabourAct {
  province: string
  from: string
  act: string
  grade: Grade
  source: string
  /** Its text was read: sections may be cited by number. */
  read: boolean
}
export const COMMENCEMENT = '1992-03-17'
const acts: readonly BondedLabourAct[] = [
  { province: 'PK-PB', from: '2012-02-11', ...BLSAA, act: 'BLSAA-PB', read: true },
  {
    province: 'PK-SD',
    from: '2016-06-28',
    act: 'SBLA',
    grade: 'secondary',
    source: 'Sindh Act XX of 2016, opening text only',
    read: false,
  },
  {
    province: 'PK-KP',
    from: '2015-04-06',
    act: 'KPBLA',
    grade: 'press',
    source: 'The News, on the vote of 6 April 2015; the day it came into force was not found',
    read: false,
  },
  {
    province: 'PK-BA',
    from: '2021-12-31',
    act: 'BBLA',
    grade: 'memory',
    source: 'From memory; neither text nor day was found',
    read: false,
  },
  {
    province: 'PK-GB',
    from: '2020-12-31',
    act: 'GBBLA',
    grade: 'secondary',
    source: 'Named by paycheck.pk; neither text nor day was found',
    read: false,
  },
]

export interface ActInForce {
  act: string
  grade: Grade
  source: string
  read: boolean
}

/** The Act on bonded labour that applies in a province on a day. */
export function actOn(province: string, day: string): ActInForce {
  const own = acts.find((one) => one.province === province && one.from <= day)
  if (own) return { act: own.act, grade: own.grade, source: own.source, read: own.read }
  // Kashmir is reported to have a law of its own; its name and text were not found.
  if (province === 'PK-JK')
    return {
      act: 'AJK',
      grade: 'secondary',
      source: 'A law is reported (app.com.pk, 2018); neither name nor text was found',
      read: false,
    }
  return { ...BLSAA, read: true }
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
    'below-minimum-wage': [section('2(g)'), wages],
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
