import { type Exclusion, type SeatOpening, seatOf } from './lot.ts'

/** Why an officer will not be there. */
export const absenceReasons = ['leave', 'illness', 'training', 'other-duty'] as const
export type AbsenceReason = (typeof absenceReasons)[number]

/** Why reports of a place or a kind must not come to an officer. */
export const conflictReasons = [
  'lives-there',
  'family-there',
  'worked-there',
  'personal-matter',
] as const
export type ConflictReason = (typeof conflictReasons)[number]

/** Why a report is drawn again after the officer has seen it. Whom it goes to, nobody chooses. */
export const redrawReasons = [
  'knows-somebody-in-it',
  'is-named-in-it',
  'cannot-read-the-language',
  'cannot-be-here',
] as const
export type RedrawReason = (typeof redrawReasons)[number]

/** Why a supervisor has a report drawn again. It does not come to the same officer a second time. */
export const supervisorRedrawReasons = [
  'late',
  'officer-not-reachable',
  'officer-has-left',
] as const
export type SupervisorRedrawReason = (typeof supervisorRedrawReasons)[number]

/** Why a supervisor gives a report to somebody by hand. Each time is a line in the public log. */
export const handReasons = [
  'officer-not-reachable',
  'nobody-could-be-drawn',
  'officer-has-left',
  'danger-now',
] as const
export type HandReason = (typeof handReasons)[number]

/** An officer who is on duty now, with what she has declared. */
export interface OnDuty {
  account: string
  not: Exclusion[]
}

/** Two lists of those on duty are the same roster, whatever order they come in. */
export function sameDuty(one: readonly OnDuty[], other: readonly OnDuty[]): boolean {
  // The seat's own rule says what counts; a fixed nonce makes seats comparable.
  const seats = (all: readonly OnDuty[]) =>
    all
      .map(({ account, not }) => seatOf({ nonce: '', account, not }))
      .sort()
      .join()
  return seats(one) === seats(other)
}

export function openingsOf(onDuty: readonly OnDuty[], nonce: () => string): SeatOpening[] {
  return onDuty.map(({ account, not }) => ({ nonce: nonce(), account, not }))
}

/** A day in Pakistan (UTC+5 all year): `2026-11-26`. */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + 5 * 3_600_000).toISOString().slice(0, 10)
}
