import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  clusterPairs,
  fromRows,
  link,
  openJournal,
  Register,
  type Row,
  registerModel,
  type Settings,
} from './index.ts'
import { Random } from './random.ts'
import { editsUpTo2, jaroWinkler } from './strings.ts'

const given =
  'Imran عمران Umran Irfan Muhammad محمد Mohd Ali علی Yousaf یوسف Yusuf Abdul عبدالرحمن Rehman Ayesha عائشہ M Ghulam Rasool غلام Saeed سعید Robert Rob'.split(
    ' ',
  )
const places = [
  'Gujrat',
  'گجرات',
  'Gujranwala',
  'Chak 12 GB',
  'Chak 21 GB',
  'Mandi Bahauddin',
  'Kot Addu',
]

/** Made-up rows, few values, many slips: every level occurs. */
function randomRows(count: number, seed: number): Row[] {
  const random = new Random(seed)
  const pick = <T>(from: readonly T[]): T => from[random.below(from.length)]!
  const slip = (text: string) => {
    const at = random.below(text.length)
    const chance = random.next()
    if (chance < 0.6) return text
    if (chance < 0.75) return text.slice(0, at) + pick([...'0123456789']) + text.slice(at + 1)
    if (chance < 0.85) return text.slice(0, at) + text.slice(at + 1)
    return (
      text.slice(0, at) +
      text
        .slice(at, at + 2)
        .split('')
        .reverse()
        .join('') +
      text.slice(at + 2)
    )
  }
  const maybe = (text: string) => (random.next() < 0.12 ? '' : text)
  return Array.from({ length: count }, (_, id) => ({
    id: String(id),
    name: maybe(Array.from({ length: 1 + random.below(4) }, () => pick(given)).join(' ')),
    place: maybe(pick(places)),
    note: maybe(slip(`house ${random.below(9)} street ${random.below(9)} lane`)),
    passport: maybe(slip(`AB${1000 + random.below(60)}`)),
    cnic: maybe(
      random.next() < 0.15
        ? pick(['3410', '34101'])
        : slip(`34101${1_000_000 + random.below(40)}${1 + random.below(9)}`),
    ),
    dob: maybe(
      random.next() < 0.2
        ? `${1980 + random.below(4)}-01-01`
        : `198${random.below(3)}-0${1 + random.below(9)}-0${1 + random.below(9)}`,
    ),
    sex: maybe(pick(['m', 'f'])),
  }))
}

const settings: Settings = {
  id: 'id',
  fields: {
    name: 'name',
    place: 'place',
    note: 'text',
    passport: 'short',
    cnic: 'cnic',
    dob: 'date',
    sex: 'code',
  },
  rules: [['name.first', 'sex'], 'dob.year', ['place', 'passport.start'], 'cnic.tail'],
  // Made-up rows hold no real matches: without a low threshold there would be nothing to compare.
  keep: 1e-6,
}

const listOf = ({ pairs }: { pairs: { a: Int32Array; b: Int32Array; weight: Float64Array } }) =>
  Array.from(pairs.a, (a, at) => [a, pairs.b[at]!, pairs.weight[at]!] as const)

/** Every pair of rows by the plain definitions alone. */
function plainPairs(
  rows: readonly Row[],
  register: Register<number>,
  least: number,
  split = 0,
): [number, number, number][] {
  const read = rows.map((row) => register.read(row))
  const out: [number, number, number][] = []
  for (let a = 0; a < rows.length; a++)
    for (let b = Math.max(a + 1, split); b < rows.length; b++) {
      if (split && a >= split) break
      if (!read[a]!.keys.some((key, rule) => key !== undefined && key === read[b]!.keys[rule]))
        continue
      const { weight } = register.compare(read[a]!, read[b]!)
      if (weight >= least) out.push([a, b, weight])
    }
  return out
}

function expectSame(
  found: readonly (readonly [number, number, number])[],
  wanted: readonly (readonly [number, number, number])[],
) {
  expect(found.map(([a, b]) => `${a} ${b}`)).toEqual(wanted.map(([a, b]) => `${a} ${b}`))
  for (const [at, [, , weight]] of found.entries())
    expect(Math.abs(weight - wanted[at]![2])).toBeLessThan(1e-9)
}

