import { describe, expect, test } from 'vitest'
import { fromRows, type Linkage, link, planRun, type Settings } from './index.ts'
import { masked } from './link.ts'

/** Four villages of 12, 5, 3 and 2 people; CNICs pair those that follow on each other. */
const sizes = { Alipur: 12, Basirpur: 5, Chakwal: 3, Dina: 2 }
const rows = Object.entries(sizes).flatMap(([village, size], place) =>
  Array.from({ length: size }, (_, at) => ({
    name: `${'bdfgklmnprst'[at]}a${'bdfgk'[place]}i${'kmnst'[at % 5]}a`,
    cnic: `3410${place + 1}000000${String(at >> 1).padStart(2, '0')}`,
    village,
  })),
)
const settings: Settings = {
  fields: { name: 'name', cnic: 'cnic', village: 'code' },
  rules: ['village', 'cnic'],
  keep: 0.0001,
}
const listOf = ({ pairs }: Linkage) =>
  Array.from(pairs.a, (a, at) => `${a} ${pairs.b[at]} ${pairs.weight[at]}`)

describe('a cap on blocks', () => {
  test.each([1, 2.5, Number.NaN])('of %d rows is refused', async (mostInBlock) => {
    await expect(link(fromRows(rows), { ...settings, mostInBlock })).rejects.toThrow(/2 or more/)
  })

  test.each([1, 2])('names what it left out, on %i threads', async (threads) => {
    const { rules, compared } = await link(
      fromRows(rows),
      { ...settings, mostInBlock: 4 },
      { threads },
    )
    // Alipur 12 · 11 / 2 and Basirpur 5 · 4 / 2 pairs are left out; 3 and 1 remain.
    expect(rules[0]).toMatchObject({
      pairs: 4,
      blocks: 2,
      largest: 3,
      leftOut: {
        blocks: 2,
        rows: 17,
        pairs: 76,
        largest: { rows: 12, pairs: 66 },
        example: 'village.value A•••••',
      },
    })
    expect(rules[1]!.leftOut).toBeUndefined()
    // CNIC pairs: 6 of Alipur and 2 of Basirpur, whose blocks were left out, and 2 met before.
    expect(compared).toBe(4 + 6 + 2)
  })

  test('only takes away: the answer without it holds every pair, with the same weight', async () => {
    const whole = await link(fromRows(rows), settings, { threads: 1 })
    const { learnt } = whole
    const capped = await link(
      fromRows(rows),
      { ...settings, learnt, mostInBlock: 4 },
      { threads: 1 },
    )
    const all = new Set(listOf(whole))
    expect(listOf(capped).filter((pair) => !all.has(pair))).toEqual([])
    expect(capped.pairs.a.length).toBeGreaterThan(0)
    expect(capped.pairs.a.length).toBeLessThan(all.size)
  })

  test('leaves nothing out where every pair is compared', async () => {
    const { compared } = await link(fromRows(rows), { ...settings, rules: [[]], mostInBlock: 2 })
    expect(compared).toBe((22 * 21) / 2)
  })

  test('counts pairs across only, where two tables are linked', async () => {
    const { rules } = await link(fromRows(rows.slice(0, 4), rows.slice(4)), {
      ...settings,
      mostInBlock: 5,
    })
    expect(rules[0]).toMatchObject({ pairs: 0, leftOut: { blocks: 1, rows: 12, pairs: 4 * 8 } })
  })
})

test('a plan says each rule’s pairs and largest blocks, masked, and compares nothing', async () => {
  const plan = await planRun(fromRows(rows), settings, { threads: 1 })
  expect(plan.rules[0]).toMatchObject({ pairs: 66 + 10 + 3 + 1, blocks: 4 })
  expect(plan.rules[0]!.largestBlocks).toEqual([
    {
      rows: 12,
      pairs: 66,
      share: 66 / 80,
      values: expect.stringMatching(/^village\.value [aA]•{5}$/),
    },
    {
      rows: 5,
      pairs: 10,
      share: 10 / 80,
      values: expect.stringMatching(/^village\.value [bB]•{7}$/),
    },
    {
      rows: 3,
      pairs: 3,
      share: 3 / 80,
      values: expect.stringMatching(/^village\.value [cC]•{6}$/),
    },
  ])
  expect(plan.pairs).toBe(80 + 10)
  expect(JSON.stringify(plan)).not.toMatch(/alipur|3410\d/i)
  expect(plan.seconds).toBeGreaterThan(0)
  expect(plan.refused).toBeUndefined()
})

test('a plan of too many pairs says that a run is refused, and is not refused itself', async () => {
  const plan = await planRun(fromRows(rows), { ...settings, mostPairs: 50 }, { threads: 1 })
  expect(plan.refused).toMatch(/90 pairs; the limit is 50.*village/)
})

test.each([
  ['محمد عمران', 'م••• ع••••'],
  ['34101-7654321-1', '3••••-7••••••-•'],
  ['M', '•'],
  ['Gujrat (city)', 'G••••• (c•••)'],
  ['', ''],
])('%s is masked', (text, wanted) => {
  expect(masked(text)).toBe(wanted)
})
