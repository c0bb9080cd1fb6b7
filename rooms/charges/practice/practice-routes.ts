import { Type } from 'typebox'
import { Problem } from '../../../core/problem.ts'
import { type Route, route } from '../../../core/routes.ts'
import { codes } from '../../../core/schema.ts'
import { citationOf } from '../law.ts'
import { lawNow } from '../law-change-records.ts'
import { TextSchema } from '../law-schema.ts'
import data from './cases.json' with { type: 'json' }
import {
  compare,
  type PracticeCase,
  practiceAgencies,
  practiceForms,
  practiceScreenings,
} from './practice.ts'

const closed = { additionalProperties: false }
const all = data.cases as PracticeCase[]
const Cited = Type.Array(Type.String({ maxLength: 60 }), { maxItems: 60 })

/** Practice needs no case and keeps nothing: anybody on the staff may try and fail in peace. */
export const practiceRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/practice',
    name: 'charges.list-practice',
    who: 'staff',
    answer: Type.Object({
      cases: Type.Array(Type.Object({ key: Type.String(), story: TextSchema })),
      sections: Type.Array(Type.Object({ cited: Type.String(), heading: TextSchema })),
      acts: Type.Record(Type.String(), Type.Object({ short: TextSchema })),
    }),
    async act({ db }) {
      const { acts } = await lawNow(db)
      return {
        cases: all.map(({ key, story }) => ({ key, story })),
        sections: acts.flatMap((act) =>
          act.provisions
            .filter((one) => one.role === 'offence')
            .map((one) => ({ cited: citationOf(act, one), heading: one.versions[0]!.heading })),
        ),
        acts: Object.fromEntries(acts.map((act) => [act.act, { short: act.short }])),
      }
    },
  }),
  route({
    method: 'POST',
    url: '/api/practice/:key/compare',
    name: 'charges.practise',
    summary: 'An answer beside what courts, prosecutors or teaching made of the case, and why',
    who: 'staff',
    params: Type.Object({ key: Type.String({ maxLength: 10 }) }, closed),
    body: Type.Object(
      {
        screening: codes(practiceScreenings),
        form: codes(practiceForms),
        sections: Cited,
        agency: codes(practiceAgencies),
      },
      closed,
    ),
    answer: Type.Object({
      screening: Type.Boolean(),
      form: Type.Boolean(),
      agency: Type.Boolean(),
      found: Cited,
      missed: Cited,
      wrong: Cited,
      beyond: Cited,
      expected: Type.Object({
        screening: codes(practiceScreenings),
        form: codes(practiceForms),
        agency: codes(practiceAgencies),
      }),
      why: TextSchema,
      source: Type.String(),
    }),
    async act({ params, body }) {
      const found = all.find((one) => one.key === params.key)
      if (!found) throw new Problem('absent', 'charges/no-such-practice')
      const { screening, form, agency, why, source } = found
      return { ...compare(found, body), expected: { screening, form, agency }, why, source }
    },
  }),
]
