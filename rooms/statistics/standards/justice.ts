import { type Cube, cubeOf, joinCubes, keyOf, lawAxis } from './cube.ts'
import { sdmxSexOf } from './htcds.ts'
import type { Cell } from './standard.ts'

/** Steps of justice that are counted; a person once for each, on its first day. */
export const justiceSteps = [
  'offence',
  'suspected',
  'prosecuted',
  'convicted',
  'convicted-other',
  'acquitted',
  'sentenced-prison',
  'sentenced-fine-only',
] as const
export type JusticeStep = (typeof justiceSteps)[number]

/** A group that shares all its codes; an offence is a case with an FIR, the rest are persons. */
export interface CountedStep {
  measure: JusticeStep
  jurisdiction: string
  sex: string
  laws: readonly string[]
  /** The forms that the case's victims were found in. */
  forms: readonly string[]
  n: number
}

export const sexColumns = ['F', 'M', '_O', '_U'] as const
export const kindColumns = ['sex-trafficking', 'labour-trafficking', 'both', 'unspecified'] as const

/** Sex or labour trafficking, as US reports part them; what fits neither is 'unspecified'. */
export function kindOf(forms: readonly string[]): (typeof kindColumns)[number] {
  const sex = forms.includes('commercial-sex')
  const labour = forms.some((one) =>
    ['forced-labour', 'debt-bondage', 'servitude', 'slavery', 'forced-begging'].includes(one),
  )
  if (sex && labour) return 'both'
  return sex ? 'sex-trafficking' : labour ? 'labour-trafficking' : 'unspecified'
}

const NO_LAW = 'not-recorded'

/** Each step by sex, by law and by sex or labour trafficking. */
export function justiceCube(steps: readonly CountedStep[]): Cube {
  const laws = lawAxis(steps, NO_LAW)
  const places = placeColumns(steps)
  return joinCubes(
    justiceSteps.flatMap((measure) => {
      const of = steps.filter((one) => one.measure === measure)
      const sex = {
        name: 'sex',
        codes: sexColumns,
        of: (one: CountedStep) => sdmxSexOf[one.sex] ?? '_U',
      }
      const kind = { name: 'kind', codes: kindColumns, of: (one: CountedStep) => kindOf(one.forms) }
      const place = {
        name: 'place',
        codes: places,
        of: (one: CountedStep) => one.jurisdiction,
      }
      return [
        cubeOf(measure, of, measure === 'offence' ? [] : [sex]),
        cubeOf(measure, of, [kind]),
        cubeOf(measure, of, [laws]),
        cubeOf(measure, of, [place]),
      ]
    }),
  )
}

/** The row of a step: its parts along one axis, then all of it. */
export function justiceRow(
  measure: JusticeStep,
  axis: 'sex' | 'kind' | 'law' | 'place',
  columns: readonly string[],
): { code: string; cells: Cell[] } {
  return {
    code: measure,
    cells: columns.map((code) =>
      measure === 'offence' && axis === 'sex' && code !== 'total'
        ? { none: 'no-code' as const }
        : { key: keyOf(measure, code === 'total' ? {} : { [axis]: code }) },
    ),
  }
}

/** The jurisdictions whose files were counted. */
export function placeColumns(steps: readonly CountedStep[]): string[] {
  return [...new Set(steps.map(({ jurisdiction }) => jurisdiction))].toSorted()
}

/** The combinations of laws under which the steps were taken, the unnamed last. */
export function lawColumns(steps: readonly CountedStep[]): string[] {
  return [...lawAxis(steps, NO_LAW).codes]
}
