import { CommandProblem } from './command.ts'
import { type Calendar, labelOf, makeCalendar, readDates } from './periods.ts'
import { completeUntil, periodWord, type ScanWords } from './scan-input.ts'
import {
  type Column,
  countsOf,
  getColumn,
  numbersOf,
  readTable,
  roleColumn,
  type Table,
  textAt,
} from './table-file.ts'

/** One series of counts, with the rows of the file behind each period. */
export interface Stream {
  name: string
  counts: Float64Array
  /** Rows (0-based) behind each period. */
  rows: number[][]
}

export interface Watched {
  calendar: Calendar
  /** Periods in a year. */
  frequency: number
  streams: Stream[]
  population?: Float64Array
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
  count: ['count', 'cases', 'n', 'number', 'observed'],
  stream: [
    'stream',
    'series',
    'category',
    'place',
    'district',
    'form',
    'type',
    'unit',
    'agency',
    'route',
  ],
  population: ['population', 'pop', 'people', 'at risk'],
} as const

const frequencies = { day: 365, week: 52, month: 12, year: 1, index: 52 } as const

const problem = (code: string, text: string) => new CommandProblem(code, text, 2)

/**
 * Reads a file of one of three shapes: a column of counts for each series; a row for each period
 * and series; or a row for each case.
 */
export async function readWatched(file: string, words: ScanWords): Promise<Watched> {
  const table = await readTable(file)
  const notes: string[] = []
  const date = roleColumn(table, words.date, usual.date)
  if (!date)
    throw problem(
      'no-date',
      `${file}: which column says when? Call it "date" or name it with --date COLUMN.`,
    )
  const count = roleColumn(table, words.count, usual.count, [date])
  const reported = roleColumn(table, words.reported, usual.reported, [date])
  const population = roleColumn(table, words.population, usual.population, [date])
  const given = words.by === undefined ? undefined : getColumn(table, words.by)
  const wide =
    count || given || reported ? [] : countColumns(table, [date, population], words, notes)
  const dates = readDates(table, date)
  if (dates.note) notes.push(dates.note)
  const until = completeUntil(table, dates, reported, words, notes)
  const days = dates.days.filter((day) => day <= until)
  if (days.length === 0)
    throw problem(
      'nothing-complete',
      'Nothing is complete yet. Give --incomplete 0 to look at all.',
    )
  const shown = { ...dates, days }
  const own = wide.length > 0 || count ? spacing(shown.days, dates.kind) : undefined
  const calendar = own
    ? ownCalendar(shown.days, own.kind)
    : makeCalendar(shown, periodWord(words.period))
  const frequency = frequencyOf(words, calendar.kind)
  const at = dates.days.map((day) => (day > until ? -1 : calendar.periodOf(day)))
  const stream = given ?? roleColumn(table, undefined, usual.stream, [date, count, reported])
  const streams =
    wide.length > 0
      ? wideStreams(table, wide, at, calendar)
      : longStreams(table, { count, stream }, at, calendar)
  const people = population && wide.length > 0 && perPeriod(table, population, at, calendar.periods)
  return { calendar, frequency, streams, ...(people && { population: people }), notes }
}

/** Columns of whole numbers other than the date: one series each. */
function countColumns(
  table: Table,
  taken: readonly (Column | undefined)[],
  words: ScanWords,
  notes: string[],
): Column[] {
  if (words.series !== undefined)
    return words.series.split(',').map((name) => getColumn(table, name.trim()))
  const whole = (column: Column) => column.values.every((text) => text === '' || /^\d+$/.test(text))
  const found = table.columns.filter((one) => !taken.includes(one) && whole(one))
  const left = found.filter(({ name }) => /^(t|index|week|month|year)$/i.test(name))
  const truth = found.filter(({ name }) =>
    /^(truth|state|outbreak|epidemic|alarm)([_ ].*)?$/i.test(name),
  )
  for (const { name } of truth)
    notes.push(`column "${name}" says what was an outbreak; it is not watched`)
  return found.filter((one) => !left.includes(one) && !truth.includes(one))
}

