import { Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { type Route, route } from '../../core/routes.ts'
import { codes, WithId } from '../../core/schema.ts'
import { getCaseBrief } from '../cases/door.ts'
import { ReferralAnswer } from './answers.ts'
import { presentReferral } from './present.ts'
import type { Referral } from './referral.ts'
import {
  countWaiting,
  getReferral,
  listAgencyReferrals,
  listServices,
  type ReferralRecord,
} from './referral-records.ts'

const Side = codes(['incoming', 'outgoing'])
const staffWithReferrals = ['investigator', 'case-worker', 'supervisor'] as const

export const readingRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/referrals',
    name: 'protection.list-referrals',
    who: staffWithReferrals,
    query: Type.Object({ side: Side }, { additionalProperties: false }),
    answer: Type.Object({ items: Type.Array(ReferralAnswer) }),
    async act({ db, house, person, query, now, about }) {
      const referrals = await listAgencyReferrals(db, house, query.side, person.agencyId)
      about(...referrals.map(({ id }) => id))
      const services = await listServices(
        db,
        house,
        referrals.map(({ id }) => id),
      )
      const references = await referencesOf(db, query.side === 'outgoing' ? referrals : [])
      const present = (one: ReferralRecord) =>
        presentReferral(one, { person, now, services, caseReference: references.get(one.caseId) })
      return { items: referrals.map(present) }
    },
  }),
  route({
    method: 'GET',
    url: '/api/referrals/waiting',
    name: 'protection.count-waiting',
    who: staffWithReferrals,
    summary: 'How many referrals wait for an answer of the viewer’s agency.',
    answer: Type.Object({ count: Type.Integer() }),
    act: async ({ db, person }) => ({ count: await countWaiting(db, person.agencyId) }),
  }),
  route({
    method: 'GET',
    url: '/api/referrals/:id',
    name: 'protection.read-referral',
    who: ['screener', 'prosecutor', ...staffWithReferrals],
    params: WithId,
    answer: ReferralAnswer,
    async act({ db, house, person, params, now, about }) {
      const referral = await getReferral(db, house, params.id)
      about(referral.id, referral.personId, referral.caseId)
      const services = await listServices(db, house, [referral.id])
      const incoming =
        referral.fromAgencyId !== person.agencyId && referral.toAgencyId === person.agencyId
      const references = await referencesOf(db, incoming ? [] : [referral])
      return presentReferral(referral, {
        person,
        now,
        services,
        caseReference: references.get(referral.caseId),
      })
    },
  }),
]

async function referencesOf(db: Db, referrals: readonly Referral[]): Promise<Map<string, string>> {
  const ids = [...new Set(referrals.map(({ caseId }) => caseId))]
  const references = new Map<string, string>()
  for (const id of ids) references.set(id, (await getCaseBrief(db, id)).reference)
  return references
}
