import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'panah-estimate-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function panah(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', 'panah.ts', 'estimate', ...args],
      { env: { PATH: process.env.PATH, PANAH_DATA: folder } },
      (_trouble, out, err) => done({ code: child.exitCode ?? 1, out, err }),
    )
    child.stdin?.end()
  })
}

let files = 0
function file(...lines: string[]): string {
  const path = join(folder, `lists-${++files}.csv`)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

const good = [
  'police,ngo,shelter,count',
  '1,0,0,120',
  '0,1,0,90',
  '0,0,1,80',
  '1,1,0,18',
  '1,0,1,14',
  '0,1,1,12',
  '1,1,1,3',
]
const quick = ['--bootstraps', '60', '--methods', 'stepwise,bic', '--threads', '0']

describe('./panah estimate puts the file right before it estimates', () => {
  test.each([
    ['two lists', 'too-few-lists', ['a,b,count', '1,0,5', '1,1,3']],
    ['a list without overlap', 'no-overlap', ['a,b,c,count', '1,0,0,50', '0,0,1,9', '1,1,0,5']],
    ['a column that is there twice', 'column-twice', ['a,b,a,count', '1,0,1,5']],
    ['a list that is a copy', 'duplicate-list', ['a,b,c', '1,1,0', '0,0,1', '1,1,1']],
    ['negative counts', 'bad-count', ['a,b,c,count', '1,0,0,-5', '1,1,1,4']],
    ['fractional counts', 'bad-count', ['a,b,c,count', '1,0,0,5.5', '1,1,1,4']],
    ['names instead of marks', 'bad-mark', ['name,a,b,c', 'Aslam,1,0,1']],
    ['a ragged row', 'ragged-row', ['a,b,c', '1,0']],
    ['an empty file', 'empty-file', ['']],
  ])('%s', async (_what, code, lines) => {
    const out = join(folder, 'never.svg')
    const said = await panah(file(...lines), '--json', '--out', out)
    expect(said.code).toBe(2)
    expect(JSON.parse(said.out).problem.code).toBe(code)
    expect(existsSync(out)).toBe(false)
  })

  test('a file that is not there, an option that is none, a picture of another kind', async () => {
    expect((await panah(join(folder, 'none.csv'))).code).toBe(2)
    const path = file(...good)
    for (const wrong of [
      ['--bootstraps', '3'],
      ['--methods', 'guess'],
      ['--seed', 'x'],
      ['--out', 'chart.pdf'],
      ['--out', join(folder, 'no/such/chart.svg')],
    ]) {
      const { code, err } = await panah(path, ...wrong)
      expect(code, wrong.join(' ')).toBe(2)
      expect(err).not.toContain('    at ')
    }
  })
})

describe('./panah estimate', () => {
  test('names per method N, lower, upper, model and warnings, and draws the chart', async () => {
    const out = join(folder, 'chart.svg')
    const said = await panah(file(...good), '--json', '--out', out, ...quick)
    expect(said.code).toBe(0)
    const { methods, listed } = JSON.parse(said.out)
    expect(listed).toBe(337)
    expect(Object.keys(methods)).toEqual(['lower-bound', 'independent', 'stepwise', 'bic'])
    for (const one of Object.values<Record<string, unknown>>(methods)) {
      expect(one).toMatchObject({ N: expect.any(Number), model: expect.any(String) })
      expect(one.lower).toBeLessThan(one.N as number)
      expect(one.upper).toBeGreaterThan(one.N as number)
      expect(one.warnings).toBeInstanceOf(Array)
    }
    expect(said.err).toContain('%')
    expect(readFileSync(out, 'utf8')).toContain('<title>')
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('reads people as rows, semicolons and a byte-order mark, and says the same', async () => {
    const people = good.slice(1).flatMap((line) => {
      const [a, b, c, n] = line.split(',')
      return Array<string>(Number(n)).fill(`${a};${b};${c}`)
    })
    const [rows, counts] = await Promise.all([
      panah(file('\ufeffpolice;ngo;shelter', ...people.reverse()), '--json', ...quick),
      panah(file(...good), '--json', ...quick),
    ])
    expect(JSON.parse(rows.out)).toEqual(JSON.parse(counts.out))
  })

  test('reads Parquet', async () => {
    const path = join(folder, 'lists.parquet')
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await connection.run(
      `copy (select * from read_csv('${file(...good)}')) to '${path}' (format parquet)`,
    )
    connection.closeSync()
    const { out } = await panah(path, '--json', ...quick)
    expect(JSON.parse(out).listed).toBe(337)
  })

  test('reads a million rows', async () => {
    const rows = good.slice(1).map((line) => line.slice(0, 5))
    const many = Array.from({ length: 1_000_000 }, (_, at) => rows[at % rows.length]!)
    const { code, out } = await panah(
      file('police,ngo,shelter', many.join('\n')),
      '--json',
      ...quick,
    )
    expect(code).toBe(0)
    expect(JSON.parse(out).listed).toBe(1_000_000)
  })

  test('says in words what each number takes for granted, and draws a PNG', async () => {
    const png = join(folder, 'chart.png')
    const { out } = await panah(file(...good), '--out', png, ...quick)
    expect(out).toContain('not counts')
    expect(out).toContain('takes for granted')
    expect(out).toContain('With three lists')
    expect(readFileSync(png).subarray(1, 4).toString()).toBe('PNG')
  })
})
