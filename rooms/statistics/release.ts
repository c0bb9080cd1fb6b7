import { Problem } from '../../core/problem.ts'
import {
  type Budget,
  type CodedColumn,
  encode,
  type Microdata,
  type Trial,
} from '../../libraries/private-release/index.ts'
import { NOT_RECORDED } from './victim.ts'

/** What a release can be made of: codes that say nothing of where somebody is now. */
export const releaseColumns = ['sex', 'age', 'age-broad', 'form', 'place', 'status', 'law'] as const
export type ReleaseColumn = (typeof releaseColumns)[number]

/** Columns in which a person can have several codes; so many of them count for the noise. */
const several: readonly ReleaseColumn[] = ['form', 'law']
const MOST_CODES_OF_SEVERAL = 2

export const releaseKinds = ['table', 'records'] as const
export type ReleaseKind = (typeof releaseKinds)[number]

export const releaseStates = [
  'weighing',
  'weighed',
  'asked',
  'signed',
  'published',
  'refused',
  'stopped',
  'failed',
  'withdrawn',
] as const
export type ReleaseState = (typeof releaseStates)[number]

export interface Release {
  jurisdiction: string
  id: string
  year: number
  kind: ReleaseKind
  columns: ReleaseColumn[]
  longest: number
  k: number | null
  epsilon: string | null
  purpose: string | null
  agencyId: string
  askedBy: string
  countedAt: string
  state: ReleaseState
  progress: number
  decidedBy: string | null
  decidedAt: string | null
  reason: string | null
}

export interface ReleaseBudget extends Budget {
  jurisdiction: string
  year: number
  reason: string
  proposedBy: string
  proposedAt: string
  confirmedAt: string | null
}

/** The people of a ledger: nobody else may have one for them (migration 0122). */
export const datasetOf = (jurisdiction: string, year: number) =>
  `detected victims, ${jurisdiction}, ${year}`

/** One person of a snapshot: codes alone. */
export type PersonLine = Record<ReleaseColumn, readonly string[]>

const unknown = [NOT_RECORDED, 'NonSpecifiedUnknown', '-99']

/** One line for each person: whoever is in several cases counts once, by the case they were first found in. */
export function linePerPerson(
  rows: readonly PersonLine[],
  personAt: (at: number) => number,
): PersonLine[] {
  const lines = new Map<number, PersonLine>()
  rows.forEach((row, at) => {
    if (!lines.has(personAt(at))) lines.set(personAt(at), row)
  })
  // Sorted by what is in them: the order must not tell when somebody was found.
  const text = (line: PersonLine) => JSON.stringify(line)
  return [...lines.values()].toSorted((a, b) => (text(a) < text(b) ? -1 : 1))
}

/** A snapshot as the library wants it; what is not recorded is no part of any combination. */
export function dataOf(lines: readonly PersonLine[], columns: readonly ReleaseColumn[]): Microdata {
  const coded = columns.map((name): CodedColumn => {
    const cells = lines.map((line) =>
      line[name]
        .filter((code) => !unknown.includes(code))
        .toSorted()
        .join(';'),
    )
    const values = ['', ...new Set(cells.filter((cell) => cell !== ''))]
    const at = new Map(values.map((value, code) => [value, code]))
    return { name, values, codes: Int32Array.from(cells, (cell) => at.get(cell)!) }
  })
  const multi = columns.filter((name) => several.includes(name))
  return encode(
    lines.length,
    coded,
    multi.map((column) => ({ column, separator: ';' })),
  )
}

/** The most attributes of one person that the noise covers: a rule, never read off the data. */
export function capOf(columns: readonly ReleaseColumn[]): number {
  return columns.reduce(
    (sum, name) => sum + (several.includes(name) ? MOST_CODES_OF_SEVERAL : 1),
    0,
  )
}

/** No noisy count below this is shown, and no table is made with a smaller k. */
export const LEAST_SHOWN = 5

const usualKs = [LEAST_SHOWN, 10, 20]
const usualEpsilons = ['0.5', '1', '2', '4']

/** The promises that are tried out before anything is spent. */
export function trialsOf(
  kind: ReleaseKind,
  { k, most }: { k: number | undefined; most: string },
): Trial[] {
  if (kind === 'table') {
    const all = new Set([...usualKs, ...(k === undefined ? [] : [k])])
    return [...all].toSorted((a, b) => a - b).map((one) => ({ k: one }))
  }
  const affordable = usualEpsilons.filter((epsilon) => Number(epsilon) < Number(most))
  return [...affordable, most].map((epsilon) => ({ epsilon }))
}

const MOST_COLUMNS: Record<ReleaseKind, number> = { table: 4, records: 6 }

/** Refuses what cannot be released, saying what to do instead. */
export function refuseImpossible(
  asked: { kind: ReleaseKind; columns: readonly ReleaseColumn[]; k: number | undefined },
  people: number,
): void {
  const most = MOST_COLUMNS[asked.kind]
  if (asked.columns.length > most)
    throw new Problem('input', `statistics/release-too-many-columns`, {
      fields: { columns: 'problem.statistics/release-too-many-columns' },
      values: { given: asked.columns.length, most },
    })
  if (people === 0) throw new Problem('conflict', 'statistics/release-nobody')
  if (asked.kind === 'table' && people < (asked.k ?? LEAST_SHOWN))
    throw new Problem('input', 'statistics/release-k-above-data', {
      fields: { k: 'problem.statistics/release-k-above-data' },
      values: { k: asked.k ?? LEAST_SHOWN, people },
    })
}
