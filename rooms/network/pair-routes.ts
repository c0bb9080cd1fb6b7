import { Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import type { House } from '../../core/house.ts'
import { type Route, route } from '../../core/routes.ts'
import { codes, Done, done, Id, Version } from '../../core/schema.ts'
import { listLinkPersons } from '../cases/door.ts'
import { namesOf } from '../staff/door.ts'
import { asSystemWithin } from './key-records.ts'
import { groupsOf, judge, sayable, sayings } from './pair.ts'
import {
  countLabels,
  getPair,
  listJudged,
  listJudgements,
  listSame,
  listWaiting,
  type PairRecord,
  saveJudgement,
} from './pair-records.ts'
import { counters, judges } from './permissions.ts'
import { orNull, PairAnswer, type PairView, presentSide } from './shapes.ts'
import { fields, signCodes } from './signs.ts'

const MOST_SHOWN = 20
const MOST_READ = 200

/** Open questions of people who are not one already by way of somebody else. */
async function listOpen(db: Db): Promise<PairRecord[]> {
  const waiting = await listWaiting(db, MOST_READ)
  const groups = groupsOf(
    await listSame(
      db,
      waiting.flatMap(({ one, two }) => [one, two]),
    ),
  )
  return waiting.filter(({ one, two }) => !groups.has(one) || groups.get(one) !== groups.get(two))
}

async function present(
  db: Db,
  house: House,
  reader: { id: string },
  pairs: readonly PairRecord[],
): Promise<PairView[]> {
  const ids = pairs.flatMap(({ one, two }) => [one, two])
  const people = new Map((await listLinkPersons(db, house, ids)).map((one) => [one.id, one]))
  const views: PairView[] = []
  for (const pair of pairs) {
    const [one, two] = [people.get(pair.one), people.get(pair.two)]
    if (!one || !two) continue
    const judged = await listJudgements(db, house, pair.one, pair.two)
    const names = await namesOf(
      db,
      judged.map(({ byId }) => byId),
    )
    views.push({
      one: presentSide(one),
      two: presentSide(two),
      status: pair.status,
      signs: pair.signs,
      version: pair.version,
      sayable: sayable(pair, reader.id),
      history: judged.map(({ byId, ...rest }) => ({ ...rest, by: names.get(byId)! })),
    })
  }
  return views
}

export const pairRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/network/pairs',
    name: 'network.list-pairs',
    summary:
      'People of two files who may be one, those first whose answer changes most; or the judged ones, latest first',
    who: judges,
    query: Type.Object(
      { state: Type.Optional(codes(['open', 'judged'])) },
      { additionalProperties: false },
    ),
    answer: Type.Object({ items: Type.Array(PairAnswer), more: Type.Boolean() }),
    async act({ db, house, person, query, about }) {
      const all =
        query.state === 'judged' ? await listJudged(db, MOST_SHOWN + 1) : await listOpen(db)
      const items = await present(db, house, person, all.slice(0, MOST_SHOWN))
      about(...items.flatMap(({ one, two }) => [one.personId, two.personId]))
      return { items, more: all.length > MOST_SHOWN }
    },
  }),
  route({
    method: 'GET',
    url: '/api/network/pairs/count',
    name: 'network.count-pairs',
    who: judges,
    answer: Type.Object({ count: Type.Integer() }),
    act: async ({ db }) => ({ count: (await listOpen(db)).length }),
  }),
  route({
    method: 'POST',
    url: '/api/network/pairs/:one/:two/say',
    name: 'network.judge',
    summary:
      'Same, different or cannot tell; a same is confirmed by a second person, and can be undone',
    who: judges,
    params: Type.Object({ one: Id, two: Id }, { additionalProperties: false }),
    body: Type.Object(
      {
        said: codes(sayings),
        words: Type.Optional(orNull(Type.String({ maxLength: 2000 }))),
        version: Version,
      },
      { additionalProperties: false },
    ),
    answer: Done,
    async act({ db, house, person, params, body, now, about }) {
      about(params.one, params.two)
      const pair = await getPair(db, params.one, params.two)
      await saveJudgement(
        db,
        house,
        { ...judge(pair, body.said, person.id), version: body.version },
        { said: body.said, words: body.words?.trim() || null, by: person.id, at: now },
      )
      return done
    },
  }),
  route({
    method: 'GET',
    url: '/api/network/labels',
    name: 'network.labels',
    summary:
      'How often each pattern of signs was judged the same or not: to learn the weights from',
    who: counters,
    answer: Type.Array(
      Type.Object({
        signs: Type.Array(Type.Object({ field: codes(fields), sign: codes(signCodes) })),
        same: Type.Integer(),
        different: Type.Integer(),
        cannotTell: Type.Integer(),
      }),
    ),
    act: ({ db }) => asSystemWithin(db, () => countLabels(db)),
  }),
]
