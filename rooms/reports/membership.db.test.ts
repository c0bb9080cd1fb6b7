import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import type { TestHouse } from '../../tests/test-house.ts'
import { base64, fromBase64 } from './sealing/bytes.ts'
import { certify, verified } from './sealing/certificate.ts'
import { openReport, rewrapAll } from './sealing/desk.ts'
import { newSigningKey } from './sealing/ed25519.ts'
import { newEpoch, openEpoch, rewrapEpoch, wrapEpoch } from './sealing/epoch.ts'
import { newIdentity, recipientOf } from './sealing/identity.ts'
import { lockWithPassphrase } from './sealing/member-lock.ts'
import { filed, gujrat, Officer, quick, Reporter, reportsHouse } from './stage.ts'
import { tryoutPassphrase } from './tryout-passphrase.ts'

let house: TestHouse
let sadia: Officer
let tariqId: string
beforeEach(async () => {
  house = await reportsHouse()
  sadia = await Officer.named(house, 'desk-gujrat')
  tariqId = (await house.person('supervisor-gujrat')).id
  return () => house.close()
})

const remove = (by: Officer, accountId: string, body: object = {}) =>
  by.client.post(`/api/desk/${gujrat}/members/${accountId}/remove`, body)

/** What the page does when a member goes: new keys, certified, for everybody who stays, and the open reports for them. */
async function nextEpoch(officer: Officer, stay: readonly string[]) {
  const keys = await officer.keys(gujrat)
  const number = keys.epochs[0]!.epoch + 1
  const made = await newEpoch(gujrat, number)
  const { body } = await officer.client.post(`/api/desk/${gujrat}/certify`, made.public)
  const wraps = []
  for (const member of keys.members.filter((one) => stay.includes(one.accountId))) {
    wraps.push({
      accountId: member.accountId,
      blob: base64(await wrapEpoch(made.secrets, member.recipient!)),
    })
  }
  const open = (await officer.client.get(`/api/desk/${gujrat}/open-wraps`)).body.items
  const rewraps = await rewrapAll(open, await officer.epochs(gujrat), gujrat, made.public)
  return { certificate: body.certificate, wraps, rewraps }
}

describe('removal', () => {
  it('ends access at once: queue, reports, keys and her own wraps', async () => {
    const reporter = await filed(house)
    const tariq = await Officer.named(house, 'supervisor-gujrat')
    expect((await tariq.open(reporter.sealed.id)).conversation.messages[0]!.fault).toBeNull()
    expect((await remove(sadia, tariqId)).status).toBe(200)
    expect((await tariq.client.get(`/api/desk/reports/${reporter.sealed.id}`)).status).toBe(404)
    expect((await tariq.client.get(`/api/desk/${gujrat}/keys`)).status).toBe(404)
    const wraps = await house.asSystem((db) =>
      sql`select 1 from reports.epoch_wrap where account_id = ${tariqId}`.execute(db),
    )
    expect(wraps.rows).toEqual([])
    expect((await sadia.client.get('/api/desk')).body.desks[0]).toMatchObject({
      needsNewEpoch: true,
    })
  })

  it('of the last member is refused: nobody could open the reports any more', async () => {
    await remove(sadia, tariqId)
    const sadiaId = (await house.person('desk-gujrat')).id
    expect(await remove(sadia, sadiaId)).toMatchObject({
      status: 409,
      body: { code: 'reports/last-member' },
    })
  })

  it('of somebody who is no member, or by somebody who is none, changes nothing', async () => {
    const stranger = (await house.person('desk-karachi')).id
    expect(await remove(sadia, stranger)).toMatchObject({
      status: 404,
      body: { code: 'reports/no-such-member' },
    })
    const shazia = await Officer.named(house, 'desk-karachi')
    expect((await remove(shazia, tariqId)).status).toBe(404)
    expect((await sadia.keys(gujrat)).members).toHaveLength(2)
  })

  it('with the next keys in one request: what comes then she cannot open even with all she remembers', async () => {
    const before = await filed(house, gujrat, { what: 'پہلے' })
    const tariq = await Officer.named(house, 'supervisor-gujrat')
    const remembered = await tariq.epochs(gujrat)
    const sadiaId = (await house.person('desk-gujrat')).id
    const next = await nextEpoch(sadia, [sadiaId])
    expect(await remove(sadia, tariqId, { next })).toMatchObject({ status: 200 })
    // The page that was open seals for the old keys, is told, and seals again.
    const late = await Reporter.at(house)
    expect(late.desk(gujrat).epoch).toBe(2)
    await late.seal(gujrat, { what: 'بعد میں' })
    await late.send()
    const view = await sadia.view(late.sealed.id)
    await expect(openReport(view, remembered, sadia.root)).rejects.toMatchObject({
      fault: 'cannot-open',
    })
    expect((await sadia.open(late.sealed.id)).conversation.messages[0]!.fault).toBeNull()
    // The open report was wrapped again: it opens with the new keys alone.
    const newest = (await sadia.epochs(gujrat)).filter((one) => one.epoch === 2)
    const old = await openReport(await sadia.view(before.sealed.id), newest, sadia.root)
    expect(old.conversation.messages[0]).toMatchObject({
      fault: null,
      body: { answers: { what: 'پہلے' } },
    })
    expect((await sadia.client.get('/api/desk')).body.desks[0]).toMatchObject({
      needsNewEpoch: false,
      epoch: 2,
    })
  })
})

