import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { aside } from '../../core/database.ts'
import { Problem } from '../../core/problem.ts'
import { type Route, route, type Scene } from '../../core/routes.ts'
import { BothNames, Done, DutyCode, done, Id, SeesCode } from '../../core/schema.ts'
import { beginSession, enter, giveCookie, takeCookie } from '../../core/sessions.ts'
import { normalEmail } from './account.ts'
import { findStep, newCodeSecret } from './codes.ts'
import { addPasskey, getAccountOfPasskey, registrationOptions, signInOptions } from './passkeys.ts'
import { hashPassword, isPassword } from './passwords.ts'
import {
  asSystemWithin,
  countTry,
  findByEmail,
  findEnrolled,
  findPasswordHash,
  findTotp,
  finishEnrolment,
  forgetTries,
  getAccount,
  savePasswordHash,
  saveTotpSecret,
  saveTotpStep,
} from './records.ts'
import { checkPassword, refuseAfterTries, wrongSignIn } from './sign-in.ts'

type AnyScene = Scene<unknown, unknown, unknown>

const PersonAnswer = Type.Object({
  id: Id,
  name: BothNames,
  agencyId: Id,
  agencyKind: Type.String(),
  agency: BothNames,
  teamId: Type.Union([Id, Type.Null()]),
  duties: Type.Array(DutyCode),
  sees: SeesCode,
  jurisdiction: Type.String(),
  language: Type.String(),
})

const SessionAnswer = Type.Object({
  person: Type.Union([PersonAnswer, Type.Null()]),
  tryout: Type.Boolean(),
  idleMinutes: Type.Integer(),
})

/** What a browser or passkey sends is checked by the WebAuthn library; here only its size is bounded. */
const WebAuthn = Type.Object(
  { id: Type.String({ maxLength: 1400 }) },
  { additionalProperties: true },
)
const Email = Type.String({ minLength: 3, maxLength: 254 })
const Password = Type.String({ maxLength: 1000 })
const Code = Type.String({ maxLength: 12 })
const Label = Type.String({ minLength: 1, maxLength: 80 })
const closed = { additionalProperties: false }
const guarded = { who: 'anyone', rateLimit: { max: 20, per: 'minute' } } as const

const EnrolmentToken = Type.Object({ 'panah-enrolment': Type.String({ maxLength: 100 }) })

