import {
  adjustForStreams,
  type Cluster,
  type ScanOptions,
  scanPermutation,
  scanPoisson,
} from '../libraries/early-warning/index.ts'
import { type Call, type Command, CommandProblem } from './command.ts'
import { checkFigureName, saveFigure } from './figure.ts'
import {
  decimal,
  readScannable,
  type Scannable,
  type ScanWords,
  wholeNumber,
} from './scan-input.ts'
import { drawScan } from './scan-picture.ts'
import { textAt } from './table-file.ts'

const text = { type: 'string' } as const
const yes = { type: 'boolean' } as const

export const scan: Command = {
  name: 'scan',
  help: `./panah scan cases.csv [options]

Looks for clusters: places (or routes, recruiters, forms) and times with more cases than chance
explains. Needs no installation and starts no database. One row is one case, or, with a column
"count", as many cases as that says. CSV (UTF-8, the first line names the columns) or Parquet.

  date,district,lat,lon                 place,x,y,cases,population
  2026-10-02,Lahore,31.55,74.34         17,-75.94,42.10,3,3540
  2026-10-02,Kasur,31.12,74.45          (no date: compared with the people who live there)

Columns, found by usual names or named by an option:
  --date C         2026-11-26, 26/11/2026, 2026-11, 2026-W48, a year, or 1, 2, 3 …
  --place C        district, county, location, id …       --x C --y C   coordinates, or lon, lat
  --by C           instead of a place: a route, a recruiter, a form
  --count C        count, cases, n                        --population C  people at risk
  --reported C     date of report: days that are not complete yet are then left out
  --id C           shown with the rows that an alarm rests on
  --each C         a scan for each value of this column, corrected for their number

More files:
  --places FILE    place, x, y (or lon, lat) and, if known, population
  --people FILE    place, population and, if it changes, date
  --links FILE     two columns: which units are neighbours (routes that share a border post …)

What is looked for:
  --method M       permutation (dates needed, no population) or poisson (population needed);
                   poisson where there is a population, else permutation
  --retrospective  also clusters that are over; otherwise those still going on
  --period P       day, week, month, year          --longest N   periods (half of all, at most 30)
  --share S        the largest circle's share of population or cases (0.5)
  --neighbours N   most places in a circle         --radius R    widest circle (km, or units of x)
  --distance D     euclidean (columns x, y) or great-circle (lat, lon)    --hops N  along links (1)
  --baseline B     person-time (the same rate always) or per-period (each period alike)
  --incomplete N   leave out the last N days       --by-report   count by date of report instead
  --simulations N  (999)  --seed N  (1)  --alpha A  (0.05)  --clusters N  (20)
  --out FILE       a picture, .svg or .png

An alarm has p ≤ alpha. "Recurrence" is how often chance alone would raise one as strong.
With --json: method, cases, places, periods, clusters [{places, from, to, cases, expected, ratio,
relativeRisk, statistic, p, gumbelP, recurrence, alarm, rows, ids}], notes; rows count from 1
below the header. With --each: streams [{value, pAdjusted, clusters …}].`,
  options: {
    date: text,
    place: text,
    by: text,
    x: text,
    y: text,
    count: text,
    population: text,
    reported: text,
    id: text,
    each: text,
    places: text,
    people: text,
    links: text,
    method: text,
    retrospective: yes,
    period: text,
    longest: text,
    share: text,
    neighbours: text,
    radius: text,
    distance: text,
    hops: text,
    baseline: text,
    incomplete: text,
    'by-report': yes,
    simulations: text,
    seed: text,
    alpha: text,
    clusters: text,
    out: text,
  },
  async run(call) {
    const words = call.options as ScanWords
    const file = call.words[0]
    if (!file || call.words.length > 1)
      throw new CommandProblem('no-file', 'Name one file of cases: ./panah scan cases.csv', 2)
    checkFigureName(words.out)
    const options = optionsOf(words, call)
    const alpha = decimal(words, 'alpha', 0.05)
    const data = await readScannable(file, words)
    const answer = data.each
      ? await eachStream(data, words, options, alpha)
      : { ...heading(data), ...(await oneScan(data, words, options, alpha)), notes: data.notes }
    if (words.out) await saveFigure(words.out, drawScan(data, clustersIn(answer)))
    call.answer(answer, tell(data, answer, options))
    return 0
  },
}

