import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestHouse, testHouse } from '../../tests/test-house.ts'
import { asCsv, madeUpLicensee } from './made-up-list.ts'

/** A real gateway before our door: Debian's kannel with a made-up line. Passed over where it is not installed. */
const isInstalled = ['bearerbox', 'smsbox'].every(
  (box) => !spawnSync(box, ['--version'], { stdio: 'ignore' }).error,
)
const key = 'made-up-gateway-key'

describe.skipIf(!isInstalled)('kannel', () => {
  let house: TestHouse
  let folder: string
  let line: Socket
  const boxes: ChildProcess[] = []
  let heard = ''

  beforeAll(async () => {
    const [port, admin, smsbox, made, send] = await Promise.all([1, 2, 3, 4, 5].map(freePort))
    house = await testHouse({ port: port!, host: '127.0.0.1', smsKey: key })
    await house.app.listen({ host: '127.0.0.1', port: port! })
    const protector = await house.as('protector-lahore')
    const query = 'kind=overseas-employment-promoter&asOf=2026-01-31&fileName=list.csv'
    const { body } = await protector.post(
      `/api/recruiters/imports?${query}`,
      Buffer.from(asCsv([madeUpLicensee(2, 'Valid'), madeUpLicensee(3, 'Cancelled')])),
    )
    await protector.post(`/api/recruiters/imports/${body.id}/apply`, { version: 1 })
    folder = mkdtempSync(join(tmpdir(), 'panah-kannel-'))
    const config = join(folder, 'kannel.conf')
    writeFileSync(
      config,
      `group = core
admin-port = ${admin}
admin-password = made-up
smsbox-port = ${smsbox}
log-level = 4

group = smsc
smsc = fake
smsc-id = made-up-line
port = ${made}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${send}
global-sender = 8989
log-level = 4

group = sms-service
keyword = default
catch-all = true
post-url = "http://127.0.0.1:${port}/api/recruiters/sms?key=${key}"
send-sender = true
omit-empty = true
max-messages = 3
`,
    )
    for (const box of ['bearerbox', 'smsbox']) {
      boxes.push(spawn(box, [config], { stdio: 'ignore' }))
      await until(() => isListening(box === 'bearerbox' ? made! : send!))
    }
    line = connect(made!, '127.0.0.1')
    line.on('data', (bytes) => {
      heard += bytes.toString('utf8')
    })
  }, 60_000)

  afterAll(async () => {
    line?.destroy()
    for (const box of boxes.reverse()) {
      box.kill('SIGTERM')
      box.kill('SIGKILL')
    }
    rmSync(folder, { recursive: true, force: true })
    await house?.close()
  })

  /** Sends an SMS over the made-up line and waits for what comes back to that number. */
  async function ask(from: string, text: string): Promise<string> {
    heard = ''
    line.write(`${from} 8989 text ${text}\n`)
    await until(async () => heard.includes(from))
    return heard
  }

  test('a licence number sent by SMS is answered by SMS, to whoever asked', async () => {
    const answer = await ask('03000000123', madeUpLicensee(2, '').licence)
    expect(answer).toMatch(/^8989 03000000123 text /)
    expect(decodeURIComponent(answer.replaceAll('+', ' '))).toContain('DURUST')
  })

  test('a cancelled one is answered with a warning, and a stranger as not found', async () => {
    const said = async (from: string, text: string) =>
      decodeURIComponent((await ask(from, text)).replaceAll('+', ' '))
    expect(await said('03000000124', madeUpLicensee(3, '').licence)).toContain('mansookh')
    expect(await said('03000000125', 'MPD/9876/XYZ')).toContain('NAHI')
  })
})

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

async function until(done: () => Promise<boolean>): Promise<void> {
  const last = Date.now() + 20_000
  while (!(await done())) {
    if (Date.now() > last) throw new Error('The gateway did not answer in twenty seconds.')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
