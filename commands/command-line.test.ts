import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'panah-command-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Said {
  code: number
  out: string
  err: string
}

function panah(args: string[], env: Record<string, string> = {}): Promise<Said> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', 'panah.ts', ...args],
      { env: { PATH: process.env.PATH, PANAH_DATA: folder, ...env } },
      (_trouble, out, err) => done({ code: child.exitCode ?? 1, out, err }),
    )
    child.stdin?.end()
  })
}

describe('the command line', () => {
  test('refuses an unknown command and offers the nearest', async () => {
    const { code, err } = await panah(['bakup'])
    expect(code).toBe(2)
    expect(err).toContain('./panah backup')
  })

  test('says with --json what went wrong, as JSON and without a stack', async () => {
    const { code, out } = await panah(['backup', '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(out).problem.code).toBe('no-file')
  })

  test('names an option that does not exist', async () => {
    const { err } = await panah(['backup', '--fast'])
    expect(err).toContain('--fast')
    expect(err).not.toContain('    at ')
  })

  test('does not serve real reports without its secrets, and names each', async () => {
    const { code, err } = await panah(['serve'], { PANAH_MODE: 'live' })
    expect(code).toBe(1)
    for (const name of [
      'DATABASE_URL',
      'PANAH_ORIGIN',
      'PANAH_FIELD_KEY',
      'PANAH_ORGANISATION_ROOT',
    ]) {
      expect(err).toContain(name)
    }
  })

  test('does not seal a backup with a short passphrase', async () => {
    const { err } = await panah(['backup', join(folder, 'x.age')], { PANAH_PASSPHRASE: 'short' })
    expect(err).toContain('12 characters')
  })

  test('does not load made-up people into a live installation', async () => {
    const { out } = await panah(['tryout', '--json'], {
      PANAH_MODE: 'live',
      DATABASE_URL: 'postgres://127.0.0.1:1/none',
      PANAH_ORIGIN: 'https://panah.invalid',
      PANAH_FIELD_KEY: Buffer.alloc(32, 1).toString('base64'),
      PANAH_ORGANISATION_ROOT: Buffer.alloc(32, 2).toString('base64'),
    })
    expect(JSON.parse(out).problem.code).toBe('live')
  })

  test('does not reset the try-out without a yes', async () => {
    const { out } = await panah(['tryout', 'reset', '--json'])
    expect(JSON.parse(out).problem.code).toBe('not-confirmed')
  })

  test('lists every command, and tells more of each', async () => {
    const { code, out } = await panah(['--help'])
    expect(code).toBe(0)
    for (const name of [
      'serve',
      'migrate',
      'tryout',
      'user',
      'desk',
      'backup',
      'restore',
      'doctor',
    ]) {
      expect(out).toMatch(new RegExp(`^  ${name} `, 'm'))
    }
    expect((await panah(['doctor', '--help'])).out).toContain('Exit code')
  })

  test('says what is wrong with an installation whose database does not answer', async () => {
    const { code, out } = await panah(['doctor', '--json'], {
      DATABASE_URL: 'postgres://panah@127.0.0.1:1/none',
    })
    expect(code).toBe(1)
    const found = JSON.parse(out).findings.find(
      (one: { about: string }) => one.about === 'database',
    )
    expect(found.state).toBe('wrong')
    expect(found.mend).toContain('DATABASE_URL')
  })
})
