/**
 * What the methods of multiple systems estimation do where the truth is known: coverage of the
 * 95 % limits, error of the estimate, and whether they warn.
 * `npx tsx benchmarks/honesty.ts [tables] [scenario…]` writes the tables of METHOD.md. The sampler of
 * latent classes takes ten times as long as all the rest: with LATENT=1 it runs too.
 */
import {
  estimate,
  type ListTable,
  type Method,
  methods,
  Random,
  type Report,
  refuseHopeless,
  TableProblem,
  tableOf,
} from '../libraries/multiple-systems-estimation/index.ts'

const [amount, ...only] = process.argv.slice(2)
const TABLES = Number(amount ?? 100)
const tried = methods.filter((method) => method !== 'latent' || process.env.LATENT)

/** Draws the lists of one person. */
type Person = (random: Random) => number[]
interface Scenario {
  name: string
  people: number
  lists: number
  person: (random: Random) => Person
}

const independent = (chances: readonly number[]) => (random: Random) =>
  chances.map((chance) => (random.uniform() < chance ? 1 : 0))

const scenarios: Scenario[] = [
  {
    name: 'independent, 4 lists',
    people: 5000,
    lists: 4,
    person: () => independent([0.25, 0.2, 0.15, 0.1]),
  },
  {
    name: 'independent, 5 lists',
    people: 8000,
    lists: 5,
    person: () => independent([0.15, 0.12, 0.1, 0.08, 0.05]),
  },
  {
    name: 'independent, 3 lists',
    people: 3000,
    lists: 3,
    person: () => independent([0.3, 0.25, 0.2]),
  },
  {
    name: 'two lists go together',
    people: 5000,
    lists: 4,
    // Whoever is on the first list is referred to the second.
    person: () => (random) => {
      const on = independent([0.2, 0.1, 0.15, 0.12])(random)
      if (on[0] && random.uniform() < 0.4) on[1] = 1
      return on
    },
  },
  {
    name: 'three lists go together at once',
    people: 5000,
    lists: 4,
    person: () => (random) => {
      // Joint raids: police, labour and shelter list the same people together.
      const on = independent([0.12, 0.12, 0.12, 0.12])(random)
      if (random.uniform() < 0.06) on[0] = on[1] = on[2] = 1
      return on
    },
  },
  {
    name: 'two hidden classes, 4 lists',
    people: 5000,
    lists: 4,
    person: () => (random) =>
      random.uniform() < 0.25
        ? independent([0.5, 0.45, 0.4, 0.35])(random)
        : independent([0.05, 0.05, 0.04, 0.04])(random),
  },
  {
    name: 'two hidden classes, 5 lists',
    people: 8000,
    lists: 5,
    person: () => (random) =>
      random.uniform() < 0.2
        ? independent([0.45, 0.4, 0.35, 0.3, 0.25])(random)
        : independent([0.06, 0.05, 0.04, 0.04, 0.03])(random),
  },
  {
    name: 'two hidden classes, 3 lists',
    people: 4000,
    lists: 3,
    person: () => (random) =>
      random.uniform() < 0.3
        ? independent([0.5, 0.45, 0.4])(random)
        : independent([0.06, 0.05, 0.05])(random),
  },
  {
    name: 'two hidden classes not far apart, 4 lists',
    people: 5000,
    lists: 4,
    person: () => (random) =>
      random.uniform() < 0.4
        ? independent([0.3, 0.25, 0.25, 0.2])(random)
        : independent([0.1, 0.08, 0.06, 0.05])(random),
  },
  {
    name: 'some whom no list can reach',
    people: 5000,
    lists: 4,
    person: () => (random) =>
      random.uniform() < 0.4 ? [0, 0, 0, 0] : independent([0.25, 0.2, 0.15, 0.1])(random),
  },
  {
    name: 'sparse, 5 lists',
    people: 1200,
    lists: 5,
    person: () => independent([0.1, 0.06, 0.05, 0.03, 0.02]),
  },
  {
    name: 'sparse, with a referral',
    people: 1200,
    lists: 5,
    person: () => (random) => {
      const on = independent([0.1, 0.06, 0.05, 0.03, 0.03])(random)
      if (on[0] && random.uniform() < 0.3) on[1] = 1
      return on
    },
  },
]