export const signInRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/api/session',
    name: 'staff.session',
    summary: 'Who is signed in, if anyone',
    who: 'anyone',
    answer: SessionAnswer,
    async act({ db, house, request }) {
      const person = await enter(db, request, house.config)
      const about = {
        tryout: house.config.mode === 'tryout',
        idleMinutes: house.config.idleMinutes,
      }
      if (!person) return { person: null, ...about }
      const { rows } = await sql<{
        name_en: string
        name_ur: string
      }>`select name_en, name_ur from core.agency
        where id = ${person.agencyId}`.execute(db)
      const agency = { en: rows[0]!.name_en, ur: rows[0]!.name_ur }
      return { person: { ...person, agency, duties: [...person.duties] }, ...about }
    },
  }),
  route({
    method: 'POST',
    url: '/api/session/device-key',
    name: 'staff.device-key',
    summary: 'The key under which a device keeps what its person writes without a network',
    who: 'staff',
    answer: Type.Object({ key: Type.String() }),
    act: async ({ house, person }) => ({ key: house.fields.deviceKey(person.id) }),
  }),
  route({
    method: 'POST',
    url: '/api/sign-in/password',
    name: 'staff.sign-in-with-password',
    ...guarded,
    body: Type.Object({ email: Email, password: Password, code: Type.Optional(Code) }, closed),
    answer: Type.Object({ next: Type.Union([Type.Literal('code'), Type.Literal('done')]) }),
    async act(scene) {
      const { house, body, db } = scene
      const who = house.fields.index('email', normalEmail(body.email))
      // Counted in a transaction of its own, so that a refusal below does not undo it.
      refuseAfterTries(await aside(house, (own) => countTry(own, who)))
      return asSystemWithin(db, async () => {
        const account = await findByEmail(db, house, body.email)
        const stored = account && (await findPasswordHash(db, account.id))
        if (!(await isPassword(stored, body.password)) || !account) throw wrongSignIn()
        const totp = await findTotp(db, account.id)
        if (!totp?.confirmed_at) throw wrongSignIn()
        if (!body.code) return { next: 'code' as const }
        const step = findStep(house.fields.open(totp.secret_sealed), body.code, totp.last_step)
        if (step === undefined)
          throw new Problem('unauthenticated', 'staff/wrong-code', {
            fields: { code: 'staff/wrong-code' },
          })
        await saveTotpStep(db, account.id, step)
        await forgetTries(db, who)
        await begin(scene, account.id)
        return { next: 'done' as const }
      })
    },
  }),
  route({
    method: 'POST',
    url: '/api/sign-in/passkey/options',
    name: 'staff.passkey-sign-in-options',
    ...guarded,
    answer: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
    act: ({ db, house }) =>
      asSystemWithin(db, async () => ({ ...(await signInOptions(db, house)) })),
  }),
  route({
    method: 'POST',
    url: '/api/sign-in/passkey',
    name: 'staff.sign-in-with-passkey',
    ...guarded,
    body: Type.Object({ response: WebAuthn }, closed),
    answer: Done,
    async act(scene) {
      const { db, house, body } = scene
      return asSystemWithin(db, async () => {
        const response = body.response as unknown as AuthenticationResponseJSON
        refuseShapeless(response.response)
        const accountId = await getAccountOfPasskey(db, house, response)
        const account = await getAccount(db, accountId)
        if (account.state !== 'active') throw wrongSignIn()
        await begin(scene, accountId)
        return done
      })
    },
  }),
  route({
    method: 'POST',
    url: '/api/sign-out',
    name: 'staff.sign-out',
    who: 'staff',
    answer: Done,
    async act({ db, person, house, reply }) {
      await sql`update core.session set ended_at = now() where id = ${person.sessionId}`.execute(db)
      takeCookie(reply, house.config)
      return done
    },
  }),
  route({
    method: 'GET',
    url: '/api/enrolment',
    name: 'staff.enrolment',
    ...guarded,
    headers: EnrolmentToken,
    answer: Type.Object({ name: BothNames, agency: BothNames }),
    act: (scene) =>
      enrolling(scene, async (accountId) => {
        const account = await getAccount(scene.db, accountId)
        return {
          name: { en: account.name_en, ur: account.name_ur },
          agency: { en: account.agency_en, ur: account.agency_ur },
        }
      }),
  }),
  route({
    method: 'POST',
    url: '/api/enrolment/password',
    name: 'staff.enrol-password',
    ...guarded,
    body: Type.Object({ password: Password }, closed),
    answer: Done,
    act: (scene) =>
      enrolling(scene, async (accountId) => {
        checkPassword(scene.body.password)
        await savePasswordHash(scene.db, accountId, await hashPassword(scene.body.password))
        return done
      }),
  }),
  route({
    method: 'POST',
    url: '/api/enrolment/totp',
    name: 'staff.enrol-totp',
    ...guarded,
    answer: Type.Object({ secret: Type.String(), uri: Type.String() }),
    act: (scene) =>
      enrolling(scene, async (accountId) => {
        const account = await getAccount(scene.db, accountId)
        const made = newCodeSecret(account.name_en)
        await saveTotpSecret(scene.db, accountId, scene.house.fields.seal(made.secret))
        return made
      }),
  }),
  route({
    method: 'POST',
    url: '/api/enrolment/totp/confirm',
    name: 'staff.confirm-totp',
    ...guarded,
    body: Type.Object({ code: Code }, closed),
    answer: Done,
    act: (scene) =>
      enrolling(scene, async (accountId) => {
        const { db, house, body } = scene
        const totp = await findTotp(db, accountId)
        if (!totp || !(await findPasswordHash(db, accountId)))
          throw new Problem('conflict', 'staff/password-first')
        const step = findStep(house.fields.open(totp.secret_sealed), body.code, totp.last_step)
        if (step === undefined)
          throw new Problem('input', 'staff/wrong-code', { fields: { code: 'staff/wrong-code' } })
        await saveTotpStep(db, accountId, step)
        await finishEnrolment(db, accountId)
        await begin(scene, accountId)
        return done
      }),
  }),
  route({
    method: 'POST',
    url: '/api/enrolment/passkey/options',
    name: 'staff.enrol-passkey-options',
    ...guarded,
    answer: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
    act: (scene) =>
      enrolling(scene, async (accountId) => {
        const account = await getAccount(scene.db, accountId)
        return {
          ...(await registrationOptions(scene.db, scene.house, {
            id: accountId,
            name: account.name_en,
          })),
        }
      }),
  }),
  route({
    method: 'POST',
    url: '/api/enrolment/passkey',
    name: 'staff.enrol-passkey',
    ...guarded,
    body: Type.Object({ response: WebAuthn, label: Label }, closed),
    answer: Done,
    act: (scene) =>
      enrolling(scene, async (accountId) => {
        const { db, house, body } = scene
        const response = body.response as unknown as RegistrationResponseJSON
        refuseShapeless(response.response)
        await addPasskey(db, house, accountId, body.label, response)
        await finishEnrolment(db, accountId)
        await begin(scene, accountId)
        return done
      }),
  }),
]

/** Begins a session and gives the browser its cookie. */
export async function begin(
  scene: Pick<AnyScene, 'db' | 'house' | 'request' | 'reply'>,
  accountId: string,
): Promise<void> {
  const token = await beginSession(scene.db, accountId, scene.request.headers['user-agent'] ?? '')
  giveCookie(scene.reply, scene.house.config, token)
}

export function refuseShapeless(response: unknown): void {
  const shaped = typeof response === 'object' && response !== null && 'clientDataJSON' in response
  if (!shaped || typeof response.clientDataJSON !== 'string')
    throw new Problem('input', 'staff/passkey-refused')
}

/** Runs a step of enrolment for the account behind the one-time link. */
function enrolling<T>(
  scene: Pick<AnyScene, 'db' | 'request'>,
  step: (accountId: string) => Promise<T>,
): Promise<T> {
  return asSystemWithin(scene.db, async () => {
    const token = scene.request.headers['panah-enrolment']
    const accountId = typeof token === 'string' ? await findEnrolled(scene.db, token) : undefined
    if (!accountId) throw new Problem('gone', 'staff/enrolment-over')
    return step(accountId)
  })
}
