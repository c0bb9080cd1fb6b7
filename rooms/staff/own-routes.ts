import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import { Type } from 'typebox'
import { Problem } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { codes, Done, done, Id, Moment, WithId } from '../../core/schema.ts'
import { languages } from '../../core/words.ts'
import { addPasskey, listPasskeys, registrationOptions, removePasskey } from './passkeys.ts'
import {
  asSystemWithin,
  endSession,
  findPasswordHash,
  listSessions,
  setLanguage,
} from './records.ts'
import { refuseShapeless } from './sign-in-routes.ts'

const Passkey = Type.Object({
  id: Type.String(),
  label: Type.String(),
  madeAt: Moment,
  usedAt: Type.Union([Moment, Type.Null()]),
})

/** What a person may change about their own way in. */
export const ownRoutes: Route[] = [
  route({
    method: 'PUT',
    url: '/api/me/language',
    name: 'staff.choose-language',
    who: 'staff',
    body: Type.Object({ language: codes(languages) }, { additionalProperties: false }),
    answer: Done,
    async act({ db, person, body }) {
      await setLanguage(db, person.id, body.language)
      return done
    },
  }),
  route({
    method: 'GET',
    url: '/api/passkeys',
    name: 'staff.list-passkeys',
    who: 'staff',
    answer: Type.Array(Passkey),
    async act({ db, person }) {
      const rows = await asSystemWithin(db, () => listPasskeys(db, person.id))
      return rows.map((row) => ({
        id: row.id,
        label: row.label,
        madeAt: row.made_at,
        usedAt: row.used_at,
      }))
    },
  }),
  route({
    method: 'POST',
    url: '/api/passkeys/options',
    name: 'staff.passkey-options',
    who: 'staff',
    answer: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
    act: ({ db, house, person }) =>
      asSystemWithin(db, async () => ({
        ...(await registrationOptions(db, house, { id: person.id, name: person.name.en })),
      })),
  }),
  route({
    method: 'POST',
    url: '/api/passkeys',
    name: 'staff.add-passkey',
    who: 'staff',
    body: Type.Object(
      {
        response: Type.Object(
          { id: Type.String({ maxLength: 1400 }) },
          { additionalProperties: true },
        ),
        label: Type.String({ minLength: 1, maxLength: 80 }),
      },
      { additionalProperties: false },
    ),
    answer: Done,
    async act({ db, house, person, body }) {
      const response = body.response as unknown as RegistrationResponseJSON
      refuseShapeless(response.response)
      await asSystemWithin(db, () => addPasskey(db, house, person.id, body.label, response))
      return done
    },
  }),
  route({
    method: 'DELETE',
    url: '/api/passkeys/:id',
    name: 'staff.remove-passkey',
    who: 'staff',
    params: Type.Object({ id: Type.String({ maxLength: 1400 }) }),
    answer: Done,
    act: ({ db, person, params, house }) =>
      asSystemWithin(db, async () => {
        const others = (await listPasskeys(db, person.id)).filter((one) => one.id !== params.id)
        const hasPassword = (await findPasswordHash(db, person.id)) !== undefined
        // In the try-out one signs in with a click; elsewhere the last way in must stay.
        if (!others.length && !hasPassword && house.config.mode === 'live') {
          throw new Problem('conflict', 'staff/last-way-in')
        }
        if (!(await removePasskey(db, person.id, params.id)))
          throw new Problem('absent', 'staff/no-such-passkey')
        return done
      }),
  }),
  route({
    method: 'GET',
    url: '/api/sessions',
    name: 'staff.list-sessions',
    who: 'staff',
    answer: Type.Array(
      Type.Object({
        id: Id,
        client: Type.String(),
        begunAt: Moment,
        seenAt: Moment,
        current: Type.Boolean(),
      }),
    ),
    async act({ db, person, house }) {
      const rows = await listSessions(db, person.id, house.config.idleMinutes)
      return rows.map((row) => ({
        id: row.id,
        client: row.client,
        begunAt: row.begun_at,
        seenAt: row.seen_at,
        current: row.id === person.sessionId,
      }))
    },
  }),
  route({
    method: 'DELETE',
    url: '/api/sessions/:id',
    name: 'staff.end-session',
    who: 'staff',
    params: WithId,
    answer: Done,
    async act({ db, person, params }) {
      if (!(await endSession(db, params.id, person.id)))
        throw new Problem('absent', 'staff/no-such-session')
      return done
    },
  }),
]
