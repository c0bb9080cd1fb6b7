import type { Status } from './licence.ts'

/** The state of a licence on a past day, by its history; undefined before its first entry. */
export function standingThen(
  history: readonly { on: string; to: Status }[],
  day: string,
): Status | undefined {
  return history.filter((entry) => entry.on <= day).at(-1)?.to
}
