import { Problem } from '../../core/problem.ts'

export const statuses = ['open', 'suspended', 'closed'] as const
export type Status = (typeof statuses)[number]

export const handOverReasons = [
  'transfer',
  'leave',
  'workload',
  'expertise',
  'conflict-of-interest',
  'other',
] as const
export type HandOverReason = (typeof handOverReasons)[number]

/** Why a case is closed, in a code beside the words: so that closings can be counted and learnt from. */
export const closeReasons = [
  'no-offence-found',
  'not-enough-evidence',
  'victim-does-not-want-it',
  'victim-cannot-be-reached',
  'accused-not-found',
  'goes-on-elsewhere',
  'same-as-another-case',
  'other',
] as const
export type CloseReason = (typeof closeReasons)[number]

export const shareReasons = [
  'prosecution',
  'joint-investigation',
  'victim-protection',
  'legal-duty',
  'other',
] as const
export type ShareReason = (typeof shareReasons)[number]

/** A case without its texts: what decides who may do what with it. */
export interface CaseBrief {
  jurisdiction: string
  id: string
  agencyId: string
  teamId: string | null
  holderId: string
  heldSince: string
  reference: string
  status: Status
  reportId: string | null
  openedAt: string
  nextDueAt: string | null
  version: number
}

const following: Record<Status, readonly Status[]> = {
  open: ['suspended', 'closed'],
  suspended: ['open', 'closed'],
  // A closed case can be taken up again: new evidence is no reason for a second file.
  closed: ['open'],
}

/** The statuses a case can be given next. */
export function nextStatuses(status: Status): readonly Status[] {
  return following[status]
}

export function move<T extends { status: Status }>(file: T, to: Status): T {
  if (!following[file.status].includes(to)) {
    throw new Problem('conflict', 'cases/status-cannot-follow')
  }
  return { ...file, status: to }
}

/** Refuses work on a closed file; reading it goes on. */
export function refuseClosed(file: { status: Status }): void {
  if (file.status === 'closed') throw new Problem('conflict', 'cases/closed')
}

export interface HandOver {
  to: string
  reason: HandOverReason
  words: string
}

/**
 * Checks a hand-over. A file that changes hands in mid-case says why: moving an officer is one
 * of the ways in which cases are made to die.
 */
export function checkHandOver(file: Pick<CaseBrief, 'holderId' | 'status'>, over: HandOver): void {
  refuseClosed(file)
  if (over.to === file.holderId) throw new Problem('conflict', 'cases/already-held')
  if (over.reason === 'other' && !over.words.trim()) throw missingWords()
}

function missingWords(): Problem {
  return new Problem('input', 'cases/say-why', { fields: { words: 'cases/say-why' } })
}

/** How long another agency may be let in at one time; it can be renewed with a new reason. */
export const LONGEST_SHARE_DAYS = 366

/** Checks the last day of a share against today's date in Pakistan. */
export function checkShareEnd(until: string, today: string): void {
  const days = (Date.parse(until) - Date.parse(today)) / 86_400_000
  if (days >= 0 && days <= LONGEST_SHARE_DAYS) return
  const code = days < 0 ? 'cases/share-already-over' : 'cases/share-too-long'
  throw new Problem('input', code, { fields: { until: code } })
}

/** The letters before the year: first letter of the place, its next and its last consonant. */
export function prefixOf(place: string): string {
  const letters = place
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z]/g, '')
  const rest = letters.slice(1).replace(/[AEIOU]/g, '')
  const three = `${letters[0] ?? 'P'}${rest[0] ?? ''}${rest.length > 1 ? rest.at(-1) : ''}`
  return `${three}${letters.slice(1)}XXX`.slice(0, 3)
}

export function referenceOf(prefix: string, year: number, number: number): string {
  return `${prefix}-${year}-${String(number).padStart(4, '0')}`
}
