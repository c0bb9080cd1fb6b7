import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, describe, expect, test } from 'vitest'
import { seededRandom } from '../libraries/early-warning/random.ts'
import { CommandProblem, readCall } from './command.ts'
import { scan } from './scan.ts'
import { warn } from './warn.ts'

const folder = mkdtempSync(join(tmpdir(), 'panah-warn-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const shared = process.env.PANAH_SHARED ?? join(import.meta.dirname, '../../shared')
const reference = join(shared, 'data/stats/outbreak')

interface Said {
  code: number
  err: string
  // biome-ignore lint/suspicious/noExplicitAny: an answer is read as it comes
  json: any
}

/** Calls a command as panah.ts does, in this process. */
async function panah(name: 'scan' | 'warn', ...args: string[]): Promise<Said> {
  const command = { scan, warn }[name]
  let json: unknown
  try {
    const call = readCall(command, args)
    call.progress = () => {}
    call.answer = (object, text) => {
      expect(text.length).toBeGreaterThan(10)
      json = JSON.parse(JSON.stringify(object))
    }
    return { code: await command.run(call), err: '', json }
  } catch (trouble) {
    if (!(trouble instanceof CommandProblem)) throw trouble
    expect(json).toBeUndefined()
    return { code: trouble.exit, err: trouble.message, json }
  }
}

/** The whole program, in a process of its own. */
function program(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', 'panah.ts', ...args],
      // No database is named and none may be started: the commands work on files.
      { env: { PATH: process.env.PATH, PANAH_DATA: join(folder, 'none') }, maxBuffer: 1e8 },
      (_trouble, out, err) => done({ code: child.exitCode ?? 1, out, err }),
    )
  })
}

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** Ninety days, ten districts in a row, one case a day, and nine in Kasur in the last three days. */
function cases(): string {
  const random = seededRandom(4)
  const districts = [
    'Lahore',
    'Kasur',
    'Okara',
    'Sahiwal',
    'Multan',
    'Vehari',
    'Khanewal',
    'Jhang',
    'Bhakkar',
    'Layyah',
  ]
  const lines = ['case,date,district,lat,lon']
  const row = (day: number, place: number) => {
    const date = new Date(Date.UTC(2026, 7, 1 + day)).toISOString().slice(0, 10)
    lines.push(
      `F-${lines.length},${date},${districts[place]},${31.5 - place * 0.3},${74.3 - place * 0.2}`,
    )
  }
  for (let day = 0; day < 90; day++) row(day, random.below(10))
  for (let i = 0; i < 9; i++) row(87 + (i % 3), 1)
  return `${lines.join('\n')}\n`
}

describe('scan: bad input is refused with reason and remedy, exit 2, and nothing is written', () => {
  const refusals: [string, () => string[], RegExp][] = [
    ['a file that is not there', () => ['nowhere.csv'], /no file "nowhere.csv"/],
    ['an empty file', () => [file('empty.csv', '')], /empty/],
    ['a header alone', () => [file('head.csv', 'date,place\n')], /no row below the header/],
    [
      'a row with a cell too many',
      () => [file('ragged.csv', 'date,place\n2026-01-01,A\n2026-01-02,B,C\n')],
      /line 3: 3 cells, but the header names 2/,
    ],
    [
      'a date that is none',
      () => [file('date.csv', 'date,place\n2026-01-01,A\n2026-02-30,B\n')],
      /line 3, column "date": "2026-02-30" is no date/,
    ],
    [
      'a negative count',
      () => [file('neg.csv', 'date,place,count\n2026-01-01,A,3\n2026-01-02,B,-1\n')],
      /line 3, column "count": "-1" is not a whole number/,
    ],
    [
      'half a case',
      () => [file('half.csv', 'date,place,count\n2026-01-01,A,0.5\n')],
      /"0.5" is not a whole number/,
    ],
    [
      'no column that says where',
      () => [file('where.csv', 'date,colour\n2026-01-01,red\n')],
      /--place/,
    ],
    ['neither time nor people', () => [file('bare.csv', 'place\nA\nB\n')], /population/],
    [
      'a place that the map does not know',
      () => [
        file('c.csv', 'date,place\n2026-01-01,A\n2026-01-02,B\n'),
        '--places',
        file('map.csv', 'place,x,y\nA,0,0\n'),
      ],
      /where "B" is/,
    ],
    [
      'a column twice',
      () => [file('twice.csv', 'date,date\n1,2\n')],
      /two columns are called "date"/,
    ],
    [
      'text that is not UTF-8',
      () => {
        writeFileSync(join(folder, 'latin.csv'), Buffer.from('date,place\n1,caf\xe9\n', 'latin1'))
        return [join(folder, 'latin.csv')]
      },
      /UTF-8/,
    ],
    [
      'a quotation mark never closed',
      () => [file('quote.csv', 'date,place\n2026-01-01,"A\n')],
      /line 2: a quotation mark/,
    ],
    [
      'a picture of a strange kind',
      () => [file('ok.csv', cases()), '--out', join(folder, 'a.gif')],
      /\.svg or \.png/,
    ],
    ['a share above one', () => [file('ok.csv', cases()), '--share', '2'], /--share/],
  ]
  for (const [name, args, reason] of refusals) {
    test(name, async () => {
      const { code, err } = await panah('scan', ...args())
      expect(err).toMatch(reason)
      expect(code).toBe(2)
    })
  }
})

