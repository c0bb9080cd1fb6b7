import { type Cell as CsvCell, csvOf } from '../csv.ts'
import { perHundredThousand } from './reading.ts'
import type { Observation } from './sdg.ts'

/** Dimensions of the SDG data structure in its order (IAEG-SDGs). */
export const dimensions = [
  'FREQ',
  'REPORTING_TYPE',
  'SERIES',
  'REF_AREA',
  'SEX',
  'AGE',
  'URBANISATION',
  'INCOME_WEALTH_QUANTILE',
  'EDUCATION_LEV',
  'OCCUPATION',
  'CUST_BREAKDOWN',
  'COMPOSITE_BREAKDOWN',
  'DISABILITY_STATUS',
  'ACTIVITY',
  'PRODUCT',
  'TIME_PERIOD',
] as const

/** The attributes that are told, in the structure's order: the mandatory first. */
export const attributes = [
  'OBS_STATUS',
  'UNIT_MULT',
  'UNIT_MEASURE',
  'NATURE',
  'COMMENT_OBS',
  'SOURCE_DETAIL',
  'DATA_LAST_UPDATE',
] as const

/** SDMX-CSV 1.0: the dataflow, the dimensions, the value, the attributes. */
export const sdmxColumns = ['DATAFLOW', ...dimensions, 'OBS_VALUE', ...attributes] as const

const DATAFLOW = 'IAEG-SDGs:DF_SDG_GLH(1.0)'

export interface SdmxOf {
  place: string
  year: number
  countedOn: string
  observations: readonly Observation[]
  cells: ReadonlyMap<string, number>
  hidden: ReadonlySet<string>
  comment: string
}

/** The M49 code of the country; a province keeps its ISO 3166-2 code, for which the list has none. */
export function areaOf(place: string): string {
  return place === 'PK' ? '586' : place
}

/**
 * Each observation with its OBS_STATUS (SDMX 2.1): A as counted, Q suppressed, O missing because no
 * population is known, D a rate taken of the census and not of the World Population Prospects.
 */
export function sdmxCsv(of: SdmxOf): string {
  const lines = of.observations.map((one): CsvCell[] => {
    const n = of.cells.get(one.key) ?? 0
    const [value, status] = of.hidden.has(one.key)
      ? [null, 'Q']
      : !one.isRate
        ? [n, 'A']
        : one.per
          ? [perHundredThousand(n, one.per.people), 'D']
          : [null, 'O']
    return [
      DATAFLOW,
      'A',
      'N',
      one.series,
      areaOf(of.place),
      one.sex,
      one.age,
      ...Array.from({ length: 9 }, () => '_T'),
      String(of.year),
      value as number | null,
      status as string,
      '0',
      one.isRate ? 'PER_100000_POP' : 'NUMBER',
      'C',
      one.series === 'VC_HTF_DETV' && one.sex === '_T' && one.age === '_T' ? of.comment : '',
      one.per ? one.per.source : '',
      of.countedOn,
    ]
  })
  return csvOf([sdmxColumns, ...lines])
}
