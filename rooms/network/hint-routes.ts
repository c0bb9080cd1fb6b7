import { Type } from 'typebox'
import { type Route, route } from '../../core/routes.ts'
import { Id } from '../../core/schema.ts'
import { getCaseBrief } from '../cases/door.ts'
import { agenciesById, askToken, tellAgency } from './agencies.ts'
import { lookAround } from './looking.ts'
import { writers } from './permissions.ts'
import { listAsked } from './request-records.ts'
import { HintAnswer, presentSide, TypedBody } from './shapes.ts'

export const hintRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/network/hints',
    name: 'network.hint',
    summary:
      'Who may be the person that is being typed: people in files the caller may open; of other files only which agency holds one, and by what it was found',
    who: writers,
    body: Type.Object(
      { caseId: Type.Optional(Id), personId: Type.Optional(Id), typed: TypedBody },
      { additionalProperties: false },
    ),
    answer: HintAnswer,
    rateLimit: { max: 120, per: 'minute' },
    async act({ db, house, person, body, about }) {
      if (body.caseId) about((await getCaseBrief(db, body.caseId)).id)
      const { near, noted, elsewhere } = await lookAround(
        db,
        house,
        person,
        body.typed,
        body.personId,
      )
      about(...near.map((one) => one.person.id), ...noted.map(({ caseId }) => caseId))
      const agencies = elsewhere.length ? await agenciesById(db) : new Map()
      const asked = body.caseId && elsewhere.length ? await listAsked(db, body.caseId) : new Map()
      return {
        near: near.map((one) => ({ person: presentSide(one.person), signs: one.signs })),
        noted,
        elsewhere: elsewhere.flatMap(({ agencyId, rules }) => {
          const agency = agencies.get(agencyId)
          if (!agency) return []
          return {
            agency: tellAgency(agency),
            by: rules,
            own: agencyId === person.agencyId,
            ask: askToken(house, person, agencyId),
            asked: asked.get(agencyId)?.status ?? null,
          }
        }),
      }
    },
  }),
]
