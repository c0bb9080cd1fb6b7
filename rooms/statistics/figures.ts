/** A published figure: what somebody said, of what, where and when, and how well it is known. */
export interface Figure {
  key: string
  /** What is counted: figures of the same measure, place, period and unit must agree. */
  measure: string
  name: { en: string; ur: string }
  value: number
  unit: string
  place: string
  period: string
  source: string
  url?: string
  /** G gazette or official text, S secondary, N news, M memory. */
  grade: 'G' | 'S' | 'N' | 'M'
  /** What it is made of, as its source says; they should add up to it. */
  parts?: Part[]
  /** A percentage of another figure: the key of the part and of the whole. */
  share?: { part: string; of: string }
  /** Whether the source could be read and says so. */
  state: 'verified' | 'not-verified' | 'misquoted'
  /** "About", "at least": the source does not claim to be exact. */
  rough?: boolean
  note?: { en: string; ur: string }
}

export interface Part {
  key: string
  name: { en: string; ur: string }
  value: number
}

export type Finding =
  | {
      kind: 'parts-do-not-close'
      figure: string
      parts: number[]
      sum: number
      total: number
      missing: number
    }
  | { kind: 'sources-differ'; figures: string[]; values: number[] }
  | { kind: 'parts-differ'; figures: string[]; part: string; values: number[] }
  | { kind: 'share-does-not-match'; figure: string; stated: number; computed: number }
  | { kind: 'part-above-whole'; figure: string; part: string; of: string }
  | { kind: 'not-verified'; figure: string }
  | { kind: 'misquoted'; figure: string }

/** Everything in a register that does not hold together, the arithmetic first. */
export function checkFigures(figures: readonly Figure[]): Finding[] {
  const byKey = new Map(figures.map((one) => [one.key, one]))
  return [
    ...figures.flatMap(closing),
    ...sameMeasure(figures),
    ...figures.flatMap((one) => sharing(one, byKey)),
    ...figures.flatMap((one): Finding[] =>
      one.state === 'verified' ? [] : [{ kind: one.state, figure: one.key }],
    ),
  ]
}

/** Parts against their total. Percentages may miss 100 by what rounding each of them explains. */
function closing(figure: Figure): Finding[] {
  if (!figure.parts?.length) return []
  const parts = figure.parts.map(({ value }) => value)
  const sum = parts.reduce((all, value) => all + value, 0)
  const slack = figure.unit === 'percent' ? 0.5 * parts.length : 0
  if (Math.abs(sum - figure.value) <= slack) return []
  return [
    {
      kind: 'parts-do-not-close',
      figure: figure.key,
      parts,
      sum,
      total: figure.value,
      missing: figure.value - sum,
    },
  ]
}

/** The same figure in different sources, and the same part of it. */
function sameMeasure(figures: readonly Figure[]): Finding[] {
  const groups = new Map<string, Figure[]>()
  for (const one of figures) {
    const key = [one.measure, one.place, one.period, one.unit].join('|')
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].filter((group) => group.length > 1).flatMap(comparing)
}

function comparing(group: readonly Figure[]): Finding[] {
  const found: Finding[] = []
  const values = group.map(({ value }) => value)
  const slack = group.some(({ rough }) => rough) ? 0.05 * Math.max(...values) : 0
  if (Math.max(...values) - Math.min(...values) > slack)
    found.push({ kind: 'sources-differ', figures: group.map(({ key }) => key), values })
  const keys = new Set(group.flatMap(({ parts = [] }) => parts.map(({ key }) => key)))
  for (const part of keys) {
    const saying = group.flatMap(({ key, parts = [] }) =>
      parts.filter((one) => one.key === part).map(({ value }) => ({ key, value })),
    )
    if (new Set(saying.map(({ value }) => value)).size < 2) continue
    found.push({
      kind: 'parts-differ',
      figures: saying.map(({ key }) => key),
      part,
      values: saying.map(({ value }) => value),
    })
  }
  return found
}

/** A stated percentage against the counts it is made of; a stated share is rounded to its last digit. */
function sharing(figure: Figure, byKey: ReadonlyMap<string, Figure>): Finding[] {
  if (!figure.share) return []
  const part = byKey.get(figure.share.part)
  const whole = byKey.get(figure.share.of)
  if (!part || !whole) return []
  if (part.value > whole.value)
    return [{ kind: 'part-above-whole', figure: figure.key, part: part.key, of: whole.key }]
  const computed = (100 * part.value) / whole.value
  const digits = (String(figure.value).split('.')[1] ?? '').length
  if (Math.abs(computed - figure.value) <= 0.5 * 10 ** -digits + 1e-9) return []
  return [{ kind: 'share-does-not-match', figure: figure.key, stated: figure.value, computed }]
}

const grades = ['G', 'S', 'N', 'M']
const states = ['verified', 'not-verified', 'misquoted']

/** What is wrong with a register that somebody wrote; empty when it can be checked. */
export function faultsOf(register: unknown): string[] {
  if (!Array.isArray(register)) return ['a register is a list of figures: [ { … }, { … } ]']
  const keys = new Set<string>()
  return register.flatMap((one: Partial<Figure> | null, at) => {
    const which = `figure ${at + 1}${one?.key ? ` ("${one.key}")` : ''}`
    const faults = faultsOfOne(one ?? {}).map((fault) => `${which}: ${fault}`)
    if (one?.key && keys.has(one.key)) faults.push(`${which}: the key is there twice`)
    if (one?.key) keys.add(one.key)
    return faults
  })
}

function faultsOfOne(one: Partial<Figure>): string[] {
  const faults: string[] = []
  for (const field of ['key', 'measure', 'unit', 'place', 'period', 'source'] as const)
    if (typeof one[field] !== 'string' || !one[field]) faults.push(`"${field}" is missing`)
  if (!isNumber(one.value)) faults.push('"value" is not a number of 0 or more')
  if (!one.name?.en) faults.push('"name" needs at least { "en": … }')
  if (!grades.includes(one.grade ?? '')) faults.push('"grade" is one of G, S, N, M')
  if (!states.includes(one.state ?? '')) faults.push(`"state" is one of ${states.join(', ')}`)
  const parts = one.parts ?? []
  if (!Array.isArray(parts) || parts.some((part) => !part?.key || !isNumber(part.value)))
    faults.push('each of "parts" needs a "key" and a "value" of 0 or more')
  return faults
}

const isNumber = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0
