// Written by tools/tables.ts from the database. Do not edit.
import type { Generated } from 'kysely'

export interface AnswerTable {
  jurisdiction: string
  id: string
  case_id: string
  fact: string
  says: string
  accused_id: string | null
  victim_id: string | null
  rests_on: string
  words_sealed: string
  answered_by: string
  answered_at: string
  withdrawn_by: string | null
  withdrawn_at: string | null
  version: Generated<number>
}

export interface CourtStepTable {
  jurisdiction: string
  id: string
  case_id: string
  kind: string
  accused_id: string | null
  victim_id: string | null
  on_day: string
  next_on: string | null
  court: Generated<string>
  outcome: string | null
  delay: string | null
  because: string | null
  cited: Generated<string[]>
  months: number | null
  life: Generated<boolean>
  death: Generated<boolean>
  fine_pkr: number | null
  amount_pkr: number | null
  words_sealed: string
  corrects_id: string | null
  recorded_by: string
  recorded_at: string
}

export interface DecisionTable {
  jurisdiction: string
  id: string
  case_id: string
  accused_id: string | null
  cited: string
  law_version: string
  decision: string
  finding: string
  reasons_sealed: string
  victimhood_weighed: Generated<boolean>
  decided_by: string
  decided_at: string
  supersedes_id: string | null
  version: Generated<number>
}

export interface FirTable {
  jurisdiction: string
  id: string
  case_id: string
  number: string
  station: string
  registered_on: string
  sections: string[]
  other_sections: Generated<string>
  recorded_by: string
  recorded_at: string
  version: Generated<number>
}

export interface GapTable {
  jurisdiction: string
  id: string
  case_id: string
  kind: string
  missing: string[]
  since: string
  closed_at: string | null
  closed_by: string | null
  seen_by: string | null
  seen_at: string | null
  version: Generated<number>
}

export interface LawChangeTable {
  jurisdiction: string
  id: string
  kind: string
  cited: string | null
  body: unknown
  reason: string
  drafted_by: string
  drafted_at: string
  state: Generated<string>
  decided_by: string | null
  decided_at: string | null
  decision_words: string | null
  as_lawyer: Generated<boolean>
  version: Generated<number>
}

export interface TransferTable {
  jurisdiction: string
  id: string
  case_id: string
  from_agency: string
  to_agency: string
  rule: string
  reason: string
  sections: string[]
  sent_on: string
  letter: Generated<string>
  words_sealed: string
  sent_by: string
  sent_at: string
  answer: string | null
  answered_on: string | null
  answer_sealed: string | null
  answered_by: string | null
  version: Generated<number>
}

export interface ChargesTables {
  'charges.answer': AnswerTable
  'charges.court_step': CourtStepTable
  'charges.decision': DecisionTable
  'charges.fir': FirTable
  'charges.gap': GapTable
  'charges.law_change': LawChangeTable
  'charges.transfer': TransferTable
}
