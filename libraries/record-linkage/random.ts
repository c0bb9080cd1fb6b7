/** Repeatable random numbers (sfc32, from PractRand): the same seed gives the same run. */
export class Random {
  private a = 0x9e3779b9
  private b = 0x243f6a88
  private c: number
  private count = 1
  constructor(seed: number) {
    this.c = seed | 0
    for (let warm = 0; warm < 16; warm++) this.next()
  }
  /** In [0, 1). */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.count) | 0
    this.count = (this.count + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  /** A whole number below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end)
  }
}
