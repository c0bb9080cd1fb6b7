import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Db } from '../../core/database.ts'
import { Problem } from '../../core/problem.ts'
import { page, type Route, route } from '../../core/routes.ts'
import { BothNames, codes, Day, Id, Moment } from '../../core/schema.ts'

const PER_PAGE = 50

const Line = Type.Object({
  id: Id,
  at: Moment,
  personId: Id,
  person: BothNames,
  agency: BothNames,
  what: Type.String(),
  about: Type.Array(Id),
  outcome: codes(['done', 'refused']),
  why: Type.Union([Type.String(), Type.Null()]),
})

interface LineRow {
  id: string
  at: string
  person_id: string
  name_en: string
  name_ur: string
  agency_en: string
  agency_ur: string
  what: string
  about: string[]
  outcome: 'done' | 'refused'
  why: string | null
}

const Filter = Type.Object(
  {
    person: Type.Optional(Id),
    what: Type.Optional(Type.String({ maxLength: 80, pattern: '^[a-z.-]*$' })),
    about: Type.Optional(Id),
    outcome: Type.Optional(codes(['done', 'refused'])),
    from: Type.Optional(Day),
    until: Type.Optional(Day),
    cursor: Type.Optional(Type.String({ maxLength: 80 })),
  },
  { additionalProperties: false },
)

export const auditRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/audit',
    name: 'staff.search-audit',
    summary: 'Who read or wrote what, newest first',
    who: ['administrator', 'oversight', 'supervisor'],
    query: Filter,
    answer: page(Line),
    async act({ db, query }) {
      const rows = await listLines(db, query)
      const last = rows.length > PER_PAGE ? rows[PER_PAGE - 1] : undefined
      return {
        items: rows.slice(0, PER_PAGE).map(present),
        next: last ? `${last.at}/${last.id}` : null,
      }
    },
  }),
]

interface FilterOf {
  person?: string
  what?: string
  about?: string
  outcome?: string
  from?: string
  until?: string
  cursor?: string
}

async function listLines(db: Db, filter: FilterOf): Promise<LineRow[]> {
  const [at, id] = readCursor(filter.cursor)
  const { rows } = await sql<LineRow>`select l.id, l.at, l.person_id, a.name_en, a.name_ur,
      g.name_en as agency_en, g.name_ur as agency_ur, l.what, l.about, l.outcome, l.why
    from core.audit_line l join core.account a on a.id = l.person_id join core.agency g on g.id = l.agency_id
    where true
      ${filter.person ? sql`and l.person_id = ${filter.person}` : sql``}
      ${filter.what ? sql`and l.what like ${`${filter.what}%`}` : sql``}
      ${filter.about ? sql`and l.about @> array[${filter.about}::uuid]` : sql``}
      ${filter.outcome ? sql`and l.outcome = ${filter.outcome}` : sql``}
      ${filter.from ? sql`and l.at >= ${filter.from}::date` : sql``}
      ${filter.until ? sql`and l.at < ${filter.until}::date + 1` : sql``}
      ${at ? sql`and (l.at, l.id) < (${at}::timestamptz, ${id}::uuid)` : sql``}
    order by l.at desc, l.id desc limit ${PER_PAGE + 1}`.execute(db)
  return rows
}

function readCursor(cursor: string | undefined): [string, string] | [] {
  if (!cursor) return []
  const [at, id] = cursor.split('/')
  if (!at || Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id ?? '')) {
    throw new Problem('input', 'core/unreadable')
  }
  return [at, id!]
}

function present(row: LineRow) {
  return {
    id: row.id,
    at: row.at,
    personId: row.person_id,
    person: { en: row.name_en, ur: row.name_ur },
    agency: { en: row.agency_en, ur: row.agency_ur },
    what: row.what,
    about: row.about,
    outcome: row.outcome,
    why: row.why,
  }
}
