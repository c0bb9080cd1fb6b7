import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { changepoints } from './changepoints.ts'
import { cusum, ears } from './short-history.ts'

const shared = process.env.PANAH_SHARED ?? join(import.meta.dirname, '../../../shared')
const folder = join(shared, 'data/stats/outbreak')
const listed = existsSync(folder) ? readdirSync(folder) : []
const names = listed.flatMap((file) => /^ts_(.*)_ref_surveillance\.json$/.exec(file)?.[1] ?? [])

// biome-ignore lint/suspicious/noExplicitAny: R's own output
const json = (file: string): any => JSON.parse(readFileSync(join(folder, file), 'utf8'))
const countsOf = (name: string) =>
  readFileSync(join(folder, `ts_${name}.csv`), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => Number(line.split(',')[2]))

describe.runIf(names.length > 0)(
  'EARS, CUSUM and change-points agree with R (needs the reference series beside the checkout)',
  () => {
    for (const name of names) {
      const { runs } = json(`ts_${name}_ref_surveillance.json`)
      for (const method of ['C1', 'C2', 'C3'] as const) {
        test(`${name}, EARS ${method}`, () => {
          const { control, alarm, upperbound } = runs[`ears_${method}`]
          const range = control.range.map((t: number) => t - 1)
          const ours = ears(countsOf(name), { method }, range)
          // A count on its bound is decided by rounding: R's own sum may fall on either side.
          for (const [i, point] of ours.entries()) {
            const theirs = upperbound[i] ?? Number.NaN
            if (Number.isNaN(theirs)) expect(point.alarm).toBe(false)
            else expect(Math.abs(point.upper! - theirs)).toBeLessThan(1e-8)
            if (Math.abs(point.observed - theirs) > 1e-9) expect(point.alarm ? 1 : 0).toBe(alarm[i])
          }
        })
      }
      for (const scale of ['standard', 'rossi', 'anscombe'] as const) {
        test(`${name}, CUSUM ${scale}`, () => {
          const { control, alarm, upperbound, cusum: sums } = runs[`cusum_${scale}`]
          const range = control.range.map((t: number) => t - 1)
          const ours = cusum(countsOf(name), { scale }, range)
          expect(ours.map((one) => (one.alarm ? 1 : 0))).toEqual(alarm)
          ours.forEach((point, i) => {
            expect(Math.abs(point.sum - sums[i])).toBeLessThan(1e-8)
            expect(Math.abs(point.upper! - upperbound[i])).toBeLessThan(1e-8)
          })
        })
      }
    }
    for (const file of listed.filter((one) => one.endsWith('_ref_changepoint.json'))) {
      test(`${file}: PELT with MBIC and BIC`, () => {
        const theirs = json(file)
        const counts = countsOf(/^ts_(.*)_ref/.exec(file)![1]!)
        const ours = changepoints(counts)
        expect(ours.starts).toEqual(theirs.PELT_MBIC)
        expect(changepoints(counts, { penalty: 'bic' }).starts).toEqual(theirs.PELT_BIC)
        expect(Math.abs(ours.penalty - theirs.pen_MBIC)).toBeLessThan(1e-9)
        ours.means.forEach((mean, i) => {
          expect(Math.abs(mean - theirs.lambda_MBIC[i])).toBeLessThan(1e-9)
        })
      })
    }
  },
)

/** The least cost over all segmentations, by trying every one. */
function cheapest(counts: number[], penalty: number, shortest: number, byLength: boolean): number {
  const cost = (from: number, to: number) => {
    const sum = counts.slice(from, to).reduce((a, b) => a + b, 0)
    const length = to - from
    return sum > 0 ? 2 * sum * Math.log(length / sum) + (byLength ? Math.log(length) : 0) : 0
  }
  const from = (start: number): number => {
    if (start === counts.length) return -penalty
    let least = Infinity
    for (let end = start + shortest; end <= counts.length; end++)
      least = Math.min(least, cost(start, end) + penalty + from(end))
    return least
  }
  return from(0)
}

describe('change-points on their own', () => {
  test('the segmentation found is the cheapest there is, with either penalty', () => {
    let seed = 7
    const next = () => {
      seed = (seed * 48271) % 2147483647
      return seed / 2147483647
    }
    for (let round = 0; round < 60; round++) {
      const counts = Array.from({ length: 13 }, () => Math.floor(next() ** 3 * 12))
      for (const byLength of [true, false]) {
        const penalty = byLength ? 'mbic' : 'bic'
        const found = changepoints(counts, { penalty })
        const bounds = [0, ...found.starts, counts.length]
        let cost = -found.penalty
        for (let i = 1; i < bounds.length; i++) {
          const [a, b] = [bounds[i - 1]!, bounds[i]!]
          const sum = counts.slice(a, b).reduce((x, y) => x + y, 0)
          cost += (sum > 0 ? 2 * sum * Math.log((b - a) / sum) : 0) + found.penalty
          if (byLength && sum > 0) cost += Math.log(b - a)
        }
        expect(cost).toBeCloseTo(cheapest(counts, found.penalty, 2, byLength), 9)
      }
    }
  })

  test('a level that doubled is found where it doubled', () => {
    const counts = [...Array(40).fill(5), ...Array(40).fill(15)]
    expect(changepoints(counts).starts).toEqual([40])
  })

  test('a series without cases has no change', () => {
    expect(changepoints(Array(50).fill(0)).starts).toEqual([])
  })
})
