export { type CampaignPlan, campaignCodeIn, type Design, designOf } from './campaign.ts'
export { type Campaign, getCampaign, insertCampaign, listCampaigns } from './campaign-records.ts'
