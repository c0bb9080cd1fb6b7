import { expect, test } from 'vitest'
import { entryAt } from './shell.tsx'

const entries = [{ path: 'numbers' }, { path: 'numbers/warnings' }, { path: 'desk' }]

test('a page belongs to the nearest entry of the rail alone', () => {
  expect(entryAt(entries, '/numbers/warnings/7')?.path).toBe('numbers/warnings')
  expect(entryAt([...entries].reverse(), '/numbers/warnings')?.path).toBe('numbers/warnings')
  expect(entryAt(entries, '/numbers/estimates')?.path).toBe('numbers')
})

test('an address that only begins with the same letters belongs to no entry', () => {
  expect(entryAt(entries, '/desktop')).toBeUndefined()
})
