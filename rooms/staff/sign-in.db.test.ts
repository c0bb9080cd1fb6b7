import { sql } from 'kysely'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../core/ids.ts'
import { beginSession, cookieName } from '../../core/sessions.ts'
import { type TestHouse, testHouse } from '../../tests/test-house.ts'
import { findByEmail } from './records.ts'

let house: TestHouse
let agencyId: string
const password = 'lantern river almond'
const email = 'made-up.person@example.org'
let link: string

beforeAll(async () => {
  house = await testHouse()
  agencyId = (await house.person('investigator-gujrat')).agencyId
})
afterAll(() => house.close())

const plan = () => ({
  nameEn: 'Made-up Newcomer',
  nameUr: 'فرضی نووارد',
  email,
  agencyId,
  teamId: null,
  duties: ['investigator'],
  sees: 'agency',
  jurisdiction: 'PK-PB',
})
const enrolment = () => ({ 'panah-enrolment': link.split('#')[1]! })
const cookieIn = (headers: Record<string, unknown>) => String(headers['set-cookie']).split(';')[0]!

describe('who is refused', () => {
  test('nobody but an administrator invites people', async () => {
    for (const handle of ['investigator-gujrat', 'supervisor-gujrat', 'oversight']) {
      const answer = await (await house.as(handle)).post('/api/accounts', plan())
      expect(answer.status, handle).toBe(403)
    }
    expect((await house.anyone().post('/api/accounts', plan())).status).toBe(401)
  })

  test('an unknown address and a wrong password get the same answer', async () => {
    const unknown = await house
      .anyone()
      .post('/api/sign-in/password', { email: 'nobody@example.org', password })
    expect([unknown.status, unknown.body.code]).toEqual([401, 'staff/wrong-sign-in'])
  })

  test('more at once than there are connections to the database are each told so', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        house.app.inject({
          method: 'POST',
          url: '/api/sign-in/password',
          remoteAddress: `10.0.0.${n + 1}`,
          payload: { email: `nobody-${n}@example.org`, password },
        }),
      ),
    )
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([401]))
  })

  test('an enrolment link that was never given is over', async () => {
    const answer = await house.anyone().get('/api/enrolment', { 'panah-enrolment': 'made-up' })
    expect([answer.status, answer.body.code]).toEqual([410, 'staff/enrolment-over'])
  })

  test('nobody is invited into an agency that is not here, or into another agency’s team', async () => {
    const administrator = await house.as('administrator')
    const nowhere = await administrator.post('/api/accounts', { ...plan(), agencyId: newId() })
    expect(nowhere.body).toMatchObject({ status: 400, code: 'staff/no-such-agency' })
    const { teamId } = await house.person('desk-gujrat')
    const { agencyId: shelter } = await house.person('shelter-lahore')
    const astray = await administrator.post('/api/accounts', {
      ...plan(),
      agencyId: shelter,
      teamId,
    })
    expect(astray.body).toMatchObject({ status: 400, code: 'staff/no-such-team' })
  })

  test('an administrator account cannot also see cases', async () => {
    const admin = await house.as('administrator')
    const answer = await admin.post('/api/accounts', {
      ...plan(),
      duties: ['administrator'],
      sees: 'agency',
    })
    expect([answer.status, answer.body.code]).toEqual([400, 'staff/duty-sees-no-cases'])
  })
})

