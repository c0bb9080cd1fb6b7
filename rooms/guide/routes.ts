import { Type } from 'typebox'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, Id } from '../../core/schema.ts'
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
]