function optionsOf(words: ScanWords, call: Call): Partial<ScanOptions> {
  let shown = 0
  return {
    simulations: wholeNumber(words, 'simulations', 999, { least: 19, most: 1_000_000 }),
    seed: wholeNumber(words, 'seed', 1, { least: 0, most: 2 ** 32 - 1 }),
    clusters: wholeNumber(words, 'clusters', 20, { least: 1, most: 10_000 }),
    onProgress(done, of) {
      // One line a second is enough news.
      if (Date.now() - shown < 1000) return
      shown = Date.now()
      call.progress(`${done} of ${of} replicates`)
    },
  }
}

export interface ShownCluster {
  places: string[]
  centre: string
  from?: string
  to?: string
  cases: number
  expected: number
  ratio: number
  relativeRisk: number
  statistic: number
  p: number
  gumbelP: number
  recurrence: { scans: number; days?: number }
  alarm: boolean
  rows: number[]
  ids?: string[]
}

interface Scanned {
  cases: number
  windows: number
  simulations: number
  clusters: ShownCluster[]
}

interface Stream extends Scanned {
  value: string
  /** p of the strongest cluster, corrected for the number of streams. */
  pAdjusted?: number
}

type Answer = ReturnType<typeof heading> & { notes: string[] } & (Scanned | { streams: Stream[] })

function heading(data: Scannable) {
  return {
    method: data.method,
    places: data.names.length,
    periods: data.input.periods,
    ...(data.calendar && {
      period: data.calendar.kind,
      from: data.calendar.label(0),
      to: data.calendar.label(data.input.periods - 1),
    }),
  }
}

async function oneScan(
  data: Scannable,
  words: ScanWords,
  options: Partial<ScanOptions>,
  alpha: number,
  only?: readonly number[],
): Promise<Scanned> {
  const { cases } = data.input
  const input = only
    ? {
        ...data.input,
        cases: {
          unit: only.map((i) => cases.unit[i]!),
          period: only.map((i) => cases.period[i]!),
          ...(cases.count && { count: only.map((i) => cases.count![i]!) }),
        },
      }
    : data.input
  const baseline = words.baseline ?? 'person-time'
  if (baseline !== 'person-time' && baseline !== 'per-period')
    throw new CommandProblem(
      'bad-baseline',
      `--baseline is person-time or per-period, not "${baseline}".`,
      2,
    )
  const result =
    data.method === 'poisson'
      ? await scanPoisson({ ...input, population: data.population!, baseline }, options)
      : await scanPermutation(input, options)
  if (!only && result.total === 0)
    throw new CommandProblem('no-cases', 'The file holds no case at all.', 2)
  const show = (cluster: Cluster) => shown(data, cluster, alpha, only)
  return {
    cases: result.total,
    windows: result.windows,
    simulations: result.simulations,
    clusters: result.clusters.map(show),
  }
}

function shown(
  data: Scannable,
  cluster: Cluster,
  alpha: number,
  only?: readonly number[],
): ShownCluster {
  const { calendar, names } = data
  const rows = cluster.cases.map((i) => data.rowOf[only ? only[i]! : i]!)
  const days = calendar?.dayLength ? calendar.dayLength * cluster.recurrence : undefined
  return {
    places: cluster.units.map((unit) => names[unit]!),
    centre: names[cluster.units[0]!]!,
    ...(calendar && { from: calendar.label(cluster.from), to: calendar.label(cluster.to) }),
    cases: cluster.count,
    expected: cluster.expected,
    ratio: cluster.ratio,
    relativeRisk: cluster.relativeRisk,
    statistic: cluster.statistic,
    p: cluster.p,
    gumbelP: cluster.gumbelP,
    recurrence: { scans: cluster.recurrence, ...(days && { days }) },
    alarm: cluster.p <= alpha,
    rows: rows.map((row) => row + 1),
    ...(data.id && { ids: rows.map((row) => textAt(data.id!, row)) }),
  }
}

