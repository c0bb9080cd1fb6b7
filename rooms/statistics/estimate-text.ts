import type {
  Estimate,
  Method,
  Report,
  Warning,
} from '../../libraries/multiple-systems-estimation/index.ts'
import { told } from './lists.ts'

/** How a reader's language says things. */
export interface Speaker {
  t: (key: string, values?: Record<string, string | number>) => string
  number: (n: number) => string
  /** Lists made from cases are kinds of agencies; those of a file keep their names. */
  list: (name: string) => string
}

/** A pattern such as [12,3] keeps its order within a line that runs the other way. */
const leftToRight = (pattern: string) => `\u2066${pattern}\u2069`

const shares = ['share', 'positive', 'clear']
const names = ['list', 'a', 'b']

export function warningText({ t, number, list }: Speaker, { code, values }: Warning): string {
  const said = Object.entries(values).map(([key, value]) => {
    if (typeof value === 'string')
      return [key, names.includes(key) ? list(value) : leftToRight(value)]
    if (shares.includes(key)) return [key, number(Math.round(value * 100))]
    if (key === 'p') return [key, value < 0.0001 ? '< 0.0001' : `= ${value.toPrecision(2)}`]
    if (key === 'times') return [key, value.toFixed(1)]
    return [key, number(Math.round(value))]
  })
  return t(`estimate.warning.${code}`, Object.fromEntries(said))
}

export interface Doubt {
  key: string
  grade: 'amber' | 'red'
  text: string
}

/** Every reason for doubt of a report, the red ones first; those of one method name it. */
export function doubtsOf(speaker: Speaker, report: Report): Doubt[] {
  const own = estimatesOf(report).flatMap((one) =>
    one.warnings.map((warning) => ({
      key: `${one.method} ${warning.code}`,
      grade: warning.grade,
      text: `${speaker.t(`estimate.method.${one.method}`)}: ${warningText(speaker, warning)}`,
    })),
  )
  const all = report.warnings.map((warning, at) => ({
    key: `${warning.code} ${at}`,
    grade: warning.grade,
    text: warningText(speaker, warning),
  }))
  return [...all, ...own].sort((a, b) => Number(b.grade === 'red') - Number(a.grade === 'red'))
}

// Told from the least assumed to the most; as stored, the methods have no order.
const order: readonly Method[] = [
  'lower-bound',
  'independent',
  'unequal',
  'stepwise',
  'bic',
  'average',
  'graphs',
  'thresholding',
  'latent',
]

export const estimatesOf = (report: Report): Estimate[] =>
  order.flatMap((method) => report.methods[method] ?? [])

export function limitsText({ t, number }: Speaker, { lower, upper }: Estimate): string {
  // Stored as JSON, a limit that cannot be had is null.
  if (typeof lower !== 'number' || typeof upper !== 'number') return t('estimate.no-limits')
  return t('estimate.limits', {
    lower: number(Math.round(lower)),
    upper: number(Math.round(upper)),
  })
}

/** What a method settled on; where the library says it in English, only its number is taken. */
export function modelText({ t, number }: Speaker, { method, model }: Estimate): string {
  const said = Number.parseFloat(model)
  if (method === 'lower-bound') return t('estimate.model.lower-bound')
  if (method === 'average') return t('estimate.model.average', { count: said })
  if (method === 'latent') return t('estimate.model.latent', { kinds: number(said) })
  if (method === 'unequal')
    return t('estimate.model.unequal', {
      ratio: Number.parseFloat(model.replace(/^\D+/, '')).toFixed(2),
    })
  return t('estimate.model.pattern', { model: leftToRight(model) })
}

/** What a share of people out of every list's reach would make of the range; older reports lack it. */
export function reachLines({ t, number }: Speaker, { reach = [] }: Partial<Report>): string[][] {
  const between = (lower: number, upper: number) =>
    t('estimate.limits', { lower: number(Math.round(lower)), upper: number(Math.round(upper)) })
  return reach.map(({ share, lowest, highest, lower, upper }) => [
    t('estimate.reach.percent', { percent: number(Math.round(share * 100)) }),
    between(lowest, highest),
    between(lower, upper),
  ])
}

export const reachColumns = ['share', 'all', 'chance'] as const

export interface ListLine {
  list: string
  people: number | null
  onAnother: number | null
}

/** Each list with its people and how many of them are on another: small numbers left out. */
export function listLines(lists: {
  lists: readonly string[]
  rows: readonly { on: readonly number[]; count: number }[]
}): ListLine[] {
  return lists.lists.map((list, at) => {
    const on = lists.rows.filter((row) => row.on[at] === 1)
    const people = on.reduce((sum, { count }) => sum + count, 0)
    const more = on.filter((row) => row.on.reduce((sum, one) => sum + one, 0) > 1)
    const onAnother = more.reduce((sum, { count }) => sum + count, 0)
    // The difference of two told numbers must not tell a small one either.
    const alone = told(people - onAnother)
    return {
      list,
      people: told(people),
      onAnother: alone === null ? null : told(onAnother),
    }
  })
}
