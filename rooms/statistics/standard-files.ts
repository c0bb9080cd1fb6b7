import type { Name } from '../../core/people.ts'
import { type Cell, csvOf } from './csv.ts'
import { type Sheet, sheetOfRows } from './export.ts'
import type { Read } from './standards/reading.ts'
import type { Gap, Mapped, StandardCode, StandardTable } from './standards/standard.ts'

/** A table of a standard as it is read: numbers where they may be shown, and why not elsewhere. */
export interface ReadTable extends Omit<StandardTable, 'rows'> {
  title: Name
  rows: { code: string; cells: Read[] }[]
}

/** Everything that a file of a standard carries beside its numbers. */
export interface StandardSheet {
  standard: StandardCode
  edition: string
  source: string
  grade: string
  place: string
  from: string
  until: string
  countedAt: string
  laws: readonly string[]
  definitions: readonly Name[]
  tables: readonly ReadTable[]
  mapping: readonly Mapped[]
  gaps: readonly (Gap & { asked: Name })[]
  populations: readonly {
    place: string
    group: string
    people: number
    year: string
    source: string
    grade: string
  }[]
  names: Record<string, Name>
}

const head = [
  'standard',
  'table',
  'section',
  'grade',
  'unit',
  'row',
  'row_en',
  'row_ur',
  'column',
  'column_en',
  'column_ur',
  'value',
  'status',
  'law',
  'place',
  'from',
  'until',
  'counted_at',
  'definition',
] as const

/** One line for each cell, and one for each thing that is asked and cannot be told. */
export function standardCsv(of: StandardSheet): string {
  const name = (code: string) => of.names[code] ?? { en: code, ur: code }
  const tail = [of.place, of.from, of.until, of.countedAt]
  const law = of.laws.join(';')
  const cells = of.tables.flatMap((table) =>
    table.rows.flatMap((row) =>
      row.cells.map((cell, at): Cell[] => {
        const column = table.columns[at]!
        return [
          of.standard,
          table.code,
          table.section,
          table.grade,
          table.unit,
          row.code,
          name(row.code).en,
          name(row.code).ur,
          column,
          name(column).en,
          name(column).ur,
          cell.value,
          cell.status,
          law,
          ...tail,
          table.title.en,
        ]
      }),
    ),
  )
  const gaps = of.gaps.map((gap): Cell[] => [
    of.standard,
    'not-answered',
    gap.section,
    gap.grade,
    '',
    gap.asks,
    gap.asked.en,
    gap.asked.ur,
    '',
    '',
    '',
    null,
    gap.why,
    '',
    ...tail,
    gap.asked.en,
  ])
  return csvOf([head, ...cells, ...gaps])
}

/** A sheet for each table, then what was counted, the crosswalk, what is missing and the populations. */
export function standardSheets(of: StandardSheet): Sheet[] {
  const name = (code: string) => {
    const { en, ur } = of.names[code] ?? { en: code, ur: code }
    return en === ur ? en : `${en} · ${ur}`
  }
  const shown = ({ value, status }: Read): Cell => value ?? status
  const about: Cell[][] = [
    ['', ''],
    ['standard', of.standard],
    ['edition', of.edition],
    ['source', of.source],
    ['grade', of.grade],
    ['place', of.place],
    ['from', of.from],
    ['until', of.until],
    ['counted at', of.countedAt],
    ['law', of.laws.join('; ')],
    ...of.definitions.map(({ en, ur }): Cell[] => [en, ur]),
  ]
  return [
    ...of.tables.map((table, nth) =>
      sheetOfRows(`${nth + 1} ${table.code}`.slice(0, 31), [
        [`${table.title.en} · ${table.title.ur} (${table.section})`, ...table.columns.map(name)],
        ...table.rows.map((row): Cell[] => [name(row.code), ...row.cells.map(shown)]),
      ]),
    ),
    sheetOfRows('about', about),
    sheetOfRows('crosswalk', [
      ['ours', 'theirs', 'why not', 'grade'],
      ...of.mapping.map(({ from, to, none, grade }): Cell[] => [from, to, none, grade]),
    ]),
    sheetOfRows('not answered', [
      ['asked', 'پوچھا گیا', 'section', 'why', 'grade'],
      ...of.gaps.map(({ asked, section, why, grade }): Cell[] => [
        asked.en,
        asked.ur,
        section,
        why,
        grade,
      ]),
    ]),
    sheetOfRows('populations', [
      ['place', 'group', 'people', 'year', 'source', 'grade'],
      ...of.populations.map(({ place, group, people, year, source, grade }): Cell[] => [
        place,
        group,
        people,
        year,
        source,
        grade,
      ]),
    ]),
  ]
}
