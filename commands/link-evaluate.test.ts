import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type Call, readCall } from './command.ts'
import { link } from './link.ts'

const folder = mkdtempSync(join(tmpdir(), 'evaluate-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, ...lines: string[]): string => {
  writeFileSync(join(folder, name), lines.join('\n'))
  return join(folder, name)
}

async function evaluate(...args: string[]) {
  const said: { object: Answer; text: string }[] = []
  const call: Call = {
    ...readCall(link, ['evaluate', ...args]),
    answer: (object, text) => void said.push({ object: object as Answer, text }),
  }
  expect(await link.run(call)).toBe(0)
  return said[0]!
}
interface Answer {
  judged: number
  same: number
  undecided: number
  thresholds: { least: number; found: number; right: number; precision: Share; recall: Share }[]
}
interface Share {
  share: number | null
  low: number
  high: number
}

const pairs = file(
  'pairs.csv',
  'id_a,id_b,weight,probability',
  'a,b,6.6,0.99',
  'c,d,4.2,0.95',
  'e,f,0.6,0.6',
  'x,y,9,0.998',
)
const labels = file('labels.csv', 'id_a,id_b,same', 'b,a,yes', 'c,d,0', 'e,f,1', 'g,h,same', 'k,l,')

describe('./panah link evaluate refuses', () => {
  test.each<[string, () => string[], RegExp]>([
    ['one file', () => [pairs], /Give the pairs of a run/],
    [
      'a threshold that is no probability',
      () => [pairs, labels, '--at', '0.5,2'],
      /between 0 and 1/,
    ],
    ['labels without a judgement', () => [pairs, pairs], /no column "same"/],
    [
      'a truth that puts one row with two entities',
      () => [pairs, file('both.csv', 'id,entity', 'a,1', 'a,2')],
      /line 3: this row was said to be of another entity/,
    ],
    [
      'a truth of two files that does not say which',
      () => [pairs, file('nosource.csv', 'id,entity', 'a,1'), '--two-files'],
      /no column "source"/,
    ],
    [
      'a word that is no judgement, by its line',
      () => [pairs, file('word.csv', 'id_a,id_b,same', 'a,b,1', 'c,d,perhaps')],
      /line 3: "perhaps" is no judgement/,
    ],
    [
      'a pair judged both ways',
      () => [pairs, file('both.csv', 'id_a,id_b,same', 'a,b,1', 'b,a,0')],
      /line 3.*other way/,
    ],
    [
      'a probability above one',
      () => [file('above.csv', 'id_a,id_b,probability', 'a,b,1.5'), labels],
      /not a probability/,
    ],
  ])('%s', async (_, args, text) => {
    await expect(evaluate(...args())).rejects.toThrow(text)
    await expect(evaluate(...args())).rejects.toMatchObject({ exit: 2 })
  })
})

/*
 * Worked out by hand. Of n, all: low = .025^(1/n); none: high = 1 − .025^(1/n).
 * 1 of 2: 1 − (1 − p)² = .025 and 1 − p² = .025, so 1 − √.975 and √.975.
 * 2 of 3: high: 1 − p³ = .025; low: 3p² − 2p³ = .025. 1 of 3 is its mirror image.
 */
const cube = Math.cbrt(0.975)
const near = (share: number | null, low: number, high: number) => ({
  share: share === null ? null : expect.closeTo(share, 12),
  low: expect.closeTo(low, 9),
  high: expect.closeTo(high, 9),
})

test('precision and recall at thresholds are as counted by hand, with exact intervals', async () => {
  const { object, text } = await evaluate(pairs, labels, '--at', '0.97,0.5,0.9,0.9999')
  expect(object).toMatchObject({ judged: 4, same: 3, undecided: 1 })
  const [half, nine, high, none] = object.thresholds
  const low = half!.precision.low
  expect(3 * low ** 2 - 2 * low ** 3).toBeCloseTo(0.025, 12)
  expect(low).toBeCloseTo(0.0943, 4)
  expect(half).toEqual({
    least: 0.5,
    found: 3,
    right: 2,
    precision: near(2 / 3, low, cube),
    recall: near(2 / 3, low, cube),
  })
  expect(nine).toEqual({
    least: 0.9,
    found: 2,
    right: 1,
    precision: near(1 / 2, 1 - Math.sqrt(0.975), Math.sqrt(0.975)),
    recall: near(1 / 3, 1 - cube, 1 - low),
  })
  expect(high).toMatchObject({ found: 1, right: 1, precision: near(1, 0.025, 1) })
  expect(none).toEqual({
    least: 0.9999,
    found: 0,
    right: 0,
    precision: near(null, 0, 1),
    recall: near(0, 0, 1 - Math.cbrt(0.025)),
  })
  expect(text).toMatch(/^4 pairs judged: 3 the same, 1 different; 1 undecided, not counted/)
  expect(text).toMatch(/0\.5 +3 +2 +0\.667 \(0\.094 to 0\.992\) +0\.667/)
})

test('with two files a pair stands only the way round in which it is written', async () => {
  const { object } = await evaluate(pairs, labels, '--two-files', '--at', '0.97')
  expect(object.thresholds[0]).toMatchObject({ found: 0, right: 0 })
})

interface EntityAnswer extends Pick<Answer, 'thresholds'> {
  rows: number
  entities: number
  same: number
  unknown: number
}

test('a truth by entity counts every pair within one, found or not, and leaves out rows of nobody', async () => {
  // Entity 1 has three rows (three pairs), 2 two; z is of nobody.
  const truth = file('truth.csv', 'id,entity', 'a,1', 'b,1', 'c,1', 'd,2', 'e,2', 'f,3', 'z,')
  const run = file(
    'run.csv',
    'id_a,id_b,weight,probability',
    'b,a,6,0.99',
    'd,c,2,0.8',
    'e,d,1,0.6',
    'a,z,9,0.99',
  )
  const { object } = await evaluate(run, truth, '--at', '0.5,0.9')
  const answer = object as unknown as EntityAnswer
  expect(answer).toMatchObject({ rows: 7, entities: 3, same: 4, unknown: 1 })
  expect(answer.thresholds.map(({ found, right }) => [found, right])).toEqual([
    [3, 2],
    [1, 1],
  ])
  expect(answer.thresholds[0]!.recall.share).toBe(0.5)
  expect(answer.thresholds[1]!.precision.low).toBeCloseTo(0.025, 10)
})

test('the entity may stand in a column of any name, beside the file itself', async () => {
  const people = file('people.csv', 'nr,name,person', 'a,Ali,7', 'b,Aly,7', 'c,Sana,8')
  const { object } = await evaluate(
    pairs,
    people,
    '--entity',
    'person',
    '--id',
    'nr',
    '--at',
    '0.5',
  )
  expect(object).toMatchObject({ rows: 3, same: 1, unknown: 3 })
  expect(object.thresholds[0]).toMatchObject({ found: 1, right: 1 })
})

test('with two files the same id in each is two rows, and only pairs across count', async () => {
  const truth = file('sides.csv', 'source,id,entity', 'a,1,x', 'a,2,x', 'b,1,x', 'b,2,y')
  const run = file('across.csv', 'id_a,id_b,weight,probability', '1,1,5,0.9', '2,2,5,0.9')
  const { object } = await evaluate(run, truth, '--two-files', '--at', '0.5')
  expect(object).toMatchObject({ rows: 4, same: 2 })
  expect(object.thresholds[0]).toMatchObject({ found: 2, right: 1 })
})
