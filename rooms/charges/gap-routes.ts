import { Type } from 'typebox'
import { announce } from '../../core/events.ts'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Done, done, Id, Moment, Version, WithId } from '../../core/schema.ts'
import { countOpenGaps, listOpenGaps, saveGapSeen } from './gap-records.ts'
import { lawNow } from './law-change-records.ts'
import { TextSchema } from './law-schema.ts'
import { deciders } from './permissions.ts'

const orNull = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) =>
  Type.Union([schema, Type.Null()])

export const gapRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/gaps',
    name: 'charges.list-gaps',
    summary: 'Cases of the agency whose facts meet what the FIR does not cite',
    who: deciders,
    answer: Type.Object({
      gaps: Type.Array(
        Type.Object({
          id: Id,
          caseId: Id,
          reference: Type.String(),
          title: Type.String(),
          holder: BothNames,
          kind: codes(['no-fir', 'act-missing', 'sections-missing']),
          missing: Type.Array(Type.String()),
          since: Moment,
          seenAt: orNull(Moment),
          seenBy: orNull(BothNames),
          version: Version,
        }),
      ),
      acts: Type.Record(Type.String(), Type.Object({ short: TextSchema })),
    }),
    async act({ db, house, person, about }) {
      const gaps = await listOpenGaps(db, house, person.agencyId)
      about(...gaps.map((one) => one.caseId))
      const { acts } = await lawNow(db)
      return {
        gaps,
        acts: Object.fromEntries(acts.map((one) => [one.act, { short: one.short }])),
      }
    },
  }),
  route({
    method: 'GET',
    url: '/api/gaps/count',
    name: 'charges.count-gaps',
    who: deciders,
    answer: Type.Object({ count: Type.Integer() }),
    async act({ db, person }) {
      return { count: await countOpenGaps(db, person.agencyId) }
    },
  }),
  route({
    method: 'POST',
    url: '/api/gaps/:id/seen',
    name: 'charges.gap-seen',
    summary: 'A supervisor has seen the alert; it stays until the FIR or the facts close it',
    who: ['supervisor'],
    params: WithId,
    body: Type.Object({ version: Version }, { additionalProperties: false }),
    answer: Done,
    async act({ db, person, params, body, now, about }) {
      const { caseId, jurisdiction } = await saveGapSeen(db, params.id, {
        version: body.version,
        by: person.id,
        at: now,
      })
      about(caseId)
      await announce(db, {
        kind: 'charges.gap-seen',
        about: params.id,
        fileId: caseId,
        jurisdiction,
      })
      return done
    },
  }),
]
