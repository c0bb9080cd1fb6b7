import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { madeUpVictims } from '../libraries/private-release/index.ts'
import { CommandProblem, readCall } from './command.ts'
import { release } from './release.ts'

const folder = mkdtempSync(join(tmpdir(), 'panah-release-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// biome-ignore lint/suspicious/noExplicitAny: an answer is read as it comes
async function run(...args: string[]): Promise<{ code: number; why: string; json?: any }> {
  const call = readCall(release, args)
  // biome-ignore lint/suspicious/noExplicitAny: an answer is read as it comes
  let json: any
  call.progress = () => {}
  call.answer = (object) => {
    json = JSON.parse(JSON.stringify(object))
  }
  try {
    return { code: await release.run(call), why: '', json }
  } catch (trouble) {
    if (!(trouble instanceof CommandProblem)) throw trouble
    return { code: trouble.exit, why: trouble.message }
  }
}

let files = 0
function people(rows: number): string {
  const data = madeUpVictims(rows, 9)
  const width = data.columns.length
  const lines = [data.columns.join(',')]
  for (let row = 0; row < rows; row++)
    lines.push(
      [...data.cells.subarray(row * width, (row + 1) * width)]
        .map((a) => (a < 0 ? '' : data.values[a]))
        .join(','),
    )
  return write(`${lines.join('\n')}\n`)
}

function write(text: string): string {
  const path = join(folder, `people-${files++}.csv`)
  writeFileSync(path, text)
  return path
}

const fresh = () => join(folder, `out-${files++}`)

describe('release refuses, with reason and exit 2, and writes nothing', () => {
  const refusals: [string, (file: string) => string[], RegExp][] = [
    ['no promise', () => [], /--epsilon 1 .* or --k 10/],
    ['a budget of nothing', () => ['--epsilon', '0'], /--epsilon is a number above 0/],
    ['a negative budget', () => ['--epsilon=-1'], /--epsilon is a number above 0/],
    ['a budget in words', () => ['--epsilon', 'much'], /not "much"/],
    ['a large δ', () => ['--epsilon', '1', '--delta', '0.1'], /--delta/],
    ['k larger than the data', () => ['--k', '301'], /only 300 records/],
    ['k of one', () => ['--k', '1'], /--k is a whole number/],
    ['combinations of nine', () => ['--epsilon', '1', '--length', '9'], /--length/],
    [
      'a column that is not there',
      () => ['--epsilon', '1', '--columns', 'shoe size'],
      /no column "shoe size"/,
    ],
    [
      'several rows a person without noise',
      () => ['--k', '5', '--person', 'year'],
      /one row a person/,
    ],
  ]
  const file = people(300)
  for (const [name, args, reason] of refusals) {
    test(name, async () => {
      const before = readdirSync(folder)
      const { code, why } = await run(file, ...args(file), '--out', fresh())
      expect(why).toMatch(reason)
      expect(code).toBe(2)
      expect(readdirSync(folder)).toEqual(before)
    })
  }

  test('a folder that is there, and a column of names', async () => {
    expect((await run(file, '--epsilon', '1', '--out', folder)).why).toMatch(/is there already/)
    const named = write(`name,sex\n${Array.from({ length: 80 }, (_, i) => `N${i},f`).join('\n')}\n`)
    const { code, why } = await run(named, '--epsilon', '1', '--out', fresh())
    expect(why).toMatch(/"name" has a value of its own for 80 of 80 rows/)
    expect(code).toBe(2)
  })
})

describe('release', () => {
  test('with noise: three files with the promise, and a budget that is spent once', async () => {
    const file = people(3000)
    const out = fresh()
    const { code, json } = await run(
      file,
      '--epsilon',
      '2',
      '--length',
      '2',
      '--sweeps',
      '4',
      '--out',
      out,
    )
    expect(code).toBe(0)
    expect(readdirSync(out).sort()).toEqual(['guarantee.json', 'synthetic.csv', 'tables.csv'])
    const guarantee = JSON.parse(readFileSync(join(out, 'guarantee.json'), 'utf8'))
    expect(guarantee.together.epsilon).toBeLessThanOrEqual(2)
    expect(guarantee.together.delta).toBeLessThanOrEqual(1e-6)
    // What was lost is measured on real people: it does not go out with the noise.
    expect(JSON.stringify(guarantee)).not.toContain('suppressed')
    expect(json.loss.synthetic[0].real).toBeGreaterThan(100)
    const rows = readFileSync(join(out, 'synthetic.csv'), 'utf8').trim().split('\r\n').length - 1
    expect(rows).toBe(guarantee.records.synthetic)
    const again = fresh()
    const { code: second, why } = await run(file, '--epsilon', '1', '--out', again)
    expect(second).toBe(2)
    expect(why).toMatch(/does not suffice: 0 % of it is left/)
    expect(existsSync(again)).toBe(false)
    const exact = await run(file, '--k', '10', '--out', again)
    expect(exact.code).toBe(2)
    expect(exact.why).toMatch(/laid side by side/)
  })

  test('a budget of 3 pays for a release at 1 and then not for one at 3', async () => {
    const file = people(1000)
    const small = ['--length', '1', '--sweeps', '2']
    expect(
      (await run(file, '--epsilon', '1', '--budget', '3', ...small, '--out', fresh())).code,
    ).toBe(0)
    expect((await run(file, '--epsilon', '1', ...small, '--out', fresh())).code).toBe(0)
    expect((await run(file, '--epsilon', '3', ...small, '--out', fresh())).code).toBe(2)
    expect(
      (await run(file, '--epsilon', '1', '--budget', '9', ...small, '--out', fresh())).why,
    ).toMatch(/cannot be changed/)
  })

  test('without noise: nothing rarer than k is in the files', async () => {
    const file = people(1500)
    const out = fresh()
    const { code } = await run(file, '--k', '12', '--length', '2', '--sweeps', '4', '--out', out)
    expect(code).toBe(0)
    const counts = readFileSync(join(out, 'tables.csv'), 'utf8').trim().split('\r\n').slice(1)
    for (const line of counts)
      expect(Number(line.slice(line.lastIndexOf(',') + 1))).toBeGreaterThanOrEqual(12)
    const real = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
    const synthetic = readFileSync(join(out, 'synthetic.csv'), 'utf8').trim().split('\r\n').slice(1)
    for (const line of new Set(synthetic)) {
      const record = line.split(',')
      const share = real.filter((one) =>
        record.every((value, c) => value === '' || one[c] === value),
      )
      expect(share.length).toBeGreaterThanOrEqual(12)
    }
  })

  test('several values in a cell come together again, and a formula stays text', async () => {
    const lines = Array.from(
      { length: 600 },
      (_, i) => `${i % 2 ? 'debt;threats' : 'threats'},=1+1`,
    )
    const out = fresh()
    const file = write(`means,note\n${lines.join('\n')}\n`)
    expect((await run(file, '--epsilon', '8', '--multi', 'means', '--out', out)).code).toBe(0)
    const synthetic = readFileSync(join(out, 'synthetic.csv'), 'utf8')
    expect(synthetic).toContain('"debt;threats"')
    expect(synthetic).not.toMatch(/(^|,)=/m)
  })
})
