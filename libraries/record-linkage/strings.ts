/** Jaro–Winkler similarity, the plain way: the definition that the fast kernel must agree with. */
export function jaroWinkler(one: string, two: string): number {
  const a = [...one]
  const b = [...two]
  if (!a.length || !b.length) return 0
  const reach = Math.max(0, (Math.max(a.length, b.length) >> 1) - 1)
  const takenA = new Array<boolean>(a.length).fill(false)
  const takenB = new Array<boolean>(b.length).fill(false)
  let matches = 0
  for (let j = 0; j < b.length; j++) {
    for (let i = Math.max(0, j - reach); i <= Math.min(a.length - 1, j + reach); i++) {
      if (takenA[i] || a[i] !== b[j]) continue
      takenA[i] = takenB[j] = true
      matches++
      break
    }
  }
  if (!matches) return 0
  const left = a.filter((_, at) => takenA[at])
  const right = b.filter((_, at) => takenB[at])
  const moved = left.filter((letter, at) => letter !== right[at]).length >> 1
  const jaro = (matches / a.length + matches / b.length + (matches - moved) / matches) / 3
  return jaro > 0.7 ? jaro + prefixOf(a, b) * 0.1 * (1 - jaro) : jaro
}

function prefixOf(a: readonly string[], b: readonly string[]): number {
  let same = 0
  while (same < 4 && same < a.length && same < b.length && a[same] === b[same]) same++
  return same
}

/** Edits between two strings (put in, leave out, replace, swap neighbours), counted no further than 2; more is 3. */
export function editsUpTo2(one: string, two: string): number {
  if (one === two) return 0
  let start = 0
  while (start < one.length && start < two.length && one[start] === two[start]) start++
  let end = 0
  const room = Math.min(one.length, two.length) - start
  while (end < room && one[one.length - 1 - end] === two[two.length - 1 - end]) end++
  return fewest(one.slice(start, one.length - end), two.slice(start, two.length - end), 2)
}

function fewest(a: string, b: string, left: number): number {
  let same = 0
  while (same < a.length && same < b.length && a[same] === b[same]) same++
  const [x, y] = [a.slice(same), b.slice(same)]
  if (!x || !y) return Math.min(x.length + y.length, left + 1)
  if (Math.abs(x.length - y.length) > left || left === 0) return left + 1
  const tries = [
    fewest(x.slice(1), y.slice(1), left - 1),
    fewest(x.slice(1), y, left - 1),
    fewest(x, y.slice(1), left - 1),
  ]
  if (x.length > 1 && y.length > 1 && x[0] === y[1] && x[1] === y[0])
    tries.push(fewest(x.slice(2), y.slice(2), left - 1))
  return Math.min(left + 1, 1 + Math.min(...tries))
}
