import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asSystem } from '../../core/database.ts'
import { dayInPakistan } from '../../core/days.ts'
import { type Client, type TestHouse, testHouse } from '../../tests/test-house.ts'
import { agencyIdOf } from '../../tryout/staff.ts'
import { addPerson, openCase } from '../cases/door.ts'

import { listReferrals } from './door.ts'

const shelter = agencyIdOf('tryout-shelter-lahore')
const otherShelter = agencyIdOf('tryout-shelter-karachi')

let house: TestHouse
let worker: Client
let caseId: string
let woman: string
let child: string
let uncle: string

const today = () => dayInPakistan(new Date())
const inDays = (days: number) => dayInPakistan(new Date(Date.now() + days * 86_400_000))

beforeAll(async () => {
  house = await testHouse()
  worker = await house.as('case-worker-gujrat')
  const holder = await house.person('case-worker-gujrat')
  caseId = await house.acting('case-worker-gujrat', async (db) => {
    const { id } = await openCase(db, house, {
      jurisdiction: holder.jurisdiction,
      agencyId: holder.agencyId,
      teamId: holder.teamId,
      holderId: holder.id,
      title: 'A made-up case of Planted Sentence',
      summary: null,
      reportId: null,
    })
    return id
  })
  const add = (of: Parameters<typeof addPerson>[3]) =>
    house.acting('case-worker-gujrat', (db) => addPerson(db, house, caseId, of))
  const day = today()
  woman = await add({
    roles: ['victim'],
    name: 'Made-up Woman',
    sex: 'Feminine',
    ageStated: 24,
    ageStatedOn: day,
    phone: '03001112223',
  })
  child = await add({
    roles: ['victim'],
    name: 'Made-up Girl',
    sex: 'Feminine',
    ageStated: 14,
    ageStatedOn: day,
  })
  uncle = await add({ roles: ['accused', 'family'], name: 'Made-up Uncle', sex: 'Masculine' })
})

afterAll(() => house?.close())

function consentOf(personId: string, change: object = {}) {
  return {
    personId,
    purpose: 'shelter',
    agencyId: shelter,
    fields: ['name', 'age-group', 'needs', 'safety-notes'],
    givenBy: 'self',
    how: 'spoken',
    language: 'pan',
    understood: true,
    givenOn: today(),
    expiresOn: inDays(90),
    ...change,
  }
}

function draftOf(personId: string, change: object = {}) {
  return {
    personId,
    toAgencyId: shelter,
    purpose: 'shelter',
    fields: ['name', 'age-group', 'needs'],
    needs: ['safe-place', 'medical'],
    language: 'pan',
    phone: '03009998887',
    safetyNotes: 'Planted: do not ring before noon.',
    ...change,
  }
}

async function consent(personId: string, change: object = {}) {
  const { status, body } = await worker.post(
    `/api/cases/${caseId}/consents`,
    consentOf(personId, change),
  )
  expect(status, JSON.stringify(body)).toBe(200)
  return body.id as string
}

async function draft(personId: string, change: object = {}) {
  const { status, body } = await worker.post(
    `/api/cases/${caseId}/referrals`,
    draftOf(personId, change),
  )
  expect(status, JSON.stringify(body)).toBe(200)
  return body.id as string
}

async function versionOf(id: string, client = worker): Promise<number> {
  return (await client.get(`/api/referrals/${id}`)).body.version
}

async function step(client: Client, id: string, name: string, more: object = {}) {
  const version = await versionOf(id, client)
  return client.post(`/api/referrals/${id}/${name}`, { version, ...more })
}

async function sentReferral(personId: string): Promise<{ id: string; consentId: string }> {
  const consentId = await consent(personId)
  const id = await draft(personId)
  const { status, body } = await step(worker, id, 'send')
  expect(status, JSON.stringify(body)).toBe(200)
  return { id, consentId }
}

const yesterday = () => inDays(-1)

async function endedYesterday(id: string): Promise<void> {
  await asSystem(house, (db) =>
    sql`update protection.referral set rests_until = ${yesterday()} where id = ${id}`.execute(db),
  )
}

async function findPerson(client: Client, id: string) {
  const { body } = await client.get(`/api/cases/${caseId}/protection`)
  return body.people.find((one: { id: string }) => one.id === id)
}

