import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'link-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string | Buffer): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

function panah(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const root = join(import.meta.dirname, '..')
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', join(root, 'panah.ts'), ...args],
      { cwd: root, env: { ...process.env, DATABASE_URL: 'postgres://nowhere.invalid/none' } },
      (trouble, out, err) => resolve({ code: trouble ? Number(trouble.code) : 0, out, err }),
    )
  })
}

const people = [
  'id,name,cnic,dob,district',
  ...Array.from({ length: 60 }, (_, at) => {
    const letter = (times: number) => 'bdfgklmnprstvz'[(at * times) % 14]!
    const name = `${letter(1)}a${letter(3)}${letter(5)}u${letter(11)}a ${letter(9)}i${letter(13)}o${letter(1)}i`
    return `p${at},${name},${3410100000001 + at * 79190},19${60 + (at % 40)}-0${1 + (at % 9)}-1${at % 9},Gujrat`
  }),
  'u1,محمد عمران,34101-7654321-1,1985-04-03,Gujrat',
  'u2,Mohd Imran,3410176543211,1985-04-03,Jhelum',
  'u3,Muhammad Irfan,35202-1111111-3,1990-01-01,Gujrat',
].join('\n')

describe('./panah link refuses, with exit code 2 and a remedy', () => {
  test.each<[string, () => string[], RegExp]>([
    [
      'a file that is not there',
      () => [join(folder, 'none.csv'), '--out', 'x.csv'],
      /There is no file/,
    ],
    [
      'a table of a file that has only one',
      () => [file('a.csv', people), '--table', 'people', '--out', 'x.csv'],
      /--table is for a DuckDB database/,
    ],
    [
      'a cap of one row a block',
      () => [file('a.csv', people), '--most-in-block', '1', '--out', 'x.csv'],
      /2 or more/,
    ],
    ['no place for the result', () => [file('a.csv', people)], /--out/],
    [
      'a model that names a missing column',
      () => [
        file('a.csv', people),
        '--model',
        file('m1.json', '{"fields":{"nom":"name"}}'),
        '--out',
        'x.csv',
      ],
      /no column "nom".*id, name/s,
    ],
    [
      'a model of an unknown kind',
      () => [
        file('a.csv', people),
        '--model',
        file('m2.json', '{"fields":{"name":"persona"}}'),
        '--out',
        'x.csv',
      ],
      /Kinds are name/,
    ],
    [
      'a model that is not JSON',
      () => [file('a.csv', people), '--model', file('m3.json', '{'), '--out', 'x.csv'],
      /not JSON/,
    ],
    [
      'a column in which nothing is a CNIC',
      () => [
        file('ten.csv', 'id,cnic,name\n1,3410112345,Ali\n2,3410112346,Alia\n'),
        '--model',
        file('m4.json', '{"fields":{"cnic":"cnic","name":"name"}}'),
        '--out',
        'x.csv',
      ],
      /10 digits where a CNIC has 13/,
    ],
    [
      'an empty field',
      () => [
        file('empty.csv', 'id,cnic,name\n1,,Ali\n2,,Alia\n'),
        '--model',
        file('m5.json', '{"fields":{"cnic":"cnic","name":"name"}}'),
        '--out',
        'x.csv',
      ],
      /empty in every row/,
    ],
    [
      'a rule that makes ten billion pairs',
      () => [
        file(
          'one.csv',
          `id,name,year\n${Array.from({ length: 150_000 }, (_, at) => `${at},Muhammad Ali,${1900 + (at % 99)}`).join('\n')}`,
        ),
        '--model',
        file('m6.json', '{"fields":{"name":"name","year":"code"},"rules":["name"]}'),
        '--out',
        'x.csv',
      ],
      /11,249,925,000 pairs.*Add a key/s,
    ],
    [
      'a file of another encoding',
      () => [
        file(
          'enc.csv',
          Buffer.concat([
            Buffer.from('id,name\n1,'),
            Buffer.from([0xe3, 0xcd, 0xe3, 0xcf]),
            Buffer.from('\n2,Ali\n'),
          ]),
        ),
        '--out',
        'x.csv',
      ],
      /UTF-8/,
    ],
  ])('%s', async (_, args, text) => {
    const { code, err, out } = await panah('link', ...args())
    expect(err + out).toMatch(text)
    expect(code).toBe(2)
  })
})

test('one name a hundred thousand times is no trouble where another field tells rows apart', {
  timeout: 120_000,
}, async () => {
  const rows = Array.from(
    { length: 100_000 },
    (_, at) => `${at},محمد علی,${3410100000000 + (at % 99_990) * 10 + 1}`,
  )
  const { code, out } = await panah(
    'link',
    file('same.csv', `id,name,cnic\n${rows.join('\n')}`),
    '--out',
    join(folder, 'same-out.csv'),
    '--json',
  )
  expect(code).toBe(0)
  expect(JSON.parse(out).pairs).toBe(10)
})

test('a stranger’s file is linked across scripts without a word of settings', async () => {
  const out = join(folder, 'out.csv')
  const { code, err } = await panah('link', file('people.csv', people), '--out', out, '--clusters')
  expect(err).toMatch(/cnic: cnic/)
  expect(code).toBe(0)
  const [head, ...lines] = readFileSync(out, 'utf8').trim().split('\n')
  expect(head).toBe('id_a,id_b,weight,probability')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^u1,u2,/)
  expect(readFileSync(join(folder, 'out.clusters.csv'), 'utf8')).toMatch(
    /^id,cluster\n(?:.*\n)*u1,u1\nu2,u1\nu3,u3/,
  )
})

