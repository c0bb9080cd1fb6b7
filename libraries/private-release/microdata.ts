/** One column: codes into its values; code 0 is "not recorded" and never part of a combination. */
export interface CodedColumn {
  name: string
  values: readonly string[]
  codes: Int32Array
}

/**
 * Records as attributes. Attribute ids run through all columns; `cells` holds, row after row, one
 * id for each column, or −1 where nothing is recorded.
 */
export interface Microdata {
  rows: number
  columns: readonly string[]
  /** First attribute of each column, and one past the last column's end. */
  first: Int32Array
  /** The value behind each attribute. */
  values: readonly string[]
  /** Column of each attribute. */
  columnOf: Int32Array
  cells: Int32Array
}

export interface MultiValued {
  column: string
  separator: string
}

/**
 * Codes columns into attributes. A column of several values in one cell ("debt;threats") becomes
 * one column for each value, so that two of its values can stand in one combination.
 */
export function encode(
  rows: number,
  given: readonly CodedColumn[],
  multiValued: readonly MultiValued[] = [],
): Microdata {
  const columns = given.flatMap((column) => {
    const several = multiValued.find((one) => one.column === column.name)
    return several ? splitColumn(rows, column, several.separator) : [withoutUnused(rows, column)]
  })
  const first = new Int32Array(columns.length + 1)
  columns.forEach((column, c) => {
    first[c + 1] = first[c]! + column.values.length - 1
  })
  const cells = new Int32Array(rows * columns.length)
  columns.forEach(({ codes }, c) => {
    for (let row = 0; row < rows; row++) {
      const code = codes[row]!
      cells[row * columns.length + c] = code === 0 ? -1 : first[c]! + code - 1
    }
  })
  const columnOf = new Int32Array(first[columns.length]!)
  for (let c = 0; c < columns.length; c++) columnOf.fill(c, first[c]!, first[c + 1]!)
  return {
    rows,
    columns: columns.map((one) => one.name),
    first,
    values: columns.flatMap((one) => one.values.slice(1)),
    columnOf,
    cells,
  }
}

/** Values that occur, in an order that does not depend on the rows' order (which could tell). */
function withoutUnused(rows: number, { name, values, codes }: CodedColumn): CodedColumn {
  const used = new Uint8Array(values.length)
  for (let row = 0; row < rows; row++) used[codes[row]!] = 1
  const kept = values.flatMap((value, code) => (code > 0 && used[code] ? [{ value, code }] : []))
  kept.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0))
  const renamed = new Int32Array(values.length)
  kept.forEach(({ code }, i) => {
    renamed[code] = i + 1
  })
  return {
    name,
    values: ['', ...kept.map((one) => one.value)],
    codes: codes.subarray(0, rows).map((code) => renamed[code]!),
  }
}

function splitColumn(rows: number, column: CodedColumn, separator: string): CodedColumn[] {
  const parts = column.values.map((text) => [
    ...new Set(text.split(separator).map((one) => one.trim())),
  ])
  const names = [...new Set(parts.flat())].filter((one) => one !== '').sort()
  return names.map((name) => {
    const holds = parts.map((list) => (list.includes(name) ? 1 : 0))
    return {
      name: column.name,
      values: ['', name],
      codes: Int32Array.from({ length: rows }, (_, row) => holds[column.codes[row]!]!),
    }
  })
}

/** Rows with their attributes given directly; for tests and for synthetic records. */
export function withCells(like: Microdata, cells: Int32Array): Microdata {
  return { ...like, rows: cells.length / like.columns.length, cells }
}

export const nameOf = (data: Microdata, attribute: number): string =>
  `${data.columns[data.columnOf[attribute]!]}=${data.values[attribute]}`
