import { type Form, formCodes, isForm } from './forms.ts'
import { type Means, meansCodes } from './means.ts'

export const NOT_RECORDED = 'not-recorded'

/** HTCDS 2.0 prs_Gender (IOM, CC BY 4.0). */
export const sexCodes = [
  'Feminine',
  'Masculine',
  'TransgenderFeminine',
  'TransgenderMasculine',
  'NonConforming',
  'NonSpecifiedUnknown',
] as const

export const ageGroups = ['<18', '18+', NOT_RECORDED] as const
export type AgeGroup = (typeof ageGroups)[number]

/** CTDC ageBroad with its code for missing values; both from memory, not from the codebook. */
export const broadAges = [
  '0--8',
  '9--17',
  '18--20',
  '21--23',
  '24--26',
  '27--29',
  '30--38',
  '39--47',
  '48+',
  '-99',
] as const
export type BroadAge = (typeof broadAges)[number]

export const victimStatuses = ['presumed', 'confirmed'] as const
export type VictimStatus = (typeof victimStatuses)[number]

/** HTCDS 2.0 vic_TraffickingStatus. */
export const htcdsStatus: Record<VictimStatus, string> = {
  presumed: 'PossibleVictimOfTrafficking',
  confirmed: 'ActualVictimOfTrafficking',
}

/** What a detected victim is counted by: codes only, nothing that names anybody. */
export interface CodedVictim {
  jurisdiction: string
  caseId: string
  personId: string
  agencyId: string
  sex: string
  ageGroup: AgeGroup
  ageBroad: BroadAge
  /** Our form codes in the order of the list; empty where none is recorded. */
  forms: readonly Form[]
  /** Acts named by a charge decision, sorted; empty where none is. */
  laws: readonly string[]
  /** ISO 3166-1 alpha-3. */
  country: string | null
  province: string | null
  district: string | null
  status: VictimStatus
  /** ISO 3166-1 alpha-3. */
  citizenship: string | null
  /** What kept the person there, as the file states it, in the order of the list. */
  means: readonly Means[]
  /** The day of the first decision that found a victim. */
  detectedOn: string
}

export interface Findings {
  jurisdiction: string
  caseId: string
  agencyId: string
  person: { id: string; sex: string; age: number | undefined; citizenship: string | null }
  /** Facts that the file or an interview states of this person. */
  facts: readonly string[]
  decision: { status: string; exploitation: readonly string[] }
  detectedOn: string
  laws: readonly string[]
  incidents: readonly FoundIncident[]
}

export interface FoundIncident {
  kind: string
  fromOn: string | null
  untilOn: string | null
  placeCode: string | null
  country: string | null
}

/** The coded row of a person, or undefined where nobody has found a victim so far. */
export function codeVictim(found: Findings): CodedVictim | undefined {
  const { status, exploitation } = found.decision
  if (status !== 'presumed' && status !== 'confirmed') return undefined
  return {
    jurisdiction: found.jurisdiction,
    caseId: found.caseId,
    personId: found.person.id,
    agencyId: found.agencyId,
    sex: found.person.sex,
    ageGroup: ageGroupOf(found.person.age),
    ageBroad: broadAgeOf(found.person.age),
    forms: formCodes.filter((form) => exploitation.filter(isForm).includes(form)),
    laws: [...new Set(found.laws)].sort(),
    ...placeOfExploitation(found.incidents),
    status,
    citizenship: found.person.citizenship,
    means: meansCodes.filter((one) => found.facts.includes(one)),
    detectedOn: found.detectedOn,
  }
}

export function ageGroupOf(age: number | undefined): AgeGroup {
  if (age === undefined) return NOT_RECORDED
  return age < 18 ? '<18' : '18+'
}

const bandEnds: readonly [lastAge: number, band: BroadAge][] = [
  [8, '0--8'],
  [17, '9--17'],
  [20, '18--20'],
  [23, '21--23'],
  [26, '24--26'],
  [29, '27--29'],
  [38, '30--38'],
  [47, '39--47'],
]

export function broadAgeOf(age: number | undefined): BroadAge {
  if (age === undefined) return '-99'
  return bandEnds.find(([last]) => age <= last)?.[1] ?? '48+'
}

type Place = Pick<CodedVictim, 'country' | 'province' | 'district'>

/**
 * Where the exploitation was last recorded. Codes of places nest: 'PK-PB-gujrat' lies in 'PK-PB'.
 */
export function placeOfExploitation(incidents: readonly FoundIncident[]): Place {
  const last = incidents
    .filter(({ kind, placeCode, country }) => kind === 'Exploitation' && (placeCode || country))
    .toSorted((a, b) => endOf(a).localeCompare(endOf(b)))
    .at(-1)
  if (!last) return { country: null, province: null, district: null }
  const parts = last.placeCode?.split('-') ?? []
  return {
    country: last.country ?? (last.placeCode ? 'PAK' : null),
    province: parts.length >= 2 ? parts.slice(0, 2).join('-') : null,
    district: parts.length >= 3 ? last.placeCode : null,
  }
}

function endOf({ untilOn, fromOn }: FoundIncident): string {
  return untilOn ?? fromOn ?? ''
}
