/** A seeded stream of numbers on 0 … n − 1 (sfc32, Doty-Humphrey): for simulation, never for secrets. */
export type Below = (n: number) => number

export function seeded(seed: number): Below {
  let [a, b, c, count] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88, 1]
  const next = () => {
    const t = (a + b + count) | 0
    count = (count + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return t >>> 0
  }
  for (let i = 0; i < 16; i++) next()
  return (n) => {
    const limit = 4294967296 - (4294967296 % n)
    let x = next()
    while (x >= limit) x = next()
    return x % n
  }
}

/** Puts a list into a random order, in place. */
export function shuffle(list: Int32Array, below: Below): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = below(i + 1)
    const kept = list[i]!
    list[i] = list[j]!
    list[j] = kept
  }
}
