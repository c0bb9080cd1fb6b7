// node --expose-gc --import tsx benchmarks/release.ts
// Combinations of made-up victims: CPU seconds, memory, and how they grow with rows and columns.

import { countCombinations } from '../libraries/private-release/combinations.ts'
import { type CodedColumn, encode } from '../libraries/private-release/microdata.ts'

/** Shaped like a national victims' file: year, sex, age, citizenship, place, and sparse yes/no columns that lean on a hidden pattern. */
function victims(rows: number, columns: number): CodedColumn[] {
  let state = 12345
  const unit = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
  const zipf = (n: number, power: number) => {
    const sums: number[] = []
    for (let i = 1; i <= n; i++) sums.push((sums.at(-1) ?? 0) + i ** -power)
    return () => {
      const at = unit() * sums[n - 1]!
      return sums.findIndex((sum) => sum >= at) + 1
    }
  }
  const [citizenship, place, age] = [zipf(60, 1.1), zipf(60, 1.1), zipf(8, 0.5)]
  const share = [0.3, 0.45, 0.1, 0.05, 0.06, 0.12, 0.35, 0.08, 0.12, 0.15, 0.13, 0.14, 0.12, 0.1]
  const codes = Array.from({ length: columns }, () => new Int32Array(rows))
  for (let row = 0; row < rows; row++) {
    const home = citizenship()
    const boost = unit() < 0.4 ? 2 : 0.5
    const fixed = [
      1 + Math.floor(Math.sqrt(unit()) * 22),
      unit() < 0.02 ? 0 : unit() < 0.7 ? 1 : 2,
      unit() < 0.25 ? 0 : age(),
      unit() < 0.15 ? 0 : home,
      unit() < 0.1 ? 0 : unit() < 0.5 ? home : place(),
      unit() < 0.3 ? 0 : unit() < 0.25 ? 1 : 2,
    ]
    for (let c = 0; c < columns; c++)
      codes[c]![row] =
        c < 6 ? fixed[c]! : unit() < Math.min(0.9, share[(c - 6) % 14]! * boost) ? 1 : 0
  }
  return codes.map((list, c) => {
    const most = list.reduce((a, b) => Math.max(a, b), 1)
    return {
      name: `c${c}`,
      codes: list,
      values: Array.from({ length: most + 1 }, (_, i) => (i ? `v${i}` : '')),
    }
  })
}

function measure(rows: number, columns: number, longest: number, atLeast = 1) {
  const data = encode(rows, victims(rows, columns))
  globalThis.gc?.()
  const before = process.cpuUsage()
  const { size } = countCombinations(data, { longest, atLeast })
  const { user, system } = process.cpuUsage(before)
  const memory = process.memoryUsage().rss / 1e6
  console.log(
    `${String(rows).padStart(7)} rows × ${String(columns).padStart(2)} columns, to length ${longest}, at least ${String(atLeast).padStart(2)}: ` +
      `${String(size).padStart(8)} combinations, ${((user + system) / 1e6).toFixed(2)} s CPU, ${memory.toFixed(0)} MB resident`,
  )
}

const one = process.argv.slice(2).map(Number)
if (one.length > 0) measure(one[0]!, one[1]!, one[2]!, one[3])
else {
  console.log(
    'The bar: 200,000 × 20 to length 4 in 1.5 s CPU and 250 MB (node itself takes about 100)',
  )
  measure(200_000, 20, 4)
  measure(200_000, 20, 3)
  measure(200_000, 20, 4, 10)
  for (const rows of [25_000, 50_000, 100_000, 400_000]) measure(rows, 20, 3)
  for (const columns of [8, 12, 16, 24]) measure(200_000, columns, 3)
}
