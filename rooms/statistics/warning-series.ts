import {
  cusum,
  dayOf,
  ears,
  farrington,
  seededRandom,
} from '../../libraries/early-warning/index.ts'
import type { WarningMethod, Weeks } from './warning.ts'
import { type StreamKind, unitsOf, type WatchedEvent } from './warning-event.ts'

/** One series under one method: what its newest weeks hold against its past. */
export interface SeriesTest {
  method: Exclude<WarningMethod, 'scan'>
  stream: StreamKind
  unit: string
  /** The first week of the alarm. */
  from: number
  observed: number
  expected: number
  p: number
  /** Raised by the method's own rule; it must also stand when all series are looked at together. */
  alarm: boolean
}

/** Series with fewer cases in two years have no past to compare with: the scan watches them. */
const LEAST = 8
const TWO_YEARS = 104
const RUN = 8
const EARS_BASE = 7
const EARS_LAG = 2
const SHUFFLES = 1999
const FARRINGTON_YEARS = 3
const FARRINGTON_WEEKS = FARRINGTON_YEARS * 52 + 7
/** METHOD.md of the library: below about one a week its bounds jump between whole numbers. */
const FARRINGTON_MEAN = 1

const watched: readonly StreamKind[] = ['all', 'district', 'form', 'route']

/** Every series with a past, each by the method that its history allows. */
export async function testSeries(
  events: readonly WatchedEvent[],
  weeks: Weeks,
  seed: number,
  signal?: AbortSignal,
): Promise<SeriesTest[]> {
  const tests: SeriesTest[] = []
  for (const stream of watched) {
    for (const [unit, counts] of seriesOf(events, stream, weeks)) {
      await new Promise((resolve) => setTimeout(resolve))
      signal?.throwIfAborted()
      const history = farringtonOf(counts, weeks)
      const found = history ? [history] : [earsOf(counts), cusumOf(counts, seed)]
      tests.push(...found.map((one) => ({ ...one, stream, unit })))
    }
  }
  return tests
}

function seriesOf(
  events: readonly WatchedEvent[],
  stream: StreamKind,
  weeks: Weeks,
): [string, number[]][] {
  const units = new Map<string, WatchedEvent[]>()
  for (const event of events)
    for (const unit of unitsOf(event, stream)) units.set(unit, [...(units.get(unit) ?? []), event])
  return [...units]
    .map(([unit, own]): [string, number[]] => [unit, weeks.count(own)])
    .filter(([, counts]) => sum(counts.slice(-TWO_YEARS)) >= LEAST)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
}

type Found = Omit<SeriesTest, 'stream' | 'unit'>

/** Three years of weeks with a case or more in most: the newest week beside the same time of other years. */
function farringtonOf(counts: readonly number[], weeks: Weeks): Found | undefined {
  const first = counts.findIndex((n) => n > 0)
  const last = counts.length - 1
  if (first > 26 || counts.length < FARRINGTON_WEEKS) return undefined
  if (sum(counts) / counts.length < FARRINGTON_MEAN) return undefined
  const days = counts.map((_, week) => dayOf(weeks.firstDay(week)))
  const options = { improved: true, years: FARRINGTON_YEARS }
  const [point] = farrington({ counts, frequency: 52, days }, options, [last])
  if (point?.p === undefined || point.expected === undefined) return undefined
  const { observed, expected, p, alarm } = point
  return { method: 'farrington', from: last, observed, expected, p, alarm }
}

/**
 * The newest week against the seven before, two left out between. Its chance is exact: of the
 * cases in those eight weeks, as many or more in one week, if each week were as likely.
 */
export function earsOf(counts: readonly number[]): Found {
  const last = counts.length - 1
  const [point] = ears(counts, { method: 'C2', leastDeviation: 1 }, [last])
  const base = sum(counts.slice(last - EARS_LAG - EARS_BASE, last - EARS_LAG))
  const observed = counts[last]!
  return {
    method: 'ears',
    from: last,
    observed,
    expected: base / EARS_BASE,
    p: atLeast(observed, base + observed, 1 / (EARS_BASE + 1)),
    alarm: point?.alarm ?? false,
  }
}

/**
 * A small rise that lasts, over the newest eight weeks. Its chance: the weeks of the series are
 * dealt anew, and how often the sum then ends as high.
 */
export function cusumOf(counts: readonly number[], seed: number): Found {
  const end = sumAtEnd(counts)
  const from = end.from
  const observed = sum(counts.slice(from))
  const before = counts.slice(0, -RUN)
  const expected = (sum(before) / before.length) * (counts.length - from)
  const found = { method: 'cusum' as const, from, observed, expected, alarm: end.alarm }
  if (!end.alarm) return { ...found, p: 1 }
  const random = seededRandom(seed)
  const dealt = [...counts]
  let reached = 0
  for (let i = 0; i < SHUFFLES; i++) {
    for (let k = dealt.length - 1; k > 0; k--) {
      const other = random.below(k + 1)
      const kept = dealt[k]!
      dealt[k] = dealt[other]!
      dealt[other] = kept
    }
    if (sumAtEnd(dealt).sum >= end.sum * (1 - 1e-12)) reached += 1
  }
  return { ...found, p: (1 + reached) / (1 + SHUFFLES) }
}

function sumAtEnd(counts: readonly number[]) {
  const range = Array.from({ length: RUN }, (_, i) => counts.length - RUN + i)
  const points = cusum(counts, {}, range)
  const last = points.at(-1)!
  // The run began after the sum was last nothing.
  const quiet = points.findLastIndex((point) => point.sum === 0)
  return { sum: last.sum, alarm: last.alarm, from: counts.length - RUN + quiet + 1 }
}

/** Pr(X ≥ k), X binomial with n and share. */
function atLeast(k: number, n: number, share: number): number {
  if (k <= 0) return 1
  let mass = (1 - share) ** n
  let below = 0
  for (let i = 0; i < k; i++) {
    below += mass
    mass *= ((n - i) / (i + 1)) * (share / (1 - share))
  }
  return Math.max(0, 1 - below)
}

function sum(some: readonly number[]): number {
  return some.reduce((all, n) => all + n, 0)
}
