/** What a desk is late with: what it owed next, or that a report becomes a case or is closed. */
export const lateSteps = ['triage', 'reply', 'second', 'decision'] as const
export type LateStep = (typeof lateSteps)[number]

/** 1: with the supervisor of the desk. 2: with the oversight body. */
export type Level = 1 | 2

/** Why a desk is late, in its supervisor's words. It explains; it stops no clock. */
export const explanations = [
  'too-many-reports',
  'officer-absent',
  'waiting-for-other-agency',
  'waiting-for-reporter',
  'keys-not-at-hand',
  'done-not-recorded',
] as const
export type Explanation = (typeof explanations)[number]

/** What the oversight body asks the supervisor. */
export const questions = ['why-late', 'by-when', 'who-handles-it'] as const
export type Question = (typeof questions)[number]

/** What the oversight body does about it when it has seen it. */
export const acknowledgements = ['seen', 'talked-to-desk', 'inspection-ordered'] as const
export type Acknowledgement = (typeof acknowledgements)[number]

export const lateWordKinds = ['explained', 'asked', 'acknowledged'] as const
export type LateWordKind = (typeof lateWordKinds)[number]

const codesOf: Record<LateWordKind, readonly string[]> = {
  explained: explanations,
  asked: questions,
  acknowledged: acknowledgements,
}

export function isCodeOf(kind: LateWordKind, code: string): boolean {
  return codesOf[kind].includes(code)
}

/** The level that a late deadline reaches now; undefined where it stays where it is. */
export function nextLevel(
  reached: { level: Level; answerBy: string } | undefined,
  now: Date,
): Level | undefined {
  if (!reached) return 1
  return reached.level === 1 && Date.parse(reached.answerBy) <= now.getTime() ? 2 : undefined
}

/** The rule that says how long it waits at a level. */
export function waitingStep(level: Level, danger: boolean) {
  if (level === 2) return 'with-oversight' as const
  return danger ? ('with-supervisor-danger' as const) : ('with-supervisor' as const)
}
