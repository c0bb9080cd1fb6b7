import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { CommandProblem } from './command.ts'

/** A column as codes into its distinct values; code 0 is the empty cell. */
export interface Column {
  name: string
  codes: Int32Array
  values: string[]
}

export interface Table {
  file: string
  rows: number
  columns: Column[]
  /** The line of the file on which a row begins; undefined in a Parquet file, which has none. */
  lineOf?: Int32Array
}

/** Reads a CSV file (comma, semicolon, tab or bar; UTF-8; first line names the columns) or Parquet. */
export async function readTable(file: string): Promise<Table> {
  const path = resolve(file)
  if (!existsSync(path) || !statSync(path).isFile())
    throw new CommandProblem('no-file', `There is no file "${file}".`, 2)
  const table = (await isParquet(path)) ? await readParquet(file, path) : readCsv(file, path)
  const names = table.columns.map((one) => one.name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined)
    throw new CommandProblem(
      'column-twice',
      `${file}: two columns are called "${twice}". Rename one; each needs a name of its own.`,
      2,
    )
  if (table.rows === 0)
    throw new CommandProblem('no-rows', `${file}: there is no row below the header.`, 2)
  return table
}

async function isParquet(path: string): Promise<boolean> {
  const { open } = await import('node:fs/promises')
  const handle = await open(path)
  try {
    const mark = Buffer.alloc(4)
    await handle.read(mark, 0, 4, 0)
    return mark.toString('latin1') === 'PAR1'
  } finally {
    await handle.close()
  }
}

async function readParquet(file: string, path: string): Promise<Table> {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    threads: '2',
  })
  const connection = await instance.connect()
  try {
    const reader = await connection.runAndReadAll(
      'select columns(*)::varchar from read_parquet($1)',
      [path],
    )
    const builder = tableBuilder(reader.columnNames(), reader.currentRowCount)
    for (const [c, values] of reader.getColumns().entries()) {
      for (const [row, value] of values.entries())
        builder.put(c, row, value === null ? '' : String(value))
    }
    return { file, rows: reader.currentRowCount, columns: builder.columns }
  } catch (trouble) {
    const reason = (trouble as Error).message.split('\n')[0]
    throw new CommandProblem('unreadable', `${file} is not a readable Parquet file: ${reason}`, 2)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

function tableBuilder(names: readonly string[], capacity: number) {
  const columns: Column[] = names.map((name) => ({
    name,
    codes: new Int32Array(capacity),
    values: [''],
  }))
  const known = names.map(() => new Map<string, number>([['', 0]]))
  return {
    columns,
    put(column: number, row: number, value: string) {
      let code = known[column]!.get(value)
      if (code === undefined) {
        code = columns[column]!.values.length
        // A short copy: a slice would keep the whole file's text alive.
        const own = Buffer.from(value).toString()
        columns[column]!.values.push(own)
        known[column]!.set(own, code)
      }
      columns[column]!.codes[row] = code
    },
  }
}

function readCsv(file: string, path: string): Table {
  const bytes = readFileSync(path)
  const text = decode(file, bytes)
  if (text.trim() === '') throw new CommandProblem('empty-file', `${file} is empty.`, 2)
  const separator = separatorOf(text)
  const cells = csvCells(file, text, separator)
  const header = cells.header().map((name) => name.trim())
  const unnamed = header.indexOf('')
  if (unnamed >= 0)
    throw new CommandProblem(
      'unnamed-column',
      `${file}: column ${unnamed + 1} has no name in the first line. Give every column a name.`,
      2,
    )
  const guess = countLines(bytes)
  const builder = tableBuilder(header, guess)
  const lineOf = new Int32Array(guess)
  const rows = cells.rows(header.length, (column, row, value, line) => {
    lineOf[row] = line
    builder.put(column, row, value.trim())
  })
  for (const column of builder.columns) column.codes = column.codes.subarray(0, rows)
  return { file, rows, columns: builder.columns, lineOf: lineOf.subarray(0, rows) }
}

function decode(file: string, bytes: Buffer): string {
  if (bytes.length > 450_000_000)
    throw new CommandProblem(
      'too-large',
      `${file} has ${Math.round(bytes.length / 1e6)} MB; a CSV file may have 450. Save it as Parquet.`,
      2,
    )
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const hint = bytes[0] === 0xff || bytes[0] === 0xfe ? ' (it looks like UTF-16)' : ''
    throw new CommandProblem(
      'not-utf8',
      `${file} is not UTF-8 text${hint}. Save it as "CSV UTF-8" and try again.`,
      2,
    )
  }
}

function countLines(bytes: Buffer): number {
  let lines = 1
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++
  return Math.max(lines, 1)
}

/** Whichever of the four usual separators is found most often in the first line, outside quotes. */
function separatorOf(text: string): string {
  const end = text.indexOf('\n')
  const first = text.slice(0, end < 0 ? undefined : end).replace(/"[^"]*"/g, '')
  const times = (one: string) => first.split(one).length
  return [',', ';', '\t', '|'].reduce((best, one) => (times(one) > times(best) ? one : best))
}

