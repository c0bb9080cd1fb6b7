// npx tsx benchmarks/release-loss.ts [SEED of the made-up file, 1]
// What a release loses, by budget and by length of combination: the table of libraries/private-release/METHOD.md.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  budgetOf,
  countsOf,
  lossOf,
  madeUpVictims,
  openLedger,
  type Released,
  releaseExact,
  releaseNoisy,
  systemRandomness,
} from '../libraries/private-release/index.ts'

const data = madeUpVictims(21_195, Number(process.argv[2] ?? 1))
const real = countsOf(data, 3)
const random = systemRandomness()
const folder = mkdtempSync(join(tmpdir(), 'panah-loss-'))
const ledgerOf = (name: string, epsilon: string) =>
  openLedger(join(folder, `${name}.ledger`), budgetOf(name, epsilon, '4.7e-6'))

function tell(name: string, counts: ReadonlyMap<number, number>, tables: Released, seconds = '') {
  const [all, ...byLength] = lossOf(real, counts, tables)
  const each = (of: 'suppressed' | 'fabricated' | 'error') =>
    [...byLength, all!].map((one) => one[of].toFixed(1)).join(' / ')
  console.log(
    `| ${name} | ${each('suppressed')} | ${each('fabricated')} | ${each('error')} | ${seconds}`,
  )
}

async function measure<T>(work: () => Promise<T>): Promise<[T, string]> {
  const before = process.cpuUsage()
  const made = await work()
  const { user, system } = process.cpuUsage(before)
  return [made, `${((user + system) / 1e6).toFixed(1)} s CPU |`]
}

console.log('| release | missing % by length 1 / 2 / 3 / all | made up % | mean error | |')
for (const epsilon of ['1', '4', '8']) {
  const request = { epsilon, longest: 3, cap: 14, records: 1 }
  const [made, seconds] = await measure(() =>
    releaseNoisy(data, request, ledgerOf(`e${epsilon}`, epsilon), random),
  )
  tell(`ε = ${epsilon}, tables`, made.tables.counts, made.tables)
  tell(`ε = ${epsilon}, records`, countsOf(made.synthetic, 3), made.tables, seconds)
}
for (const wholeRecords of [false, true]) {
  const request = { k: 10, longest: 3, sweeps: 20, wholeRecords }
  const [made, seconds] = await measure(() =>
    releaseExact(data, request, ledgerOf(`k${wholeRecords}`, '1'), random),
  )
  if (!wholeRecords) {
    const { counts, primary, complementary } = made.tables
    tell('k = 10, tables', counts, made.tables)
    console.log(
      `k = 10: of ${counts.size + primary + complementary} combinations ${counts.size} shown, ${primary} hidden for rarity, ${complementary} to protect them`,
    )
  }
  const checked = wholeRecords ? 'whole records' : 'combinations'
  tell(`k = 10, records by ${checked}`, countsOf(made.synthetic, 3), made.tables, seconds)
}
rmSync(folder, { recursive: true })
