import type { Duty, Name, Sees } from '../../../core/people.ts'

// What the staff routes answer, as the pages use it.

export interface MadeUpPerson {
  handle: string
  name: Name
  agency: Name
  duties: Duty[]
}

export interface Passkey {
  id: string
  label: string
  madeAt: string
  usedAt: string | null
}

export interface OwnSession {
  id: string
  client: string
  begunAt: string
  seenAt: string
  current: boolean
}

export type AccountState = 'invited' | 'active' | 'disabled'

export interface Account {
  id: string
  handle: string | null
  agencyId: string
  agency: Name
  teamId: string | null
  name: Name
  email: string | null
  duties: Duty[]
  sees: Sees
  jurisdiction: string
  state: AccountState
  seenAt: string | null
  version: number
}

export interface AuditLine {
  id: string
  at: string
  personId: string
  person: Name
  agency: Name
  what: string
  about: string[]
  outcome: 'done' | 'refused'
  why: string | null
}

export interface GlassOpening {
  id: string
  caseId: string
  person: Name
  agency: Name
  reason: string
  words: string
  openedAt: string
  until: string
  seenAt: string | null
}

export interface Team {
  id: string
  agencyId: string
  agency: Name
  name: Name
  people: number
}
