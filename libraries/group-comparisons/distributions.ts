/** ln n!, exact sums up to 1,000 and Stirling's series beyond (error below 1e-13). */
export function lnFactorial(n: number): number {
  if (n < 1000) return small(n)
  return (
    (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * n) - 1 / (360 * n ** 3)
  )
}

const known = [0]
function small(n: number): number {
  while (known.length <= n) known.push(known.at(-1)! + Math.log(known.length))
  return known[n]!
}

export function lnChoose(n: number, k: number): number {
  return lnFactorial(n) - lnFactorial(k) - lnFactorial(n - k)
}

/** Pr(|Z| > z) of the standard normal, z ≥ 0: a series near 0, a continued fraction further out. */
export function normalTwoSided(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  if (z < 3) {
    let term = z
    let sum = z
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= (z * z) / (2 * n + 1)
      sum += term
    }
    return 1 - 2 * density * sum
  }
  let fraction = 0
  for (let n = 200; n > 0; n--) fraction = n / (z + fraction)
  return (2 * density) / (z + fraction)
}

/** Pr(X > x) of chi-squared with a whole number of degrees of freedom, by its closed form. */
export function chiSquaredTail(x: number, df: number): number {
  if (x <= 0 || df === 0) return 1
  const odd = df % 2 === 1
  let term = odd ? Math.sqrt((2 * x) / Math.PI) * Math.exp(-x / 2) : Math.exp(-x / 2)
  let tail = odd ? normalTwoSided(Math.sqrt(x)) : 0
  for (let left = odd ? 3 : 2; left <= df; left += 2) {
    tail += term
    term *= x / left
  }
  return Math.min(1, tail)
}
