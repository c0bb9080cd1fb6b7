import type { Assessment, Proposal } from '../assess.ts'
import type { ChargeDecision, FindingThen } from '../decision.ts'
import type { Stated } from '../fact-sheet.ts'
import type { FirGap } from '../fir.ts'
import type { Act, Lesson, Penalty, Text } from '../law.ts'

export type { Penalty, Proposal, Text }

export interface Statement extends Stated {
  saidBy: string | null
  words: string | null
}

export interface DecisionView {
  id: string
  accusedId: string | null
  cited: string
  lawVersion: string
  decision: ChargeDecision
  finding: FindingThen
  reasons: string
  by: Text
  at: string
  stands: boolean
}

export interface FirView {
  id: string
  number: string
  station: string
  registeredOn: string
  sections: string[]
  otherSections: string
  version: number
}

/** The answer of GET /api/cases/:caseId/charges. */
export interface Charges extends Assessment {
  reference: string
  asOn: string
  conduct: { from: string | null; until: string | null }
  provinces: string[]
  people: { id: string; name: string | null; roles: string[] }[]
  lessons: Pick<Lesson, 'id' | 'text' | 'source'>[]
  statements: Statement[]
  decisions: DecisionView[]
  firs: FirView[]
  gap: FirGap
  acts: Record<string, Pick<Act, 'short' | 'title' | 'citation' | 'sources'>>
  sections: { cited: string; heading: Text }[]
  mayDecide: boolean
}

export const chargesUrl = (caseId: string) => `/api/cases/${caseId}/charges`
