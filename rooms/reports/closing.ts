import { hasDuty, type Person } from '../../core/people.ts'
import {
  type Decision,
  isOpen,
  type Reason,
  type ReportKind,
  type Status,
  statusAfterTriage,
} from './report.ts'

/** What makes a report one that no single person may close. */
export const concerns = ['official', 'child', 'death'] as const
export type Concern = (typeof concerns)[number]

/** The talk that must stand behind "settled" and "withdrawn": with the victim, and without the accused in the room. */
export const talkers = ['desk-officer', 'woman-officer', 'case-worker', 'lawyer'] as const
export const talkWays = ['in-person', 'telephone', 'video', 'through-an-organisation'] as const
export interface Talk {
  by: (typeof talkers)[number]
  how: (typeof talkWays)[number]
  day: string
  /** Nothing else is accepted. */
  accusedAbsent: true
}

export const refusals = [
  'more-can-be-asked',
  'reason-does-not-fit',
  'victim-may-be-under-pressure',
  'belongs-to-another-desk',
  'should-become-a-case',
] as const
export type Refusal = (typeof refusals)[number]

/** Ends a report without a case. */
export function closes(decision: Decision): boolean {
  return decision !== 'open-case' && !isOpen(statusAfterTriage(decision))
}

const afterPressure: readonly Reason[] = ['settled', 'withdrawn']

/** A settlement or a withdrawal may have been bought or forced: somebody must have asked the victim alone. */
export function needsTalk(reason: Reason): boolean {
  return afterPressure.includes(reason)
}

/** What is known to concern a report: what was said, and what its kind says by itself. Null while nobody has said. */
export function concernsOf(kind: ReportKind, said: readonly Concern[] | null): Concern[] | null {
  if (kind !== 'child') return said && [...said]
  return [...new Set<Concern>(['child', ...(said ?? [])])]
}

/** Whether one person alone may not close it. What nobody has said is not "no". */
export function needsSecond(of: {
  kind: ReportKind
  concerns: readonly Concern[] | null
  reason: Reason
}): boolean {
  const known = concernsOf(of.kind, of.concerns)
  return needsTalk(of.reason) || known === null || known.length > 0
}

/**
 * An official turns out to be accused only when the decision stands: what was closed without the oversight body,
 * or is proposed to another second person, must go before it. Gives what is to be put before it.
 */
export function closingToSeeAgain<C extends Past>(
  status: Status,
  closings: readonly C[],
): 'closed' | C | undefined {
  const last = closings.findLast(({ state }) => state === 'proposed' || state === 'agreed')
  if (last?.forOversight) return undefined
  if (last?.state === 'proposed') return last
  return status === 'closed' ? 'closed' : undefined
}
interface Past {
  state: 'proposed' | 'agreed' | 'refused' | 'lapsed'
  forOversight: boolean
}

/** The second person: another one of the desk, its supervisor; about an official, the oversight body. */
export function maySecond(
  person: Pick<Person, 'id' | 'duties'>,
  closing: { proposedBy: string; forOversight: boolean },
  atDesk: boolean,
): boolean {
  if (person.id === closing.proposedBy) return false
  return closing.forOversight ? hasDuty(person, 'oversight') : atDesk
}
