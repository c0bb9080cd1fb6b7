import type { Currency, Occupation } from './job-order.ts'

/** What a demand promises, or what a worker found; undefined parts are null. */
export interface Terms {
  wage: number | null
  currency: Currency | null
  hoursADay: number | null
  contractMonths: number | null
  occupation: Occupation | null
  /** Given free by the employer. */
  housing: boolean | null
  food: boolean | null
  returnTicket: boolean | null
}

export const termNames = [
  'wage',
  'hours-a-day',
  'contract-months',
  'occupation',
  'housing',
  'food',
  'return-ticket',
] as const
export type TermName = (typeof termNames)[number]

export interface Compared {
  term: TermName
  promised: string | number | boolean
  found: string | number | boolean
  /** 'other-currency': the two amounts cannot be held against each other. */
  verdict: 'kept' | 'worse' | 'other-currency'
  /** How much of a number is missing or added, in hundredths of what was promised. */
  percent: number | null
}

/**
 * Each term that both sides name, what was promised beside what was found. A wage in another money
 * is shown and not judged: no rate of exchange is kept here. A contract that is shorter is worse,
 * and so are longer hours; better terms than promised count as kept.
 */
export function compare(promised: Terms, found: Terms): Compared[] {
  const numbers = [
    number('wage', promised.wage, found.wage, (was, is) => is < was),
    number('hours-a-day', promised.hoursADay, found.hoursADay, (was, is) => is > was),
    number('contract-months', promised.contractMonths, found.contractMonths, (was, is) => is < was),
  ].flatMap((one) => one ?? [])
  const rows = numbers.map((one) =>
    one.term === 'wage' && promised.currency !== found.currency
      ? { ...one, verdict: 'other-currency' as const, percent: null }
      : one,
  )
  const work = both(promised.occupation, found.occupation)
  if (work)
    rows.push({
      term: 'occupation',
      promised: work[0],
      found: work[1],
      verdict: work[0] === work[1] ? 'kept' : 'worse',
      percent: null,
    })
  for (const [term, was, is] of [
    ['housing', promised.housing, found.housing],
    ['food', promised.food, found.food],
    ['return-ticket', promised.returnTicket, found.returnTicket],
  ] as const) {
    if (was === null || is === null) continue
    rows.push({
      term,
      promised: was,
      found: is,
      verdict: was && !is ? 'worse' : 'kept',
      percent: null,
    })
  }
  return rows
}

/** Contract substitution: at least one term that was promised is worse where the worker works. */
export const fallsShort = (compared: readonly Compared[]): boolean =>
  compared.some((one) => one.verdict === 'worse')

function number(
  term: TermName,
  was: number | null,
  is: number | null,
  isWorse: (was: number, is: number) => boolean,
): Compared | undefined {
  if (was === null || is === null) return undefined
  return {
    term,
    promised: was,
    found: is,
    verdict: isWorse(was, is) ? 'worse' : 'kept',
    percent: was ? Math.round((100 * (is - was)) / was) : null,
  }
}

function both<T>(was: T | null, is: T | null): [T, T] | undefined {
  return was === null || is === null ? undefined : [was, is]
}