function draw({ people, lists, person }: Scenario, seed: number): ListTable {
  const random = new Random(seed, 77)
  const one = person(random)
  const rows = Array.from({ length: people }, () => ({ on: one(random), count: 1 }))
  return tableOf(
    Array.from({ length: lists }, (_, at) => `L${at + 1}`),
    rows,
  )
}

interface Tally {
  covered: Record<string, number>
  errors: Record<string, number[]>
  refused: number
  /** Tables whose range over all methods, limits included, holds the truth; its upper end by the truth. */
  held: number
  tops: number[]
  misleading: number
  warnedOfMisleading: number
  redOfMisleading: number
  harmless: number
  redOfHarmless: number
  codes: Record<string, number>
  redCodes: Record<string, number>
}

/** Off by more than a quarter, or limits that miss the truth, in either of the two usual methods. */
function misleads(report: Report, truth: number): boolean {
  return (['stepwise', 'bic'] as const).some((method) => {
    const one = report.methods[method]
    return !one || Math.abs(one.N / truth - 1) > 0.25
  })
}

function warningsOf(report: Report) {
  const own = Object.values(report.methods).flatMap((one) => one.warnings)
  return [...report.warnings, ...own]
}

async function run(scenario: Scenario): Promise<Tally> {
  const tally: Tally = {
    covered: {},
    errors: {},
    refused: 0,
    held: 0,
    tops: [],
    misleading: 0,
    warnedOfMisleading: 0,
    redOfMisleading: 0,
    harmless: 0,
    redOfHarmless: 0,
    codes: {},
    redCodes: {},
  }
  for (let at = 0; at < TABLES; at++) {
    try {
      const table = draw(scenario, at + 1)
      refuseHopeless(table)
      const report = await estimate(table, {
        seed: at + 1,
        threads: 0,
        bootstraps: 200,
        methods: tried,
      })
      count(tally, report, scenario.people)
    } catch (trouble) {
      if (!(trouble instanceof TableProblem)) throw trouble
      tally.refused++
    }
  }
  return tally
}

function count(tally: Tally, report: Report, truth: number): void {
  for (const { method, N, lower, upper } of Object.values(report.methods)) {
    tally.covered[method] = (tally.covered[method] ?? 0) + Number(lower <= truth && truth <= upper)
    tally.errors[method] = [...(tally.errors[method] ?? []), N / truth - 1]
  }
  const { lower, upper } = report.range
  tally.held += Number(lower <= truth && truth <= upper)
  tally.tops.push(upper / truth)
  const warnings = warningsOf(report)
  const red = warnings.some(({ grade }) => grade === 'red')
  const wrong = misleads(report, truth)
  tally.misleading += Number(wrong)
  tally.warnedOfMisleading += Number(wrong && warnings.length > 0)
  tally.redOfMisleading += Number(wrong && red)
  tally.harmless += Number(!wrong)
  tally.redOfHarmless += Number(!wrong && red)
  for (const code of new Set(warnings.map((one) => one.code)))
    tally.codes[code] = (tally.codes[code] ?? 0) + 1
  for (const code of new Set(
    warnings.filter(({ grade }) => grade === 'red').map((one) => one.code),
  ))
    tally.redCodes[code] = (tally.redCodes[code] ?? 0) + 1
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

function cell(tally: Tally, method: Method): string {
  const errors = tally.errors[method]
  if (!errors) return '–'
  const middle = Math.round(median(errors) * 100)
  return `${tally.covered[method]} / ${errors.length}, ${middle > 0 ? '+' : ''}${middle} %`
}

console.log(
  `| scenario | ${tried.join(' | ')} | whole range | misleading | warned | red | harmless | red |`,
)
console.log(`|---|${tried.map(() => '---').join('|')}|---|---|---|---|---|---|`)
for (const scenario of scenarios) {
  if (only.length && !only.some((name) => scenario.name.includes(name))) continue
  const tally = await run(scenario)
  const cells = tried.map((method) => cell(tally, method))
  console.log(
    `| ${scenario.name} | ${cells.join(' | ')} | ${tally.held} / ${tally.tops.length}, to ${median(tally.tops).toFixed(1)}× | ${tally.misleading} | ${tally.warnedOfMisleading} | ${tally.redOfMisleading} | ${tally.harmless} | ${tally.redOfHarmless} |`,
  )
  console.error(scenario.name, 'all', tally.codes, 'red', tally.redCodes, 'refused', tally.refused)
}
