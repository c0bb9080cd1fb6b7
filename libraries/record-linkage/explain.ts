import { Walker } from './kernel.ts'
import { levelsOf } from './kinds.ts'
import type { Input, Linkage } from './link.ts'
import { fieldPlans, probabilityOf, type Settings } from './settings.ts'
import type { Learnt } from './train.ts'

/** Why two rows have the weight they have. */
export interface Explanation {
  /** What is known before looking: log₂ odds that two rows are one person. */
  prior: number
  fields: {
    field: string
    a: string
    b: string
    /** undefined where one side is empty: nothing is added. */
    level?: string
    /** What the level adds, and what the rarity of the value adds to that. */
    weight: number
    rarity: number
  }[]
  weight: number
  probability: number
  /** Whether a blocking rule brings the two together, and which. */
  found: string[]
}

/** Takes the weight of two rows apart, field by field; adds up to the weight of the run. */
export async function explain(
  linkage: Linkage,
  input: Input,
  settings: Settings,
  one: number,
  two: number,
): Promise<Explanation> {
  const [a, b] = one < two ? [one, two] : [two, one]
  const walker = new Walker({ ...linkage.plan, blocks: [] })
  walker.loadRows([a, b])
  walker.batch.one[0] = 0
  walker.batch.two[0] = walker.stride
  const level = new Uint8Array(1)
  const fields: Explanation['fields'] = []
  for (const [at, plan] of fieldPlans(settings).entries()) {
    const [textA, textB] = await input.texts(plan, [a, b])
    const comparer = walker.comparers[at]!
    comparer.levels(walker.batch, 1, level)
    const name = levelsOf[linkage.plan.fields[at]!.family][level[0]!]
    const all = comparer.weight(0, walker.stride)
    const own = name === undefined ? 0 : linkage.plan.weights[at]!.levels[level[0]!]!
    fields.push({
      field: plan.name,
      a: textA!,
      b: textB!,
      ...(name && { level: name }),
      weight: own,
      rarity: name === undefined ? 0 : all - own,
    })
  }
  const weight = fields.reduce(
    (sum, field) => sum + field.weight + field.rarity,
    linkage.plan.prior,
  )
  const found = linkage.rules.flatMap(({ rule }, at) => {
    const { of, rules } = linkage.plan.table!
    return of[a * rules + at] === of[b * rules + at] ? [rule.join(' + ') || 'every pair'] : []
  })
  return { prior: linkage.plan.prior, fields, weight, probability: probabilityOf(weight), found }
}

const signed = (weight: number): string => `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(1)}`
const bar = (weight: number): string =>
  (weight < 0 ? '▒' : '█').repeat(Math.min(20, Math.round(Math.abs(weight))))

/** The explanation as a waterfall in text: where it starts, what each field adds, where it ends. */
export function waterfall({ prior, fields, weight, probability, found }: Explanation): string {
  let sum = prior
  const lines = [
    `${'before looking'.padEnd(18)}${signed(prior).padStart(7)}${signed(sum).padStart(8)}  ${bar(prior)}`,
  ]
  for (const field of fields) {
    const added = field.weight + field.rarity
    sum += added
    const what = field.level
      ? `${field.level}${Math.abs(field.rarity) >= 0.05 ? ` (${signed(field.rarity)} for how rare it is)` : ''}`
      : 'not given on one side'
    lines.push(
      `${field.field.slice(0, 17).padEnd(18)}${signed(added).padStart(7)}${signed(sum).padStart(8)}  ${bar(added)}`,
      `${''.padEnd(35)}${field.a || '–'} | ${field.b || '–'}: ${what}`,
    )
  }
  lines.push(
    `${'together'.padEnd(18)}${''.padStart(7)}${signed(weight).padStart(8)}  probability ${probability.toFixed(probability > 0.999 || probability < 0.001 ? 6 : 3)}`,
  )
  lines.push(
    found.length ? `found by ${found.join('; ')}` : 'no blocking rule brings these two together',
  )
  return lines.join('\n')
}

/** The weight of every level of every field, as bars: what the model has learnt, at a glance. */
export function weightChart({ fields }: Learnt): string {
  return fields
    .flatMap(({ name, levels }) => [
      name,
      ...levels.map(
        ({ level, weight, m, u, untrained }) =>
          `  ${level.slice(0, 40).padEnd(41)}${signed(weight).padStart(6)}  ${bar(weight)} m ${m.toPrecision(2)} u ${u.toPrecision(2)}${untrained ? ` (${untrained})` : ''}`,
      ),
    ])
    .join('\n')
}
