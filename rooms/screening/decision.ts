import { Problem } from '../../core/problem.ts'
import type { Outcome } from './ilo-rule.ts'

/**
 * What a person decided about another person. There is no code for "not a victim": what has
 * not been shown may be shown tomorrow.
 */
export const decisionStatuses = ['presumed', 'confirmed', 'not-so-far'] as const
export type DecisionStatus = (typeof decisionStatuses)[number]

export const reasonsFor = {
  presumed: [
    'signs-point-to-it',
    'own-account',
    'child-in-exploitation',
    'afraid-to-speak',
    'safety-first',
  ],
  confirmed: ['elements-supported', 'evidence-agrees', 'others-agree', 'court-found'],
  'not-so-far': [
    'too-little-known',
    'smuggling-so-far',
    'wage-dispute-so-far',
    'recruitment-fraud-so-far',
    'other-offence-so-far',
    'does-not-wish-to-speak',
  ],
} as const satisfies Record<DecisionStatus, readonly string[]>
export type Reason = (typeof reasonsFor)[DecisionStatus][number]
export const reasonCodes: readonly Reason[] = Object.values(reasonsFor).flat()

/** Why a decision was looked at again. */
export const reconsiderationCauses = [
  'asked-by-person',
  'asked-by-representative',
  'new-facts',
  'asked-by-agency',
  'own-review',
] as const
export type ReconsiderationCause = (typeof reconsiderationCauses)[number]

export const SHORTEST_WORDS = 20

export interface Draft {
  status: DecisionStatus
  reasons: readonly Reason[]
  words: string
}

/** Throws where a decision lacks the reasons that its status needs. */
export function checkDecision(draft: Draft, outcome: Outcome, again: boolean): void {
  const allowed: readonly string[] = reasonsFor[draft.status]
  if (!draft.reasons.length)
    throw new Problem('input', 'screening/reason-missing', {
      fields: { reasons: 'screening/reason-missing' },
    })
  if (!draft.reasons.every((reason) => allowed.includes(reason))) {
    throw new Problem('input', 'screening/reason-of-another-status', {
      fields: { reasons: 'screening/reason-of-another-status' },
    })
  }
  if (needsWords(draft.status, outcome, again) && draft.words.trim().length < SHORTEST_WORDS) {
    throw new Problem('input', 'screening/words-missing', {
      fields: { words: 'screening/words-missing' },
      values: { least: SHORTEST_WORDS },
    })
  }
}

/** Whoever departs from the result, confirms, or decides again says why in words. */
export function needsWords(status: DecisionStatus, outcome: Outcome, again: boolean): boolean {
  return again || status === 'confirmed' || departsFrom(status, outcome)
}

/** Whether a decision goes against what the indicators show; allowed, but never silently. */
export function departsFrom(status: DecisionStatus, outcome: Outcome): boolean {
  if (status === 'not-so-far') return outcome !== 'not-indicated-so-far'
  return outcome === 'not-indicated-so-far'
}
