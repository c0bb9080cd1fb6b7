import { dayInPakistan } from '../../core/days.ts'
import { Problem } from '../../core/problem.ts'
import { type Ground, type Purpose, type SharedField, withheldBy } from './consent.ts'

export const statuses = [
  'drafted',
  'sent',
  'accepted',
  'served',
  'declined',
  'closed',
  'recalled',
] as const
export type Status = (typeof statuses)[number]

const following: Record<Status, readonly Status[]> = {
  drafted: ['sent', 'closed'],
  sent: ['accepted', 'declined', 'recalled'],
  accepted: ['served', 'closed', 'recalled'],
  served: ['served', 'closed', 'recalled'],
  declined: ['drafted', 'closed'],
  closed: [],
  recalled: [],
}

export const needs = [
  'safe-place',
  'medical',
  'psychosocial',
  'legal',
  'interpreter',
  'child-care',
  'food-clothing',
  'family-contact',
  'return',
] as const
export type Need = (typeof needs)[number]

export const declineReasons = [
  'full',
  'not-our-service',
  'not-safe-here',
  'too-far',
  'other',
] as const
export const outcomes = [
  'safe-and-settled',
  'back-with-family',
  'moved-on',
  'left-by-choice',
  'lost-contact',
  'not-needed',
] as const
export const recallReasons = ['consent-withdrawn', 'sent-by-mistake', 'no-longer-needed'] as const
/** HTCDS 2.0 spl_Type (IOM, CC BY 4.0). */
export const serviceKinds = [
  'Education',
  'Financial',
  'Health',
  'LabourExploitationRehabilitation',
  'Legal',
  'Livelihood',
  'RightsBasedTraining',
  'SexualExploitationRehabilitation',
  'SocialCare',
] as const
export type DeclineReason = (typeof declineReasons)[number]
export type Outcome = (typeof outcomes)[number]
export type RecallReason = (typeof recallReasons)[number]
export type ServiceKind = (typeof serviceKinds)[number]

export interface Referral {
  id: string
  jurisdiction: string
  caseId: string
  personId: string
  fromAgencyId: string
  toAgencyId: string
  purpose: Purpose
  fields: readonly SharedField[]
  status: Status
  consentId: string | null
  legalBasisId: string | null
  /** The last day on which the ground it was sent on holds. */
  restsUntil: string | null
  sentAt: string | null
  answeredAt: string | null
  endedAt: string | null
  declinedFor: DeclineReason | null
  recalledFor: RecallReason | null
  outcome: Outcome | null
  version: number
}

function move(referral: Referral, to: Status, change: Partial<Referral> = {}): Referral {
  if (!following[referral.status].includes(to)) {
    throw new Problem('conflict', 'protection/referral-elsewhere')
  }
  return { ...referral, ...change, status: to }
}

export function send(referral: Referral, ground: Ground | undefined, now: Date): Referral {
  // Services rest on informed consent: nothing leaves without it.
  if (!ground) throw new Problem('conflict', 'protection/consent-missing')
  if (referral.fields.length === 0) throw new Problem('conflict', 'protection/nothing-to-share')
  if (withheldBy(ground, referral.fields).length > 0) {
    throw new Problem('conflict', 'protection/field-withheld')
  }
  return move(referral, 'sent', {
    consentId: ground.kind === 'consent' ? ground.id : null,
    legalBasisId: ground.kind === 'legal-basis' ? ground.id : null,
    restsUntil: ground.until,
    sentAt: now.toISOString(),
    answeredAt: null,
    declinedFor: null,
  })
}

export function accept(referral: Referral, now: Date): Referral {
  // What was agreed for a time is not taken up after it: the person is asked again.
  if (referral.status === 'sent' && ranOut(referral, now)) {
    throw new Problem('conflict', 'protection/consent-ran-out')
  }
  return move(referral, 'accepted', { answeredAt: now.toISOString() })
}

export function decline(referral: Referral, reason: DeclineReason, now: Date): Referral {
  return move(referral, 'declined', { answeredAt: now.toISOString(), declinedFor: reason })
}

export function serve(referral: Referral): Referral {
  return move(referral, 'served')
}

export function close(referral: Referral, outcome: Outcome, now: Date): Referral {
  return move(referral, 'closed', { outcome, endedAt: now.toISOString() })
}

export function recall(referral: Referral, reason: RecallReason, now: Date): Referral {
  return move(referral, 'recalled', { recalledFor: reason, endedAt: now.toISOString() })
}

/** Back to the drawer after a no, so that another place can be asked. */
export function redraft(referral: Referral): Referral {
  return move(referral, 'drafted', {
    consentId: null,
    legalBasisId: null,
    restsUntil: null,
    sentAt: null,
  })
}

export function mayBecome(referral: Pick<Referral, 'status'>, to: Status): boolean {
  return following[referral.status].includes(to)
}

export function isOpen(referral: Pick<Referral, 'status'>): boolean {
  return ['sent', 'accepted', 'served'].includes(referral.status)
}

function ranOut(referral: Referral, now: Date): boolean {
  return referral.restsUntil !== null && dayInPakistan(now) > referral.restsUntil
}

/** Before the ground a referral rests on ends, both sides are told to ask again. */
export const WARN_DAYS = 14

/** Days on which an open referral can still be read, today among them; 0 once its ground has ended. */
export function daysLeft(
  referral: Pick<Referral, 'status' | 'restsUntil'>,
  now: Date,
): number | undefined {
  if (!isOpen(referral) || !referral.restsUntil) return undefined
  const days = (Date.parse(referral.restsUntil) - Date.parse(dayInPakistan(now))) / 86_400_000
  return Math.max(0, days + 1)
}

const HOURS_TO_ANSWER = 48

/** When the receiving agency must have said yes or no; undefined where nothing is being waited for. */
export function answerDue(referral: Pick<Referral, 'status' | 'sentAt'>): Date | undefined {
  if (referral.status !== 'sent' || !referral.sentAt) return undefined
  return new Date(Date.parse(referral.sentAt) + HOURS_TO_ANSWER * 3_600_000)
}

export function isOverdue(referral: Pick<Referral, 'status' | 'sentAt'>, now: Date): boolean {
  const due = answerDue(referral)
  return due !== undefined && due < now
}

/** What may travel. Each is present only if it was consented to and is known. */
export interface SharedContent {
  name?: string
  ageGroup?: '<18' | '18+' | 'unknown'
  sex?: string
  language?: string
  needs?: readonly Need[]
  phone?: string
  safetyNotes?: string
}

/** The copy that travels: only the fields named, whatever else is known. */
export function contentToShare(
  fields: readonly SharedField[],
  known: Record<keyof SharedContent, unknown>,
): SharedContent {
  const keyOf: Record<SharedField, keyof SharedContent> = {
    name: 'name',
    'age-group': 'ageGroup',
    sex: 'sex',
    language: 'language',
    needs: 'needs',
    phone: 'phone',
    'safety-notes': 'safetyNotes',
  }
  const keys = fields.map((field) => keyOf[field]).filter((key) => known[key] !== undefined)
  return Object.fromEntries(keys.map((key) => [key, known[key]]))
}

export function ageGroup(age: number | undefined): '<18' | '18+' | 'unknown' {
  if (age === undefined) return 'unknown'
  return age < 18 ? '<18' : '18+'
}
