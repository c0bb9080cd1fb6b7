// What is left of a pivot below this share of the largest is rounding, not variance.
const NOTHING = 1e-9

/**
 * uᵀ V⁻ u for a covariance V that may be singular, and the rank of V: Cholesky with the largest
 * pivot first. Groups that always add up leave V one short of its size; that is found here.
 */
export function quadraticForm(
  u: readonly number[],
  v: readonly (readonly number[])[],
): { value: number; rank: number } {
  const rest = u.slice()
  const left = v.map((row) => row.slice())
  const open = new Set(u.keys())
  const largest = Math.max(0, ...v.map((row, i) => row[i]!))
  let [value, rank] = [0, 0]
  while (open.size) {
    let pivot = -1
    for (const i of open) if (pivot < 0 || left[i]![i]! > left[pivot]![pivot]!) pivot = i
    const size = left[pivot]![pivot]!
    if (size <= largest * NOTHING) break
    open.delete(pivot)
    value += rest[pivot]! ** 2 / size
    rank++
    for (const i of open) {
      const share = left[i]![pivot]! / size
      rest[i]! -= share * rest[pivot]!
      for (const j of open) left[i]![j]! -= share * left[pivot]![j]!
    }
  }
  return { value, rank }
}
