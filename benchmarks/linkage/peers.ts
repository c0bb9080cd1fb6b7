/**
 * The kernel's string comparison beside other packages of npm, in one run: comparisons of names a
 * second, one thread. The peers are no dependency of the project; they are looked for in a folder:
 * `npm i --ignore-scripts jaro-winkler@0.2.8 talisman@1.1.4` (both MIT) there, then `npx tsx benchmarks/linkage/peers.ts FOLDER`.
 */
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { PoolSimilarity } from '../../libraries/record-linkage/jaro.ts'
import { poolOf } from '../../libraries/record-linkage/pool.ts'
import { jaroWinkler } from '../../libraries/record-linkage/strings.ts'
import { makeRecords } from './people.ts'

const folder = process.argv[2]
if (!folder) throw new Error('Say in which folder the peers were installed.')
const load = createRequire(join(resolve(folder), 'package.json'))

const NAMES = 2000
const ROUNDS = 5
const LEAST = 0.9
const names = new Set<string>()
for (const { name } of makeRecords(NAMES * 3, 5)) if (names.size < NAMES) names.add(name)
const list = [...names]
const pool = poolOf(list)
const ours = new PoolSimilarity(pool)

type Measure = (one: number, two: number) => number
const textual =
  (of: (one: string, two: string) => number): Measure =>
  (one, two) =>
    of(list[one]!, list[two]!)
const jaroPackage = load('jaro-winkler') as (one: string, two: string) => number
const talisman = load('talisman/metrics/jaro-winkler') as (one: string, two: string) => number
const measures: Record<string, Measure> = {
  [`ours, no lower than ${LEAST} (bound first)`]: (one, two) => ours.atLeast(one, two, LEAST),
  'ours, every similarity': (one, two) => ours.similarity(one, two),
  'the plain definition': textual(jaroWinkler),
  'jaro-winkler 0.2.8': textual(jaroPackage),
  'talisman 1.1.4': textual(talisman),
}

/** Every pair of names; pairs alike, and comparisons per second of processor time. */
function timed(measure: Measure) {
  let alike = 0
  let pairs = 0
  const before = process.cpuUsage()
  for (let one = 0; one < list.length; one++)
    for (let two = one + 1; two < list.length; two++) {
      if (measure(one, two) >= LEAST) alike++
      pairs++
    }
  const { user, system } = process.cpuUsage(before)
  return { alike, rate: pairs / ((user + system) / 1e6) }
}

for (const [name, measure] of Object.entries(measures)) {
  const runs = Array.from({ length: ROUNDS }, () => timed(measure))
  const best = Math.max(...runs.map(({ rate }) => rate))
  console.log(
    `${name.padEnd(48)} ${(best / 1e6).toFixed(1).padStart(6)} M a second, ${runs[0]!.alike} pairs alike`,
  )
}
