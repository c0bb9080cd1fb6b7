import type { Counted } from '../counting.ts'
import { type Axis, cubeOf, joinCubes, keyOf, lawAxis } from './cube.ts'
import { categoryOf, mappedOf, sexMapping, statusMapping } from './forms-crosswalk.ts'
import { type FormCrosswalk, sdmxSexOf } from './htcds.ts'
import { findPopulation, type Population } from './population.ts'
import { type Cell, calendarYear, lawsOf, type Material, type Standard } from './standard.ts'
import {
  ageAxis,
  ageCodes,
  groups,
  groupsIn,
  groupTable,
  lawTable,
  sexAxis,
  sexCodes,
  VICTIM,
} from './victims.ts'

/** Series of the UN's SDG database; each has a number and a rate per 100,000 people. */
export const seriesOf = {
  labour: { number: 'VC_HTF_DETVFL', rate: 'VC_HTF_DETVFLR' },
  sexual: { number: 'VC_HTF_DETVSX', rate: 'VC_HTF_DETVSXR' },
  organ: { number: 'VC_HTF_DETVOG', rate: 'VC_HTF_DETVOGR' },
  other: { number: 'VC_HTF_DETVOP', rate: 'VC_HTF_DETVOPR' },
  total: { number: 'VC_HTF_DETV', rate: 'VC_HTF_DETVR' },
} as const
export type SeriesForm = Exclude<keyof typeof seriesOf, 'total'>

/**
 * Where HTCDS forms go. The four categories are named by the metadata; which form is "other" is from
 * memory of UNODC's reports.
 */
export const sdgCrosswalk: FormCrosswalk<SeriesForm> = {
  ForcedLabour: { to: 'labour', grade: 'official-copy' },
  SexualExploitation: { to: 'sexual', grade: 'official-copy' },
  ChildLabour: { to: 'labour', grade: 'proposal' },
  ForcedMarriage: { to: 'other', grade: 'memory' },
  Servitude: { to: 'labour', grade: 'official-copy' },
  ForcedMilitaryByNonStateActors: { to: 'other', grade: 'memory' },
  OrganRemoval: { to: 'organ', grade: 'official-copy' },
  ForcedBegging: { to: 'other', grade: 'memory' },
  ForcedAdoption: { to: 'other', grade: 'memory' },
  Surrogacy: { to: 'other', grade: 'proposal' },
  Other: { to: 'other', grade: 'memory' },
}

export const NO_FORM = 'not-recorded'

/** Whoever was exploited in forms of several categories is in "other", so that each is counted once. */
export const sdgFormAxis: Axis<Counted> = {
  name: 'form',
  codes: ['sexual', 'labour', 'organ', 'other', NO_FORM],
  of: ({ forms }) => categoryOf(sdgCrosswalk, forms, { mixed: 'other', unknown: NO_FORM }),
}

export function sdg(known: readonly Population[]): Standard {
  return {
    code: 'sdg-16-2-2',
    edition: 'SDG indicator 16.2.2, metadata of 2023-03-31',
    source: 'UNSD metadata repository, 16-2-2 (custodian UNODC); IAEG-SDGs data structure SDG',
    grade: 'official-copy',
    periodOf: calendarYear,
    fill: (material) => fill(material, known),
    mapping: [
      ...mappedOf('vic_TypeOfExploitation', sdgCrosswalk).map((one) => ({
        ...one,
        to: one.to ? seriesOf[one.to as SeriesForm].number : null,
      })),
      ...sexMapping(sdmxSexOf, 'proposal'),
      { from: 'age <18', to: 'Y0T17', none: null, grade: 'official-copy' },
      { from: 'age 18+', to: 'Y_GE18', none: null, grade: 'official-copy' },
      { from: 'age: not recorded', to: '_T', none: null, grade: 'proposal' },
      {
        from: 'vic_TypeOfExploitation: not recorded',
        to: 'VC_HTF_DETV',
        none: null,
        grade: 'proposal',
      },
      ...statusMapping,
    ],
    gaps: [
      { asks: 'undetected', section: 'SDG 16.2.2, 4.a', why: 'not-counted', grade: 'memory' },
      { asks: 'wpp', section: 'SDG 16.2.2, 4.c', why: 'not-recorded', grade: 'official-copy' },
      { asks: 'dataflow-version', section: 'DF_SDG_GLH', why: 'text-not-read', grade: 'memory' },
      { asks: 'age-unknown-code', section: 'CL_AGE', why: 'text-not-read', grade: 'memory' },
      { asks: 'province-code', section: 'CL_AREA', why: 'no-code', grade: 'memory' },
    ],
  }
}

function fill({ place, victims }: Material, known: readonly Population[]) {
  const laws = lawAxis(victims, NO_FORM)
  const cube = joinCubes([
    cubeOf(VICTIM, victims, [sdgFormAxis, sexAxis, ageAxis]),
    cubeOf(VICTIM, victims, [laws]),
  ])
  const about = { section: 'SDG 16.2.2, 4.a and 6', grade: 'official-copy' as const }
  const columns = groupsIn(victims)
  const numbers = groupTable({ code: 'detected-victims', ...about }, sdgFormAxis, columns)
  const rate = (cell: Cell, column: string): Cell => {
    const group =
      column === 'total' ? { sex: '_T', age: '_T' } : groups[column as keyof typeof groups]
    const per = findPopulation(known, { place, ...group })
    return 'key' in cell && per ? { key: cell.key, per } : { none: 'no-population' }
  }
  const rates = {
    ...numbers,
    code: 'detected-victims-rate',
    unit: 'per-100000' as const,
    rows: numbers.rows.map(({ code, cells }) => ({
      code,
      cells: cells.map((cell, at) => rate(cell, numbers.columns[at]!)),
    })),
  }
  return {
    cube,
    laws: lawsOf(victims),
    tables: [numbers, rates, lawTable(about.section, laws.codes)],
  }
}

/** One observation of the cube: a series by sex and age. */
export interface Observation {
  series: string
  sex: string
  age: string
  key: string
  per: Population | null
  isRate: boolean
}

/** Every series by sex and age that the standard has codes for. */
export function observations(place: string, known: readonly Population[]): Observation[] {
  const ages = ageCodes.filter((age) => age !== '_U')
  return Object.entries(seriesOf).flatMap(([form, { number, rate }]) =>
    ['_T', ...sexCodes].flatMap((sex) =>
      ['_T', ...ages].flatMap((age) => {
        const key = keyOf(VICTIM, {
          form: form === 'total' ? undefined : form,
          sex: sex === '_T' ? undefined : sex,
          age: age === '_T' ? undefined : age,
        })
        const per = findPopulation(known, { place, sex, age }) ?? null
        return [
          { series: number, sex, age, key, per: null, isRate: false },
          { series: rate, sex, age, key, per, isRate: true },
        ]
      }),
    ),
  )
}
