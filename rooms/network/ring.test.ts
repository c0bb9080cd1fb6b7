import { describe, expect, test } from 'vitest'
import { answered, findRings, type Holding, MOST_SHARING, normalAddress } from './ring.ts'

const held = (of: Partial<Holding>): Holding => ({
  sign: 'phone',
  key: 'same',
  caseId: 'g1',
  agencyId: 'gujrat',
  personId: 'p1',
  district: null,
  ...of,
})
const inKarachi = { caseId: 'k1', agencyId: 'karachi', personId: 'p2' }

describe('no ring', () => {
  test('is what one unit shares with itself', () => {
    expect(findRings([held({}), held({ caseId: 'g2', personId: 'p3' })])).toEqual([])
  })
  test('is a number that a crowd shares', () => {
    const crowd = Array.from({ length: MOST_SHARING }, (_, i) =>
      held({ caseId: `g${i}`, personId: `p${i}` }),
    )
    expect(findRings([...crowd, held(inKarachi)])).toEqual([])
  })
  test('is an agent with a route in one district, however many files', () => {
    const route = { sign: 'agent-route' as const, key: 'firm KHM', personId: null }
    const same = [
      held({ ...route, district: 'A' }),
      held({ ...route, ...inKarachi, district: 'A' }),
    ]
    expect(findRings(same)).toEqual([])
    const across = [same[0]!, { ...same[1]!, district: 'B' }]
    expect(findRings(across)).toHaveLength(1)
  })
  test('is the same text as two kinds of number', () => {
    expect(findRings([held({}), held({ ...inKarachi, sign: 'account' })])).toEqual([])
  })
})

test('a ring joins what hangs together by one thing after another, and each unit has its own side', () => {
  const [ring, ...more] = findRings([
    held({}),
    held({ sign: 'account', key: 'bank' }),
    held({ sign: 'account', key: 'bank', caseId: 'g2', personId: 'p3' }),
    held(inKarachi),
    held({ key: 'another', caseId: 'k9', agencyId: 'karachi', personId: 'p9' }),
  ])
  expect(more).toEqual([])
  expect(ring!.signs).toEqual([
    { sign: 'phone', files: { gujrat: 1, karachi: 1 }, outOf: 3 },
    { sign: 'account', files: { gujrat: 2 }, outOf: 2 },
  ])
  const sides = Object.fromEntries(ring!.sides.map(({ agencyId, own }) => [agencyId, own]))
  expect(sides.karachi).toEqual([{ sign: 'phone', caseId: 'k1', personId: 'p2' }])
  expect(sides.gujrat!.map(({ caseId }) => caseId)).toEqual(['g1', 'g1', 'g2'])
})

test('two rings that share nothing stay two', () => {
  const other = { key: 'other' }
  const found = findRings([
    held({}),
    held(inKarachi),
    held({ ...other, caseId: 'g7', personId: 'p7' }),
    held({ ...other, caseId: 'k7', agencyId: 'karachi', personId: 'p8' }),
  ])
  expect(found).toHaveLength(2)
})

test('addresses are the same whatever their order and digits, and say nothing where they are too short', () => {
  expect(normalAddress('House 12, Street 4, Saddar')).toBe(
    normalAddress('street ۴, SADDAR house ۱۲'),
  )
  expect(normalAddress('Saddar')).toBeUndefined()
  expect(normalAddress('near the big mosque')).toBeUndefined()
})

test('a ring is not dismissed without a reason, nor answered twice; an answer can be taken back', () => {
  const dismissed = { said: 'dismissed', reason: null, words: null } as const
  expect(() => answered('new', dismissed)).toThrow('network/say-why')
  expect(() => answered('new', { ...dismissed, reason: 'other' })).toThrow('network/say-why')
  expect(answered('new', { ...dismissed, reason: 'family' })).toBe('dismissed')
  expect(() => answered('acknowledged', { ...dismissed, reason: 'family' })).toThrow(
    'network/already-judged',
  )
  expect(answered('dismissed', { ...dismissed, said: 'reopened' })).toBe('new')
  expect(() => answered('new', { ...dismissed, said: 'reopened' })).toThrow(
    'network/ring-not-answered',
  )
})
