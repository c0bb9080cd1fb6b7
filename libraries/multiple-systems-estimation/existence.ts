import type { Model } from './model.ts'

/**
 * Does the extended maximum-likelihood estimate exist, and is it unique?
 *
 * Fienberg & Rinaldo (2012), Chan, Silverman & Vincent (2021): with A the parameters × kept cells
 * matrix, the estimate exists if some x > 0 has A x = A n. By Stiemke's theorem that fails just if
 * some y has Aᵀy zero on the cells with people, ≥ 0 on the empty ones, and not zero on all: so
 * only which cells are empty matters, and only directions y that the filled cells leave free.
 * Mostly there are none, and the rank alone is the certificate; otherwise a small linear program
 * over those few directions decides. All of it in whole numbers: there is no tolerance to choose.
 *
 * Code as in the R package: 0 fine, 1 does not exist, +2 not identifiable.
 */
export type ExistenceCode = 0 | 1 | 2 | 3

/** @param terms the finite parameters of the model; @param kept whether a cell is kept; @param counts by cell */
export function existence(terms: Model, kept: Uint8Array, counts: Float64Array): ExistenceCode {
  const filled: number[] = []
  const empty: number[] = []
  for (let cell = 1; cell < counts.length; cell++) {
    if (kept[cell]) (counts[cell]! > 0 ? filled : empty).push(cell)
  }
  const free = freeDirections(terms, filled)
  if (!free.length) return 0
  const slopes = free.map((direction) =>
    empty.map((cell) =>
      terms.reduce((sum, term, at) => sum + ((term & cell) === term ? direction[at]! : 0), 0),
    ),
  )
  const used = independentRows(slopes)
  const unseen = free.length - used.length
  const exists = positiveSolution(used)
  return ((exists ? 0 : 1) + (unseen > 0 ? 2 : 0)) as ExistenceCode
}

/** A whole-number basis of { y : Σ y_t over terms t ⊆ c is 0 for each filled cell c }. */
function freeDirections(terms: Model, filled: readonly number[]): number[][] {
  const width = terms.length
  const rows: Float64Array[] = []
  const pivots: number[] = []
  for (const cell of filled) {
    const row = new Float64Array(width)
    for (let at = 0; at < width; at++) if ((terms[at]! & cell) === terms[at]) row[at] = 1
    for (let r = 0; r < rows.length; r++) cancel(row, rows[r]!, pivots[r]!)
    const pivot = lastNonZero(row)
    if (pivot < 0) continue
    rows.push(row)
    pivots.push(pivot)
    if (rows.length === width) return []
  }
  // Back up, so that each pivot column stands in one row alone.
  for (let r = rows.length - 1; r >= 0; r--) {
    for (let above = 0; above < r; above++) cancel(rows[above]!, rows[r]!, pivots[r]!)
  }
  const directions: number[][] = []
  for (let at = 0; at < width; at++) {
    if (pivots.includes(at)) continue
    const scale = rows.reduce((sum, row, r) => {
      const p = Math.abs(row[pivots[r]!]!)
      return row[at] === 0 ? sum : (sum / divisor(sum, p)) * p
    }, 1)
    const direction = new Array<number>(width).fill(0)
    direction[at] = scale
    rows.forEach((row, r) => {
      if (row[at] !== 0) direction[pivots[r]!] = (-row[at]! * scale) / row[pivots[r]!]!
    })
    directions.push(direction)
  }
  return directions
}

/** row ← row·p − pivotRow·row[at], made small again by its common divisor. */
function cancel(row: Float64Array, pivotRow: Float64Array, at: number): void {
  const factor = row[at]!
  if (factor === 0) return
  const common = divisor(factor, pivotRow[at]!)
  const own = pivotRow[at]! / common
  const other = factor / common
  let whole = 0
  for (let i = 0; i < row.length; i++) {
    const value = row[i]! * own - pivotRow[i]! * other
    row[i] = value
    if (value !== 0 && whole !== 1) whole = divisor(whole, value)
  }
  if (whole > 1) for (let i = 0; i < row.length; i++) row[i]! /= whole
}

function divisor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)]
  while (y) [x, y] = [y, x % y]
  return x
}

// Elimination from the largest term down keeps the rows short: a cell's largest terms are its own.
function lastNonZero(row: Float64Array): number {
  for (let at = row.length - 1; at >= 0; at--) if (row[at] !== 0) return at
  return -1
}

function independentRows(rows: readonly number[][]): Float64Array[] {
  const kept: Float64Array[] = []
  const pivots: number[] = []
  for (const one of rows) {
    const row = Float64Array.from(one)
    for (let r = 0; r < kept.length; r++) cancel(row, kept[r]!, pivots[r]!)
    const pivot = lastNonZero(row)
    if (pivot < 0) continue
    kept.push(row)
    pivots.push(pivot)
  }
  return kept
}

/**
 * Is there x ≥ 1 (which is x > 0, scaled) with rows · x = 0? The first phase of the simplex
 * method on y = x − 1 ≥ 0, in whole numbers, with Bland's rule, so that it ends.
 */
function positiveSolution(rows: readonly Float64Array[]): boolean {
  if (!rows.length) return true
  // One free direction: it must not lean one way only.
  if (rows.length === 1) return rows[0]!.some((v) => v > 0) && rows[0]!.some((v) => v < 0)
  const columns = rows[0]!.length
  const height = rows.length
  const width = columns + height + 1
  const board = rows.map((row, r) => {
    const right = -row.reduce((sum, one) => sum + one, 0)
    const sign = right < 0 ? -1n : 1n
    const line = Array.from({ length: width }, () => 0n)
    for (let at = 0; at < columns; at++) line[at] = sign * BigInt(row[at]!)
    line[columns + r] = 1n
    line[width - 1] = sign * BigInt(right)
    return line
  })
  // The sum of the artificial variables, which has to come down to 0.
  const aim = Array.from({ length: width }, (_, at) =>
    at >= columns && at < width - 1 ? 0n : board.reduce((sum, line) => sum + line[at]!, 0n),
  )
  const basis = rows.map((_, r) => columns + r)
  let scale = 1n
  for (;;) {
    if (aim[width - 1] === 0n) return true
    const enter = aim.findIndex((value, at) => at < columns && value > 0n)
    if (enter < 0) return false
    const leave = leavingRow(board, basis, enter, width - 1)
    if (leave < 0) return false
    scale = pivot([...board, aim], leave, enter, scale)
    basis[leave] = enter
  }
}

function leavingRow(
  board: readonly bigint[][],
  basis: readonly number[],
  enter: number,
  right: number,
): number {
  let best = -1
  board.forEach((line, r) => {
    if (line[enter]! <= 0n) return
    if (best < 0) {
      best = r
      return
    }
    const champion = board[best]!
    const difference = line[right]! * champion[enter]! - champion[right]! * line[enter]!
    if (difference < 0n || (difference === 0n && basis[r]! < basis[best]!)) best = r
  })
  return best
}

/** Edmonds' pivot: every entry stays a whole number over the common `scale`. */
function pivot(lines: readonly bigint[][], row: number, column: number, scale: bigint): bigint {
  const own = lines[row]!
  const p = own[column]!
  lines.forEach((line, r) => {
    if (r === row) return
    const factor = line[column]!
    for (let at = 0; at < line.length; at++) line[at] = (line[at]! * p - factor * own[at]!) / scale
  })
  return p
}
