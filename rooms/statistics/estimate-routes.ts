import { type Static, Type } from 'typebox'
import { aside } from '../../core/database.ts'
import { Problem, permit } from '../../core/problem.ts'
import { FileAnswer, type Route, route } from '../../core/routes.ts'
import { codes, Day, Done, done, Id, WithId } from '../../core/schema.ts'
import { dayInPakistan } from '../cases/door.ts'
import { estimatePdf } from './estimate-pdf.ts'
import { addEstimate, type EstimateRow, findEstimate, listEstimates } from './estimate-records.ts'
import { listsOfPeriod } from './estimating.ts'
import type { PeopleOnLists } from './lists.ts'
import { mayCountEverything } from './permissions.ts'
import { periodOf } from './selection.ts'
import { stopWork } from './work-records.ts'

const counters = ['statistician', 'oversight'] as const
const Count = Type.Integer({ minimum: 0 })

const Lists = Type.Object({
  lists: Type.Array(Type.String()),
  rows: Type.Array(Type.Object({ on: Type.Array(Type.Integer()), count: Count })),
  people: Count,
  joined: Count,
})

const EstimateBrief = Type.Object({
  id: Id,
  askedAt: Type.String(),
  finishedAt: Type.Union([Type.String(), Type.Null()]),
  source: codes(['cases', 'file']),
  from: Type.Union([Type.String(), Type.Null()]),
  until: Type.Union([Type.String(), Type.Null()]),
  state: codes(['waiting', 'running', 'done', 'stopped', 'refused', 'failed']),
  progress: Type.Number(),
  listed: Type.Union([Count, Type.Null()]),
})

const EstimateAnswer = Type.Intersect([
  EstimateBrief,
  Type.Object({
    lists: Type.Union([Lists, Type.Null()]),
    /** As the library multiple-systems-estimation reports it. */
    report: Type.Union([Type.Any(), Type.Null()]),
    problem: Type.Union([Type.String(), Type.Null()]),
  }),
])

const PeriodQuery = Type.Object(
  { from: Type.Optional(Day), until: Type.Optional(Day) },
  { additionalProperties: false },
)

/** A file read by the browser: the names of the lists, and people by combination. */
const FromFile = Type.Object(
  {
    lists: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { minItems: 1, maxItems: 12 }),
    rows: Type.Array(
      Type.Object(
        {
          on: Type.Array(Type.Integer({ minimum: 0, maximum: 1 }), { minItems: 1, maxItems: 12 }),
          count: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 4096 },
    ),
  },
  { additionalProperties: false },
)
const Ask = Type.Object(
  { from: Type.Optional(Day), until: Type.Optional(Day), file: Type.Optional(FromFile) },
  { additionalProperties: false },
)

export const estimateRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/numbers/lists',
    name: 'statistics.lists',
    who: counters,
    summary: 'Who was found by which kind of agency, each person once: the lists of an estimate.',
    query: PeriodQuery,
    answer: Lists,
    async act({ house, person, query, now }) {
      permit(mayCountEverything(person))
      const { from, until } = periodOf(query, dayInPakistan(now))
      // Statisticians see no case: the system counts for them, and only combinations come out.
      return aside(house, (db) =>
        listsOfPeriod(db, { jurisdiction: person.jurisdiction, from, until }),
      )
    },
  }),
  route({
    method: 'POST',
    url: '/api/numbers/estimates',
    name: 'statistics.ask-estimate',
    who: counters,
    summary: 'Asks for an estimate of how many nobody listed; it is worked out in the background.',
    body: Ask,
    answer: Type.Object({ id: Id }),
    rateLimit: { max: 60, per: 'hour' },
    async act({ db, person, body, now, about }) {
      permit(mayCountEverything(person))
      const period = periodOf({ from: body.from, until: body.until }, dayInPakistan(now))
      const lists = body.file ? peopleOf(body.file) : null
      const id = await addEstimate(db, {
        jurisdiction: person.jurisdiction,
        askedBy: person.id,
        source: lists ? 'file' : 'cases',
        from: body.from ?? null,
        until: lists ? null : period.until,
        lists,
      })
      about(id)
      return { id }
    },
  }),
  route({
    method: 'GET',
    url: '/api/numbers/estimates',
    name: 'statistics.estimates',
    who: counters,
    summary: 'The last estimates.',
    answer: Type.Object({ items: Type.Array(EstimateBrief) }),
    async act({ db }) {
      return { items: (await listEstimates(db)).map(brief) }
    },
  }),
  route({
    method: 'GET',
    url: '/api/numbers/estimates/:id',
    name: 'statistics.estimate',
    who: counters,
    summary: 'An estimate: how far it is, or the methods side by side with every reason for doubt.',
    params: WithId,
    answer: EstimateAnswer,
    async act({ db, params, about }) {
      const one = await get(db, params.id)
      about(one.id)
      const { lists, report, problem } = one
      return { ...brief(one), lists, report, problem }
    },
  }),
  route({
    method: 'POST',
    url: '/api/numbers/estimates/:id/stop',
    name: 'statistics.stop-estimate',
    who: counters,
    summary: 'Stops an estimate that has not ended.',
    params: WithId,
    answer: Done,
    async act({ db, params, now, about }) {
      await get(db, params.id)
      about(params.id)
      if (!(await stopWork(db, 'statistics.estimate', params.id, now)))
        throw new Problem('conflict', 'statistics/estimate-ended')
      return done
    },
  }),
  route({
    method: 'GET',
    url: '/api/numbers/estimates/:id/report.pdf',
    name: 'statistics.estimate-pdf',
    who: counters,
    summary:
      'The estimate for a minister: plain words, a chart, what it rests on. In Urdu or English.',
    params: WithId,
    query: Type.Object(
      { language: Type.Optional(codes(['en', 'ur'])) },
      { additionalProperties: false },
    ),
    answer: 'file',
    async act({ db, house, params, query, about }) {
      const one = await get(db, params.id)
      about(one.id)
      if (!one.report) throw new Problem('conflict', 'statistics/estimate-not-done')
      const language = query.language ?? 'ur'
      return new FileAnswer({
        type: 'application/pdf',
        bytes: await estimatePdf(house, { ...one, report: one.report }, language),
        name: `panah-estimate-${one.askedAt.slice(0, 10)}-${language}.pdf`,
      })
    },
  }),
]

async function get(db: Parameters<typeof findEstimate>[0], id: string): Promise<EstimateRow> {
  const found = await findEstimate(db, id)
  if (!found) throw new Problem('absent', 'statistics/no-such-estimate')
  return found
}

function brief(one: EstimateRow): Static<typeof EstimateBrief> {
  const { id, askedAt, finishedAt, source, from, until, state, progress } = one
  const listed = one.report?.listed ?? null
  return { id, askedAt, finishedAt, source, from, until, state, progress, listed }
}

function peopleOf({ lists, rows }: Static<typeof FromFile>): PeopleOnLists {
  const uneven = rows.find(({ on }) => on.length !== lists.length)
  if (uneven) throw new Problem('input', 'statistics/uneven-rows')
  const people = rows.reduce((sum, { count }) => sum + count, 0)
  return { lists, rows, people, joined: 0 }
}
