import { Problem } from '../../core/problem.ts'
import { checkFigures, type Figure, type Finding } from './figures.ts'

export const figureUnits = [
  'persons',
  'cases',
  'convictions',
  'complaints',
  'enquiries',
  'licences',
  'calls',
  'networks',
  'percent',
  'PKR',
  'USD',
] as const

/** A figure as somebody writes it down; numbers as they were typed. */
export interface FigureWritten {
  measure: string
  nameEn: string
  nameUr: string
  value: string
  unit: string
  place: string
  period: string
  source: string
  url: string
  grade: string
  state: string
  rough: boolean
  note: string
  parts: { name: string; value: string }[]
}

const grades = ['G', 'S', 'N', 'M'] as const
const states = ['verified', 'not-verified', 'misquoted'] as const

/** The figure that was meant; refuses with what is wrong with each field. */
export function figureOf(written: FigureWritten, key: string): Figure {
  const fields: Record<string, string> = {}
  const ask = (field: string, holds: boolean, what: string) => {
    if (!holds) fields[field] ??= `statistics/figure-${what}`
  }
  const of = (field: keyof FigureWritten) => String(written[field]).trim()
  ask('nameEn', of('nameEn').length >= 3, 'name')
  ask('measure', /^[a-z0-9][a-z0-9-]{1,59}$/.test(of('measure')), 'measure')
  ask('unit', (figureUnits as readonly string[]).includes(of('unit')), 'unit')
  ask('place', of('place') !== '', 'place')
  ask(
    'period',
    /^\d{4}(-(0[1-9]|1[0-2]))?(\/\d{4}(-(0[1-9]|1[0-2]))?)?$/.test(of('period')),
    'period',
  )
  ask('source', of('source').length >= 5, 'source')
  ask('url', of('url') === '' || /^https?:\/\/\S+$/.test(of('url')), 'url')
  ask('grade', (grades as readonly string[]).includes(of('grade')), 'grade')
  ask('state', (states as readonly string[]).includes(of('state')), 'state')
  const value = numberOf(of('value'))
  ask('value', value !== undefined, 'value')
  const parts = written.parts
    .filter(({ name, value }) => name.trim() || value.trim())
    .map(({ name, value }) => ({ name: name.trim(), value: numberOf(value.trim()) }))
  ask(
    'parts',
    parts.every(({ name, value }) => name && value !== undefined),
    'parts',
  )
  ask('parts', new Set(parts.map(({ name }) => name)).size === parts.length, 'parts-twice')
  if (Object.keys(fields).length)
    throw new Problem('input', 'statistics/figure-not-whole', { fields })
  const url = of('url')
  const note = of('note')
  return {
    key,
    measure: of('measure'),
    name: { en: of('nameEn'), ur: of('nameUr') || of('nameEn') },
    value: value!,
    unit: of('unit'),
    place: of('place'),
    period: of('period'),
    source: of('source'),
    ...(url && { url }),
    grade: of('grade') as Figure['grade'],
    state: of('state') as Figure['state'],
    ...(written.rough && { rough: true }),
    ...(note && { note: { en: note, ur: note } }),
    ...(parts.length && {
      parts: parts.map((part) => ({
        key: part.name.toLowerCase(),
        name: { en: part.name, ur: part.name },
        value: part.value!,
      })),
    }),
  }
}

/** A number of 0 or more; thousands may be set off with commas or spaces. */
function numberOf(text: string): number | undefined {
  const plain = text.replace(/(?<=\d)[,\s\u00a0](?=\d{2,3})/g, '')
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

/** What the checks would say of a figure once it stands in the register. */
export function findingsWith(register: readonly Figure[], figure: Figure): Finding[] {
  const others = register.filter(({ key }) => key !== figure.key)
  return checkFigures([...others, figure]).filter((finding) =>
    'figures' in finding ? finding.figures.includes(figure.key) : finding.figure === figure.key,
  )
}

const columns = [
  'measure',
  'name_en',
  'name_ur',
  'value',
  'unit',
  'place',
  'period',
  'source',
  'url',
  'grade',
  'state',
  'rough',
  'note',
  'parts',
] as const
const needed = [
  'measure',
  'name_en',
  'value',
  'unit',
  'place',
  'period',
  'source',
  'grade',
  'state',
] as const
const MOST = 500

/** Rows of a CSV as written figures; parts are written 'women=16950; men=2918'. */
export function writtenFrom(rows: readonly (readonly string[])[]): FigureWritten[] {
  const [head = [], ...lines] = rows
  if (needed.some((column) => !head.includes(column)))
    throw new Problem('input', 'statistics/figures-head', {
      values: { columns: needed.join(', ') },
    })
  if (lines.length === 0 || lines.length > MOST)
    throw new Problem('input', 'statistics/figures-length', { values: { most: MOST } })
  return lines.map((line) => {
    const of = (column: (typeof columns)[number]) => (line[head.indexOf(column)] ?? '').trim()
    return {
      measure: of('measure'),
      nameEn: of('name_en'),
      nameUr: of('name_ur'),
      value: of('value'),
      unit: of('unit'),
      place: of('place'),
      period: of('period'),
      source: of('source'),
      url: of('url'),
      grade: of('grade'),
      state: of('state'),
      rough: ['yes', 'true', '1'].includes(of('rough').toLowerCase()),
      note: of('note'),
      parts: of('parts')
        .split(';')
        .filter((part) => part.trim())
        .map((part) => {
          const at = part.lastIndexOf('=')
          return { name: part.slice(0, Math.max(at, 0)), value: at < 0 ? '' : part.slice(at + 1) }
        }),
    }
  })
}
