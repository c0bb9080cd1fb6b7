import type { CampaignPlan, CampaignState, CountedAct } from '../campaign.ts'

/** A campaign as the server tells of it. */
export interface CampaignView extends CampaignPlan {
  id: string
  stoppedOn: string | null
  stopWords: string
  state: CampaignState
  version: number
  counts: Record<CountedAct, number>
}
