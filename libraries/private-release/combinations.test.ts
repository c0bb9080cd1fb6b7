import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, test } from 'vitest'
import { countCombinations, eachCombination } from './combinations.ts'
import { type CodedColumn, encode, type Microdata } from './microdata.ts'

/** A small generator of numbers below n. */
function dice(seed: number) {
  let state = seed
  return (n: number) => {
    state = (state * 48271) % 2147483647
    return state % n
  }
}

function column(name: string, cells: readonly string[]): CodedColumn {
  const values = ['', ...new Set(cells.filter((one) => one !== ''))]
  const code = new Map(values.map((value, i) => [value, i]))
  return { name, values, codes: Int32Array.from(cells, (cell) => code.get(cell)!) }
}

function table(seed: number, rows: number, values: readonly number[], empty = 4): CodedColumn[] {
  const roll = dice(seed)
  return values.map((n, c) =>
    column(
      `c${c}`,
      // Skewed, and the columns lean on one another: rare and frequent combinations both occur.
      Array.from({ length: rows }, (_, row) =>
        roll(empty) === 0 ? '' : `v${(roll(n) * roll(3) + (row % 2)) % n}`,
      ),
    ),
  )
}

function counted(data: Microdata, longest: number, atLeast = 1): Map<string, number> {
  const out = new Map<string, number>()
  eachCombination(countCombinations(data, { longest, atLeast }), (attributes, count) => {
    out.set(attributes.join(' '), count)
  })
  return out
}

/** Every subset of every row, counted one by one. */
function bruteForce(data: Microdata, longest: number, atLeast = 1): Map<string, number> {
  const out = new Map<string, number>()
  const width = data.columns.length
  for (let row = 0; row < data.rows; row++) {
    const held = [...data.cells.subarray(row * width, (row + 1) * width)].filter((a) => a >= 0)
    const grow = (from: number, chosen: number[]) => {
      if (chosen.length > 0) out.set(chosen.join(' '), (out.get(chosen.join(' ')) ?? 0) + 1)
      if (chosen.length === longest) return
      for (let i = from; i < held.length; i++) grow(i + 1, [...chosen, held[i]!])
    }
    grow(0, [])
  }
  for (const [key, count] of out) if (count < atLeast) out.delete(key)
  return out
}

const sorted = (map: Map<string, number>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))

describe('counting combinations equals counting them one by one', () => {
  const shapes: [string, number, readonly number[]][] = [
    ['many equal rows', 400, [2, 3, 2, 2]],
    ['nearly all rows different', 300, [9, 11, 7, 30, 5]],
    ['one column', 50, [4]],
    ['one row', 1, [3, 3, 3]],
    ['no row', 0, [3, 3]],
  ]
  for (const [name, rows, values] of shapes) {
    for (const longest of [1, 2, 3, 5]) {
      test(`${name}, to length ${longest}`, () => {
        const data = encode(rows, table(rows + longest, rows, values))
        for (const atLeast of [1, 3, 10])
          expect(sorted(counted(data, longest, atLeast))).toEqual(
            sorted(bruteForce(data, longest, atLeast)),
          )
      })
    }
  }

  test('cells with several values count each value, and two of one column together', () => {
    const data = encode(
      4,
      [
        column('means', ['debt;threats', 'threats', '', 'debt; threats;debt']),
        column('sex', ['f', 'm', 'f', 'f']),
      ],
      [{ column: 'means', separator: ';' }],
    )
    expect(data.columns).toEqual(['means', 'means', 'sex'])
    expect(data.values).toEqual(['debt', 'threats', 'f', 'm'])
    expect(sorted(counted(data, 3))).toEqual(
      sorted(
        new Map([
          ['0', 2],
          ['1', 3],
          ['2', 3],
          ['3', 1],
          ['0 1', 2],
          ['0 2', 2],
          ['1 2', 2],
          ['1 3', 1],
          ['0 1 2', 2],
        ]),
      ),
    )
  })

  test('a column of more than 65,536 values, with rare and frequent ones', () => {
    const rows = 90_000
    const data = encode(
      rows,
      [
        column(
          'id',
          Array.from({ length: rows }, (_, row) => `n${row % 70_000}`),
        ),
        column(
          'sex',
          Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? '' : row % 2 ? 'f' : 'm')),
        ),
      ].map((one) => one),
    )
    expect(data.values.length).toBeGreaterThan(65_536)
    expect(sorted(counted(data, 2))).toEqual(sorted(bruteForce(data, 2)))
  }, 120_000)
})

test('counting combinations equals DuckDB’s count of every set of columns', async () => {
  const rows = 3000
  const columns = table(77, rows, [3, 6, 12, 4, 2], 5)
  const data = encode(rows, columns)
  const ours = counted(data, 3)
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(
    `create table t (${columns.map(({ name }) => `${name} varchar`).join(', ')})`,
  )
  const text = (row: number) =>
    `(${columns.map(({ values, codes }) => (codes[row] ? `'${values[codes[row]!]}'` : 'null')).join(', ')})`
  await connection.run(
    `insert into t values ${Array.from({ length: rows }, (_, row) => text(row)).join(', ')}`,
  )
  let seen = 0
  for (let set = 1; set < 1 << columns.length; set++) {
    const names = columns.map((one) => one.name).filter((_, c) => set & (1 << c))
    if (names.length > 3) continue
    const list = names.join(', ')
    const where = names.map((name) => `${name} is not null`).join(' and ')
    const reader = await connection.runAndReadAll(
      `select ${list}, count(*)::integer from t where ${where} group by all`,
    )
    for (const cells of reader.getRows()) {
      const key = names.map((name, i) => {
        const c = data.columns.indexOf(name)
        for (let a = data.first[c]!; a < data.first[c + 1]!; a++)
          if (data.values[a] === cells[i]) return a
        return -1
      })
      expect(ours.get(key.join(' '))).toBe(cells[names.length])
      seen++
    }
  }
  expect(seen).toBe(ours.size)
})
