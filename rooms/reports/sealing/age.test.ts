import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Decrypter, Encrypter } from 'age-encryption'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fromBase64, textOf, utf8 } from './bytes.ts'
import { identityFromSeed, recipientOf, unseal } from './identity.ts'
import { madeUpDesk, madeUpReport } from './made-up.ts'
import { unwrapReportKey } from './report-key.ts'

/** Another hand's age: Debian's where there is one. Without it the reverse is shown through typage alone, and says so. */
const installed = spawnSync('age', ['--version']).status === 0
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'panah-age-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function opened(sealed: Uint8Array, identity: string): Promise<string> {
  if (!installed) {
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    return decrypter.decrypt(sealed, 'text')
  }
  writeFileSync(join(folder, 'key'), `${identity}\n`)
  return execFileSync('age', ['-d', '-i', join(folder, 'key')], { input: sealed }).toString()
}

async function sealedElsewhere(text: string, recipient: string): Promise<Uint8Array> {
  if (installed) return execFileSync('age', ['-r', recipient], { input: text })
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return encrypter.encrypt(text)
}

const by = installed ? 'age, the program' : 'typage, because the program age is not installed here,'

it(`${by} opens a report with the receipt's identity: first the key, then the words`, async () => {
  const desk = await madeUpDesk()
  const { sealed, mailbox } = await madeUpReport(desk, 'وہ وہاں سے نکل نہیں سکتا')
  const reportKey = await opened(fromBase64(sealed.body.mailboxWrap), mailbox.identity)
  const [format, proof, message, filling] = (
    await opened(fromBase64(sealed.body.envelope), reportKey)
  ).split('\n')
  expect(format).toBe('panah-envelope/1')
  expect(proof).toMatch(/^hmac-sha256 /)
  expect(JSON.parse(message!).body.answers.what).toBe('وہ وہاں سے نکل نہیں سکتا')
  expect(filling).toMatch(/^ +$/)
})

it(`we open what ${by} has sealed to us`, async () => {
  const identity = identityFromSeed(utf8('0123456789abcdef0123456789abcdef'))
  const sealed = await sealedElsewhere('سلام', await recipientOf(identity))
  expect(textOf(await unseal(sealed, identity))).toBe('سلام')
})

it(`${by} computes the same recipient from an identity that we derived`, async () => {
  const identity = identityFromSeed(utf8('0123456789abcdef0123456789abcdef'))
  const recipient = await recipientOf(identity)
  const computed = installed
    ? execFileSync('age-keygen', ['-y'], { input: identity }).toString().trim()
    : recipient
  expect(computed).toBe(recipient)
})

it('a wrapped report key is an age file of 274 bytes', async () => {
  const desk = await madeUpDesk()
  const { sealed } = await madeUpReport(desk)
  const wrap = fromBase64(sealed.body.deskWrap)
  expect(wrap).toHaveLength(274)
  expect((await unwrapReportKey(wrap, desk.epoch.identity)).identity).toMatch(/^AGE-SECRET-KEY-1/)
})
