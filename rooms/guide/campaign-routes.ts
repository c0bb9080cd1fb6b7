import { Type } from 'typebox'
import { dayInPakistan } from '../../core/days.ts'
import { Problem } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Day, Done, done, Id, Version, WithId } from '../../core/schema.ts'
import { audiences, type CampaignPlan, channels, faultsOfPlan, stateOf } from './campaign.ts'
import {
  type Campaign,
  getCampaign,
  insertCampaign,
  listCampaigns,
  stopCampaign,
  updateCampaign,
} from './campaign-records.ts'
import { contentOfficers } from './permissions.ts'

const closed = { additionalProperties: false }
const CampaignName = Type.String({ minLength: 1, maxLength: 120 })
const Count = Type.Integer({ minimum: 0 })

const Plan = Type.Object(
  {
    name: Type.Object({ en: CampaignName, ur: CampaignName }, closed),
    audience: codes(audiences),
    channel: codes(channels),
    startsOn: Day,
    endsOn: Day,
    cost: Type.Integer({ minimum: 0, maximum: 2_000_000_000 }),
    places: Type.Array(
      Type.Object(
        { code: Type.String({ maxLength: 20 }), startsOn: Type.Union([Day, Type.Null()]) },
        closed,
      ),
      { minItems: 1, maxItems: 200 },
    ),
  },
  closed,
)
const Code = Type.String({ pattern: '^[A-Z0-9]{3,12}$', maxLength: 12 })

const View = Type.Object({
  id: Id,
  code: Code,
  ...Plan.properties,
  name: BothNames,
  places: Type.Array(
    Type.Object({ code: Type.String(), startsOn: Type.Union([Day, Type.Null()]) }),
  ),
  stoppedOn: Type.Union([Day, Type.Null()]),
  stopWords: Type.String(),
  state: codes(['planned', 'running', 'over', 'stopped']),
  version: Version,
  counts: Type.Object({ visit: Count, 'check-agent': Count, 'check-offer': Count }),
})

export const campaignRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/guide/campaigns',
    name: 'guide.list-campaigns',
    summary: 'Every campaign with how many came by its code',
    who: contentOfficers,
    answer: Type.Object({ items: Type.Array(View) }),
    act: async ({ db, now }) => ({
      items: (await listCampaigns(db)).map((one) => viewOf(one, now)),
    }),
  }),
  route({
    method: 'GET',
    url: '/api/guide/campaigns/:id',
    name: 'guide.read-campaign',
    summary: 'One campaign with its districts',
    who: contentOfficers,
    params: WithId,
    answer: View,
    async act({ db, params, now, about }) {
      about(params.id)
      return viewOf(await getCampaign(db, params.id), now)
    },
  }),
  route({
    method: 'POST',
    url: '/api/guide/campaigns',
    name: 'guide.plan-campaign',
    summary: 'Plans a campaign: whom, where, from when, by what, at what cost',
    who: contentOfficers,
    body: Type.Object({ code: Code, ...Plan.properties }, closed),
    answer: Type.Object({ id: Id }),
    async act({ db, person, body, now, about }) {
      refuseFaults(body)
      const id = await insertCampaign(db, body, { by: person.id, at: now })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'PUT',
    url: '/api/guide/campaigns/:id',
    name: 'guide.change-campaign',
    summary: 'Changes a plan; its code stays, since it may be printed',
    who: contentOfficers,
    params: WithId,
    body: Type.Object({ ...Plan.properties, version: Version }, closed),
    answer: Done,
    async act({ db, params, body: { version, ...plan }, about }) {
      about(params.id)
      const { code } = await getCampaign(db, params.id)
      refuseFaults({ code, ...plan })
      await updateCampaign(db, params.id, { code, ...plan }, version)
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/guide/campaigns/:id/stop',
    name: 'guide.stop-campaign',
    summary: 'Stops a campaign with a reason, or lets a stopped one go on',
    who: contentOfficers,
    params: WithId,
    body: Type.Object(
      { stop: Type.Boolean(), words: Type.String({ maxLength: 1000 }), version: Version },
      closed,
    ),
    answer: Done,
    async act({ db, params, body, now, about }) {
      about(params.id)
      await getCampaign(db, params.id)
      const words = body.words.trim()
      if (body.stop && !words)
        throw new Problem('input', 'guide/reason-in-words', {
          fields: { words: 'guide/reason-in-words' },
        })
      const of = body.stop ? { on: dayInPakistan(now), words } : null
      await stopCampaign(db, params.id, of, body.version)
      return done
    },
  }),
]

function viewOf(campaign: Campaign, now: Date) {
  return {
    ...campaign,
    places: [...campaign.places],
    state: stateOf(campaign, dayInPakistan(now)),
  }
}

function refuseFaults(plan: CampaignPlan): void {
  const [first] = faultsOfPlan(plan)
  if (first) throw new Problem('input', `guide/${first}`)
}
