import { type FactMeaning, facts } from '../../cases/door.ts'
import type { Counted } from '../counting.ts'
import { type Cell as CsvCell, csvOf } from '../csv.ts'
import { htcdsOf } from '../forms.ts'
import { type Means, meansCodes } from '../means.ts'
import { NOT_RECORDED } from '../victim.ts'
import { type Cube, cubeOf, joinCubes, keyOf, lawAxis } from './cube.ts'
import { mappedOf, sexMapping, statusMapping } from './forms-crosswalk.ts'
import type { FormCrosswalk, HtcdsForm } from './htcds.ts'
import type { Reading } from './reading.ts'
import {
  calendarYear,
  lawsOf,
  type Material,
  type Standard,
  type StandardTable,
} from './standard.ts'
import { lawTable, VICTIM } from './victims.ts'

/** The columns of CTDC's global synthetic dataset, in its order (codebook version 2, February 2024). */
export const ctdcColumns = [
  'yearOfRegistration',
  'gender',
  'ageBroad',
  'citizenship',
  'CountryOfExploitation',
  'traffickMonths',
  'meansDebtBondageEarnings',
  'meansThreats',
  'meansAbusePsyPhySex',
  'meansFalsePromises',
  'meansDrugsAlcohol',
  'meansDenyBasicNeeds',
  'meansExcessiveWorkHours',
  'meansWithholdDocuments',
  'isForcedLabour',
  'isSexualExploit',
  'isOtherExploit',
  'typeOfLabourAgriculture',
  'typeOfLabourConstruction',
  'typeOfLabourDomesticWork',
  'typeOfLabourHospitality',
  'typeOfSexProstitution',
  'typeOfSexPornography',
  'recruiterRelationIntimatePartner',
  'recruiterRelationFriend',
  'recruiterRelationFamily',
  'recruiterRelationOther',
] as const
export type CtdcColumn = (typeof ctdcColumns)[number]

/** The columns that our codes fill; what nobody told is NULL there, as in the dataset. */
export const filledColumns = [
  'yearOfRegistration',
  'gender',
  'ageBroad',
  'citizenship',
  'CountryOfExploitation',
  'meansDebtBondageEarnings',
  'meansThreats',
  'meansAbusePsyPhySex',
  'meansFalsePromises',
  'meansDenyBasicNeeds',
  'meansWithholdDocuments',
  'isForcedLabour',
  'isSexualExploit',
  'isOtherExploit',
] as const satisfies readonly CtdcColumn[]

const NULL = 'NULL'

const genderOf: Record<string, string> = {
  Feminine: 'Woman',
  Masculine: 'Man',
  TransgenderFeminine: 'Trans/Transgender/NonConforming',
  TransgenderMasculine: 'Trans/Transgender/NonConforming',
  NonConforming: 'Trans/Transgender/NonConforming',
  NonSpecifiedUnknown: NULL,
}

/** The dataset of 2024 keeps three forms; what its earlier columns told apart is merged into them. */
export const ctdcCrosswalk: FormCrosswalk<'isForcedLabour' | 'isSexualExploit' | 'isOtherExploit'> =
  {
    ForcedLabour: { to: 'isForcedLabour', grade: 'official-copy' },
    SexualExploitation: { to: 'isSexualExploit', grade: 'official-copy' },
    ChildLabour: { to: 'isForcedLabour', grade: 'proposal' },
    ForcedMarriage: { to: 'isOtherExploit', grade: 'proposal' },
    Servitude: { to: 'isOtherExploit', grade: 'proposal' },
    ForcedMilitaryByNonStateActors: { to: 'isOtherExploit', grade: 'proposal' },
    OrganRemoval: { to: 'isOtherExploit', grade: 'proposal' },
    ForcedBegging: { to: 'isForcedLabour', grade: 'proposal' },
    ForcedAdoption: { to: 'isOtherExploit', grade: 'proposal' },
    Surrogacy: { to: 'isOtherExploit', grade: 'proposal' },
    Other: { to: 'isOtherExploit', grade: 'proposal' },
  }

/** Which column a means of control goes to: by its name in HTCDS and that of the column. */
const columnOfMeans: Record<Means, CtdcColumn | undefined> = {
  'physical-force': 'meansAbusePsyPhySex',
  'sexual-violence': 'meansAbusePsyPhySex',
  'psychological-pressure': 'meansAbusePsyPhySex',
  'threat-of-harm': 'meansThreats',
  'threat-to-family': 'meansThreats',
  'threat-of-authorities': 'meansThreats',
  'false-promise': 'meansFalsePromises',
  'debt-as-control': 'meansDebtBondageEarnings',
  'wages-withheld': 'meansDebtBondageEarnings',
  'documents-withheld': 'meansWithholdDocuments',
  'confined-or-guarded': 'meansDenyBasicNeeds',
  abducted: undefined,
  'vulnerability-abused': undefined,
}

