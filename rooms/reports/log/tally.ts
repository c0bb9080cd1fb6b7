import type { Leaf } from './leaf.ts'

/** What the log says of one unit. */
export interface Tally {
  /** Filed there, or taken over from another unit. */
  received: number
  open: number
  overdue: number
  /** Closed, by the reason given. */
  closed: Record<string, number>
  caseOpened: number
  /** Given to another unit that has acknowledged it; until then they are open here. */
  handedOver: number
  takenOver: number
  expired: number
}

export type Tallies = Record<string, Tally>

export function emptyTally(): Tally {
  return {
    received: 0,
    open: 0,
    overdue: 0,
    closed: {},
    caseOpened: 0,
    handedOver: 0,
    takenOver: 0,
    expired: 0,
  }
}

function unitIn(tallies: Tallies, unit: string): Tally {
  if (!Object.hasOwn(tallies, unit)) tallies[unit] = emptyTally()
  return tallies[unit]!
}

function addReason(tally: Tally, reason: string, by: number): void {
  const count = (tally.closed[reason] ?? 0) + by
  if (count) tally.closed[reason] = count
  else delete tally.closed[reason]
}

const steps: Record<string, (tally: Tally, leaf: Leaf, all: Tallies) => void> = {
  received(tally) {
    tally.received++
    tally.open++
  },
  closed(tally, { more }) {
    tally.open--
    addReason(tally, more.reason ?? 'none', 1)
  },
  'case-opened'(tally) {
    tally.open--
    tally.caseOpened++
  },
  reopened(tally, { more }) {
    tally.open++
    if (more.was === 'case-opened') tally.caseOpened--
    else if (more.was === 'expired') tally.expired--
    else addReason(tally, more.was ?? 'none', -1)
  },
  acknowledged(tally, { more }, all) {
    tally.received++
    tally.takenOver++
    tally.open++
    const giver = unitIn(all, more.from ?? 'unknown')
    giver.handedOver++
    giver.open--
  },
  expired(tally) {
    tally.open--
    tally.expired++
  },
  overdue(tally) {
    tally.overdue++
  },
  'caught-up'(tally) {
    tally.overdue--
  },
}

/** Counts one line of the log. */
export function countLeaf(tallies: Tallies, leaf: Leaf): void {
  const step = Object.hasOwn(steps, leaf.kind) ? steps[leaf.kind] : undefined
  if (step) step(unitIn(tallies, leaf.unit), leaf, tallies)
}

export const closedOf = (tally: Tally) =>
  Object.values(tally.closed).reduce((sum, count) => sum + count, 0)

/** What must always be nothing: received − open − closed − became a case − handed over − expired. */
export function remainderOf(tally: Tally): number {
  const { received, open, caseOpened, handedOver, expired } = tally
  return received - open - closedOf(tally) - caseOpened - handedOver - expired
}

export function totalOf(tallies: Tallies): Tally {
  const total = emptyTally()
  for (const tally of Object.values(tallies)) {
    for (const name of [
      'received',
      'open',
      'overdue',
      'caseOpened',
      'handedOver',
      'takenOver',
      'expired',
    ] as const)
      total[name] += tally[name]
    for (const [reason, count] of Object.entries(tally.closed)) addReason(total, reason, count)
  }
  return total
}

/** Units and figures in which two counts differ; empty where they are the same. */
export function differencesOf(
  one: Tallies,
  other: Tallies,
): { unit: string; figure: string; one: number; other: number }[] {
  const units = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort()
  return units.flatMap((unit) => {
    const [a, b] = [flat(one[unit]), flat(other[unit])]
    const figures = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
    return figures.flatMap((figure) => {
      const [x, y] = [a[figure] ?? 0, b[figure] ?? 0]
      return x === y ? [] : [{ unit, figure, one: x, other: y }]
    })
  })
}

function flat(tally = emptyTally()): Record<string, number> {
  const { closed, ...figures } = tally
  const reasons = Object.entries(closed).map(([reason, count]) => [`closed ${reason}`, count])
  return { ...figures, ...Object.fromEntries(reasons) }
}
