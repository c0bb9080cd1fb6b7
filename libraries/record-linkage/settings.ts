import { familyOf, type Kind, keysOf } from './kinds.ts'
import type { Learnt, Rarity } from './train.ts'

/** A field to compare: its kind, and the column or columns it is made of (by default, of its own name). */
export type FieldSetting = Kind | { kind: Kind; columns?: string | readonly string[] }

/** Everything that can be said about a linkage; only `fields` must be. */
export interface Settings {
  /** The column that names a row; without it, its number from 1. */
  id?: string
  fields: Record<string, FieldSetting>
  /**
   * Blocking rules: rows are compared where all keys of a rule agree. A key is a field, or a part of
   * it: `name.skeleton|first|last|rare`, `dob.value|year|monthday`, `cnic.value|tail`,
   * `text.value|start`. Chosen by themselves where not given.
   */
  rules?: readonly (string | readonly string[])[]
  /** Pairs of at least this probability are given out. */
  keep?: number
  /** Pairs of at least this probability join clusters. */
  join?: number
  /** The most pairs to compare; more is refused before it begins. */
  mostPairs?: number
  /** Larger blocks are left out, and reported; none are where it is not given. */
  mostInBlock?: number
  /** Two tables: how many partners a row may have. */
  partners?: 'any' | 'one-to-one' | 'one-to-many'
  /** What an earlier run has learnt: nothing is learnt anew. */
  learnt?: Learnt
  /** How rare values are, from an earlier run; counted anew where not given. */
  rarity?: Rarity
}

export interface FieldPlan {
  name: string
  kind: Kind
  columns: readonly string[]
}

/** Something wrong with what was given, with what to do about it. */
export class LinkageProblem extends Error {
  readonly code: string
  constructor(code: string, text: string) {
    super(text)
    this.code = code
  }
}

export const fieldPlans = (settings: Settings): FieldPlan[] =>
  Object.entries(settings.fields).map(([name, setting]) => {
    const { kind, columns = name } = typeof setting === 'string' ? { kind: setting } : setting
    if (!Object.hasOwn(familyOf, kind))
      throw new LinkageProblem(
        'unknown-kind',
        `The field "${name}" has the kind "${kind}". Kinds are ${Object.keys(familyOf).join(', ')}.`,
      )
    return { name, kind, columns: typeof columns === 'string' ? [columns] : columns }
  })

/** Each rule as full key names, `name` written out as `name.skeleton`. */
export function readRules(settings: Settings, plans: readonly FieldPlan[]): string[][] | undefined {
  return settings.rules?.map((rule) =>
    (typeof rule === 'string' ? [rule] : rule).map((key) => {
      const [field, part] = key.split('.') as [string, string | undefined]
      const plan = plans.find(({ name }) => name === field)
      const keys = plan && keysOf[familyOf[plan.kind]]
      if (!keys || (part && !keys.includes(part)))
        throw new LinkageProblem(
          'unknown-key',
          keys
            ? `The rule key "${key}" is not one of ${keys.map((one) => `${field}.${one}`).join(', ')}.`
            : `The rule key "${key}" names no field. Fields are ${plans.map(({ name }) => name).join(', ')}.`,
        )
      return `${field}.${part ?? keys[0]}`
    }),
  )
}

export const probabilityOf = (weight: number): number => 1 / (1 + 2 ** -weight)
export const weightAt = (probability: number): number => Math.log2(probability / (1 - probability))
