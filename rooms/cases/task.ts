import { Problem } from '../../core/problem.ts'

const DAY_MS = 86_400_000
const FURTHEST_DAYS = 3660

/** The deadline of a task as one moment. Refuses what is long past, and a year mistyped. */
export function checkDue(dueAt: string, now: Date): string {
  const at = new Date(dueAt)
  const days = (at.getTime() - now.getTime()) / DAY_MS
  // A day's grace: what was due this morning may still be written down.
  if (days >= -1 && days <= FURTHEST_DAYS) return at.toISOString()
  throw new Problem('input', 'cases/due-impossible', {
    fields: { dueAt: 'cases/due-impossible' },
  })
}
