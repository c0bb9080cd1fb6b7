import type { Input } from './link.ts'
import { packetsOf } from './packets.ts'
import { type FieldPlan, LinkageProblem } from './settings.ts'

/** A row as an object; what is not text is compared as its text. */
export type Row = Readonly<Record<string, unknown>>

const textOf = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : value instanceof Date
      ? value.toISOString().slice(0, 10)
      : String(value).trim()

/** The text of a field in a row, its columns joined by a space. */
export const fieldText = (row: Row, { columns }: FieldPlan): string =>
  columns
    .map((column) => textOf(row[column]))
    .filter(Boolean)
    .join(' ')

/** Rows in memory as input: one table, or two. */
export function fromRows(first: readonly Row[], second: readonly Row[] = []): Input {
  const rows = [...first, ...second]
  return {
    rows: rows.length,
    split: second.length ? first.length : 0,
    async packets(plan, table) {
      const missing = plan.columns.filter((column) => !rows.some((row) => column in row))
      if (missing.length)
        throw new LinkageProblem(
          'no-column',
          `No row has ${missing.map((name) => `"${name}"`).join(', ')}.`,
        )
      return packetsOf((table === 0 ? first : second).map((row) => fieldText(row, plan)))
    },
    async texts(plan, wanted) {
      return wanted.map((row) => fieldText(rows[row]!, plan))
    },
  }
}
