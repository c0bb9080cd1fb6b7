/** What a report is about, as the person who files it sees it: used to route, never to judge. */
export const reportKinds = [
  'work-abroad',
  'forced-scam-work',
  'bonded-labour',
  'domestic-work',
  'sexual-exploitation',
  'child',
  'begging',
  'forced-marriage',
  'organ',
  'smuggling',
  'suspicious-offer',
  'not-sure',
] as const
export type ReportKind = (typeof reportKinds)[number]

/** `new` until a member of the desk opens it; `closed`, `case-opened` and, by rule, `expired` end the desk's part. */
export const statuses = [
  'new',
  'read',
  'in-hand',
  'asked-more',
  'case-opened',
  'closed',
  'expired',
] as const
export type Status = (typeof statuses)[number]

/** What the desk owes the reporter next; `due_at` is the deadline of exactly this. */
export const debts = ['triage', 'reply', 'second', 'nothing'] as const
export type Debt = (typeof debts)[number]

/** The outcome of triage. "Pass on" is not here: handing over is an act of its own, with its own reasons. */
export const decisions = [
  'open-case',
  'ask-for-more',
  'duplicate',
  'outside-this-law',
  'nothing-to-act-on-so-far',
  'taken-back',
] as const
export type Decision = (typeof decisions)[number]

/** The reasons that may be given for each decision: a decision without a coded reason is refused. */
export const reasonsFor = {
  'open-case': [
    'signs-of-trafficking',
    'signs-of-smuggling',
    'signs-of-bonded-labour',
    'child-at-risk',
    'danger-to-life',
  ],
  'ask-for-more': ['place-unclear', 'people-unclear', 'events-unclear', 'contact-needed'],
  duplicate: ['same-report-again', 'already-in-a-case'],
  'outside-this-law': ['labour-dispute', 'immigration-matter', 'other-crime', 'family-matter'],
  'nothing-to-act-on-so-far': ['no-detail-after-asking', 'cannot-be-checked-yet', 'empty-or-test'],
  'taken-back': ['settled', 'withdrawn'],
} as const satisfies Record<Decision, readonly string[]>
export type Reason = (typeof reasonsFor)[Decision][number]
export const reasons = Object.values(reasonsFor).flat() as readonly Reason[]

/** Who is accused, in kind, and of which sex the victims are: for the audit of outcomes, never to decide by. */
export const accusedKinds = [
  'official',
  'agent',
  'employer',
  'family',
  'stranger',
  'unknown',
] as const
export type AccusedKind = (typeof accusedKinds)[number]
export const victimSexes = ['female', 'male', 'transgender', 'several', 'unknown'] as const
export type VictimSex = (typeof victimSexes)[number]

/** Why a desk must know who is accused before it decides. Each time is a line of the public log. */
export const earlyReasons = [
  'danger-to-life',
  'conflict-of-interest',
  'same-matter',
  'by-order',
] as const
export type EarlyReason = (typeof earlyReasons)[number]

export const handOverReasons = [
  'other-district',
  'other-agency-by-law',
  'special-desk-needed',
  'conflict-of-interest',
] as const
export type HandOverReason = (typeof handOverReasons)[number]

/** One step that the reporter is told about, in plain words: text key `step.<code>`. */
export const steps = [
  'received',
  'read',
  'decided',
  'replied',
  'handed-over',
  'closed',
  'close-proposed',
  'close-refused',
  'reminded',
  'expired',
] as const
export type Step = (typeof steps)[number]

export function isReasonFor(decision: Decision, reason: string): reason is Reason {
  return (reasonsFor[decision] as readonly string[]).includes(reason)
}

const statusAfter: Record<Decision, Status> = {
  'open-case': 'case-opened',
  'ask-for-more': 'asked-more',
  duplicate: 'closed',
  'outside-this-law': 'closed',
  'nothing-to-act-on-so-far': 'closed',
  'taken-back': 'closed',
}

export function statusAfterTriage(decision: Decision): Status {
  return statusAfter[decision]
}

/** A report that a desk still has work with; the others stay readable, and wake up when the reporter writes again. */
export function isOpen(status: Status): boolean {
  return status !== 'closed' && status !== 'case-opened' && status !== 'expired'
}

/** Where a report stands, from what has happened to it at the desk that holds it now. */
export interface Facts {
  kind: ReportKind
  receivedAt: string
  /** When it came to this desk: filed with it or handed over to it. */
  cameAt: string
  handedOver: boolean
  dangerNow: boolean
  triagedAt: string | null
  lastInAt: string
  lastOutAt: string | null
  /** When it was proposed to close it, and nobody has agreed or refused yet. */
  proposedAt: string | null
  refusedAt: string | null
}

/** What the desk owes next: a decision first; then an answer to whatever the reporter said last. */
export function debtOf(facts: Facts): Debt {
  if (facts.proposedAt) return 'second'
  if (!facts.triagedAt || wasRefused(facts)) return 'triage'
  const answered = facts.lastOutAt !== null && facts.lastOutAt >= facts.lastInAt
  return answered ? 'nothing' : 'reply'
}

/** What a second person has refused must be decided anew. */
export function wasRefused({ refusedAt, triagedAt }: Facts): boolean {
  return refusedAt !== null && (triagedAt === null || triagedAt < refusedAt)
}

/** A message from the reporter wakes a closed report up; an opened case stays one. */
export function statusAfterFollowUp(status: Status, held: boolean): Status {
  if (status === 'case-opened' || status === 'new') return status
  return held ? 'in-hand' : 'read'
}

/** What officers call a report by on the phone. */
export function referenceOf(id: string): string {
  return `${id.slice(0, 4)}-${id.slice(4, 8)}`.toUpperCase()
}
