import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { deltaUnit, rhoUnitsFor } from './accountant.ts'
import { type DpOptions, dpTables } from './dp-tables.ts'
import { countsOf, lossOf } from './evaluation.ts'
import { attributesOfKey, keyWithout } from './keys.ts'
import { openLedger } from './ledger.ts'
import { madeUpVictims } from './made-up-victims.ts'
import { encode, type Microdata } from './microdata.ts'
import { testRandomness } from './randomness.ts'
import { budgetOf, promiseOf, releaseExact, releaseNoisy } from './release.ts'

const folder = mkdtempSync(join(tmpdir(), 'panah-release-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const ledgerOf = (epsilon: string, delta: string) =>
  openLedger(join(folder, `${files++}.ledger`), budgetOf('made-up', epsilon, delta))

function optionsOf(epsilon: number, more: Partial<DpOptions> = {}): DpOptions {
  const delta = 1e-6
  return {
    longest: 3,
    rho: rhoUnitsFor({ epsilon, delta: delta / 2 }),
    thresholdDelta: Math.floor(delta / 2 / deltaUnit),
    cap: 16,
    records: 1,
    ...more,
  }
}

describe('noisy tables', () => {
  test('never cost more than was allowed, at any budget, length, cap or number of records', () => {
    const data = madeUpVictims(300, 2)
    for (const epsilon of [0.05, 1, 8]) {
      for (const longest of [1, 2, 3]) {
        for (const records of [1, 4]) {
          const options = optionsOf(epsilon, { longest, records, cap: 9 })
          const tables = dpTables(data, options, testRandomness(1))
          expect(tables.rho).toBeLessThanOrEqual(options.rho)
          const spent = tables.deviations.reduce((sum, deviation, length) => {
            const choose = [1, 9, 36, 84][length]!
            return sum + (records ** 2 * choose) / (2 * deviation ** 2)
          }, 0)
          expect(spent).toBeLessThanOrEqual(options.rho * 1e-12 * (1 + 1e-9))
        }
      }
    }
  })

  test('look at longer combinations only where all parts were released, never at what the data hold', () => {
    const tables = dpTables(madeUpVictims(3000, 4), optionsOf(4), testRandomness(3))
    const base = tables.schema.values.length + 1
    for (const [key, count] of tables.counts) {
      const attributes = attributesOfKey(key, base)
      if (attributes.length === 1) continue
      for (let i = 0; i < attributes.length; i++) {
        const part = tables.counts.get(keyWithout(attributes, i, base))
        expect(part).toBeDefined()
        expect(count).toBeLessThanOrEqual(part!)
      }
    }
  })

  test('a value of one person alone is not named in a thousand releases', () => {
    const codes = (at: (row: number) => number) =>
      Int32Array.from({ length: 500 }, (_, row) => at(row))
    const data = encode(500, [
      {
        name: 'name',
        values: ['', 'common', 'only hers'],
        codes: codes((row) => (row === 7 ? 2 : 1)),
      },
    ])
    const alone = data.values.indexOf('only hers')
    const random = testRandomness(6)
    for (let i = 0; i < 1000; i++) {
      const tables = dpTables(data, optionsOf(1, { longest: 1, cap: 1 }), random)
      expect(tables.counts.has(alone + 1)).toBe(false)
    }
  })

  test('a person with many rows moves no count by more than the rows that are allowed', () => {
    const rows = 4000
    const data = encode(rows, [
      { name: 'c', values: ['', 'x'], codes: new Int32Array(rows).fill(1) },
    ])
    const person = new Int32Array(rows).fill(1)
    const tables = dpTables(
      data,
      optionsOf(8, { person, records: 3, cap: 1, longest: 1, publicValues: true }),
      testRandomness(2),
    )
    expect(Math.abs(tables.records - 3)).toBeLessThan(8 * tables.deviations[0]!)
    expect(tables.counts.get(1) ?? 0).toBeLessThan(8 * tables.deviations[1]! + 4)
  })

  test('an empty table and a budget of almost nothing give noise, not an error', () => {
    const none = encode(0, [{ name: 'c', values: ['', 'x'], codes: new Int32Array(0) }])
    expect(
      dpTables(none, optionsOf(1, { longest: 1, cap: 1 }), testRandomness(1)).counts.size,
    ).toBe(0)
    expect(dpTables(madeUpVictims(50, 1), optionsOf(0.001), testRandomness(1)).counts.size).toBe(0)
  })
})

describe('a release', () => {
  const data = madeUpVictims(21_195, 1)
  const real = countsOf(data, 3)
  for (const epsilon of ['1', '4', '8']) {
    test(`ε = ${epsilon}: synthetic records err less than the noisy tables, make up no more, and are exactly N′; single counts within 17`, async () => {
      const ledger = ledgerOf(epsilon, '4.7e-6')
      const request = { epsilon, longest: 3, cap: 14, records: 1, sweeps: 30 }
      const { tables, synthetic } = await releaseNoisy(data, request, ledger, testRandomness(7))
      const [noisy, made] = [
        lossOf(real, tables.counts, tables),
        lossOf(real, countsOf(synthetic, 3), tables),
      ]
      expect(synthetic.rows).toBe(tables.records)
      expect(Math.abs(tables.records - data.rows)).toBeLessThan(8 * tables.deviations[0]!)
      expect(made[0]!.error).toBeLessThanOrEqual(noisy[0]!.error)
      expect(made[0]!.fabricated).toBeLessThanOrEqual(noisy[0]!.fabricated)
      expect(made[1]!.error).toBeLessThanOrEqual(17)
      expect(promiseOf(ledger).epsilon).toBeLessThanOrEqual(Number(epsilon))
      await expect(releaseNoisy(data, request, ledger, testRandomness(7))).rejects.toMatchObject({
        code: 'overspent',
      })
    }, 120_000)
  }

  test.each([
    ['combinations', false, 12],
    // Synthetic Data Showcase at its best, on a published file of the same shape.
    ['whole records', true, 28.8],
  ])(
    'k = 10, checked by %s: nothing made up, single counts within 17',
    async (_, wholeRecords, most) => {
      const ledger = ledgerOf('1', '1e-6')
      const request = { k: 10, longest: 3, sweeps: wholeRecords ? 14 : 20, wholeRecords }
      const { tables, synthetic } = await releaseExact(data, request, ledger, testRandomness(7))
      const made = lossOf(real, countsOf(synthetic, 3), tables)
      const shown = lossOf(real, tables.counts, tables)
      expect(made[0]!.fabricated).toBe(0)
      expect(made[1]!.error).toBeLessThanOrEqual(17)
      // Every value that the tables show is in the records too.
      expect(made[1]!.suppressed).toBe(shown[1]!.suppressed)
      expect(made[0]!.error).toBeLessThan(most)
      await expect(
        releaseNoisy(
          data,
          { epsilon: '1', longest: 1, cap: 16, records: 1 },
          ledger,
          testRandomness(1),
        ),
      ).rejects.toMatchObject({ code: 'exact-beside-noise' })
    },
    240_000,
  )

  test('the made-up records lean on one another as real files do', () => {
    const width = data.columns.length
    const seen = new Map<string, number>()
    let filled = 0
    for (let row = 0; row < data.rows; row++) {
      const record = data.cells.subarray(row * width, (row + 1) * width)
      seen.set(record.join(), (seen.get(record.join()) ?? 0) + 1)
      for (const a of record) if (a >= 0) filled++
    }
    // Published: 9,592 distinct records of 21,195, 9.26 attributes a record.
    expect(Math.abs(seen.size / 9592 - 1)).toBeLessThan(0.15)
    expect(Math.abs(filled / data.rows / 9.26 - 1)).toBeLessThan(0.05)
    const largest = cramer(data, 'region of origin', 'region of exploitation')
    expect(largest).toBeGreaterThan(0.4)
    expect(largest).toBeLessThan(0.65)
  })
})

function cramer(data: Microdata, one: string, other: string): number {
  const width = data.columns.length
  const [a, b] = [data.columns.indexOf(one), data.columns.indexOf(other)]
  const both = new Map<string, number>()
  const left = new Map<number, number>()
  const right = new Map<number, number>()
  const add = <K>(map: Map<K, number>, key: K) => map.set(key, (map.get(key) ?? 0) + 1)
  let n = 0
  for (let row = 0; row < data.rows; row++) {
    const [x, y] = [data.cells[row * width + a]!, data.cells[row * width + b]!]
    if (x < 0 || y < 0) continue
    n++
    add(both, `${x} ${y}`)
    add(left, x)
    add(right, y)
  }
  let square = 0
  for (const [x, p] of left)
    for (const [y, q] of right)
      square += ((both.get(`${x} ${y}`) ?? 0) - (p * q) / n) ** 2 / ((p * q) / n)
  return Math.sqrt(square / n / (Math.min(left.size, right.size) - 1))
}
