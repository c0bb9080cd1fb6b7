import type { Fact } from '../cases/door.ts'
import ilo11Data from './instruments/ilo-11.json' with { type: 'json' }
import iloData from './instruments/ilo-2009.json' with { type: 'json' }
import palermoData from './instruments/palermo.json' with { type: 'json' }
import unodcData from './instruments/unodc-general.json' with { type: 'json' }

export const indicatorSets = [
  'adult-labour',
  'adult-sexual',
  'child-labour',
  'child-sexual',
] as const
export type IndicatorSet = (typeof indicatorSets)[number]

export const dimensions = [
  'deceptive-recruitment',
  'coercive-recruitment',
  'recruitment-vulnerability',
  'exploitation',
  'coercion-destination',
  'destination-vulnerability',
] as const
export type Dimension = (typeof dimensions)[number]

export type Weight = 'strong' | 'medium' | 'weak'

export interface Indicator {
  id: string
  /** Facts that a "yes" states as it stands. */
  implies: readonly Fact[]
  /** Facts that a "yes" may state; a person picks those that were said. */
  suggests: readonly Fact[]
}

/** One indicator of the ILO lists. */
export interface IloIndicator extends Indicator {
  dimension: Dimension
  /** Null where the list of that set does not have the indicator. */
  weights: Readonly<Record<IndicatorSet, Weight | null>>
  /** Which of the eleven indicators of forced labour it speaks to. */
  ilo11: readonly number[]
}

/** A form of exploitation, asked for directly because the ILO lists only count its signs. */
export interface FormQuestion extends Indicator {
  /** False for forms that the ILO sets were not made for. */
  coveredByIlo: boolean
  /** False where the form alone is not among the purposes that Palermo art. 3(a) names. */
  inPalermo: boolean
}

/** How far a set can be relied on; shown wherever its result is shown. */
export interface SetStanding {
  grade: 'G' | 'S' | 'N' | 'M'
  confidence: 'checked' | 'unchecked' | 'low'
  note: string
}

export const iloIndicators: readonly IloIndicator[] = iloData.dimensions.flatMap((dimension) =>
  dimension.indicators.map((one) => ({ ...one, dimension: dimension.id }) as IloIndicator),
)
export const actQuestions = palermoData.acts as readonly Indicator[]
export const formQuestions = palermoData.forms as readonly FormQuestion[]
/** What the screener saw; never asked, and never counted in the ILO result. */
export const observations: readonly Indicator[] = unodcData.items.map(
  (one) => ({ ...one, implies: [] }) as unknown as Indicator,
)
export const forcedLabourSigns: readonly number[] = ilo11Data.items.map((one) => one.id)

export const setStandings = iloData.sets as Readonly<Record<IndicatorSet, SetStanding>>
export const instrumentSource = {
  reference: iloData.reference,
  grade: iloData.grade as SetStanding['grade'],
  note: iloData.note,
}

const everyIndicator = new Map<string, Indicator>(
  [...iloIndicators, ...actQuestions, ...formQuestions, ...observations].map((one) => [
    one.id,
    one,
  ]),
)
export const indicatorIds: readonly string[] = [...everyIndicator.keys()]

export function findIndicator(id: string): Indicator | undefined {
  return everyIndicator.get(id)
}

const bySet = Object.fromEntries(
  indicatorSets.map((set) => [set, iloIndicators.filter((one) => one.weights[set] !== null)]),
) as unknown as Readonly<Record<IndicatorSet, readonly IloIndicator[]>>

/** The ILO indicators of one set, in the order of the lists. */
export function indicatorsOf(set: IndicatorSet): readonly IloIndicator[] {
  return bySet[set]
}

export function isChildSet(set: IndicatorSet): boolean {
  return set.startsWith('child-')
}

/** The indicators beside which a fact that the case already states is shown. */
export function indicatorsTouchedBy(fact: Fact): string[] {
  return [...everyIndicator.values()]
    .filter((one) => one.implies.includes(fact) || one.suggests.includes(fact))
    .map((one) => one.id)
}
