import type { Counted } from '../counting.ts'
import { NOT_RECORDED } from '../victim.ts'
import type { Axis } from './cube.ts'
import { keyOf } from './cube.ts'
import { sdmxSexOf } from './htcds.ts'
import type { Cell, StandardTable } from './standard.ts'

export const VICTIM = 'victim'
export const sexCodes = ['F', 'M', '_O', '_U'] as const
export const ageCodes = ['Y0T17', 'Y_GE18', '_U'] as const

const ageOf: Record<string, (typeof ageCodes)[number]> = {
  '<18': 'Y0T17',
  '18+': 'Y_GE18',
  [NOT_RECORDED]: '_U',
}

/** Sex as SDMX has it: who is neither woman nor man is `_O`, who is not recorded `_U`. */
export const sexAxis: Axis<Counted> = {
  name: 'sex',
  codes: sexCodes,
  of: ({ sex }) => sdmxSexOf[sex] ?? '_U',
}

export const ageAxis: Axis<Counted> = {
  name: 'age',
  codes: ageCodes,
  of: ({ ageGroup }) => ageOf[ageGroup]!,
}

/** The citizenships that occur, ISO 3166-1 alpha-3, and who has none recorded. */
export function citizenshipAxis(victims: readonly Counted[]): Axis<Counted> {
  const of = ({ citizenship }: Counted) => citizenship ?? NOT_RECORDED
  const found = [...new Set(victims.map(of))].filter((code) => code !== NOT_RECORDED)
  return { name: 'citizenship', codes: [...found.toSorted(), NOT_RECORDED], of }
}

/** Women, men, girls, boys and who is not told apart, as all of these standards ask. */
export const groups = {
  women: { sex: 'F', age: 'Y_GE18' },
  men: { sex: 'M', age: 'Y_GE18' },
  girls: { sex: 'F', age: 'Y0T17' },
  boys: { sex: 'M', age: 'Y0T17' },
  'other-adults': { sex: '_O', age: 'Y_GE18' },
  'other-children': { sex: '_O', age: 'Y0T17' },
  'women-age-unknown': { sex: 'F', age: '_U' },
  'men-age-unknown': { sex: 'M', age: '_U' },
  'other-age-unknown': { sex: '_O', age: '_U' },
  'adults-sex-unknown': { sex: '_U', age: 'Y_GE18' },
  'children-sex-unknown': { sex: '_U', age: 'Y0T17' },
  'nothing-known': { sex: '_U', age: '_U' },
} as const
export type Group = keyof typeof groups
export const groupCodes = Object.keys(groups) as Group[]

/** The groups that always stand in a table, and of the rest those that somebody belongs to. */
export function groupsIn(victims: readonly Counted[]): Group[] {
  const always: Group[] = ['women', 'men', 'girls', 'boys']
  return groupCodes.filter(
    (group) =>
      always.includes(group) ||
      victims.some(
        (one) =>
          sexAxis.of(one) === groups[group].sex &&
          ageAxis.of(one) === groups[group].age &&
          one.n > 0,
      ),
  )
}

/** A table of victims: one axis down, the groups asked for across, then all. */
export function groupTable(
  about: Pick<StandardTable, 'code' | 'section' | 'grade'>,
  axis: Pick<Axis<Counted>, 'name' | 'codes'> | undefined,
  columns: readonly Group[],
): StandardTable {
  const row = (code: string, of: Record<string, string>): { code: string; cells: Cell[] } => ({
    code,
    cells: [
      ...columns.map((group) => ({ key: keyOf(VICTIM, { ...of, ...groups[group] }) })),
      { key: keyOf(VICTIM, of) },
    ],
  })
  return {
    ...about,
    unit: 'victims',
    columns: [...columns, 'total'],
    rows: [
      ...(axis?.codes ?? []).map((code) => row(code, { [axis!.name]: code })),
      row('total', {}),
    ],
  }
}

/** Victims by citizenship: for each group too, nearly every cell would stand for a handful. */
export function citizenshipTable(
  section: string,
  axis: Pick<Axis<Counted>, 'name' | 'codes'>,
): StandardTable {
  return groupTable({ code: 'victims-by-citizenship', section, grade: 'memory' }, axis, [])
}

/** Victims by the law that their count rests on. */
export function lawTable(section: string, laws: readonly string[]): StandardTable {
  return groupTable(
    { code: 'victims-by-law', section, grade: 'proposal' },
    { name: 'law', codes: laws },
    [],
  )
}
