import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'panah-figures-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function panah(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', 'panah.ts', 'figures', ...args],
      { env: { PATH: process.env.PATH, PANAH_DATA: folder } },
      (_trouble, out, err) => done({ code: child.exitCode ?? 1, out, err }),
    )
    child.stdin?.end()
  })
}

describe('./panah figures', () => {
  test('refuses another word, a file that is none, and figures without a source', async () => {
    expect((await panah('chek')).code).toBe(2)
    const bad = join(folder, 'bad.json')
    writeFileSync(bad, '[{ "key": "a", "value": 3 }]')
    for (const file of [join(folder, 'none.json'), bad]) {
      const { code, err } = await panah('check', file)
      expect(code).toBe(2)
      expect(err).not.toContain('    at ')
    }
  })

  test('shows the sum of the brief that does not close, in words and as JSON', async () => {
    const { code, out } = await panah('check')
    expect(code).toBe(0)
    expect(out).toContain('16,950 + 2,918 + 1,310 + 50 = 21,228 ≠ 21,253')
    const { findings } = JSON.parse((await panah('check', '--json')).out)
    expect(findings).toContainEqual(
      expect.objectContaining({ figure: 'licences-2022-06', missing: 27 }),
    )
  })
})