describe('new keys are refused', () => {
  it('when another root signed them', async () => {
    const sadiaId = (await house.person('desk-gujrat')).id
    const next = await nextEpoch(sadia, [sadiaId, tariqId])
    const forged = await certify(next.certificate.statement, newSigningKey().seed)
    const answer = await sadia.client.post(`/api/desk/${gujrat}/epochs`, {
      ...next,
      certificate: forged,
    })
    expect(answer).toMatchObject({ status: 400, body: { code: 'reports/not-certified' } })
  })

  it('when a member was left out, or somebody else put in', async () => {
    const sadiaId = (await house.person('desk-gujrat')).id
    const next = await nextEpoch(sadia, [sadiaId])
    expect((await sadia.client.post(`/api/desk/${gujrat}/epochs`, next)).body.code).toBe(
      'reports/wraps-missing',
    )
    const stranger = (await house.person('desk-karachi')).id
    const more = await nextEpoch(sadia, [sadiaId, tariqId])
    more.wraps.push({ accountId: stranger, blob: 'AAAA' })
    expect((await sadia.client.post(`/api/desk/${gujrat}/epochs`, more)).body.code).toBe(
      'reports/wraps-missing',
    )
    expect((await sadia.keys(gujrat)).epochs).toHaveLength(1)
  })

  it('when they are not the next ones', async () => {
    const sadiaId = (await house.person('desk-gujrat')).id
    const next = await nextEpoch(sadia, [sadiaId, tariqId])
    expect((await sadia.client.post(`/api/desk/${gujrat}/epochs`, next)).status).toBe(200)
    expect((await sadia.client.post(`/api/desk/${gujrat}/epochs`, next)).body.code).toBe(
      'reports/not-certified',
    )
  })
})

describe('a newcomer', () => {
  const passphrase = 'another passphrase'
  async function makesKey() {
    const identity = await newIdentity()
    const recipient = await recipientOf(identity)
    await remove(sadia, tariqId)
    const client = await house.as('supervisor-gujrat')
    const locks = [await lockWithPassphrase(identity, passphrase, quick)]
    expect((await client.put('/api/desk/my-key', { recipient, locks })).status).toBe(200)
    return { identity, recipient, client }
  }

  it('who is of another agency, or whose key has changed meanwhile, is not let in', async () => {
    const { recipient } = await makesKey()
    const wraps = [{ epoch: 1, blob: 'AAAA' }]
    const add = (body: object) => sadia.client.post(`/api/desk/${gujrat}/members`, body)
    const stranger = (await house.person('desk-karachi')).id
    expect((await add({ accountId: stranger, recipient, wraps })).body.code).toBe(
      'reports/cannot-be-member',
    )
    const other = await recipientOf(await newIdentity())
    expect((await add({ accountId: tariqId, recipient: other, wraps })).body.code).toBe(
      'reports/key-has-changed',
    )
    expect(
      (await add({ accountId: tariqId, recipient, wraps: [{ epoch: 9, blob: 'AAAA' }] })).body.code,
    ).toBe('reports/wraps-missing')
    expect((await sadia.keys(gujrat)).members).toHaveLength(1)
  })

  it('whom a member lets in opens what came before her', async () => {
    const reporter = await filed(house, gujrat, { what: 'پرانی بات' })
    const { identity, recipient, client } = await makesKey()
    const { newcomers, epochs } = await sadia.keys(gujrat)
    expect(newcomers).toMatchObject([{ accountId: tariqId, recipient }])
    const wraps = []
    for (const { epoch, wrap } of epochs) {
      wraps.push({
        epoch,
        blob: base64(await rewrapEpoch(fromBase64(wrap!), sadia.identity, recipient)),
      })
    }
    expect(
      (
        await sadia.client.post(`/api/desk/${gujrat}/members`, {
          accountId: tariqId,
          recipient,
          wraps,
        })
      ).status,
    ).toBe(200)
    const tariq = new Officer(client, sadia.root, identity)
    const open = await tariq.open(reporter.sealed.id)
    expect(open.conversation.messages[0]).toMatchObject({
      fault: null,
      body: { answers: { what: 'پرانی بات' } },
    })
  })
})

it('an officer’s sealed key is hers alone, and the server refuses a lock it does not know', async () => {
  const { key } = (await sadia.client.get('/api/desk')).body
  expect(key.locks).toHaveLength(1)
  const others = await house.acting('supervisor-gujrat', (db) =>
    sql`select 1 from reports.member_lock`.execute(db),
  )
  expect(others.rows).toHaveLength(1)
  const wraps = await house.acting('supervisor-gujrat', (db) =>
    sql<{ account_id: string }>`select account_id from reports.epoch_wrap`.execute(db),
  )
  expect(wraps.rows.every((row) => row.account_id === tariqId)).toBe(true)
  const odd = { recipient: key.recipient, locks: [{ lock: 'none', sealed: 'AAAA' }] }
  expect((await sadia.client.put('/api/desk/my-key', odd)).status).toBe(400)
})

it('a wrap that the server exchanged for another member’s does not open', async () => {
  const tariq = await Officer.named(house, 'supervisor-gujrat')
  const { epochs } = await tariq.keys(gujrat)
  const { certificate, wrap } = epochs[0]!
  const said = verified(certificate, sadia.root, { deskId: gujrat, epoch: 1 })
  await expect(openEpoch(fromBase64(wrap!), sadia.identity, said)).rejects.toMatchObject({
    fault: 'cannot-open',
  })
  expect(tryoutPassphrase.length).toBeGreaterThan(12)
})
