// Written by tools/tables.ts from the database. Do not edit.
import type { Generated } from 'kysely'

export interface AnswerTable {
  jurisdiction: string
  interview_id: string
  indicator: string
  value: string
  rests_on: Generated<string[]>
  allegation_ids: Generated<string[]>
  facts: Generated<string[]>
  note_sealed: string | null
  answered_by: string
  answered_at: string
  version: Generated<number>
}

export interface DecisionTable {
  jurisdiction: string
  id: string
  case_id: string
  person_id: string
  interview_id: string
  status: string
  outcome: string
  result: unknown
  reasons: string[]
  words_sealed: string | null
  exploitation: Generated<string[]>
  cause: string | null
  supersedes_id: string | null
  decided_by: string
  decided_at: string
}

export interface InterviewTable {
  jurisdiction: string
  id: string
  case_id: string
  person_id: string
  indicator_set: string
  language: string
  interpreter: string
  others_present: Generated<string[]>
  company_words_sealed: string | null
  vulnerabilities: Generated<string[]>
  state: Generated<string>
  started_by: string
  started_at: string
  paused_at: string | null
  finished_at: string | null
  version: Generated<number>
}

export interface ReconsiderationRequestTable {
  jurisdiction: string
  id: string
  case_id: string
  decision_id: string
  cause: string
  words_sealed: string | null
  asked_on: string
  recorded_by: string
  recorded_at: string
}

export interface ScreeningTables {
  'screening.answer': AnswerTable
  'screening.decision': DecisionTable
  'screening.interview': InterviewTable
  'screening.reconsideration_request': ReconsiderationRequestTable
}
