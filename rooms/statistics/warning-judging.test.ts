import { expect, test } from 'vitest'
import { type Judged, precisionOf, wasReal } from './warning-judging.ts'

const one = (more: Partial<Judged> = {}): Judged => ({
  method: 'scan',
  stream: 'district',
  reason: null,
  fate: null,
  ...more,
})

test('an alarm nobody has judged, or dismissed for a reason of its own, counts neither way', () => {
  expect([wasReal(one()), wasReal(one({ reason: 'other' }))]).toEqual([undefined, undefined])
})

test('what became of it outweighs why it was once dismissed', () => {
  expect(wasReal(one({ reason: 'chance' }))).toBe(false)
  expect(wasReal(one({ reason: 'known-already' }))).toBe(true)
  expect(wasReal(one({ reason: 'chance', fate: 'joint-case' }))).toBe(true)
  expect(wasReal(one({ reason: 'known-already', fate: 'nothing-found' }))).toBe(false)
})

test('precision is counted by method and by stream, with an interval, over the known alone', () => {
  const judged = [
    ...Array.from({ length: 8 }, () => one({ fate: 'joint-case' })),
    ...Array.from({ length: 2 }, () => one({ reason: 'chance' })),
    one(),
    one({ method: 'ears', stream: 'form' }),
  ]
  const [scan, ears] = precisionOf(judged, 'method')
  expect(scan).toMatchObject({ code: 'scan', alarms: 11, known: 10, real: 8 })
  // Wilson 95 % of 8 in 10, as printed in textbooks: 0.490 to 0.943.
  expect([scan!.low, scan!.high].map((x) => x.toFixed(3))).toEqual(['0.490', '0.943'])
  expect(ears).toMatchObject({ code: 'ears', alarms: 1, known: 0, real: 0, low: 0, high: 1 })
  expect(precisionOf(judged, 'stream').map(({ code }) => code)).toEqual(['district', 'form'])
})
