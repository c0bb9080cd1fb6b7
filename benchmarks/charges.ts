/**
 * How long an assessment takes for a case with 40 persons, beside one with 4, in one run:
 *   npx tsx benchmarks/charges.ts [rounds]
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { answerSheet, law, readSheet, type SheetInFile } from '../rooms/charges/door.ts'
import { readScreening } from '../rooms/screening/door.ts'

const rounds = Number(process.argv[2] ?? 200)
const base = JSON.parse(
  readFileSync(join(import.meta.dirname, '../rooms/charges/vignettes/V31.json'), 'utf8'),
) as SheetInFile

function sheetOf(accused: number, victims: number): SheetInFile {
  const names = (prefix: string, n: number) => Array.from({ length: n }, (_, i) => `${prefix}${i}`)
  return {
    ...base,
    persons: [
      ...names('a', accused).map((id) => ({ id, roles: ['accused' as const] })),
      ...names('v', victims).map((id, i) => ({
        id,
        roles: ['victim' as const],
        sex: 'male' as const,
        age: 14 + i,
      })),
    ],
    facts: base.facts.flatMap((one) => {
      const fact = typeof one === 'string' ? one : one.fact
      return names('a', accused).map((by) => ({ fact, by }))
    }),
  }
}

function measure(work: () => unknown): { p50: number; p95: number } {
  for (let i = 0; i < 20; i++) work()
  const times = Array.from({ length: rounds }, () => {
    const begun = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(begun)
    return (user + system) / 1000
  }).sort((a, b) => a - b)
  return { p50: times[Math.floor(rounds * 0.5)]!, p95: times[Math.floor(rounds * 0.95)]! }
}

const charge = (sheet: SheetInFile) => () => {
  const read = readSheet(sheet, law, '2026-11-26')
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  return answerSheet(read.sheet, read.file, law)
}
const answers = new Map([
  ['AC01', 'yes'],
  ['DR01', 'yes'],
  ['FM01', 'dont-know'],
] as const)
const small = measure(charge(sheetOf(1, 3)))
const large = measure(charge(sheetOf(4, 36)))
const screening = measure(() => readScreening('adult-labour', answers))
const tell = (name: string, { p50, p95 }: { p50: number; p95: number }) =>
  console.log(`${name.padEnd(28)} p50 ${p50.toFixed(2)} ms   p95 ${p95.toFixed(2)} ms (CPU)`)
tell('charging, 4 persons', small)
tell('charging, 40 persons', large)
tell('screening, one person', screening)
console.log(
  `40 persons beside 4: ${(large.p95 / small.p95).toFixed(1)} times; aim: p95 below 20 ms`,
)
