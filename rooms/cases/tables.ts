// Written by tools/tables.ts from the database. Do not edit.
import type { Generated } from 'kysely'

export interface AllegationTable {
  jurisdiction: string
  id: string
  case_id: string
  fact: string
  accused_id: string | null
  victim_id: string | null
  said_by_person_id: string | null
  said_by_words_sealed: string | null
  rests_on: string
  certainty: string
  said_on: string | null
  words_sealed: string | null
  disputed_at: string | null
  disputed_by: string | null
  dispute_words_sealed: string | null
  supersedes_id: string | null
  superseded_by_id: string | null
  superseded_at: string | null
  correction_words_sealed: string | null
  added_by: string | null
  added_at: Generated<string>
  version: Generated<number>
}

export interface CaseFileTable {
  jurisdiction: string
  id: string
  agency_id: string
  team_id: string | null
  holder_id: string
  held_since: string
  reference: string
  title_sealed: string
  summary_sealed: string | null
  status: Generated<string>
  report_id: string | null
  opened_at: string
  opened_by: string | null
  next_due_at: string | null
  version: Generated<number>
}

export interface HoldingTable {
  jurisdiction: string
  id: string
  case_id: string
  holder_id: string
  team_id: string | null
  since: string
  until: string | null
  reason: string
  words_sealed: string | null
  moved_by: string | null
}

export interface IncidentTable {
  jurisdiction: string
  id: string
  case_id: string
  kind: string
  from_on: string | null
  until_on: string | null
  place_code: string | null
  country: string | null
  place_words_sealed: string | null
  description_sealed: string | null
  added_by: string | null
  added_at: Generated<string>
  version: Generated<number>
}

export interface PersonTable {
  jurisdiction: string
  id: string
  case_id: string
  roles: string[]
  name_sealed: string | null
  name_index: string | null
  other_name_sealed: string | null
  other_name_index: string | null
  father_name_sealed: string | null
  cnic_sealed: string | null
  cnic_index: string | null
  passport_sealed: string | null
  passport_index: string | null
  phone_sealed: string | null
  phone_index: string | null
  account_sealed: string | null
  account_index: string | null
  address_sealed: string | null
  sex: Generated<string>
  birth_on: string | null
  age_stated: number | null
  age_stated_on: string | null
  citizenship: string | null
  process_role: string | null
  added_by: string | null
  added_at: Generated<string>
  version: Generated<number>
}

export interface ReferenceCounterTable {
  agency_id: string
  year: number
  last: number
}

export interface ReferencePrefixTable {
  agency_id: string
  prefix: string
}

export interface ShareTable {
  jurisdiction: string
  id: string
  case_id: string
  agency_id: string
  reason: string
  words_sealed: string
  until: string
  shared_by: string
  shared_at: Generated<string>
  withdrawn_by: string | null
  withdrawn_at: string | null
}

export interface StatusChangeTable {
  jurisdiction: string
  id: string
  case_id: string
  from_status: string
  to_status: string
  words_sealed: string
  because: string | null
  changed_by: string
  changed_at: Generated<string>
}

export interface TaskTable {
  jurisdiction: string
  id: string
  case_id: string
  words_sealed: string
  due_at: string
  for_id: string | null
  set_by: string | null
  set_at: Generated<string>
  done_at: string | null
  done_by: string | null
  version: Generated<number>
}

export interface CasesTables {
  'cases.allegation': AllegationTable
  'cases.case_file': CaseFileTable
  'cases.holding': HoldingTable
  'cases.incident': IncidentTable
  'cases.person': PersonTable
  'cases.reference_counter': ReferenceCounterTable
  'cases.reference_prefix': ReferencePrefixTable
  'cases.share': ShareTable
  'cases.status_change': StatusChangeTable
  'cases.task': TaskTable
}
