import { COMMENCEMENT } from './rules.ts'
import type { WageUnit } from './wage.ts'

/** Who tells it: the family that works, the side that gave the advance, or a register or receipt. */
export const sides = ['worker', 'employer', 'paper'] as const
export type Side = (typeof sides)[number]

/** Given; earned by work; paid as wage; held back from wages; paid back; taken (property, by its worth). */
export const entryKinds = ['given', 'earned', 'paid', 'deducted', 'repaid', 'taken'] as const
export type EntryKind = (typeof entryKinds)[number]

/** The work a wage was for: from this day to the day of its entry. */
export interface Work {
  fromOn: string
  unit: WageUnit
  /** Months of work (people times months), days of work (people times days), or pieces. */
  amount: number
}

/** What can be told of the work it was for. */
export const isWage = (kind: string): boolean => kind === 'earned' || kind === 'paid'

export interface Entry {
  side: Side
  kind: EntryKind
  /** Whole rupees, above nothing. */
  rupees: number
  on: string
  work?: Work | null
  /** Struck out as wrong: it counts no more. */
  struckOn: string | null
}

/** What one side tells of a debt, added up; null: this side said nothing of it. */
export interface Told {
  sums: Record<EntryKind, number | null>
  /** Of what was held back or paid back: what was taken since the Act is in force. */
  takenAgainstDebt: number
  /** Earned, and neither paid nor held back. */
  wagesOpen: number
  /** Paid or held back beyond what this side says was earned: its figures do not fit. */
  beyondEarned: number
  /** What was taken against the debt, and the wages still open: without property. */
  dueToFamily: number
  /** What this side's book would still call a debt. The law does not. */
  book: number
  /** Held back and paid back beyond what this side says was given. */
  beyondGiven: number
}

/** Adds up what one side told; whole rupees, whatever the order of the entries. */
export function tellOf(entries: readonly Entry[], side: Side): Told {
  const told = entries.filter((one) => one.side === side && one.struckOn === null)
  const sumOf = (kind: EntryKind, from = ''): number | null => {
    const some = told.filter((one) => one.kind === kind && one.on >= from)
    return some.length ? some.reduce((sum, one) => sum + one.rupees, 0) : null
  }
  const sums = Object.fromEntries(entryKinds.map((kind) => [kind, sumOf(kind)])) as Told['sums']
  const { given, earned, paid, deducted, repaid } = sums
  const settled = (deducted ?? 0) + (repaid ?? 0)
  const received = (paid ?? 0) + (deducted ?? 0)
  // Where a side is silent on what was earned, nothing can be said of what is missing or too much.
  const wages = earned ?? received
  const lent = given ?? settled
  const takenAgainstDebt =
    (sumOf('deducted', COMMENCEMENT) ?? 0) + (sumOf('repaid', COMMENCEMENT) ?? 0)
  const wagesOpen = Math.max(0, wages - received)
  return {
    sums,
    takenAgainstDebt,
    wagesOpen,
    beyondEarned: Math.max(0, received - wages),
    dueToFamily: takenAgainstDebt + wagesOpen,
    book: Math.max(0, lent - settled),
    beyondGiven: Math.max(0, settled - lent),
  }
}

/** The sides that said anything at all, in their order. */
export const sidesHeard = (entries: readonly Entry[]): Side[] =>
  sides.filter((side) => entries.some((one) => one.side === side && one.struckOn === null))

/** What two sides tell differently: both spoke of it, and their sums are not the same. */
export function differing(entries: readonly Entry[]): EntryKind[] {
  const told = sides.map((side) => tellOf(entries, side).sums)
  return entryKinds.filter(
    (kind) => new Set(told.map((sums) => sums[kind]).filter((sum) => sum !== null)).size > 1,
  )
}
