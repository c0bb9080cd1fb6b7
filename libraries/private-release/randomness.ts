import { randomFillSync } from 'node:crypto'

/** Where noise comes from. */
export interface Randomness {
  /** 32 uniform bits. */
  word(): number
  /** False only for the repeatable stream that tests use. */
  readonly secure: boolean
}

/** The operating system's generator, drawn on in pools. */
export function systemRandomness(): Randomness {
  const pool = new Uint32Array(4096)
  let next = pool.length
  return {
    secure: true,
    word() {
      if (next === pool.length) {
        randomFillSync(pool)
        next = 0
      }
      const word = pool[next]!
      // A used word must not lie in memory: with it the noise could be subtracted again.
      pool[next++] = 0
      return word
    },
  }
}

/** Repeatable noise is no protection: whoever knows the seed takes it off. Refused outside tests. */
export function testRandomness(seed: number): Randomness {
  if (!process.env.VITEST && process.env.PANAH_MEASURE_ONLY !== 'made-up data')
    throw new Error(
      'Seeded noise is for tests on made-up data; a release needs systemRandomness().',
    )
  let state = seed | 0
  return {
    secure: false,
    word() {
      state = (state + 0x9e3779b9) | 0
      let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
      return (z ^ (z >>> 15)) >>> 0
    },
  }
}

const wordSize = 4294967296

/** Uniform on 0 … n − 1 without bias, for whole n up to 2⁵³. */
export function below(random: Randomness, n: number): number {
  if (n <= wordSize) {
    const limit = wordSize - (wordSize % n)
    let x = random.word()
    while (x >= limit) x = random.word()
    return x % n
  }
  const whole = 2 ** 53
  const limit = whole - (whole % n)
  for (;;) {
    const x = (random.word() & 0x1fffff) * wordSize + random.word()
    if (x < limit) return x % n
  }
}

/** The same for integers of any size. */
export function belowBig(random: Randomness, n: bigint): bigint {
  const bits = n.toString(2).length
  for (;;) {
    let x = 0n
    for (let got = 0; got < bits; got += 32) x = (x << 32n) | BigInt(random.word())
    x &= (1n << BigInt(bits)) - 1n
    if (x < n) return x
  }
}