type Put = (column: number, row: number, value: string, line: number) => void

/** RFC 4180, and strict: a row of another length is refused by its line, not guessed at. */
function csvCells(file: string, text: string, separator: string) {
  const mark = separator.charCodeAt(0)
  let at = 0
  let line = 1
  /** True once the cell just read was the last of its line. */
  let ended = false

  function cell(): string {
    if (text.charCodeAt(at) === 34) return quoted()
    let end = at
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end)
      if (code === mark || code === 10 || code === 13) break
    }
    const value = text.slice(at, end)
    at = end
    close()
    return value
  }

  function quoted(): string {
    const opened = line
    let value = ''
    at++
    for (;;) {
      const end = text.indexOf('"', at)
      if (end < 0)
        throw new CommandProblem(
          'open-quote',
          `${file}, line ${opened}: a quotation mark is opened and never closed.`,
          2,
        )
      const part = text.slice(at, end)
      for (let nl = part.indexOf('\n'); nl >= 0; nl = part.indexOf('\n', nl + 1)) line++
      value += part
      at = end + 1
      if (text.charCodeAt(at) !== 34) break
      value += '"'
      at++
    }
    close()
    return value
  }

  function close() {
    const code = text.charCodeAt(at)
    ended = true
    if (code === mark) ended = false
    else if (code === 13 && text.charCodeAt(at + 1) === 10) at++
    else if (at < text.length && code !== 10 && code !== 13)
      throw new CommandProblem(
        'stray-text',
        `${file}, line ${line}: there is text after a closing quotation mark.`,
        2,
      )
    at++
  }

  return {
    header(): string[] {
      const names: string[] = []
      do names.push(cell())
      while (!ended)
      line++
      return names
    },
    rows(width: number, put: Put): number {
      let row = 0
      while (at < text.length) {
        const code = text.charCodeAt(at)
        if (code === 10 || code === 13) {
          close()
          line++
          continue
        }
        const began = line
        let column = 0
        do {
          const value = cell()
          if (column < width) put(column, row, value, began)
          column++
        } while (!ended)
        if (column !== width)
          throw new CommandProblem(
            'ragged-row',
            `${file}, line ${began}: ${column} cells, but the header names ${width} columns. ` +
              'Put right that line (a comma inside a cell needs quotation marks around the cell).',
            2,
          )
        line++
        row++
      }
      return row
    },
  }
}

export function findColumn(table: Table, name: string): Column | undefined {
  const same = (one: string) => one.toLowerCase().replace(/[\s_.-]+/g, '')
  return (
    table.columns.find((one) => one.name === name) ??
    table.columns.find((one) => same(one.name) === same(name))
  )
}

export function getColumn(table: Table, name: string): Column {
  const found = findColumn(table, name)
  if (found) return found
  const names = table.columns.map((one) => one.name).join(', ')
  throw new CommandProblem(
    'no-column',
    `${table.file} has no column "${name}". Its columns are: ${names}.`,
    2,
  )
}

/**
 * The column that plays a role: the one an option names, else the first whose name is usual for it.
 * `taken` columns already play another role.
 */
export function roleColumn(
  table: Table,
  given: string | undefined,
  usual: readonly string[],
  taken: readonly (Column | undefined)[] = [],
): Column | undefined {
  if (given !== undefined) return getColumn(table, given)
  for (const name of usual) {
    const found = findColumn(table, name)
    if (found && !taken.includes(found)) return found
  }
  return undefined
}

export const textAt = (column: Column, row: number): string => column.values[column.codes[row]!]!

/** Where in the file a row is, for a person who has to put it right. */
export function whereIs(table: Table, row: number): string {
  return table.lineOf ? `${table.file}, line ${table.lineOf[row]}` : `${table.file}, row ${row + 1}`
}

/** A column of numbers; a cell that is none is refused by its place. */
export function numbersOf(
  table: Table,
  column: Column,
  what: { wanted: string; allow: (value: number) => boolean; empty?: number },
): Float64Array {
  const values = column.values.map((text) =>
    text === '' ? (what.empty ?? Number.NaN) : Number(text.replace(/(?<=\d)[ ,](?=\d{3}\b)/g, '')),
  )
  const out = new Float64Array(table.rows)
  for (let row = 0; row < table.rows; row++) {
    const value = values[column.codes[row]!]!
    if (Number.isNaN(value) || !what.allow(value))
      throw new CommandProblem(
        'bad-number',
        `${whereIs(table, row)}, column "${column.name}": "${textAt(column, row)}" is not ${what.wanted}.`,
        2,
      )
    out[row] = value
  }
  return out
}

export const countsOf = (table: Table, column: Column): Float64Array =>
  numbersOf(table, column, {
    wanted: 'a whole number of cases, 0 or more',
    allow: (value) => Number.isInteger(value) && value >= 0 && value < 2 ** 31,
    empty: 0,
  })
