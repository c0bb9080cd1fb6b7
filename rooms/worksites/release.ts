import { Problem } from '../../core/problem.ts'
import { addMonths, refuse } from './days.ts'

export const releaseStatuses = ['asked', 'ordered', 'left', 'certified', 'set-aside'] as const
export type ReleaseStatus = (typeof releaseStatuses)[number]

/** Who can order it: a magistrate, or the district authority with the vigilance committee. */
export const authorities = ['magistrate', 'district-authority'] as const
export type Authority = (typeof authorities)[number]

export const moves = ['order', 'leave', 'certify', 'set-aside'] as const
export type Move = (typeof moves)[number]

export interface Release {
  status: ReleaseStatus
  askedOn: string
  orderedOn: string | null
  leftOn: string | null
  certifiedOn: string | null
}

const after: Record<ReleaseStatus, Partial<Record<Move, ReleaseStatus>>> = {
  asked: { order: 'ordered', 'set-aside': 'set-aside' },
  ordered: { leave: 'left', 'set-aside': 'set-aside' },
  left: { certify: 'certified' },
  certified: {},
  'set-aside': {},
}

const before: Partial<Record<ReleaseStatus, ReleaseStatus>> = {
  ordered: 'asked',
  left: 'ordered',
  certified: 'left',
}

/** What can be done next with a release. */
export const nextMoves = (release: Pick<Release, 'status'>): Move[] =>
  moves.filter((move) => after[release.status][move])

export const mayStepBack = (release: Pick<Release, 'status'>): boolean =>
  before[release.status] !== undefined

/** Takes the next step on a day; refuses what is out of turn, and a day before the step before it. */
export function moved<T extends Release>(release: T, move: Move, on: string): T {
  const status = after[release.status][move]
  if (!status) throw new Problem('conflict', 'worksites/release-out-of-turn')
  const latest = release.leftOn ?? release.orderedOn ?? release.askedOn
  if (on < latest) refuse('on', 'worksites/release-before-last')
  return {
    ...release,
    status,
    orderedOn: move === 'order' ? on : release.orderedOn,
    leftOn: move === 'leave' ? on : release.leftOn,
    certifiedOn: move === 'certify' ? on : release.certifiedOn,
  }
}

/** Takes the last step back, where it was a mistake. */
export function steppedBack<T extends Release>(release: T): T {
  const status = before[release.status]
  if (!status) throw new Problem('conflict', 'worksites/release-no-step-back')
  return {
    ...release,
    status,
    orderedOn: status === 'asked' ? null : release.orderedOn,
    leftOn: status === 'ordered' ? null : release.leftOn,
    certifiedOn: null,
  }
}

export const followUpMonths = [1, 6, 12] as const
export const followUpCodes = ['follow-up-1', 'follow-up-6', 'follow-up-12'] as const
export const rehabilitationCodes = [
  'identity-papers',
  'home',
  'school',
  'cash-help',
  'work',
  'health',
  'legal-aid',
  'other',
] as const
export const stepCodes = [...followUpCodes, ...rehabilitationCodes] as const
export type StepCode = (typeof stepCodes)[number]

export const outcomes = ['free', 'at-risk', 'back-in-bondage', 'not-found'] as const
export type Outcome = (typeof outcomes)[number]

export const isFollowUp = (code: StepCode): boolean =>
  (followUpCodes as readonly string[]).includes(code)

/** The follow-ups that a day of leaving makes: after one, six and twelve months. */
export const followUpsOf = (leftOn: string): { code: StepCode; dueOn: string }[] =>
  followUpMonths.map((months) => ({
    code: `follow-up-${months}` as const,
    dueOn: addMonths(leftOn, months),
  }))