test('before anything is compared a run says what each rule costs; one that costs too much is refused by name', {
  timeout: 120_000,
}, async () => {
  // 6,000 rows are more pairs than are compared without rules; 200 names of 30 rows each.
  const rows = Array.from(
    { length: 6000 },
    (_, at) =>
      `${at},Gul${String.fromCharCode(97 + (at % 20))}an Far${(at % 10) + 10}id,G,${3410100000001 + at * 791}`,
  )
  const list = file('counted.csv', `id,name,sex,cnic\n${rows.join('\n')}`)
  const fields = { name: 'name', sex: 'code', cnic: 'cnic' }
  const run = (model: object, name: string) =>
    panah(
      'link',
      list,
      '--model',
      file(name, JSON.stringify(model)),
      '--out',
      join(folder, 'n.csv'),
    )
  const refused = await run(
    { id: 'id', fields, rules: [['cnic'], ['sex']], mostPairs: 1_000_000 },
    'too-many.json',
  )
  expect(refused.code).toBe(2)
  expect(refused.err).toMatch(/sex\S*: 17,997,000 pairs in 1 blocks; the largest has 6,000 rows/)
  expect(refused.err).toMatch(/limit is 1,000,000\. The rule sex\S* alone makes 17,997,000/)
  expect(refused.err).not.toMatch(/learning|comparing \d/)
  const allowed = await run({ id: 'id', fields, rules: [['cnic'], ['name']] }, 'allowed.json')
  expect(allowed.code).toBe(0)
  expect(allowed.err).toMatch(
    /Before comparing[\s\S]*name\S*: [\d,]+ pairs in [\s\S]*comparing \d+ %/,
  )
})

test('two files are linked with each other, not within themselves', async () => {
  const out = join(folder, 'two.csv')
  const other = file(
    'b.csv',
    'id,name,cnic,dob,district\nk1,عمران,34101-7654321-1,1985-04-03,Gujrat\nk2,عمران,34101-7654321-1,1985-04-03,Gujrat\n',
  )
  const { code } = await panah(
    'link',
    file('people.csv', people),
    other,
    '--out',
    out,
    '--partners',
    'one-to-one',
  )
  expect(code).toBe(0)
  expect(
    readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').slice(0, 2)),
  ).toEqual(
    expect.arrayContaining([
      expect.arrayContaining([expect.stringMatching(/^u[12]$/), expect.stringMatching(/^k[12]$/)]),
    ]),
  )
})

test('a table of a DuckDB database is linked as a file is; one that is not there is refused by name', async () => {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const path = join(folder, 'people.duckdb')
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  await connection.run(
    `create table people as select * from read_csv('${file('people.csv', people)}', all_varchar = true)`,
  )
  await connection.run('create table agents (id integer)')
  connection.closeSync()
  instance.closeSync()
  const out = join(folder, 'database.csv')
  const wrong = await panah('link', path, '--table', 'persons', '--out', out)
  expect(wrong.code).toBe(2)
  expect(wrong.err).toMatch(/no table "persons".*agents, people/)
  const { code } = await panah('link', path, '--table', 'people', '--out', out)
  expect(code).toBe(0)
  expect(readFileSync(out, 'utf8').trim().split('\n').slice(1)).toEqual([
    expect.stringMatching(/^u1,u2,/),
  ])
})

test('a plan compares and writes nothing, and shows no value whole; what a cap leaves out is named', {
  timeout: 120_000,
}, async () => {
  const villages = [
    'id,name,village',
    ...Array.from(
      { length: 40 },
      (_, at) => `${at},N${'aeiou'[at % 5]}${'bdfgklmn'[at % 8]}ir,${at < 30 ? 'Alipur' : 'Dina'}`,
    ),
  ].join('\n')
  const model = file(
    'villages.json',
    '{"id":"id","fields":{"name":"name","village":"text"},"rules":["village"]}',
  )
  const args = ['link', file('villages.csv', villages), '--model', model]
  const plan = await panah(...args, '--plan')
  expect(plan.code).toBe(0)
  // 30 · 29 / 2 = 435 pairs of Alipur, 10 · 9 / 2 = 45 of Dina.
  expect(plan.out).toMatch(/village\.value: 480 pairs in 2 blocks\n {2}30 rows, 435 pairs \(91 %\)/)
  expect(plan.out).toMatch(/at most a second/)
  expect(plan.out + plan.err).not.toMatch(/alipur|dina/i)
  const out = join(folder, 'villages-out.csv')
  const run = await panah(...args, '--most-in-block', '20', '--out', out)
  expect(run.code).toBe(0)
  expect(run.out).toMatch(/45 pairs compared/)
  expect(run.out).toMatch(
    /Left out.*\n {2}village\.value: 1 blocks of 30 rows, 435 pairs; the largest has 30 rows/,
  )
})

test('a pair is explained field by field', async () => {
  const { code, out } = await panah(
    'link',
    'explain',
    file('people.csv', people),
    'u1',
    'u2',
    '--json',
  )
  expect(code).toBe(0)
  const { fields, weight, prior } = JSON.parse(out)
  expect(fields.find(({ field }: { field: string }) => field === 'name')).toMatchObject({
    level: 'same consonants',
  })
  const sum = fields.reduce(
    (all: number, one: { weight: number; rarity: number }) => all + one.weight + one.rarity,
    prior,
  )
  expect(sum).toBeCloseTo(weight, 9)
})

test('./panah names match tells two scripts of one name', async () => {
  const { code, out } = await panah('names', 'match', 'محمد عمران', 'Mohd Imran')
  expect(code).toBe(0)
  expect(out).toMatch(/^The same name/)
  expect((await panah('names', 'match', '123', '...')).code).toBe(2)
})