describe('from invitation to a session', () => {
  let secret: string

  test('the administrator gets a link whose token no server log would hold', async () => {
    const answer = await (await house.as('administrator')).post('/api/accounts', plan())
    expect(answer.status).toBe(200)
    link = answer.body.link
    expect(new URL(link).search).toBe('')
    expect(new URL(link).hash.length).toBeGreaterThan(20)
  })

  test('the same address is not invited twice, in any case of letters', async () => {
    const again = await (await house.as('administrator')).post('/api/accounts', {
      ...plan(),
      email: email.toUpperCase(),
    })
    expect([again.status, again.body.code]).toEqual([409, 'staff/email-taken'])
  })

  test('a short password is refused and a long one taken', async () => {
    const short = await house
      .anyone()
      .post('/api/enrolment/password', { password: 'short' }, enrolment())
    expect(short.body.fields).toEqual({ password: 'staff/password-too-short' })
    expect(
      (await house.anyone().post('/api/enrolment/password', { password }, enrolment())).status,
    ).toBe(200)
  })

  test('a password alone does not sign in', async () => {
    const answer = await house.anyone().post('/api/sign-in/password', { email, password })
    expect(answer.status).toBe(401)
  })

  test('a confirmed code ends the enrolment, and its link works no more', async () => {
    secret = (await house.anyone().post('/api/enrolment/totp', undefined, enrolment())).body.secret
    const wrong = await house
      .anyone()
      .post('/api/enrolment/totp/confirm', { code: '000000' }, enrolment())
    expect(wrong.status).toBe(400)
    const code = generateSync({ secret })
    const right = await house.anyone().post('/api/enrolment/totp/confirm', { code }, enrolment())
    expect(right.status).toBe(200)
    expect((await house.anyone().get('/api/enrolment', enrolment())).status).toBe(410)
  })

  test('a code is not taken twice', async () => {
    const code = generateSync({ secret })
    const answer = await house.anyone().post('/api/sign-in/password', { email, password, code })
    expect([answer.status, answer.body.code]).toEqual([401, 'staff/wrong-code'])
  })

  test('password and the next code sign in; the cookie cannot be read by scripts or sent by other sites', async () => {
    const next = generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 })
    expect((await house.anyone().post('/api/sign-in/password', { email, password })).body).toEqual({
      next: 'code',
    })
    const answer = await house
      .anyone()
      .post('/api/sign-in/password', { email, password, code: next })
    expect(answer.body).toEqual({ next: 'done' })
    const cookie = String(answer.headers['set-cookie'])
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Strict')
    const session = await house.anyone().get('/api/session', { cookie: cookieIn(answer.headers) })
    expect(session.body.person.name.en).toBe('Made-up Newcomer')
  })

  test('an administrator ends a session at once', async () => {
    const admin = await house.as('administrator')
    const accounts = await admin.get('/api/accounts')
    const id = accounts.body.find((one: { email: string }) => one.email === email).id
    const token = await house.anyone().post('/api/tryout/sign-in', { handle: 'desk-gujrat' })
    const cookie = cookieIn(token.headers)
    const desk = (await house.person('desk-gujrat')).id
    expect((await house.anyone().get('/api/session', { cookie })).body.person).not.toBeNull()
    expect((await admin.post(`/api/accounts/${desk}/end-sessions`)).status).toBe(200)
    expect((await house.anyone().get('/api/session', { cookie })).body.person).toBeNull()
    expect((await admin.post(`/api/accounts/${id}/end-sessions`)).status).toBe(200)
  })

  describe('one’s own password', () => {
    const changed = 'four quite other words here'
    let cookie: string
    const change = (current: string, next: string) =>
      house.anyone().put('/api/me/password', { current, password: next }, { cookie })

    test('is not changed by whoever does not know the present one, and not to a short one', async () => {
      const account = await house.asSystem((db) => findByEmail(db, house, email))
      const begin = async () => {
        const token = await house.asSystem((db) => beginSession(db, account!.id, 'test'))
        return `${cookieName(house.config)}=${token}`
      }
      cookie = await begin()
      expect((await change('not the present one', changed)).body).toMatchObject({
        status: 400,
        fields: { current: 'staff/wrong-password' },
      })
      expect((await change(password, 'short')).body.code).toBe('staff/password-too-short')
      const other = await begin()
      expect((await change(password, changed)).status).toBe(200)
      const who = async (of: string) =>
        (await house.anyone().get('/api/session', { cookie: of })).body.person
      expect(await who(other)).toBeNull()
      expect(await who(cookie)).not.toBeNull()
      expect((await change(password, changed)).body.code).toBe('staff/wrong-password')
    })

    test('stays guarded: after eight wrong tries one has to wait', async () => {
      for (let tried = 0; tried < 8; tried++) await change('wrong again and again', password)
      expect((await change(changed, password)).status).toBe(429)
    })

    test('nobody who signs in without one can be given one this way', async () => {
      const officer = await house.as('desk-gujrat')
      const body = { current: '', password: changed }
      expect((await officer.put('/api/me/password', body)).body.code).toBe('staff/no-password')
    })

    test('forgotten, it is replaced through the administrator’s new link', async () => {
      const admin = await house.as('administrator')
      const account = await house.asSystem((db) => findByEmail(db, house, email))
      const made = await admin.post(`/api/accounts/${account!.id}/enrolment`)
      const token = { 'panah-enrolment': made.body.link.split('#')[1]! }
      await house.anyone().post('/api/enrolment/password', { password }, token)
      const fresh = (await house.anyone().post('/api/enrolment/totp', undefined, token)).body.secret
      const code = generateSync({ secret: fresh })
      const done = await house.anyone().post('/api/enrolment/totp/confirm', { code }, token)
      expect(done.status).toBe(200)
      expect(
        (await house.anyone().post('/api/sign-in/password', { email, password })).body,
      ).toEqual({ next: 'code' })
    })
  })

  test('after eight failed tries the address has to wait, even with the right password', async () => {
    for (let n = 0; n < 8; n++)
      await house.anyone().post('/api/sign-in/password', { email, password: 'wrong wrong wrong' })
    const answer = await house.anyone().post('/api/sign-in/password', { email, password })
    expect([answer.status, answer.body.code]).toEqual([429, 'staff/too-many-tries'])
  })
})

