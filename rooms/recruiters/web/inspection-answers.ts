import type { Bilingual } from '../../../web/workspace/words.tsx'
import type {
  Answer,
  CheckResult,
  CorrectiveCode,
  InspectionState,
  ItemCode,
  VisitReason,
} from '../inspection.ts'
import type { Kind } from '../licence.ts'

export interface InspectionView {
  id: string
  licensee: {
    id: string
    kind: Kind
    licenceNumber: string
    name: Bilingual
    address: string
    phones: string[]
  }
  state: InspectionState
  reasons: VisitReason[]
  plannedFor: string | null
  on: string | null
  words: string | null
  writtenOffline: boolean
  by: Bilingual | null
  faults: number
  openOrders: number
  version: number
}

export interface CorrectiveView {
  id: string
  inspectionId: string
  licensee: { id: string; name: Bilingual }
  code: CorrectiveCode
  words: string | null
  dueOn: string
  doneOn: string | null
  overdue: boolean
  mayCheck: boolean
  checks: { id: string; on: string; result: CheckResult; words: string | null; by: Bilingual }[]
  version: number
}

export interface InspectionList {
  items: InspectionView[]
  orders: CorrectiveView[]
}

export interface FullInspection extends InspectionView {
  mayWrite: boolean
  findings: { item: ItemCode; answer: Answer; words: string | null }[]
  photos: { id: string; item: ItemCode | null }[]
  orders: CorrectiveView[]
}
