import { exactInterval } from '../libraries/group-comparisons/index.ts'
import { atThresholds, type JudgedPair } from '../libraries/record-linkage/index.ts'
import { type Call, CommandProblem } from './command.ts'
import { getColumn, numbersOf, readTable, type Table, textAt, whereIs } from './table-file.ts'

const usualThresholds = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999]

/** Pairs of a run against pairs that people have judged: precision and recall at thresholds. */
export async function evaluatePairs(call: Call): Promise<number> {
  const [, pairsPath, labelsPath, ...more] = call.words
  if (!pairsPath || !labelsPath || more.length)
    throw new CommandProblem(
      'bad-arguments',
      'Give the pairs of a run and the judged pairs: ./panah link evaluate pairs.csv labels.csv',
      2,
    )
  const thresholds = thresholdsOf(call)
  const keyOf = call.options['two-files'] ? inOrder : inAnyOrder
  const given = probabilities(await readTable(pairsPath), keyOf)
  const { judged, undecided } = judgedPairs(await readTable(labelsPath), given, keyOf)
  const same = judged.filter((one) => one.same).length
  const rows = atThresholds(judged, thresholds).map(({ least, found, right, real }) => ({
    least,
    found,
    right,
    precision: shareOf(right, found),
    recall: shareOf(right, real),
  }))
  const lines = [
    `${judged.length} pairs judged: ${same} the same, ${judged.length - same} different${undecided ? `; ${undecided} undecided, not counted` : ''}`,
    `${'at least'.padEnd(10)}${'found'.padStart(8)}${'right'.padStart(8)}   ${'precision (95 %)'.padEnd(24)}recall (95 %)`,
    ...rows.map(
      ({ least, found, right, precision, recall }) =>
        `${String(least).padEnd(10)}${String(found).padStart(8)}${String(right).padStart(8)}   ${said(precision).padEnd(24)}${said(recall)}`,
    ),
    'Intervals are exact (Clopper and Pearson). They speak of pairs such as those judged: pairs that',
    'were chosen because a run found them say nothing of the matches that it missed.',
  ]
  call.answer({ judged: judged.length, same, undecided, thresholds: rows }, lines.join('\n'))
  return 0
}

interface Share {
  /** null where nothing was counted. */
  share: number | null
  low: number
  high: number
}

const shareOf = (right: number, all: number): Share =>
  all ? { share: right / all, ...exactInterval(right, all) } : { share: null, low: 0, high: 1 }

const said = ({ share, low, high }: Share): string =>
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
