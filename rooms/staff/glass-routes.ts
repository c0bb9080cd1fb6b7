import { sql } from 'kysely'
import { Type } from 'typebox'
import { announce } from '../../core/events.ts'
import { newId } from '../../core/ids.ts'
import { Problem, permit } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import {
  BothNames,
  codes,
  Done,
  done,
  Id,
  Jurisdiction,
  Moment,
  WithId,
} from '../../core/schema.ts'
import { glassHours, glassReasons, mayBreakGlass } from './break-glass.ts'

interface GlassRow {
  id: string
  case_id: string
  name_en: string
  name_ur: string
  reason: (typeof glassReasons)[number]
  words_sealed: string
  opened_at: string
  until: string
  seen_at: string | null
}

const Opening = Type.Object({
  id: Id,
  caseId: Id,
  person: BothNames,
  reason: codes(glassReasons),
  words: Type.String(),
  openedAt: Moment,
  until: Moment,
  seenAt: Type.Union([Moment, Type.Null()]),
})

export const glassRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/api/break-glass',
    name: 'staff.break-glass',
    summary: 'Opens a case that is not one’s own for 24 hours; the supervisor is told',
    who: 'staff',
    rateLimit: { max: 10, per: 'hour' },
    body: Type.Object(
      {
        caseId: Id,
        jurisdiction: Type.Optional(Jurisdiction),
        reason: codes(glassReasons),
        words: Type.String({ minLength: 10, maxLength: 2000, pattern: '\\S' }),
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({ id: Id, until: Moment }),
    async act({ db, house, person, body, about }) {
      about(body.caseId)
      permit(mayBreakGlass(person), 'staff/may-not-break-glass')
      const id = newId()
      const jurisdiction = body.jurisdiction ?? person.jurisdiction
      const { rows } = await sql<{ until: string }>`insert into core.break_glass
        (id, person_id, agency_id, jurisdiction, case_id, reason, words_sealed, until)
        values (${id}, ${person.id}, ${person.agencyId}, ${jurisdiction}, ${body.caseId}, ${body.reason},
          ${house.fields.seal(body.words)}, now() + make_interval(hours => ${glassHours})) returning until`.execute(
        db,
      )
      await announce(db, {
        kind: 'case.glass-broken',
        about: body.caseId,
        fileId: body.caseId,
        jurisdiction,
        data: { reason: body.reason },
      })
      return { id, until: rows[0]!.until }
    },
  }),
  route({
    method: 'GET',
    url: '/api/break-glass',
    name: 'staff.list-break-glass',
    who: ['supervisor', 'administrator', 'oversight'],
    answer: Type.Array(Opening),
    async act({ db, house }) {
      const { rows } =
        await sql<GlassRow>`select b.id, b.case_id, a.name_en, a.name_ur, b.reason, b.words_sealed,
          b.opened_at, b.until, b.seen_at
        from core.break_glass b join core.account a on a.id = b.person_id order by b.opened_at desc limit 200`.execute(
          db,
        )
      return rows.map((row) => ({
        id: row.id,
        caseId: row.case_id,
        person: { en: row.name_en, ur: row.name_ur },
        reason: row.reason,
        words: house.fields.open(row.words_sealed),
        openedAt: row.opened_at,
        until: row.until,
        seenAt: row.seen_at,
      }))
    },
  }),
  route({
    method: 'POST',
    url: '/api/break-glass/:id/seen',
    name: 'staff.mark-break-glass-seen',
    who: ['supervisor'],
    params: WithId,
    answer: Done,
    async act({ db, person, params, about }) {
      about(params.id)
      const { numAffectedRows } =
        await sql`update core.break_glass set seen_by = ${person.id}, seen_at = now()
        where id = ${params.id} and seen_at is null`.execute(db)
      if (!numAffectedRows) throw new Problem('absent', 'staff/no-such-opening')
      return done
    },
  }),
]
