import { type Entry, type Side, tellOf } from './advance.ts'
import { addDays, daysCounted } from './days.ts'
import type { Wage, WageUnit } from './wage.ts'

/** A time of work at one minimum wage, or at none that is on record; rupees are whole. */
export interface ShortfallLine<W> {
  fromOn: string
  untilOn: string
  unit: WageUnit
  /** The work of this time, in months, days or pieces: a share of what was told, by its days. */
  amount: number
  /** The wage told for it, rounded up. */
  told: number
  /** The lowest minimum on record for that unit and time. */
  wage: W | null
  /** What that minimum comes to, rounded down. */
  minimum: number | null
  missing: number | null
}

export interface Shortfall<W> {
  lines: ShortfallLine<W>[]
  /** Received beyond what this side says was earned: taken off what is missing. */
  beyondEarned: number
  /** Missing up to the minimum wage; null where no minimum is on record, or no work was told. */
  rupees: number | null
}

type Counting = Pick<Wage, 'unit' | 'rupees' | 'fromOn' | 'untilOn'>

/** Pieces are notified by the thousand. */
const per: Record<WageUnit, bigint> = { month: 1n, day: 1n, 'thousand-pieces': 1000n }

/**
 * What is missing up to the minimum wage, by what one side tells of the wages and of the work they
 * were for. `wages` are those that count in the province of the site. A wage is what was earned, or,
 * where this side tells nothing of that, what was paid and held back in that time. Each time stands by
 * itself: more in one does not make up for less in another. Every rounding is against the family.
 */
export function shortfallOf<W extends Counting>(
  entries: readonly Entry[],
  side: Side,
  wages: readonly W[],
): Shortfall<W> {
  const told = entries.filter((one) => one.side === side && one.struckOn === null)
  const kind = told.some((one) => one.kind === 'earned') ? 'earned' : 'paid'
  const lines = told
    .filter((one) => one.kind === kind && one.work)
    .flatMap((one) => {
      const { fromOn, unit, amount } = one.work!
      const heldBack =
        kind === 'earned'
          ? 0
          : told
              .filter((other) => other.kind === 'deducted')
              .filter((other) => other.on >= fromOn && other.on <= one.on)
              .reduce((sum, other) => sum + other.rupees, 0)
      const days = daysCounted(fromOn, one.on)
      return timesOf(
        fromOn,
        one.on,
        wages.filter((wage) => wage.unit === unit),
      ).map((time) => {
        const share = daysCounted(time.fromOn, time.untilOn)
        const line = {
          ...time,
          unit,
          amount: (amount * share) / days,
          told: Number(upwards(BigInt(one.rupees + heldBack) * BigInt(share), BigInt(days))),
        }
        if (!time.wage) return { ...line, minimum: null, missing: null }
        const paisa = BigInt(Math.round(time.wage.rupees * 100))
        const minimum = Number(
          (paisa * BigInt(amount) * BigInt(share)) / (BigInt(days) * 100n * per[unit]),
        )
        return { ...line, minimum, missing: Math.max(0, minimum - line.told) }
      })
    })
    .sort((a, b) => a.fromOn.localeCompare(b.fromOn))
  const known = lines.filter((one) => one.missing !== null)
  const { beyondEarned } = tellOf(entries, side)
  const sum = known.reduce((all, one) => all + one.missing!, 0)
  return { lines, beyondEarned, rupees: known.length ? Math.max(0, sum - beyondEarned) : null }
}

/** A share of the work as it is shown: to a tenth. */
export const rounded = (amount: number): number => Math.round(amount * 10) / 10

const upwards = (a: bigint, b: bigint): bigint => (a + b - 1n) / b

/** A time cut where the lowest minimum wage in force changes. */
function timesOf<W extends Counting>(
  from: string,
  until: string,
  wages: readonly W[],
): { fromOn: string; untilOn: string; wage: W | null }[] {
  const cuts = wages
    .flatMap((one) => [one.fromOn, one.untilOn && addDays(one.untilOn, 1)])
    .filter((day): day is string => day !== null && day > from && day <= until)
  const starts = [...new Set([from, ...cuts])].sort()
  const times: { fromOn: string; untilOn: string; wage: W | null }[] = []
  for (const [i, fromOn] of starts.entries()) {
    const untilOn = i + 1 < starts.length ? addDays(starts[i + 1]!, -1) : until
    const wage = wages
      .filter((one) => one.fromOn <= fromOn && (one.untilOn ?? until) >= fromOn)
      .reduce<W | null>((low, one) => (low && low.rupees <= one.rupees ? low : one), null)
    const last = times.at(-1)
    if (last && last.wage === wage) last.untilOn = untilOn
    else times.push({ fromOn, untilOn, wage })
  }
  return times
}
