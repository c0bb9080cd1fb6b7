import { describe, expect, test } from 'vitest'
import {
  checkDecision,
  type DecisionStatus,
  decisionStatuses,
  departsFrom,
  type Reason,
  reasonsFor,
} from './decision.ts'
import type { Outcome } from './ilo-rule.ts'

const words = 'Her account and the chat agree on the dates.'
const check = (
  status: DecisionStatus,
  reasons: Reason[],
  text: string,
  outcome: Outcome,
  again = false,
) => checkDecision({ status, reasons, words: text }, outcome, again)

describe('a decision', () => {
  test('without a reason is refused', () => {
    expect(() => check('presumed', [], words, 'indicated')).toThrow('screening/reason-missing')
  })

  test('with a reason that belongs to another status is refused', () => {
    expect(() => check('not-so-far', ['court-found'], words, 'not-indicated-so-far')).toThrow(
      'screening/reason-of-another-status',
    )
  })

  test.each([
    ['goes against what the indicators show', 'not-so-far', 'too-little-known', 'indicated', false],
    [
      'presumes where the indicators show nothing',
      'presumed',
      'safety-first',
      'not-indicated-so-far',
      false,
    ],
    ['confirms', 'confirmed', 'evidence-agrees', 'indicated', false],
    ['decides again', 'presumed', 'own-account', 'indicated', true],
  ] as const)('that %s is refused without words', (_, status, reason, outcome, again) => {
    expect(() => check(status, [reason], '  too short  ', outcome, again)).toThrow(
      'screening/words-missing',
    )
    expect(() => check(status, [reason], words, outcome, again)).not.toThrow()
  })

  test('that follows the indicators needs a coded reason only', () => {
    expect(() => check('presumed', ['signs-point-to-it'], '', 'indicated')).not.toThrow()
    expect(() => check('presumed', ['signs-point-to-it'], '', 'review')).not.toThrow()
  })

  test('that looks away from a "review" departs from it', () => {
    expect(departsFrom('not-so-far', 'review')).toBe(true)
  })

  test('never says "not a victim"', () => {
    expect(decisionStatuses).toEqual(['presumed', 'confirmed', 'not-so-far'])
    for (const reason of reasonsFor['not-so-far'])
      expect(reason).not.toMatch(/not-a-victim|liar|false/)
  })
})
