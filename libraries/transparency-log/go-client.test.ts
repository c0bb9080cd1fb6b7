import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { base64 } from './bytes.ts'
import { MadeUpLog, madeUpEntries } from './made-up-log.ts'
import { keyText } from './note.ts'
import { tileFrom } from './tile.ts'

const gopath = process.env.PANAH_GOPATH ?? '/usr/share/gocode'
const hasGo = (() => {
  try {
    execFileSync('go', ['version'])
    return existsSync(join(gopath, 'src/golang.org/x/mod/sumdb/tlog'))
  } catch {
    return false
  }
})()

const run = promisify(execFile)

describe.runIf(hasGo)(
  'the Go checksum database’s own code (needs golang-go and golang-golang-x-mod-dev)',
  () => {
    const client = join(mkdtempSync(join(tmpdir(), 'go-client-')), 'client')
    const env = { ...process.env, GO111MODULE: 'off', GOPATH: gopath, GOFLAGS: '' }
    beforeAll(async () => {
      await run('go', ['build', '-o', client, '.'], {
        cwd: join(import.meta.dirname, 'clients/go'),
        env,
      })
    }, 120_000)

    async function served<T>(log: MadeUpLog, work: (prefix: string) => Promise<T>): Promise<T> {
      const server = createServer((request, response) => {
        answer(request.url!).then(
          (bytes) => response.end(bytes),
          () => response.writeHead(404).end(),
        )
      }).listen(0)
      async function answer(url: string): Promise<string | Uint8Array> {
        const [, kind, level, rest] = /^\/log\/(checkpoint|tile)(?:\/(\w+)\/(.+))?$/.exec(url)!
        if (kind === 'checkpoint') return log.note()
        const { n, width } = tileFrom(rest!)!
        return level === 'entries'
          ? log.bundle(n, width)
          : log.tile({ level: Number(level), n, width })
      }
      try {
        return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/log`)
      } finally {
        server.close()
      }
    }

    test('verifies our checkpoint, entries and earlier sizes', async () => {
      const log = new MadeUpLog()
      const older: string[] = []
      for (const count of [1, 254, 1, 300, 65_000, 4444]) {
        log.append(madeUpEntries(count, log.edge.size))
        older.push(`${log.edge.size}=${base64(log.edge.root())}`)
      }
      const { stdout } = await served(log, (prefix) =>
        run(client, [prefix, keyText(log.signer.key), ...older]),
      )
      expect(stdout).toMatch(/^70000 entries, 986 proved, 6 earlier sizes consistent/)
    }, 60_000)

    test('refuses a changed entry', async () => {
      const log = new MadeUpLog().append(madeUpEntries(300))
      const bytes = log.files.get('tile/entries/000')!
      log.files.set('tile/entries/000', bytes.with(5, bytes[5]! ^ 1))
      const trial = served(log, (prefix) => run(client, [prefix, keyText(log.signer.key)]))
      await expect(trial).rejects.toThrow('entry 0')
    }, 60_000)
  },
)
