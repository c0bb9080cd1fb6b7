import { Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Done, done, Id, Moment, Version, WithId } from '../../core/schema.ts'
import { listLinkPersons, roles } from '../cases/door.ts'
import { namesOf } from '../staff/door.ts'
import { agenciesById, tellAgency } from './agencies.ts'
import { judges } from './permissions.ts'
import { answered, ringReasons, ringSigns, sideStates } from './ring.ts'
import { getSide, listOthers, listSides, type RingSide, saveAnswer } from './ring-records.ts'
import { orNull } from './shapes.ts'

const MOST_SHOWN = 40

const RingAnswer = Type.Object({
  id: Id,
  foundAt: Moment,
  grownAt: Moment,
  state: codes(sideStates),
  reason: orNull(codes(ringReasons)),
  words: orNull(Type.String()),
  answeredBy: orNull(BothNames),
  answeredAt: orNull(Moment),
  again: Type.Boolean(),
  version: Version,
  signs: Type.Array(
    Type.Object({
      sign: codes(ringSigns),
      units: Type.Array(Type.Object({ unit: orNull(BothNames), files: Type.Integer() })),
      outOf: Type.Integer(),
    }),
  ),
  own: Type.Array(
    Type.Object({
      sign: codes(ringSigns),
      caseId: Id,
      personId: orNull(Id),
      name: orNull(Type.String()),
      otherName: orNull(Type.String()),
      roles: Type.Array(codes(roles)),
      reference: orNull(Type.String()),
    }),
  ),
  others: Type.Array(
    Type.Object({
      /** Null where a unit is not named to others before it answers. */
      unit: orNull(BothNames),
      state: codes(['new', 'acknowledged']),
      answeredBy: orNull(BothNames),
    }),
  ),
})

async function present(db: Db, house: House, side: RingSide) {
  const others = await listOthers(db, side.ringId)
  const agencies = await agenciesById(db)
  const unitOf = (id: string) => {
    const agency = agencies.get(id)
    return agency ? tellAgency(agency).name : null
  }
  const names = await namesOf(db, [side.answeredBy, ...others.map((one) => one.answeredBy)])
  const people = await listLinkPersons(
    db,
    house,
    side.own.flatMap(({ personId }) => personId ?? []),
  )
  const byId = new Map(people.map((one) => [one.id, one]))
  return {
    id: side.ringId,
    foundAt: side.foundAt,
    grownAt: side.grownAt,
    state: side.state,
    reason: side.reason,
    words: side.words,
    answeredBy: (side.answeredBy && names.get(side.answeredBy)) || null,
    answeredAt: side.answeredAt,
    again: side.again,
    version: side.version,
    signs: side.signs.map(({ sign, files, outOf }) => ({
      sign,
      units: Object.entries(files).map(([id, n]) => ({ unit: unitOf(id), files: n })),
      outOf,
    })),
    own: side.own.map(({ sign, caseId, personId }) => {
      const person = personId ? byId.get(personId) : undefined
      return {
        sign,
        caseId,
        personId,
        name: person?.name ?? null,
        otherName: person?.otherName ?? null,
        roles: person?.roles ?? [],
        reference: person?.reference ?? null,
      }
    }),
    others: others.map(({ agencyId, state, answeredBy }) => ({
      unit: unitOf(agencyId),
      state,
      answeredBy: (answeredBy && names.get(answeredBy)) || null,
    })),
  }
}

export const ringRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/network/rings',
    name: 'network.list-rings',
    summary:
      'Files of several units that share something rare: one’s own side, and which other unit has this',
    who: judges,
    answer: Type.Object({ items: Type.Array(RingAnswer), more: Type.Boolean() }),
    async act({ db, house, about }) {
      const sides = await listSides(db, house, MOST_SHOWN + 1)
      const items = []
      for (const side of sides.slice(0, MOST_SHOWN)) items.push(await present(db, house, side))
      about(
        ...items.flatMap(({ id, own }) => [
          id,
          ...own.flatMap(({ caseId, personId }) => [caseId, ...(personId ? [personId] : [])]),
        ]),
      )
      return { items, more: sides.length > MOST_SHOWN }
    },
  }),
  route({
    method: 'GET',
    url: '/api/network/rings/count',
    name: 'network.count-rings',
    who: judges,
    answer: Type.Object({ count: Type.Integer() }),
    async act({ db, house }) {
      const sides = await listSides(db, house, 1_000)
      return { count: sides.filter(({ state }) => state === 'new').length }
    },
  }),
  route({
    method: 'POST',
    url: '/api/network/rings/:id/answer',
    name: 'network.answer-ring',
    summary: 'Takes a ring up, dismisses it with a reason, or takes that back, for one’s own unit',
    who: judges,
    params: WithId,
    body: Type.Object(
      {
        said: codes(['acknowledged', 'dismissed', 'reopened']),
        reason: Type.Optional(orNull(codes(ringReasons))),
        words: Type.Optional(orNull(Type.String({ maxLength: 2000 }))),
        version: Version,
      },
      { additionalProperties: false },
    ),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      about(params.id)
      const side = await getSide(db, house, params.id)
      const answer = {
        said: body.said,
        reason: body.reason ?? null,
        words: body.words?.trim() || null,
      }
      const state = answered(side.state, answer)
      await saveAnswer(
        db,
        house,
        { ringId: params.id, version: body.version },
        { ...answer, state, by: person.id, at: now },
      )
      return done
    },
  }),
]
