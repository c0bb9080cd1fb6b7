/**
 * Multiple systems estimation: CPU seconds beside what R's packages took for the same work, and
 * growth with the number of lists. `npx tsx benchmarks/estimation.ts [folder of mse_*.csv]`;
 * where `Rscript` with MultipleSystemsEstimation is installed, it is run in the same minute.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  bcaLimits,
  decomposablePosterior,
  Fitter,
  type ListTable,
  Random,
  rankAll,
  resamples,
  searchRanking,
  stepwise,
  stepwiseAcceleration,
  tableOf,
} from '../libraries/multiple-systems-estimation/index.ts'

const shared = process.env.PANAH_SHARED ?? resolve(import.meta.dirname, '../../shared')
const folder = process.argv[2] ?? join(shared, 'data/stats/mse')

// CPU seconds of R 4.2.2 with MultipleSystemsEstimation 1.2.0 (the graphs: C++ in MSETools), as
// noted beside the reference outputs when they were made.
const ofR = { stepwise: 142.5, pairs: 1.95, graphs: 0.017 }

function read(name: string): ListTable {
  const [header, ...rows] = readFileSync(join(folder, `mse_${name}.csv`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.replaceAll('"', '').split(','))
  return tableOf(
    header!.slice(0, -1),
    rows.map((row) => ({ on: row.slice(0, -1).map(Number), count: Number(row.at(-1)) })),
  )
}

/** CPU seconds of the best of three: what the work costs, not what else the machine does. */
function seconds(work: () => void): number {
  const rounds = [0, 1, 2].map(() => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  })
  return Math.min(...rounds)
}

function stepwiseBootstrap(whole: ListTable, samples = 1000): void {
  const totals = Array.from(
    resamples({ whole, seed: 1, from: 0, to: samples }),
    (one) => stepwise(new Fitter(one), 0.02)?.fit.total ?? Number.NaN,
  )
  const estimate = stepwise(new Fitter(whole), 0.02)!.fit.total
  bcaLimits(estimate, totals, stepwiseAcceleration(whole, 0.02), [0.025, 0.975])
}

if (existsSync(join(folder, 'mse_UK6.csv'))) {
  const [uk6, uk5] = [read('UK6'), read('UK5')]
  const rows: [string, number, number | undefined, string][] = [
    [
      'UK, 6 lists: stepwise + 1,000 bootstraps',
      seconds(() => stepwiseBootstrap(uk6)),
      ofR.stepwise,
      '< 1',
    ],
    [
      'UK, 5 lists: the 1,024 models of pairs',
      seconds(() => rankAll(new Fitter(uk5), 2)),
      ofR.pairs,
      '',
    ],
    [
      'UK, 5 lists: all 6,893 models',
      seconds(() => rankAll(new Fitter(uk5), 4)),
      undefined,
      '< 0.5',
    ],
    [
      'UK, 5 lists: 822 graphs × 1,000 sizes',
      seconds(() => decomposablePosterior(uk5)),
      ofR.graphs,
      '',
    ],
  ]
  for (const [what, own, theirs, bar] of rows) {
    const beside =
      theirs === undefined ? '' : `, R ${theirs} s (${(theirs / own).toPrecision(2)} times)`
    console.log(`${what}: ${own.toFixed(3)} s CPU${beside}${bar && `, aim ${bar} s`}`)
  }
} else {
  console.log(`no tables in ${folder}: only the growth is measured`)
}
besideR()

console.log('\nlists  stepwise + 100 bootstraps  models  all or search')
for (let lists = 3; lists <= 9; lists++) {
  const table = madeUp(lists)
  const boot = seconds(() => stepwiseBootstrap(table, 100))
  let models = 0
  const ranking = seconds(() => {
    const fitter = new Fitter(table)
    const found =
      lists <= 5
        ? rankAll(fitter, lists - 1)
        : searchRanking(fitter, {
            order: 3,
            window: 8,
            mostFits: lists <= 8 ? 20_000 : 3000,
          })
    models = found.models.length + found.refused.length
  })
  console.log(
    `${String(lists).padStart(5)}  ${`${boot.toFixed(3)} s`.padStart(25)}  ${String(models).padStart(6)}  ${ranking.toFixed(3)} s`,
  )
}

function madeUp(lists: number): ListTable {
  const random = new Random(11)
  const rows = Array.from({ length: 6000 }, () => {
    const easy = random.uniform() < 0.4 ? 1.6 : 0.6
    const on = Array.from({ length: lists }, (_, at) =>
      random.uniform() < easy * (0.1 + 0.02 * at) ? 1 : 0,
    )
    return { on, count: 1 }
  })
  return tableOf(
    Array.from({ length: lists }, (_, at) => `L${at + 1}`),
    rows,
  )
}

/** R itself, where it is installed. */
function besideR(): void {
  const script = `suppressMessages(library(MultipleSystemsEstimation)); d <- as.matrix(read.csv("${join(folder, 'mse_UK6.csv')}"));
    t <- system.time(estimatepopulation(d, method="stepwise", nboot=100)); cat(t[["user.self"]] + t[["sys.self"]])`
  const { status, stdout } = spawnSync('Rscript', ['-e', script], { encoding: 'utf8' })
  if (status === 0)
    console.log(`R here, 100 bootstraps of the same: ${Number(stdout).toFixed(1)} s CPU`)
  else
    console.log(
      'R with MultipleSystemsEstimation is not installed here; its figures are those of the reference outputs.',
    )
}
