import { Problem } from '../../core/problem.ts'

export const occupations = [
  'construction',
  'driving',
  'domestic-work',
  'cleaning',
  'security',
  'farm-or-herding',
  'factory',
  'kitchen-or-hotel',
  'health-care',
  'shop-or-office',
  'technical',
  'other',
] as const
export type Occupation = (typeof occupations)[number]

/** The monies in which the usual destinations pay. */
export const currencies = [
  'SAR',
  'AED',
  'OMR',
  'QAR',
  'KWD',
  'BHD',
  'MYR',
  'IQD',
  'EUR',
  'GBP',
  'USD',
  'PKR',
] as const
export type Currency = (typeof currencies)[number]

export const orderStates = [
  'demanded',
  'sent-back',
  'permitted',
  'refused',
  'stopped',
  'closed',
] as const
export type OrderState = (typeof orderStates)[number]

/** A demand, the protector's scrutiny of it (Emigration Rules 1979, r. 19), and what follows. */
const following: Record<OrderState, readonly OrderState[]> = {
  demanded: ['permitted', 'sent-back', 'refused'],
  'sent-back': ['demanded', 'closed'],
  permitted: ['stopped', 'closed'],
  refused: [],
  stopped: ['permitted', 'closed'],
  closed: [],
}
export const statesAfter = (state: OrderState): readonly OrderState[] => following[state]

/** What the protector found. The rule asks for scrutiny; this list of findings is our own. */
export const scrutinyReasons = [
  'papers-in-order',
  'demand-not-genuine',
  'employer-not-known',
  'attestation-missing',
  'wage-too-low',
  'terms-unlawful',
  'visa-of-another-kind',
  'place-not-safe',
  'complaints-open',
  'papers-missing',
] as const
export type ScrutinyReason = (typeof scrutinyReasons)[number]

export interface Permission {
  workers: number
  number: string
  until: string | null
}

export interface JobOrderStep {
  state: OrderState
  on: string
  reasons: readonly ScrutinyReason[]
  permission: Permission | null
}

/**
 * What the scrutiny, or a later decision, makes of an order. Refuses a state that does not follow,
 * a day before the last one, a decision without a reason, and a permission without its number, for
 * more workers than were asked for, or to whoever has no valid licence on that day.
 */
export function decide(
  order: { state: OrderState; since: string; wanted: number; licensed: boolean },
  to: OrderState,
  of: {
    on: string
    today: string
    reasons: readonly ScrutinyReason[]
    permission: Permission | null
  },
): JobOrderStep {
  if (!following[order.state].includes(to))
    throw new Problem('conflict', 'recruiters/order-step-out-of-order')
  if (of.on > of.today) refuse('on', 'recruiters/day-in-future')
  if (of.on < order.since) refuse('on', 'recruiters/day-before-last-step')
  if (to !== 'demanded' && to !== 'closed' && !of.reasons.length)
    refuse('reasons', 'recruiters/reason-missing')
  const found = of.reasons.filter((one) => one !== 'papers-in-order')
  if (to === 'permitted' && found.length) refuse('reasons', 'recruiters/permitted-against-finding')
  if (to === 'permitted' && !order.licensed)
    throw new Problem('conflict', 'recruiters/not-licensed-that-day')
  if (to !== 'permitted' || order.state === 'stopped')
    return { state: to, on: of.on, reasons: of.reasons, permission: null }
  return { state: to, on: of.on, reasons: of.reasons, permission: checked(order, of) }
}

function checked(
  order: { wanted: number },
  of: { on: string; permission: Permission | null },
): Permission {
  const { permission } = of
  if (!permission?.number.trim())
    refuse('permission.number', 'recruiters/permission-number-missing')
  if (permission.workers > order.wanted)
    refuse('permission.workers', 'recruiters/more-than-demanded')
  if (permission.until && permission.until < of.on)
    refuse('permission.until', 'recruiters/ends-before-it-begins')
  return { ...permission, number: permission.number.trim() }
}

export const sendingKinds = ['agreements', 'departures'] as const
export type SendingKind = (typeof sendingKinds)[number]

export interface Sending {
  kind: SendingKind
  on: string
  workers: number
}

export const sumOf = (sendings: readonly Sending[], kind: SendingKind): number =>
  sendings.reduce((sum, one) => sum + (one.kind === kind ? one.workers : 0), 0)

/**
 * Whether a batch may stand: agreements are registered under a permission and within its number;
 * nobody leaves before an agreement is registered for them (Emigration Rules 1979, r. 21).
 */
export function checkSending(
  order: {
    state: OrderState
    permitted: number | null
    permittedOn: string | null
    permittedUntil: string | null
  },
  before: readonly Sending[],
  batch: Sending & { keys: number },
  today: string,
): void {
  if (order.state !== 'permitted' || !order.permittedOn)
    throw new Problem('conflict', 'recruiters/order-not-permitted')
  if (batch.on > today) refuse('on', 'recruiters/day-in-future')
  if (batch.on < order.permittedOn) refuse('on', 'recruiters/before-permission')
  if (batch.kind === 'agreements' && order.permittedUntil && batch.on > order.permittedUntil)
    refuse('on', 'recruiters/permission-over')
  if (batch.keys > batch.workers) refuse('workers', 'recruiters/more-people-than-counted')
  const all = [...before, batch]
  if (sumOf(all, 'agreements') > order.permitted!)
    refuse('workers', 'recruiters/more-than-permitted')
  if (departedAhead(all)) refuse('workers', 'recruiters/left-before-agreement')
}

/** Whether on some day more had left than had an agreement registered. */
export function departedAhead(sendings: readonly Sending[]): boolean {
  return sendings.some(({ on }) => {
    const until = sendings.filter((one) => one.on <= on)
    return sumOf(until, 'departures') > sumOf(until, 'agreements')
  })
}

function refuse(field: string, code: string): never {
  throw new Problem('input', code, { fields: { [field]: `problem.${code}` } })
}
