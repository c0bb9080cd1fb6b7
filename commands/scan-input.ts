import {
  allIntervals,
  recentIntervals,
  reportingDelay,
  type ScanInput,
  type Zones,
  zonesAroundPlaces,
  zonesInGraph,
} from '../libraries/early-warning/index.ts'
import { CommandProblem } from './command.ts'
import {
  type Calendar,
  type Dates,
  makeCalendar,
  type PeriodKind,
  periodKinds,
  readDates,
} from './periods.ts'
import {
  type Column,
  countsOf,
  numbersOf,
  readTable,
  roleColumn,
  type Table,
  textAt,
  whereIs,
} from './table-file.ts'

/** What the options of `scan` say, as text. */
export type ScanWords = Record<string, string | undefined>

/** A file of cases made ready to scan. */
export interface Scannable {
  table: Table
  method: 'permutation' | 'poisson'
  input: ScanInput
  population?: Float64Array
  calendar?: Calendar
  names: string[]
  /** Where the places are, for the picture. */
  points?: { x: number[]; y: number[] }
  /** The row of the file behind each case row of the input. */
  rowOf: number[]
  id?: Column
  /** The value of --each in each case row. */
  each?: { column: Column; of: (caseRow: number) => string }
  notes: string[]
}

const usual = {
  date: [
    'date',
    'incident date',
    'date of incident',
    'event date',
    'onset',
    'day',
    'week',
    'month',
    'year',
    'period',
    'time',
    't',
  ],
  reported: ['reported', 'report date', 'date reported', 'date of report', 'registered on'],
  place: [
    'place',
    'district',
    'county',
    'location',
    'city',
    'tehsil',
    'province',
    'region',
    'area',
    'site',
    'village',
    'station',
    'unit',
    'name',
    'id',
  ],
  x: ['x', 'lon', 'lng', 'long', 'longitude'],
  y: ['y', 'lat', 'latitude'],
  count: ['count', 'cases', 'n', 'number', 'observed'],
  population: ['population', 'pop', 'people', 'at risk'],
  id: ['case', 'case id', 'case number', 'reference', 'id'],
} as const

export async function readScannable(file: string, words: ScanWords): Promise<Scannable> {
  const table = await readTable(file)
  const places = words.places ? await readTable(words.places) : undefined
  const notes: string[] = []
  const x = roleColumn(table, places ? undefined : words.x, usual.x)
  const y = roleColumn(table, places ? undefined : words.y, usual.y)
  const count = roleColumn(table, words.count, usual.count)
  const date = roleColumn(table, words.date, usual.date)
  const reported = roleColumn(table, words.reported, usual.reported, [date])
  const population = roleColumn(table, words.population, usual.population)
  const place = roleColumn(table, words.by ?? words.place, usual.place, [date, count, population])
  if (!place && !(x && y))
    throw problem(
      'no-place',
      `${file}: which column says where? Name it with --place COLUMN (or --by COLUMN for a route, ` +
        'a recruiter, a form), or give coordinates in columns x and y, or lon and lat.',
    )
  const spots = unitsOf(table, place, x, y)
  const counts = count ? countsOf(table, count) : undefined
  const calendar = calendarOf(table, { date, reported }, words, notes)
  const kept = keptRows(table, spots, calendar, notes)
  const names = usedNames(spots.names, kept, spots.unit)
  const unitOf = new Map(names.map((name, i) => [name, i]))
  const unit = Int32Array.from(kept, (row) => unitOf.get(spots.names[spots.unit[row]!]!)!)
  const period = Int32Array.from(kept, (row) => (calendar ? calendar.period[row]! : 0))
  const periods = calendar?.calendar.periods ?? 1
  const size = { units: names.length, periods }
  const people = await populationOf({ table, kept, unit, period, population }, size, {
    names,
    places,
    words,
    calendar: calendar?.calendar,
  })
  const method = methodOf(words, Boolean(people), periods, file)
  const located = pointsOf({ table, places, x, y, spots, names, kept, words })
  const points = located && { x: located.x, y: located.y }
  const distance = words.distance ?? located?.distance
  const held = new Float64Array(names.length)
  if (method === 'poisson') {
    for (const [i, n] of people!.entries()) held[i % names.length]! += n
  } else for (const [i, row] of kept.entries()) held[unit[i]!]! += counts ? counts[row]! : 1
  const zones = await zonesOf(names, points, held, { ...words, distance }, notes)
  const longest = longestOf(words, periods, notes)
  const intervals =
    words.retrospective === undefined
      ? recentIntervals(periods, longest)
      : allIntervals(periods, longest)
  const id = roleColumn(table, words.id, usual.id, [place])
  const each = words.each === undefined ? undefined : roleColumn(table, words.each, [])
  return {
    table,
    method,
    input: {
      cases: {
        unit,
        period,
        ...(counts && { count: Int32Array.from(kept, (row) => counts[row]!) }),
      },
      ...size,
      zones,
      intervals,
    },
    ...(method === 'poisson' && { population: people! }),
    ...(calendar && { calendar: calendar.calendar }),
    names,
    ...(points && { points }),
    rowOf: kept,
    ...(id && { id }),
    ...(each && { each: { column: each, of: (i: number) => textAt(each, kept[i]!) } }),
    notes,
  }
}

