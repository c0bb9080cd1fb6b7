import {
  type Answer,
  type FactSheet,
  type SheetPerson,
  type Stated,
  wasUnder,
} from './fact-sheet.ts'
import type { By, Condition, Statable, Text } from './law.ts'

/** What a condition came to, and what it rests on. */
export interface Result {
  value: Answer
  /** Statements that speak for it. */
  facts: Stated[]
  /** Statements that rule it out. */
  against: Stated[]
  /** Statements for it that another account disputes: they carry nothing until weighed. */
  disputed: Stated[]
  /** Recorded, but of nobody or of somebody else: whose act it was decides. */
  unattributed: Stated[]
  cautions: Text[]
  /** A rule of law that makes proof needless, such as section 7 for a child. */
  rule?: string
}

/** One accused and one victim, either of whom may not be known by name. */
export interface Pair {
  sheet: FactSheet
  accused: SheetPerson | null
  victim: SheetPerson | null
  /** What other sections came to for this pair, or for another accused and this victim. */
  met(cited: string): Answer
  metByAnother(cited: string): Answer
}

export const nothing: Result = {
  value: 'unknown',
  facts: [],
  against: [],
  disputed: [],
  unattributed: [],
  cautions: [],
}

/** Evaluates a condition in three-valued logic (Kleene): unknown stays unknown. */
export function evaluate(condition: Condition, by: By, pair: Pair): Result {
  if (typeof condition === 'string') return statedOf(condition, by, pair)
  if ('fact' in condition) return withCaution(statedOf(condition.fact, by, pair), condition.caution)
  if ('any' in condition) return anyOf(condition.any.map((one) => evaluate(one, by, pair)))
  if ('all' in condition) return allOf(condition.all.map((one) => evaluate(one, by, pair)))
  if ('not' in condition) return negated(evaluate(condition.not, by, pair))
  if ('victim' in condition) return victimIs(condition, pair)
  if ('met' in condition)
    return anyOf(condition.met.map((one) => ({ ...nothing, value: pair.met(one) })))
  if ('metByAnother' in condition) {
    return anyOf(
      condition.metByAnother.map((one) => ({ ...nothing, value: pair.metByAnother(one) })),
    )
  }
  if ('takesPart' in condition) return takesPart(pair)
  return nothing
}

function statedOf(fact: Statable, by: By, { sheet, accused, victim }: Pair): Result {
  const about = aboutVictim(stating(sheet, fact), victim)
  // Most facts that the law asks about are stated by nobody: that costs nothing.
  if (about.length === 0) return nothing
  const facts: Stated[] = []
  const against: Stated[] = []
  const disputed: Stated[] = []
  const unattributed: Stated[] = []
  for (const one of about) {
    const counts = isTheirs(one, by, accused)
    if (one.says === 'no') {
      if (counts) against.push(one)
    } else if (!counts) unattributed.push(one)
    else if (one.certainty === 'disputed') disputed.push(one)
    else facts.push(one)
  }
  return { value: weighed(facts, against), facts, against, disputed, unattributed, cautions: [] }
}

/** A fact that is both stated and ruled out is contested: a person has to weigh it. */
function weighed(facts: Stated[], against: Stated[]): Answer {
  if (facts.length > 0) return against.length > 0 ? 'unknown' : 'yes'
  return against.length > 0 ? 'no' : 'unknown'
}

const none: readonly Stated[] = []
const indexes = new WeakMap<FactSheet['stated'], Map<Statable, Stated[]>>()

function stating({ stated }: FactSheet, fact: Statable): readonly Stated[] {
  let index = indexes.get(stated)
  if (!index) {
    index = new Map()
    for (const one of stated) {
      const known = index.get(one.fact)
      if (known) known.push(one)
      else index.set(one.fact, [one])
    }
    indexes.set(stated, index)
  }
  return index.get(fact) ?? none
}

function aboutVictim(stated: readonly Stated[], victim: SheetPerson | null): readonly Stated[] {
  if (victim === null || stated.length === 0) return stated
  return stated.filter((one) => one.victimId === null || one.victimId === victim.id)
}

