import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../core/config.ts'
import type { Name } from '../core/people.ts'
import type { Certainty, Fact, IncidentKind, ProcessRole, Role, Sex } from '../rooms/cases/door.ts'

/** Days from the day of loading (-3: three days before), or a calendar day. */
export type When = number | string

export interface MadeUpCase {
  key: string
  vignette: string
  holder: string
  openedOn: number
  title: Name
  summary: string
  status?: 'suspended' | 'closed'
  persons: MadeUpCasePerson[]
  incidents: MadeUpIncident[]
  allegations: MadeUpAllegation[]
  screenings?: MadeUpScreening[]
  referrals?: MadeUpReferral[]
  shares?: { to: string; reason: string; words: string }[]
  tasks?: { words: string; inDays: number }[]
}

export interface MadeUpCasePerson {
  key: string
  roles: Role[]
  name: Name
  fatherName?: string
  sex: Sex
  age?: number
  birthOn?: string
  citizenship: string | null
  processRole?: ProcessRole
  phone?: string
  account?: string
}

export interface MadeUpIncident {
  kind: IncidentKind
  from: When
  until: When | null
  place?: string
  country: string
  words: string
}

export interface MadeUpAllegation {
  fact: Fact
  accused?: string
  victim?: string
  by?: string
  byWords?: string
  restsOn: 'report' | 'statement' | 'document' | 'chat' | 'observation' | 'medical' | 'other'
  certainty: Certainty
  on?: When
  words: string
}

export interface MadeUpScreening {
  person: string
  by: string
  set: string
  language: string
  vulnerabilities: string[]
  yes: string[]
  no: string[]
  decision: { status: string; reasons: string[]; exploitation: string[]; words: string }
}

/** Goes as far as `until` says: sent, declined, accepted, served or closed. */
export interface MadeUpReferral {
  person: string
  by: string
  to: string
  answeredBy: string
  purpose: string
  fields: string[]
  needs: string[]
  language: string
  safetyNotes?: string
  guardian?: string
  until: 'sent' | 'declined' | 'accepted' | 'served' | 'closed'
  declined?: string
  service?: string
  outcome?: string
}

export function readCases(): MadeUpCase[] {
  const text = readFileSync(join(projectRoot(), 'tryout/cases.json'), 'utf8')
  return (JSON.parse(text) as { cases: MadeUpCase[] }).cases
}
