import { countLeaf, emptyTally, type Leaf, type Tallies, weekOf } from '../reports/door.ts'

interface Pace {
  /** Filed or taken over, by ISO week. */
  received: Record<string, number>
  decided: number
}

/** What a follower of the log has counted so far; it can be written down and gone on with. */
export interface Ledger {
  tallies: Tallies
  pace: Record<string, Pace>
  /** Lines that are no steps of a report, by kind. */
  notices: Record<string, number>
}

export function emptyLedger(): Ledger {
  return { tallies: {}, pace: {}, notices: {} }
}

export function enterLeaf(ledger: Ledger, leaf: Leaf): void {
  countLeaf(ledger.tallies, leaf)
  if (leaf.mark === '-') {
    ledger.notices[leaf.kind] = (ledger.notices[leaf.kind] ?? 0) + 1
    return
  }
  ledger.pace[leaf.unit] ??= { received: {}, decided: 0 }
  const pace = ledger.pace[leaf.unit]!
  if (leaf.kind === 'received' || leaf.kind === 'acknowledged')
    pace.received[leaf.week] = (pace.received[leaf.week] ?? 0) + 1
  if (leaf.kind === 'decided') pace.decided++
}

export interface Silence {
  unit: string
  /** At least so many reports have gone more than a week without any decision … */
  silent: number
  /** … and so many does the log call overdue. */
  overdue: number
}

/**
 * Units that must be overdue with more reports than the log says, whatever the server tells: what came
 * in before last week, less all decisions and all that was handed on. A lower bound, because a report
 * can have several decisions.
 */
export function findSilences(ledger: Ledger, now: Date): Silence[] {
  const lastWeek = weekOf(new Date(now.getTime() - 7 * 86_400_000).toISOString())
  return Object.entries(ledger.pace).flatMap(([unit, { received, decided }]) => {
    const { overdue, handedOver } = ledger.tallies[unit] ?? emptyTally()
    const old = Object.entries(received).reduce(
      (sum, [week, count]) => (week < lastWeek ? sum + count : sum),
      0,
    )
    const silent = Math.max(0, old - decided - handedOver)
    return silent > overdue ? [{ unit, silent, overdue }] : []
  })
}
