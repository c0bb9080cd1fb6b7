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

export interface ChargesTables {
  'charges.answer': AnswerTable
  'charges.decision': DecisionTable
  'charges.fir': FirTable
}