async function eachStream(
  data: Scannable,
  words: ScanWords,
  options: Partial<ScanOptions>,
  alpha: number,
): Promise<Answer> {
  const rowsOf = new Map<string, number[]>()
  for (let i = 0; i < data.input.cases.unit.length; i++) {
    const value = data.each!.of(i)
    if (value === '') continue
    rowsOf.set(value, [...(rowsOf.get(value) ?? []), i])
  }
  const streams: Stream[] = []
  for (const [value, rows] of rowsOf)
    streams.push({ value, ...(await oneScan(data, words, options, alpha, rows)) })
  const adjusted = adjustForStreams(streams.map((one) => one.clusters[0]?.p))
  streams.forEach((stream, i) => {
    if (adjusted[i] === undefined) return
    stream.pAdjusted = adjusted[i]
    // Among many streams one is always unusual: only what survives the correction is an alarm.
    for (const cluster of stream.clusters) cluster.alarm &&= stream.pAdjusted <= alpha
  })
  streams.sort((a, b) => (a.pAdjusted ?? 1) - (b.pAdjusted ?? 1))
  return { ...heading(data), streams, notes: data.notes }
}

const clustersIn = (answer: Answer): ShownCluster[] =>
  'streams' in answer ? answer.streams.flatMap((one) => one.clusters) : answer.clusters

function tell(
  data: Scannable,
  answer: Answer,
  { simulations, seed }: Partial<ScanOptions>,
): string {
  const time = answer.from ? `, ${answer.from} to ${answer.to} by ${answer.period}` : ''
  const name = data.method === 'poisson' ? 'Poisson scan' : 'Space-time permutation scan'
  const lines = [
    `${name}: ${answer.places} places${time}; ${simulations} replicates, seed ${seed}.`,
  ]
  for (const note of answer.notes) lines.push(`Note: ${note}.`)
  if ('streams' in answer) {
    for (const stream of answer.streams) {
      const p =
        stream.pAdjusted === undefined
          ? ''
          : `, p ${number(stream.pAdjusted)} among ${answer.streams.length} streams`
      lines.push('', `${stream.value}: ${stream.cases} cases${p}`, ...tellClusters(stream, 3))
    }
  } else
    lines.push(`${answer.cases} cases, ${answer.windows} windows.`, '', ...tellClusters(answer, 10))
  return lines.join('\n')
}

function tellClusters({ clusters }: Scanned, most: number): string[] {
  if (clusters.length === 0) return ['No window holds two cases or more than expected.']
  const alarms = clusters.filter((one) => one.alarm)
  const lines = [
    alarms.length > 0
      ? `${alarms.length} ${alarms.length === 1 ? 'alarm' : 'alarms'}.`
      : 'No alarm. The strongest clusters, each within what chance would bring:',
  ]
  for (const [i, one] of clusters.slice(0, Math.max(alarms.length, Math.min(3, most))).entries()) {
    const when = one.from ? ` · ${one.from === one.to ? one.from : `${one.from} to ${one.to}`}` : ''
    const days = one.recurrence.days
    const often = days ? `; by chance once in ${spell(days)}` : ''
    const list = one.ids ?? one.rows.map(String)
    lines.push(
      `${one.alarm ? 'ALARM' : '     '} ${i + 1}. ${few(one.places, 8)}${when}`,
      `        ${one.cases} cases where ${number(one.expected)} were expected (${number(one.ratio)} ×); p ${number(one.p)}${often}; statistic ${one.statistic.toFixed(6)}`,
      `        rests on ${one.ids ? 'cases' : 'rows'} ${few(list, 12)}`,
    )
  }
  const hidden = clusters.length - (lines.length - 1) / 3
  if (hidden > 0) lines.push(`      … and ${hidden} weaker (--json lists them)`)
  return lines
}

const few = (list: readonly string[], most: number) =>
  list.length > most ? `${list.slice(0, most).join(', ')} … (${list.length})` : list.join(', ')

export const number = (value: number) =>
  value >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString()

function spell(days: number): string {
  if (days < 60) return `${Math.round(days)} days`
  return days < 730 ? `${Math.round(days / 30.44)} months` : `${Math.round(days / 365.25)} years`
}
