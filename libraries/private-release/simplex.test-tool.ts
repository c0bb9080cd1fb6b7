/** low ≤ row · x ≤ high. */
export interface Range {
  row: readonly number[]
  low: number
  high: number
}

/** Least and greatest goal · x over x ≥ 0 within the ranges: two-phase simplex, Bland's rule. */
export function extremesOf(goal: readonly number[], ranges: readonly Range[]) {
  const greatest = maximum(goal, ranges)
  const least = -maximum(
    goal.map((one) => -one),
    ranges,
  )
  return { least, greatest }
}

function maximum(goal: readonly number[], ranges: readonly Range[]): number {
  const n = goal.length
  // Each range is two rows: row·x + slack = high, and row·x − surplus + artificial = low.
  const m = 2 * ranges.length
  const width = n + m + ranges.length + 1
  const rows = ranges.flatMap(({ row, low, high }, i) => {
    const above = new Float64Array(width)
    const below = new Float64Array(width)
    for (const [j, value] of row.entries()) {
      above[j] = value
      below[j] = value
    }
    above[n + 2 * i] = 1
    above[width - 1] = high
    below[n + 2 * i + 1] = -1
    below[n + m + i] = 1
    below[width - 1] = low
    return [above, below]
  })
  const basis = ranges.flatMap((_, i) => [n + 2 * i, n + m + i])
  const first = new Float64Array(width)
  first.fill(-1, n + m, width - 1)
  const infeasible = solve(rows, basis, first, width - 1)
  if (infeasible < -1e-6) throw new Error('the ranges contradict each other')
  const second = new Float64Array(width)
  // An artificial column may stay in the basis at 0: it must not grow again.
  second.fill(-1e6, n + m, width - 1)
  for (const [j, value] of goal.entries()) second[j] = value
  return solve(rows, basis, second, n + m)
}

/** Maximises over the first `usable` columns; changes rows and basis. */
function solve(rows: Float64Array[], basis: number[], goal: Float64Array, usable: number): number {
  const width = goal.length
  for (let step = 0; step < 20_000; step++) {
    const reduced = Float64Array.from(goal)
    for (const [i, row] of rows.entries()) {
      const price = goal[basis[i]!]!
      if (price !== 0) for (let j = 0; j < width; j++) reduced[j]! -= price * row[j]!
    }
    let enter = -1
    for (let j = 0; j < usable && enter < 0; j++) if (reduced[j]! > 1e-9) enter = j
    if (enter < 0) return -reduced[width - 1]!
    let leave = -1
    for (const [i, row] of rows.entries()) {
      if (row[enter]! <= 1e-9) continue
      if (leave < 0) {
        leave = i
        continue
      }
      const [here, best] = [
        row[width - 1]! / row[enter]!,
        rows[leave]![width - 1]! / rows[leave]![enter]!,
      ]
      if (here < best - 1e-12 || (here <= best + 1e-12 && basis[i]! < basis[leave]!)) leave = i
    }
    if (leave < 0) return Infinity
    pivot(rows, leave, enter)
    basis[leave] = enter
  }
  throw new Error('no end')
}

function pivot(rows: Float64Array[], at: number, column: number): void {
  const chosen = rows[at]!
  const by = chosen[column]!
  for (let j = 0; j < chosen.length; j++) chosen[j]! /= by
  for (const [i, row] of rows.entries()) {
    const factor = row[column]!
    if (i === at || factor === 0) continue
    for (let j = 0; j < row.length; j++) row[j]! -= factor * chosen[j]!
  }
}