describe('the fast kernel and the plain definitions', () => {
  test.each([1, 2, 3])('find the same pairs with the same weights (table %i)', async (seed) => {
    const rows = randomRows(400, seed)
    const linkage = await link(fromRows(rows), settings, { threads: 1 })
    const register = new Register<number>(registerModel(linkage, settings))
    const wanted = plainPairs(rows, register, linkage.plan.least)
    expect(wanted.length).toBeGreaterThan(50)
    expectSame(listOf(linkage), wanted)
  })

  test('agree across two tables, where pairs within one table are none', async () => {
    const rows = randomRows(300, 9)
    const linkage = await link(fromRows(rows.slice(0, 120), rows.slice(120)), settings, {
      threads: 1,
    })
    const register = new Register<number>(registerModel(linkage, settings))
    expectSame(listOf(linkage), plainPairs(rows, register, linkage.plan.least, 120))
  })

  test('agree on blocks larger than a tile', async () => {
    const rows = randomRows(2500, 4)
    const one: Settings = {
      fields: { dob: 'date', passport: 'code', sex: 'code' },
      rules: ['sex'],
      keep: 0.5,
    }
    const linkage = await link(fromRows(rows), one, { threads: 1 })
    const register = new Register<number>(registerModel(linkage, one))
    expectSame(listOf(linkage), plainPairs(rows, register, linkage.plan.least))
  })
})

test('pruning changes no pair and no weight', { timeout: 120_000 }, async () => {
  const rows = randomRows(1500, 5)
  const pruned = await link(fromRows(rows), { ...settings, keep: 0.5 }, { threads: 1 })
  const whole = await link(fromRows(rows), { ...settings, keep: 0.5 }, { threads: 1, prune: false })
  expect(pruned.pruned).toBeGreaterThan(0)
  expect(listOf(pruned)).toEqual(listOf(whole))
})

test('two threads find what one finds, to the last bit', { timeout: 120_000 }, async () => {
  const rows = randomRows(1500, 6)
  const one = await link(fromRows(rows), settings, { threads: 1, clusters: true })
  const two = await link(fromRows(rows), settings, { threads: 2, clusters: true })
  expect(listOf(two)).toEqual(listOf(one))
  expect(two.clusters!.of).toEqual(one.clusters!.of)
})

test('rows matched one at a time get the matches of a full run', async () => {
  const rows = randomRows(600, 7)
  const first = await link(fromRows(rows.slice(0, 400)), settings, { threads: 1 })
  const model = registerModel(first, settings)
  const register = new Register<number>(model)
  const found: [number, number, number][] = []
  rows.forEach((row, at) => {
    for (const { id, weight } of register.find(row)) found.push([id, at, weight])
    register.put(at, row)
  })
  const full = await link(
    fromRows(rows),
    { ...settings, learnt: model.learnt, rarity: model.rarity },
    { threads: 1 },
  )
  expectSame(
    found.sort((x, y) => x[0] - y[0] || x[1] - y[1]),
    listOf(full),
  )
})

test('a row that was removed or changed is not found by its old keys', async () => {
  const rows = randomRows(200, 8)
  const linkage = await link(fromRows(rows), settings, { threads: 1 })
  const register = new Register<number>({ ...registerModel(linkage, settings), least: -40 })
  register.put(1, { name: 'Imran Khan', cnic: '3410112345671', dob: '1980-02-03' })
  const twin = { name: 'عمران خان', cnic: '3410112345671', dob: '1980-02-03' }
  expect(register.find(twin).map(({ id }) => id)).toEqual([1])
  register.put(1, { name: 'Somebody Else', cnic: '3520112345689', dob: '1999-05-05' })
  expect(register.find(twin)).toEqual([])
  register.put(1, twin)
  register.remove(1)
  expect(register.find(twin)).toEqual([])
})

