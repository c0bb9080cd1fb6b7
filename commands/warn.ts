import {
  adjustForStreams,
  changepoints,
  cusum,
  ears,
  type FarringtonOptions,
  farrington,
  recurrenceInterval,
  type Series,
} from '../libraries/early-warning/index.ts'
import { type Command, CommandProblem } from './command.ts'
import { checkFigureName, saveFigure } from './figure.ts'
import { number } from './scan.ts'
import { decimal, type ScanWords, wholeNumber } from './scan-input.ts'
import { readWatched, type Stream, type Watched } from './warn-input.ts'
import { drawWarnings } from './warn-picture.ts'

const text = { type: 'string' } as const
const yes = { type: 'boolean' } as const

export const warn: Command = {
  name: 'warn',
  help: `./panah warn series.csv [options]

Looks for periods with more cases than the past makes likely, in one series or many. Needs no
installation and starts no database. CSV (UTF-8, the first line names the columns) or Parquet, in
one of three shapes:

  date,Lahore,Karachi        a column for each series (--series A,B for some of them)
  2026-11-16,4,7
  date,district,count        a row for each period and series (--by C: which column names it)
  2026-11-16,Lahore,4
  date,district              a row for each case; counted by week unless --period says otherwise
  2026-11-17,Lahore

Columns, found by usual names or named by an option:
  --date C       2026-11-16, 16/11/2026, 2026-11, 2026-W47, a year, or 1, 2, 3 … (then weeks,
                 unless --frequency says how many periods make a year)
  --count C      count, cases, n        --by C  the series' name (place, district, form …)
  --reported C   date of report, in a file of cases: periods not complete yet are left out
  --population C people at risk in each period: then rates are compared

Methods: with three years of history or more, flexible Farrington; else EARS C2 and CUSUM. All are
in the --json answer, with EARS C1 and C3 and the points at which the level changed (PELT, MBIC).
  --years N      of history (5, or what there is)   --window N     half-window, periods (3; months 1)
  --seasons N    (1)  --leave-out N  latest periods not learnt from (as --window)
  --threshold T  delta, muan or nbPlugin            --alpha A      (0.05)
  --trend-p P    a trend is kept below this p (0.05)
  --improved     Noufaily's settings: 10 seasons, 26 left out, nbPlugin, alpha 0.01, trend kept
  --recent N     how many of the last periods to report on (as text: 1 year; JSON: all)
  --incomplete N leave out the last N days (or numbered periods)
  --out FILE     a picture, .svg or .png

In the newest period p is corrected for the number of series (Benjamini–Hochberg), and only what
survives the correction is called an alarm there. "Recurrence" (JSON) is how many periods pass
until chance alone raises an alarm as strong in one of the series.
With --json: streams [{name, method, latest, alarms, farrington {options, points [{date, observed,
expected, upper, score, p, alarm}]}, ears {C1, C2, C3}, cusum, changepoints}], notes. Each alarm
has the rows of the file it rests on, counted from 1 below the header.`,
  options: {
    date: text,
    count: text,
    by: text,
    series: text,
    reported: text,
    population: text,
    period: text,
    frequency: text,
    years: text,
    window: text,
    seasons: text,
    'leave-out': text,
    threshold: text,
    alpha: text,
    'trend-p': text,
    improved: yes,
    recent: text,
    incomplete: text,
    out: text,
  },
  async run(call) {
    const words = call.options as ScanWords
    const file = call.words[0]
    if (!file || call.words.length > 1)
      throw new CommandProblem('no-file', 'Name one file of counts: ./panah warn series.csv', 2)
    checkFigureName(words.out)
    const data = await readWatched(file, words)
    const options = farringtonWords(words, data)
    const streams = data.streams.map((stream) => judge(data, stream, options))
    correct(streams, options.alpha ?? (options.improved ? 0.01 : 0.05))
    const answer = {
      period: data.calendar.kind,
      from: data.calendar.label(0),
      to: data.calendar.label(data.calendar.periods - 1),
      periods: data.calendar.periods,
      streams,
      notes: data.notes,
    }
    if (words.out) await saveFigure(words.out, drawWarnings(data, streams))
    const recent = wholeNumber(words, 'recent', data.frequency, { least: 1, most: 1e6 })
    call.answer(answer, tell(data, streams, recent))
    return 0
  },
}

function farringtonWords(words: ScanWords, { calendar, frequency }: Watched) {
  const halfWindow = wholeNumber(words, 'window', frequency <= 12 ? 1 : 3, { least: 0, most: 26 })
  const possible = Math.floor((calendar.periods - halfWindow - 1) / frequency)
  const threshold = words.threshold
  if (threshold !== undefined && !['delta', 'muan', 'nbPlugin'].includes(threshold))
    throw new CommandProblem(
      'bad-threshold',
      `--threshold is delta, muan or nbPlugin, not "${threshold}".`,
      2,
    )
  const chosen: Partial<FarringtonOptions> & { improved?: boolean } = {
    years: wholeNumber(words, 'years', Math.max(1, Math.min(5, possible)), { least: 1, most: 50 }),
    halfWindow,
    improved: words.improved !== undefined,
  }
  if (words.seasons) chosen.seasons = wholeNumber(words, 'seasons', 1, { least: 1, most: 60 })
  if (words['leave-out'])
    chosen.leaveOut = wholeNumber(words, 'leave-out', 3, { least: 0, most: 366 })
  if (words.alpha) chosen.alpha = decimal(words, 'alpha', 0.05)
  if (words['trend-p']) chosen.trendBelow = decimal(words, 'trend-p', 0.05)
  if (threshold) chosen.threshold = threshold as FarringtonOptions['threshold']
  return chosen
}

