import { Type } from 'typebox'
import { aside } from '../../core/database.ts'
import { Problem } from '../../core/problem.ts'
import { type Route, route } from '../../core/routes.ts'
import { Done, done, Moment } from '../../core/schema.ts'
import { hashPassword, isPassword } from './passwords.ts'
import {
  asSystemWithin,
  countTry,
  endOtherSessions,
  findPassword,
  forgetTries,
  savePasswordHash,
} from './records.ts'
import { checkPassword, refuseAfterTries } from './sign-in.ts'

const Password = Type.String({ maxLength: 1000 })

/** One's own password. Who has forgotten it asks the administrator for a new enrolment link. */
export const passwordRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/me/password',
    name: 'staff.own-password',
    summary: 'Whether one has a password, and since when',
    who: 'staff',
    answer: Type.Object({ setAt: Type.Union([Moment, Type.Null()]) }),
    async act({ db, person }) {
      const found = await asSystemWithin(db, () => findPassword(db, person.id))
      return { setAt: found?.set_at ?? null }
    },
  }),
  route({
    method: 'PUT',
    url: '/api/me/password',
    name: 'staff.change-password',
    summary: 'Changes one’s own password and ends one’s other sessions',
    who: 'staff',
    rateLimit: { max: 20, per: 'minute' },
    body: Type.Object({ current: Password, password: Password }, { additionalProperties: false }),
    answer: Done,
    async act({ db, house, person, body }) {
      checkPassword(body.password)
      const who = house.fields.index('email', `the password of ${person.id}`)
      // Counted in a transaction of its own: a refusal below must not undo it.
      refuseAfterTries(await aside(house, (own) => countTry(own, who)))
      await asSystemWithin(db, async () => {
        const stored = await findPassword(db, person.id)
        if (!stored) throw new Problem('conflict', 'staff/no-password')
        if (!(await isPassword(stored.hash, body.current))) {
          throw new Problem('input', 'staff/wrong-password', {
            fields: { current: 'staff/wrong-password' },
          })
        }
        await savePasswordHash(db, person.id, await hashPassword(body.password))
        await endOtherSessions(db, person.id, person.sessionId)
        await forgetTries(db, who)
      })
      return done
    },
  }),
]
