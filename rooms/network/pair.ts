import { Problem } from '../../core/problem.ts'
import type { Role } from '../cases/door.ts'
import type { Sign } from './signs.ts'

export const statuses = ['waiting', 'proposed', 'same', 'different', 'cannot-tell'] as const
export type PairStatus = (typeof statuses)[number]

export const sayings = [
  'proposed',
  'confirmed',
  'not-confirmed',
  'different',
  'cannot-tell',
  'undone',
] as const
export type Saying = (typeof sayings)[number]

/** Two people of two files who may be one; `one` is the smaller id. */
export interface Pair {
  one: string
  two: string
  status: PairStatus
  proposedBy: string | null
  signs: Sign[]
  version: number
}

interface Side {
  agencyId: string
  roles: readonly Role[]
}

/**
 * How much a decision would change: an accused in two files is a pattern, a victim in two files is
 * counted and helped twice; across agencies nobody else will notice. Times how likely it is.
 */
export function stakeOf(one: Side, two: Side, probability: number): number {
  const either = (role: Role) => one.roles.includes(role) || two.roles.includes(role)
  const weight = either('accused') ? 3 : either('victim') ? 2 : 1
  return weight * (one.agencyId === two.agencyId ? 1 : 2) * probability
}

const after: Record<Saying, { from: readonly PairStatus[]; to: PairStatus }> = {
  proposed: { from: ['waiting', 'different', 'cannot-tell'], to: 'proposed' },
  confirmed: { from: ['proposed'], to: 'same' },
  'not-confirmed': { from: ['proposed'], to: 'waiting' },
  different: { from: ['waiting', 'cannot-tell'], to: 'different' },
  'cannot-tell': { from: ['waiting'], to: 'cannot-tell' },
  undone: { from: ['same'], to: 'waiting' },
}

/**
 * What becomes of a pair by what somebody says of it. Two people are made one by two people: who
 * proposed it cannot confirm it, whoever the persons are.
 */
export function judge<P extends Pair>(pair: P, said: Saying, by: string): P {
  const { from, to } = after[said]
  if (!from.includes(pair.status)) throw new Problem('conflict', 'network/already-judged')
  if (said === 'confirmed' && pair.proposedBy === by)
    throw new Problem('forbidden', 'network/second-person')
  return { ...pair, status: to, proposedBy: said === 'proposed' ? by : null }
}

/** What can be said now, by this person. */
export function sayable(pair: Pick<Pair, 'status' | 'proposedBy'>, by: string): Saying[] {
  return sayings.filter(
    (said) =>
      after[said].from.includes(pair.status) && !(said === 'confirmed' && pair.proposedBy === by),
  )
}

/** People joined by pairs that were judged the same: each group by its smallest id. */
export function groupsOf(same: readonly Pick<Pair, 'one' | 'two'>[]): Map<string, string> {
  const parent = new Map<string, string>()
  const root = (id: string): string => {
    let top = id
    while ((parent.get(top) ?? top) !== top) top = parent.get(top)!
    parent.set(id, top)
    return top
  }
  for (const { one, two } of same) {
    const [a, b] = [root(one), root(two)].sort() as [string, string]
    parent.set(a, a)
    parent.set(b, a)
  }
  return new Map([...parent.keys()].map((id) => [id, root(id)]))
}
