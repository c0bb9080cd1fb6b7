import type { Form } from './forms.ts'
import { readerOf } from './forms.ts'
import { type Family, familyOf, levelsOf } from './kinds.ts'
import type { Linkage } from './link.ts'
import { plainKey, plainLevel } from './plain.ts'
import { fieldText, type Row } from './rows.ts'
import {
  type FieldPlan,
  fieldPlans,
  LinkageProblem,
  probabilityOf,
  type Settings,
  weightAt,
} from './settings.ts'
import { type Learnt, type Rarity, type RarityTable, rarityOf } from './train.ts'

/** All that is needed to match one row at a time: plain data, to be stored as JSON. */
export interface RegisterModel {
  fields: readonly FieldPlan[]
  rules: readonly (readonly string[])[]
  learnt: Learnt
  rarity: Rarity
  /** Matches below this weight are not told. */
  least: number
}

/** A known row that may be the same as one that was typed. */
export interface Candidate<Id> {
  id: Id
  weight: number
  probability: number
}

/** What a linkage has learnt, frozen for rows that come later. Keys that need the whole table (`rare`, `next`) and fields of many words are refused. */
export function registerModel(linkage: Linkage, settings: Settings): RegisterModel {
  const rules = linkage.rules.map(({ rule }) => rule)
  const bad = rules.flat().find((key) => /\.(?:rare|next)$/.test(key))
  if (bad)
    throw new LinkageProblem(
      'needs-whole-table',
      `The rule key "${bad}" depends on all rows, so that a single row cannot be looked up by it. Give rules with first, last or skeleton.`,
    )
  return {
    fields: fieldPlans(settings),
    rules,
    learnt: linkage.learnt,
    rarity: rarityOf(linkage.fields, linkage.plan.weights),
    least: weightAt(settings.keep ?? 0.5),
  }
}

/** A row taken apart: its forms by field, and its keys by rule (to be hashed, stored and looked up by whoever keeps the rows). */
export interface ReadRow {
  forms: readonly (Form | undefined)[]
  keys: readonly (string | undefined)[]
}

/**
 * Known rows, matched one at a time: a new row is compared with those that share a key, and gets the
 * same matches and weights as a full run with the same model gives. Rows live in memory; a house
 * that keeps them elsewhere uses `read` for the keys and `compare` for the candidates it finds.
 */
export class Register<Id> {
  private readonly model: RegisterModel
  private readonly families: readonly Family[]
  private readonly byKey = new Map<string, Id[]>()
  private readonly rows = new Map<Id, ReadRow>()

  constructor(model: RegisterModel) {
    this.model = model
    this.families = model.fields.map(({ kind }) => familyOf[kind])
    const many = model.fields.find(({ kind }) => kind === 'words')
    if (many)
      throw new LinkageProblem(
        'needs-whole-table',
        `The field "${many.name}" is compared by words, whose rarity depends on all rows. Leave it out.`,
      )
  }

  /** Forms and keys of a row. Keys start with the number of their rule. */
  read(row: Row): ReadRow {
    const { fields, rules } = this.model
    const forms = fields.map((plan) => {
      const text = fieldText(row, plan)
      const form = text ? readerOf(plan.kind, [])(text) : undefined
      return form && 'text' in form ? form : undefined
    })
    const keys = rules.map((rule, at) => {
      const parts = rule.map((key) => {
        const [name, part] = key.split('.') as [string, string]
        const field = fields.findIndex((plan) => plan.name === name)
        return plainKey(this.families[field]!, forms[field], part)
      })
      return parts.includes(undefined) ? undefined : `${at}\t${parts.join('\t')}`
    })
    return { forms, keys }
  }

  /** Adds a row, or puts a new version in the place of the old one. */
  put(id: Id, row: Row | ReadRow): void {
    this.remove(id)
    const read = 'forms' in row ? (row as ReadRow) : this.read(row as Row)
    this.rows.set(id, read)
    for (const key of read.keys) {
      if (key === undefined) continue
      const there = this.byKey.get(key)
      if (there) there.push(id)
      else this.byKey.set(key, [id])
    }
  }

  remove(id: Id): void {
    const known = this.rows.get(id)
    if (!known) return
    this.rows.delete(id)
    for (const key of known.keys) {
      const left = key === undefined ? undefined : this.byKey.get(key)?.filter((one) => one !== id)
      if (left?.length) this.byKey.set(key!, left)
      else if (key !== undefined) this.byKey.delete(key)
    }
  }

  /** Known rows that are likely the same as this one, likeliest first. */
  find(row: Row | ReadRow): Candidate<Id>[] {
    const read = 'forms' in row ? (row as ReadRow) : this.read(row as Row)
    const met = new Set(
      read.keys.flatMap((key) => (key === undefined ? [] : (this.byKey.get(key) ?? []))),
    )
    return [...met]
      .map((id) => ({ id, weight: this.compare(read, this.rows.get(id)!).weight }))
      .filter(({ weight }) => weight >= this.model.least)
      .map(({ id, weight }) => ({ id, weight, probability: probabilityOf(weight) }))
      .sort((a, b) => b.weight - a.weight)
  }

  /** The weight of two rows, and what each field adds to it. */
  compare(
    one: ReadRow,
    two: ReadRow,
  ): { weight: number; fields: { field: string; level?: string; weight: number }[] } {
    const { fields, learnt, rarity } = this.model
    const added = fields.map(({ name }, at) => {
      const family = this.families[at]!
      const level = plainLevel(family as Exclude<Family, 'words'>, one.forms[at], two.forms[at])
      if (level < 0) return { field: name, weight: 0 }
      const learntLevel = learnt.fields.find((field) => field.name === name)!.levels[level]!
      const rare = rarity[name]
        ? rarityAt(rarity[name], family, level, one.forms[at]!, two.forms[at]!)
        : 0
      return { field: name, level: levelsOf[family][level]!, weight: learntLevel.weight + rare }
    })
    const prior = Math.log2(learnt.prior / (1 - learnt.prior))
    return { weight: added.reduce((sum, { weight }) => sum + weight, prior), fields: added }
  }
}

const valueIn = ({ values, unlisted }: RarityTable, text: string): number =>
  Object.hasOwn(values, text) ? values[text]! : unlisted

function rarityAt(
  tables: Rarity[string],
  family: Family,
  level: number,
  one: Form,
  two: Form,
): number {
  if (level === 0) return valueIn(tables.form, one.text)
  if (family !== 'tokens') return 0
  if (level <= 2) return valueIn(tables.skeletonKey!, plainKey(family, one, 'skeleton')!)
  if (level !== 3 && level !== 5) return 0
  const others = new Set(two.skeletons)
  return Math.max(
    ...one
      .skeletons!.filter((skeleton) => others.has(skeleton))
      .map((skeleton) => valueIn(tables.token!, skeleton)),
  )
}
