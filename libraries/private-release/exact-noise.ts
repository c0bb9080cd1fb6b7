import { below, belowBig, type Randomness } from './randomness.ts'

/** A positive rational. */
export interface Rational {
  numerator: bigint
  denominator: bigint
}

export const rational = (
  numerator: bigint | number,
  denominator: bigint | number = 1,
): Rational => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
})

const safe = Number.MAX_SAFE_INTEGER

/**
 * True with probability exp(−a/b) exactly, for integers a ≥ 0, b > 0 (Canonne, Kamath and Steinke
 * 2020, algorithm 1). No floating-point number is involved: their gaps leak (Mironov 2012).
 */
export function bernoulliExp(random: Randomness, a: bigint | number, b: bigint | number): boolean {
  if (typeof a === 'number' && typeof b === 'number' && a <= safe && b <= safe / 64)
    return smallExp(random, a, b)
  return bigExp(random, BigInt(a), BigInt(b))
}

function smallExp(random: Randomness, a: number, b: number): boolean {
  let left = a
  for (; left > b; left -= b) if (!alternating(random, 1, 1)) return false
  return alternating(random, left, b)
}

/** For a ≤ b: the first k at which Bernoulli(a/(b k)) fails is odd with probability exp(−a/b). */
function alternating(random: Randomness, a: number, b: number): boolean {
  let k = 1
  // Past 64 the chance is below 1/64!: the exact large-number arithmetic takes over.
  while (k <= 64 && below(random, b * k) < a) k++
  if (k <= 64) return k % 2 === 1
  let big = BigInt(k)
  while (belowBig(random, BigInt(b) * big) < BigInt(a)) big++
  return big % 2n === 1n
}

function bigExp(random: Randomness, a: bigint, b: bigint): boolean {
  let left = a
  for (; left > b; left -= b) if (!alternating(random, 1, 1)) return false
  let k = 1n
  while (belowBig(random, b * k) < left) k++
  return k % 2n === 1n
}

/** Discrete Laplace: Pr(x) ∝ exp(−|x| / t), t a whole number up to 2³² (the same, algorithm 2). */
export function discreteLaplace(random: Randomness, t: number): number {
  for (;;) {
    const u = below(random, t)
    if (!bernoulliExp(random, u, t)) continue
    let v = 0
    while (alternating(random, 1, 1)) v++
    const x = u + t * v
    const negative = random.word() & 1
    if (negative && x === 0) continue
    return negative ? -x : x
  }
}

/** Discrete Laplace with a rational scale: Pr(x) ∝ exp(−|x| s / t). */
export function discreteLaplaceOf(
  random: Randomness,
  { numerator: t, denominator: s }: Rational,
): number {
  for (;;) {
    const u = belowBig(random, t)
    if (!bernoulliExp(random, u, t)) continue
    let v = 0n
    while (alternating(random, 1, 1)) v++
    const y = Number((u + t * v) / s)
    const negative = random.word() & 1
    if (negative && y === 0) continue
    return negative ? -y : y
  }
}

/** Discrete Gaussian: Pr(x) ∝ exp(−x² / (2 σ²)), σ² rational (the same, algorithm 3). */
export function discreteGaussian(random: Randomness, variance: Rational): number {
  const { numerator: n, denominator: d } = variance
  const t = wholeRoot(n, d) + 1
  const fast = n < 2n ** 31n && d < 2n ** 12n && t < 2 ** 16
  const [small, under] = [Number(n), Number(d)]
  for (;;) {
    const x = discreteLaplace(random, t)
    const size = Math.abs(x)
    // Accept with exp(−(|x| − σ²/t)² / (2 σ²)) = exp(−(|x| d t − n)² / (2 n d t²)).
    const off = size * under * t - small
    const above = off * off
    const below = 2 * small * under * t * t
    const exact = fast && above <= safe && below <= safe / 64
    const kept = exact
      ? bernoulliExp(random, above, below)
      : bigAccept(random, BigInt(size), { n, d, t: BigInt(t) })
    if (kept) return x
  }
}

function bigAccept(
  random: Randomness,
  size: bigint,
  { n, d, t }: { n: bigint; d: bigint; t: bigint },
) {
  const off = size * d * t - n
  return bernoulliExp(random, off * off, 2n * n * d * t * t)
}

/** The whole part of √(n/d). */
function wholeRoot(n: bigint, d: bigint): number {
  let root = BigInt(Math.floor(Math.sqrt(Number(n) / Number(d))))
  while (root > 0n && root * root * d > n) root--
  while ((root + 1n) * (root + 1n) * d <= n) root++
  return Number(root)
}

/** Pr(X ≥ from) of the discrete Gaussian, from ≥ 1, rounded up. */
export function gaussianTail(variance: Rational, from: number): number {
  const v = Number(variance.numerator) / Number(variance.denominator)
  const mass = (x: number) => Math.exp(-(x * x) / (2 * v))
  const reach = Math.ceil(40 * Math.sqrt(v)) + 1
  let all = 1
  let tail = 0
  for (let x = reach; x >= 1; x--) {
    all += 2 * mass(x)
    if (x >= from) tail += mass(x)
  }
  // What lies past the reach is below exp(−800); the factor covers the sum's rounding.
  return (tail / all) * (1 + 1e-9) + 1e-300
}
