export { type CampaignPlan, campaignCodeIn, type Design, designOf } from './campaign.ts'
export {
  type Campaign,
  countVisit,
  getCampaign,
  insertCampaign,
  listCampaigns,
} from './campaign-records.ts'
