import { sql } from 'kysely'
import { Type } from 'typebox'
import type { House } from '../../core/house.ts'
import { Problem } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { BothNames, Done, DutyCode, done } from '../../core/schema.ts'
import { asSystemWithin } from './records.ts'
import { begin } from './sign-in-routes.ts'

interface MadeUp {
  id: string
  handle: string
  name_en: string
  name_ur: string
  agency_en: string
  agency_ur: string
  duties: string[]
}

/** Made-up staff to sign in as with one click. In live mode these answer as if they were not there. */
export const tryoutRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/tryout/people',
    name: 'staff.tryout-people',
    who: 'anyone',
    answer: Type.Array(
      Type.Object({
        handle: Type.String(),
        name: BothNames,
        agency: BothNames,
        duties: Type.Array(DutyCode),
      }),
    ),
    async act({ db, house }) {
      onlyInTryout(house)
      return asSystemWithin(db, async () => {
        const { rows } = await sql<MadeUp>`select a.id, a.handle, a.name_en, a.name_ur, a.duties,
            g.name_en as agency_en, g.name_ur as agency_ur
          from core.account a join core.agency g on g.id = a.agency_id
          where a.handle is not null and a.state = 'active' order by a.duties[1], g.name_en, a.name_en`.execute(
          db,
        )
        return rows.map((row) => ({
          handle: row.handle,
          name: { en: row.name_en, ur: row.name_ur },
          agency: { en: row.agency_en, ur: row.agency_ur },
          duties: row.duties as never[],
        }))
      })
    },
  }),
  route({
    method: 'POST',
    url: '/api/tryout/sign-in',
    name: 'staff.tryout-sign-in',
    who: 'anyone',
    body: Type.Object({ handle: Type.String({ maxLength: 60 }) }, { additionalProperties: false }),
    answer: Done,
    async act(scene) {
      const { db, house, body } = scene
      onlyInTryout(house)
      return asSystemWithin(db, async () => {
        const { rows } = await sql<{ id: string }>`select id from core.account
          where handle = ${body.handle} and state = 'active'`.execute(db)
        if (!rows[0]) throw new Problem('absent', 'staff/no-such-account')
        await begin(scene, rows[0].id)
        return done
      })
    },
  }),
]

function onlyInTryout(house: House): void {
  if (house.config.mode !== 'tryout') throw new Problem('absent', 'core/no-such-page')
}
