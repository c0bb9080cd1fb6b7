import { sql } from 'kysely'
import { Type } from 'typebox'
import { agencyKinds } from './people.ts'
import { type Route, route } from './routes.ts'
import { AgencyKindCode, BothNames, codes, Id } from './schema.ts'

const orNull = (of: ReturnType<typeof Type.String>) => Type.Union([of, Type.Null()])

/** How far a fact has been checked: gazette, official page, news, memory. */
const Grade = codes(['G', 'S', 'N', 'M'] as const)

const Place = Type.Object({
  code: Type.String(),
  level: codes(['country', 'province', 'district'] as const),
  parent: orNull(Type.String()),
  name: BothNames,
  pcode: orNull(Type.String()),
  validFrom: orNull(Type.String()),
  validTo: orNull(Type.String()),
  grade: Grade,
  source: Type.String(),
})

const Agency = Type.Object({
  id: Id,
  key: Type.String(),
  kind: AgencyKindCode,
  name: BothNames,
  jurisdiction: Type.String(),
  placeCode: orNull(Type.String()),
  contact: orNull(Type.String()),
  madeUp: Type.Boolean(),
  grade: Grade,
  source: Type.String(),
})

const Helpline = Type.Object({
  key: Type.String(),
  number: Type.String(),
  name: BothNames,
  for: BothNames,
  jurisdiction: Type.String(),
  grade: Grade,
  source: Type.String(),
})

/** Names of places, agencies and helplines: open to everybody, no personal data. */
export const referenceRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/places',
    name: 'core.places',
    summary: 'The country, its provinces and districts, with how far each name has been checked',
    who: 'anyone',
    answer: Type.Array(Place),
    async act({ db }) {
      const { rows } = await sql<never>`select code, level, parent,
        json_build_object('en', name_en, 'ur', name_ur) as name, pcode, valid_from as "validFrom",
        valid_to as "validTo", grade, source
        from core.place order by level = 'district', level = 'province', code`.execute(db)
      return rows
    },
  }),
  route({
    method: 'GET',
    url: '/api/agencies',
    name: 'core.agencies',
    summary: 'Who takes part, by kind',
    who: 'staff',
    query: Type.Object(
      { kind: Type.Optional(codes(agencyKinds)) },
      { additionalProperties: false },
    ),
    answer: Type.Array(Agency),
    async act({ db, query }) {
      const { rows } = await sql<never>`select id, key, kind,
        json_build_object('en', name_en, 'ur', name_ur) as name, jurisdiction,
        place_code as "placeCode", contact, made_up as "madeUp", grade, source
        from core.agency where valid_to is null and kind = coalesce(${query.kind ?? null}, kind)
        order by kind, name_en`.execute(db)
      return rows
    },
  }),
  route({
    method: 'GET',
    url: '/api/helplines',
    name: 'core.helplines',
    summary: 'Numbers to call for help',
    who: 'anyone',
    answer: Type.Array(Helpline),
    async act({ db }) {
      const { rows } = await sql<never>`select key, number,
        json_build_object('en', name_en, 'ur', name_ur) as name,
        json_build_object('en', for_en, 'ur', for_ur) as for, jurisdiction, grade, source
        from core.helpline order by position`.execute(db)
      return rows
    },
  }),
]
