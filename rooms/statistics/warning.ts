import {
  adjustForStreams,
  type Cluster,
  dayOf,
  isoOf,
  recentIntervals,
  recurrenceInterval,
  reportingDelay,
  scanPermutation,
  type Zones,
} from '../../libraries/early-warning/index.ts'
import { provinceOf, type StreamKind, unitsOf, type WatchedEvent } from './warning-event.ts'
import { type SeriesTest, testSeries } from './warning-series.ts'

/** Raised with every change of what comes out for the same events. */
export const warningVersion = '1'

export interface LookOf {
  /** The last day looked at. */
  until: string
  weeks: number
  seed: number
  simulations: number
}

export const warningMethods = ['scan', 'farrington', 'ears', 'cusum'] as const
export type WarningMethod = (typeof warningMethods)[number]

export interface Alarm {
  /** The same while the same method finds the same units: an alarm that goes on stays one. */
  key: string
  method: WarningMethod
  stream: StreamKind
  units: string[]
  fromOn: string
  toOn: string
  observed: number
  expected: number
  /** Corrected for everything else that was looked at. */
  p: number
  /** Weeks of looking between two alarms as strong by chance alone. */
  recurrence: number
  /** Cases per week of the units of the alarm over the year past, the oldest first. */
  weekly: number[]
  cases: { jurisdiction: string; id: string }[]
}

export interface Look {
  events: number
  /** First day of the first week. */
  fromOn: string
  untilOn: string
  weekly: number[]
  /** Over the last twelve weeks, and what the year before makes likely. */
  districts: { code: string; n: number; expected: number }[]
  tests: { scans: number; series: number }
  delay: { median: number; quantile: number; events: number } | null
  alarms: Alarm[]
}

/** What is called an alarm: of all that is raised at this level, so many in twenty are chance. */
export const LEVEL = 0.05
const LONGEST = 12
const FEWEST = 3
const CLUSTERS = 5
const YEAR = 52

const scanned: readonly StreamKind[] = ['district', 'form', 'route', 'recruiter', 'phone']

interface Working {
  signal?: AbortSignal
  tell?: (share: number) => void
}

/** Looks at everything once. The same events, day, seed and length give the same answer. */
export async function look(
  given: readonly WatchedEvent[],
  of: LookOf,
  { signal, tell }: Working = {},
): Promise<Look> {
  const weeks = weeksOf(of)
  const events = given.filter(({ knownOn }) => weeks.has(knownOn))
  const alarms: Alarm[] = []
  let scans = 0
  const looked = scanned.filter((kind) => events.some((event) => unitsOf(event, kind).length > 0))
  for (const kind of looked) {
    const found = await scan(events, kind, of, looked.length, {
      ...(signal && { signal }),
      tell: (share) => tell?.((scans + share) / (looked.length + 1)),
    })
    alarms.push(...found)
    scans += 1
  }
  const tests = await testSeries(events, weeks, of.seed, signal)
  alarms.push(...alarmsOfSeries(tests, events, weeks))
  return {
    events: events.length,
    fromOn: weeks.firstDay(0),
    untilOn: of.until,
    weekly: weeks.count(events),
    districts: districtsOf(events, weeks),
    tests: { scans, series: tests.length },
    delay: delayOf(events),
    alarms: alarms.toSorted((a, b) => b.recurrence - a.recurrence || (a.key < b.key ? -1 : 1)),
  }
}

/** Whole weeks that end with the last day looked at, 0 the oldest. */
export function weeksOf({ until, weeks }: Pick<LookOf, 'until' | 'weeks'>) {
  const end = dayOf(until)
  const first = end - 7 * weeks + 1
  const of = (day: string) => Math.floor((dayOf(day) - first) / 7)
  return {
    n: weeks,
    of,
    has: (day: string) => dayOf(day) >= first && dayOf(day) <= end,
    firstDay: (week: number) => isoOf(first + 7 * week),
    lastDay: (week: number) => isoOf(first + 7 * week + 6),
    count(events: readonly WatchedEvent[]): number[] {
      const counts = new Array<number>(weeks).fill(0)
      for (const { knownOn } of events) counts[of(knownOn)]! += 1
      return counts
    },
  }
}
export type Weeks = ReturnType<typeof weeksOf>

async function scan(
  events: readonly WatchedEvent[],
  stream: StreamKind,
  of: LookOf,
  scans: number,
  { signal, tell }: Working,
): Promise<Alarm[]> {
  const weeks = weeksOf(of)
  const rows = events.flatMap((event) => unitsOf(event, stream).map((unit) => ({ event, unit })))
  const names = [...new Set(rows.map(({ unit }) => unit))].toSorted()
  const at = new Map(names.map((name, i) => [name, i]))
  const result = await scanPermutation(
    {
      cases: {
        unit: rows.map(({ unit }) => at.get(unit)!),
        period: rows.map(({ event }) => weeks.of(event.knownOn)),
      },
      units: names.length,
      periods: weeks.n,
      zones: zonesOf(stream, names),
      intervals: recentIntervals(weeks.n, LONGEST),
    },
    {
      simulations: of.simulations,
      seed: of.seed,
      clusters: CLUSTERS,
      fewest: FEWEST,
      ...(signal && { signal }),
      onProgress: (done, all) => tell?.(done / all),
    },
  )
  return result.clusters.flatMap((cluster) => {
    const recurrence = recurrenceInterval(cluster.p, scans)
    if (1 / recurrence > LEVEL) return []
    const own = cluster.cases.map((row) => rows[row]!.event)
    return [alarmOfCluster(stream, names, cluster, recurrence, { own, rows, weeks })]
  })
}

