import { describe, expect, test } from 'vitest'
import { countsOf } from './evaluation.ts'
import { kAnonymousTables } from './k-tables.ts'
import { attributesOfKey, keyOf } from './keys.ts'
import { madeUpVictims } from './made-up-victims.ts'
import { type CodedColumn, encode, type Microdata } from './microdata.ts'
import { testRandomness } from './randomness.ts'
import { extremesOf, type Range } from './simplex.test-tool.ts'
import { synthesise } from './synthesis.ts'
import { blankRareRecords, supportOf } from './whole-records.ts'

function small(seed: number, rows: number, values: readonly number[], empty: number): Microdata {
  const random = testRandomness(seed)
  const roll = (n: number) => random.word() % n
  const columns: CodedColumn[] = values.map((n, c) => ({
    name: `c${c}`,
    values: ['', ...Array.from({ length: n }, (_, v) => `v${v}`)],
    codes: Int32Array.from({ length: rows }, () =>
      empty > 0 && roll(empty) === 0 ? 0 : 1 + Math.min(roll(n), roll(n)),
    ),
  }))
  return encode(rows, columns)
}

/**
 * The strongest attack on tables of combinations to length `longest`: one unknown for each whole
 * record there could be, everything published as linear limits, and the least and greatest count of each hidden
 * combination by linear programming. The attacker also knows which columns everybody fills in, and
 * which combinations do not occur.
 */
function leaksUnderSolver(data: Microdata, k: number, longest = data.columns.length) {
  const width = data.columns.length
  const base = data.values.length + 1
  const tables = kAnonymousTables(data, { k, longest })
  const real = countsOf(data, longest)
  const complete = data.columns.map((_, c) => {
    for (let row = 0; row < data.rows; row++) if (data.cells[row * width + c]! < 0) return false
    return true
  })
  let records: number[][] = [[]]
  for (let c = 0; c < width; c++) {
    const choices = complete[c] ? [] : [-1]
    for (let a = data.first[c]!; a < data.first[c + 1]!; a++) choices.push(a)
    records = records.flatMap((record) => choices.map((a) => (a < 0 ? record : [...record, a])))
  }
  // Whole records with a combination that does not occur are known not to be there.
  const subsets = (record: number[]) =>
    Array.from({ length: 2 ** record.length }, (_, set) => record.filter((_, i) => set & (1 << i)))
  records = records.filter((record) =>
    subsets(record).every(
      (one) => one.length === 0 || one.length > longest || real.has(keyOf(one, base)),
    ),
  )
  const row = (part: number[]) => records.map((one) => (part.every((a) => one.includes(a)) ? 1 : 0))
  const ranges: Range[] = [...tables.counts].map(([key, count]) => ({
    row: row(attributesOfKey(key, base)),
    low: count,
    high: count + k - 1,
  }))
  const all = Math.floor(data.rows / k) * k
  ranges.push({ row: row([]), low: all, high: all + k - 1 })
  let attacked = 0
  const leaks: string[] = []
  for (const [key, count] of real) {
    if (tables.counts.has(key) || count >= k) continue
    attacked++
    const { least, greatest } = extremesOf(row(attributesOfKey(key, base)), ranges)
    if (Math.ceil(least - 1e-7) >= 1 && Math.floor(greatest + 1e-7) < k)
      leaks.push(`${attributesOfKey(key, base)}: ${least} … ${greatest}, truly ${count}`)
  }
  return { leaks, attacked, complementary: tables.complementary }
}