export const ctdc: Standard = {
  code: 'ctdc',
  edition: 'CTDC global dataset, codebook version 2, February 2024',
  source: 'Counter Trafficking Data Collaborative (IOM), codebook of the global synthetic dataset',
  grade: 'official-copy',
  periodOf: calendarYear,
  fill,
  mapping: [
    ...mappedOf('vic_TypeOfExploitation', ctdcCrosswalk),
    ...meansCodes.flatMap((code) => {
      const to = columnOfMeans[code] ?? null
      const htcds = (facts[code] as FactMeaning).htcds?.join(': ')
      const grade = code === 'debt-as-control' ? ('official-copy' as const) : ('proposal' as const)
      return htcds ? [{ from: htcds, to, none: to ? null : ('no-code' as const), grade }] : []
    }),
    ...sexMapping(genderOf, 'proposal'),
    ...statusMapping,
  ],
  gaps: ctdcColumns
    .filter((column) => !(filledColumns as readonly string[]).includes(column))
    .map((column) => ({
      asks: column,
      section: `CTDC 2024, ${ctdcColumns.indexOf(column) + 1}`,
      why: column.startsWith('typeOfSex') ? ('not-recorded' as const) : ('not-counted' as const),
      grade: 'official-copy' as const,
    })),
}

type Line = Record<(typeof filledColumns)[number], string>

function lineOf(one: Counted): Line {
  const to = htcdsOf(one.forms).map((code) => {
    const goes = ctdcCrosswalk[code as HtcdsForm]
    return 'to' in goes ? goes.to : NULL
  })
  const flag = (is: boolean) => (is ? '1' : NULL)
  const has = (column: CtdcColumn) => one.means.some((code) => columnOfMeans[code] === column)
  return {
    yearOfRegistration: one.year,
    gender: genderOf[one.sex] ?? NULL,
    ageBroad: one.ageBroad === '-99' ? NULL : one.ageBroad,
    CountryOfExploitation: one.country ?? NULL,
    citizenship: one.citizenship ?? NULL,
    meansDebtBondageEarnings: flag(
      one.forms.includes('debt-bondage') || has('meansDebtBondageEarnings'),
    ),
    meansThreats: flag(has('meansThreats')),
    meansAbusePsyPhySex: flag(has('meansAbusePsyPhySex')),
    meansFalsePromises: flag(has('meansFalsePromises')),
    meansDenyBasicNeeds: flag(has('meansDenyBasicNeeds')),
    meansWithholdDocuments: flag(has('meansWithholdDocuments')),
    isForcedLabour: flag(to.includes('isForcedLabour')),
    isSexualExploit: flag(to.includes('isSexualExploit')),
    isOtherExploit: flag(to.includes('isOtherExploit')),
  }
}

/** The lines that occur, each with its key. */
function linesOf(victims: readonly Counted[]): { line: Line; key: string; n: number }[] {
  const found = new Map<string, { line: Line; key: string; n: number }>()
  for (const one of victims) {
    const line = lineOf(one)
    const key = keyOf(VICTIM, { line: JSON.stringify(line) })
    const before = found.get(key)
    found.set(key, { line, key, n: (before?.n ?? 0) + one.n })
  }
  return [...found.values()].toSorted((a, b) => a.key.localeCompare(b.key))
}

function fill({ victims }: Material) {
  const lines = linesOf(victims)
  const laws = lawAxis(victims, NOT_RECORDED)
  const sum = (some: typeof lines) => some.reduce((all, { n }) => all + n, 0)
  const total = keyOf(VICTIM, {})
  const values = filledColumns.flatMap((column) =>
    [...new Set([NULL, ...lines.map(({ line }) => line[column])])].toSorted().map((code) => {
      const having = lines.filter(({ line }) => line[column] === code)
      return { column, code, key: keyOf(VICTIM, { [column]: code }), having }
    }),
  )
  const lineCube: Cube = {
    cells: new Map([
      [total, sum(lines)],
      ...lines.map(({ key, n }): [string, number] => [key, n]),
      ...values.map(({ key, having }): [string, number] => [key, sum(having)]),
    ]),
    sums: [
      { total, parts: lines.map(({ key }) => key) },
      ...values.map(({ key, having }) => ({ total: key, parts: having.map((one) => one.key) })),
      ...filledColumns.map((column) => ({
        total,
        parts: values.filter((one) => one.column === column).map(({ key }) => key),
      })),
    ],
  }
  const about = { grade: 'official-copy' as const, unit: 'victims' as const }
  return {
    cube: joinCubes([lineCube, cubeOf(VICTIM, victims, [laws])]),
    laws: lawsOf(victims),
    tables: [
      ...filledColumns.map(
        (column): StandardTable => ({
          code: column,
          section: `CTDC 2024, ${ctdcColumns.indexOf(column) + 1}`,
          ...about,
          columns: ['total'],
          rows: [
            ...values
              .filter((one) => one.column === column)
              .map(({ code, key }) => ({ code, cells: [{ key }] })),
            { code: 'total', cells: [{ key: total }] },
          ],
        }),
      ),
      lawTable('CTDC', laws.codes),
    ],
  }
}

/** The dataset's columns, one line for each combination that occurs, with how many victims have it. */
export function ctdcCsv(victims: readonly Counted[], { hidden }: Pick<Reading, 'hidden'>): string {
  const lines = linesOf(victims).map(({ line, key, n }): CsvCell[] => [
    ...ctdcColumns.map((column) => (column in line ? line[column as keyof Line] : NULL)),
    hidden.has(key) ? null : n,
    hidden.has(key) ? 'hidden' : 'counted',
  ])
  return csvOf([[...ctdcColumns, 'victims', 'status'], ...lines])
}
