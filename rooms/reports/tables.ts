// Written by tools/tables.ts from the database. Do not edit.
import type { Generated } from 'kysely'

export interface AbsenceTable {
  id: string
  account_id: string
  from_on: string
  to_on: string
  reason: string
  declared_at: string
  withdrawn_at: string | null
}

export interface AccusedKindTable {
  jurisdiction: string
  report_id: string
  desk_id: string
  kind: string
  by_id: string
  at: string
}

export interface AccusedOpeningTable {
  jurisdiction: string
  id: string
  report_id: string
  reason: string
  by_id: string
  at: string
}

export interface AccusedPartTable {
  jurisdiction: string
  report_id: string
  sealed: Buffer
}

export interface AllocationChangeTable {
  jurisdiction: string
  id: string
  report_id: string
  desk_id: string
  kind: string
  reason: string
  from_id: string | null
  to_id: string | null
  by_id: string
  at: string
}

export interface AttachmentTable {
  jurisdiction: string
  report_id: string
  id: string
  sealed_size: number
  sha256: Buffer
  begun_at: string
  completed_at: string | null
}

export interface AttachmentPartTable {
  jurisdiction: string
  report_id: string
  attachment_id: string
  number: number
  bytes: Buffer
}

export interface CameByTable {
  jurisdiction: string
  report_id: string
  code: string
}

export interface ClosingTable {
  jurisdiction: string
  id: string
  report_id: string
  desk_id: string
  decision: string
  reason: string
  talk: unknown | null
  accused: string | null
  victim_sex: string | null
  for_oversight: boolean
  state: Generated<string>
  proposed_by: string
  proposed_at: string
  due_at: string
  answered_by: string | null
  answered_at: string | null
  refusal: string | null
}

export interface ConflictTable {
  id: string
  account_id: string
  place_code: string | null
  kind: string | null
  reason: string
  declared_at: string
  withdrawn_at: string | null
}

export interface DeadlineRuleTable {
  id: string
  step: string
  kind: string | null
  amount: number
  unit: string
  valid_from: string
  valid_until: string | null
  source: string
  grade: string
  by_id: string | null
  at: Generated<string>
}

export interface DeskTable {
  id: string
  key: string
  agency_id: string
  jurisdiction: string
  name_en: string
  name_ur: string
  places: Generated<string[]>
  kinds: Generated<string[]>
  takes_reports: Generated<boolean>
  needs_new_epoch: Generated<boolean>
}

export interface DeskEpochTable {
  desk_id: string
  epoch: number
  statement: string
  signature: string
  recipient: string
  valid_from: string
  valid_until: string
  made_by: string | null
  made_at: Generated<string>
}

export interface DeskMemberTable {
  desk_id: string
  account_id: string
  since: Generated<string>
  added_by: string | null
  removed_at: string | null
  removed_by: string | null
}

export interface DrawTable {
  jurisdiction: string
  report_id: string
  call_index: number
  desk_id: string
  roster_hash: string
  size: number
  passed: string[]
  account_id: string | null
  at: string
}

export interface EnvelopeTable {
  jurisdiction: string
  report_id: string
  internal: boolean
  sequence: number
  direction: string
  desk_id: string
  epoch: number
  sealed: Buffer
  at: string
  by_id: string | null
}

export interface EpochWrapTable {
  desk_id: string
  epoch: number
  account_id: string
  blob: Buffer
}

export interface HandOverTable {
  jurisdiction: string
  id: string
  report_id: string
  from_desk_id: string
  to_desk_id: string
  reason: string
  by_id: string
  at: string
}

export interface HolidayTable {
  id: string
  day: string | null
  every_year: string | null
  off: Generated<boolean>
  name_en: string
  name_ur: string
  source: string
  grade: string
  by_id: string | null
  at: Generated<string>
}

export interface KeyWrapTable {
  jurisdiction: string
  report_id: string
  desk_id: string
  epoch: number
  blob: Buffer
}

export interface MailboxTable {
  locator: Buffer
  token_hash: Buffer
  jurisdiction: string
  report_id: string
  wrap: Buffer
  body_hash: Buffer
  log_secret: Buffer | null
}

export interface MemberKeyTable {
  account_id: string
  recipient: string
  made_at: Generated<string>
}

export interface MemberLockTable {
  account_id: string
  locks: unknown
}

export interface ReportTable {
  jurisdiction: string
  id: string
  desk_id: string
  kind: string
  place_code: string | null
  danger_now: boolean
  language: string
  status: Generated<string>
  owes: Generated<string>
  received_at: string
  due_at: string
  read_at: string | null
  holder_id: string | null
  held_since: string | null
  unread: Generated<boolean>
  sealed_on_arrival: Generated<boolean>
  case_id: string | null
  version: Generated<number>
  drawn_desk_id: string | null
  concerns: string[] | null
  decide_by: string | null
  accused_apart: Generated<boolean>
}

export interface RetaliationTable {
  jurisdiction: string
  id: string
  report_id: string | null
  desk_id: string | null
  raised_by: string
  by_id: string | null
  raised_at: string
  seen_by: string | null
  seen_at: string | null
  done: string | null
  done_by: string | null
  done_at: string | null
  case_id: string | null
  case_reference: string | null
  agency_id: string | null
}

export interface RosterTable {
  hash: string
  desk_id: string
  text: string
  seats: number
  made_at: string
}

export interface SeatTable {
  roster_hash: string
  seat: string
  account_id: string
  opening: unknown
}

export interface SilenceTable {
  jurisdiction: string
  report_id: string
  asked_at: string
  n: number
  kind: string
  desk_id: string
  at: string
}

export interface TriageTable {
  jurisdiction: string
  id: string
  report_id: string
  decision: string
  reason: string
  by_id: string
  at: string
  accused: string | null
  victim_sex: string | null
}

export interface ReportsTables {
  'reports.absence': AbsenceTable
  'reports.accused_kind': AccusedKindTable
  'reports.accused_opening': AccusedOpeningTable
  'reports.accused_part': AccusedPartTable
  'reports.allocation_change': AllocationChangeTable
  'reports.attachment': AttachmentTable
  'reports.attachment_part': AttachmentPartTable
  'reports.came_by': CameByTable
  'reports.closing': ClosingTable
  'reports.conflict': ConflictTable
  'reports.deadline_rule': DeadlineRuleTable
  'reports.desk': DeskTable
  'reports.desk_epoch': DeskEpochTable
  'reports.desk_member': DeskMemberTable
  'reports.draw': DrawTable
  'reports.envelope': EnvelopeTable
  'reports.epoch_wrap': EpochWrapTable
  'reports.hand_over': HandOverTable
  'reports.holiday': HolidayTable
  'reports.key_wrap': KeyWrapTable
  'reports.mailbox': MailboxTable
  'reports.member_key': MemberKeyTable
  'reports.member_lock': MemberLockTable
  'reports.report': ReportTable
  'reports.retaliation': RetaliationTable
  'reports.roster': RosterTable
  'reports.seat': SeatTable
  'reports.silence': SilenceTable
  'reports.triage': TriageTable
}
