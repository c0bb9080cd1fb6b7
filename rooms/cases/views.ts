/** What the routes answer and the pages show. */
import type { AgencyKind, Duty, Name } from '../../core/people.ts'
import type { CaseBrief, HandOverReason, ShareReason, Status } from './case.ts'
import type { Certainty, Fact, Resting } from './facts.ts'
import { identifierKinds } from './identifiers.ts'
import type { IncidentKind } from './incident.ts'
import type { AgeKnown, ProcessRole, Role, Sex } from './person.ts'

export const scopes = ['me', 'team', 'agency', 'jurisdiction', 'shared'] as const
export type Scope = (typeof scopes)[number]

export const secretKinds = [...identifierKinds, 'address'] as const
export type SecretKind = (typeof secretKinds)[number]
export type Revealed = Record<SecretKind, string | null>

export interface CaseView extends CaseBrief {
  title: string
  summary: string | null
  agency: Name
  holder: Name
}

export interface NewCase {
  jurisdiction: string
  agencyId: string
  teamId: string | null
  holderId: string
  title: string
  summary?: string | null | undefined
  reportId?: string | null | undefined
  openedAt: Date
  openedBy: string | null
}

export interface Colleague {
  id: string
  name: Name
  teamId: string | null
  duties: Duty[]
}

export interface HoldingView {
  holder: Name
  since: string
  until: string | null
  reason: HandOverReason | 'opened'
  words: string | null
}

export interface ListedCase {
  id: string
  reference: string
  title: string
  status: Status
  openedAt: string
  holder: Name
  heldSince: string
  agency: Name
  victims: number
  accused: number
  nextDueAt: string | null
}

export interface Hit {
  caseId: string
  reference: string
  title: string
  status: Status
  openedAt: string
  holder: Name
  person: { id: string; name: string | null; roles: Role[] } | null
}

export interface TimelineRow {
  id: string
  kind: string
  at: string
  by: Name | null
  data: Record<string, unknown>
}

/** Somebody in a case. Identifiers stay sealed: `has` says which there are. */
export interface CasePerson extends AgeKnown {
  id: string
  roles: Role[]
  name: string | null
  otherName: string | null
  fatherName: string | null
  sex: Sex
  citizenship: string | null
  processRole: ProcessRole | null
  has: SecretKind[]
  version: number
}

/** What is written of a person. An identifier left out stays as it is; '' or null takes it away. */
export interface PersonWritten {
  roles: readonly Role[]
  name?: string | null | undefined
  otherName?: string | null | undefined
  fatherName?: string | null | undefined
  sex?: Sex | undefined
  birthOn?: string | null | undefined
  ageStated?: number | null | undefined
  ageStatedOn?: string | null | undefined
  citizenship?: string | null | undefined
  processRole?: ProcessRole | null | undefined
  cnic?: string | null | undefined
  passport?: string | null | undefined
  phone?: string | null | undefined
  account?: string | null | undefined
  address?: string | null | undefined
}

export interface IncidentWritten {
  kind: IncidentKind
  fromOn?: string | null | undefined
  untilOn?: string | null | undefined
  placeCode?: string | null | undefined
  /** ISO 3166-1 alpha-3. */
  country?: string | null | undefined
  placeWords?: string | null | undefined
  description?: string | null | undefined
}

export interface IncidentView {
  id: string
  kind: IncidentKind
  fromOn: string | null
  untilOn: string | null
  placeCode: string | null
  country: string | null
  placeWords: string | null
  description: string | null
  version: number
}

export interface AllegationWritten {
  fact: Fact
  accusedId?: string | null | undefined
  victimId?: string | null | undefined
  saidByPersonId?: string | null | undefined
  saidByWords?: string | null | undefined
  restsOn: Resting
  certainty: Certainty
  saidOn?: string | null | undefined
  words?: string | null | undefined
}

export interface AllegationView {
  id: string
  fact: Fact
  accusedId: string | null
  victimId: string | null
  /** The name of the person of the file who said it, or the words for whoever else did. */
  saidBy: string | null
  saidByPersonId: string | null
  saidByWords: string | null
  restsOn: Resting
  /** 'disputed' while a dispute stands; `certaintyBefore` is what it was. */
  certainty: Certainty
  certaintyBefore: Certainty
  saidOn: string | null
  words: string | null
  disputedAt: string | null
  disputeWords: string | null
  supersedesId: string | null
  supersededById: string | null
  correctionWords: string | null
  addedAt: string
}

export interface TaskView {
  id: string
  words: string
  dueAt: string
  forId: string | null
  for: Name | null
  doneAt: string | null
  doneBy: Name | null
  version: number
}

export interface ShareView {
  id: string
  agencyId: string
  agency: Name
  reason: ShareReason
  words: string
  /** The last day on which the other agency may read the case. */
  until: string
  sharedAt: string
  sharedBy: Name
  withdrawnAt: string | null
}

export interface AgencyChoice {
  id: string
  kind: AgencyKind
  name: Name
  jurisdiction: string
}
