import { Problem } from '../../core/problem.ts'

/** What a person is asked to agree to: each purpose is asked on its own. */
export const purposes = [
  'shelter',
  'medical',
  'psychosocial',
  'legal-aid',
  'return',
  'family-tracing',
  'agency-sharing',
  'reporting',
] as const
export type Purpose = (typeof purposes)[number]

/** The only things about a person that can travel with a referral. */
export const sharedFields = [
  'name',
  'age-group',
  'sex',
  'language',
  'needs',
  'phone',
  'safety-notes',
] as const
export type SharedField = (typeof sharedFields)[number]

export const givers = ['self', 'guardian'] as const
export const manners = ['spoken', 'written', 'interpreter'] as const
export const childViews = ['agrees', 'disagrees', 'too-young'] as const

/** ISO 639-3. */
export const languages = [
  'urd',
  'pan',
  'skr',
  'snd',
  'pus',
  'bal',
  'brh',
  'eng',
  'fas',
  'ben',
  'other',
] as const
export type SpokenLanguage = (typeof languages)[number]

export interface GivenConsent {
  purpose: Purpose
  /** Undefined only for counting without names, which has no single recipient. */
  agencyId: string | undefined
  fields: readonly SharedField[]
  givenBy: (typeof givers)[number]
  /** How the guardian stands in the case, where the guardian is one of its people. */
  guardianRoles: readonly string[]
  guardianNamed: boolean
  childView: (typeof childViews)[number] | undefined
  how: (typeof manners)[number]
  language: SpokenLanguage
  /** The person said in own words what it means. */
  understood: boolean
  givenOn: string
  expiresOn: string
}

const LONGEST_DAYS = 366

/**
 * Refuses what is not informed consent. `age` is in years on the day it was given, undefined
 * where nobody knows it.
 */
export function checkConsent(given: GivenConsent, age: number | undefined, today: string): void {
  if (!given.understood) refuse('protection/not-understood', 'understood')
  if (given.purpose === 'reporting' ? given.agencyId : !given.agencyId) {
    refuse('protection/recipient-missing', 'agencyId')
  }
  checkGiver(given, age)
  if (given.givenOn > today) refuse('protection/given-in-future', 'givenOn')
  if (given.expiresOn <= given.givenOn || given.expiresOn < today) {
    refuse('protection/expires-too-early', 'expiresOn')
  }
  if (daysBetween(given.givenOn, given.expiresOn) > LONGEST_DAYS) {
    refuse('protection/expires-too-late', 'expiresOn')
  }
}

function checkGiver(given: GivenConsent, age: number | undefined): void {
  const child = age !== undefined && age < 18
  const adult = age !== undefined && age >= 18
  if (adult && given.givenBy === 'guardian') refuse('protection/adult-decides', 'givenBy')
  if (child && given.givenBy === 'self') refuse('protection/guardian-missing', 'givenBy')
  if (given.givenBy !== 'guardian') return
  if (!given.guardianNamed) refuse('protection/guardian-missing', 'guardian')
  // Parents and uncles are recruiters often enough: the accused cannot agree for the victim.
  if (given.guardianRoles.includes('accused')) refuse('protection/guardian-accused', 'guardian')
  if (!given.childView) refuse('protection/child-view-missing', 'childView')
  // A guardian's yes does not overrule a child's no (CRC art. 12): that takes a legal basis.
  if (given.childView === 'disagrees') refuse('protection/child-disagrees', 'childView')
}

function refuse(code: string, field: string): never {
  throw new Problem('input', code, { fields: { [field]: `problem.${code}` } })
}

/** What allows a sharing: a consent, or a legal basis that a second person confirmed. */
export interface Ground {
  kind: 'consent' | 'legal-basis'
  id: string
  personId: string
  purpose: Purpose
  agencyId: string | undefined
  fields: readonly SharedField[]
  from: string
  until: string
  withdrawnAt: string | undefined
  /** A legal basis counts only once a second person has confirmed it. */
  confirmed: boolean
}

export const standings = ['valid', 'not-yet', 'expired', 'withdrawn', 'unconfirmed'] as const
export type Standing = (typeof standings)[number]

/** How a ground stands on a calendar day; the last day still counts. */
export function standingOn(ground: Ground, day: string): Standing {
  if (ground.withdrawnAt) return 'withdrawn'
  if (!ground.confirmed) return 'unconfirmed'
  if (day < ground.from) return 'not-yet'
  return day > ground.until ? 'expired' : 'valid'
}

export interface Sharing {
  personId: string
  purpose: Purpose
  agencyId: string
}

const troubleOf: Record<Exclude<Standing, 'valid'>, string> = {
  'not-yet': 'protection/consent-not-yet',
  expired: 'protection/consent-expired',
  withdrawn: 'protection/consent-withdrawn',
  unconfirmed: 'protection/basis-unconfirmed',
}

/**
 * The ground on which something may be shared that day, consent before legal basis,
 * or the code of why there is none.
 */
export function groundFor(
  grounds: readonly Ground[],
  sharing: Sharing,
  day: string,
): { ground: Ground } | { trouble: string } {
  const fitting = grounds
    .filter((one) => one.personId === sharing.personId)
    .filter((one) => one.purpose === sharing.purpose && one.agencyId === sharing.agencyId)
    .toSorted((a, b) => a.kind.localeCompare(b.kind) || b.until.localeCompare(a.until))
  const valid = fitting.find((one) => standingOn(one, day) === 'valid')
  if (valid) return { ground: valid }
  const latest = fitting.toSorted((a, b) => b.from.localeCompare(a.from))[0]
  const standing = latest ? standingOn(latest, day) : undefined
  if (!standing || standing === 'valid') return { trouble: 'protection/consent-missing' }
  return { trouble: troubleOf[standing] }
}

/** Those of the fields that the ground does not cover. */
export function withheldBy(ground: Ground, fields: readonly SharedField[]): SharedField[] {
  return fields.filter((field) => !ground.fields.includes(field))
}

export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000)
}
