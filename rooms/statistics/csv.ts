export type Cell = string | number | null

const BOM = '\uFEFF'

/**
 * Rows as CSV (RFC 4180: CRLF, quotes doubled) in UTF-8 with a byte order mark, without which
 * Excel reads Urdu as another code page.
 */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return BOM + rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')
}

function cellOf(cell: Cell): string {
  if (cell === null) return ''
  const text = typeof cell === 'number' ? String(cell) : safe(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * A text that no spreadsheet takes for a formula: one that begins with = + - @, a tab or a line
 * break gets an apostrophe before it (OWASP, CSV Injection), also behind leading spaces.
 */
export function safe(text: string): string {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text
}
