import { Problem } from '../../core/problem.ts'
import type { Finding, Proposal } from './assess.ts'

export const chargeDecisions = ['charge', 'not-charge', 'ask-more'] as const
export type ChargeDecision = (typeof chargeDecisions)[number]

/** What the software came to when somebody decided; 'not-raised': it had not raised the section. */
export type FindingThen = Finding | 'not-raised'

export interface Deciding {
  decision: ChargeDecision
  reasons: string
  victimhoodWeighed: boolean
}

/** The software advises and a person decides, but not against a date or past section 6 unseen. */
export function checkDecision(
  deciding: Deciding,
  at: { stood: boolean; proposal: Proposal | undefined; mayBeVictim: boolean },
): void {
  if (deciding.reasons.trim() === '') {
    throw new Problem('input', 'charges/reasons-missing', {
      fields: { reasons: 'charges/reasons-missing' },
    })
  }
  if (deciding.decision !== 'charge') return
  if (!at.stood) throw new Problem('conflict', 'charges/not-in-force-then')
  // PTPA 2018 s. 6: a victim is not liable under the Act; nobody is charged before that is weighed.
  if (at.mayBeVictim && !deciding.victimhoodWeighed)
    throw new Problem('conflict', 'charges/screen-first')
}
