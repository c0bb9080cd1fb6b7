/** Gamma function, Poisson and normal probabilities, to about 14 digits. */

const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156]
const HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI)

/** What Stirling's formula leaves out of log Γ(x + 1), for x ≥ 10. */
function stirlingRest(x: number): number {
  const square = x * x
  let power = x
  let rest = 0
  for (const term of STIRLING) {
    rest += term / power
    power *= square
  }
  return rest
}

/** log Γ(x) for x > 0. */
export function logGamma(x: number): number {
  let shift = 1
  let above = x
  while (above < 10) {
    shift *= above
    above += 1
  }
  const big = (above - 0.5) * Math.log(above) - above + HALF_LOG_2PI + stirlingRest(above)
  return shift === 1 ? big : big - Math.log(shift)
}

const factorials: number[] = [0]
/** log n!, for n ≥ 0; between whole numbers log Γ(n + 1). */
export function logFactorial(n: number): number {
  if (n >= 256 || !Number.isInteger(n)) return logGamma(n + 1)
  for (let m = factorials.length; m <= n; m++) factorials.push(factorials[m - 1]! + Math.log(m))
  return factorials[n]!
}

/** The difference log n! minus Stirling's formula (Loader 2000). */
function stirlingError(n: number): number {
  if (n >= 16) return stirlingRest(n)
  if (n === 0) return 0
  return logFactorial(n) - (n + 0.5) * Math.log(n) + n - HALF_LOG_2PI
}

/** x log(x/m) + m − x without cancellation (Loader 2000). */
function devianceTerm(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x
  const v = (x - mean) / (x + mean)
  let sum = (x - mean) * v
  let term = 2 * x * v
  for (let j = 1; j < 1000; j++) {
    term *= v * v
    const next = sum + term / (2 * j + 1)
    if (next === sum) break
    sum = next
  }
  return sum
}

/** log Pr[Poisson(mean) = n]. */
function logPoisson(n: number, mean: number): number {
  if (n === 0) return -mean
  return -stirlingError(n) - devianceTerm(n, mean) - 0.5 * Math.log(2 * Math.PI * n)
}

/** Pr[Poisson(mean) ≤ n], Pr[Poisson(mean) ≥ n]: each summed from its larger end, so that a small one is exact. */
export function poissonTails(n: number, mean: number): { below: number; above: number } {
  if (mean <= 0) return { below: 1, above: n === 0 ? 1 : 0 }
  const at = Math.exp(logPoisson(n, mean))
  if (n < mean) {
    const below = at * downwards(n, mean)
    return { below, above: 1 - below + at }
  }
  const above = at * upwards(n, mean)
  return { below: 1 - above + at, above }
}

function downwards(n: number, mean: number): number {
  let term = 1
  let sum = 1
  for (let i = n; i > 0 && term > sum * 1e-17; i--) {
    term *= i / mean
    sum += term
  }
  return sum
}

function upwards(n: number, mean: number): number {
  let term = 1
  let sum = 1
  for (let i = n + 1; term > sum * 1e-17; i++) {
    term *= mean / i
    sum += term
  }
  return sum
}

/** Φ(z), by the complementary error function as a continued fraction or series. */
export function normalBelow(z: number): number {
  const x = Math.abs(z)
  if (x > 38) return z > 0 ? 1 : 0
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  let tail: number
  if (x < 3) {
    let term = x
    let sum = x
    for (let i = 1; term > sum * 1e-17; i++) {
      term *= (x * x) / (2 * i + 1)
      sum += term
    }
    tail = 0.5 - density * sum
  } else {
    let fraction = x
    for (let i = 120; i > 0; i--) fraction = x + i / fraction
    tail = density / fraction
  }
  return z > 0 ? 1 - tail : tail
}

// Acklam's rational approximation, then two steps of Halley: relative error below 1e-15.
const A = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2,
  -3.066479806614716e1, 2.506628277459239,
]
const B = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1,
  -1.328068155288572e1, 1,
]
const C = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734,
  4.374664141464968, 2.938163982698783,
]
const D = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1]
const polynomial = (c: readonly number[], x: number) => c.reduce((sum, one) => sum * x + one, 0)

/** Φ⁻¹(p); −∞ and ∞ at 0 and 1. */
export function normalQuantile(p: number): number {
  if (p <= 0) return -Infinity
  if (p >= 1) return Infinity
  if (p > 0.5) return -normalQuantile(1 - p)
  let z: number
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p))
    z = polynomial(C, q) / polynomial(D, q)
  } else {
    const q = p - 0.5
    const r = q * q
    z = (polynomial(A, r) * q) / polynomial(B, r)
  }
  for (let step = 0; step < 2; step++) {
    const off = (normalBelow(z) - p) * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2)
    z -= off / (1 + (z * off) / 2)
  }
  return z
}