const problem = (code: string, text: string) => new CommandProblem(code, text, 2)

interface Spots {
  names: string[]
  /** −1 where the cell is empty. */
  unit: Int32Array
}

/** Units by the place column, or by coordinates where there is none. */
function unitsOf(table: Table, place?: Column, x?: Column, y?: Column): Spots {
  if (place) return { names: place.values.slice(1), unit: place.codes.map((code) => code - 1) }
  const known = new Map<string, number>()
  const unit = new Int32Array(table.rows)
  for (let row = 0; row < table.rows; row++) {
    const [a, b] = [textAt(x!, row), textAt(y!, row)]
    const key = `${a}, ${b}`
    if (a === '' || b === '') unit[row] = -1
    else {
      if (!known.has(key)) known.set(key, known.size)
      unit[row] = known.get(key)!
    }
  }
  return { names: [...known.keys()], unit }
}

interface Timed {
  calendar: Calendar
  /** −1 where the day is not complete yet. */
  period: Int32Array
}

/** Places cases in time; days on which reports are still coming in are left out. */
function calendarOf(
  table: Table,
  { date, reported }: { date?: Column | undefined; reported?: Column | undefined },
  words: ScanWords,
  notes: string[],
): Timed | undefined {
  const byReport = words['by-report'] !== undefined
  const column = byReport ? reported : date
  if (byReport && !reported)
    throw problem(
      'no-reported',
      '--by-report needs a column that says when a case was reported: --reported COLUMN.',
    )
  if (!column) return undefined
  const dates = readDates(table, column)
  if (dates.note) notes.push(dates.note)
  const until = completeUntil(table, dates, byReport ? undefined : reported, words, notes)
  const shown: Dates = {
    kind: dates.kind,
    days: dates.days.filter((day) => day <= until),
  }
  if (shown.days.length === 0)
    throw problem(
      'nothing-complete',
      'No day is complete yet: nothing is left to look at. Give --incomplete 0 to look at all days.',
    )
  const calendar = makeCalendar(shown, periodWord(words.period))
  const period = dates.days.map((day) => (day > until ? -1 : calendar.periodOf(day)))
  return { calendar, period }
}

export function periodWord(word: string | undefined): PeriodKind | undefined {
  if (word === undefined) return undefined
  const found = periodKinds.find((one) => one === word)
  if (!found)
    throw problem('bad-period', `--period is one of ${periodKinds.join(', ')}, not "${word}".`)
  return found
}

export function completeUntil(
  table: Table,
  dates: Dates,
  reported: Column | undefined,
  words: ScanWords,
  notes: string[],
): number {
  const last = dates.days.reduce((a, b) => Math.max(a, b), -Infinity)
  if (words.incomplete !== undefined)
    return last - wholeNumber(words, 'incomplete', 0, { least: 0, most: 100_000 })
  if (!reported || dates.kind !== 'day') return last
  const known = readDates(table, reported)
  const delay = reportingDelay(dates.days, known.days)
  if (!delay || delay.completeUntil >= last) return last
  notes.push(
    `nine in ten cases are reported within ${delay.quantile} days (half within ${delay.median}); ` +
      'the days since are incomplete and left out: --by-report looks at them by date of report',
  )
  return delay.completeUntil
}

function keptRows(table: Table, spots: Spots, timed: Timed | undefined, notes: string[]): number[] {
  const kept: number[] = []
  let nowhere = 0
  let later = 0
  for (let row = 0; row < table.rows; row++) {
    if (spots.unit[row]! < 0) nowhere++
    else if (timed && timed.period[row]! < 0) later++
    else kept.push(row)
  }
  if (nowhere > 0) notes.push(`${nowhere} rows without a place are left out`)
  if (later > 0) notes.push(`${later} rows of incomplete days are left out`)
  if (kept.length === 0)
    throw problem('no-rows', `${table.file}: no row has both a place and a date that counts.`)
  return kept
}

/** Places that occur, in the order in which the file first names them. */
function usedNames(all: readonly string[], kept: readonly number[], unit: Int32Array): string[] {
  const seen = new Set<number>()
  for (const row of kept) seen.add(unit[row]!)
  return all.filter((_, i) => seen.has(i))
}

