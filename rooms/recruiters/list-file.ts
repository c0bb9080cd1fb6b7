import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { Problem } from '../../core/problem.ts'

export interface ListFile {
  /** The line of the file on which the first licensee stands. */
  firstLine: number
  columns: string[]
  rows: { [column: string]: string }[]
}

const MOST_ROWS = 50_000

/** Reads an authority's list from CSV (UTF-8) or XLSX: first line the headings, one licensee a line. */
export async function readListFile(bytes: Buffer): Promise<ListFile> {
  const table = isZip(bytes) ? await readXlsx(bytes) : readCsv(bytes)
  const start = table.findIndex((row) => row.filter(Boolean).length >= 3)
  const headings = start < 0 ? undefined : table[start]
  if (!headings) throw new Problem('input', 'recruiters/list-without-headings')
  const columns = uniqueNames(headings)
  const rows = table
    .slice(start + 1)
    .filter((row) => row.some(Boolean))
    .map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] ?? ''])))
  if (!rows.length) throw new Problem('input', 'recruiters/list-empty')
  if (rows.length > MOST_ROWS) {
    throw new Problem('too-large', 'recruiters/list-too-long', { values: { most: MOST_ROWS } })
  }
  return { firstLine: start + 2, columns, rows }
}

const isZip = (bytes: Buffer) => bytes.subarray(0, 2).toString('latin1') === 'PK'

async function readXlsx(bytes: Buffer): Promise<string[][]> {
  try {
    return (await readSheet(bytes)).map((row) => row.map(textOf))
  } catch {
    throw new Problem('false-type', 'recruiters/list-not-readable')
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return String(cell).trim()
}

function readCsv(bytes: Buffer): string[][] {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Problem('false-type', 'recruiters/list-not-utf8')
  }
  if (text.includes('\0')) throw new Problem('false-type', 'recruiters/list-not-readable')
  try {
    const rows = parse(text, {
      bom: true,
      delimiter: [',', ';', '\t'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      trim: true,
      max_record_size: 100_000,
    })
    return rows as string[][]
  } catch {
    throw new Problem('false-type', 'recruiters/list-not-readable')
  }
}

/** Headings as they stand; empty ones get a number, and one that stands twice gets another. */
function uniqueNames(headings: readonly string[]): string[] {
  const names: string[] = []
  headings.forEach((heading, i) => {
    let name = heading.replace(/\s+/g, ' ').trim().slice(0, 80) || `(${i + 1})`
    while (names.includes(name)) name = `${name} (${i + 1})`
    names.push(name)
  })
  return names
}
