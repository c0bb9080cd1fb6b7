import type { Bilingual } from '../../../web/workspace/words.tsx'
import type { ComplaintKind, Outcome, Stage } from '../complaint.ts'
import type { Kind, Reason, Status } from '../licence.ts'
import type { FoundTermsView } from './job-order-answers.ts'

export interface LicenseeView {
  id: string
  kind: Kind
  licenceNumber: string
  name: Bilingual
  place: Bilingual | null
  placeCode: string | null
  address: string
  phones: string[]
  issuedOn: string | null
  expiresOn: string | null
  workersSent: number | null
  status: Status
  since: string | null
  termOver: boolean
  registerAsOf: string
  version: number
}

export interface HistoryView {
  id: string
  on: string
  to: Status
  why: Reason
  orderNumber: string
  until: string | null
}

export interface ImportBrief {
  id: string
  kind: Kind
  fileName: string
  asOf: string
  state: 'read' | 'applied' | 'undone'
  broughtAt: string
  outcome: Counts | null
  version: number
}

export interface Counts {
  added: number
  changed: number
  unchanged: number
  aside: number
}

export interface Sums {
  counted: { [status: string]: number }
  total: number
  stated: { [status: string]: number }
  statedTotal?: number
  partsSum?: number
  partsMissing?: number
  different: { status: string; stated: number; counted: number }[]
  closes: boolean
}

export interface ListView extends ImportBrief {
  columns: string[]
  mapping: { [role: string]: string }
  sample: { [column: string]: string }[]
  lines: number
  preview?: {
    added: number
    changed: number
    unchanged: number
    changes: {
      line: number
      licenceNumber: string
      name: string
      what: string[]
      from: Status | null
      to: Status
    }[]
    aside: { line: number; doubts: string[]; cells: { [column: string]: string } }[]
    asideInAll: number
    changesInAll: number
    sums: Sums
  }
}

export interface ComplaintView {
  id: string
  reference: string
  kind: ComplaintKind
  stage: Stage
  dueOn: string | null
  receivedOn: string
  contractOn: string | null
  joinedOn: string | null
  paid: number | null
  allowed: number | null
  over: number | null
  feeDoubtful: boolean
  receiptGiven: boolean | null
  destination: string | null
  licensee: {
    id: string
    kind: Kind
    licenceNumber: string
    name: Bilingual
    status: Status
  } | null
  named: string | null
  /** What the worker found is worse than the job order promised; null where nobody compared. */
  fallsShort: boolean | null
  limb: '22(a)' | '22(b)' | null
  serious: boolean
  sixMonths: { lastDay: string; daysLeft: number; tooLate: boolean } | null
  mayMoveTo: Stage[]
  version: number
}

export interface FullComplaint extends ComplaintView {
  complainant: string | null
  phone: string | null
  words: string
  steps: {
    id: string
    stage: Stage
    on: string
    outcome: Outcome | null
    words: string | null
    by: Bilingual
  }[]
  alike: number
  phoneOf: { id: string; licenceNumber: string; name: Bilingual }[]
  found: FoundTermsView | null
}
