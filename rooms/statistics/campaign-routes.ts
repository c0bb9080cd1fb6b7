import { Type } from 'typebox'
import { dayInPakistan } from '../../core/days.ts'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Day, Id, WithId } from '../../core/schema.ts'
import { designOf, getCampaign, listCampaigns } from '../guide/door.ts'
import { effectOf, watchedDays } from './campaign.ts'
import { countReportsByDay, getCampaignOutcome } from './campaign-records.ts'
import { told } from './lists.ts'
import { campaignCounters } from './permissions.ts'

const Count = Type.Integer({ minimum: 0 })
/** Null: some, but fewer than five. */
const Told = Type.Union([Count, Type.Null()])
const WatchedShape = Type.Object({ districts: Count, before: Told, after: Told })

const OutcomeShape = Type.Object({
  id: Id,
  name: BothNames,
  code: Type.String(),
  startsOn: Day,
  endsOn: Day,
  /** Rupees. */
  cost: Count,
  design: codes(['none', 'matched', 'stepped']),
  counts: Type.Object({
    visit: Count,
    'check-agent': Count,
    'check-offer': Count,
    reports: Told,
    cases: Told,
    identified: Told,
  }),
  effect: Type.Union([
    Type.Object({
      steps: Type.Array(
        Type.Object({
          startsOn: Day,
          days: Count,
          reached: WatchedShape,
          compared: WatchedShape,
        }),
      ),
      ratio: Type.Number(),
      low: Type.Number(),
      high: Type.Number(),
      p: Type.Number(),
    }),
    codes(['nothing-to-compare', 'too-early', 'too-few']),
  ]),
})

const DAY = 86_400_000

export const campaignRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/statistics/campaigns',
    name: 'statistics.list-campaigns',
    summary: 'The campaigns whose outcome can be looked at',
    who: campaignCounters,
    answer: Type.Object({
      items: Type.Array(
        Type.Object({ id: Id, name: BothNames, startsOn: Day, endsOn: Day, visits: Count }),
      ),
    }),
    act: async ({ db }) => ({
      items: (await listCampaigns(db)).map(({ id, name, startsOn, endsOn, counts }) => ({
        id,
        name,
        startsOn,
        endsOn,
        visits: counts.visit,
      })),
    }),
  }),
  route({
    method: 'GET',
    url: '/api/statistics/campaigns/:id',
    name: 'statistics.read-campaign-outcome',
    summary:
      'What came of a campaign: visits, checks, reports, cases, people identified; and beside districts where nothing was done',
    who: campaignCounters,
    params: WithId,
    answer: OutcomeShape,
    async act({ db, params, now, about }) {
      about(params.id)
      const campaign = await getCampaign(db, params.id)
      const { id, name, code, startsOn, endsOn, cost, places, counts } = campaign
      const { reports, cases, identified } = await getCampaignOutcome(db, code)
      const days = await countReportsByDay(
        db,
        places.map((place) => place.code),
        watchedDays(campaign),
      )
      const yesterday = dayInPakistan(new Date(now.getTime() - DAY))
      const ends = campaign.stoppedOn ?? endsOn
      const effect = effectOf({ ...campaign, endsOn: ends }, days, yesterday)
      const side = (of: { districts: number; before: number; after: number }) => ({
        districts: of.districts,
        before: told(of.before),
        after: told(of.after),
      })
      return {
        id,
        name,
        code,
        startsOn,
        endsOn,
        cost,
        design: designOf(places),
        counts: {
          ...counts,
          reports: told(reports),
          cases: told(cases),
          identified: told(identified),
        },
        effect:
          typeof effect === 'string'
            ? effect
            : {
                ...effect,
                steps: effect.steps.map((step) => ({
                  ...step,
                  reached: side(step.reached),
                  compared: side(step.compared),
                })),
              },
      }
    },
  }),
]
