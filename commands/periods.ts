import { dayOf, isoOf, shiftDate } from '../libraries/early-warning/index.ts'
import { CommandProblem } from './command.ts'
import { type Column, type Table, textAt, whereIs } from './table-file.ts'

/** The length of one period; `index` counts periods without a calendar. */
export type PeriodKind = 'day' | 'week' | 'month' | 'year' | 'index'

export const periodKinds: readonly PeriodKind[] = ['day', 'week', 'month', 'year', 'index']

/** Dates of a column, as days since 1970-01-01, or as the numbers of periods. */
export interface Dates {
  kind: 'day' | 'month' | 'year' | 'index'
  days: Int32Array
  note?: string
}

interface Form {
  kind: Dates['kind']
  test: RegExp
  read: (parts: readonly string[]) => number
}

const real = (year: string, month: string, day: string): number => {
  const found = dayOf(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  const back = Number.isNaN(found) ? '' : isoOf(found)
  return Number(back.slice(8)) === Number(day) ? found : Number.NaN
}

/** Monday of an ISO week. */
function mondayOf(year: number, week: number): number {
  if (week < 1 || week > 53) return Number.NaN
  const fourth = dayOf(`${year}-01-04`)
  return fourth - ((fourth + 3) % 7) + (week - 1) * 7
}

const forms: readonly Form[] = [
  {
    kind: 'day',
    test: /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/,
    read: ([y, m, d]) => real(y!, m!, d!),
  },
  { kind: 'day', test: /^(\d{4})(\d{2})(\d{2})$/, read: ([y, m, d]) => real(y!, m!, d!) },
  {
    kind: 'day',
    test: /^(\d{4})-?W(\d{1,2})$/i,
    read: ([y, w]) => mondayOf(Number(y), Number(w)),
  },
  { kind: 'month', test: /^(\d{4})[-/.](\d{1,2})$/, read: ([y, m]) => real(y!, m!, '1') },
  { kind: 'year', test: /^(1[89]\d\d|20\d\d)$/, read: ([y]) => real(y!, '1', '1') },
  { kind: 'index', test: /^(\d{1,7})$/, read: ([t]) => Number(t) },
]

/** Reads a column of dates: ISO, day/month/year, a month, an ISO week, a year, or 1, 2, 3 … */
export function readDates(table: Table, column: Column): Dates {
  const used = new Uint8Array(column.values.length)
  for (const code of column.codes) used[code] = 1
  const texts = column.values.filter((_, code) => used[code] === 1 && code !== 0)
  const slashed = texts.every((text) => slash.test(text)) ? slashForm(texts) : undefined
  const form =
    slashed?.form ?? forms.find(({ test }) => texts.length > 0 && texts.every((t) => test.test(t)))
  const byCode = column.values.map((text) => {
    const parts = form?.test.exec(text)
    return parts ? form!.read(parts.slice(1)) : Number.NaN
  })
  const days = new Int32Array(table.rows)
  for (let row = 0; row < table.rows; row++) {
    const day = byCode[column.codes[row]!]!
    if (Number.isNaN(day)) refuse(table, column, row, form !== undefined)
    days[row] = day
  }
  return { kind: form!.kind, days, ...(slashed?.note && { note: slashed.note }) }
}

function refuse(table: Table, column: Column, row: number, oneForm: boolean): never {
  const text = textAt(column, row)
  const problem =
    text === ''
      ? 'the date is missing. Fill it in, or leave the row out'
      : oneForm
        ? `"${text}" is no date`
        : `the dates have no common form (here "${text}"). Write them as 2026-11-26`
  throw new CommandProblem(
    'bad-date',
    `${whereIs(table, row)}, column "${column.name}": ${problem}.`,
    2,
  )
}

const slash = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ].*)?$/

/** 03/04/2026 is the third of April here, as in Pakistan, unless the file itself shows otherwise. */
function slashForm(texts: readonly string[]): { form: Form; note?: string } {
  const parts = texts.map((text) => slash.exec(text)!)
  const dayFirst = parts.every(([, , month]) => Number(month) <= 12)
  const monthFirst = parts.every(([, month]) => Number(month) <= 12)
  const read: Form['read'] = dayFirst
    ? ([d, m, y]) => real(y!, m!, d!)
    : ([m, d, y]) => real(y!, m!, d!)
  return {
    form: { kind: 'day', test: slash, read },
    ...(dayFirst && monthFirst && { note: `dates such as ${texts[0]} are read as day/month/year` }),
  }
}

/** A row of equal periods that covers all dates. */
export interface Calendar {
  kind: PeriodKind
  periods: number
  /** First day of each period (or its number). */
  starts: Int32Array
  periodOf(day: number): number
  /** The name of a period: a date, a month, a year, a number. */
  label(period: number): string
  /** How long one period is, in days; 0 where that is not known. */
  dayLength: number
}

const lengths: Record<PeriodKind, number> = {
  day: 1,
  week: 7,
  month: 30.44,
  year: 365.25,
  index: 0,
}

/** Periods from the first to the last day; weeks begin on the weekday of the last day's end. */
export function makeCalendar(dates: Dates, wanted: PeriodKind | undefined): Calendar {
  let first = Infinity
  let last = -Infinity
  for (const day of dates.days) {
    if (day < first) first = day
    if (day > last) last = day
  }
  const kind = wanted ?? usualKind(dates, last - first + 1)
  if ((dates.kind === 'index') !== (kind === 'index') || coarser(dates.kind, kind))
    throw new CommandProblem(
      'bad-period',
      `The dates are ${words[dates.kind]}: --period ${kind} cannot be told from them.`,
      2,
    )
  const starts = Int32Array.from(startsOf(kind, first, last))
  return {
    kind,
    periods: starts.length,
    starts,
    periodOf: (day) => lastNotAfter(starts, day),
    label: (period) => labelOf(kind, starts[period]!),
    dayLength: lengths[kind],
  }
}

const words = { day: 'days', month: 'months', year: 'years', index: 'numbers' } as const
const rank = { index: 0, day: 1, week: 2, month: 3, year: 4 } as const
const coarser = (of: Dates['kind'], kind: PeriodKind) => rank[kind] < rank[of]

function usualKind(dates: Dates, span: number): PeriodKind {
  if (dates.kind !== 'day') return dates.kind
  if (span <= 120) return 'day'
  return span <= 6 * 366 ? 'week' : 'month'
}

function startsOf(kind: PeriodKind, first: number, last: number): number[] {
  const found: number[] = []
  if (kind === 'day' || kind === 'index') {
    for (let day = first; day <= last; day++) found.push(day)
  } else if (kind === 'week') {
    // Counted back from the last day, so that the newest week is whole.
    for (let day = last - 6; day > first - 7; day -= 7) found.unshift(day)
  } else {
    const step = kind === 'month' ? { months: 1 } : { years: 1 }
    const iso = isoOf(first)
    const from = dayOf(kind === 'month' ? `${iso.slice(0, 7)}-01` : `${iso.slice(0, 4)}-01-01`)
    for (let day = from; day <= last; day = shiftDate(day, step)) found.push(day)
  }
  return found
}

function lastNotAfter(starts: Int32Array, day: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= day) low = middle
    else high = middle - 1
  }
  return low
}

export function labelOf(kind: PeriodKind, start: number): string {
  if (kind === 'index') return String(start)
  const iso = isoOf(start)
  return kind === 'year' ? iso.slice(0, 4) : kind === 'month' ? iso.slice(0, 7) : iso
}
