import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { guessSettings, lookAt, openTables } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'guess-'))
afterAll(() => rmSync(folder, { recursive: true }))

const letters = 'bdfgklmnprst'
const word = (at: number) =>
  [at, at * 5, at * 7].map((step) => `${letters[step % 12]}${'aeiou'[step % 5]}`).join('')
const line = (at: number) =>
  [
    at,
    `${word(at)} ${word(at * 3 + 1)}`,
    `${word(at + 5)} khan`,
    `34101-${1_000_000 + at * 37}-${at % 10}`,
    `0300${1_000_000 + at * 13}`,
    `${1960 + (at % 40)}-03-1${at % 10}`,
    at % 2 ? 'm' : 'f',
    `${word(at)} ${word(at + 1)} ${word(at + 2)} ${word(at + 9)}`,
    'PK',
    '',
    at % 30,
  ].join(',')
const file = (name: string, from: number) => {
  const head = 'id,naam,Father Name,cnic,contact_no,dob,gender,title,country,remarks,cluster'
  writeFileSync(
    join(folder, name),
    `${head}\n${Array.from({ length: 120 }, (_, at) => line(from + at)).join('\n')}\n`,
  )
  return join(folder, name)
}

test.each([
  ['one file', ['a.csv']],
  ['two files whose ids overlap', ['a.csv', 'b.csv']],
])(
  'columns of %s are taken for what they hold; the answer, constants and empty columns are left out',
  async (_, names) => {
    const tables = await openTables(
      names.map((name) => file(name, 1)),
      1,
    )
    const { settings, said } = guessSettings(await lookAt(tables), tables.rows)
    expect(settings.id).toBe('id')
    expect(settings.fields).toEqual({
      'Father Name': 'name',
      cnic: 'cnic',
      contact_no: 'phone',
      dob: 'date',
      gender: 'code',
      naam: 'name',
      title: 'words',
    })
    expect(
      said
        .filter(({ use }) => use === 'left out')
        .map(({ column }) => column)
        .sort(),
    ).toEqual(['cluster', 'country', 'remarks'])
  },
)
