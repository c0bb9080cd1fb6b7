import type { Bilingual } from '../../../web/workspace/words.tsx'
import type { EntryKind, Entry as EntryTold, Side, Told } from '../advance.ts'
import type { Authority, Move, Outcome, Release, StepCode } from '../release.ts'
import type { ActInForce, Rule } from '../rules.ts'
import type { Shortfall } from '../shortfall.ts'
import type { Children, Member, PartyRole, SiteKind } from '../site.ts'
import type {
  Basis,
  CheckResult,
  Corrective,
  CorrectiveCode,
  FindingCode,
  VisitReason,
} from '../visit.ts'
import type { Wage } from '../wage.ts'

export interface SiteView {
  id: string
  kind: SiteKind
  name: string
  place: { code: string; name: Bilingual; province: string }
  placeWords: string | null
  pin: { latitude: number; longitude: number } | null
  version: number
}

export interface ListedSite extends SiteView {
  lastVisitOn: string | null
  families: number
  childrenAtWork: number
  openOrders: number
  overdueOrders: number
}

export interface PartyView {
  id: string
  role: PartyRole
  name: string
  phone: string | null
  version: number
}

export interface FamilyView {
  id: string
  name: string
  cameOn: string | null
  livesThere: boolean | null
  children: Children
  members: (Member & { id: string; ageOn: string })[]
  version: number
}

export interface VisitView {
  id: string
  reason: VisitReason
  on: string
  workersSeen: number | null
  childrenSeen: number | null
  words: string | null
  writtenOffline: boolean
  by: Bilingual
  findings: {
    id: string
    code: FindingCode
    basis: Basis
    people: number | null
    words: string | null
    photos: string[]
    rules: Rule[]
  }[]
}

export interface OrderView extends Corrective {
  id: string
  code: CorrectiveCode
  words: string | null
  overdue: boolean
  checks: { id: string; on: string; result: CheckResult; words: string | null; by: Bilingual }[]
  version: number
}

export interface FullSite extends SiteView {
  may: { write: boolean }
  pointsAtBondage: boolean
  parties: PartyView[]
  families: FamilyView[]
  visits: VisitView[]
  orders: OrderView[]
}

export interface EntryView extends EntryTold {
  id: string
  saidBy: string
  saidOn: string
  words: string | null
  struckWords: string | null
  version: number
}

export type ToldView = Told & { side: Side; shortfall: Shortfall<Wage> }

export interface AdvanceView {
  id: string
  giver: { role: PartyRole; name: string } | null
  begunOn: string
  words: string | null
  told: ToldView[]
  differing: EntryKind[]
  act: ActInForce
  law: { code: string; rule: Rule }[]
  wages: Wage[]
  entries: EntryView[]
}

export interface StepView {
  id: string
  code: StepCode
  followUp: boolean
  who: string | null
  words: string | null
  dueOn: string
  doneOn: string | null
  outcome: Outcome | null
  found: string | null
  version: number
}

export interface ReleaseView extends Release {
  id: string
  authority: Authority
  orderNumber: string | null
  transport: string | null
  wentTo: string | null
  certificateNumber: string | null
  next: Move[]
  mayStepBack: boolean
  steps: StepView[]
  version: number
}

export interface FullFamily extends FamilyView {
  may: { write: boolean }
  site: Pick<SiteView, 'id' | 'kind' | 'name' | 'place'>
  parties: Pick<PartyView, 'id' | 'role' | 'name'>[]
  advances: AdvanceView[]
  releases: ReleaseView[]
  cases: { memberId: string; caseId: string; reference: string; openedAt: string }[]
}