describe('scan', () => {
  test('finds a burst, names its cases, draws it, and starts no database', async () => {
    const picture = join(folder, 'map.png')
    const { code, json } = await panah(
      'scan',
      file('burst.csv', cases()),
      '--json',
      '--out',
      picture,
    )
    expect(code).toBe(0)
    expect(json.method).toBe('permutation')
    const [first] = json.clusters
    expect(first).toMatchObject({ alarm: true, to: '2026-10-29' })
    expect(first.places).toContain('Kasur')
    expect(first.rows).toContain(99)
    expect(first.ids).toContain('F-99')
    expect(first.recurrence.days).toBeGreaterThan(50)
    expect(readFileSync(picture).subarray(1, 4).toString()).toBe('PNG')
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('reads the same from Parquet as from CSV', async () => {
    const csv = file('both.csv', cases())
    const parquet = join(folder, 'both.parquet')
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    await connection.run(`copy (select * from read_csv('${csv}')) to '${parquet}' (format parquet)`)
    const [a, b] = [await panah('scan', csv, '--json'), await panah('scan', parquet, '--json')]
    expect(b.json.clusters).toEqual(a.json.clusters)
  })

  test('a semicolon, a byte order mark and Urdu names are read', async () => {
    const text = `\uFEFF${cases().replaceAll(',', ';').replaceAll('Kasur', 'قصور').replace('district', 'ضلع')}`
    const { json } = await panah('scan', file('urdu.csv', text), '--place', 'ضلع', '--json')
    expect(json.clusters[0].places).toContain('قصور')
  })

  test('days that are not complete yet are left out, and it says so', async () => {
    const lines = ['date,reported,place']
    for (let day = 0; day < 60; day++) {
      const at = (more: number) =>
        new Date(Date.UTC(2026, 0, 1 + day + more)).toISOString().slice(0, 10)
      for (const delay of [0, 5, 10])
        if (day + delay < 60) lines.push(`${at(0)},${at(delay)},${day % 4}`)
    }
    const { json } = await panah('scan', file('late.csv', lines.join('\n')), '--json')
    expect(json.notes.join()).toContain('within 10 days')
    expect(json.to).toBe('2026-02-19')
  })

  test('recruiters joined by links are scanned together', async () => {
    const lines = ['date,recruiter']
    for (let day = 0; day < 84; day++)
      lines.push(`${new Date(Date.UTC(2026, 1, 1 + day)).toISOString().slice(0, 10)},R${day % 21}`)
    for (let i = 0; i < 8; i++) lines.push(`2026-04-${24 + (i % 2)},R${1 + (i % 2)}`)
    const links = file('links.csv', 'a,b\nR1,R2\nR3,R4\n')
    const { json } = await panah(
      'scan',
      file('r.csv', lines.join('\n')),
      '--by',
      'recruiter',
      '--links',
      links,
      '--json',
    )
    expect(json.clusters[0].places.sort()).toEqual(['R1', 'R2'])
    expect(json.clusters[0].alarm).toBe(true)
  })
})

describe('the whole program', () => {
  test('refuses with exit 2, a sentence and no stack', async () => {
    const { code, out, err } = await program('scan', 'nowhere.csv')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('nowhere.csv')
    expect(err).not.toContain('    at ')
  })

  test('writes a long answer whole, keeps progress apart, and starts no database', async () => {
    const lines = Array.from({ length: 4000 }, (_, i) => `${i + 1},${i % 7},${i % 5}`)
    const { code, out } = await program(
      'warn',
      file('long.csv', `t,a,b\n${lines.join('\n')}`),
      '--json',
    )
    expect(code).toBe(0)
    expect(out.length).toBeGreaterThan(1_000_000)
    expect(JSON.parse(out).streams).toHaveLength(2)
    expect(existsSync(join(folder, 'none'))).toBe(false)
  })
})

describe('warn', () => {
  const weekly = (shape: (week: number) => string, weeks: number) =>
    Array.from({ length: weeks }, (_, week) => shape(week)).join('\n')
  const date = (week: number) =>
    new Date(Date.UTC(2021, 0, 4 + 7 * week)).toISOString().slice(0, 10)

  test('a gap between periods is refused, not filled with zeros', async () => {
    const { code, err } = await panah(
      'warn',
      file('gap.csv', 'date,a\n2026-01-05,1\n2026-01-12,2\n2026-01-26,3\n'),
    )
    expect(code).toBe(2)
    expect(err).toMatch(/2026-01-12 and 2026-01-26 periods are missing/)
  })

  test('an outbreak in one of twenty series is the alarm; rows lead back to the file', async () => {
    const random = seededRandom(8)
    const names = Array.from({ length: 20 }, (_, i) => `s${i}`)
    const text = `date,${names.join(',')}\n${weekly(
      (week) =>
        `${date(week)},${names.map((name) => (name === 's7' && week === 299 ? 25 : random.below(6)))}`,
      300,
    )}\n`
    const { json } = await panah('warn', file('twenty.csv', text), '--json')
    const alarms = json.streams.filter((one: { latest: { alarm: boolean } }) => one.latest.alarm)
    expect(alarms.map((one: { name: string }) => one.name)).toEqual(['s7'])
    expect(alarms[0].alarms.at(-1).rows).toEqual([300])
    expect(alarms[0].latest.pAdjusted).toBeGreaterThan(alarms[0].latest.p)
  })

  test('rows of cases are counted by week, and a short history falls back to EARS and CUSUM', async () => {
    const lines = ['date,form']
    for (let day = 0; day < 150; day++)
      lines.push(`${new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10)},labour`)
    for (let i = 0; i < 20; i++) lines.push('2026-05-30,labour')
    const { json } = await panah(
      'warn',
      file('cases.csv', lines.join('\n')),
      '--json',
      '--out',
      join(folder, 'w.svg'),
    )
    expect(json.period).toBe('week')
    expect(json.streams[0]).toMatchObject({
      name: 'labour',
      method: 'ears and cusum',
      latest: { observed: 27, alarm: true },
    })
    expect(readFileSync(join(folder, 'w.svg'), 'utf8')).toContain('<title>')
  })
})

describe.runIf(existsSync(reference))(
  'the commands give R’s numbers (needs the reference data beside the checkout)',
  () => {
    test('scan: New York', async () => {
      const { json } = await panah('scan', join(reference, 'scan_spatial_nydf.csv'), '--json')
      expect(json.clusters[0].statistic).toBeCloseTo(14.0835106523, 9)
      expect(json.clusters[0].places).toHaveLength(28)
      expect(json.clusters[1].statistic).toBeCloseTo(9.01971627381415, 9)
    })

    test('warn: Salmonella Newport', async () => {
      const file = join(reference, 'ts_salmNewport_germany_ref_surveillance.json')
      const { range, alarm, upperbound } = JSON.parse(readFileSync(file, 'utf8')).runs
        .flexible_default_delta
      const { json } = await panah('warn', join(reference, 'ts_salmNewport_germany.csv'), '--json')
      const points = json.streams[0].farrington.points.filter(
        (one: { index: number }) => one.index + 1 >= range[0],
      )
      expect(points.map((one: { alarm: boolean }) => Number(one.alarm))).toEqual(alarm)
      points.forEach((one: { upper?: number }, i: number) => {
        if (upperbound[i] !== null) expect(one.upper).toBeCloseTo(upperbound[i], 8)
      })
    })
  },
)
