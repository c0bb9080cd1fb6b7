// Written by tools/tables.ts from the database. Do not edit.
import type { Generated } from 'kysely'

export interface AccountTable {
  id: string
  handle: string | null
  agency_id: string
  team_id: string | null
  name_en: string
  name_ur: string
  email_sealed: string | null
  email_index: string | null
  duties: string[]
  sees: string
  jurisdiction: string
  language: Generated<string>
  state: Generated<string>
  created_at: Generated<string>
  version: Generated<number>
}

export interface AgencyTable {
  id: string
  key: string
  kind: string
  name_en: string
  name_ur: string
  jurisdiction: string
  place_code: string | null
  contact: string | null
  made_up: Generated<boolean>
  grade: string
  source: string
  valid_to: string | null
}

export interface AuditLineTable {
  jurisdiction: string
  id: string
  at: Generated<string>
  person_id: string
  agency_id: string
  what: string
  about: string[]
  outcome: string
  why: string | null
}

export interface BreakGlassTable {
  id: string
  person_id: string
  agency_id: string
  jurisdiction: string
  case_id: string
  reason: string
  words_sealed: string
  opened_at: Generated<string>
  until: string
  seen_by: string | null
  seen_at: string | null
  holding_agency_id: string | null
  holder_seen_by: string | null
  holder_seen_at: string | null
}

export interface EventTable {
  jurisdiction: string
  id: string
  kind: string
  about: string
  file_id: string | null
  person_id: string | null
  at: Generated<string>
  data: Generated<unknown>
}

export interface EventWorkTable {
  event_jurisdiction: string
  event_id: string
  subscriber: string
  tries: Generated<number>
  next_at: Generated<string>
  trouble: string | null
}

export interface HelplineTable {
  key: string
  number: string
  name_en: string
  name_ur: string
  for_en: string
  for_ur: string
  jurisdiction: string
  position: number
  grade: string
  source: string
}

export interface IdempotencyTable {
  holder: string
  key: string
  route: string
  request_hash: Buffer
  answer_sealed: string | null
  at: Generated<string>
}

export interface PlaceTable {
  code: string
  level: string
  parent: string | null
  name_en: string
  name_ur: string
  pcode: string | null
  valid_from: string | null
  valid_to: string | null
  grade: string
  source: string
}

export interface SessionTable {
  id: string
  token_hash: Buffer
  account_id: string
  client: Generated<string>
  begun_at: Generated<string>
  seen_at: Generated<string>
  until: string
  ended_at: string | null
}

export interface SettingTable {
  key: string
  value: unknown
}

export interface TeamTable {
  id: string
  key: string
  agency_id: string
  name_en: string
  name_ur: string
}

export interface CoreTables {
  'core.account': AccountTable
  'core.agency': AgencyTable
  'core.audit_line': AuditLineTable
  'core.break_glass': BreakGlassTable
  'core.event': EventTable
  'core.event_work': EventWorkTable
  'core.helpline': HelplineTable
  'core.idempotency': IdempotencyTable
  'core.place': PlaceTable
  'core.session': SessionTable
  'core.setting': SettingTable
  'core.team': TeamTable
}
