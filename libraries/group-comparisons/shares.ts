const NORMAL_95 = 1.959963984540054

/** Wilson's 95 % interval of a share (1927). */
export function shareInterval(hits: number, n: number): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 }
  const [share, z2] = [hits / n, NORMAL_95 ** 2]
  const middle = share + z2 / (2 * n)
  const spread = NORMAL_95 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n))
  const scale = 1 + z2 / n
  return {
    low: Math.max(0, (middle - spread) / scale),
    high: Math.min(1, (middle + spread) / scale),
  }
}
