import type { Bilingual } from '../../../web/workspace/words.tsx'
import type { Currency, OrderState, ScrutinyReason, SendingKind } from '../job-order.ts'
import type { Status } from '../licence.ts'
import type { Compared, Terms } from '../substitution.ts'

export interface JobOrderView {
  id: string
  reference: string
  licensee: { id: string; licenceNumber: string; name: Bilingual; status: Status }
  employer: string
  country: string
  wanted: number
  demandedOn: string
  promised: Terms
  state: OrderState
  permitted: number | null
  permissionNumber: string | null
  permittedOn: string | null
  permittedUntil: string | null
  agreements: number
  departures: number
  told: number
  worse: number
  version: number
}

export interface FoundTermsView {
  complaintId: string
  complaintReference: string
  jobOrderId: string
  terms: Terms
  promisedCurrency: Currency
  compared: Compared[]
  fallsShort: boolean
  version: number
}

export interface FullJobOrder extends JobOrderView {
  mayMoveTo: OrderState[]
  maySend: boolean
  mayCorrect: boolean
  steps: {
    id: string
    state: OrderState
    on: string
    reasons: ScrutinyReason[]
    words: string | null
    by: Bilingual
  }[]
  sendings: {
    id: string
    kind: SendingKind
    on: string
    workers: number
    known: number
    by: Bilingual
  }[]
  found: FoundTermsView[]
}