function methodOf(words: ScanWords, people: boolean, periods: number, file: string) {
  const given = words.method
  if (given !== undefined && given !== 'permutation' && given !== 'poisson')
    throw problem('bad-method', `--method is permutation or poisson, not "${given}".`)
  if ((given ?? 'permutation') === 'permutation' && !(given === undefined && people)) {
    if (periods > 1) return 'permutation' as const
    throw problem(
      'no-time-no-people',
      `${file}: without dates of at least two periods (--date COLUMN) cases can only be compared ` +
        'with the people who live there: add a column "population" or name one with --population.',
    )
  }
  if (!people)
    throw problem(
      'no-population',
      '--method poisson needs the people at risk: a column "population", or --people FILE.',
    )
  return 'poisson' as const
}

interface Peopled {
  table: Table
  kept: readonly number[]
  unit: Int32Array
  period: Int32Array
  population: Column | undefined
}

/** People at risk by period and unit: from the rows themselves, from --people, or from --places. */
async function populationOf(
  own: Peopled,
  { units, periods }: { units: number; periods: number },
  from: {
    names: readonly string[]
    places: Table | undefined
    words: ScanWords
    calendar: Calendar | undefined
  },
): Promise<Float64Array | undefined> {
  const other = from.words.people ? await readTable(from.words.people) : from.places
  const column = own.population ?? (other && roleColumn(other, undefined, usual.population))
  if (!column) return undefined
  const known: { unit: number; period: number; people: number }[] = []
  const table = own.population ? own.table : other!
  const numbers = numbersOf(table, column, { wanted: 'a number of people', allow: (n) => n >= 0 })
  if (own.population) {
    own.kept.forEach((row, i) => {
      known.push({ unit: own.unit[i]!, period: own.period[i]!, people: numbers[row]! })
    })
  } else known.push(...peopleRows(table, numbers, from))
  const out = new Float64Array(units * periods).fill(Number.NaN)
  for (const { unit, period, people } of known) out[period * units + unit] = people
  for (let u = 0; u < units; u++) fillForward(out, u, units, periods)
  const missing = out.findIndex((people) => Number.isNaN(people))
  if (missing >= 0)
    throw problem(
      'no-people',
      `${table.file} does not say how many people there are in "${from.names[missing % units]}".`,
    )
  if (out.every((people) => people === 0))
    throw problem('no-people', `${table.file}: every population is 0.`)
  return out
}

function peopleRows(
  table: Table,
  numbers: Float64Array,
  { names, calendar }: { names: readonly string[]; calendar: Calendar | undefined },
) {
  const place = roleColumn(table, undefined, usual.place)
  if (!place) throw problem('no-place', `${table.file} has no column that names the place.`)
  const date = calendar && roleColumn(table, undefined, usual.date)
  const days = date ? readDates(table, date).days : undefined
  const unitOf = new Map(names.map((name, i) => [name, i]))
  return Array.from({ length: table.rows }, (_, row) => ({
    unit: unitOf.get(textAt(place, row)) ?? -1,
    period: days ? calendar!.periodOf(days[row]!) : 0,
    people: numbers[row]!,
  })).filter((one) => one.unit >= 0)
}

/** A population holds until the next one is given; before the first, the first holds. */
function fillForward(out: Float64Array, unit: number, units: number, periods: number) {
  let now = Number.NaN
  for (let t = 0; t < periods && Number.isNaN(now); t++) now = out[t * units + unit]!
  for (let t = 0; t < periods; t++) {
    const here = out[t * units + unit]!
    if (Number.isNaN(here)) out[t * units + unit] = now
    else now = here
  }
}

interface Located {
  table: Table
  places: Table | undefined
  x: Column | undefined
  y: Column | undefined
  spots: Spots
  names: readonly string[]
  kept: readonly number[]
  words: ScanWords
}

/** Coordinates of each unit: the mean of its rows' own, or those of the places file. */
function pointsOf(at: Located): { x: number[]; y: number[]; distance: string } | undefined {
  const table = at.places ?? at.table
  const x = at.places ? roleColumn(table, at.words.x, usual.x) : at.x
  const y = at.places ? roleColumn(table, at.words.y, usual.y) : at.y
  if (!x || !y) {
    if (!at.places) return undefined
    throw problem(
      'no-coordinates',
      `${table.file} has no columns x and y (or lon and lat): name them with --x and --y.`,
    )
  }
  const place = at.places && roleColumn(table, undefined, usual.place)
  if (at.places && !place)
    throw problem('no-place', `${table.file} has no column that names the place.`)
  const finite = { wanted: 'a coordinate', allow: Number.isFinite }
  const [xs, ys] = [numbersOf(table, x, finite), numbersOf(table, y, finite)]
  const unitOf = new Map(at.names.map((name, i) => [name, i]))
  const sum = at.names.map(() => ({ x: 0, y: 0, n: 0 }))
  for (const row of at.places ? Array(table.rows).keys() : at.kept) {
    const name = place ? textAt(place, row) : at.spots.names[at.spots.unit[row]!]!
    const one = sum[unitOf.get(name) ?? -1]
    if (!one) continue
    one.x += xs[row]!
    one.y += ys[row]!
    one.n++
  }
  const lost = sum.findIndex((one) => one.n === 0)
  if (lost >= 0)
    throw problem(
      'place-unknown',
      `${table.file} does not say where "${at.names[lost]}" is. Add it, or correct its spelling.`,
    )
  return {
    x: sum.map((one) => one.x / one.n),
    y: sum.map((one) => one.y / one.n),
    // Columns called lat and lon hold degrees; x and y may hold anything.
    distance: /lat/i.test(y.name) ? 'great-circle' : 'euclidean',
  }
}

