import { addMonths } from './days.ts'

/** Who sits by which office, after s. 15 of the Act of 1992; others may be called as well. */
export const seats = [
  'elected',
  'administration',
  'bar',
  'press',
  'social-services',
  'labour',
  'other',
] as const
export type Seat = (typeof seats)[number]

/** The seats of the law that nobody holds. */
export const emptySeats = (held: readonly Seat[]): Seat[] =>
  seats.filter((seat) => seat !== 'other' && !held.includes(seat))

/** How a district stands: who did not meet first; those without a committee, for they are many, last. */
export const standings = ['late', 'never-met', 'no-term', 'in-term', 'none'] as const
export type Standing = (typeof standings)[number]

export interface Standings {
  standing: Standing
  /** The last day for the next meeting; null where no term is set or nothing to count from is known. */
  nextBy: string | null
}

/**
 * How a district stands on a day: without a committee, never met, beyond its term, or within it.
 * The term is counted from the last meeting, before the first one from the notification.
 */
export function standingOf(
  district: {
    committee: { notifiedOn: string | null } | null
    lastMeetingOn: string | null
    /** Months between meetings; null where nobody has set them. */
    months: number | null
  },
  today: string,
): Standings {
  const { committee, lastMeetingOn, months } = district
  if (!committee) return { standing: 'none', nextBy: null }
  const from = lastMeetingOn ?? committee.notifiedOn
  const nextBy = from && months ? addMonths(from, months) : null
  if (!lastMeetingOn) return { standing: 'never-met', nextBy }
  if (!nextBy) return { standing: 'no-term', nextBy }
  return { standing: nextBy < today ? 'late' : 'in-term', nextBy }
}

export const decisionSteps = ['done', 'open-again', 'new-day'] as const
export type DecisionStep = (typeof decisionSteps)[number]

/** A called meeting: still to come, its day passed without word of it, held, or called off. */
export const callStates = ['coming', 'day-passed', 'held', 'called-off'] as const
export type CallState = (typeof callStates)[number]

/** How a called meeting stands on a day. Only a meeting that was written down as held was held. */
export function callState(
  call: { on: string; meetingId: string | null; offOn: string | null },
  today: string,
): CallState {
  if (call.meetingId) return 'held'
  if (call.offOn) return 'called-off'
  return call.on < today ? 'day-passed' : 'coming'
}
