/** What of a file of lists cannot be used: a words key and the line. */
export class ListFileProblem extends Error {
  readonly key: string
  readonly line: number
  constructor(key: string, line = 0) {
    super(key)
    this.key = key
    this.line = line
  }
}

export interface ListFile {
  lists: string[]
  rows: { on: number[]; count: number }[]
}

const MOST_COMBINATIONS = 4096

/** Reads a CSV of 0 and 1 with an optional column "count"; people of one combination add up. */
export function readListFile(text: string): ListFile {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)
  const header = cellsOf(lines[0] ?? '')
  const counts = header.findIndex((name) => name.toLowerCase() === 'count')
  const lists = header.filter((_, at) => at !== counts)
  if (lists.length < 2) throw new ListFileProblem('columns')
  const found = new Map<string, { on: number[]; count: number }>()
  lines.slice(1).forEach((line, at) => {
    if (!line.trim()) return
    const cells = cellsOf(line)
    const on = cells.filter((_, cell) => cell !== counts).map(Number)
    if (cells.length !== header.length || on.some((mark) => mark !== 0 && mark !== 1))
      throw new ListFileProblem('mark', at + 2)
    const count = counts < 0 ? 1 : Number(cells[counts] || Number.NaN)
    if (!Number.isInteger(count) || count < 0) throw new ListFileProblem('count', at + 2)
    const key = on.join()
    const row = found.get(key) ?? { on, count: 0 }
    row.count += count
    found.set(key, row)
  })
  if (found.size > MOST_COMBINATIONS) throw new ListFileProblem('long')
  return { lists, rows: [...found.values()] }
}

const cellsOf = (line: string) =>
  line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