test('a run that was cut off goes on from its journal and ends the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'))
  const path = join(folder, 'run.partial')
  const rows = randomRows(3000, 10)
  const many: Settings = {
    ...settings,
    fields: { dob: 'date', passport: 'code', sex: 'code' },
    rules: ['sex', 'dob.year'],
    keep: 0.9,
  }
  const whole = await link(fromRows(rows), many, { threads: 1 })
  const stop = new AbortController()
  let parts = 0
  const cut = link(fromRows(rows), many, {
    threads: 1,
    signal: stop.signal,
    journal: (learnt, rules) => {
      const journal = openJournal(path, { learnt, rules })
      return {
        find: journal.find,
        put: (unit, found) => {
          journal.put(unit, found)
          if (++parts === 2) stop.abort(new Error('cut off'))
        },
      }
    },
  })
  await expect(cut).rejects.toThrow('cut off')
  let known = 0
  const resumed = await link(fromRows(rows), many, {
    threads: 1,
    journal: (learnt, rules) => {
      const journal = openJournal(path, { learnt, rules })
      known = journal.units
      return journal
    },
  })
  expect(known).toBe(2)
  expect(listOf(resumed)).toEqual(listOf(whole))
  expect(openJournal(path, { other: 'work' }).units).toBe(0)
  rmSync(folder, { recursive: true })
})

describe('clusters', () => {
  const pairs = (list: [number, number, number][]) => ({
    a: Int32Array.from(list, (one) => one[0]),
    b: Int32Array.from(list, (one) => one[1]),
    weight: Float64Array.from(list, (one) => one[2]),
  })
  test('a chain through one false pair does not join strangers; the join is shown', () => {
    const list: [number, number, number][] = [
      [0, 1, 20],
      [2, 3, 20],
      [1, 2, 5],
    ]
    const weightOf = (a: number, b: number) => list.find(([x, y]) => x === a && y === b)?.[2] ?? -15
    const { of, splits } = clusterPairs(4, pairs(list), { least: 3, weightOf })
    expect([...of]).toEqual([0, 0, 2, 2])
    expect(splits).toHaveLength(1)
    expect(splits[0]).toMatchObject({ a: 1, b: 2, weight: 5, strangers: { weight: -15 } })
  })
  test('a chain that the other pairs bear out is one cluster', () => {
    const list: [number, number, number][] = [
      [0, 1, 20],
      [2, 3, 20],
      [1, 2, 5],
    ]
    const { of, splits } = clusterPairs(4, pairs(list), { least: 3, weightOf: () => 2 })
    expect([...of]).toEqual([0, 0, 0, 0])
    expect(splits).toEqual([])
  })
  test('the order of the pairs does not matter', () => {
    const list: [number, number, number][] = [
      [0, 1, 9],
      [1, 2, 8],
      [3, 4, 7],
      [2, 3, 4],
      [0, 4, 6],
    ]
    const weightOf = (a: number, b: number) => list.find(([x, y]) => x === a && y === b)?.[2] ?? -3
    const straight = clusterPairs(5, pairs(list), { least: 3, weightOf })
    expect(clusterPairs(5, pairs([...list].reverse()), { least: 3, weightOf })).toEqual(straight)
  })
})

describe('the string measures', () => {
  test('Jaro–Winkler gives the values of Winkler’s table', () => {
    // Winkler 1994, "Advanced methods for record linkage", table 1.
    for (const [a, b, value] of [
      ['SHACKLEFORD', 'SHACKELFORD', 0.982],
      ['DUNNINGHAM', 'CUNNIGHAM', 0.896],
      ['MARHTA', 'MARTHA', 0.961],
      ['JONES', 'JOHNSON', 0.832],
      ['DWAYNE', 'DUANE', 0.84],
      ['ABROMS', 'ABRAMS', 0.922],
    ] as const)
      expect(jaroWinkler(a, b)).toBeCloseTo(value, 2)
  })
  test('edits up to two agree with the table of the textbook', () => {
    const random = new Random(3)
    const word = () =>
      Array.from({ length: random.below(7) }, () => 'abc'[random.below(3)]).join('')
    for (let round = 0; round < 3000; round++) {
      const [a, b] = [word(), word()]
      expect(editsUpTo2(a, b), `${a} ${b}`).toBe(Math.min(3, table(a, b)))
    }
  })
})

/** Optimal string alignment by the full table. */
function table(a: string, b: string): number {
  const cost = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i && j ? 0 : i + j)),
  )
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      cost[i]![j] = Math.min(
        cost[i - 1]![j]! + 1,
        cost[i]![j - 1]! + 1,
        cost[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost[i]![j] = Math.min(cost[i]![j]!, cost[i - 2]![j - 2]! + 1)
    }
  return cost[a.length]![b.length]!
}
