import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  addCheckpointText,
  keyText,
  leafHash,
  logSigner,
  signCheckpoint,
  utf8,
} from '../libraries/transparency-log/index.ts'
import { logsOf } from '../rooms/oversight/door.ts'
import { filed, oversightDesk, reportsHouse } from '../rooms/reports/stage.ts'
import type { TestHouse } from '../tests/test-house.ts'

const folder = mkdtempSync(join(tmpdir(), 'panah-log-command-'))
const env = { PATH: process.env.PATH, PANAH_DATA: folder }
const command = (args: readonly string[]) => ['--import', 'tsx', 'panah.ts', ...args]

/** The command as somebody runs it: its own process, and only HTTP between it and the house. */
function panah(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const child = execFile(process.execPath, command(args), { env }, (_trouble, out, err) =>
      done({ code: child.exitCode ?? 1, out, err }),
    )
    child.stdin?.end()
  })
}

const fileOf = (name: string, text: string) => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}
const strangerKey = keyText(logSigner('stranger.example/log', new Uint8Array(32).fill(1)).key)

let house: TestHouse
let base: string
beforeAll(async () => {
  house = await reportsHouse()
  await logsOf(house).settle()
  await filed(house, oversightDesk)
  await logsOf(house).settle()
  await house.app.listen({ host: '127.0.0.1', port: 0 })
  base = `http://127.0.0.1:${(house.app.server.address() as AddressInfo).port}`
}, 300_000)
afterAll(async () => {
  await house.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('./panah log', () => {
  test.each([
    ['no address', ['log', 'verify']],
    ['an address that is none', ['log', 'show', 'panah.example']],
    ['a word that is none', ['log', 'look', 'http://127.0.0.1:1']],
    ['no state to remember in', ['log', 'monitor', 'http://127.0.0.1:1']],
    [
      'a policy file that is not there',
      ['log', 'verify', 'http://127.0.0.1:1', '--policy', '/no/such/file'],
    ],
    ['nobody who answers', ['log', 'verify', 'http://127.0.0.1:1']],
    ['nobody who answers for lots', ['log', 'lots', 'http://127.0.0.1:1']],
  ])(
    'ends with 2 for %s',
    async (_what, args) => {
      const { code, out } = await panah(...args, '--json')
      expect([code, JSON.parse(out).problem.code !== undefined]).toEqual([2, true])
    },
    120_000,
  )

  test.each(['verify', 'show', 'lots'])(
    '%s ends with 1 for a log under another key than the one that is trusted',
    async (word) => {
      const policy = fileOf(`stranger-${word}`, `log ${strangerKey}\nquorum none\n`)
      const { code, out } = await panah('log', word, base, '--policy', policy)
      expect([code, out.startsWith('✗')]).toEqual([1, true])
    },
    120_000,
  )

  test('monitor ends with 1 for a log that is not the one of the last visit', async () => {
    const state = join(folder, 'state')
    const first = await panah('log', 'monitor', base, '--state', state)
    expect([first.code, existsSync(state)]).toEqual([0, true])
    const kept = JSON.parse(readFileSync(state, 'utf8'))
    // What a fork looks like from outside: the same size, and other hashes before it.
    const other = Buffer.from(leafHash(utf8('another line'))).toString('base64')
    const hashes = kept.frontier.hashes.map(() => other)
    const forked = fileOf(
      'forked',
      JSON.stringify({ ...kept, frontier: { ...kept.frontier, hashes } }),
    )
    const again = await panah('log', 'monitor', base, '--state', forked)
    expect([again.code, again.out.startsWith('✗')]).toEqual([1, true])
    const elsewhere = fileOf('elsewhere', JSON.stringify({ ...kept, origin: 'other.example/log' }))
    expect((await panah('log', 'monitor', base, '--state', elsewhere)).code).toBe(1)
    // A log that goes on is no fork.
    await filed(house)
    await logsOf(house).settle()
    const later = await panah('log', 'monitor', base, '--state', state, '--json')
    expect([later.code, JSON.parse(later.out).added]).toEqual([0, 1])
  }, 240_000)

  test('verify, show and lots end with 0 for an honest log, and say what they have read', async () => {
    const [verified, shown, drawn] = await Promise.all([
      panah('log', 'verify', base, '--json'),
      panah('log', 'show', base, '--last', '3'),
      panah('log', 'lots', base, '--json'),
    ])
    expect([verified.code, shown.code, drawn.code]).toEqual([0, 0, 0])
    expect(JSON.parse(verified.out)).toMatchObject({ good: true, findings: [] })
    expect(shown.out.trim().split('\n')).toHaveLength(3)
    expect(shown.out).toContain('panah/1 ')
    expect(JSON.parse(drawn.out)).toMatchObject({
      good: true,
      drawn: 1,
      lots: [{ unit: 'tryout-desk-oversight', seats: 3, fault: null }],
    })
  }, 240_000)
})

describe('./panah witness', () => {
  const file = join(folder, 'witness')
  const signer = logSigner('log.example/log', new Uint8Array(32).fill(2))
  let running: ChildProcess | undefined
  afterAll(() => running?.kill('SIGTERM'))

  test.each([
    ['no word', ['witness']],
    ['a key without a name', ['witness', 'key', join(folder, 'nameless')]],
    [
      'a key file that is none',
      ['witness', 'serve', fileOf('no-key', 'nothing'), '--log', strangerKey],
    ],
  ])(
    'ends with 2 for %s',
    async (_what, args) => {
      expect((await panah(...args)).code).toBe(2)
    },
    120_000,
  )

  test('makes a key once, and does not overwrite it', async () => {
    const { code, out } = await panah('witness', 'key', file, 'witness.example/panah', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out).key).toMatch(/^witness\.example\/panah\+/)
    const before = readFileSync(file, 'utf8')
    expect((await panah('witness', 'key', file, 'witness.example/panah')).code).toBe(2)
    expect(readFileSync(file, 'utf8')).toBe(before)
  }, 120_000)

  test.each([[[]], [['--log', 'not-a-key']]])(
    'does not serve with %j for a log',
    async (args) => {
      expect((await panah('witness', 'serve', file, ...args)).code).toBe(2)
    },
    120_000,
  )

  test('cosigns a log that it knows, refuses a stranger and a fork, and keeps the proof of the fork', async () => {
    const args = ['witness', 'serve', file, '--log', keyText(signer.key), '--port', '0', '--json']
    running = spawn(process.execPath, command(args), { env })
    const port = await new Promise<number>((found, fail) => {
      let said = ''
      running!.stdout!.on('data', (part: Buffer) => {
        said += part
        const at = /"port":\s*(\d+)/.exec(said)
        if (at) found(Number(at[1]))
      })
      running!.once('exit', (code) => fail(new Error(`it ended with ${code}: ${said}`)))
    })
    const ask = async (by: typeof signer, line: string, old = 0) => {
      const { name: origin } = by.key
      const checkpoint = signCheckpoint({ origin, size: 1, root: leafHash(utf8(line)) }, by)
      const body = addCheckpointText({ old, proof: [], checkpoint })
      const url = `http://127.0.0.1:${port}/add-checkpoint`
      const answer = await fetch(url, { method: 'POST', body })
      return { status: answer.status, text: await answer.text() }
    }
    const stranger = logSigner('stranger.example/log', new Uint8Array(32).fill(1))
    expect((await ask(stranger, 'a line')).status).toBe(404)
    const forger = logSigner('log.example/log', new Uint8Array(32).fill(3))
    expect((await ask(forger, 'a line')).status).toBe(403)
    const cosigned = await ask(signer, 'a line')
    expect([cosigned.status, cosigned.text.startsWith('— witness.example/panah ')]).toEqual([
      200,
      true,
    ])
    const fork = await ask(signer, 'another line', 1)
    expect(fork.status).toBeGreaterThanOrEqual(400)
    expect(readFileSync(`${file}.evidence`, 'utf8')).toContain('log.example/log')
    const ended = new Promise((done) => running!.once('exit', done))
    running.kill('SIGTERM')
    expect(await ended).toBe(0)
  }, 120_000)
})
