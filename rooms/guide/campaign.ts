/** Whom a campaign speaks to. */
export const audiences = [
  'everyone',
  'going-abroad',
  'families',
  'parents',
  'kiln-workers',
  'domestic-workers',
  'teachers',
  'health-workers',
] as const
export type Audience = (typeof audiences)[number]

/** By what it reaches them: one channel a campaign, so that channels can be told apart. */
export const channels = [
  'poster',
  'leaflet',
  'radio',
  'television',
  'newspaper',
  'whatsapp',
  'social-media',
  'text-message',
  'meeting',
  'school',
] as const
export type Channel = (typeof channels)[number]

/** What is counted of the people who come by a campaign's code. */
export const countedActs = ['visit', 'check-agent', 'check-offer'] as const
export type CountedAct = (typeof countedActs)[number]

export interface CampaignPlace {
  code: string
  /** From when on; null for a district to compare with, where nothing is done. */
  startsOn: string | null
}

export interface CampaignPlan {
  code: string
  name: { en: string; ur: string }
  audience: Audience
  channel: Channel
  startsOn: string
  endsOn: string
  /** Rupees, everything included. */
  cost: number
  places: readonly CampaignPlace[]
}

/** How the districts are laid out, which decides what can be said of an effect. */
export type Design = 'none' | 'matched' | 'stepped'

/** Districts that never begin make it matched; districts that begin at different times make it stepped. */
export function designOf(places: readonly CampaignPlace[]): Design {
  const starts = new Set(places.flatMap(({ startsOn }) => startsOn ?? []))
  if (places.some(({ startsOn }) => startsOn === null)) return 'matched'
  return starts.size > 1 ? 'stepped' : 'none'
}

export const CODE = /^[A-Z0-9]{3,12}$/

/** The code by which somebody came, as an address or a form carries it; '' where there is none. */
export function campaignCodeIn(given: unknown): string {
  const code = typeof given === 'string' ? given.trim().toUpperCase() : ''
  return CODE.test(code) ? code : ''
}

export type CampaignFault =
  | 'campaign-ends-before-it-starts'
  | 'campaign-without-a-place'
  | 'campaign-place-outside-its-days'
  | 'campaign-place-twice'

/** What is wrong with a plan, beyond its shape; nothing where it can be kept. */
export function faultsOfPlan(plan: CampaignPlan): CampaignFault[] {
  const { startsOn, endsOn, places } = plan
  const reached = places.filter((place) => place.startsOn !== null)
  return [
    ...(endsOn < startsOn ? (['campaign-ends-before-it-starts'] as const) : []),
    ...(reached.length ? [] : (['campaign-without-a-place'] as const)),
    ...(reached.some((place) => place.startsOn! < startsOn || place.startsOn! > endsOn)
      ? (['campaign-place-outside-its-days'] as const)
      : []),
    ...(new Set(places.map(({ code }) => code)).size < places.length
      ? (['campaign-place-twice'] as const)
      : []),
  ]
}

export type CampaignState = 'planned' | 'running' | 'over' | 'stopped'

export function stateOf(
  campaign: Pick<CampaignPlan, 'startsOn' | 'endsOn'> & { stoppedOn: string | null },
  today: string,
): CampaignState {
  if (campaign.stoppedOn !== null) return 'stopped'
  if (today < campaign.startsOn) return 'planned'
  return today > campaign.endsOn ? 'over' : 'running'
}