async function zonesOf(
  names: readonly string[],
  points: { x: number[]; y: number[] } | undefined,
  weight: Float64Array,
  words: ScanWords,
  notes: string[],
): Promise<Zones> {
  const share = decimal(words, 'share', 0.5)
  if (words.links !== undefined) {
    const edges = await readLinks(words.links, names, notes)
    const hops = wholeNumber(words, 'hops', 1, { least: 0, most: 10 })
    return zonesInGraph({ units: names.length, edges, hops, weight, share })
  }
  if (!points) {
    notes.push('no coordinates and no --links: each place is looked at by itself')
    return zonesInGraph({ units: names.length, edges: [], hops: 0, weight, share })
  }
  const distance = distanceOf(words, points)
  let most = wholeNumber(words, 'neighbours', names.length, { least: 1, most: 1e6 })
  if (names.length > 3000 && words.neighbours === undefined && words.radius === undefined) {
    most = 200
    notes.push(
      `${names.length} places: circles hold at most 200 of them (--neighbours N for another number)`,
    )
  }
  const radius = words.radius === undefined ? Infinity : decimal(words, 'radius', 0, Infinity)
  return zonesAroundPlaces({ ...points, distance, weight, share, most, radius })
}

function distanceOf(words: ScanWords, { x, y }: { x: number[]; y: number[] }) {
  const given = words.distance
  if (given === 'euclidean' || given === 'great-circle') {
    if (
      given === 'great-circle' &&
      (x.some((n) => Math.abs(n) > 360) || y.some((n) => Math.abs(n) > 90))
    )
      throw problem(
        'not-degrees',
        'A great circle needs longitudes and latitudes in degrees; these are not. Give --distance euclidean.',
      )
    return given
  }
  throw problem('bad-distance', `--distance is euclidean or great-circle, not "${given}".`)
}

async function readLinks(file: string, names: readonly string[], notes: string[]) {
  const table = await readTable(file)
  const [from, to] = table.columns
  if (!from || !to)
    throw problem('bad-links', `${file} needs two columns: one end of each link and the other.`)
  const unitOf = new Map(names.map((name, i) => [name, i]))
  const edges: [number, number][] = []
  let unknown = 0
  for (let row = 0; row < table.rows; row++) {
    const [a, b] = [unitOf.get(textAt(from, row)), unitOf.get(textAt(to, row))]
    if (a === undefined || b === undefined) unknown++
    else edges.push([a, b])
  }
  if (edges.length === 0)
    throw problem(
      'bad-links',
      `${file}, ${whereIs(table, 0)}: none of its links joins two names that occur among the cases.`,
    )
  if (unknown > 0) notes.push(`${unknown} links lead to names that do not occur among the cases`)
  return edges
}

function longestOf(words: ScanWords, periods: number, notes: string[]): number {
  if (words.longest !== undefined)
    return wholeNumber(words, 'longest', 1, { least: 1, most: periods })
  const half = Math.max(1, Math.floor(periods / 2))
  if (half > 30) notes.push('clusters last at most 30 periods (--longest N for another number)')
  return Math.min(half, 30)
}

export function wholeNumber(
  words: ScanWords,
  name: string,
  otherwise: number,
  { least, most }: { least: number; most: number },
): number {
  const text = words[name]
  if (text === undefined) return otherwise
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw problem(
      'bad-option',
      `--${name} is a whole number from ${least} to ${most}, not "${text}".`,
    )
  return value
}

export function decimal(words: ScanWords, name: string, otherwise: number, most = 1): number {
  const text = words[name]
  if (text === undefined) return otherwise
  const value = Number(text)
  if (text === '' || !(value > 0 && value <= most))
    throw problem(
      'bad-option',
      `--${name} is a number above 0${most < Infinity ? ` and at most ${most}` : ''}, not "${text}".`,
    )
  return value
}
