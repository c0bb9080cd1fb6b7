import type { Dimension } from '../counting.ts'

export interface Line {
  code: string
  n: number
}

/** The answer of GET /api/numbers. */
export interface NumbersView {
  asOf: string
  from: string | null
  until: string
  counted: 'reach' | 'seen'
  jurisdiction: string
  by: Dimension
  across: Dimension | null
  rows: (Line & { cells: Record<string, number> })[]
  columns: Line[]
  total: number
  notes: {
    code: 'adds-up-to-more' | 'not-recorded'
    dimension: Dimension
    n: number
    total: number
  }[]
  choices: Record<string, string[]>
  names: Record<string, { en: string; ur: string }>
  mayExportSmallNumbers: boolean
  comparison: {
    at: string
    victims: number
    missing: number
    superfluous: number
    different: number
  } | null
}

/** The answer of GET /api/numbers/cases. */
export interface CasesView {
  victims: number
  cases: { id: string; reference: string; victims: number }[]
  more: number
  closed: number
}
