import { describe, expect, test } from 'vitest'
import { adultVerdict, childVerdict, isPositive } from './ilo-rule.ts'
import {
  type Dimension,
  dimensions,
  type IndicatorSet,
  indicatorSets,
  indicatorsOf,
  type Weight,
} from './instrument.ts'

// How many indicators of each weight every set has in each dimension, written down from the
// published lists independently of our data files: [strong, medium, weak].
const published: Record<IndicatorSet, Record<Dimension, [number, number, number]>> = {
  'adult-labour': {
    'deceptive-recruitment': [1, 8, 1],
    'coercive-recruitment': [1, 9, 0],
    'recruitment-vulnerability': [0, 14, 2],
    exploitation: [1, 7, 1],
    'coercion-destination': [4, 10, 1],
    'destination-vulnerability': [0, 5, 2],
  },
  'child-labour': {
    'deceptive-recruitment': [2, 8, 0],
    'coercive-recruitment': [4, 6, 0],
    'recruitment-vulnerability': [0, 15, 0],
    exploitation: [1, 7, 0],
    'coercion-destination': [8, 7, 0],
    'destination-vulnerability': [0, 7, 0],
  },
  'adult-sexual': {
    'deceptive-recruitment': [1, 8, 1],
    'coercive-recruitment': [4, 6, 0],
    'recruitment-vulnerability': [0, 15, 1],
    exploitation: [0, 8, 1],
    'coercion-destination': [7, 8, 0],
    'destination-vulnerability': [0, 7, 0],
  },
  'child-sexual': {
    'deceptive-recruitment': [2, 8, 0],
    'coercive-recruitment': [4, 6, 0],
    'recruitment-vulnerability': [0, 15, 0],
    exploitation: [2, 6, 0],
    'coercion-destination': [8, 7, 0],
    'destination-vulnerability': [0, 7, 0],
  },
}

// The rule as a search: does the answered multiset contain one of the four patterns? A pattern's
// slot names the weights that may fill it.
const patterns: Weight[][][] = [
  [['strong'], ['strong']],
  [['strong'], ['medium', 'weak']],
  [['medium'], ['medium'], ['medium']],
  [['medium'], ['medium'], ['weak']],
]

function containsPattern(answered: readonly Weight[]): boolean {
  return patterns.some((pattern) => canFill(pattern, [...answered]))
}

function canFill(slots: readonly Weight[][], left: readonly Weight[]): boolean {
  const [slot, ...rest] = slots
  if (!slot) return true
  return left.some((weight, at) => slot.includes(weight) && canFill(rest, left.toSpliced(at, 1)))
}

describe('the dimension rule', () => {
  for (const set of indicatorSets) {
    for (const dimension of dimensions) {
      const [strong, medium, weak] = published[set][dimension]
      test(`agrees with a search over every combination: ${set}, ${dimension}`, () => {
        for (let s = 0; s <= strong; s += 1) {
          for (let m = 0; m <= medium; m += 1) {
            for (let w = 0; w <= weak; w += 1) {
              const answered: Weight[] = [
                ...Array<Weight>(s).fill('strong'),
                ...Array<Weight>(m).fill('medium'),
                ...Array<Weight>(w).fill('weak'),
              ]
              expect(isPositive({ strong: s, medium: m, weak: w }), `${s}/${m}/${w}`).toBe(
                containsPattern(answered),
              )
            }
          }
        }
      })
      test(`counts the published number of indicators: ${set}, ${dimension}`, () => {
        const weights = indicatorsOf(set)
          .filter((one) => one.dimension === dimension)
          .map((one) => one.weights[set])
        const count = (weight: Weight) => weights.filter((one) => one === weight).length
        expect([count('strong'), count('medium'), count('weak')]).toEqual([strong, medium, weak])
      })
    }
  }

  test.each([
    ['one strong alone', { strong: 1, medium: 0, weak: 0 }],
    ['two medium alone', { strong: 0, medium: 2, weak: 0 }],
    ['one medium and many weak', { strong: 0, medium: 1, weak: 9 }],
    ['weak ones alone', { strong: 0, medium: 0, weak: 9 }],
  ])('is not positive with %s', (_, tally) => {
    expect(isPositive(tally)).toBe(false)
  })
})

describe('the table for an adult', () => {
  const D: Dimension = 'deceptive-recruitment'
  const C: Dimension = 'coercive-recruitment'
  const X: Dimension = 'exploitation'
  const H: Dimension = 'coercion-destination'
  test.each([
    ['nothing: a migration that went well', [], 'not-indicated-so-far'],
    ['exploitation alone: a labour-rights case', [X], 'not-indicated-so-far'],
    ['deception and exploitation', [D, X], 'review'],
    ['deception, exploitation and coercion', [D, X, H], 'indicated'],
    ['coercive recruitment, exploitation and coercion', [C, X, H], 'indicated'],
    ['forced labour without recruitment (a gap)', [X, H], 'review'],
    ['coercive recruitment and exploitation (a gap)', [C, X], 'review'],
    ['coercion without exploitation (a gap)', [H], 'review'],
    ['deception before anything else happened (a gap)', [D], 'review'],
    [
      'abuse of vulnerability as the only means (a gap)',
      ['recruitment-vulnerability', X, H],
      'review',
    ],
  ] as const)('%s', (_, positive, outcome) => {
    expect(adultVerdict(new Set(positive)).outcome).toBe(outcome)
  })

  test('gives each of the 64 combinations an outcome, and one more positive dimension never weakens it', () => {
    const strength = ['not-indicated-so-far', 'review', 'indicated']
    for (let bits = 0; bits < 64; bits += 1) {
      const positive = dimensions.filter((_, at) => bits & (1 << at))
      const here = strength.indexOf(adultVerdict(new Set(positive)).outcome)
      expect(here).toBeGreaterThanOrEqual(0)
      for (const more of dimensions) {
        const there = strength.indexOf(adultVerdict(new Set([...positive, more])).outcome)
        expect(there).toBeGreaterThanOrEqual(here)
      }
    }
  })
})

describe('the table for a child', () => {
  test('needs no means: an act and exploitation are enough', () => {
    expect(childVerdict(new Set(['exploitation']), { act: true, purpose: false }).outcome).toBe(
      'indicated',
    )
    expect(childVerdict(new Set(), { act: true, purpose: true }).outcome).toBe('indicated')
  })

  test('is not indicated by means alone', () => {
    const means: Dimension[] = [
      'deceptive-recruitment',
      'coercive-recruitment',
      'coercion-destination',
    ]
    expect(childVerdict(new Set(means), { act: true, purpose: false }).outcome).toBe('review')
  })

  test('asks a person where the act has not been spoken of', () => {
    expect(childVerdict(new Set(['exploitation']), { act: false, purpose: false }).outcome).toBe(
      'review',
    )
  })
})
