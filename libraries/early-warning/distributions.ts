/** Natural logarithm of the gamma function for x > 0; Stirling's series after an upward shift. */
export function lnGamma(x: number): number {
  let shift = 0
  let y = x
  while (y < 12) {
    shift += Math.log(y)
    y += 1
  }
  const r = 1 / (y * y)
  const series =
    (1 / 12 -
      r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - (r * 691) / 360360))))) /
    y
  return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - shift
}

/** Upper regularised incomplete gamma function Q(a, x), a > 0, x ≥ 0. */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1
  const front = Math.exp(a * Math.log(x) - x - lnGamma(a))
  return x < a + 1 ? 1 - lowerSeries(a, x, front) : front * upperFraction(a, x)
}

function lowerSeries(a: number, x: number, front: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; n < 100_000; n++) {
    term *= x / (a + n)
    sum += term
    if (term < sum * 1e-17) break
  }
  return front * sum
}

/** Lentz's evaluation of the continued fraction of Γ(a, x) / (xᵃ e⁻ˣ). */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let n = 1; n < 100_000; n++) {
    const an = -n * (n - a)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    const step = c * d
    h *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return h
}

/** Regularised incomplete beta function I_x(a, b). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(
    lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  )
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b
}

function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  let c = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  d = 1 / (Math.abs(d) < tiny ? tiny : d)
  let h = d
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (Math.abs(1 + even * d) < tiny ? tiny : 1 + even * d)
    c = Math.abs(1 + even / c) < tiny ? tiny : 1 + even / c
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (Math.abs(1 + odd * d) < tiny ? tiny : 1 + odd * d)
    c = Math.abs(1 + odd / c) < tiny ? tiny : 1 + odd / c
    h *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  return h
}

/** Pr(Z > z) of the standard normal. */
export function normalTail(z: number): number {
  const half = 0.5 * upperGamma(0.5, (z * z) / 2)
  return z >= 0 ? half : 1 - half
}

/** Standard normal quantile, 0 < p < 1: a rational start, then two Newton–Halley steps. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -lowerNormalQuantile(1 - p)
  return lowerNormalQuantile(p)
}

function lowerNormalQuantile(p: number): number {
  if (p <= 0) return -Infinity
  // Abramowitz & Stegun 26.2.23 to 4.5e-4; each Halley step cubes the error.
  const t = Math.sqrt(-2 * Math.log(p))
  let z = -(
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) /
      (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  )
  for (let step = 0; step < 3; step++) {
    const error = (normalTail(-z) - p) * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2)
    z -= error / (1 + (z * error) / 2)
  }
  return z
}

/** Two-sided p-value of Student's t with df degrees of freedom. */
export function studentTwoSided(t: number, df: number): number {
  return incompleteBeta(df / (df + t * t), df / 2, 0.5)
}

/** A distribution of counts with mean mu and variance phi × mu (phi = 1: Poisson). */
export interface CountDistribution {
  mu: number
  phi: number
}

/** Pr(X ≤ k): negative binomial with size mu/(phi−1) and probability 1/phi, or Poisson. */
export function countCumulative(k: number, { mu, phi }: CountDistribution): number {
  if (k < 0) return 0
  return phi > 1 ? incompleteBeta(1 / phi, mu / (phi - 1), k + 1) : upperGamma(k + 1, mu)
}

/** The smallest k with Pr(X ≤ k) ≥ p. */
export function countQuantile(p: number, of: CountDistribution): number {
  // A hair below p: rounding in the sum must not push an exact hit one count further.
  const goal = p * (1 - 64 * Number.EPSILON)
  const reached = (k: number) => countCumulative(k, of) >= goal
  let k = Math.max(0, Math.round(of.mu + normalQuantile(p) * Math.sqrt(of.mu * of.phi)))
  if (reached(k)) {
    while (k > 0 && reached(k - 1)) k--
    return k
  }
  do k++
  while (!reached(k))
  return k
}
