import fc from 'fast-check'
import { expect, it } from 'vitest'
import { padded, paddedLength, SHORTEST } from './padding.ts'

// The definition of the paper, with its own bit operations, for lengths where those do not wrap.
function reference(length: number): number {
  const e = Math.floor(Math.log2(length))
  const s = Math.floor(Math.log2(e)) + 1
  const mask = (1 << (e - s)) - 1
  return (length + mask) & ~mask
}

it('follows the definition of Padmé', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 16, max: 2 ** 29 }),
      (length) => paddedLength(length) === reference(length),
    ),
  )
})

it('never shortens, and adds at most 12 %', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (length) => {
      const longer = paddedLength(length)
      return longer >= length && longer <= length * 1.12
    }),
  )
})

it('leaves at most 33 lengths to be told apart between 1 and 2 MiB', () => {
  const seen = new Set<number>()
  for (let length = 2 ** 20; length < 2 ** 21; length += 997) seen.add(paddedLength(length))
  expect(seen.size).toBeLessThanOrEqual(33)
})

it('makes all short answers alike', () => {
  expect(padded(new Uint8Array(1), 0x20)).toHaveLength(SHORTEST)
  expect(padded(new Uint8Array(700), 0x20)).toHaveLength(SHORTEST)
})

it('keeps what is inside and fills the rest', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
      const whole = padded(bytes, 0x20)
      expect(whole.subarray(0, bytes.length)).toEqual(bytes)
      expect(whole.subarray(bytes.length).every((value) => value === 0x20)).toBe(true)
    }),
  )
})