function isTheirs(one: Stated, by: By, accused: SheetPerson | null): boolean {
  // Where nobody is named yet, the file is assessed against the unknown offender.
  if (accused === null || one.accusedId === accused.id) return true
  // An exclusion about nobody in particular speaks of everybody; about another, of that one only.
  if (one.says === 'no') return one.accusedId === null
  if (by === 'anyone') return true
  return by === 'not-another' && one.accusedId === null
}

function takesPart({ sheet, accused, victim }: Pair): Result {
  if (accused === null) return nothing
  const facts = sheet.stated.filter(
    (one) =>
      one.says === 'yes' &&
      one.certainty !== 'disputed' &&
      one.accusedId === accused.id &&
      (one.victimId === null || victim === null || one.victimId === victim.id),
  )
  return { ...nothing, value: facts.length > 0 ? 'yes' : 'unknown', facts }
}

function victimIs(
  condition: Extract<Condition, { victim: unknown }>,
  { sheet, victim }: Pair,
): Result {
  const test = condition.victim
  const value = 'under' in test ? wasUnder(victim, test.under, sheet) : sexIs(victim, test.sex)
  return condition.rule === undefined || value !== 'yes'
    ? { ...nothing, value }
    : { ...nothing, value, rule: condition.rule }
}

function sexIs(victim: SheetPerson | null, sex: 'female' | 'male'): Answer {
  if (!victim?.sex || victim.sex === 'other') return 'unknown'
  return victim.sex === sex ? 'yes' : 'no'
}

function anyOf(results: Result[]): Result {
  const met = results.filter((one) => one.value === 'yes')
  if (met.length > 0) {
    const rule = met.find((one) => one.rule)?.rule
    const stands = met.some((one) => one.cautions.length === 0)
    return {
      ...gathered(met),
      // A doubt about one alternative is none where another carries the element without it.
      ...(stands ? { cautions: [] } : {}),
      value: 'yes',
      against: results.flatMap((one) => one.against),
      ...(rule ? { rule } : {}),
    }
  }
  const value = results.every((one) => one.value === 'no') ? 'no' : 'unknown'
  // Half of an alternative is no support: it would make a bare journey look like an offence.
  return { ...gathered(results), facts: [], cautions: [], value }
}

function allOf(results: Result[]): Result {
  const value = results.some((one) => one.value === 'no')
    ? 'no'
    : results.every((one) => one.value === 'yes')
      ? 'yes'
      : 'unknown'
  return { ...gathered(results), value }
}

function negated(result: Result): Result {
  const value = result.value === 'yes' ? 'no' : result.value === 'no' ? 'yes' : 'unknown'
  return { ...result, value, facts: result.against, against: result.facts }
}

function gathered(results: Result[]): Omit<Result, 'value'> {
  const telling = results.filter(tells)
  if (telling.length === 0) return silence
  if (telling.length === 1) {
    const { facts, against, disputed, unattributed, cautions } = telling[0]!
    return { facts, against, disputed, unattributed, cautions }
  }
  return {
    facts: unique(telling.flatMap((one) => one.facts)),
    against: unique(telling.flatMap((one) => one.against)),
    disputed: unique(telling.flatMap((one) => one.disputed)),
    unattributed: unique(telling.flatMap((one) => one.unattributed)),
    cautions: [...new Set(telling.flatMap((one) => one.cautions))],
  }
}

// Most alternatives of a condition are stated by nobody; nothing is built for them.
const { value: _unknown, ...silence } = nothing

function tells({ facts, against, disputed, unattributed }: Result): boolean {
  return facts.length > 0 || against.length > 0 || disputed.length > 0 || unattributed.length > 0
}

function withCaution(result: Result, caution: Text): Result {
  return result.facts.length > 0 ? { ...result, cautions: [caution] } : result
}

function unique(stated: Stated[]): Stated[] {
  return stated.length < 2 ? stated : [...new Set(stated)]
}
