import type { Weighed } from '../../../libraries/private-release/index.ts'
import type { Release, ReleaseColumn } from '../release.ts'

export interface BudgetView {
  year: number
  epsilon: string
  delta: string
  reason: string
  proposedAt: string
  confirmedAt: string | null
  mayConfirm: boolean
  left: number
  spentEpsilon: number
}

export type ReleaseBrief = Pick<
  Release,
  | 'id'
  | 'year'
  | 'kind'
  | 'columns'
  | 'longest'
  | 'k'
  | 'epsilon'
  | 'countedAt'
  | 'state'
  | 'progress'
>

/** The answer of GET /api/releases. */
export interface ReleasesView {
  items: ReleaseBrief[]
  budgets: BudgetView[]
  columns: ReleaseColumn[]
  mayPrepare: boolean
  mayPropose: boolean
}

/** The answer of GET /api/releases/:id. */
export interface ReleaseView extends ReleaseBrief {
  purpose: string | null
  reason: string | null
  decidedAt: string | null
  preview: Weighed[] | null
  budget: BudgetView | null
  mine: boolean
  maySign: boolean
  mayPrepare: boolean
}