/** A period that a file of counts leaves out is unknown, not empty: the file has to say. */
function spacing(
  days: Int32Array,
  kind: string,
): { kind: 'day' | 'week' | 'month' | 'year' | 'index' } {
  const distinct = [...new Set(days)].sort((a, b) => a - b)
  const steps = distinct.slice(1).map((day, i) => day - distinct[i]!)
  const least = Math.min(...steps)
  if (kind === 'year' || kind === 'month' || kind === 'index') return { kind: kind as 'month' }
  if (steps.length === 0 || least === 1) return { kind: 'day' }
  if (least >= 28 && least <= 31) return { kind: 'month' }
  if (least >= 365) return { kind: 'year' }
  if (least === 7) return { kind: 'week' }
  throw problem(
    'uneven',
    `The dates are ${least} days apart: periods are days, weeks, months or years.`,
  )
}

function ownCalendar(
  days: Int32Array,
  kind: 'day' | 'week' | 'month' | 'year' | 'index',
): Calendar {
  const starts = [...new Set(days)].sort((a, b) => a - b)
  const even = (step: number, next: number) =>
    kind === 'month'
      ? step >= 28 && step <= 31
      : kind === 'year'
        ? step === 365 || step === 366
        : step === (kind === 'week' ? 7 : 1) && next > 0
  for (let i = 1; i < starts.length; i++) {
    if (even(starts[i]! - starts[i - 1]!, i)) continue
    throw problem(
      'gap',
      `Between ${labelOf(kind, starts[i - 1]!)} and ${labelOf(kind, starts[i]!)} periods are missing. ` +
        'Add them: 0 where nothing was counted, an empty cell where nobody counted.',
    )
  }
  const index = new Map(starts.map((day, i) => [day, i]))
  return {
    kind,
    periods: starts.length,
    starts: Int32Array.from(starts),
    periodOf: (day) => index.get(day)!,
    label: (period) => labelOf(kind, starts[period]!),
    dayLength: { day: 1, week: 7, month: 30.44, year: 365.25, index: 0 }[kind],
  }
}

function frequencyOf(words: ScanWords, kind: keyof typeof frequencies): number {
  if (words.frequency === undefined) return frequencies[kind]
  const value = Number(words.frequency)
  if (!Number.isInteger(value) || value < 1 || value > 366)
    throw problem(
      'bad-option',
      `--frequency is the number of periods in a year, not "${words.frequency}".`,
    )
  return value
}

function wideStreams(
  table: Table,
  columns: readonly Column[],
  at: Int32Array,
  calendar: Calendar,
): Stream[] {
  return columns.map((column) => {
    const counts = new Float64Array(calendar.periods).fill(Number.NaN)
    const rows: number[][] = Array.from({ length: calendar.periods }, () => [])
    const numbers = numbersOf(table, column, {
      wanted: 'a whole number of cases, 0 or more',
      // An empty cell is −1 here: nobody counted.
      allow: (n) => Number.isInteger(n) && n >= -1,
      empty: -1,
    })
    for (let row = 0; row < table.rows; row++) {
      const period = at[row]!
      if (period < 0) continue
      if (rows[period]!.length > 0)
        throw problem(
          'date-twice',
          `${calendar.label(period)} stands in two rows. Each period may have one; for several series in rows name the column that tells them apart with --by.`,
        )
      rows[period]!.push(row)
      if (numbers[row]! >= 0) counts[period] = numbers[row]!
    }
    return { name: column.name, counts, rows }
  })
}

function longStreams(
  table: Table,
  { count, stream }: { count: Column | undefined; stream: Column | undefined },
  at: Int32Array,
  calendar: Calendar,
): Stream[] {
  const numbers = count && countsOf(table, count)
  const found = new Map<string, Stream>()
  for (let row = 0; row < table.rows; row++) {
    const period = at[row]!
    if (period < 0) continue
    const name = stream ? textAt(stream, row) || 'not said' : (count?.name ?? 'cases')
    let one = found.get(name)
    if (!one) {
      const rows: number[][] = Array.from({ length: calendar.periods }, () => [])
      one = { name, counts: new Float64Array(calendar.periods), rows }
      found.set(name, one)
    }
    const cases = numbers ? numbers[row]! : 1
    one.counts[period]! += cases
    if (cases > 0) one.rows[period]!.push(row)
  }
  return [...found.values()]
}

function perPeriod(table: Table, column: Column, at: Int32Array, periods: number): Float64Array {
  const out = new Float64Array(periods).fill(Number.NaN)
  const numbers = numbersOf(table, column, {
    wanted: 'a number of people above 0',
    allow: (n) => n > 0,
  })
  for (let row = 0; row < table.rows; row++) if (at[row]! >= 0) out[at[row]!] = numbers[row]!
  return out
}
