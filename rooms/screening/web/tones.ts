import type { Tone } from '../../../web/workspace/parts.tsx'
import type { DecisionStatus } from '../decision.ts'
import type { Outcome } from '../ilo-rule.ts'

// Never red: a screening is no alarm, and the person screened may be looking at the screen.
export const outcomeTone: Record<Outcome, Tone> = {
  indicated: 'met',
  review: 'partly',
  'not-indicated-so-far': 'neutral',
}
export const statusTone: Record<DecisionStatus, Tone> = {
  presumed: 'met',
  confirmed: 'met',
  'not-so-far': 'neutral',
}

/** A name that keeps its own direction inside a sentence (Unicode FSI … PDI). */
export const isolated = (name: string): string => `\u2068${name}\u2069`
