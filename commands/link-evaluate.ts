import { exactInterval } from '../libraries/group-comparisons/index.ts'
import { atThresholds, type JudgedPair } from '../libraries/record-linkage/index.ts'
import { type Call, CommandProblem } from './command.ts'
import {
  type Column,
  findColumn,
  getColumn,
  numbersOf,
  readTable,
  type Table,
  textAt,
  whereIs,
} from './table-file.ts'

const usualThresholds = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999]

/** Pairs of a run against a truth: pairs that people have judged, or whom each row is about. */
export async function evaluatePairs(call: Call): Promise<number> {
  const [, pairsPath, truthPath, ...more] = call.words
  if (!pairsPath || !truthPath || more.length)
    throw new CommandProblem(
      'bad-arguments',
      'Give the pairs of a run and the truth: ./panah link evaluate pairs.csv labels.csv',
      2,
    )
  const thresholds = thresholdsOf(call)
  const keyOf = call.options['two-files'] ? inOrder : inAnyOrder
  const pairs = await readTable(pairsPath)
  const given = probabilities(pairs, keyOf)
  const truth = await readTable(truthPath)
  const entity = entityColumn(call, truth)
  const { judged, real, said, note } = entity
    ? againstEntities(call, truth, entity, given)
    : againstLabels(truth, given, keyOf)
  const rows = atThresholds(judged, thresholds).map(({ least, found, right }) => ({
    least,
    found,
    right,
    precision: shareOf(right, found),
    recall: shareOf(right, real),
  }))
  const lines = [
    said.text,
    `${'at least'.padEnd(10)}${'found'.padStart(8)}${'right'.padStart(8)}   ${'precision (95 %)'.padEnd(24)}recall (95 %)`,
    ...rows.map(
      ({ least, found, right, precision, recall }) =>
        `${String(least).padEnd(10)}${String(found).padStart(8)}${String(right).padStart(8)}   ${shown(precision).padEnd(24)}${shown(recall)}`,
    ),
    `Intervals are exact (Clopper and Pearson). ${note}`,
  ]
  call.answer({ ...said.object, thresholds: rows }, lines.join('\n'))
  return 0
}

interface Compared {
  judged: JudgedPair[]
  /** Pairs that are the same in truth, found or not. */
  real: number
  said: { object: object; text: string }
  note: string
}

function againstLabels(table: Table, given: ReadonlyMap<string, number>, keyOf: KeyOf): Compared {
  const { judged, undecided } = judgedPairs(table, given, keyOf)
  const same = judged.filter((one) => one.same).length
  return {
    judged,
    real: same,
    said: {
      object: { judged: judged.length, same, undecided },
      text: `${judged.length} pairs judged: ${same} the same, ${judged.length - same} different${undecided ? `; ${undecided} undecided, not counted` : ''}`,
    },
    note: 'They speak of pairs such as those judged: pairs that\nwere chosen because a run found them say nothing of the matches that it missed.',
  }
}

/** The column that says whom a row is about, where the truth is not one of judged pairs. */
function entityColumn({ options }: Call, table: Table): Column | undefined {
  if (options.entity !== undefined) return getColumn(table, options.entity)
  if (findColumn(table, 'id_a') || findColumn(table, 'same')) return undefined
  return findColumn(table, 'entity') ?? findColumn(table, 'cluster')
}

