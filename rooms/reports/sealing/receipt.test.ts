import { Decrypter, Encrypter } from 'age-encryption'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeStretch } from '../node-stretch.ts'
import { base64, fromBase64, fromBase64url, sha256, utf8 } from './bytes.ts'
import { held, identityFromSeed, isRecipient, recipientOf } from './identity.ts'
import {
  COST,
  groupsOf,
  mailboxOf,
  newReceipt,
  receiptFrom,
  type Stretch,
  stretch,
} from './receipt.ts'

const salt = utf8('sixteen bytes ok')
const quick: Stretch = async (secret, itsSalt) => sha256(utf8(`${secret}${base64(itsSalt)}`))

describe('what is not a receipt', () => {
  it.each([
    '',
    '1234',
    '1234 5678 9012 3456',
    '1234567890123456789012345',
    '12345678901234567890123x',
  ])('%j is refused', (typed) => expect(receiptFrom(typed)).toBeUndefined())
})

describe('a receipt as people type it', () => {
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 24, maxLength: 24 })

  it('is read with Latin, Urdu and Arabic digits, with spaces, dashes and direction marks anywhere', () => {
    const written = fc.array(
      fc.tuple(
        fc.constantFrom(0x30, 0x6f0, 0x660),
        fc.constantFrom('', ' ', '-', '–', '\u200f', ' ', '.'),
      ),
      { minLength: 24, maxLength: 24 },
    )
    fc.assert(
      fc.property(digits, written, (wanted, how) => {
        const typed = wanted.map(
          (digit, at) => String.fromCharCode(how[at]![0] + digit) + how[at]![1],
        )
        return receiptFrom(typed.join('')) === wanted.join('')
      }),
    )
  })

  it('is shown in six groups of four that read back as the same receipt', () => {
    const receipt = newReceipt()
    expect(groupsOf(receipt).map((group) => group.length)).toEqual([4, 4, 4, 4, 4, 4])
    expect(receiptFrom(groupsOf(receipt).join(' '))).toBe(receipt)
  })
})

it('the digits of new receipts are equally likely', () => {
  const counts = new Array<number>(10).fill(0)
  for (let made = 0; made < 2000; made++)
    for (const digit of newReceipt()) counts[Number(digit)]! += 1
  const expected = (2000 * 24) / 10
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  // Nine degrees of freedom: 33.7 is passed by chance once in 10,000 runs; byte % 10 without rejection gives about 85.
  expect(chiSquare).toBeLessThan(33.7)
})

describe('what follows from a receipt', () => {
  it('is nothing alike for a receipt with one other digit, or with another salt', async () => {
    const one = await mailboxOf('123456789012345678901234', salt, quick)
    const digit = await mailboxOf('123456789012345678901235', salt, quick)
    const elsewhere = await mailboxOf('123456789012345678901234', utf8('another salt ok!'), quick)
    for (const other of [digit, elsewhere]) {
      expect(other.locator).not.toBe(one.locator)
      expect(other.token).not.toBe(one.token)
      expect(other.recipient).not.toBe(one.recipient)
    }
  })

  it('is the same every time, and the server keeps only the hash of the token', async () => {
    const one = await mailboxOf('123456789012345678901234', salt, quick)
    expect(await mailboxOf('123456789012345678901234', salt, quick)).toEqual(one)
    expect(fromBase64url(one.locator)).toHaveLength(16)
    expect(one.tokenHash).toBe(base64(await sha256(fromBase64url(one.token))))
    expect(isRecipient(one.recipient)).toBe(true)
  })

  it('gives purposes that share no bytes', async () => {
    const { identity, locator, token, macKey } = await mailboxOf('1'.repeat(24), salt, quick)
    const all = [identity, locator, token.slice(0, 22), base64(macKey).slice(0, 22)]
    expect(new Set(all).size).toBe(4)
  })
})

it('the stretching is Argon2id as RFC 9106 has it: two implementations agree at full cost', async () => {
  const browser = await stretch('123456789012345678901234', salt, COST)
  expect(base64(browser)).toBe(base64(await nodeStretch('123456789012345678901234', salt, COST)))
  expect(COST).toEqual({ memoryKiB: 65_536, passes: 3 })
})

describe('an identity from a seed', () => {
  it('is the one that age derives from the same 32 bytes', async () => {
    // Seed and writing from the C2SP CCTV test kit's identity would need a file; BIP 173 gives the check: age reads it back.
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), async (seed) => {
        const identity = identityFromSeed(seed)
        const encrypter = new Encrypter()
        encrypter.addRecipient(await recipientOf(identity))
        const decrypter = new Decrypter()
        decrypter.addIdentity(identity)
        expect(await decrypter.decrypt(await encrypter.encrypt('سلام'), 'text')).toBe('سلام')
      }),
      { numRuns: 20 },
    )
  })

  it('can be handed to the platform, which does not give it out again', async () => {
    const identity = identityFromSeed(fromBase64('AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA='))
    const key = await held(identity)
    expect(key).toBeInstanceOf(CryptoKey)
    expect((key as CryptoKey).extractable).toBe(false)
    expect(await recipientOf(key)).toBe(await recipientOf(identity))
  })
})
