import type { CrosswalkGrade } from '../standards/htcds.ts'
import type { Gap, Mapped, Reason, StandardCode, StandardTable } from '../standards/standard.ts'

type Name = { en: string; ur: string }

/** The answer of GET /api/standards. */
export interface StandardsView {
  standards: { code: StandardCode; edition: string; source: string; grade: CrosswalkGrade }[]
  places: { code: string; name: Name }[]
  thisYear: number
  codeList: {
    id: string
    edition: string
    source: string
    loadedAt: string
    codes: number
  } | null
  mayLoadCodes: boolean
}

export interface ReadCell {
  value: number | null
  status: 'counted' | 'hidden' | Reason
}
export interface ReadTable extends Omit<StandardTable, 'rows'> {
  rows: { code: string; cells: ReadCell[] }[]
}

/** The answer of GET /api/standards/:standard. */
export interface StandardView {
  standard: StandardCode
  edition: string
  source: string
  grade: CrosswalkGrade
  place: string
  from: string
  until: string
  countedAt: string
  laws: string[]
  hidden: number
  tables: ReadTable[]
  mapping: Mapped[]
  gaps: Gap[]
  populations: {
    group: string
    people: number
    year: string
    source: string
    url: string
    grade: 'G' | 'S' | 'M'
  }[]
  names: Record<string, Name>
}