export interface Judged {
  name: string
  method: 'farrington' | 'ears and cusum' | 'too short'
  latest: Latest
  alarms: Alarm[]
  farrington?: { years: number; points: Dated[] }
  ears: Record<'C1' | 'C2' | 'C3', Dated[]>
  cusum: Dated[]
  changepoints: { date: string; mean: number }[]
}

export interface Dated {
  date: string
  index: number
  observed: number
  expected?: number
  upper?: number
  p?: number
  alarm: boolean
}

interface Alarm extends Dated {
  by: string
  rows: number[]
}

interface Latest extends Dated {
  /** Corrected for the number of series. */
  pAdjusted?: number
  recurrence?: { periods: number }
}

function judge(
  data: Watched,
  stream: Stream,
  options: Partial<FarringtonOptions> & { improved?: boolean },
): Judged {
  const { calendar, frequency, population } = data
  const known = stream.counts.map((n) => (Number.isNaN(n) ? 0 : n))
  const series: Series = {
    counts: stream.counts,
    frequency,
    // A year of numbered periods has no calendar.
    ...(calendar.kind !== 'index' && frequency > 1 && { days: calendar.starts }),
    ...(population && { population }),
  }
  const dated = <T extends { index: number }>(points: T[]) =>
    points.map((point) => ({ date: calendar.label(point.index), ...point }))
  const long = options.years! >= 3 || options.improved
  const points = long ? dated(farrington(series, options)) : []
  const c = {
    C1: dated(ears(known, { method: 'C1' })),
    C2: dated(ears(known, { method: 'C2' })),
    C3: dated(ears(known, { method: 'C3' })),
  }
  const sums = known.length >= 20 ? dated(cusum(known)) : []
  const withRows = (by: string) => (point: Dated) => ({
    ...point,
    by,
    rows: stream.rows[point.index]!.map((row) => row + 1),
  })
  const of = (list: Dated[], by: string) => list.filter((one) => one.alarm).map(withRows(by))
  const method = points.length > 0 ? 'farrington' : c.C2.length > 0 ? 'ears and cusum' : 'too short'
  const alarms =
    points.length > 0 ? of(points, 'farrington') : [...of(c.C2, 'EARS C2'), ...of(sums, 'CUSUM')]
  const last = calendar.periods - 1
  const main = points.length > 0 ? points : c.C2
  const latest = main.find((one) => one.index === last)
  const cuts = changepoints(known)
  return {
    name: stream.name,
    method,
    latest: {
      ...(latest ?? { date: calendar.label(last), index: last, observed: stream.counts[last]! }),
      alarm: alarms.some((one) => one.index === last),
    },
    alarms: alarms.sort((a, b) => a.index - b.index),
    ...(points.length > 0 && { farrington: { years: options.years!, points } }),
    ears: c,
    cusum: sums,
    changepoints: cuts.starts.map((start, i) => ({
      date: calendar.label(start),
      mean: cuts.means[i + 1]!,
    })),
  }
}

/** Among many series one is always unusual: the newest p-values are corrected together. */
function correct(streams: Judged[], alpha: number): void {
  const adjusted = adjustForStreams(streams.map((one) => one.latest.p))
  const tested = adjusted.filter((one) => one !== undefined).length
  streams.forEach(({ latest }, i) => {
    if (adjusted[i] === undefined) return
    latest.pAdjusted = adjusted[i]
    const periods = recurrenceInterval(Math.max(latest.p!, 1e-300), tested)
    latest.recurrence = { periods }
    latest.alarm &&= tested === 1 || adjusted[i] <= alpha
  })
}

function tell({ calendar, notes }: Watched, streams: readonly Judged[], recent: number): string {
  const from = Math.max(0, calendar.periods - recent)
  const many = streams.length
  const lines = [
    `${many} series of ${calendar.periods} ${calendar.kind === 'index' ? 'period' : calendar.kind}s, ${calendar.label(0)} to ${calendar.label(calendar.periods - 1)}.`,
  ]
  for (const note of notes) lines.push(`Note: ${note}.`)
  const order = [...streams].sort(
    (a, b) =>
      Number(b.latest.alarm) - Number(a.latest.alarm) || (a.latest.p ?? 1) - (b.latest.p ?? 1),
  )
  for (const one of order.slice(0, 30)) {
    const { latest } = one
    const bound = latest.upper === undefined ? '' : `, alarm above ${number(latest.upper)}`
    const usual = latest.expected === undefined ? '' : `, ${number(latest.expected)} expected`
    const p = latest.pAdjusted === undefined ? '' : `, p ${number(latest.pAdjusted)}`
    lines.push(
      '',
      `${latest.alarm ? 'ALARM ' : ''}${one.name}: ${latest.observed} in ${latest.date}${usual}${bound}${p} (${one.method})`,
    )
    const shown = one.alarms.filter((alarm) => alarm.index >= from)
    if (shown.length > 0)
      lines.push(
        `  ${shown.length} of the last ${calendar.periods - from} periods above their bound:`,
        ...shown
          .slice(-12)
          .map(
            (alarm) =>
              `    ${alarm.date}: ${alarm.observed}${alarm.upper === undefined ? '' : `, bound ${number(alarm.upper)}`} (${alarm.by})`,
          ),
      )
    const change = one.changepoints.at(-1)
    if (change)
      lines.push(`  The level last changed in ${change.date}, to ${number(change.mean)} a period.`)
  }
  if (many > 30) lines.push('', `… and ${many - 30} more series (--json lists them)`)
  return lines.join('\n')
}
