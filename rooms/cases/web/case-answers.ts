import type { Bilingual } from '../../../web/workspace/words.tsx'
import type { Status } from '../case.ts'
import type { CasePerson, HoldingView, ListedCase } from '../views.ts'

/** What the routes answer, as the pages use it. */
export interface CaseAnswer {
  id: string
  jurisdiction: string
  reference: string
  title: string
  summary: string | null
  status: Status
  agency: Bilingual
  holderId: string
  holder: Bilingual
  heldSince: string
  openedAt: string
  nextDueAt: string | null
  fromReport: boolean
  version: number
  may: { write: boolean; lead: boolean }
  persons: CasePerson[]
}

export interface ListAnswer {
  items: ListedCase[]
  next: string | null
}

export interface TimelineAnswer {
  items: {
    id: string
    kind: string
    at: string
    by: Bilingual | null
    data: Record<string, unknown>
  }[]
  next: string | null
  names: Record<string, Bilingual>
}

export interface HistoryAnswer {
  holdings: HoldingView[]
  statuses: { status: Status; words: string; at: string; by: Bilingual }[]
}

export interface Colleague {
  id: string
  name: Bilingual
  mayHold: boolean
}
