import { createHash } from 'node:crypto'
import writeWorkbook from 'write-excel-file/node'
import type { House } from '../../core/house.ts'
import {
  attributesOfKey,
  type Budget,
  type ExactRelease,
  ledgerKeptElsewhere,
  type Microdata,
  type NoisyRelease,
  promiseOf,
  type Released,
} from '../../libraries/private-release/index.ts'
import { type Cell, csvOf } from './csv.ts'
import { sheetOfRows } from './export.ts'
import { capOf, LEAST_SHOWN, type Release, type ReleaseColumn } from './release.ts'
import type { LedgerLine, ReleaseFile } from './release-records.ts'

/** What was made: tables alone with k, or noisy tables and synthetic records. */
export type Made = { kind: 'table'; made: ExactRelease } | { kind: 'records'; made: NoisyRelease }

const sentences: Record<Release['kind'], readonly string[]> = {
  table: ['promise.table', 'rounding', 'blank', 'limits.table'],
  records: ['promise.records', 'made-up', 'noise', 'least', 'blank', 'limits.records'],
}
const definitions = ['unit', 'detected', 'status', 'age', 'form', 'place', 'law', 'period'] as const

/** What stands in every file beside its numbers: the promise, how it was made, what is missing. */
export function guaranteeOf(
  house: Pick<House, 'words'>,
  release: Release,
  of: { budget: Budget; ledger: readonly LedgerLine[]; line: LedgerLine; made: Made; at: Date },
) {
  const { kind, made } = of.made
  const parameters =
    kind === 'table'
      ? { k: release.k, longest: release.longest, columns: release.columns }
      : {
          epsilon: release.epsilon,
          delta: of.budget.delta,
          longest: release.longest,
          columns: release.columns,
          attributesOfAPerson: capOf(release.columns),
          noise: 'discrete Gaussian, exact integer sampling (Canonne, Kamath, Steinke 2020)',
          deviation: {
            people: made.tables.deviations[0],
            byLength: made.tables.deviations.slice(1),
          },
          valuesNamedFrom: made.tables.threshold,
          leastShown: LEAST_SHOWN,
        }
  const ledger = ledgerKeptElsewhere(of.budget, of.ledger)
  const { epsilon, delta } = promiseOf(ledger)
  const together = { epsilon: Math.ceil(epsilon * 1000) / 1000, delta }
  const values = {
    k: release.k ?? LEAST_SHOWN,
    longest: release.longest,
    epsilon: release.epsilon ?? '0',
    delta: of.budget.delta,
    together: together.epsilon,
    least: LEAST_SHOWN,
    from: `${release.year}-01-01`,
    until: `${release.year}-12-31`,
    place: release.jurisdiction,
  }
  const say = (key: string) => ({
    en: house.words.t('en')(key, values),
    ur: house.words.t('ur')(key, values),
  })
  return {
    format: 'panah-release-1',
    release: release.id,
    kind,
    population: { of: 'detected victims', place: release.jurisdiction, year: release.year },
    countedOn: of.line.countedOn,
    madeAt: of.at.toISOString(),
    parameters,
    people: made.tables.records,
    guarantee: sentences[kind].map((key) => say(`release.guarantee.${key}`)),
    definitions: definitions.map((key) => say(`numbers.definition.${key}`)),
    missing: say('release.missing'),
    grade: say('release.grade'),
    ledger: { signedAt: of.line.at, allReleasesOfThesePeople: together },
  }
}

export type Guarantee = ReturnType<typeof guaranteeOf>

/** The files of a release. The guarantee stands in each that can hold it, and beside the CSV. */
export async function filesOf(
  release: Release,
  { kind, made }: Made,
  guarantee: Guarantee,
): Promise<ReleaseFile[]> {
  const tables: Record<string, Cell[][]> = { counts: countRows(made.tables, release.columns) }
  if (kind === 'records') tables.records = recordRows(made.synthetic, release.columns)
  const csv = Object.entries(tables).map(([name, rows]) =>
    file(`${name}.csv`, 'text/csv; charset=utf-8', csvOf(rows)),
  )
  const sealed = {
    ...guarantee,
    sha256: Object.fromEntries(csv.map(({ name, sha256 }) => [name, sha256])),
  }
  const sheets = [
    sheetOfRows('guarantee', guaranteeRows(sealed)),
    ...Object.entries(tables).map(([name, rows]) => sheetOfRows(name, rows)),
  ]
  return [
    ...csv,
    file(
      'release.json',
      'application/json',
      `${JSON.stringify({ ...sealed, ...tables }, null, 1)}\n`,
    ),
    file('guarantee.json', 'application/json', `${JSON.stringify(sealed, null, 2)}\n`),
    file(
      'release.xlsx',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      await writeWorkbook(sheets).toBuffer(),
    ),
  ]
}

function file(name: string, type: string, content: string | Uint8Array): ReleaseFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return { name, type, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** A line for each combination; an empty cell means "whatever it is". */
export function countRows(
  { schema, counts }: Released,
  columns: readonly ReleaseColumn[],
): Cell[][] {
  const base = schema.values.length + 1
  const lines = [...counts].map(([key, count]) => {
    const attributes = attributesOfKey(key, base)
    const held = columns.map((name) =>
      attributes
        .filter((a) => schema.columns[schema.columnOf[a]!] === name)
        .map((a) => schema.values[a]!)
        .join(';'),
    )
    return { length: attributes.length, held, count }
  })
  lines.sort((a, b) => a.length - b.length || b.count - a.count || compare(a.held, b.held))
  return [[...columns, 'people'], ...lines.map(({ held, count }) => [...held, count])]
}

const compare = (a: readonly string[], b: readonly string[]) => (a.join() < b.join() ? -1 : 1)

function recordRows(
  { rows, columns: split, cells, values }: Microdata,
  columns: readonly ReleaseColumn[],
): Cell[][] {
  const lines = Array.from({ length: rows }, (_, row) =>
    columns.map((name) =>
      split
        .flatMap((one, c) => {
          const a = cells[row * split.length + c]!
          return one === name && a >= 0 ? [values[a]!] : []
        })
        .join(';'),
    ),
  )
  return [[...columns], ...lines]
}

function guaranteeRows(sealed: Guarantee & { sha256: Record<string, string> }): Cell[][] {
  const plain = (name: string, value: unknown): Cell[] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
    '',
  ]
  const both = (name: string, { en, ur }: { en: string; ur: string }): Cell[] => [name, en, ur]
  return [
    ['what', 'en', 'ur'],
    ...sealed.guarantee.map((one) => both('guarantee', one)),
    both('missing', sealed.missing),
    both('grade', sealed.grade),
    ...sealed.definitions.map((one) => both('definition', one)),
    plain('release', sealed.release),
    plain('population', sealed.population),
    plain('counted on', sealed.countedOn),
    plain('made at', sealed.madeAt),
    plain('parameters', sealed.parameters),
    plain('all releases of these people', sealed.ledger.allReleasesOfThesePeople),
    ...Object.entries(sealed.sha256).map(([name, print]) => plain(`SHA-256 ${name}`, print)),
  ]
}
