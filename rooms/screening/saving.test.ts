import { expect, test } from 'vitest'
import { fateOf, type Stored } from './saving.ts'

const stored: Stored = {
  value: 'yes',
  answeredById: 'amna',
  answeredAt: '2026-11-12T10:00:00.000Z',
  version: 3,
}
const at = (time: string) => new Date(`2026-11-12T${time}:00.000Z`)

test('an answer that somebody else has changed since is not written over', () => {
  expect(fateOf(stored, { value: 'no', at: at('11:00'), version: 2 }, 'bilal')).toBe(
    'answered-by-another',
  )
})

test('an answer that somebody has read may be corrected by them', () => {
  expect(fateOf(stored, { value: 'no', at: at('11:00'), version: 3 }, 'bilal')).toBe('written')
})

test('a batch that is sent again changes nothing', () => {
  expect(fateOf(stored, { value: 'yes', at: at('10:00'), version: 2 }, 'amna')).toBe(
    'already-there',
  )
})

test('an older answer that arrives late does not replace the newer one', () => {
  expect(fateOf(stored, { value: 'no', at: at('09:59'), version: 2 }, 'amna')).toBe('already-there')
})

test('one person’s later answer stays, whichever version their device had seen', () => {
  expect(fateOf(stored, { value: 'no', at: at('10:01'), version: 0 }, 'amna')).toBe('written')
  expect(fateOf(undefined, { value: 'skip', at: at('10:01'), version: 0 }, 'amna')).toBe('written')
})
