import { Type } from 'typebox'
import { permit } from '../../core/problem.ts'
import { page, type Route, route } from '../../core/routes.ts'
import { codes } from '../../core/schema.ts'
import { normalIdentifier } from './identifiers.ts'
import { findByPerson, findByReference, listCases } from './list-records.ts'
import { normalName } from './names.ts'
import { readers, scopesOf } from './permissions.ts'
import { HitAnswer, ListedAnswer, StatusCode, searchKinds, strict } from './shapes.ts'
import { scopes } from './views.ts'

const PAGE = 50

export const listRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/cases',
    name: 'cases.list',
    summary: 'Cases within reach, the newest first; with due, the most urgent first',
    who: readers,
    query: strict({
      whose: Type.Optional(codes(scopes)),
      status: Type.Optional(StatusCode),
      due: Type.Optional(Type.Boolean()),
      after: Type.Optional(Type.String({ maxLength: 100 })),
    }),
    answer: page(ListedAnswer),
    async act({ db, house, person, query, about }) {
      const whose = query.whose ?? 'me'
      permit(scopesOf(person).includes(whose), 'cases/beyond-your-reach')
      const found = await listCases(db, house, person, { ...query, whose, limit: PAGE })
      about(...found.items.map((one) => one.id))
      return found
    },
  }),
  route({
    method: 'POST',
    url: '/api/cases/search',
    name: 'cases.search',
    summary: 'Finds cases by exactly one reference, name or identifier, among those within reach',
    who: readers,
    // Numbers can be tried out one after another: a person needs a few, a machine thousands.
    rateLimit: { max: 60, per: 'minute' },
    body: strict({
      by: codes(searchKinds),
      text: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }),
    }),
    answer: Type.Object({ items: Type.Array(HitAnswer) }),
    async act({ db, house, body, about }) {
      const items = await find()
      about(...items.map((one) => one.caseId))
      return { items }

      async function find() {
        if (body.by === 'reference') return findByReference(db, house, body.text)
        if (body.by !== 'name') {
          return findByPerson(db, house, body.by, normalIdentifier(body.by, body.text))
        }
        const normal = normalName(body.text)
        return normal ? findByPerson(db, house, 'name', normal) : []
      }
    },
  }),
]