/** Every pair of rows of one entity is the same, found or not; rows without one are not counted. */
function againstEntities(
  { options }: Call,
  table: Table,
  entity: Column,
  given: ReadonlyMap<string, number>,
): Compared {
  const two: boolean = options['two-files']
  const id = getColumn(table, options.id ?? 'id')
  const source = two ? getColumn(table, 'source') : undefined
  const entities = new Map<string, string>()
  const sizes = new Map<string, { a: number; b: number }>()
  for (let row = 0; row < table.rows; row++) {
    const side = source ? textAt(source, row).toLowerCase() : 'a'
    if (side !== 'a' && side !== 'b')
      throw new CommandProblem(
        'bad-source',
        `${whereIs(table, row)}: "${side}" is no file. Write a for the first file, b for the second.`,
        2,
      )
    const key = sideKey(side, textAt(id, row))
    const own = textAt(entity, row)
    const before = entities.get(key)
    if (before !== undefined && before !== own)
      throw new CommandProblem(
        'two-answers',
        `${whereIs(table, row)}: this row was said to be of another entity above. Keep one of the two.`,
        2,
      )
    if (before !== undefined) continue
    entities.set(key, own)
    if (!own) continue
    const size = sizes.get(own) ?? { a: 0, b: 0 }
    size[side]++
    sizes.set(own, size)
  }
  const judged: JudgedPair[] = []
  let unknown = 0
  for (const [key, probability] of given) {
    const [a, b] = JSON.parse(key) as [string, string]
    const one = entities.get(sideKey('a', a))
    const other = entities.get(sideKey(two ? 'b' : 'a', b))
    if (one && other) judged.push({ same: one === other, probability })
    else unknown++
  }
  let real = 0
  for (const { a, b } of sizes.values()) real += two ? a * b : (a * (a - 1)) / 2
  return {
    judged,
    real,
    said: {
      object: { rows: entities.size, entities: sizes.size, same: real, unknown },
      text: `${entities.size} rows of ${sizes.size} entities: ${real} pairs are the same${unknown ? `; ${unknown} pairs of the run with a row of which the truth says nothing, not counted` : ''}`,
    },
    note: 'They take pairs as independent: where\nan entity has many rows they are too narrow.',
  }
}
const sideKey = (side: string, id: string): string => `${side} ${id}`

interface Share {
  /** null where nothing was counted. */
  share: number | null
  low: number
  high: number
}

const shareOf = (right: number, all: number): Share =>
  all ? { share: right / all, ...exactInterval(right, all) } : { share: null, low: 0, high: 1 }

const shown = ({ share, low, high }: Share): string =>
  share === null
    ? 'nothing to count'
    : `${share.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`

type KeyOf = (a: string, b: string) => string
const inOrder: KeyOf = (a, b) => JSON.stringify([a, b])
const inAnyOrder: KeyOf = (a, b) => JSON.stringify(a < b ? [a, b] : [b, a])

function thresholdsOf(call: Call): number[] {
  const { at } = call.options
  if (at === undefined) return usualThresholds
  const given = String(at).split(',').map(Number)
  if (!given.every((one) => one > 0 && one < 1))
    throw new CommandProblem(
      'bad-arguments',
      '--at takes probabilities between 0 and 1, such as 0.5,0.9,0.99.',
      2,
    )
  return given.sort((a, b) => a - b)
}

function probabilities(table: Table, keyOf: KeyOf): Map<string, number> {
  const [a, b] = [getColumn(table, 'id_a'), getColumn(table, 'id_b')]
  const probability = numbersOf(table, getColumn(table, 'probability'), {
    wanted: 'a probability',
    allow: (value) => value >= 0 && value <= 1,
  })
  return new Map(
    Array.from(probability, (value, row) => [keyOf(textAt(a, row), textAt(b, row)), value]),
  )
}

const answers = new Map<string, boolean | undefined>([
  ...['1', 'yes', 'true', 'same', 'match'].map((word) => [word, true] as const),
  ...['0', 'no', 'false', 'different'].map((word) => [word, false] as const),
  ['', undefined],
])

function judgedPairs(table: Table, given: ReadonlyMap<string, number>, keyOf: KeyOf) {
  const [a, b, same] = ['id_a', 'id_b', 'same'].map((name) => getColumn(table, name))
  const judged = new Map<string, JudgedPair>()
  let undecided = 0
  for (let row = 0; row < table.rows; row++) {
    const word = textAt(same!, row).toLowerCase()
    if (!answers.has(word))
      throw new CommandProblem(
        'bad-label',
        `${whereIs(table, row)}: "${word}" is no judgement. Write 1, yes, true or same; 0, no, false or different; nothing where it is undecided.`,
        2,
      )
    const answer = answers.get(word)
    if (answer === undefined) {
      undecided++
      continue
    }
    const key = keyOf(textAt(a!, row), textAt(b!, row))
    const before = judged.get(key)
    if (before && before.same !== answer)
      throw new CommandProblem(
        'two-answers',
        `${whereIs(table, row)}: this pair was judged the other way above. Keep one of the two.`,
        2,
      )
    judged.set(key, { same: answer, probability: given.get(key) ?? 0 })
  }
  return { judged: [...judged.values()], undecided }
}
