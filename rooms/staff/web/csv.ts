import type { AuditLine } from './shapes.ts'

const header = ['at', 'person', 'agency', 'what', 'about', 'outcome', 'why']

// A spreadsheet runs what begins like a formula (OWASP, "CSV Injection"): an apostrophe stops it.
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** RFC 4180, with a byte order mark, because spreadsheets read Urdu wrongly without it. */
export function csvOf(lines: readonly AuditLine[]): string {
  const rows = lines.map((line) => [
    line.at,
    line.person.en,
    line.agency.en,
    line.what,
    line.about.join(' '),
    line.outcome,
    line.why ?? '',
  ])
  return `\uFEFF${[header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
