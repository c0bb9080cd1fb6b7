/** Typed arrays over shared memory: worker threads read them without a copy. */
export const int32 = (length: number): Int32Array =>
  new Int32Array(new SharedArrayBuffer(Math.max(4, length * 4)), 0, length)
export const uint16 = (length: number): Uint16Array =>
  new Uint16Array(new SharedArrayBuffer(Math.max(2, length * 2)), 0, length)
export const float64 = (length: number): Float64Array =>
  new Float64Array(new SharedArrayBuffer(Math.max(8, length * 8)), 0, length)
export const bytes = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length))

/** The same words where every thread can read them. */
export function sharedCopy(words: Int32Array): Int32Array {
  if (words.buffer instanceof SharedArrayBuffer) return words
  const copy = int32(words.length)
  copy.set(words)
  return copy
}

/** Distinct values numbered in the order in which they were met. */
export class Dictionary {
  readonly values: string[] = []
  private readonly codes = new Map<string, number>()
  codeOf(value: string): number {
    let code = this.codes.get(value)
    if (code === undefined) {
      code = this.values.length
      this.codes.set(value, code)
      this.values.push(value)
    }
    return code
  }
}