describe('k-anonymous tables', () => {
  test('show nothing that fewer than k share, and counts only in multiples of k', () => {
    const data = madeUpVictims(2000, 3)
    const tables = kAnonymousTables(data, { k: 7, longest: 3 })
    const real = countsOf(data, 3)
    for (const [key, count] of tables.counts) {
      expect(count % 7).toBe(0)
      expect(count).toBeGreaterThanOrEqual(7)
      expect(real.get(key)! - count).toBeGreaterThanOrEqual(0)
      expect(real.get(key)! - count).toBeLessThan(7)
    }
  })

  test('a solver of linear programmes pins no hidden count between 1 and k − 1', () => {
    let [attacked, complementary] = [0, 0]
    const shapes = [
      [2, 3, 2],
      [3, 3, 3],
      [2, 2, 4],
      [4, 3],
    ]
    for (let seed = 1; seed <= 120; seed++) {
      const values = shapes[seed % shapes.length]!
      const data = small(seed, 40 + ((seed * 17) % 120), values, seed % 3 === 0 ? 0 : 4)
      const found = leaksUnderSolver(data, 3 + (seed % 4))
      expect(found.leaks, `seed ${seed}`).toEqual([])
      attacked += found.attacked
      complementary += found.complementary
    }
    expect(attacked).toBeGreaterThan(300)
    // If nothing had to be hidden for the sake of others, the attack was no test.
    expect(complementary).toBeGreaterThan(0)
  }, 120_000)

  test('four columns and combinations of up to three give a solver no more to go by', () => {
    let [attacked, complementary] = [0, 0]
    const shapes = [
      [2, 2, 2, 2],
      [3, 2, 2, 2],
      [2, 3, 2, 3],
    ]
    for (let seed = 1; seed <= 18; seed++) {
      const values = shapes[seed % shapes.length]!
      const data = small(seed, 40 + ((seed * 17) % 120), values, seed % 3 === 0 ? 0 : 6)
      const found = leaksUnderSolver(data, 3 + (seed % 4), 3)
      expect(found.leaks, `seed ${seed}`).toEqual([])
      attacked += found.attacked
      complementary += found.complementary
    }
    expect(attacked).toBeGreaterThan(100)
    expect(complementary).toBeGreaterThan(0)
  }, 120_000)

  test('the solver does find what is left open when nothing is hidden for the sake of others', () => {
    // 30 women, 30 men, all 64 said; 4 of a third sex: total less the two is 4 … but rounded.
    const solved = extremesOf(
      [0, 0, 1],
      [
        { row: [1, 0, 0], low: 30, high: 30 },
        { row: [0, 1, 0], low: 30, high: 30 },
        { row: [1, 1, 1], low: 64, high: 64 },
      ],
    )
    expect(solved.least).toBeCloseTo(4, 9)
    expect(solved.greatest).toBeCloseTo(4, 9)
  })
})

describe('synthetic records from k-anonymous tables', () => {
  const data = madeUpVictims(4000, 5)
  const tables = kAnonymousTables(data, { k: 10, longest: 3 })
  const made = (wholeRecords: boolean) =>
    synthesise(
      tables,
      {
        sweeps: 6,
        constrained: true,
        weights: [10, 1, 1],
        ...(wholeRecords && { wholeRecords: { real: data, k: 10 } }),
      },
      testRandomness(1),
    )

  test('number exactly as many as were released, and hold no combination that was not released', async () => {
    const synthetic = await made(false)
    expect(synthetic.rows).toBe(tables.records)
    for (const key of countsOf(synthetic, 3).keys()) expect(tables.counts.has(key)).toBe(true)
  })

  test('a reconstruction that tries every attribute of every record finds no group below k', async () => {
    const synthetic = await made(true)
    const width = data.columns.length
    let filled = 0
    for (let row = 0; row < synthetic.rows; row++) {
      const record = [...synthetic.cells.subarray(row * width, (row + 1) * width)].filter(
        (a) => a >= 0,
      )
      filled += record.length
      let shared = 0
      for (let other = 0; other < data.rows && shared < 10; other++) {
        if (record.every((a) => data.cells[other * width + data.columnOf[a]!] === a)) shared++
      }
      expect(shared).toBe(10)
    }
    // Blank records would pass too: most of each record is still there.
    expect(filled / synthetic.rows).toBeGreaterThan(5)
  }, 120_000)

  test('blanking leaves no rare record, and bit sets count as one counts by hand', () => {
    const blanked = blankRareRecords(data, data, 10)
    const support = supportOf(data)
    const width = data.columns.length
    for (let row = 0; row < 200; row++) {
      const record = [...blanked.cells.subarray(row * width, (row + 1) * width)].filter(
        (a) => a >= 0,
      )
      let by = 0
      for (let other = 0; other < data.rows; other++)
        if (record.every((a) => data.cells[other * width + data.columnOf[a]!] === a)) by++
      expect(support(record)).toBe(by)
      expect(by).toBeGreaterThanOrEqual(10)
    }
  })
})
