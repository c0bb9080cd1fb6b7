import {
  type ListTable,
  type Row,
  TableProblem,
  tableOf,
} from '../libraries/multiple-systems-estimation/index.ts'
import { CommandProblem } from './command.ts'
import { type Column, type Table, textAt, whereIs } from './table-file.ts'

const marks = new Map<string, 0 | 1>([
  ['0', 0],
  ['1', 1],
  ['0.0', 0],
  ['1.0', 1],
  ['false', 0],
  ['true', 1],
])

/** The lists and counts of a file: every column is a list but the one called `count`. */
export function listTableOf(table: Table, countName = 'count'): ListTable {
  const isCount = (one: Column) => one.name.toLowerCase() === countName.toLowerCase()
  const counts = table.columns.find(isCount)
  const lists = table.columns.filter((one) => one !== counts)
  const asMarks = lists.map((list) => marksOf(table, list))
  try {
    return tableOf(
      lists.map(({ name }) => name),
      rowsOf(table, lists, asMarks, counts),
    )
  } catch (trouble) {
    throw asCommandProblem(table.file, trouble)
  }
}

export function asCommandProblem(file: string, trouble: unknown): unknown {
  if (!(trouble instanceof TableProblem)) return trouble
  return new CommandProblem(trouble.code, `${file}: ${trouble.message}`, 2)
}

function marksOf(table: Table, list: Column): (0 | 1 | undefined)[] {
  const found = list.values.map((value) => marks.get(value.toLowerCase()))
  const wrong = list.codes.findIndex((code) => found[code] === undefined)
  if (wrong < 0) return found
  const value = textAt(list, wrong)
  throw new CommandProblem(
    'bad-mark',
    `${whereIs(table, wrong)}, column "${list.name}": "${value}" is neither 0 (not on this list) nor 1 (on it). ` +
      'Every column is a list of 0 and 1, but for one called count; leave out columns of names, numbers or dates.',
    2,
  )
}

function* rowsOf(
  table: Table,
  lists: readonly Column[],
  asMarks: readonly (0 | 1 | undefined)[][],
  counts: Column | undefined,
): Generator<Row> {
  const on = new Array<number>(lists.length)
  for (let row = 0; row < table.rows; row++) {
    for (let list = 0; list < lists.length; list++)
      on[list] = asMarks[list]![lists[list]!.codes[row]!]!
    yield { on, count: counts ? countAt(table, counts, row, on) : 1 }
  }
}

function countAt(table: Table, counts: Column, row: number, on: readonly number[]): number {
  const text = textAt(counts, row)
  // How many are on no list is what nobody knows: it may be left open.
  if (/^(na|nan|\?)?$/i.test(text) && on.every((mark) => mark === 0)) return 0
  const count = text === '' ? Number.NaN : Number(text)
  if (Number.isInteger(count) && count >= 0 && count <= 1e12) return count
  throw new CommandProblem(
    'bad-count',
    `${whereIs(table, row)}: the count "${text}" is not a whole number of people, 0 or more.`,
    2,
  )
}