async function withdraw(consentId: string, personId: string) {
  const person = await findPerson(worker, personId)
  const { version } = person.consents.find((one: { id: string }) => one.id === consentId)
  return worker.post(`/api/consents/${consentId}/withdraw`, { version })
}

describe('who is refused', () => {
  test.each(['statistician', 'administrator', 'oversight'])(
    '%s reads no protection tab',
    async (handle) => {
      const client = await house.as(handle)
      expect((await client.get(`/api/cases/${caseId}/protection`)).status).toBe(403)
    },
  )

  test.each(['shelter-lahore', 'investigator-karachi', 'investigator-gujrat-two'])(
    '%s learns nothing of the case',
    async (handle) => {
      const client = await house.as(handle)
      const { status, body } = await client.get(`/api/cases/${caseId}/protection`)
      // Who could break the glass is told that there is a case, and nothing of it.
      expect([403, 404]).toContain(status)
      expect(body.people).toBeUndefined()
    },
  )

  test('nobody without a sign-in reads or sends', async () => {
    const nobody = house.anyone()
    expect((await nobody.get(`/api/cases/${caseId}/protection`)).status).toBe(401)
    expect((await nobody.get('/api/referrals?side=incoming')).status).toBe(401)
  })

  test('a screener drafts no referral, though she may record a consent', async () => {
    const screener = await house.as('screener-gujrat')
    expect((await screener.post(`/api/cases/${caseId}/referrals`, draftOf(woman))).status).toBe(403)
    const given = await screener.post(
      `/api/cases/${caseId}/consents`,
      consentOf(woman, { purpose: 'medical' }),
    )
    expect(given.status).toBe(200)
  })

  test('an accused uncle cannot agree for a child', async () => {
    const { status, body } = await worker.post(
      `/api/cases/${caseId}/consents`,
      consentOf(child, { givenBy: 'guardian', guardianPersonId: uncle, childView: 'agrees' }),
    )
    expect([status, body.code]).toEqual([400, 'protection/guardian-accused'])
  })
})

describe('a referral without consent stays where it is', () => {
  test('with no consent at all', async () => {
    const id = await draft(woman, { purpose: 'legal-aid' })
    const { status, body } = await step(worker, id, 'send')
    expect([status, body.code]).toEqual([409, 'protection/consent-missing'])
    expect((await worker.get(`/api/referrals/${id}`)).body).toMatchObject({
      status: 'drafted',
      sentAt: null,
    })
  })

  test('with a consent for another recipient', async () => {
    await consent(woman, { purpose: 'psychosocial', agencyId: otherShelter })
    const id = await draft(woman, { purpose: 'psychosocial' })
    expect((await step(worker, id, 'send')).body.code).toBe('protection/consent-missing')
  })

  test('with a consent that ran out yesterday', async () => {
    const consentId = await consent(woman, { purpose: 'return' })
    await asSystem(house, (db) =>
      sql`update protection.consent set given_on = current_date - 40, expires_on = current_date - 2
        where id = ${consentId}`.execute(db),
    )
    const id = await draft(woman, { purpose: 'return' })
    expect((await step(worker, id, 'send')).body.code).toBe('protection/consent-expired')
  })

  test('with a field she kept back', async () => {
    await consent(woman, { purpose: 'family-tracing', fields: ['needs'] })
    const id = await draft(woman, { purpose: 'family-tracing', fields: ['needs', 'phone'] })
    expect((await step(worker, id, 'send')).body.code).toBe('protection/field-withheld')
  })

  test('in the database too, whatever the code says', async () => {
    const id = await draft(woman, { purpose: 'legal-aid' })
    const forced = house.acting('case-worker-gujrat', (db) =>
      sql`update protection.referral set status = 'sent', sent_at = now() where id = ${id}`.execute(
        db,
      ),
    )
    await expect(forced).rejects.toThrow(/check constraint/)
  })
})

