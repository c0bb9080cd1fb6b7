import { describe, expect, it } from 'vitest'
import { randomBytes, utf8 } from './bytes.ts'
import { certify, fingerprintOf, statementText, verified } from './certificate.ts'
import { isSignedBy, newSigningKey, signerOf, signingKeyFrom } from './ed25519.ts'
import { newEpoch, openEpoch, rewrapEpoch, wrapEpoch } from './epoch.ts'
import { newIdentity, recipientOf } from './identity.ts'
import { NOW, quick } from './made-up.ts'
import {
  lockWithPasskey,
  lockWithPassphrase,
  secretBehind,
  unlockWithPasskey,
  unlockWithPassphrase,
} from './member-lock.ts'

const deskId = '018f0000-0000-7000-8000-00000000000d'

async function certifiedEpoch() {
  const root = newSigningKey()
  const epoch = await newEpoch(deskId, 1)
  const text = statementText({
    version: 1,
    deskId,
    name: { en: 'Desk', ur: 'ڈیسک' },
    epoch: 1,
    ...epoch.public,
    validFrom: '2026-01-01T00:00:00Z',
    validUntil: '2027-01-01T00:00:00Z',
  })
  const certificate = await certify(text, root.seed)
  return {
    epoch,
    root,
    certificate,
    said: verified(certificate, root.publicKey, { deskId, epoch: 1, at: NOW }),
  }
}

describe('a member’s key', () => {
  it('does not open with another passphrase', async () => {
    const lock = await lockWithPassphrase(await newIdentity(), 'a long passphrase', quick)
    await expect(unlockWithPassphrase(lock, 'a long passphras', quick)).rejects.toMatchObject({
      fault: 'wrong-passphrase',
    })
  })

  it('does not open with another passkey', async () => {
    const lock = await lockWithPasskey(
      await newIdentity(),
      'credential',
      randomBytes(32),
      randomBytes(32),
    )
    await expect(unlockWithPasskey(lock, randomBytes(32))).rejects.toMatchObject({
      fault: 'wrong-passphrase',
    })
  })

  it('opens with its own, however the keyboard composes the letters', async () => {
    const identity = await newIdentity()
    const lock = await lockWithPassphrase(identity, 'caf\u00e9 آ sixteen', quick)
    expect(await secretBehind(lock, 'cafe\u0301 \u0627\u0653 sixteen', quick)).toBe(identity)
    const output = randomBytes(32)
    const key = await unlockWithPasskey(
      await lockWithPasskey(identity, 'c', randomBytes(32), output),
      output,
    )
    expect(await recipientOf(key)).toBe(await recipientOf(identity))
  })

  it('is held by the platform once it is open', async () => {
    const lock = await lockWithPassphrase(await newIdentity(), 'a long passphrase', quick)
    const key = await unlockWithPassphrase(lock, 'a long passphrase', quick)
    expect(key).toBeInstanceOf(CryptoKey)
    await expect(crypto.subtle.exportKey('pkcs8', key as CryptoKey)).rejects.toThrow()
  })
})

describe('an epoch', () => {
  it('is refused when its secrets are not those of the certificate', async () => {
    const { said } = await certifiedEpoch()
    const member = await newIdentity()
    const swapped = await newEpoch(deskId, 1)
    const wrap = await wrapEpoch(swapped.secrets, await recipientOf(member))
    await expect(openEpoch(wrap, member, said)).rejects.toMatchObject({ fault: 'not-certified' })
  })

  it('does not open for somebody it was not wrapped to', async () => {
    const { epoch, said } = await certifiedEpoch()
    const wrap = await wrapEpoch(epoch.secrets, await recipientOf(await newIdentity()))
    await expect(openEpoch(wrap, await newIdentity(), said)).rejects.toMatchObject({
      fault: 'cannot-open',
    })
  })

  it('opens for a newcomer whom a member let in, and signs as the desk', async () => {
    const { epoch, said } = await certifiedEpoch()
    const [member, newcomer] = [await newIdentity(), await newIdentity()]
    const wrap = await wrapEpoch(epoch.secrets, await recipientOf(member))
    const opened = await openEpoch(
      await rewrapEpoch(wrap, member, await recipientOf(newcomer)),
      newcomer,
      said,
    )
    expect(isSignedBy(said.signingKey, await opened.sign(utf8('x')), utf8('x'))).toBe(true)
    expect(isSignedBy(said.signingKey, await opened.sign(utf8('x')), utf8('y'))).toBe(false)
  })
})

it('signs as RFC 8032, section 7.1, test 2 has it', async () => {
  const seed = Uint8Array.from(
    Buffer.from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', 'hex'),
  )
  const key = signingKeyFrom(seed)
  expect(Buffer.from(key.publicKey, 'base64').toString('hex')).toBe(
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  )
  const signature = await (await signerOf(seed))(Uint8Array.of(0x72))
  expect(Buffer.from(signature).toString('hex')).toBe(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  )
})

it('fingerprints are six groups of five digits, and another key has another', async () => {
  const [one, other] = [
    await recipientOf(await newIdentity()),
    await recipientOf(await newIdentity()),
  ]
  expect(await fingerprintOf(one)).toMatch(/^(\d{5} ){5}\d{5}$/)
  expect(await fingerprintOf(one)).toBe(await fingerprintOf(one))
  expect(await fingerprintOf(one)).not.toBe(await fingerprintOf(other))
})
