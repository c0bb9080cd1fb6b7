import { Type } from 'typebox'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, Id } from '../../core/schema.ts'
import { countriesIn } from './countries.ts'
import { listOffices } from './records.ts'

const OfficeView = Type.Object({
  id: Id,
  kind: Type.String(),
  name: BothNames,
  place: Type.Union([BothNames, Type.Null()]),
  contact: Type.Union([Type.String(), Type.Null()]),
  madeUp: Type.Boolean(),
  grade: Type.String(),
  source: Type.String(),
})

export const routes: Route[] = [
  route({
    method: 'GET',
    url: '/api/guide/offices',
    name: 'guide.list-offices',
    summary: 'The offices that anybody may turn to, each with the grade of its source.',
    who: 'anyone',
    answer: Type.Object({ items: Type.Array(OfficeView) }),
    act: async ({ house }) => ({ items: await listOffices(house) }),
  }),
  route({
    method: 'GET',
    url: '/api/guide/countries/:language',
    name: 'guide.list-countries',
    summary: 'Every country but Pakistan, by its name in a language; codes are ISO 3166-1 alpha-3.',
    who: 'anyone',
    params: Type.Object({ language: Type.String({ pattern: '^[a-z]{2,3}$', maxLength: 3 }) }),
    answer: Type.Object({
      items: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
    }),
    act: async ({ params }) => ({ items: countriesIn(params.language) }),
  }),
]