describe('what the shelter sees', () => {
  test('only the fields consented to, and nothing of the case', async () => {
    const { id } = await sentReferral(woman)
    const client = await house.as('shelter-lahore')
    const { status, body } = await client.get(`/api/referrals/${id}`)
    expect(status).toBe(200)
    expect(body.content).toEqual({
      name: 'Made-up Woman',
      ageGroup: '18+',
      needs: ['safe-place', 'medical'],
    })
    expect(body).toMatchObject({
      side: 'incoming',
      caseId: null,
      personId: null,
      caseReference: null,
    })
    const text = JSON.stringify(body)
    for (const secret of ['03009998887', 'Planted', caseId, woman])
      expect(text).not.toContain(secret)
  })

  test('not even sealed: the row itself holds only what travels', async () => {
    const { id } = await sentReferral(woman)
    const row = await house.acting('shelter-lahore', (db) =>
      sql<{
        content_sealed: string
      }>`select content_sealed from protection.referral_content where referral_id = ${id}`.execute(
        db,
      ),
    )
    const opened = JSON.parse(house.fields.open(row.rows[0]!.content_sealed))
    expect(Object.keys(opened).sort()).toEqual(['ageGroup', 'name', 'needs'])
  })

  test('no draft, and no row of the case, its people or its consents', async () => {
    const id = await draft(woman)
    await sentReferral(woman)
    const seen = await house.acting('shelter-lahore', async (db) => {
      const count = async (what: string) =>
        (await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(what)}`.execute(db))
          .rows[0]!.n
      return {
        draft: await count(`protection.referral where id = '${id}'`),
        cases: await count('cases.case_file'),
        people: await count('cases.person'),
        consents: await count('protection.consent'),
        bases: await count('protection.legal_basis'),
      }
    })
    expect(seen).toEqual({ draft: 0, cases: 0, people: 0, consents: 0, bases: 0 })
  })

  test('another shelter sees no such referral, and cannot answer it', async () => {
    const { id } = await sentReferral(woman)
    const other = await house.as('shelter-karachi')
    expect((await other.get(`/api/referrals/${id}`)).status).toBe(404)
    expect((await other.post(`/api/referrals/${id}/accept`, { version: 2 })).status).toBe(404)
    const { items } = (await other.get('/api/referrals?side=incoming')).body
    expect(items).toEqual([])
  })
})

describe('a referral from sending to outcome', () => {
  test('is accepted, served and closed by the shelter, and the case sees it happen', async () => {
    const { id } = await sentReferral(woman)
    const client = await house.as('shelter-lahore')
    expect((await step(client, id, 'accept')).status).toBe(200)
    const service = { kind: 'SocialCare', from: today(), note: 'Planted note of the shelter' }
    expect((await step(client, id, 'services', service)).status).toBe(200)
    expect((await step(client, id, 'close', { outcome: 'safe-and-settled' })).status).toBe(200)
    const { body } = await worker.get(`/api/referrals/${id}`)
    expect(body).toMatchObject({ status: 'closed', outcome: 'safe-and-settled' })
    expect(body.services).toMatchObject([{ kind: 'SocialCare', note: null }])
    const events = await house.acting('case-worker-gujrat', (db) =>
      sql<{ kind: string }>`select kind from core.event where about = ${id} order by id`.execute(
        db,
      ),
    )
    expect(events.rows.map(({ kind }) => kind)).toEqual([
      'referral.sent',
      'referral.accepted',
      'referral.served',
      'referral.closed',
    ])
    const briefs = await house.acting('case-worker-gujrat', (db) => listReferrals(db, caseId))
    expect(briefs.find((one) => one.id === id)).toMatchObject({
      status: 'closed',
      toAgencyId: shelter,
    })
  })

  test('the sender does not answer for the shelter', async () => {
    const { id } = await sentReferral(woman)
    const { status } = await step(worker, id, 'accept')
    expect(status).toBe(403)
  })

  test('a declined referral comes back with its reason and can go to another place', async () => {
    const { id } = await sentReferral(woman)
    const client = await house.as('shelter-lahore')
    expect((await step(client, id, 'decline', { reason: 'other' })).body.code).toBe(
      'protection/say-why',
    )
    expect((await step(client, id, 'decline', { reason: 'full' })).status).toBe(200)
    expect((await worker.get(`/api/referrals/${id}`)).body.declinedFor).toBe('full')
    expect((await step(worker, id, 'redraft')).status).toBe(200)
    expect((await client.get(`/api/referrals/${id}`)).status).toBe(404)
    const moved = { ...draftOf(woman), toAgencyId: otherShelter, version: await versionOf(id) }
    const { personId: _, ...change } = moved
    expect((await worker.put(`/api/referrals/${id}`, change)).status).toBe(200)
    expect((await step(worker, id, 'send')).body.code).toBe('protection/consent-missing')
  })

  test('an agency that said no is shown nothing of it any more', async () => {
    const { id } = await sentReferral(woman)
    const client = await house.as('shelter-lahore')
    await step(client, id, 'decline', { reason: 'full' })
    expect((await client.get(`/api/referrals/${id}`)).body.content).toBeNull()
    expect((await worker.get(`/api/referrals/${id}`)).body.content).not.toBeNull()
  })

  test('an answer on a page that has gone stale changes nothing', async () => {
    const { id } = await sentReferral(woman)
    const client = await house.as('shelter-lahore')
    const version = await versionOf(id, client)
    expect((await client.post(`/api/referrals/${id}/accept`, { version })).status).toBe(200)
    const again = await client.post(`/api/referrals/${id}/decline`, { version, reason: 'full' })
    expect([again.status, again.body.code]).toEqual([412, 'core/changed-since'])
  })

  test('a repeated submission makes one draft', async () => {
    const key = { 'idempotency-key': 'draft-once' }
    const first = await worker.post(`/api/cases/${caseId}/referrals`, draftOf(woman), key)
    const second = await worker.post(`/api/cases/${caseId}/referrals`, draftOf(woman), key)
    expect(second.body).toEqual(first.body)
  })

  test('an answer that is late is marked overdue, and not before', async () => {
    const { id } = await sentReferral(woman)
    expect((await worker.get(`/api/referrals/${id}`)).body.overdue).toBe(false)
    await asSystem(house, (db) =>
      sql`update protection.referral set sent_at = now() - interval '49 hours' where id = ${id}`.execute(
        db,
      ),
    )
    expect((await worker.get(`/api/referrals/${id}`)).body.overdue).toBe(true)
  })
})

describe('a consent withdrawn', () => {
  test('calls back every open referral, and the shelter can read nothing of it any more', async () => {
    const { id, consentId } = await sentReferral(woman)
    const client = await house.as('shelter-lahore')
    await step(client, id, 'accept')
    await step(client, id, 'services', { kind: 'Health', from: today(), note: 'Planted note' })
    expect((await withdraw(consentId, woman)).body).toEqual({ recalled: 1 })
    const { body } = await client.get(`/api/referrals/${id}`)
    expect(body).toMatchObject({
      status: 'recalled',
      recalledFor: 'consent-withdrawn',
      content: null,
      services: [],
    })
    const left = await asSystem(house, (db) =>
      sql`select 1 from protection.referral_content where referral_id = ${id}`.execute(db),
    )
    expect(left.rows).toEqual([])
  })

  test.each([
    ['declined', [['decline', { reason: 'full' }]]],
    [
      'closed',
      [
        ['accept', {}],
        ['close', { outcome: 'moved-on' }],
      ],
    ],
  ] as const)('takes away what a referral that was %s had told', async (status, steps) => {
    const { id, consentId } = await sentReferral(woman)
    const client = await house.as('shelter-lahore')
    for (const [name, more] of steps) expect((await step(client, id, name, more)).status).toBe(200)
    expect((await withdraw(consentId, woman)).status).toBe(200)
    expect((await client.get(`/api/referrals/${id}`)).body).toMatchObject({ status, content: null })
    const left = await asSystem(house, (db) =>
      sql`select 1 from protection.referral_content where referral_id = ${id}`.execute(db),
    )
    expect(left.rows).toEqual([])
  })

  test('that has ended is kept to the day: the shelter reads nothing more, in the database itself', async () => {
    const { id } = await sentReferral(woman)
    const client = await house.as('shelter-lahore')
    await step(client, id, 'accept', {})
    await step(client, id, 'services', { kind: 'SocialCare', from: today(), note: 'our own note' })
    await endedYesterday(id)
    const { body } = await client.get(`/api/referrals/${id}`)
    expect(body).toMatchObject({ status: 'served', content: null, restsUntil: yesterday() })
    expect(body.services[0].note).toBe('our own note')
    const rows = await house.acting('shelter-lahore', (db) =>
      sql`select 1 from protection.referral_content where referral_id = ${id}`.execute(db),
    )
    expect(rows.rows).toEqual([])
    expect((await worker.get(`/api/referrals/${id}`)).body.content).not.toBeNull()
    // What was done can still be written down and the referral closed.
    expect((await step(client, id, 'close', { outcome: 'moved-on' })).status).toBe(200)
    expect((await worker.get(`/api/referrals/${id}`)).body.content).not.toBeNull()
  })

  test('given anew for the same recipient carries the referral on', async () => {
    const { id } = await sentReferral(woman)
    const client = await house.as('shelter-lahore')
    await step(client, id, 'accept', {})
    await endedYesterday(id)
    expect((await client.get(`/api/referrals/${id}`)).body.content).toBeNull()
    await consent(woman, { fields: ['age-group'] })
    expect((await client.get(`/api/referrals/${id}`)).body.content).toBeNull()
    const renewed = await consent(woman)
    expect((await client.get(`/api/referrals/${id}`)).body.content).not.toBeNull()
    expect((await withdraw(renewed, woman)).body.recalled).toBeGreaterThan(0)
    expect((await client.get(`/api/referrals/${id}`)).body.status).toBe('recalled')
  })

  test('is not withdrawn twice, and sends nothing afterwards', async () => {
    const consentId = await consent(woman, { purpose: 'agency-sharing' })
    expect((await withdraw(consentId, woman)).status).toBe(200)
    expect((await withdraw(consentId, woman)).body.code).toBe('protection/withdrawn-already')
    const id = await draft(woman, { purpose: 'agency-sharing' })
    expect((await step(worker, id, 'send')).body.code).toBe('protection/consent-withdrawn')
  })

  test('is heard when it is said at the shelter', async () => {
    const { id, consentId } = await sentReferral(woman)
    const client = await house.as('shelter-lahore')
    await step(client, id, 'accept')
    expect((await step(client, id, 'consent-withdrawn')).status).toBe(200)
    expect((await client.get(`/api/referrals/${id}`)).body.content).toBeNull()
    await house.settle()
    const person = await findPerson(worker, woman)
    const heard = person.consents.find((one: { id: string }) => one.id === consentId)
    expect(heard.standing).toBe('withdrawn')
  })
})

describe('a legal basis', () => {
  const basis = () => ({
    personId: child,
    purpose: 'medical',
    agencyId: shelter,
    fields: ['needs', 'age-group'],
    code: 'child-best-interests',
    words: 'She has a fever and no guardian can be found tonight.',
    until: inDays(7),
  })

  test('sends nothing until a second person has confirmed it', async () => {
    const made = await worker.post(`/api/cases/${caseId}/legal-bases`, basis())
    expect(made.status).toBe(200)
    const id = await draft(child, { purpose: 'medical', fields: ['needs', 'age-group'] })
    expect((await step(worker, id, 'send')).body.code).toBe('protection/basis-unconfirmed')
    expect(
      (await worker.post(`/api/legal-bases/${made.body.id}/confirm`, { version: 1 })).status,
    ).toBe(403)
    const supervisor = await house.as('supervisor-gujrat')
    expect(
      (await supervisor.post(`/api/legal-bases/${made.body.id}/confirm`, { version: 1 })).status,
    ).toBe(200)
    expect((await step(worker, id, 'send')).status).toBe(200)
    const client = await house.as('shelter-lahore')
    expect((await client.get(`/api/referrals/${id}`)).body).toMatchObject({
      restsOn: 'legal-basis',
      content: { ageGroup: '<18', needs: ['safe-place', 'medical'] },
    })
  })

  test('without words that say why is refused', async () => {
    const { body } = await worker.post(`/api/cases/${caseId}/legal-bases`, {
      ...basis(),
      words: 'urgent',
    })
    expect(body.code).toBe('protection/basis-words-short')
  })
})

test('every reading of a referral leaves a line in the audit trail', async () => {
  const { id } = await sentReferral(woman)
  const client = await house.as('shelter-lahore')
  await client.get(`/api/referrals/${id}`)
  const lines = await house.asSystem((db) =>
    sql<{ what: string }>`select what from core.audit_line where ${id}::uuid = any(about)`.execute(
      db,
    ),
  )
  const whats = lines.rows.map(({ what }) => what)
  expect(whats).toContain('protection.read-referral')
  expect(whats).toContain('protection.send-referral')
})
