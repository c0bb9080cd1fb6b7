import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dayOf } from './calendar.ts'
import { farrington, type Series } from './farrington.ts'
import { farringtonOriginal } from './farrington-original.ts'

const shared = process.env.PANAH_SHARED ?? join(import.meta.dirname, '../../../shared')
const folder = join(shared, 'data/stats/outbreak')
const names = existsSync(folder)
  ? readdirSync(folder).flatMap((file) => /^ts_(.*)_ref_surveillance\.json$/.exec(file)?.[1] ?? [])
  : []

// biome-ignore lint/suspicious/noExplicitAny: R's own output
function reference(name: string): any {
  return JSON.parse(readFileSync(join(folder, `ts_${name}_ref_surveillance.json`), 'utf8'))
}

function seriesOf(name: string): Series {
  const { freq, epochAsDate } = reference(name)
  const lines = readFileSync(join(folder, `ts_${name}.csv`), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
  const cells = lines.map((line) => line.split(','))
  return {
    counts: cells.map((one) => Number(one[2])),
    frequency: freq,
    ...(epochAsDate && { days: cells.map((one) => dayOf(one[1]!.replaceAll('"', ''))) }),
  }
}

/** The greatest absolute difference, NaN if one has a value where the other has none. */
function furthest(ours: (number | undefined)[], theirs: (number | null)[]): number {
  return Math.max(
    ...ours.map((value, i) => {
      const other = theirs[i] ?? undefined
      if (value === undefined || other === undefined) return value === other ? 0 : Number.NaN
      return Math.abs(value - other) / Math.max(1, Math.abs(other))
    }),
  )
}

describe.runIf(names.length > 0)(
  'flexible Farrington agrees with R (needs the reference series beside the checkout)',
  () => {
    for (const name of names) {
      const { runs } = reference(name)
      for (const run of Object.keys(runs).filter((one) => one.startsWith('flexible'))) {
        test(`${name}, ${run}: bounds, expectation, dispersion and alarms`, () => {
          const { control, ...theirs } = runs[run]
          const ours = farrington(
            seriesOf(name),
            {
              years: control.b,
              halfWindow: control.w,
              seasons: control.noPeriods,
              leaveOut: control.pastWeeksNotIncluded ?? control.w,
              reweight: control.reweight,
              trendBelow: control.pThresholdTrend,
              alpha: control.alpha,
              threshold: control.thresholdMethod,
            },
            control.range.map((t: number) => t - 1),
          )
          expect(ours.map((one) => (one.alarm ? 1 : 0))).toEqual(theirs.alarm)
          expect(ours.map((one) => (one.trend ? 1 : 0))).toEqual(theirs.trend)
          expect(
            furthest(
              ours.map((one) => one.upper),
              theirs.upperbound,
            ),
          ).toBeLessThan(1e-8)
          expect(
            furthest(
              ours.map((one) => one.expected),
              theirs.expected,
            ),
          ).toBeLessThan(1e-8)
          expect(
            furthest(
              ours.map((one) => one.dispersion),
              theirs.phi,
            ),
          ).toBeLessThan(1e-8)
          expect(
            furthest(
              ours.map((one) => one.score),
              theirs.score,
            ),
          ).toBeLessThan(1e-8)
          expect(
            furthest(
              ours.map((one) => one.p),
              theirs.pvalue,
            ),
          ).toBeLessThan(1e-8)
        })
      }
      test(`${name}, farrington_original: bounds and alarms`, () => {
        const { control, ...theirs } = runs.farrington_original
        const ours = farringtonOriginal(
          seriesOf(name),
          { years: control.b, halfWindow: control.w, alpha: control.alpha },
          control.range.map((t: number) => t - 1),
        )
        expect(ours.map((one) => (one.alarm ? 1 : 0))).toEqual(theirs.alarm)
        expect(
          furthest(
            ours.map((one) => one.upper ?? 0),
            theirs.upperbound,
          ),
        ).toBeLessThan(1e-8)
      })
    }
  },
)

/** A plain seasonless series of small counts, the same every year. */
function calm(years: number): number[] {
  return Array.from({ length: 52 * years }, (_, week) => 2 + ((week * 7) % 5))
}

describe('flexible Farrington on its own', () => {
  test('a period without its whole history is not judged', () => {
    expect(farrington({ counts: calm(4), frequency: 52 })).toEqual([])
  })

  test('an outbreak is an alarm, a calm week is not', () => {
    const counts = calm(7)
    counts[350] = 40
    const points = farrington({ counts, frequency: 52 })
    const alarms = points.filter((one) => one.alarm).map((one) => one.index)
    expect(alarms).toContain(350)
    expect(alarms.length).toBeLessThan(4)
  })

  test('fewer than five cases in four weeks are no alarm, however rare cases are', () => {
    const counts = new Array<number>(52 * 6).fill(0)
    counts[300] = 4
    const point = farrington({ counts, frequency: 52 }).find((one) => one.index === 300)!
    expect(point.alarm).toBe(false)
    expect(point.upper).toBeUndefined()
  })

  test('a population that doubled explains cases that doubled', () => {
    const counts = calm(7).map((count, week) => (week < 312 ? count : 2 * count))
    const population = counts.map((_, week) => (week < 312 ? 1000 : 2000))
    const alarmsOf = (series: Series) =>
      farrington(series, { trend: false }).filter((one) => one.index >= 312 && one.alarm).length
    expect(alarmsOf({ counts, frequency: 52, population })).toBe(0)
    expect(alarmsOf({ counts, frequency: 52 })).toBeGreaterThan(5)
  })
})
