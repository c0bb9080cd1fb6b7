import { Problem } from '../../../core/problem.ts'
import { ageGroups, htcdsStatus, sexCodes } from '../victim.ts'
import { htcdsForms } from './htcds.ts'

/** The HTCDS variables for which a code list can be loaded. */
export const codeListVariables = [
  'vic_TypeOfExploitation',
  'prs_Gender',
  'vic_TraffickingStatus',
  'age_group',
] as const

export interface CodeListEntry {
  variable: (typeof codeListVariables)[number]
  code: string
  name: { en: string; ur: string }
  /** The HTCDS codes that go to it. */
  htcds: string[]
}

export interface CodeList {
  id: string
  edition: string
  source: string
  entries: CodeListEntry[]
  loadedAt: string
}

const known: Record<CodeListEntry['variable'], readonly string[]> = {
  vic_TypeOfExploitation: htcdsForms,
  prs_Gender: sexCodes,
  vic_TraffickingStatus: [...Object.values(htcdsStatus), 'NotAVictimOfTrafficking'],
  age_group: ageGroups,
}

const MOST = 500
const head = ['variable', 'code', 'name_en', 'name_ur', 'htcds']

/**
 * Reads the rows of a code list (variable, code, name_en, name_ur, htcds; several HTCDS codes with
 * a semicolon between). Refuses with the line and what is wrong with it.
 */
export function codeListOf(rows: readonly (readonly string[])[]): CodeListEntry[] {
  const [first = [], ...lines] = rows
  if (head.some((column) => !first.includes(column)))
    refuse('standard-list-head', { columns: head.join(', ') })
  if (lines.length === 0 || lines.length > MOST) refuse('standard-list-length', { most: MOST })
  const at = (line: readonly string[], column: string) => (line[first.indexOf(column)] ?? '').trim()
  const entries = lines.map((line, nth): CodeListEntry => {
    const where = nth + 2
    const variable = at(line, 'variable') as CodeListEntry['variable']
    if (!Object.hasOwn(known, variable))
      refuse('standard-list-variable', { line: where, known: codeListVariables.join(', ') })
    const code = at(line, 'code')
    const en = at(line, 'name_en')
    if (!code || !en || code.length > 60 || en.length > 200)
      refuse('standard-list-code', { line: where })
    const htcds = at(line, 'htcds')
      .split(';')
      .map((one) => one.trim())
      .filter(Boolean)
    const stranger = htcds.find((one) => !known[variable].includes(one))
    if (stranger) refuse('standard-list-htcds', { line: where, code: stranger.slice(0, 60) })
    return { variable, code, name: { en, ur: at(line, 'name_ur').slice(0, 200) || en }, htcds }
  })
  for (const variable of codeListVariables) {
    const own = entries.filter((one) => one.variable === variable)
    const twice =
      repeated(own.map(({ code }) => code)) ?? repeated(own.flatMap(({ htcds }) => htcds))
    if (twice) refuse('standard-list-twice', { code: twice })
  }
  return entries
}

function repeated(codes: readonly string[]): string | undefined {
  return codes.find((code, at) => codes.indexOf(code) !== at)
}

function refuse(what: string, values: Record<string, string | number>): never {
  throw new Problem('input', `statistics/${what}`, { values })
}
