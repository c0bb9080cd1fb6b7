import { expect, test } from 'vitest'
import { wageState, wagesIn } from './wage.ts'

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
