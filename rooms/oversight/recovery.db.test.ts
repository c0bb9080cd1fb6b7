import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestHouse } from '../../tests/test-house.ts'
import { makeRecovery, recoverWith } from '../reports/door.ts'
import { base64, fromBase64 } from '../reports/sealing/bytes.ts'
import { seal, unseal } from '../reports/sealing/identity.ts'
import { filed, gujrat, Officer, reportsHouse } from '../reports/stage.ts'
import { announceRecovery } from './ceremony.ts'
import { readLog } from './stage.ts'

const desk = 'tryout-desk-gujrat'
let house: TestHouse
let shares: string[]
beforeAll(async () => {
  house = await reportsHouse()
  await filed(house)
  const made = await house.asSystem((db) => makeRecovery(db, house, desk))
  shares = made.shares
  // A member lets the key in as she does a newcomer: every epoch wrapped to it in her browser.
  const officer = await Officer.named(house, 'desk-gujrat')
  const { epochs, newcomers } = await officer.keys(gujrat)
  const key = newcomers.find(({ recipient }) => recipient === made.recipient)!
  const wraps = []
  for (const { epoch, wrap } of epochs) {
    const secrets = await unseal(fromBase64(wrap!), officer.identity)
    wraps.push({ epoch, blob: base64(await seal(secrets, made.recipient)) })
  }
  const body = { accountId: key.accountId, recipient: made.recipient, wraps }
  const added = await officer.client.post(`/api/desk/${gujrat}/members`, body)
  expect(added).toMatchObject({ status: 200 })
})
afterAll(() => house.close())

const recover = async (some: readonly string[], handle: string) => {
  const { id: accountId } = await house.person(handle)
  return house.asSystem((db) =>
    recoverWith(db, { deskKey: desk, shares: some, accountId, now: house.now() }),
  )
}

describe('a desk’s recovery key', () => {
  test('does not open with two shares, with one three times, or with a stranger’s', async () => {
    const someone = 'desk-gujrat'
    for (const some of [
      shares.slice(0, 2),
      [shares[0]!, shares[0]!, shares[0]!],
      [shares[0]!, shares[1]!, base64(new Uint8Array(fromBase64(shares[2]!).length).fill(9))],
    ])
      await expect(recover(some, someone)).rejects.toMatchObject({
        code: 'reports/shares-do-not-fit',
      })
  })

  test('is opened only after its line stands in the public log, with the reason', async () => {
    const index = await announceRecovery(house, {
      deskId: gujrat,
      deskKey: desk,
      reason: 'members-gone',
    })
    const { lines } = await readLog(house)
    expect(lines[index]).toMatch(
      /^panah\/1 recovery tryout-desk-gujrat \d{4}-W\d\d - - reason=members-gone$/,
    )
    const { ceremonies } = (await house.anyone().get('/api/register')).body
    expect(ceremonies).toMatchObject([{ unit: desk, reason: 'members-gone' }])
  })

  test('opens with any three, and gives the epochs to an officer of that agency alone', async () => {
    await expect(
      recover([shares[4]!, shares[0]!, shares[2]!], 'desk-karachi'),
    ).rejects.toMatchObject({
      code: 'reports/newcomer-without-key',
    })
    expect(await recover([shares[4]!, shares[0]!, shares[2]!], 'desk-gujrat')).toBe(1)
    expect(await recover(shares, 'desk-gujrat')).toBe(1)
  })
})
