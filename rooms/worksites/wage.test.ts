import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from './days.ts'
import { coversAll, wageState, wagesIn } from './wage.ts'

test('a wage counts only once a second person confirmed it, and no more when it is withdrawn', () => {
  expect(wageState({ confirmedBy: null, withdrawnOn: null })).toBe('waiting')
  expect(wageState({ confirmedBy: 'b', withdrawnOn: null })).toBe('counts')
  expect(wageState({ confirmedBy: 'b', withdrawnOn: '2026-01-01' })).toBe('withdrawn')
  expect(wageState({ confirmedBy: null, withdrawnOn: '2026-01-01' })).toBe('withdrawn')
})

test('a wage belongs to a time if it was in force on its first or its last day', () => {
  const wage = { fromOn: '2024-07-01', untilOn: '2025-06-30' }
  expect(wagesIn([wage], '2025-06-30', '2025-12-31')).toEqual([wage])
  expect(wagesIn([wage], '2025-07-01', '2025-12-31')).toEqual([])
  expect(wagesIn([wage], '2020-01-01', '2024-07-01')).toEqual([wage])
  expect(wagesIn([{ ...wage, untilOn: null }], '2030-01-01', '2030-01-02')).toHaveLength(1)
})

test('a single day without a wage is a gap', () => {
  const first = { fromOn: '2024-01-01', untilOn: '2024-06-29' }
  const second = { fromOn: '2024-07-01', untilOn: null }
  expect(coversAll([first, second], '2024-01-01', '2024-12-31')).toBe(false)
  expect(coversAll([{ ...first, untilOn: '2024-06-30' }, second], '2024-01-01', '2024-12-31')).toBe(
    true,
  )
  expect(coversAll([], '2024-01-01', '2024-01-01')).toBe(false)
})

test('a time is covered exactly when each of its days is', () => {
  const day = fc.integer({ min: 0, max: 40 }).map((n) => addDays('2024-01-01', n))
  const span = fc
    .tuple(day, fc.option(day))
    .map(([fromOn, untilOn]) => ({ fromOn, untilOn }))
    .filter(({ fromOn, untilOn }) => untilOn === null || untilOn >= fromOn)
  fc.assert(
    fc.property(fc.array(span, { maxLength: 6 }), day, day, (spans, one, other) => {
      const [from, until] = [one, other].sort() as [string, string]
      let each = true
      for (let at = from; at <= until; at = addDays(at, 1))
        each &&= wagesIn(spans, at, at).length > 0
      expect(coversAll(spans, from, until)).toBe(each)
    }),
  )
})
