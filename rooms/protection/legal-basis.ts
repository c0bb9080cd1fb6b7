import { Problem } from '../../core/problem.ts'
import { daysBetween, type Ground } from './consent.ts'

/**
 * Why something may be shared where nobody could agree to it. Never a silent override: the code,
 * the words, and a second person are kept, and it ends soon.
 */
export const basisCodes = [
  'danger-to-life',
  'child-best-interests',
  'court-order',
  'duty-by-law',
] as const
export type BasisCode = (typeof basisCodes)[number]

const LONGEST_DAYS = 31
const SHORTEST_WORDS = 20

export function checkBasis(
  basis: { words: string; from: string; until: string },
  today: string,
): void {
  if (basis.words.trim().length < SHORTEST_WORDS) {
    throw new Problem('input', 'protection/basis-words-short', {
      fields: { words: 'problem.protection/basis-words-short' },
      values: { count: SHORTEST_WORDS },
    })
  }
  const length = daysBetween(basis.from, basis.until)
  if (basis.until < today || length < 0 || length > LONGEST_DAYS) {
    throw new Problem('input', 'protection/basis-too-long', {
      fields: { until: 'problem.protection/basis-too-long' },
      values: { count: LONGEST_DAYS },
    })
  }
}

/**
 * Refuses unless somebody else confirms: one person alone could share what she likes.
 * `standing` is the basis as recorded.
 */
export function checkSecond(basis: Ground & { recordedBy: string }, personId: string): void {
  if (basis.confirmed) throw new Problem('conflict', 'protection/basis-confirmed-already')
  if (basis.recordedBy === personId) throw new Problem('conflict', 'protection/second-person-same')
}
