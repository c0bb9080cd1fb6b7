/**
 * How much is found across scripts, beside a model of raw columns (names as plain text, numbers as
 * short codes, no Pakistan-aware keys): `npx tsx benchmarks/linkage/quality.ts [records] [seeds…]`,
 * or with FILE.csv, or two of them, another generator's records (id, pid, name, fname, cnic, dob,
 * phone, district, village; pid is the person, -1 one who is nowhere else; no quotes).
 */
import { readFileSync } from 'node:fs'
import {
  fromRows,
  type Linkage,
  link,
  type Settings,
  usualThreads,
} from '../../libraries/record-linkage/index.ts'
import { type Made, makeRecords } from './people.ts'

const files = process.argv.slice(2).filter((word) => word.endsWith('.csv'))
const count = Number(files.length ? 0 : (process.argv[2] ?? 20_000))
const seeds = process.argv.length > 3 ? process.argv.slice(3).map(Number) : [1, 2, 3]

const ours: Settings = {
  id: 'id',
  fields: {
    name: 'name',
    father: 'name',
    cnic: 'cnic',
    phone: 'phone',
    dob: 'date',
    village: 'place',
    district: 'place',
  },
  keep: 0.01,
}
const raw: Settings = {
  id: 'id',
  fields: {
    name: 'text',
    father: 'text',
    cnic: 'short',
    phone: 'short',
    dob: 'short',
    village: 'text',
    district: 'code',
  },
  keep: 0.01,
}

interface Outcome {
  precision: number
  recall: number
}

/** Matches by script pair at a weight. */
function outcomes(
  { pairs, split }: Linkage,
  records: readonly Made[],
  least: number,
): Record<string, Outcome> {
  const kindOf = (a: number, b: number) => [records[a]!.script, records[b]!.script].sort().join('–')
  const tally: Record<string, { found: number; right: number; real: number }> = {}
  const at = (kind: string) => (tally[kind] ??= { found: 0, right: 0, real: 0 })
  for (let pair = 0; pair < pairs.a.length; pair++) {
    if (pairs.weight[pair]! < least) continue
    const [a, b] = [pairs.a[pair]!, pairs.b[pair]!]
    for (const kind of [kindOf(a, b), 'all']) {
      at(kind).found++
      if (records[a]!.person === records[b]!.person) at(kind).right++
    }
  }
  const persons = new Map<string, number[]>()
  for (const [row, { person }] of records.entries())
    persons.set(person, [...(persons.get(person) ?? []), row])
  for (const rows of persons.values())
    for (const [index, one] of rows.entries())
      for (const two of rows
        .slice(index + 1)
        .filter((row) => !split || (one < split && row >= split)))
        for (const kind of [kindOf(one, two), 'all']) at(kind).real++
  return Object.fromEntries(
    Object.entries(tally).map(([kind, { found, right, real }]) => [
      kind,
      { precision: found ? right / found : 1, recall: right / real },
    ]),
  )
}

/** The lowest weight at which precision over all pairs is at least this. */
function weightFor({ pairs }: Linkage, records: readonly Made[], precision: number): number {
  const order = Array.from(pairs.weight.keys()).sort((x, y) => pairs.weight[y]! - pairs.weight[x]!)
  let right = 0
  let best = Number.POSITIVE_INFINITY
  order.forEach((pair, at) => {
    if (records[pairs.a[pair]!]!.person === records[pairs.b[pair]!]!.person) right++
    if (right / (at + 1) >= precision) best = pairs.weight[pair]!
  })
  return best
}

const show = (all: Record<string, Outcome>) =>
  Object.entries(all)
    .sort()
    .map(
      ([kind, { precision, recall }]) => `${kind} P ${precision.toFixed(4)} R ${recall.toFixed(4)}`,
    )
    .join(' | ')

function readRecords(path: string): Made[] {
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split('\n')
  const columns = head!.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    const of = (column: string) => cells[columns.indexOf(column)]!
    const same = ['id', 'name', 'cnic', 'phone', 'dob', 'village', 'district'] as const
    return {
      ...(Object.fromEntries(same.map((column) => [column, of(column)])) as Pick<
        Made,
        (typeof same)[number]
      >),
      father: of('fname'),
      person: of('pid') === '-1' ? `nobody else ${of('id')}` : of('pid'),
      script: 'roman',
    }
  })
}

for (const seed of files.length ? [files.join(' × ')] : seeds) {
  const tables = typeof seed === 'string' ? files.map(readRecords) : [[...makeRecords(count, seed)]]
  const records = tables.flat()
  const missed: number[] = []
  for (const [name, settings] of [
    ['ours', ours],
    ['raw', raw],
  ] as const) {
    const [one, two] = tables.map((table) => table.map((record) => ({ ...record })))
    const linkage = await link(fromRows(one!, two), settings, { threads: usualThreads() })
    console.log(`seed ${seed} ${name}, p ≥ .5: ${show(outcomes(linkage, records, 0))}`)
    const strict = outcomes(linkage, records, weightFor(linkage, records, 0.99))
    console.log(`seed ${seed} ${name}, precision .99: ${show(strict)}`)
    missed.push(1 - strict.all!.recall)
  }
  console.log(
    `seed ${seed}: missed at precision .99: ours ${missed[0]!.toFixed(4)}, raw ${missed[1]!.toFixed(4)}, ratio ${(missed[0]! / missed[1]!).toFixed(2)}`,
  )
}
