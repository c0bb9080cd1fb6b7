import { Type } from 'typebox'
import { permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { codes, Done, done, Id, Version } from '../../core/schema.ts'
import { getReportBrief } from '../reports/door.ts'
import { closeReasons, move } from './case.ts'
import { addIncident, addPerson, openCase } from './door.ts'
import { countHeld, listTimeline, namesAmong } from './list-records.ts'
import { mayOpenCase, readers, writers } from './permissions.ts'
import { listCasePersons } from './person-records.ts'
import { presentCase } from './present.ts'
import { getCaseBrief, getCaseView, saveCase, saveStatus } from './records.ts'
import {
  CaseAnswer,
  CaseParams,
  IncidentFields,
  Long,
  orNull,
  PersonFields,
  Said,
  StatusCode,
  strict,
  TimelineAnswer,
  Title,
} from './shapes.ts'
import { getLed, getWritable, tell } from './step.ts'

const TIMELINE_PAGE = 30

export const caseRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/cases',
    name: 'cases.open',
    summary: 'Opens a case, from a report or without one; whoever opens it holds it',
    who: writers,
    body: strict({
      title: Title,
      summary: Type.Optional(orNull(Long)),
      reportId: Type.Optional(orNull(Id)),
      persons: Type.Optional(Type.Array(strict(PersonFields), { maxItems: 50 })),
      incidents: Type.Optional(Type.Array(strict(IncidentFields), { maxItems: 20 })),
    }),
    answer: Type.Object({ id: Id, reference: Type.String() }),
    async act({ db, house, person, body, about }) {
      permit(mayOpenCase(person), 'cases/may-not-open')
      // A case is tied only to a report that its opener answers for.
      if (body.reportId) await getReportBrief(db, body.reportId)
      const { id, reference } = await openCase(db, house, {
        jurisdiction: person.jurisdiction,
        agencyId: person.agencyId,
        teamId: person.teamId,
        holderId: person.id,
        title: body.title,
        summary: body.summary,
        reportId: body.reportId,
      })
      about(id)
      for (const one of body.persons ?? []) {
        await addPerson(db, house, id, { ...one, addedBy: person.id })
      }
      for (const one of body.incidents ?? []) {
        await addIncident(db, house, id, { ...one, addedBy: person.id })
      }
      return { id, reference }
    },
  }),
  route({
    method: 'GET',
    url: '/api/cases/count',
    name: 'cases.count-held',
    summary: 'How many open cases one holds',
    who: readers,
    answer: Type.Object({ count: Type.Integer() }),
    async act({ db, person }) {
      return { count: await countHeld(db, person) }
    },
  }),
  route({
    method: 'GET',
    url: '/api/cases/:id',
    name: 'cases.read',
    who: readers,
    params: CaseParams,
    answer: CaseAnswer,
    async act({ db, house, person, params, about }) {
      about(params.id)
      const view = await getCaseView(db, house, params.id)
      return presentCase(person, view, await listCasePersons(db, house, params.id))
    },
  }),
  route({
    method: 'PUT',
    url: '/api/cases/:id',
    name: 'cases.change',
    who: writers,
    params: CaseParams,
    body: strict({ title: Title, summary: orNull(Long), version: Version }),
    answer: Done,
    async act({ db, house, person, params, body, about }) {
      about(params.id)
      const file = await getWritable(db, person, params.id)
      await saveCase(db, house, file, body, body.version)
      await tell(db, file, 'case.changed', file.id)
      return done
    },
  }),
  route({
    method: 'POST',
    url: '/api/cases/:id/status',
    name: 'cases.set-status',
    summary: 'Suspends, closes or takes up a case again, with the reason in words',
    who: writers,
    params: CaseParams,
    body: strict({
      status: StatusCode,
      words: Said,
      because: Type.Optional(Type.Union([codes(closeReasons), Type.Null()])),
      version: Version,
    }),
    answer: Done,
    async act({ db, house, person, params, body, about }) {
      about(params.id)
      const file = await getLed(db, person, params.id)
      await saveStatus(db, house, move(file, body.status), file.status, {
        words: body.words,
        because: body.because ?? null,
        by: person.id,
        version: body.version,
      })
      await tell(db, file, 'case.status-changed', file.id, { status: body.status })
      return done
    },
  }),
  route({
    method: 'GET',
    url: '/api/cases/:id/timeline',
    name: 'cases.timeline',
    summary: 'What has happened in a case, the latest first',
    who: readers,
    params: CaseParams,
    query: strict({ before: Type.Optional(Id) }),
    answer: TimelineAnswer,
    async act({ db, params, query, about }) {
      about(params.id)
      await getCaseBrief(db, params.id)
      const rows = await listTimeline(db, params.id, query.before, TIMELINE_PAGE + 1)
      const items = rows.slice(0, TIMELINE_PAGE)
      const next = rows.length > TIMELINE_PAGE ? items.at(-1)!.id : null
      return { items, next, names: await namesAmong(db, idsIn(items.map((item) => item.data))) }
    },
  }),
]

const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)

function idsIn(data: readonly Record<string, unknown>[]): string[] {
  return [...new Set(data.flatMap((one) => Object.values(one)).filter(isId))]
}
