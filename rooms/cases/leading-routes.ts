import { Type } from 'typebox'
import { Problem } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Day, Done, done, Id, Moment, Version } from '../../core/schema.ts'
import { checkHandOver, handOverReasons, shareReasons } from './case.ts'
import { mayHoldCase, mayReceiveCase, readers, writers } from './permissions.ts'
import {
  getCaseBrief,
  getColleague,
  listColleagues,
  listHoldings,
  listStatusChanges,
  saveHandOver,
} from './records.ts'
import {
  AgencyAnswer,
  CaseParams,
  HoldingAnswer,
  Said,
  ShareAnswer,
  StatusCode,
  strict,
} from './shapes.ts'
import { listAgencies, listShares, withdrawShare } from './share-records.ts'
import { shareCase } from './sharing.ts'
import { getLed, tell } from './step.ts'

/** What the holder of a file and the supervisor decide: who holds it, and who may look in. */
export const leadingRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/cases/:id/history',
    name: 'cases.history',
    summary: 'Who held the file since when, why it moved, and why its status changed',
    who: readers,
    params: CaseParams,
    answer: Type.Object({
      holdings: Type.Array(HoldingAnswer),
      statuses: Type.Array(
        Type.Object({ status: StatusCode, words: Type.String(), at: Moment, by: BothNames }),
      ),
    }),
    async act({ db, house, params, about }) {
      about(params.id)
      await getCaseBrief(db, params.id)
      return {
        holdings: await listHoldings(db, house, params.id),
        statuses: await listStatusChanges(db, house, params.id),
      }
    },
  }),
  route({
    method: 'GET',
    url: '/api/cases/:id/colleagues',
    name: 'cases.list-colleagues',
    summary:
      'Active staff of the case’s agency: whom a task can be given to, who could hold the file',
    who: writers,
    params: CaseParams,
    answer: Type.Array(Type.Object({ id: Id, name: BothNames, mayHold: Type.Boolean() })),
    async act({ db, params, about }) {
      about(params.id)
      const file = await getCaseBrief(db, params.id)
      const all = await listColleagues(db, file.agencyId)
      return all.map((one) => ({
        id: one.id,
        name: one.name,
        mayHold: mayHoldCase({ ...one, agencyId: file.agencyId }, file),
      }))
    },
  }),
  route({
    method: 'POST',
    url: '/api/cases/:id/hand-over',
    name: 'cases.hand-over',
    summary: 'Gives the file to a colleague, and says why',
    who: writers,
    params: CaseParams,
    body: strict({
      to: Id,
      reason: codes(handOverReasons),
      words: Type.String({ maxLength: 10_000 }),
      version: Version,
    }),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      about(params.id)
      const file = await getLed(db, person, params.id)
      checkHandOver(file, body)
      const colleague = await getColleague(db, file.agencyId, body.to)
      if (!mayHoldCase({ ...colleague, agencyId: file.agencyId }, file)) {
        throw new Problem('input', 'cases/cannot-hold', {
          fields: { to: 'cases/cannot-hold' },
        })
      }
      const { version } = body
      await tell(db, file, 'case.handed-over', file.id, {
        fromId: file.holderId,
        toId: body.to,
        reason: body.reason,
      })
      await saveHandOver(db, house, file, {
        ...body,
        teamId: colleague.teamId ?? file.teamId,
        at: now,
        by: person.id,
        version,
      })
      return done
    },
  }),
  route({
    method: 'GET',
    url: '/api/cases/:id/agencies',
    name: 'cases.list-agencies',
    summary: 'Agencies that this case could be shared with',
    who: writers,
    params: CaseParams,
    answer: Type.Array(AgencyAnswer),
    async act({ db, params, about }) {
      about(params.id)
      const file = await getCaseBrief(db, params.id)
      return (await listAgencies(db)).filter((agency) => mayReceiveCase(agency, file))
    },
  }),
  route({
    method: 'GET',
    url: '/api/cases/:id/shares',
    name: 'cases.list-shares',
    who: readers,
    params: CaseParams,
    answer: Type.Array(ShareAnswer),
    async act({ db, house, params, about }) {
      about(params.id)
      await getCaseBrief(db, params.id)
      return listShares(db, house, params.id)
    },
  }),
  route({
    method: 'POST',
    url: '/api/cases/:id/shares',
    name: 'cases.share',
    summary: 'Lets another agency read the case until a day, for a reason',
    who: writers,
    params: CaseParams,
    body: strict({ agencyId: Id, reason: codes(shareReasons), words: Said, until: Day }),
    answer: Type.Object({ id: Id }),
    async act({ db, house, person, params, body, about }) {
      about(params.id, body.agencyId)
      return { id: await shareCase(db, house, person, params.id, body) }
    },
  }),
  route({
    method: 'POST',
    url: '/api/cases/:id/shares/:shareId/withdraw',
    name: 'cases.withdraw-share',
    who: writers,
    params: strict({ id: Id, shareId: Id }),
    answer: Done,
    async act({ db, person, params, now, about }) {
      about(params.id, params.shareId)
      const file = await getLed(db, person, params.id)
      const agencyId = await withdrawShare(db, file.id, params.shareId, { id: person.id, at: now })
      if (agencyId) await tell(db, file, 'case.share-withdrawn', params.shareId, { agencyId })
      return done
    },
  }),
]
