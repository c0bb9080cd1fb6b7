import type { Counted, Filter } from './counting.ts'
import { fits } from './counting.ts'
import { type Cell, csvOf, safe } from './csv.ts'
import { ctdcOf, forms, htcdsOf, sdgOf } from './forms.ts'
import { htcdsStatus, NOT_RECORDED } from './victim.ts'

export type Line = (string | number)[]

/** Codes of the standards, as they name them; ours are marked so. */
export const columns = [
  'year',
  'prs_Gender',
  'age_group',
  'ctdc_ageBroad',
  'vic_TypeOfExploitation',
  'panah_forms',
  'ctdc_exploitation',
  'sdg_16_2_2_form',
  'hte_Country',
  'province',
  'district',
  'vic_TraffickingStatus',
  'law',
  'victims',
] as const

const SMALL = 5

/**
 * One line for each combination of these codes: citizenship and means of control are left out, since
 * with them nearly every line would stand for a handful of people. Unless small numbers are asked for, counts of 1 to 4
 * read '<5'.
 */
export function exportLines(
  counted: readonly Counted[],
  filter: Filter,
  showSmall: boolean,
): Line[] {
  const lines = new Map<string, { codes: string[]; n: number }>()
  for (const one of counted.filter((each) => fits(each, filter))) {
    const codes = [
      one.year,
      one.sex,
      one.ageGroup,
      one.ageBroad,
      joined(htcdsOf(one.forms)),
      joined(one.forms),
      joined(ctdcOf(one.forms)),
      joined(sdgOf(one.forms)),
      one.country ?? NOT_RECORDED,
      one.province ?? NOT_RECORDED,
      one.district ?? NOT_RECORDED,
      htcdsStatus[one.status],
      joined(one.laws),
    ]
    const n = one.n + (lines.get(codes.join())?.n ?? 0)
    lines.set(codes.join(), { codes, n })
  }
  return [...lines.values()]
    .map(({ codes, n }): Line => [...codes, !showSmall && n < SMALL ? `<${SMALL}` : n])
    .toSorted((a, b) => a.join().localeCompare(b.join()))
}

/** Several codes in one cell, as HTCDS lists them. */
function joined(codes: readonly string[]): string {
  return codes.length ? codes.join(';') : NOT_RECORDED
}

export function csvOfLines(lines: readonly Line[]): string {
  return csvOf([columns, ...lines])
}

export interface CodeLabel {
  variable: string
  code: string
  en: string
  ur: string
}

/** The codes that occur in the lines, with what they mean, in both languages. */
export function labelsOf(
  lines: readonly Line[],
  name: (variable: string, code: string, language: 'en' | 'ur') => string,
): CodeLabel[] {
  const coded = columns.filter((column) => column !== 'year' && column !== 'victims')
  return coded.flatMap((variable) => {
    const at = columns.indexOf(variable)
    const codes = new Set(lines.flatMap((line) => String(line[at]).split(';')))
    return [...codes].toSorted().map((code) => ({
      variable,
      code,
      en: name(variable, code, 'en'),
      ur: name(variable, code, 'ur'),
    }))
  })
}

export interface WorkbookOf {
  lines: readonly Line[]
  labels: readonly CodeLabel[]
  definitions: readonly (readonly [en: string, ur: string])[]
  crosswalkTitle: readonly [string, string, string, string, string]
}

type SheetCell = { value: string; type: StringConstructor; fontWeight?: 'bold' } | number | null
export interface Sheet {
  sheet: string
  data: SheetCell[][]
  columns: { width: number }[]
  stickyRowsCount: number
}

function text(value: string, bold = false): SheetCell {
  return { value: safe(value), type: String, ...(bold && { fontWeight: 'bold' as const }) }
}

const cell = (value: string | number) => (typeof value === 'number' ? value : text(value))

/** The sheets of the workbook: victims, labels, definitions, crosswalk. */
export function sheetsOf({ lines, labels, definitions, crosswalkTitle }: WorkbookOf): Sheet[] {
  const head = (titles: readonly string[]) => titles.map((title) => text(title, true))
  return [
    sheet(
      'victims',
      [head(columns), ...lines.map((line) => line.map(cell))],
      columns.map(() => 20),
    ),
    sheet(
      'labels',
      [
        head(['variable', 'code', 'en', 'ur']),
        ...labels.map((label) => [label.variable, label.code, label.en, label.ur].map(cell)),
      ],
      [26, 26, 40, 40],
    ),
    sheet(
      'definitions',
      [head(['en', 'ur']), ...definitions.map((pair) => pair.map(cell))],
      [90, 90],
    ),
    sheet(
      'crosswalk',
      [
        head(crosswalkTitle),
        ...Object.entries(forms).map(([code, form]) =>
          [code, form.htcds, form.ctdc.join(';'), form.sdg, form.grade].map(cell),
        ),
      ],
      [24, 24, 44, 16, 16],
    ),
  ]
}

/** A sheet of plain rows whose first is its head; no cell is taken for a formula. */
export function sheetOfRows(
  name: string,
  [head = [], ...rows]: readonly (readonly Cell[])[],
): Sheet {
  const data = [
    head.map((title) => text(String(title), true)),
    ...rows.map((row) => row.map((one) => (one === null ? null : cell(one)))),
  ]
  return sheet(
    name,
    data,
    head.map(() => 24),
  )
}

function sheet(name: string, data: SheetCell[][], widths: readonly number[]): Sheet {
  return { sheet: name, data, columns: widths.map((width) => ({ width })), stickyRowsCount: 1 }
}
