import { expect, test } from 'vitest'
import { sourcesBehind, sourcesOf } from './sources.ts'
import type { Statement } from './types.ts'

const said = (id: string, more: Partial<Statement> = {}): Statement => ({
  id,
  from: 'allegation',
  fact: 'recruited',
  says: 'yes',
  accusedId: null,
  victimId: null,
  certainty: 'said',
  restsOn: 'statement',
  on: '2026-11-12',
  saidBy: 'his brother',
  words: null,
  ...more,
})

test('what one person said on one day is one source', () => {
  const sources = sourcesOf([
    said('a'),
    said('b', { fact: 'death' }),
    said('c', { on: '2026-11-13' }),
  ])
  expect(sources.map((one) => [one.key, one.statements.length])).toEqual([
    ['statement-1', 2],
    ['statement-2', 1],
  ])
})

test('kinds are numbered each for itself', () => {
  const sources = sourcesOf([said('a'), said('b', { restsOn: 'chat' })])
  expect(sources.map((one) => one.key)).toEqual(['statement-1', 'chat-1'])
})

test('a source is cited once for two of its statements', () => {
  const sources = sourcesOf([said('a'), said('b')])
  expect(sourcesBehind(sources, ['a', 'b'])).toHaveLength(1)
})
