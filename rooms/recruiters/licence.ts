import { Problem } from '../../core/problem.ts'

export const kinds = ['overseas-employment-promoter', 'travel-agent'] as const
export type Kind = (typeof kinds)[number]

/** The words of the licensing authority's own lists. */
export const statuses = [
  'valid',
  'invalid',
  'expired',
  'suspended',
  'cancelled',
  'surrendered',
  'delisted',
  'banned',
] as const
export type Status = (typeof statuses)[number]

/** Why a licence came into its state. */
export const reasons = [
  'granted',
  'renewed',
  'named-in-list',
  'term-ended',
  'papers-lacking',
  'order-of-suspension',
  'suspension-lifted',
  'order-of-cancellation',
  'restored-on-appeal',
  'given-up-by-holder',
  'taken-off-the-register',
  'ban-by-order',
] as const
export type Reason = (typeof reasons)[number]

interface Step {
  reason: Reason
  from: readonly Status[]
  to: Status
  /** Only a supervisor decides it, after a hearing (Emigration Ordinance 1979, s. 12(3-A)). */
  byOrder?: true
}

/** The life of a licence: which step leads from where to where. */
export const steps: readonly Step[] = [
  { reason: 'renewed', from: ['valid', 'expired', 'invalid'], to: 'valid' },
  { reason: 'papers-lacking', from: ['valid'], to: 'invalid' },
  { reason: 'term-ended', from: ['valid', 'invalid', 'suspended'], to: 'expired' },
  {
    reason: 'order-of-suspension',
    from: ['valid', 'invalid', 'expired'],
    to: 'suspended',
    byOrder: true,
  },
  { reason: 'suspension-lifted', from: ['suspended'], to: 'valid', byOrder: true },
  {
    reason: 'order-of-cancellation',
    from: ['valid', 'invalid', 'expired', 'suspended'],
    to: 'cancelled',
    byOrder: true,
  },
  { reason: 'restored-on-appeal', from: ['cancelled', 'suspended'], to: 'valid', byOrder: true },
  {
    reason: 'given-up-by-holder',
    from: ['valid', 'invalid', 'expired', 'suspended'],
    to: 'surrendered',
  },
  {
    reason: 'taken-off-the-register',
    from: ['expired', 'surrendered', 'cancelled', 'invalid'],
    to: 'delisted',
    byOrder: true,
  },
  {
    reason: 'ban-by-order',
    from: ['valid', 'invalid', 'expired', 'suspended', 'cancelled', 'surrendered', 'delisted'],
    to: 'banned',
    byOrder: true,
  },
]

export interface LicenceEvent {
  on: string
  to: Status
  why: Reason
  orderNumber: string
  /** Last day of a suspension for a time, or of the term that a renewal gives. */
  until: string | null
}

/** The steps that are open to a licence in this state. */
export function stepsFrom(status: Status): readonly Step[] {
  return steps.filter((step) => step.from.includes(status))
}

/** Whether a step is an order, which only a supervisor signs. */
export function isOrder(reason: Reason): boolean {
  return steps.some((step) => step.reason === reason && step.byOrder)
}

/**
 * What a step makes of a licence. Refuses a step that does not lead from its state, a day before
 * its last one, and an order without a number.
 */
export function take(
  licence: { status: Status; since: string | null },
  reason: Reason,
  of: { on: string; orderNumber: string; until: string | null; today: string },
): LicenceEvent {
  const step = stepsFrom(licence.status).find((one) => one.reason === reason)
  if (!step) {
    throw new Problem('conflict', 'recruiters/step-out-of-order', {
      fields: { why: 'problem.recruiters/step-out-of-order' },
    })
  }
  if (of.on > of.today) refuseDay('recruiters/day-in-future')
  if (licence.since && of.on < licence.since) refuseDay('recruiters/day-before-last-step')
  if (step.byOrder && !of.orderNumber.trim()) {
    throw new Problem('input', 'recruiters/order-number-missing', {
      fields: { orderNumber: 'problem.recruiters/order-number-missing' },
    })
  }
  if (of.until && of.until < of.on) {
    throw new Problem('input', 'recruiters/ends-before-it-begins', {
      fields: { until: 'problem.recruiters/ends-before-it-begins' },
    })
  }
  return {
    on: of.on,
    to: step.to,
    why: reason,
    orderNumber: of.orderNumber.trim(),
    until: of.until,
  }
}

function refuseDay(code: string): never {
  throw new Problem('input', code, { fields: { on: `problem.${code}` } })
}

/**
 * How a licence stands on a day: one that is valid by its record has expired once its term is
 * over, whether or not somebody wrote that down.
 */
export function standingOn(
  licence: { status: Status; since: string | null; expiresOn: string | null },
  day: string,
): { status: Status; since: string | null; termOver: boolean } {
  const termOver =
    licence.status === 'valid' && licence.expiresOn !== null && licence.expiresOn < day
  if (!termOver) return { status: licence.status, since: licence.since, termOver }
  return { status: 'expired', since: dayAfter(licence.expiresOn!), termOver }
}

/** Whose licence lets workers be sent abroad, and who is heard by the emigration authority. */
export const isPromoter = (licensee: { kind: Kind }): boolean =>
  licensee.kind === 'overseas-employment-promoter'

/**
 * May this licensee take workers' papers and fees? Only a promoter's valid licence lets him: a
 * travel agency's is for journeys (Emigration Ordinance 1979, ss. 12, 22(b)).
 */
export function maySendWorkers(licensee: { kind: Kind; status: Status }): boolean {
  return isPromoter(licensee) && licensee.status === 'valid'
}

/**
 * Years for which a licence is renewed, by the workers sent in the last three years.
 * Emigration Rules 1979, r. 9 (full text on a secondary site).
 */
export function renewalYears(workersSent: number): 1 | 2 | 3 {
  if (workersSent >= 50) return 3
  return workersSent >= 10 ? 2 : 1
}

export interface Renewal {
  years: 1 | 2 | 3
  counted: number
  listed: number | null
  /** Which of the two figures it rests on. */
  restsOn: 'departures' | 'list'
}

/**
 * For how long a renewal holds. The higher of two figures counts: departures recorded here, which
 * other offices may not have written down, and what the authority's own list says.
 */
export function renewalFor(of: { counted: number; listed: number | null }): Renewal {
  const restsOn = of.listed !== null && of.listed > of.counted ? 'list' : 'departures'
  return { ...of, restsOn, years: renewalYears(Math.max(of.counted, of.listed ?? 0)) }
}

/** A licence number as it is compared: capitals, letters and digits alone, leading zeros of a number gone. */
export function normalLicence(number: string): string {
  return number
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((part) => (/^\d+$/.test(part) ? part.replace(/^0+(?=\d)/, '') : part))
    .join('/')
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
