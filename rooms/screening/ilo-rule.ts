import type { Dimension, Weight } from './instrument.ts'

export type Tally = Readonly<Record<Weight, number>>

export const emptyTally: Tally = { strong: 0, medium: 0, weak: 0 }

/**
 * Whether a dimension is positive: two strong; or one strong and one other; or three medium;
 * or two medium and one weak (WCMS_105023 p. 3, read in a secondary copy: see METHOD.md).
 */
export function isPositive({ strong, medium, weak }: Tally): boolean {
  if (strong >= 2) return true
  if (strong >= 1 && medium + weak >= 1) return true
  if (medium >= 3) return true
  return medium >= 2 && weak >= 1
}

export type Outcome = 'indicated' | 'review' | 'not-indicated-so-far'

/** Why the table gave its outcome; each has a text that says what it means. */
export type Reading =
  | 'trafficking-pattern'
  | 'forced-labour-recruitment-unclear'
  | 'deceived-and-exploited'
  | 'coerced-recruitment-and-exploited'
  | 'vulnerability-and-exploited'
  | 'coercion-without-exploitation'
  | 'recruitment-without-exploitation'
  | 'exploited-labour-rights'
  | 'vulnerability-only'
  | 'nothing-positive'
  | 'child-act-and-purpose'
  | 'child-purpose-act-unknown'
  | 'child-coercion-purpose-unknown'
  | 'form-stated'

export interface Verdict {
  outcome: Outcome
  reading: Reading
}

export type Positives = ReadonlySet<Dimension>

/**
 * The decision table for an adult. The published table covers four combinations of
 * (deceptive or coercive recruitment, exploitation, coercion at destination); every other one
 * that shows means or coercion goes to a person as "review", because Palermo's acts include
 * harbouring and receipt, and its purpose need not have been reached.
 */
export function adultVerdict(positive: Positives): Verdict {
  const deceived = positive.has('deceptive-recruitment')
  const coerced = positive.has('coercive-recruitment')
  const held = positive.has('coercion-destination')
  const vulnerable =
    positive.has('recruitment-vulnerability') || positive.has('destination-vulnerability')
  if (positive.has('exploitation')) {
    if (held && (deceived || coerced))
      return { outcome: 'indicated', reading: 'trafficking-pattern' }
    if (held) return { outcome: 'review', reading: 'forced-labour-recruitment-unclear' }
    if (coerced) return { outcome: 'review', reading: 'coerced-recruitment-and-exploited' }
    if (deceived) return { outcome: 'review', reading: 'deceived-and-exploited' }
    if (vulnerable) return { outcome: 'review', reading: 'vulnerability-and-exploited' }
    return { outcome: 'not-indicated-so-far', reading: 'exploited-labour-rights' }
  }
  if (held) return { outcome: 'review', reading: 'coercion-without-exploitation' }
  if (deceived || coerced) return { outcome: 'review', reading: 'recruitment-without-exploitation' }
  if (vulnerable) return { outcome: 'not-indicated-so-far', reading: 'vulnerability-only' }
  return { outcome: 'not-indicated-so-far', reading: 'nothing-positive' }
}

/**
 * The table for a child: an act and a purpose are enough, and means are never asked for
 * (Palermo art. 3(c); PTPA 2018 s. 7). Coercion only shows where to look for the purpose.
 */
export function childVerdict(
  positive: Positives,
  known: { act: boolean; purpose: boolean },
): Verdict {
  const purpose = known.purpose || positive.has('exploitation')
  if (purpose && known.act) return { outcome: 'indicated', reading: 'child-act-and-purpose' }
  if (purpose) return { outcome: 'review', reading: 'child-purpose-act-unknown' }
  if (positive.has('coercion-destination') || positive.has('coercive-recruitment')) {
    return { outcome: 'review', reading: 'child-coercion-purpose-unknown' }
  }
  if (positive.has('deceptive-recruitment'))
    return { outcome: 'review', reading: 'recruitment-without-exploitation' }
  const vulnerable =
    positive.has('recruitment-vulnerability') || positive.has('destination-vulnerability')
  return {
    outcome: 'not-indicated-so-far',
    reading: vulnerable ? 'vulnerability-only' : 'nothing-positive',
  }
}