test('an idle session ends', async () => {
  const signedIn = await house.anyone().post('/api/tryout/sign-in', { handle: 'screener-gujrat' })
  const cookie = cookieIn(signedIn.headers)
  expect(cookie.startsWith(cookieName(house.config))).toBe(true)
  const screener = await house.person('screener-gujrat')
  await house.asSystem((db) =>
    sql`update core.session set seen_at = now() - interval '21 minutes' where account_id = ${screener.id}`.execute(
      db,
    ),
  )
  expect((await house.anyone().get('/api/session', { cookie })).body.person).toBeNull()
})

test('the try-out’s made-up staff are not there in live mode', async () => {
  const live = await testHouse({ mode: 'live' })
  expect((await live.anyone().get('/api/tryout/people')).status).toBe(404)
  expect(
    (await live.anyone().post('/api/tryout/sign-in', { handle: 'administrator' })).status,
  ).toBe(404)
  await live.close()
})

describe('teams', () => {
  test('are added and renamed by an administrator, and by nobody else', async () => {
    const admin = await house.as('administrator')
    const agencyId = (await house.person('desk-karachi')).agencyId
    const team = { agencyId, nameEn: 'Airport team', nameUr: 'ہوائی اڈے کی ٹیم' }
    const supervisor = await house.as('supervisor-karachi')
    expect((await supervisor.post('/api/teams', team)).status).toBe(403)
    const nowhere = { ...team, agencyId: '00000000-0000-7000-8000-000000000000' }
    expect((await admin.post('/api/teams', nowhere)).body.code).toBe('staff/no-such-agency')
    const { id } = (await admin.post('/api/teams', team)).body
    const name = { nameEn: 'Seaport team', nameUr: 'بندرگاہ کی ٹیم' }
    expect((await admin.put(`/api/teams/${id}`, name)).status).toBe(200)
    expect((await admin.put(`/api/teams/${nowhere.agencyId}`, name)).status).toBe(404)
    const listed = (await admin.get('/api/teams')).body
    expect(listed.find((one: { id: string }) => one.id === id)).toMatchObject({
      agencyId,
      name: { en: 'Seaport team' },
      people: 0,
    })
  })
})
