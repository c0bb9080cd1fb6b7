import { formCodes, sdgForms, sdgOf } from './forms.ts'
import { meansCodes } from './means.ts'
import {
  ageGroups,
  broadAges,
  type CodedVictim,
  NOT_RECORDED,
  sexCodes,
  victimStatuses,
} from './victim.ts'

/** Victims that share all their codes; nothing in it leads back to one of them. */
export interface Counted
  extends Pick<
    CodedVictim,
    | 'sex'
    | 'ageGroup'
    | 'ageBroad'
    | 'forms'
    | 'laws'
    | 'country'
    | 'province'
    | 'district'
    | 'status'
    | 'citizenship'
    | 'means'
  > {
  year: string
  n: number
}

export const dimensions = [
  'sex',
  'age',
  'age-broad',
  'form',
  'sdg',
  'place',
  'district',
  'status',
  'year',
  'law',
  'citizenship',
  'means',
] as const
export type Dimension = (typeof dimensions)[number]

type Coded = Omit<Counted, 'n'>

const orUnknown = (code: string | null) => [code ?? NOT_RECORDED]
const several = (codes: readonly string[]) => (codes.length ? codes : [NOT_RECORDED])

const codesOf: Record<Dimension, (victim: Coded) => readonly string[]> = {
  sex: ({ sex }) => [sex],
  age: ({ ageGroup }) => [ageGroup],
  'age-broad': ({ ageBroad }) => [ageBroad],
  form: ({ forms }) => several(forms),
  sdg: ({ forms }) => sdgOf(forms),
  place: ({ country, province }) => orUnknown(province ?? country),
  district: ({ country, province, district }) => orUnknown(district ?? province ?? country),
  status: ({ status }) => [status],
  year: ({ year }) => [year],
  law: ({ laws }) => several(laws),
  citizenship: ({ citizenship }) => orUnknown(citizenship),
  means: ({ means }) => several(means),
}

/** The codes that stand in the table whether or not anybody has them; the unknown always does. */
const alwaysShown: Record<Dimension, readonly string[]> = {
  sex: ['Feminine', 'Masculine', 'NonSpecifiedUnknown'],
  age: ageGroups,
  'age-broad': broadAges,
  form: [...formCodes, NOT_RECORDED],
  sdg: sdgForms,
  place: [NOT_RECORDED],
  district: [NOT_RECORDED],
  status: victimStatuses,
  year: [],
  law: [NOT_RECORDED],
  citizenship: [NOT_RECORDED],
  means: [...meansCodes, NOT_RECORDED],
}

const orderOf: Partial<Record<Dimension, readonly string[]>> = { sex: sexCodes }

export type Filter = Partial<Record<Dimension, string>>

/** Whether a victim belongs into a selection: one code for each dimension that is asked for. */
export function fits(victim: Coded, filter: Filter): boolean {
  return Object.entries(filter).every(([dimension, code]) =>
    codesOf[dimension as Dimension](victim).includes(code),
  )
}

export interface Row {
  code: string
  n: number
  /** By column code; only where a second dimension is asked for. */
  cells: Record<string, number>
}

export interface Table {
  by: Dimension
  across: Dimension | undefined
  rows: Row[]
  columns: { code: string; n: number }[]
  /** Victims, each once; rows may add up to more. */
  total: number
}

/** Counts victims by one dimension, or by two. */
export function tabulate(
  counted: readonly Counted[],
  by: Dimension,
  across?: Dimension,
  filter: Filter = {},
): Table {
  const chosen = counted.filter((one) => fits(one, filter))
  const columns = across ? sums(chosen, across) : []
  const rows = sums(chosen, by).map(({ code, n }) => {
    const inRow = chosen.filter((one) => codesOf[by](one).includes(code))
    const found = across ? sums(inRow, across) : []
    const cells = columns.map((column) => [
      column.code,
      found.find((one) => one.code === column.code)?.n ?? 0,
    ])
    return { code, n, cells: Object.fromEntries(cells) }
  })
  return { by, across, rows, columns, total: sum(chosen) }
}

function sums(counted: readonly Counted[], dimension: Dimension): { code: string; n: number }[] {
  const found = new Map(alwaysShown[dimension].map((code) => [code, 0]))
  for (const one of counted) {
    for (const code of codesOf[dimension](one)) found.set(code, (found.get(code) ?? 0) + one.n)
  }
  const order = orderOf[dimension] ?? alwaysShown[dimension]
  return [...found]
    .map(([code, n]) => ({ code, n }))
    .toSorted((a, b) => place(order, a.code) - place(order, b.code) || a.code.localeCompare(b.code))
}

/** Closed lists keep their order, what is not recorded stands last. */
function place(order: readonly string[], code: string): number {
  if (code === NOT_RECORDED) return order.length + 1
  const at = order.indexOf(code)
  return at < 0 ? order.length : at
}

function sum(counted: readonly Counted[]): number {
  return counted.reduce((total, { n }) => total + n, 0)
}

export type QualityNote =
  | { code: 'adds-up-to-more'; dimension: Dimension; sum: number; total: number }
  | { code: 'not-recorded'; dimension: Dimension; n: number; total: number }

const unknownCodes = [NOT_RECORDED, 'NonSpecifiedUnknown', '-99']

/** What a reader must know before trusting the sums of a table. */
export function qualityNotes(table: Table): QualityNote[] {
  const sides: [Dimension, { code: string; n: number }[]][] = [[table.by, table.rows]]
  if (table.across) sides.push([table.across, table.columns])
  return sides.flatMap(([dimension, lines]) => {
    const added = lines.reduce((all, { n }) => all + n, 0)
    const unknown = lines
      .filter(({ code }) => unknownCodes.includes(code))
      .reduce((all, { n }) => all + n, 0)
    const { total } = table
    const notes: QualityNote[] = []
    if (added !== total) notes.push({ code: 'adds-up-to-more', dimension, sum: added, total })
    if (unknown > 0) notes.push({ code: 'not-recorded', dimension, n: unknown, total })
    return notes
  })
}
