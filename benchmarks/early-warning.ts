// node --import tsx benchmarks/early-warning.ts
// CPU seconds of this process, and how they grow. Made-up data of a fixed seed.

import {
  farrington,
  recentIntervals,
  scanPermutation,
  scanPoisson,
  zonesAroundPlaces,
} from '../libraries/early-warning/index.ts'
import { drawBinomial, seededRandom } from '../libraries/early-warning/random.ts'

async function cpu(work: () => unknown, times = 5): Promise<number> {
  const taken: number[] = []
  for (let i = 0; i < times; i++) {
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    taken.push((user + system) / 1e6)
  }
  return Math.min(...taken)
}

function weekly(weeks: number): number[] {
  const random = seededRandom(2)
  return Array.from({ length: weeks }, (_, week) =>
    drawBinomial(random, 400, 0.02 * (1 + 0.5 * Math.sin(week / 8.3))),
  )
}

/** A map like New York's: places in clumps, populations of some thousands, about 550 cases. */
function map(places: number) {
  const random = seededRandom(3)
  const at = () => random.unit() ** 2
  const x = Array.from({ length: places }, (_, i) => (i % 5) + at())
  const y = Array.from({ length: places }, (_, i) => (i % 3) + at())
  const population = x.map(() => 200 + random.below(8000))
  const count = population.map((people) => drawBinomial(random, people, 5.2e-4))
  const zones = zonesAroundPlaces({ x, y, distance: 'euclidean', weight: population, share: 0.5 })
  const cases = { unit: x.map((_, i) => i), period: x.map(() => 0), count }
  return { cases, units: places, periods: 1, zones, intervals: [{ from: 0, to: 0 }], population }
}

function diary(places: number, days: number, total: number) {
  const random = seededRandom(4)
  const x = Array.from({ length: places }, () => random.unit())
  const y = Array.from({ length: places }, () => random.unit())
  const unit = Array.from({ length: total }, () => random.below(places))
  const period = unit.map(() => random.below(days))
  const weight = x.map(() => 0)
  for (const one of unit) weight[one]!++
  const zones = zonesAroundPlaces({ x, y, distance: 'euclidean', weight, share: 0.5 })
  return {
    cases: { unit, period },
    units: places,
    periods: days,
    zones,
    intervals: recentIntervals(days, 30),
  }
}

const say = (what: string, seconds: number, bar?: number) =>
  console.log(`${what.padEnd(64)} ${seconds.toFixed(3)} s${bar ? `   bar ${bar} s` : ''}`)

const long = { counts: weekly(5 * 52 + 4 + 505), frequency: 52 }
const points = farrington(long).length
say(`Farrington, delta, ${points} points`, await cpu(() => farrington(long)), 0.05)
say(
  `Farrington, Noufaily’s ten seasons, ${points} points`,
  await cpu(() => farrington(long, { improved: true })),
)
const ten = { counts: weekly(5 * 52 + 4 + 5050), frequency: 52 }
say('Farrington, delta, ten times as many points', await cpu(() => farrington(ten)))

const york = map(281)
const windows = york.zones.closes.length
say(
  `Poisson scan, 281 places, ${windows} windows, 999 replicates`,
  await cpu(() => scanPoisson(york)),
  0.4,
)
for (const places of [140, 562, 1124]) {
  const other = map(places)
  const name = `Poisson scan, ${places} places, ${other.zones.closes.length} windows, 999 replicates`
  say(name, await cpu(() => scanPoisson(other), 1))
}
for (const total of [500, 5000, 50_000]) {
  const other = diary(150, 365, total)
  const name = `Permutation scan, 150 places, 365 days, 30 long, ${total} cases`
  say(name, await cpu(() => scanPermutation(other), 1))
}