function alarmOfCluster(
  stream: StreamKind,
  names: readonly string[],
  cluster: Cluster,
  recurrence: number,
  of: {
    own: readonly WatchedEvent[]
    rows: readonly { event: WatchedEvent; unit: string }[]
    weeks: Weeks
  },
): Alarm {
  const units = cluster.units.map((unit) => names[unit]!).toSorted()
  const members = new Set(units)
  const all = of.rows.filter(({ unit }) => members.has(unit)).map(({ event }) => event)
  return {
    key: `scan ${stream} ${units.join('+')}`,
    method: 'scan',
    stream,
    units,
    fromOn: of.weeks.firstDay(cluster.from),
    toOn: of.weeks.lastDay(cluster.to),
    observed: cluster.count,
    expected: cluster.expected,
    p: 1 / recurrence,
    recurrence,
    weekly: of.weeks.count(all).slice(-YEAR),
    cases: casesOf(of.own),
  }
}

/**
 * Each unit alone; of districts also each province whole. No distances: where districts lie is
 * shown by official maps only, and none is loaded.
 */
function zonesOf(stream: StreamKind, names: readonly string[]): Zones {
  const chains = names.map((_, unit) => [unit])
  if (stream === 'district') {
    const provinces = new Map<string, number[]>()
    for (const [unit, name] of names.entries()) {
      const province = provinceOf(name)
      provinces.set(province, [...(provinces.get(province) ?? []), unit])
    }
    chains.push(...[...provinces.values()].filter((units) => units.length > 1))
  }
  const starts = [0]
  for (const chain of chains) starts.push(starts.at(-1)! + chain.length)
  return {
    units: names.length,
    starts: Int32Array.from(starts),
    order: Int32Array.from(chains.flat()),
    // A province is looked at whole, not district after district in order of name.
    closes: Uint8Array.from(
      chains.flatMap((chain) => chain.map((_, i) => +(i === chain.length - 1))),
    ),
  }
}

function alarmsOfSeries(
  tests: readonly SeriesTest[],
  events: readonly WatchedEvent[],
  weeks: Weeks,
): Alarm[] {
  const adjusted = adjustForStreams(tests.map(({ p }) => p))
  return tests.flatMap((test, i) => {
    if (!test.alarm || adjusted[i]! > LEVEL) return []
    const { method, stream, unit, from } = test
    const members = events.filter((event) => unitsOf(event, stream).includes(unit))
    const own = members.filter(({ knownOn }) => weeks.of(knownOn) >= from)
    return [
      {
        key: `${method} ${stream} ${unit}`,
        method,
        stream,
        units: [unit],
        fromOn: weeks.firstDay(from),
        toOn: weeks.lastDay(weeks.n - 1),
        observed: test.observed,
        expected: test.expected,
        p: adjusted[i]!,
        recurrence: recurrenceInterval(test.p, tests.length),
        weekly: weeks.count(members).slice(-YEAR),
        cases: casesOf(own),
      },
    ]
  })
}

function casesOf(events: readonly WatchedEvent[]): Alarm['cases'] {
  const found = new Map(
    events.flatMap(({ caseId, caseJurisdiction }) =>
      caseId && caseJurisdiction ? [[caseId, caseJurisdiction] as const] : [],
    ),
  )
  return [...found].map(([id, jurisdiction]) => ({ jurisdiction, id }))
}

function districtsOf(events: readonly WatchedEvent[], weeks: Weeks): Look['districts'] {
  const now = weeks.n - LONGEST
  const counts = new Map<string, { n: number; before: number }>()
  for (const { district, knownOn } of events) {
    const week = weeks.of(knownOn)
    if (!district || week < now - YEAR) continue
    const one = counts.get(district) ?? { n: 0, before: 0 }
    if (week >= now) one.n += 1
    else one.before += 1
    counts.set(district, one)
  }
  const past = Math.min(YEAR, now)
  return [...counts]
    .map(([code, { n, before }]) => ({ code, n, expected: (before / past) * LONGEST }))
    .toSorted((a, b) => b.n - a.n || (a.code < b.code ? -1 : 1))
}

function delayOf(events: readonly WatchedEvent[]): Look['delay'] {
  const timed = events.filter(({ happenedOn }) => happenedOn !== null)
  const delay = reportingDelay(
    timed.map(({ happenedOn }) => dayOf(happenedOn!)),
    timed.map(({ knownOn }) => dayOf(knownOn)),
  )
  return delay ? { median: delay.median, quantile: delay.quantile, events: delay.cases } : null
}
