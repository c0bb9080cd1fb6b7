import type { AnswerValue } from './screening.ts'

/** An answer as it is stored, as far as it decides whether another may be written over it. */
export interface Stored {
  value: AnswerValue
  answeredById: string
  answeredAt: string
  version: number
}

export interface Arriving {
  value: AnswerValue
  /** When it was given on the screener's device. */
  at: Date
  /** The version that the device had last seen; 0 where it had seen none. */
  version: number
}

export type Fate = 'written' | 'already-there' | 'answered-by-another'

/**
 * What becomes of an answer that arrives. Batches are sent again after a lost connection, so an
 * answer may arrive twice or late: of one person's answers the one given last stays. An answer
 * that somebody else has given meanwhile is never written over unseen.
 */
export function fateOf(stored: Stored | undefined, arriving: Arriving, personId: string): Fate {
  if (!stored) return 'written'
  if (stored.answeredById !== personId) {
    return arriving.version === stored.version ? 'written' : 'answered-by-another'
  }
  return arriving.at.getTime() > Date.parse(stored.answeredAt) ? 'written' : 'already-there'
}
