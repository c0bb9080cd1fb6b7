import type { Report } from '../../../libraries/multiple-systems-estimation/index.ts'
import type { PeopleOnLists } from '../lists.ts'

export interface EstimateBrief {
  id: string
  askedAt: string
  finishedAt: string | null
  source: 'cases' | 'file'
  from: string | null
  until: string | null
  state: 'waiting' | 'running' | 'done' | 'stopped' | 'refused' | 'failed'
  progress: number
  listed: number | null
}

/** The answer of GET /api/numbers/estimates/:id. */
export interface EstimateView extends EstimateBrief {
  lists: PeopleOnLists | null
  report: Report | null
  problem: string | null
}
